"""Pages of training: what a lead makes, what a learner sees and never sees."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.home.test_query_counts import counting
from tests.make import (
    NOW,
    csrf_token,
    make_document,
    make_judgment,
    make_span,
    signed_in_client,
    tied_codebook,
)
from tests.test_blindness import visible
from tests.training.given import Lesson, further_round, items_in, make_lesson, make_ruling, make_set
from workbench.annotate.models import Judgment
from workbench.assign.models import Assignment
from workbench.core.db import db, writing
from workbench.review.actions_rulings import withdraw
from workbench.review.places import Place
from workbench.training.models import TrainingAnswer, TrainingAttempt, TrainingSet

TEACH = "/projects/harbour/training/"
LEARN = f"{TEACH}learn/"


@pytest.fixture
def lesson(app: Flask) -> Lesson:
    return make_lesson()


@pytest.fixture
def lead(app: Flask, lesson: Lesson) -> FlaskClient:
    return signed_in_client(app, lesson.study.lead)


@pytest.fixture
def ada(app: Flask, lesson: Lesson) -> FlaskClient:
    return signed_in_client(app, lesson.study.annotators[0])


def fresh() -> None:
    """See what requests have stored since."""
    db.session.commit()
    db.session.expire_all()


def count(table: type) -> int:
    fresh()
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def post(browser: FlaskClient, path: str, **fields: Any) -> TestResponse:
    return browser.post(path, data={"csrf_token": csrf_token(browser)} | fields)


def send(browser: FlaskClient, path: str, document: Any = None, **fields: Any) -> TestResponse:
    """Answer as the page's script does; without a document as the plain form."""
    fields = {"revision": "0", "idempotency_key": str(uuid.uuid4())} | fields
    if document is not None:
        fields["document"] = json.dumps(document)
    return post(browser, path, **fields)


def economy() -> dict[str, Any]:
    return make_document(labels=make_document()["labels"] | {"frames": ["economy"]})


def text_of(response: TestResponse) -> str:
    return " ".join(response.get_data(as_text=True).split())


def words_of(response: TestResponse) -> str:
    """What stands on the page, without the tags."""
    bare = re.sub(r"<[^>]*>", " ", re.sub(r"</?(bdi|span)[^>]*>", "", text_of(response)))
    return " ".join(bare.split())


def practice(lesson: Lesson, item: int = 0) -> str:
    return f"{LEARN}{lesson.set.id}/practice/{lesson.items[item].id}"


def test_practice_is_followed_by_the_ruling_the_explanation_and_the_codebook(
    lesson: Lesson, ada: FlaskClient
) -> None:
    asked = text_of(ada.get(practice(lesson)))
    assert "A quarrel between two sides." not in asked
    answer = send(ada, practice(lesson), economy())
    assert answer.status_code == 303
    page = text_of(ada.get(answer.location))
    for words in (
        "1 question differs from the ruling.",
        "A quarrel between two sides.",
        "Economy &amp; resources",
        "Conflict &amp; contest",
        "Costs, gains, trade, aid, budgets",  # of the value that was chosen
    ):
        assert words in page
    assert f"{lesson.items[1].id}" in page.split("data-onward")[0].rsplit("href=", 1)[1]


def test_a_double_click_is_one_answer_and_a_reload_shows_the_same(
    lesson: Lesson, ada: FlaskClient
) -> None:
    fields = {"idempotency_key": str(uuid.uuid4())}
    first, second = (send(ada, practice(lesson), make_document(), **fields) for _ in range(2))
    assert first.location == second.location
    assert count(TrainingAnswer) == 1
    assert visible(ada.get(first.location)) == visible(ada.get(first.location))


def test_an_incomplete_answer_comes_back_with_what_was_typed(
    lesson: Lesson, ada: FlaskClient
) -> None:
    """The plain form, and what a script would send."""
    for answer in (
        send(ada, practice(lesson), frames="economy"),
        send(ada, practice(lesson), {"labels": {"frames": ["economy"]}, "spans": []}),
    ):
        assert answer.status_code == 422
        page = text_of(answer)
        assert "Not finished yet" in page
        assert 'value="economy" checked' in page
    assert count(TrainingAnswer) == 0


