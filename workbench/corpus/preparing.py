"""From a draft to what is stored: words, sentences, premarks and hashes. Pure but for spaCy.

This is the slow part of an import, so it runs before the write transaction begins.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.corpus.drafts import ArticleDraft, ParagraphDraft
from workbench.nlp.cues import premarks
from workbench.nlp.pipeline import segment_many
from workbench.nlp.segment import Segmentation

#: Between two paragraphs when the article is read as one text.
PARAGRAPH_BREAK = "\n\n"

LONGEST_FILE_NAME = 200


@dataclass(frozen=True)
class PreparedParagraph:
    """A paragraph with everything that is computed once, at import."""

    draft: ParagraphDraft
    segmentation: Segmentation
    premarks: tuple[tuple[int, int, str, str], ...]
    sha256: str
    article_offset: int


@dataclass(frozen=True)
class PreparedArticle:
    """A draft ready to be stored; `sha256` identifies its text."""

    draft: ArticleDraft
    paragraphs: tuple[PreparedParagraph, ...]
    sha256: str


def prepare(draft: ArticleDraft) -> PreparedArticle:
    """Tokenise the draft and compute its offsets, premarks and hashes."""
    texts = [paragraph.text for paragraph in draft.paragraphs]
    segmentations = segment_many(texts, draft.language)
    offsets = _offsets(texts)
    return PreparedArticle(
        draft,
        tuple(
            PreparedParagraph(
                paragraph,
                segmentation,
                _premarks(paragraph, segmentation),
                text_sha256(paragraph.text),
                offset,
            )
            for paragraph, segmentation, offset in zip(
                draft.paragraphs, segmentations, offsets, strict=True
            )
        ),
        text_sha256(PARAGRAPH_BREAK.join(texts)),
    )


def tidy_file_name(name: str) -> str:
    """A file's name as it may be stored and shown: no control or direction marks, 200 at most.

    A browser or a shell can hand in anything: line ends, terminal commands, text running backwards.
    The end is kept, because it says what the file is.
    """
    seen = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
    return seen if len(seen) <= LONGEST_FILE_NAME else f"…{seen[1 - LONGEST_FILE_NAME :]}"


def text_sha256(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _premarks(
    paragraph: ParagraphDraft, segmentation: Segmentation
) -> tuple[tuple[int, int, str, str], ...]:
    if not paragraph.annotatable:
        return ()
    found = premarks(paragraph.text, segmentation.tokens)
    return tuple((mark.start, mark.end, mark.label, mark.rule) for mark in found)


def _offsets(texts: Sequence[str]) -> list[int]:
    offsets, position = [], 0
    for text in texts:
        offsets.append(position)
        position += len(text) + len(PARAGRAPH_BREAK)
    return offsets
