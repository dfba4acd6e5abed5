"""Word documents (DOCX) to one article: paragraph styles say what is a title, heading or quotation.

Deleted and hidden text is not read, inserted text is; pictures, embedded files, comments, heads and
feet of pages are left out. Text boxes follow their paragraph as doubtful, footnotes stand at the
end. Author and title of the file's properties, which are often the template's, are used only where
the text says nothing, and a warning says so; their dates never are: they are those of the file.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from itertools import islice
from typing import Any

from workbench.core.errors import Refused
from workbench.corpus.drafts import ArticleDraft, Options, Problem, Reading
from workbench.corpus.readers.blocks import MOST_PARAGRAPHS, refuse_wrong_size
from workbench.corpus.readers.bytes import clean, is_visible
from workbench.corpus.readers.structure import assemble
from workbench.corpus.readers.word_blocks import word_blocks

_MOST_UNPACKED = 50 * 1024 * 1024  # bytes
# Of all parts in XML, which take twelve times as much once they are parsed; pictures do not.
_MOST_XML = 10 * 1024 * 1024
_MOST_ENTRIES = 2_000
_NOT_WORD = "This file is no Word document (DOCX), or is damaged. Save it again from Word."
_TEMPLATE_AUTHORS = {"", "python-docx", "Author", "Microsoft Office User", "user", "User"}


def read(data: bytes, name: str, options: Options) -> Reading:
    """Read one article.

    :raise Refused: for what is no DOCX, would unpack to more than 50 MiB, or holds no text.
    """
    try:
        _refuse_bomb(data)
        return Reading("docx", "", (_read(data, name, options),))
    except Refused:
        raise
    except Exception:
        # Whatever zipfile, python-docx and lxml break on: missing parts, broken XML and so on.
        raise Refused(_NOT_WORD, code="not_docx") from None


def _refuse_bomb(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    if not any(entry.filename == "[Content_Types].xml" for entry in entries):
        raise Refused(_NOT_WORD, code="not_docx")
    unpacked = sum(entry.file_size for entry in entries)
    xml = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    if xml > _MOST_XML:
        raise Refused(
            f"The text of this document takes {xml:,} bytes; at most {_MOST_XML:,} are read. "
            "Save the article's text alone.",
            code="too_large_unpacked",
        )
    if unpacked > _MOST_UNPACKED or len(entries) > _MOST_ENTRIES:
        raise Refused(
            f"This document would unpack to {unpacked:,} bytes in {len(entries):,} parts; at most "
            f"{_MOST_UNPACKED:,} bytes in {_MOST_ENTRIES:,} parts are read. Save the text alone.",
            code="too_large_unpacked",
        )


def _read(data: bytes, name: str, options: Options) -> ArticleDraft:
    document = _open(data)
    cleaned = (replace(b, text=clean(b.text).strip()) for b in word_blocks(document))
    visible = (block for block in cleaned if is_visible(block.text))
    blocks = tuple(islice(visible, MOST_PARAGRAPHS + 1))
    if not blocks:
        raise Refused("This document holds no text.", code="empty")
    refuse_wrong_size(blocks)
    draft = assemble(blocks, format="docx", name=name, options=options)
    return _with_properties(draft, document.core_properties)


def _open(data: bytes) -> Any:
    # Imported late: only this format needs it.
    from docx import Document

    return Document(io.BytesIO(data))


def _with_properties(draft: ArticleDraft, properties: Any) -> ArticleDraft:
    """Fill what the text does not say from the file's properties, and say so."""
    author = clean(str(properties.author or "")).strip()
    title = "" if draft.title else clean(str(properties.title or "")).strip()
    byline = "" if draft.byline or author in _TEMPLATE_AUTHORS else author
    used = {"title": title, "author": byline}
    said = ", ".join(f"{name} “{value}”" for name, value in used.items() if value)
    if not said:
        return draft
    warning = Problem(
        "file_properties",
        f"Not from the text but from the file's properties: {said}. Check that they are true.",
        name=draft.name,
    )
    return replace(
        draft,
        title=draft.title or title,
        byline=draft.byline or byline,
        warnings=(*draft.warnings, warning),
    )