@pytest.mark.parametrize(
    "document", ["no JSON", "[]", '{"labels": {"frames": 5}}', '{"labels": 3, "spans": "x"}']
)
def test_nonsense_is_refused_without_a_fault(
    lesson: Lesson, ada: FlaskClient, document: str
) -> None:
    assert send(ada, practice(lesson), document=document).status_code == 422
    key = {"idempotency_key": "\x00" * 9}
    assert send(ada, practice(lesson), make_document(), **key).status_code in {303, 422}


def test_a_plain_form_answers_in_full(lesson: Lesson, ada: FlaskClient) -> None:
    fields = {"frames": "conflict", "tone.government": "-1", "attributed": "no"}
    answer = send(ada, practice(lesson), **fields)
    assert "Everything as ruled." in text_of(ada.get(answer.location))


def test_outlets_and_authors_are_never_shown(app: Flask) -> None:
    """Neither in the text around, nor in the words marked, nor in what the lead explains."""
    texts = (
        "A quarrel at the quay",
        "The Slipway asked the pilots, and Mara Lund wrote it.",
        "End.",
    )
    lesson = make_lesson(texts=texts, codebook=tied_codebook(), test=())
    study, paragraph = lesson.study, lesson.study.paragraph(2)
    assert paragraph.masks  # found at import
    spans = [make_span(paragraph.text, "The Slipway") | {"attributes": {"naming": "full"}}]
    ruled = make_document(labels=make_document()["labels"] | {"attributed": "yes"}, spans=spans)
    rulings = [
        make_ruling(study, 2, document=ruled, base=1, sentence="The Slipway is the source."),
        make_ruling(study, 3, base=1),
    ]
    made = make_set(study, rulings, title="Masked")
    ada = signed_in_client(app, study.annotators[0])
    pages = []
    for item in items_in(made):
        path = f"{LEARN}{made.id}/practice/{item.id}"
        pages.append(text_of(ada.get(path)))
        fingerprint = pages[-1].split('name="masks" value="')[1].split('"')[0]
        answer = send(ada, path, make_document() | {"masks": fingerprint})
        assert answer.status_code == 303
        pages.append(text_of(ada.get(answer.location)))
    # Around the last paragraph too; its own feedback has no words of another one.
    assert ["[OUTLET]" in page for page in pages] == [True, True, True, False]
    assert "[OUTLET] is the source." in pages[1]
    for page in pages:
        assert "Slipway" not in page
        assert "Mara Lund" not in page


def test_passages_on_a_placeholder_are_as_ruled(app: Flask) -> None:
    texts = ("A quarrel at the quay", "The Slipway asked the pilots.", "End.")
    lesson = make_lesson(texts=texts, codebook=tied_codebook(), test=())
    study, paragraph = lesson.study, lesson.study.paragraph(2)
    spans = [make_span(paragraph.text, "The Slipway") | {"attributes": {"naming": "full"}}]
    ruled = make_document(labels=make_document()["labels"] | {"attributed": "yes"}, spans=spans)
    made = make_set(study, [make_ruling(study, 2, document=ruled, base=1)], title="Masked")
    ada = signed_in_client(app, study.annotators[0])
    path = f"{LEARN}{made.id}/practice/{items_in(made)[0].id}"
    page = ada.get(path).get_data(as_text=True)
    fingerprint = page.split('name="masks" value="')[1].split('"')[0]
    seen = "The [OUTLET] asked the pilots."
    assert seen in page or "[OUTLET] asked the pilots." in page
    seen = seen if seen in page else "[OUTLET] asked the pilots."
    words = seen.split(" asked")[0]
    marked = make_span(seen, words) | {"attributes": {"naming": "full"}}
    own = ruled | {"spans": [marked], "masks": fingerprint}
    answer = send(ada, path, own)
    assert "Everything as ruled." in text_of(ada.get(answer.location))


