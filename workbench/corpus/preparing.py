"""From a draft to what is stored: words, sentences, premarks and hashes. Pure but for spaCy.

This is the slow part of an import, so it runs before the write transaction begins.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.corpus.drafts import ArticleDraft, ParagraphDraft
from workbench.corpus.self_references import Mask, find
from workbench.corpus.shingles import Sketch, sketch
from workbench.nlp.cues import Row, article_premarks
from workbench.nlp.pipeline import segment_many
from workbench.nlp.segment import Segmentation

#: Between two paragraphs when the article is read as one text.
PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True)
class PreparedParagraph:
    """A paragraph with everything that is computed once, at import."""

    draft: ParagraphDraft
    segmentation: Segmentation
    premarks: tuple[Row, ...]
    sha256: str
    article_offset: int
    #: What names the outlet or the author (see `self_references`).
    masks: tuple[Mask, ...] = ()


@dataclass(frozen=True)
class PreparedArticle:
    """A draft ready to be stored; `sha256` identifies its text, `sketch` near-duplicates."""

    draft: ArticleDraft
    paragraphs: tuple[PreparedParagraph, ...]
    sha256: str
    sketch: Sketch


def prepare(draft: ArticleDraft) -> PreparedArticle:
    """Tokenise the draft and compute its offsets, premarks, masks and hashes.

    Names given by hand must be in the draft by now (`drafts.with_names`): the masks go by them.
    """
    texts = [paragraph.text for paragraph in draft.paragraphs]
    segmentations = segment_many(texts, draft.language)
    offsets = _offsets(texts)
    masks = find(
        [(paragraph.kind, paragraph.text) for paragraph in draft.paragraphs],
        outlet=draft.outlet,
        byline=draft.byline,
        url=draft.url,
    )
    return PreparedArticle(
        draft,
        tuple(
            PreparedParagraph(
                paragraph,
                segmentation,
                marks,
                text_sha256(paragraph.text),
                offset,
                found,
            )
            for paragraph, segmentation, offset, found, marks in zip(
                draft.paragraphs,
                segmentations,
                offsets,
                masks,
                _premarks(draft, segmentations),
                strict=True,
            )
        ),
        article_sha256(draft),
        article_sketch(draft),
    )


def article_sha256(draft: ArticleDraft) -> str:
    """Identifies the article's text: SHA-256 of its paragraphs, in hexadecimal."""
    return text_sha256(PARAGRAPH_BREAK.join(paragraph.text for paragraph in draft.paragraphs))


def article_sketch(draft: ArticleDraft) -> Sketch:
    """What near-duplicates are found by: furniture, which many articles share, does not count."""
    return sketch(paragraph.text for paragraph in draft.paragraphs if paragraph.annotatable)


def text_sha256(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _premarks(draft: ArticleDraft, segmentations: Sequence[Segmentation]) -> list[tuple[Row, ...]]:
    """Suggestions for each paragraph; those that are not annotated get none."""
    paragraphs = [
        (paragraph.text, paragraph.kind, segmentation.tokens)
        for paragraph, segmentation in zip(draft.paragraphs, segmentations, strict=True)
    ]
    found = article_premarks(paragraphs, draft.language)
    return [
        tuple(mark.as_row() for mark in marks) if paragraph.annotatable else ()
        for paragraph, marks in zip(draft.paragraphs, found, strict=True)
    ]


def _offsets(texts: Sequence[str]) -> list[int]:
    offsets, position = [], 0
    for text in texts:
        offsets.append(position)
        position += len(text) + len(PARAGRAPH_BREAK)
    return offsets
