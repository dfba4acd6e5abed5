"""Writes of the corpus room; the edge commits."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from workbench.core.db import db
from workbench.corpus.drafts import ArticleDraft
from workbench.corpus.models import Article, Outlet, Paragraph, Shingle, Story
from workbench.corpus.preparing import PreparedArticle
from workbench.projects.actions import take_turn

#: Values in one `IN (...)`; PostgreSQL and SQLite take more, plans get no better.
_AT_ONCE = 500

Row = dict[str, Any]


@dataclass(frozen=True)
class Imported:
    """What became of one article: `outcome` is added, skipped or refused; `reason` says why.

    `article_id` is that of the article added, or of the one that was there already.
    """

    name: str
    outcome: str
    reason: str = ""
    article_id: int | None = None

    @property
    def article(self) -> Article | None:
        """The article's row, read when it is asked for."""
        return None if self.article_id is None else db.session.get(Article, self.article_id)


@dataclass(frozen=True)
class Candidate:
    """What decides whether an article can be stored; `source_id` is its own id in its file."""

    name: str
    title: str
    source_id: str
    sha256: str


def add_article(
    project_id: int,
    prepared: PreparedArticle,
    *,
    outlet: str = "",
    story: str = "",
    now: datetime,
) -> Imported:
    """Store one article, as `add_articles`; `outlet` and `story` come before what the text says."""
    draft = replace(
        prepared.draft,
        outlet=outlet.strip() or prepared.draft.outlet,
        story=story.strip() or prepared.draft.story,
    )
    return add_articles(project_id, [replace(prepared, draft=draft)], now=now)[0]


def add_articles(
    project_id: int, prepared: Sequence[PreparedArticle], *, now: datetime
) -> list[Imported]:
    """Store articles with outlets and stories that are new; what became of each, in order.

    The same text is not stored twice in one project: it is skipped. An article whose own id is in
    the project with another text is refused: nothing is ever overwritten.
    """
    take_turn(project_id)
    outcomes = judge(project_id, [candidate(one.draft, one.sha256) for one in prepared])
    fresh = [one for one, known in zip(prepared, outcomes, strict=True) if known.outcome == "added"]
    ids = _store(project_id, fresh, now) if fresh else []
    stored = dict(zip((one.sha256 for one in fresh), ids, strict=True))
    return [
        replace(known, article_id=known.article_id or stored.get(one.sha256))
        for one, known in zip(prepared, outcomes, strict=True)
    ]


def candidate(draft: ArticleDraft, sha256: str) -> Candidate:
    """The draft as `judge` looks at it."""
    return Candidate(draft.name, title_of(draft), draft.source_id[:200], sha256)


def judge(project_id: int, candidates: Sequence[Candidate]) -> list[Imported]:
    """What would become of these articles now, in order; nothing is stored."""
    by_text = _titles(project_id, "sha256", [one.sha256 for one in candidates])
    by_id = _titles(project_id, "source_id", [one.source_id for one in candidates])
    earlier = _Earlier({}, {})
    outcomes = []
    for one in candidates:
        outcomes.append(_judge(one, by_text.get(one.sha256), by_id.get(one.source_id), earlier))
        earlier.texts.setdefault(one.sha256, one.title)
        earlier.ids.setdefault(one.source_id, one.title)
    return outcomes


@dataclass(frozen=True)
class _Earlier:
    """Titles of what came before in the same import, by text and by the article's own id."""

    texts: dict[str, str]
    ids: dict[str, str]


def _judge(
    one: Candidate,
    same: tuple[int, str] | None,
    taken: tuple[int, str] | None,
    earlier: _Earlier,
) -> Imported:
    if same is not None:
        reason = f"the same text is already in the corpus as “{same[1]}”"
        return Imported(one.name, "skipped", reason, same[0])
    if one.sha256 in earlier.texts:
        reason = f"the same text as “{earlier.texts[one.sha256]}” in this import"
        return Imported(one.name, "skipped", reason)
    if taken is not None:
        reason = (
            f"id_conflict: the corpus has another text under the id {one.source_id!r} "
            f"(“{taken[1]}”); give this one another id, or correct that article"
        )
        return Imported(one.name, "refused", reason, taken[0])
    if one.source_id and one.source_id in earlier.ids:
        reason = (
            f"id_conflict: “{earlier.ids[one.source_id]}” in this import has the id "
            f"{one.source_id!r} too; give one of them another id"
        )
        return Imported(one.name, "refused", reason)
    return Imported(one.name, "added")