def test_a_test_is_taken_without_feedback_and_judged_as_a_whole(
    lesson: Lesson, ada: FlaskClient
) -> None:
    base = f"{LEARN}{lesson.set.id}/"
    begun = post(ada, f"{base}test")
    item = f"{base}test/{lesson.items[2].id}"
    assert begun.location == item
    assert post(ada, f"{base}test/hand-in").status_code == 409  # nothing is answered
    answer = send(ada, item, economy())
    assert answer.location == f"{base}test"
    for path in (item, f"{base}test", base):
        assert "A quarrel between two sides." not in text_of(ada.get(path))
    assert 'value="economy" checked' in text_of(ada.get(item))  # it can still be changed
    result = post(ada, f"{base}test/hand-in")
    assert result.location == f"{base}attempts/1"
    assert post(ada, f"{base}test/hand-in").location == result.location  # a double click
    page = text_of(ada.get(result.location))
    assert "Not passed yet" in page
    assert "A quarrel between two sides." in page
    assert send(ada, item, make_document()).status_code == 409
    assert post(ada, f"{base}test").location == item
    assert 'value="economy" checked' not in text_of(ada.get(item))  # a new attempt begins empty
    send(ada, item, make_document())
    result = post(ada, f"{base}test/hand-in")
    assert "Passed" in text_of(ada.get(result.location))
    history = text_of(ada.get(base))
    for number in (1, 2):
        assert f"{base}attempts/{number}" in history
    assert post(ada, f"{base}test").status_code == 409  # passed already
    fresh()
    shares = db.session.scalars(
        select(TrainingAttempt.shares).order_by(TrainingAttempt.number)
    ).all()
    frames = [next(one for one in each if one["question"] == "frames") for each in shares]
    assert [one["share"] for one in frames] == [0.0, 1.0]


def test_a_test_item_is_no_practice_and_the_other_way_round(
    lesson: Lesson, ada: FlaskClient
) -> None:
    base = f"{LEARN}{lesson.set.id}/"
    assert ada.get(f"{base}practice/{lesson.items[2].id}").status_code == 404
    post(ada, f"{base}test")
    assert ada.get(f"{base}test/{lesson.items[0].id}").status_code == 404


def test_what_stands_in_ones_own_open_work_is_passed_over(app: Flask, lesson: Lesson) -> None:
    study = lesson.study
    further_round(study, "Round 3", ("Port news", study.paragraph(1).text, study.paragraph(3).text))
    ada = signed_in_client(app, study.annotators[0])
    base = f"{LEARN}{lesson.set.id}/"
    page = text_of(ada.get(base))
    assert "2 items are passed over for you" in page
    assert "0 of 1 practised" in page
    assert ada.get(practice(lesson, 0)).status_code == 403
    assert send(ada, practice(lesson, 0), make_document()).status_code == 403
    assert ada.get(practice(lesson, 1)).status_code == 200
    assert post(ada, f"{base}test").status_code == 409  # its only item is among them


def test_feedback_is_taken_back_when_the_article_becomes_ones_work(
    app: Flask, lesson: Lesson, ada: FlaskClient
) -> None:
    shown = send(ada, practice(lesson), make_document()).location
    assert ada.get(shown).status_code == 200
    further_round(lesson.study, "Round 3", ("Port news", lesson.study.paragraph(1).text))
    assert ada.get(shown).status_code == 403


def test_learners_find_neither_drafts_nor_traces_of_others(app: Flask) -> None:
    """Another learner works through everything: every page is the same to the byte."""
    lesson = make_lesson()
    study = lesson.study
    rulings = [make_ruling(study, 1, base=1)]
    draft = make_set(study, rulings, title="A draft", is_open=False)
    ada, ben = (signed_in_client(app, one) for one in study.annotators)
    assert ada.get(f"{LEARN}{draft.id}/").status_code == 404
    base = f"{LEARN}{lesson.set.id}/"
    mine = send(ada, practice(lesson), make_document()).location

    def pages() -> list[str]:
        paths = (LEARN, base, practice(lesson), practice(lesson, 1), mine, f"{base}attempts/1")
        return [visible(ada.get(path)) for path in (*paths, "/projects/harbour/work")]

    before = pages()
    send(ben, practice(lesson), economy())
    post(ben, f"{base}test")
    send(ben, f"{base}test/{lesson.items[2].id}", economy())
    post(ben, f"{base}test/hand-in")
    assert pages() == before
    for page in before:
        assert "L-01" not in page
        assert "A-02" not in page
        assert "A draft" not in page
    # Ben's attempt is not hers.
    assert ada.get(f"{base}attempts/1").status_code == 404
    assert ben.get(f"{base}attempts/1").status_code == 200


