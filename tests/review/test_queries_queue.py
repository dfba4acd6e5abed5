"""The queue read from a database, on both kinds of unit."""

from __future__ import annotations

from random import Random

from flask import Flask
from sqlalchemy import update

from tests.annotate.generated import random_draft
from tests.make import NOW, Study, make_judgment, make_study, rich_codebook
from tests.review.given import count_shared, find_disagreements, in_reading_order
from workbench.annotate.models import Judgment
from workbench.annotate.queries import done_in_round
from workbench.core.db import db, writing
from workbench.review.models import Discussion, Ruling
from workbench.review.places import Place
from workbench.review.queries_queue import load_queue
from workbench.review.queue import Queue
from workbench.review.queue_filters import Filters

TEXTS = [
    ["A title", "Two aides claimed it.", "The boats are back.", "Nobody had asked them to."],
    ["Again", "Nobody knows.", "Everybody says so."],
]


def random_study() -> Study:
    """Random answers of three to everything; one skipped an article, and one draft is not done."""
    random = Random(9)
    made = make_study(codebook=rich_codebook(), annotators=("Ada", "Ben", "Cem"), texts=TEXTS)
    for annotator in range(3):
        for article, texts in enumerate(TEXTS):
            for paragraph in range(len(texts) + 1):
                asked = made.questions if paragraph else made.whole
                text = texts[paragraph - 1] if paragraph else ""
                drawn = Random(f"{article}") if paragraph == 1 else random  # all alike, or not
                make_judgment(
                    made,
                    annotator=annotator,
                    article=article,
                    paragraph=paragraph,
                    document=random_draft(drawn, asked, text),
                )
    with writing():  # the form would not have let these be done
        db.session.execute(update(Judgment).where(Judgment.id % 7 > 0).values(is_done=True))
        db.session.execute(update(Judgment).values(is_flagged=Judgment.id % 5 == 0))
        skipped = made.assignment(2, 1)
        skipped.state, skipped.skip_reason = "skipped", "other"
    return made


def places(queue: Queue) -> list[Place]:
    return list(queue.places(0, len(queue)))


def test_what_differs_in_the_documents_is_in_the_queue(app: Flask) -> None:
    study = random_study()
    parts = done_in_round(study.round.id, study.questions)
    wholes = done_in_round(study.round.id, study.whole, unit="article")
    expected = in_reading_order(
        find_disagreements(parts, study.questions), find_disagreements(wholes, study.whole)
    )
    found = load_queue(study.project, study.round, Filters(sort="reading"))
    assert places(found) == [
        Place(study.round.id, one.article_id, one.paragraph_id or None) for one in expected
    ]
    assert {one.paragraph_id is None for one in places(found)} == {True, False}
    assert found.units.n_shared == count_shared(parts) + count_shared(wholes) > len(expected)


def test_rulings_discussions_and_flags_are_read(app: Flask) -> None:
    study = random_study()
    every = places(load_queue(study.project, study.round, Filters(sort="reading")))
    first, second, *_, last = every
    with writing():
        db.session.add_all(
            [
                ruling(study, first, "answer", is_current=True),
                ruling(study, second, "legitimate", is_current=True),
                ruling(study, last, "answer", is_current=False),
                Discussion(**last._asdict(), state="open", opened_at=NOW),
                Discussion(**first._asdict(), state="resolved", opened_at=NOW),
            ]
        )

    def shown(state: str = "open") -> list[Place]:
        asked = Filters(sort="reading", state=state)
        return places(load_queue(study.project, study.round, asked))

    assert shown(state="ruled") == [first]
    assert shown(state="legitimate") == [second]
    assert shown(state="discussed") == [last]
    assert shown() == [one for one in every if one not in (first, second)]
    flagged = [one.paragraph_id or 0 for one in places(flagged_queue(study))]
    documents = [
        *done_in_round(study.round.id, study.questions),
        *done_in_round(study.round.id, study.whole, unit="article"),
    ]
    known = {(one.article_id, one.paragraph_id) for one in documents if one.document.is_flagged}
    assert flagged == [
        one.paragraph_id or 0 for one in every if (one.article_id, one.paragraph_id or 0) in known
    ]
    assert 0 < len(flagged) < len(every)


def flagged_queue(study: Study) -> Queue:
    return load_queue(
        study.project, study.round, Filters(sort="reading", state="all", is_flagged=True)
    )


def ruling(study: Study, place: Place, outcome: str, *, is_current: bool) -> Ruling:
    return Ruling(
        **place._asdict(),
        number=1,
        is_parked=False,
        is_current=is_current,
        outcome=outcome,
        left_open=[],
        method="taken",
        reason="slip",
        sentence="",
        document="{}",
        codebook_version_id=study.round.codebook_version_id,
        made_at=NOW,
        idempotency_key=str(place),
    )


def test_outlets_and_stories_of_the_round_can_be_asked_for(app: Flask) -> None:
    study = random_study()
    article = study.articles[0]
    every = places(load_queue(study.project, study.round, Filters()))
    assert None not in (article.outlet_id, article.story_id)
    for asked in (Filters(outlet=article.outlet_id), Filters(story=article.story_id)):
        assert places(load_queue(study.project, study.round, asked)) == every
