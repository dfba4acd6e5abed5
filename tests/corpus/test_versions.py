"""Correcting a stored article: in its place while nobody has it, as a new version afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.make import NOW, TEXTS, Study, make_draft, make_judgment
from tests.races import overtake
from workbench.assign.actions import extend_round
from workbench.assign.models import Round
from workbench.core.db import db, writing
from workbench.core.errors import Conflict
from workbench.corpus.actions import add_article
from workbench.corpus.actions_facts import change_facts, facts_of, seen_facts
from workbench.corpus.actions_masks import add_masks, remove_mask
from workbench.corpus.actions_uploads import begin_correction, current_draft
from workbench.corpus.actions_versions import begin, store_correction
from workbench.corpus.corrections import as_draft
from workbench.corpus.drafts import ArticleDraft, ParagraphDraft
from workbench.corpus.models import Article, Paragraph, Upload
from workbench.corpus.preparing import PreparedArticle, prepare
from workbench.corpus.queries import get_article, list_articles
from workbench.corpus.queries_twins import read_sketch
from workbench.corpus.queries_usage import is_in_use
from workbench.corpus.queries_versions import list_versions
from workbench.corpus.self_references import find
from workbench.corpus.shingles import sketch
from workbench.projects.models import Membership

LATER = NOW.replace(day=21)
REWORDED = "Two aides claimed the “truce” would hold until summer."


@pytest.fixture
def free(study: Study) -> Article:
    """An article that nobody has."""
    draft = make_draft(("A free one", *TEXTS[1:]), source_id="own-7", extra={"desk": "coast"})
    with writing():
        done = add_article(study.project.id, prepare(draft), story="The strike", now=NOW)
    return db.session.get_one(Article, done.article_id)


def begun(article: Article) -> Upload:
    with writing():
        return begin(article, None, seen=article.sha256, now=NOW)


def corrected(upload: Upload, **changes: Any) -> PreparedArticle:
    """The upload's draft with other texts by position (0-based), or other facts."""
    draft = current_draft(upload.drafts[0])
    texts = changes.pop("texts", {})
    paragraphs = tuple(
        replace(one, text=texts.get(at, one.text)) for at, one in enumerate(draft.paragraphs)
    )
    return prepare(replace(draft, paragraphs=changes.pop("paragraphs", paragraphs), **changes))


def store(upload: Upload, prepared: PreparedArticle) -> Article:
    with writing():
        return store_correction(upload, prepared, now=LATER)


def correct(article: Article, **changes: Any) -> Article:
    upload = begun(article)
    stored = store(upload, corrected(upload, **changes))
    with writing():
        upload.state = "stored"
    return stored


def texts_of(article: Article) -> list[str]:
    rows = select(Paragraph.text).where(Paragraph.article_id == article.id)
    return list(db.session.scalars(rows.order_by(Paragraph.position)))