def test_training_counts_nowhere(lesson: Lesson, app: Flask, ada: FlaskClient) -> None:
    lead = signed_in_client(app, lesson.study.lead)
    own = [lesson.study.assignment(number).id for number in (0, 1)]
    for assignment_id, document in zip(own, (make_document(), economy()), strict=True):
        with writing():
            db.session.get_one(Assignment, assignment_id).state = "open"
        make_judgment(lesson.study, annotator=own.index(assignment_id), document=document)
        with writing():
            db.session.get_one(Assignment, assignment_id).state = "submitted"
    report = f"agreement/?round={lesson.study.round.id}"
    paths = ("export/judgments.jsonl", "agreement/", "disagreements/", "progress", report)
    before = [visible(lead.get(f"/projects/harbour/{path}")) for path in paths]
    send(ada, practice(lesson), economy())
    post(ada, f"{LEARN}{lesson.set.id}/test")
    send(ada, f"{LEARN}{lesson.set.id}/test/{lesson.items[2].id}", economy())
    post(ada, f"{LEARN}{lesson.set.id}/test/hand-in")
    assert [visible(lead.get(f"/projects/harbour/{path}")) for path in paths] == before
    assert count(Judgment) == 2


def test_a_lead_makes_a_set_from_one_form(app: Flask) -> None:
    lesson = make_lesson(is_open=False, test=())
    lead = signed_in_client(app, lesson.study.lead)
    path = f"{TEACH}{lesson.set.id}/"
    first, second, third = lesson.items
    fields = {"title": "First steps", "introduction": "Read."}
    fields |= {f"explanation.{one.id}": f"Because {one.id}." for one in lesson.items}
    fields |= {f"kind.{first.id}": "test", "threshold.frames": "80"}
    # Up saves all that stands in the form, too.
    assert post(lead, path, action=f"up:{third.id}", **fields).status_code == 303
    fresh()
    assert [(one.id, one.is_test) for one in items_in(lesson.set)] == [
        (third.id, False),
        (second.id, False),
        (first.id, True),
    ]
    wrong = post(lead, path, action="save", **(fields | {"threshold.frames": "much"}))
    assert wrong.status_code == 422
    assert 'value="much"' in text_of(wrong)
    lacking = post(lead, path, action="open", **(fields | {f"explanation.{first.id}": ""}))
    assert lacking.status_code == 422
    assert "Test item 1 has no explanation" in text_of(lacking)
    naming = {f"explanation.{first.id}": "A-01 saw it.", "introduction": "As A-02 did."}
    named = post(lead, path, action="open", **(fields | naming))
    assert named.status_code == 422
    assert "Test item 1 is explained to learners: say it without A-01" in text_of(named)
    assert "Learners read the introduction: say it without A-02" in text_of(named)
    assert "A-01 saw it." in text_of(named)  # what was written is kept
    fresh()
    assert db.session.scalar(select(TrainingSet.opened_at)) is None
    assert post(lead, path, action="open", **fields).status_code == 303
    fresh()
    assert db.session.scalar(select(TrainingSet.thresholds)) == {"frames": 0.8}
    assert post(lead, path, action="open", **fields).status_code == 303  # a double click
    assert post(lead, path, action="save", **fields).status_code == 409  # it is frozen now


