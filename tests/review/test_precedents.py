"""Earlier rulings at the label: the nearest, and nothing of one's own open work."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from tests.make import (
    NOW,
    Study,
    make_document,
    make_judgment,
    make_ruling,
    make_study,
    signed_in_client,
)
from workbench.accounts.actions import add_person
from workbench.assign.actions import open_round, submit
from workbench.core.db import db, writing
from workbench.projects.actions import add_member
from workbench.review.actions_rulings import withdraw
from workbench.review.pairs import Pair
from workbench.review.places import Place
from workbench.review.precedents import as_precedent
from workbench.review.queries_precedents import (
    Wanted,
    precedents_for_annotator,
    precedents_for_unit,
)
from workbench.review.queries_using import get_source

CONFLICT = Wanted("Two aides claimed the truce would hold.", "frames", "conflict")
TEXTS = [
    ("Premier signs", "Two aides claimed the truce would hold until spring."),
    ("Fish is dear", "The price of fish rose by the quay on Tuesday."),
    ("A new round", "Two aides claimed the truce would hold."),
]


def answer(frame: str) -> dict[str, object]:
    labels = make_document()["labels"] | {"frames": [frame], "primary_frame": frame}
    return make_document(labels=labels)


@pytest.fixture
def study(app: Flask) -> Study:
    """Two articles ruled on between conflict and power; a third in a round that shows rulings."""
    made = make_study(texts=TEXTS, annotators=["Ada Quist", "Ben Okoro", "Cleo Marsh"])
    for article in (0, 1):
        for annotator, frame in enumerate(["conflict", "power"]):
            make_judgment(
                made, annotator=annotator, article=article, paragraph=2, document=answer(frame)
            )
        make_ruling(
            made,
            article=article,
            paragraph=2,
            document=answer("power"),
            reason="codebook_unclear",
            sentence=f"Contest, not force ({article}).",
        )
    return made


def newcomer(study: Study, *, shows_precedents: bool = True) -> Study:
    """Somebody whose only work is the third article, in a round of their own."""
    with writing():
        person = add_person("Dana Fry", now=NOW)
        seat = add_member(study.project, person, "annotator", seat="A-09")
        opened = open_round(
            study.project.id,
            "Round 2",
            version=study.round.codebook_version,
            annotators=[seat],
            articles=[study.articles[2]],
            mask_outlet=True,
            mask_byline=True,
            has_premarks=False,
            now=NOW,
        )
        opened.shows_precedents = shows_precedents
    return replace(study, annotators=[seat], round=opened)


def sentences(study: Study, wanted: Wanted = CONFLICT, annotator: int = 0) -> list[str]:
    member = study.annotators[annotator]
    found = precedents_for_annotator(study.project, wanted, member.id)
    return [one.ruling.sentence for one in found]


def test_the_nearest_in_words_comes_first_with_what_was_disputed_and_ruled(study: Study) -> None:
    found = precedents_for_annotator(study.project, CONFLICT, newcomer(study).annotators[0].id)
    assert [one.ruling.sentence for one in found] == [
        "Contest, not force (0).",
        "Contest, not force (1).",
    ]
    assert found[0].between == ("Conflict & contest", "Power & strategy")
    assert (found[0].ruled, found[0].reason) == (("Power & strategy",), "Codebook unclear")


@pytest.mark.parametrize(
    ("value", "count"),
    [("power", 2), ("economy", 0), ("", 2)],
)
def test_only_rulings_on_the_value_are_precedents(study: Study, value: str, count: int) -> None:
    wanted = Wanted(CONFLICT.text, "frames", value)
    assert len(sentences(newcomer(study), wanted)) == count


def test_nothing_on_articles_that_one_has_still_to_answer(study: Study) -> None:
    assert sentences(study, annotator=2) == []


@pytest.mark.parametrize(("shows", "count"), [(False, 1), (True, 2)])
def test_submitted_articles_count_where_their_round_shows_rulings(
    study: Study, shows: bool, count: int
) -> None:
    late = newcomer(study)
    with writing():
        mine = open_round(
            study.project.id,
            "Round 3",
            version=study.round.codebook_version,
            annotators=late.annotators,
            articles=[study.articles[0]],
            mask_outlet=True,
            mask_byline=True,
            has_premarks=False,
            now=NOW,
        )
        mine.shows_rulings = shows
        submit(replace(late, round=mine).assignment(), now=NOW)
    assert len(sentences(late)) == count


@pytest.mark.parametrize("named", ["the truce", "The Slipway"])
def test_the_same_words_in_ones_own_open_article_are_no_precedent(app: Flask, named: str) -> None:
    """Also where a mask hides some of them: the outlet is named as it is masked."""
    twin = f"Two aides claimed to the end that {named} would hold."
    made = make_study(texts=[("First", twin), ("Second", twin)], annotators=["Ada", "Ben"])
    for annotator, frame in enumerate(["conflict", "power"]):
        make_judgment(made, annotator=annotator, paragraph=2, document=answer(frame))
    make_ruling(made, paragraph=2, document=answer("power"))
    with writing():
        seat = add_member(made.project, add_person("Dana Fry", now=NOW), "annotator", seat="A-9")
        late = replace(
            made,
            annotators=[seat],
            round=open_round(
                made.project.id,
                "Round 2",
                version=made.round.codebook_version,
                annotators=[seat],
                articles=[made.articles[1]],
                mask_outlet=True,
                mask_byline=True,
                has_premarks=False,
                now=NOW,
            ),
        )
    other_words = Wanted("Something else.", "frames", "conflict")
    assert sentences(late, other_words) == []


def test_a_withdrawn_ruling_is_none(study: Study) -> None:
    late = newcomer(study)
    place = Place(study.round.id, study.articles[0].id, study.paragraph(2).id)
    with writing():
        withdraw(study.project.id, place, number=1, by=study.lead.id, now=NOW)
    assert sentences(late) == ["Contest, not force (1)."]


def test_a_lead_finds_all_but_those_on_the_unit_itself(study: Study) -> None:
    at = Place(study.round.id, study.articles[0].id, study.paragraph(2).id)

    def sentences_between(value: str, other: str) -> list[tuple[str, str]]:
        pairs = [Pair("frames", value, other)]
        found = precedents_for_unit(study.project, CONFLICT.text, pairs, at)
        return [(dimension, one.ruling.sentence) for dimension, one in found]

    assert sentences_between("conflict", "power") == [("frames", "Contest, not force (1).")]
    assert sentences_between("conflict", "economy") == []
    assert precedents_for_unit(study.project, CONFLICT.text, [], at) == []


def test_left_open_is_said_instead_of_an_answer(study: Study) -> None:
    make_ruling(
        study, paragraph=2, left_open=["frames"], reason="legitimate_difference", base_number=1
    )
    late = newcomer(study)
    found = precedents_for_annotator(study.project, CONFLICT, late.annotators[0].id)
    assert (found[0].is_left_open, found[0].ruled) == (True, ())


def test_at_the_label_an_annotator_reads_the_ruling_without_names(app: Flask, study: Study) -> None:
    late = newcomer(study)
    browser = signed_in_client(app, late.annotators[0])
    address = f"/projects/harbour/assignments/{late.assignment(0, 2).id}/precedents"
    shown = browser.get(f"{address}?p=2&dimension=frames&value=conflict")
    page = shown.get_data(as_text=True)
    assert shown.status_code == 200
    assert "Contest, not force (0)." in page
    assert "Codebook unclear" in page
    for hidden in ("A-01", "A-02", "L-01", "Slipway", "Ada Quist"):
        assert hidden not in page
    for wrong in ("dimension=nonsense", "dimension=frames&value=nonsense", "p=99"):
        assert browser.get(f"{address}?{wrong}").status_code == 404


def test_a_round_that_does_not_show_them_has_no_such_page(app: Flask, study: Study) -> None:
    late = newcomer(study, shows_precedents=False)
    browser = signed_in_client(app, late.annotators[0])
    address = f"/projects/harbour/assignments/{late.assignment(0, 2).id}/"
    assert browser.get(f"{address}precedents?p=2&dimension=frames").status_code == 404
    assert "precedents" not in browser.get(address).get_data(as_text=True)
    with writing():
        late.round.shows_precedents = True
    db.session.commit()
    assert "precedents" in browser.get(address).get_data(as_text=True)


@pytest.mark.parametrize(
    ("pairs", "between"),
    [
        ([("", "conflict")], ("Conflict & contest", "nothing")),
        (
            [("", "conflict"), ("", "power"), ("conflict", "power")],
            ("Conflict & contest", "Power & strategy"),
        ),
    ],
)
def test_who_had_none_of_several_values_is_no_value_beside_them(
    study: Study, pairs: list[tuple[str, str]], between: tuple[str, ...]
) -> None:
    source = get_source(study.project, 1)
    disputed = [Pair("frames", *pair) for pair in pairs]
    made = as_precedent(
        source.ruling, source.seen, "en", disputed, source.questions, "frames", version=1
    )
    assert made.between == between
