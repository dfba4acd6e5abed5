"""A stored article under correction: as a draft, and what storing it would do. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.corpus.drafts import ArticleDraft, ParagraphDraft
from workbench.corpus.models import Article


@dataclass(frozen=True)
class Fate:
    """What storing a correction of `article`, which is in `state`, would do now.

    `newest` is the last version there is; `article` itself unless it was replaced.
    """

    article: Article
    newest: Article
    state: str
    is_changed: bool
    is_overtaken: bool

    @property
    def version(self) -> int:
        """The number that the corrected text would have."""
        return self.article.version + (self.state != "free")


def as_draft(article: Article) -> ArticleDraft:
    """The stored article as a draft. Its own id in its file stays with the article alone."""
    return ArticleDraft(
        title=article.title,
        paragraphs=tuple(
            ParagraphDraft(one.text, one.kind, one.is_annotatable, one.note)
            for one in article.paragraphs
        ),
        outlet=article.outlet.name if article.outlet else "",
        byline=article.byline,
        published=article.published,
        language=article.language,
        format=article.format,
        name=article.source_name,
        section=article.section,
        url=article.url,
        story=article.story.title if article.story else "",
    )


def is_text_changed(begun: ArticleDraft, draft: ArticleDraft) -> bool:
    """Whether any word or kind differs; facts alone make no new version."""
    return _said(begun) != _said(draft)


def is_overtaken(article: Article, begun: ArticleDraft) -> bool:
    """Whether the article was corrected since a correction was begun with this draft."""
    return not article.is_current or as_draft(article).paragraphs != begun.paragraphs


def _said(draft: ArticleDraft) -> list[tuple[str, str, bool]]:
    return [(one.text, one.kind, one.annotatable) for one in draft.paragraphs]