def sourced(app: Flask, **changes: Any) -> tuple[Lesson, TrainingSet]:
    """A set whose one item, a test, is ruled to have a source, named by its role."""
    lesson = make_lesson(codebook=tied_codebook())
    ruling = make_ruling(lesson.study, 2, document=with_source(lesson, "The pilots"), base=1)
    return lesson, make_set(lesson.study, [ruling], title="Sources", test=(1,), **changes)


def with_source(lesson: Lesson, words: str, naming: str = "role") -> dict[str, Any]:
    span = make_span(lesson.study.paragraph(2).text, words) | {"attributes": {"naming": naming}}
    labels = make_document()["labels"] | {"attributed": "yes"}
    return make_document(labels=labels, spans=[span])


def needed_in(page: str) -> dict[str, str]:
    """What stands in the fields of the thresholds."""
    return dict(re.findall(r'name="threshold\.([^"]+)"[^>]*? value="([^"]*)"', page))


def test_thresholds_begin_with_what_is_usual_and_stay_as_the_lead_sets_them(app: Flask) -> None:
    lesson, made = sourced(app, is_open=False)
    lead = signed_in_client(app, lesson.study.lead)
    path = f"{TEACH}{made.id}/"
    usual = needed_in(text_of(lead.get(path)))
    assert usual == {
        "frames": "80",
        "primary_frame": "",
        "tone.government": "80",
        "attributed": "80",
        "sourcing": "60",
        "naming": "80",
        "attribution": "60",
        "manner": "",
    }
    fields = {"title": "Sources", "introduction": "", "threshold.naming": "55"}
    lacking = post(lead, path, action="open", **(fields | {"threshold.naming": ""}))
    assert lacking.status_code == 422  # nobody opens what they have not seen
    assert "The test has no threshold" in text_of(lacking)
    assert needed_in(text_of(lacking)) == usual
    assert post(lead, path, action="open", **fields).status_code == 303
    fresh()
    stored = select(TrainingSet.thresholds).where(TrainingSet.id == made.id)
    assert db.session.scalar(stored) == {"naming": 0.55}
    assert "Sourcing: Naming: at least 55 %" in words_of(lead.get(path))


def test_passages_and_answers_about_them_decide_a_test(app: Flask) -> None:
    """The ruling has “The pilots” for its two words, named by their role."""
    lesson, made = sourced(app, thresholds={"sourcing": 0.6, "naming": 0.8})
    ada = signed_in_client(app, lesson.study.annotators[0])
    base = f"{LEARN}{made.id}/"
    item = f"{base}test/{items_in(made)[0].id}"
    tries = [
        ("The pilots called the plan", "role", (4 / 7, 1.0), "2 of 2; other words marked: 3"),
        ("The pilots called", "vague", (4 / 5, 0.0), "2 of 2; other words marked: 1"),
        ("The pilots called", "role", (4 / 5, 1.0), "2 of 2; other words marked: 1"),
    ]
    for words, naming, expected, counts in tries:
        post(ada, f"{base}test")
        send(ada, item, with_source(lesson, words, naming))
        page = words_of(ada.get(post(ada, f"{base}test/hand-in").location))
        assert f"Words marked as in the ruling: {counts}" in page
        fresh()
        last = select(TrainingAttempt).order_by(TrainingAttempt.number.desc()).limit(1)
        attempt = db.session.scalars(last).one()
        shares = {one["question"]: one["share"] for one in attempt.shares}
        assert (shares["sourcing"], shares["naming"]) == pytest.approx(expected)
        assert attempt.is_passed == (expected == (4 / 5, 1.0))


def test_feedback_says_of_each_question_how_much_was_as_ruled(app: Flask) -> None:
    lesson, _ = sourced(app)
    ruling = make_ruling(lesson.study, 2, document=with_source(lesson, "The pilots"), base=2)
    made = make_set(lesson.study, [ruling], title="To practise")
    ada = signed_in_client(app, lesson.study.annotators[0])
    path = f"{LEARN}{made.id}/practice/{items_in(made)[0].id}"
    document = with_source(lesson, "pilots called the plan", "full")
    document["labels"]["frames"] = ["economy"]
    page = words_of(ada.get(send(ada, path, document).location))
    for words in (
        "Frames not as ruled",
        "Attributed as ruled",
        "F1 33 % · Words marked as in the ruling: 1 of 2; other words marked: 3",
        "Naming: 0 % · Answered as ruled, on passages that you marked too: 0 of 1;",
        "Nothing to be marked, and nothing marked",  # of links
        "What is missing and what is too much weigh the same.",
    ):
        assert words in page, words