def count(model: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_free_article_is_corrected_in_its_place_and_keeps_its_key(free: Article) -> None:
    key, sha256 = free.key, free.sha256
    stored = correct(free, texts={0: "Another title", 1: REWORDED}, title="Another title")
    assert (stored.id, stored.key, stored.version, stored.is_current) == (free.id, key, 1, True)
    db.session.expire_all()
    again = get_article(free.project_id, key)
    assert again.sha256 != sha256
    assert texts_of(again)[:2] == ["Another title", REWORDED]
    assert again.title == "Another title"
    assert "another title" in again.search_text
    assert [p.position for p in again.paragraphs] == [1, 2, 3, 4]
    starts = [p.article_offset for p in again.paragraphs]
    assert starts == [0, 15, 15 + len(REWORDED) + 2, 15 + len(REWORDED) + 4 + len(TEXTS[2])]
    assert again.paragraphs[1].tokens[-2] == [len(REWORDED) - 7, len(REWORDED) - 1]
    usable = [p.text for p in again.paragraphs if p.is_annotatable]
    assert read_sketch(again.id) == sketch(usable)


@pytest.mark.parametrize("is_judged", [False, True])
def test_an_article_in_use_stays_and_its_correction_is_a_new_version(
    study: Study, is_judged: bool
) -> None:
    old = study.articles[0]
    if is_judged:
        make_judgment(study)
    before = texts_of(old)
    stored = correct(old, texts={1: REWORDED})
    db.session.expire_all()
    assert stored.id != old.id
    assert (stored.version, stored.replaces_id, stored.is_current) == (2, old.id, True)
    assert (old.version, old.is_current) == (1, False)
    assert stored.key == f"{old.key}-2"
    assert stored.imported_at == LATER
    assert texts_of(old) == before
    assert texts_of(stored) == [before[0], REWORDED, *before[2:]]
    assert (stored.outlet_id, stored.story_id) == (old.outlet_id, old.story_id)
    assert [article.id for article in list_articles(old.project_id)] == [stored.id]
    assert is_in_use(old.id)
    assert not is_in_use(stored.id)
    assert study.assignment().article_id == old.id


def test_versions_go_on_and_each_knows_all_of_them(study: Study) -> None:
    first = study.articles[0]
    second = correct(first, texts={1: REWORDED})
    again = correct(second, texts={1: "In place, for nobody has it."})
    assert again.id == second.id
    with writing():
        extend_round(study.round, annotators=study.annotators, articles=[second])
    third = correct(second, texts={1: TEXTS[1]})  # back to the first wording
    assert (third.version, third.key, third.sha256) == (3, f"{first.key}-3", first.sha256)
    for article in (first, second, third):
        assert [one.id for one in list_versions(article)] == [first.id, second.id, third.id]


def test_a_correction_of_a_kind_alone_is_one(study: Study) -> None:
    old = study.articles[0]
    upload = begun(old)
    kinds = [replace(p, kind="quote") if p.text == TEXTS[1] else p for p in as_paragraphs(upload)]
    stored = store(upload, corrected(upload, paragraphs=tuple(kinds)))
    assert stored.id != old.id
    assert stored.sha256 == old.sha256
    assert [p.kind for p in stored.paragraphs] == ["title", "quote", "body", "boilerplate"]
    assert [p.kind for p in old.paragraphs] == ["title", "body", "body", "boilerplate"]


def as_paragraphs(upload: Upload) -> Sequence[ParagraphDraft]:
    return corrected(upload).draft.paragraphs


def test_without_a_changed_word_there_is_no_new_version(study: Study) -> None:
    old = study.articles[0]
    stored = correct(old, byline="Ola Brandt", outlet="Courier", published=date(2026, 11, 4))
    assert stored.id == old.id
    db.session.expire_all()
    assert (old.byline, old.published, count(Article)) == ("Ola Brandt", date(2026, 11, 4), 1)
    assert old.outlet is not None
    assert old.outlet.name == "Courier"


def test_facts_that_were_changed_meanwhile_are_not_taken_back(free: Article) -> None:
    upload = begun(free)
    prepared = corrected(upload, texts={1: REWORDED}, section="Coast")
    change(free, byline="Ola Brandt", story="The accord")
    stored = store(upload, prepared)
    db.session.expire_all()
    assert (stored.byline, stored.section) == ("Ola Brandt", "Coast")
    assert stored.story is not None
    assert stored.story.title == "The accord"


def test_what_its_file_said_stays_with_every_version(study: Study, free: Article) -> None:
    with writing():
        extend_round(study.round, annotators=study.annotators, articles=[free])
    stored = correct(free, texts={1: REWORDED})
    assert stored.version == 2
    assert (stored.source_id, stored.extra, stored.source_name, stored.format) == (
        "own-7",
        {"desk": "coast"},
        "article.txt",
        "text",
    )


def test_who_was_slower_is_refused_and_nothing_is_lost(free: Article) -> None:
    with writing():
        uploads = [begin_for(free, person) for person in (None, None)]
    drafts = [corrected(one, texts={1: f"Wording {n}."}) for n, one in enumerate(uploads)]
    store(uploads[0], drafts[0])
    with pytest.raises(Conflict, match="corrected by somebody else"):
        store(uploads[1], drafts[1])
    assert texts_of(free)[1] == "Wording 0."


def begin_for(article: Article, person_id: int | None) -> Upload:
    """A correction of its own, though the person has one open."""
    return begin_correction(article.project_id, person_id, article.id, as_draft(article), now=NOW)


def test_a_replaced_version_cannot_be_corrected(study: Study) -> None:
    old = study.articles[0]
    late = begun(old)
    with writing():
        late.state = "reading"  # so that another one can be begun
    correct(old, texts={1: REWORDED})
    with pytest.raises(Conflict, match="has been replaced"):
        begun(old)
    with pytest.raises(Conflict, match="has been replaced"):
        store(late, corrected(late, texts={1: "Something else."}))
    assert count(Article) == 2


def test_the_text_of_another_article_is_refused(study: Study, free: Article) -> None:
    with pytest.raises(Conflict, match=TEXTS[0]):
        correct(free, texts={0: TEXTS[0]})
    assert texts_of(free)[0] == "A free one"


def test_a_correction_is_begun_once_and_only_of_the_text_that_was_seen(free: Article) -> None:
    first = begun(free)
    assert begun(free).id == first.id
    assert (first.corrects_id, first.state, len(first.drafts)) == (free.id, "ready", 1)
    with writing():
        first.state = "discarded"
    assert begun(free).id != first.id
    with writing(), pytest.raises(Conflict, match="corrected since"):
        begin(free, None, seen="0" * 64, now=NOW)


def test_an_article_given_out_at_the_same_moment_is_not_changed_in_place(
    app: Flask, study: Study, free: Article
) -> None:
    upload = begun(free)
    prepared, round_id, article_id = corrected(upload, texts={1: REWORDED}), study.round.id, free.id
    members = [one.id for one in study.annotators]
    upload_id, before = upload.id, texts_of(free)

    def give_out() -> int:
        return extend_round(
            db.session.get_one(Round, round_id),
            annotators=[db.session.get_one(Membership, one) for one in members],
            articles=[db.session.get_one(Article, article_id)],
        )

    def correct_it() -> int:
        return store_correction(db.session.get_one(Upload, upload_id), prepared, now=LATER).id

    added, stored = overtake(app, give_out, correct_it)
    assert added == 2
    assert isinstance(stored, int), stored
    assert stored != article_id
    db.session.expire_all()
    assert texts_of(free) == before


def masks_of(article: Article) -> list[list[list[int | str]]]:
    db.session.expire_all()
    return [paragraph.masks for paragraph in article.paragraphs]


def masked_draft() -> ArticleDraft:
    return make_draft(
        (
            "The boats",
            "Readers of The Slipway know the quay.",
            "A second time, The Slipway is named here.",
            "Nobody names anyone in this one, or so says Teo.",
        ),
        outlet="The Slipway",
        byline="Mara Lund",
    )


def prepared_with_masks(draft: ArticleDraft) -> PreparedArticle:
    """As an import prepares it, whether or not `prepare` finds the masks itself."""
    found = find(
        [(p.kind, p.text) for p in draft.paragraphs], outlet=draft.outlet, byline=draft.byline
    )
    made = prepare(draft)
    paragraphs = [replace(p, masks=m) for p, m in zip(made.paragraphs, found, strict=True)]
    return replace(made, paragraphs=tuple(paragraphs))


def test_masks_by_hand_survive_in_paragraphs_that_did_not_change(study: Study) -> None:
    with writing():
        done = add_article(study.project.id, prepared_with_masks(masked_draft()), now=NOW)
    article = db.session.get_one(Article, done.article_id)
    assert [len(masks) for masks in masks_of(article)] == [0, 1, 1, 0, 0]
    start = article.paragraphs[2].text.index("The Slipway")
    with writing():
        add_masks(study.project.id, article.key, "Teo", kind="author", position=4, everywhere=False)
        remove_mask(
            study.project.id,
            article.key,
            position=3,
            start=start,
            end=start + len("The Slipway"),
            everywhere=False,
        )
    kept = masks_of(article)
    upload = begun(article)
    draft = corrected(upload, texts={1: "Friends of The Slipway know the old quay."}).draft
    store(upload, prepared_with_masks(draft))
    now = masks_of(article)
    assert now[2] == []
    assert now[3] == kept[3] != []
    assert [mask[:2] for mask in now[1]] == [[11, 22]]


def change(article: Article, **facts: Any) -> None:
    with writing():
        change_facts(article, facts_of(article) | facts, seen=seen_facts(article))


def test_facts_are_changed_also_of_an_article_in_use(study: Study) -> None:
    article = study.articles[0]
    make_judgment(study)
    before = texts_of(article), article.sha256, article.key
    change(
        article,
        outlet="Courier",
        byline="Ola Brandt",
        published=date(2026, 11, 4),
        story="",
        section="Coast",
        url="https://courier.example/a",
        language="ar",
    )
    db.session.expire_all()
    stored = get_article(study.project.id, article.key)
    assert facts_of(stored) == {
        "outlet": "Courier",
        "byline": "Ola Brandt",
        "published": date(2026, 11, 4),
        "story": "",
        "section": "Coast",
        "url": "https://courier.example/a",
        "language": "ar",
    }
    assert (texts_of(stored), stored.sha256, stored.key) == before
    assert "ola brandt" in stored.search_text


def test_facts_that_somebody_changed_meanwhile_are_not_overwritten(free: Article) -> None:
    seen = seen_facts(free)
    mine = facts_of(free) | {"section": "Mine"}
    change(free, section="Theirs")
    with writing(), pytest.raises(Conflict, match="since you opened"):
        change_facts(free, mine, seen=seen)
    db.session.expire_all()
    assert get_article(free.project_id, free.key).section == "Theirs"


def test_masks_by_rule_follow_the_outlet_and_those_by_hand_stay(study: Study) -> None:
    draft = replace(masked_draft(), outlet="")
    with writing():
        done = add_article(study.project.id, prepared_with_masks(draft), now=NOW)
        article = db.session.get_one(Article, done.article_id)
        add_masks(study.project.id, article.key, "Teo", kind="author", position=4, everywhere=False)
    db.session.expire_all()
    assert [len(masks) for masks in masks_of(article)] == [0, 0, 0, 1, 0]
    change(article, outlet="The Slipway")
    assert [len(masks) for masks in masks_of(article)] == [0, 1, 1, 1, 0]
    change(article, outlet="Courier")
    assert [len(masks) for masks in masks_of(article)] == [0, 0, 0, 1, 0]


def test_an_outlet_that_is_corrected_alone_is_masked_too(study: Study) -> None:
    texts = ("Who asked", "The Tidewater Courier asked the council twice.")
    with writing():
        done = add_article(study.project.id, prepare(make_draft(texts, outlet="")), now=NOW)
    article = db.session.get_one(Article, done.article_id)
    assert article.paragraphs[1].masks == []
    named = correct(article, outlet="Tidewater Courier")
    [mask] = named.paragraphs[1].masks
    assert texts[1][mask[0] : mask[1]].endswith("Tidewater Courier")