def _titles(project_id: int, column: str, values: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Id and title of the project's articles by one of their columns."""
    wanted = getattr(Article, column)
    found = {}
    for some in _chunks(sorted({value for value in values if value})):
        rows = db.session.execute(
            select(wanted, Article.id, Article.title)
            .where(Article.project_id == project_id, wanted.in_(some))
            .order_by(Article.is_current, Article.id)  # the current version wins
        )
        found.update({value: (number, title) for value, number, title in rows})
    return found


def _store(project_id: int, prepared: Sequence[PreparedArticle], now: datetime) -> list[int]:
    outlets = _named(Outlet, "name", project_id, (one.draft.outlet for one in prepared), 120)
    stories = _named(Story, "title", project_id, (one.draft.story for one in prepared), 200)
    keys = _free_keys(project_id, [one.sha256 for one in prepared])
    rows = [
        article_row(one)
        | {
            "project_id": project_id,
            "key": key,
            "outlet_id": outlets.get(_name(one.draft.outlet, 120)),
            "story_id": stories.get(_name(one.draft.story, 200)),
            "imported_at": now,
        }
        for one, key in zip(prepared, keys, strict=True)
    ]
    statement = insert(Article).returning(Article.id, sort_by_parameter_order=True)
    ids = list(db.session.scalars(statement, rows))
    add_paragraphs(zip(ids, prepared, strict=True))
    return ids


def add_paragraphs(articles: Iterable[tuple[int, PreparedArticle]]) -> None:
    """Store the paragraphs and the sketch of each article by its id."""
    paragraphs: list[Row] = []
    shingles: list[Row] = []
    for article_id, prepared in articles:
        paragraphs.extend(paragraph_rows(article_id, prepared))
        shingles.extend({"article_id": article_id, "hash": value} for value in prepared.sketch)
    connection = db.session.connection()
    if paragraphs:
        connection.execute(insert(Paragraph), paragraphs)
    if shingles:
        connection.execute(insert(Shingle), shingles)


def article_row(prepared: PreparedArticle) -> Row:
    """The columns of an article that its draft decides."""
    draft = prepared.draft
    return {
        "title": title_of(draft)[:1000],
        "byline": draft.byline[:300],
        "published": draft.published,
        "language": draft.language[:12],
        "section": draft.section[:120],
        "url": draft.url[:2000],
        "source_id": draft.source_id[:200],
        "extra": dict(draft.extra),
        "format": draft.format,
        "source_name": draft.name[:200],
        "sha256": prepared.sha256,
    }


def paragraph_rows(article_id: int, prepared: PreparedArticle) -> list[Row]:
    """The rows of an article's paragraphs, in order."""
    return [
        {
            "article_id": article_id,
            "position": position,
            "kind": paragraph.draft.kind,
            "is_annotatable": paragraph.draft.annotatable,
            "text": paragraph.draft.text,
            "sha256": paragraph.sha256,
            "article_offset": paragraph.article_offset,
            "note": paragraph.draft.note[:120],
            "tokens": paragraph.segmentation.tokens,
            "sentences": paragraph.segmentation.sentences,
            "premarks": paragraph.premarks,
            "masks": paragraph.masks,
            "segmented_by": paragraph.segmentation.source[:60],
        }
        for position, paragraph in enumerate(prepared.paragraphs, start=1)
    ]


def title_of(draft: ArticleDraft) -> str:
    """What a list can show: the title, else the first words, else the name of the file."""
    if draft.title:
        return draft.title
    opening = next((p.text for p in draft.paragraphs if p.annotatable), "")
    return textwrap.shorten(opening, 80, placeholder=" …") or draft.name


def find_or_add_outlet(project_id: int, name: str) -> int | None:
    """The id of the project's outlet of that name, made when new; None for an empty name."""
    return _named(Outlet, "name", project_id, [name], 120).get(_name(name, 120))


def find_or_add_story(project_id: int, title: str) -> int | None:
    """The id of the project's story of that title, made when new; None for an empty title."""
    return _named(Story, "title", project_id, [title], 200).get(_name(title, 200))


def _named(
    model: type[Outlet] | type[Story],
    column: str,
    project_id: int,
    names: Iterable[str],
    longest: int,
) -> dict[str, int]:
    """Ids by name; names that the project does not have yet are added."""
    wanted = sorted({_name(name, longest) for name in names} - {""})
    named = getattr(model, column)
    found: dict[str, int] = {}
    for some in _chunks(wanted):
        rows = select(named, model.id).where(model.project_id == project_id, named.in_(some))
        found.update(_pairs(db.session.execute(rows)))
    missing = [name for name in wanted if name not in found]
    if missing:
        made = insert(model).returning(named, model.id)
        rows_made = [{"project_id": project_id, column: name} for name in missing]
        found.update(_pairs(db.session.execute(made, rows_made)))
    return found


def _pairs(rows: Iterable[Any]) -> dict[str, int]:
    return {name: number for name, number in rows}  # noqa: C416 - a Row is no pair to mypy


def _name(given: str, longest: int) -> str:
    return given.strip()[:longest].rstrip()


def _free_keys(project_id: int, sha256s: Sequence[str]) -> list[str]:
    """The beginning of each hash; more of it where an article was corrected from that very text."""
    wanted = [sha256[:16] for sha256 in sha256s]
    taken: set[str] = set()
    for some in _chunks(wanted):
        rows = select(Article.key).where(Article.project_id == project_id, Article.key.in_(some))
        taken.update(db.session.scalars(rows))
    return [sha256 if key in taken else key for key, sha256 in zip(wanted, sha256s, strict=True)]


def _chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))