def test_what_was_judged_before_counts_were_kept_is_shown_as_it_was(
    lesson: Lesson, lead: FlaskClient, ada: FlaskClient
) -> None:
    base = f"{LEARN}{lesson.set.id}/"
    post(ada, f"{base}test")
    send(ada, f"{base}test/{lesson.items[2].id}", economy())
    post(ada, f"{base}test/hand-in")
    with writing():
        attempt = db.session.scalars(select(TrainingAttempt)).one()
        kept = ("question", "title", "items", "share", "needed")
        attempt.shares = [{key: one[key] for key in kept} for one in attempt.shares]
    page = words_of(ada.get(f"{base}attempts/1"))
    assert "Frames 1 0 % 100 %" in page
    assert lead.get(f"{TEACH}{lesson.set.id}/progress").status_code == 200


def test_a_lead_picks_many_rulings_at_once(app: Flask) -> None:
    lesson = make_lesson(is_open=False, test=())
    made = make_set(lesson.study, [], title="Empty", is_open=False)
    lead = signed_in_client(app, lesson.study.lead)
    path = f"{TEACH}{made.id}/choose"
    rulings = [item.ruling_id for item in lesson.items]
    assert post(lead, path).location == path  # nothing was ticked
    for _ in range(2):  # a double click
        added = post(lead, path, ruling=[*rulings[:2], 999_999, "nonsense"])
        assert added.location == f"{TEACH}{made.id}/#items"
    fresh()
    assert [(one.ruling_id, one.explanation) for one in items_in(made)] == [
        (ruling, "A quarrel between two sides.") for ruling in rulings[:2]
    ]
    page = text_of(lead.get(path))
    assert f'name="ruling" value="{rulings[2]}"' in page
    assert f'name="ruling" value="{rulings[0]}"' not in page


def test_a_lead_is_told_when_a_ruling_is_in_force_no_more(
    lesson: Lesson, lead: FlaskClient, ada: FlaskClient
) -> None:
    study = lesson.study
    place = Place(study.round.id, study.articles[0].id, study.paragraph(1).id)
    learnt = visible(ada.get(practice(lesson)))
    with writing():
        withdraw(study.project.id, place, number=1, by=study.lead.id, now=NOW)
    assert "ruling withdrawn since" in text_of(lead.get(f"{TEACH}{lesson.set.id}/"))
    assert visible(ada.get(practice(lesson))) == learnt


def test_a_preview_stores_nothing(lesson: Lesson, lead: FlaskClient) -> None:
    path = f"{TEACH}{lesson.set.id}/preview/{lesson.items[0].id}"
    assert "As learners get it" in text_of(lead.get(path))
    shown = send(lead, path, economy())
    assert shown.status_code == 200
    assert "1 question differs from the ruling." in text_of(shown)
    assert count(TrainingAnswer) == 0


def test_the_progress_of_many_is_a_fixed_number_of_queries(
    app: Flask, lesson: Lesson, lead: FlaskClient, ada: FlaskClient
) -> None:
    from workbench.accounts.actions import add_person
    from workbench.projects.actions import add_member

    path = f"{TEACH}{lesson.set.id}/progress"
    with counting() as few:
        lead.get(path)
    for item in (0, 1):
        send(ada, practice(lesson, item), make_document())
    with writing():
        for number in range(5):
            person = add_person(f"Person {number}", now=NOW)
            add_member(lesson.study.project, person, "annotator", seat=f"B-0{number}")
    with counting() as many:
        page = text_of(lead.get(path))
    assert len(many) == len(few)
    assert "2 of 2" in page
    assert page.index("A-01") < page.index("A-02") < page.index("B-00")
