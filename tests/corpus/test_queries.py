"""What a list of articles shows: searched, filtered and ordered; near-duplicates; known stories."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.make import NOW, Study, make_draft, make_judgment, make_study
from workbench.core.db import db, writing
from workbench.core.errors import NotFound
from workbench.corpus.actions import add_article
from workbench.corpus.drafts import ArticleDraft
from workbench.corpus.listing import PER_PAGE, SORTS, STATES, Wanted, read_wanted
from workbench.corpus.models import Article
from workbench.corpus.preparing import prepare
from workbench.corpus.queries import find_articles, get_article, list_articles, list_outlets
from workbench.corpus.queries_stories import (
    count_without_story,
    find_stories,
    find_story_articles,
    get_story,
    known_stories,
)
from workbench.corpus.queries_twins import find_twins, read_sketch
from workbench.corpus.searching import fold
from workbench.corpus.shingles import sketch
from workbench.projects.actions import create_project

LONG = (
    "The harbour accord was signed at dawn, two aides of the premier claimed, although nobody from "
    "the fishing towns had been invited and the ceremony lasted no more than eleven minutes."
)
#: Names that no honest page sends: those of columns, of relations, and worse.
NAMES = (
    "person__password person.password_hash password_hash __class__ article.sha256 sha256 "
    "story__title outlet__project__slug -title title,id id;-- search_text Article.title "
    "project.memberships.person membership__person__name judgment__note created_at is_current "
    "__init__ __dict__ __globals__ self.__class__.__mro__ query.session metadata tables "
    "outlet.name story.title paragraphs.text paragraphs__text key url extra byline language "
    "format version replaces_id imported_at project_id outlet_id story_id id rowid oid ctid "
    "sort__ order_by limit offset filter raw sql where having join group_by select union "
    "random() 1 -1 TITLE Title"
)
FORGED = [
    *NAMES.split(),
    "title desc",
    "case when 1=1 then title else id end",
    "\x00",
    "ｔitle",
]


def add(project_id: int, title: str, **facts: Any) -> Article:
    story = facts.pop("story", "")
    draft = make_draft((title, facts.pop("body", f"Body of {title}.")), **facts)
    with writing():
        done = add_article(project_id, prepare(draft), story=story, now=NOW)
    article = db.session.get_one(Article, done.article_id)
    return article


@pytest.fixture
def project_id(app: Flask) -> int:
    with writing():
        return create_project("harbour", "Harbour", targets=[], now=NOW).id


def titles(project_id: int, **given: str) -> list[str]:
    return [line.title for line in find_articles(project_id, read_wanted(given)).lines]


@pytest.fixture
def corpus(project_id: int) -> int:
    add(project_id, "Boats", outlet="The Slipway", published=date(2026, 11, 3), story="The accord")
    add(project_id, "apples", outlet="Courier", byline="Élodie Brûlé", published=date(2026, 11, 5))
    add(project_id, "Straße 100%", outlet="", story="The STRIKE", source_id="id_7", name="x_y.txt")
    return project_id


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, ["Straße 100%", "apples", "Boats"]),
        ({"sort": "title"}, ["apples", "Boats", "Straße 100%"]),
        ({"sort": "published"}, ["apples", "Boats", "Straße 100%"]),
        ({"sort": "outlet"}, ["apples", "Boats", "Straße 100%"]),
        ({"q": "BOATS"}, ["Boats"]),
        ({"q": "strasse"}, ["Straße 100%"]),
        ({"q": "éLODIE brûlé"}, ["apples"]),
        ({"q": "e\u0301lodie"}, ["apples"]),
        ({"q": "slipway"}, ["Boats"]),
        ({"q": "slipway boat"}, ["Boats"]),
        ({"q": "slipway apples"}, []),
        ({"q": "id_7"}, ["Straße 100%"]),
        ({"q": "x_y"}, ["Straße 100%"]),
        ({"q": "x%y"}, []),
        ({"q": "%"}, ["Straße 100%"]),
        ({"q": "_"}, ["Straße 100%"]),
        ({"q": "\\"}, []),
        ({"q": "'; DROP TABLE article; --"}, []),
        ({"q": "\x00"}, ["Straße 100%", "apples", "Boats"]),
        ({"q": "  "}, ["Straße 100%", "apples", "Boats"]),
        ({"story": "strike"}, ["Straße 100%"]),
        ({"story": "the"}, ["Straße 100%", "Boats"]),
        ({"story": "-"}, ["apples"]),
        ({"story": "nowhere"}, []),
        ({"from": "2026-11-04"}, ["apples"]),
        ({"to": "2026-11-04"}, ["Boats"]),
        ({"from": "2026-11-03", "to": "2026-11-05"}, ["apples", "Boats"]),
        ({"state": "free"}, ["Straße 100%", "apples", "Boats"]),
        ({"state": "judged"}, []),
        ({"state": "replaced"}, []),
        ({"page": "99"}, ["Straße 100%", "apples", "Boats"]),
    ],
    ids=str,
)
def test_articles_are_found_and_ordered(
    corpus: int, given: Mapping[str, str], found: list[str]
) -> None:
    assert titles(corpus, **given) == found


def test_an_outlet_is_chosen_by_its_id_and_other_projects_have_none(corpus: int) -> None:
    assert [name for _, name in list_outlets(corpus)] == ["Courier", "The Slipway"]
    courier = str(list_outlets(corpus)[0][0])
    assert titles(corpus, outlet=courier) == ["apples"]
    with writing():
        other = create_project("lagoon", "Lagoon", targets=[], now=NOW)
    assert titles(other.id, outlet=courier) == []
    assert titles(other.id, story="strike") == []


def test_states_tell_who_has_an_article_and_whether_anything_was_saved(app: Flask) -> None:
    study = make_study(texts=[("One", "Body one."), ("Two", "Body two.")])
    add(study.project.id, "Three")
    make_judgment(study, article=1)
    assert titles(study.project.id, state="free") == ["Three"]
    assert titles(study.project.id, state="assigned") == ["One"]
    assert titles(study.project.id, state="judged") == ["Two"]
    found = find_articles(study.project.id, Wanted())
    assert [line.state for line in found.lines] == ["free", "judged", "assigned"]
    assert [line.usable for line in found.lines] == [2, 2, 2]


def test_old_versions_are_shown_only_when_asked_for_and_never_offered(corpus: int) -> None:
    old = get_article(corpus, list_articles(corpus)[0].key)
    with writing():
        old.is_current = False
    assert titles(corpus) == ["Straße 100%", "apples"]
    assert titles(corpus, state="replaced") == ["Boats"]
    assert [article.title for article in list_articles(corpus)] == ["apples", "Straße 100%"]


def test_a_long_list_comes_in_pages_with_a_total(project_id: int) -> None:
    drafts = [prepare(make_draft((f"Title {n:03}", f"Body {n}."))) for n in range(PER_PAGE + 3)]
    with writing():
        for draft in drafts:
            add_article(project_id, draft, now=NOW)
    first = find_articles(project_id, Wanted(sort="title"))
    last = find_articles(project_id, Wanted(sort="title", page=2))
    assert (first.count, first.pages, len(first.lines)) == (PER_PAGE + 3, 2, PER_PAGE)
    assert [line.title for line in last.lines] == ["Title 050", "Title 051", "Title 052"]


@pytest.mark.parametrize("name", FORGED, ids=ascii)
def test_a_forged_name_is_refused_wherever_it_stands(name: str) -> None:
    assert len(FORGED) >= 50
    for given in ({"sort": name}, {"state": name}, {name: "1"}, {f"{name}__in": "1"}):
        with pytest.raises(NotFound):
            read_wanted(given)
    for given in ({"outlet": name}, {"page": name}):
        if name != "1":
            with pytest.raises(NotFound):
                read_wanted(given)


def test_a_date_that_is_none_is_named_and_ignored() -> None:
    wanted = read_wanted({"from": "soon", "to": "2026-11-04"})
    assert wanted.wrong is not None
    assert list(wanted.wrong) == ["from"]
    assert (wanted.first_day, wanted.last_day) == (None, date(2026, 11, 4))


def test_the_address_of_a_page_leads_back_to_it() -> None:
    given = {"q": "a b", "outlet": "3", "story": "x", "from": "2026-01-02", "state": "free"}
    wanted = read_wanted(given | {"sort": "title", "page": "4"})
    again = {name: str(value) for name, value in wanted.address().items()}
    assert read_wanted(again) == wanted
    assert "page" not in wanted.address(page=None)
    assert Wanted().address() == {}
    assert Wanted(sort="title", page=3).is_filtered is False
    assert {"imported", "free"} <= {*SORTS, *STATES}


def test_folding_makes_no_control_character_and_no_difference_of_case() -> None:
    assert fold("ǅ\u00adSTRASSE\u202eﬁ") == fold("ǆ strasse fi")
    assert fold("İ") == fold("i\u0307")


def test_the_number_of_queries_does_not_grow_with_the_page(corpus: int) -> None:
    def queries() -> int:
        seen: list[str] = []

        def note(*args: Any) -> None:
            seen.append(args[2])

        event.listen(db.engine, "before_cursor_execute", note)
        find_articles(corpus, Wanted())
        event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    few = queries()
    for number in range(12):
        add(corpus, f"More {number}", outlet=f"Outlet {number}", story=f"Story {number}")
    assert queries() == few


def near(text: str) -> str:
    return text.replace("no more than eleven", "twelve")


def draft_sketch(draft: ArticleDraft) -> tuple[str, tuple[int, ...]]:
    prepared = prepare(draft)
    return prepared.sha256, sketch(p.text for p in draft.paragraphs if p.annotatable)


def test_the_same_text_and_nearly_the_same_are_found_and_others_are_not(project_id: int) -> None:
    first = add(project_id, "First", body=LONG, outlet="Courier")
    add(project_id, "Other", body="Apples were sold on the market without any incident today.")
    same = draft_sketch(make_draft(("First", LONG), outlet="Elsewhere"))
    (twin,) = find_twins(project_id, *same)
    assert (twin.key, twin.outlet, twin.share, twin.is_same) == (first.key, "Courier", 1.0, True)
    alike = draft_sketch(make_draft(("Second", near(LONG))))
    (twin,) = find_twins(project_id, *alike)
    assert (twin.key, twin.is_same) == (first.key, False)
    assert 0.4 <= twin.share < 1.0
    assert find_twins(project_id, *alike, leave_out=[first.id]) == []
    assert find_twins(project_id, *draft_sketch(make_draft(("Third", "Nothing is alike.")))) == []
    assert read_sketch(first.id) == same[1]


def test_old_versions_and_other_projects_are_no_near_duplicates(project_id: int) -> None:
    first = add(project_id, "First", body=LONG)
    alike = draft_sketch(make_draft(("Second", near(LONG))))
    same = draft_sketch(make_draft(("First", LONG)))
    with writing():
        other = create_project("lagoon", "Lagoon", targets=[], now=NOW).id
    assert find_twins(other, *alike) == []
    assert find_twins(other, *same) == []
    with writing():
        first.is_current = False
    assert find_twins(project_id, *alike) == []
    (twin,) = find_twins(project_id, *same)
    assert (twin.is_same, twin.is_current) == (True, False)


def test_twins_come_by_likeness_and_few(project_id: int) -> None:
    words = LONG.split()
    for number in range(8):
        changed = " ".join([*words[:-number], *["else"] * number]) if number else LONG
        add(project_id, "Title", body=f"{changed} {number}")
    found = find_twins(project_id, *draft_sketch(make_draft(("Title", LONG))))
    assert len(found) == 5
    assert [twin.share for twin in found] == sorted((twin.share for twin in found), reverse=True)


def test_stories_are_listed_with_their_articles_outlets_and_days(corpus: int) -> None:
    add(
        corpus,
        "Boats again",
        outlet="Courier",
        published=date(2026, 11, 6),
        story="The accord",
    )
    found = find_stories(corpus, "", 1)
    assert [(one.title, one.articles, one.outlets) for one in found.lines] == [
        ("The STRIKE", 1, 0),
        ("The accord", 2, 2),
    ]
    assert (found.lines[1].first_day, found.lines[1].last_day) == (
        date(2026, 11, 3),
        date(2026, 11, 6),
    )
    assert [one.title for one in find_stories(corpus, "strike THE", 9).lines] == ["The STRIKE"]
    assert count_without_story(corpus) == 1
    shown = find_story_articles(get_story(corpus, found.lines[1].id), 1)
    assert [(line.outlet, line.title) for line in shown.lines] == [
        ("Courier", "Boats again"),
        ("The Slipway", "Boats"),
    ]


def test_known_stories_are_near_or_new_and_have_the_names_of_their_articles(
    project_id: int,
) -> None:
    body = "He met Mara Lund at Port Vell in the morning."
    inside = add(project_id, "The boats", body=body, published=date(2026, 11, 3), story="Accord")
    add(project_id, "The other", body="Ola Brandt spoke.", published=date(2020, 1, 1), story="Old")
    add(project_id, "No story", body="Ines Vroom left.", published=date(2026, 11, 3))
    found = {one.title: one for one in known_stories(project_id, [date(2026, 11, 5)])}
    assert found.keys() == {"Accord", "Old"}
    assert {"Mara Lund", "Port Vell"} <= found["Accord"].names
    assert found["Accord"].days == (date(2026, 11, 3),)
    assert "Mara Lund" not in found["Old"].names
    without = known_stories(project_id, [], leave_out=inside.id)
    assert [one.title for one in without] == ["Old"]


def test_a_story_of_another_project_does_not_exist(study: Study) -> None:
    with writing():
        other = create_project("lagoon", "Lagoon", targets=[], now=NOW).id
    story_id = study.articles[0].story_id
    assert story_id is not None
    with pytest.raises(NotFound):
        get_story(other, story_id)


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study()
