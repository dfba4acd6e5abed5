"""The body of a Word document as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from workbench.corpus.readers.blocks import Block, Emphasis, Form
from workbench.corpus.readers.notes import is_note_sign

Element = Any  # lxml elements of classes that python-docx makes

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted or moved away, properties, pictures and objects, and the text boxes that are read apart.
_UNREAD = {f"{_W}{tag}" for tag in ("del", "moveFrom", "pPr", "object", "txbxContent", "ruby")}
_UNREAD |= {_FALLBACK, f"{_W}instrText", f"{_W}delText"}
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "\u2011"}
_HEADING = re.compile(r"heading\s*(\d)", re.IGNORECASE)
_FOOTNOTES = "/relationships/footnotes"
_ENDNOTES = "/relationships/endnotes"


def word_blocks(document: Any) -> Iterator[Block]:
    """Yield paragraphs, rows of tables, text boxes and footnotes; `line` counts paragraphs."""
    styles = {style.style_id: style.name or "" for style in document.styles}
    line = 0
    for element in _paragraphs_and_rows(document.element.body):
        line += 1
        yield from _blocks(element, line, styles)
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith((_FOOTNOTES, _ENDNOTES)):
            yield from _notes(relation.target_part.blob, line + 1)


def _paragraphs_and_rows(body: Element) -> Iterator[Element]:
    """In order, through content controls and what was inserted, but not into table cells."""
    for element in body:
        if element.tag in {f"{_W}p", f"{_W}tr"}:
            yield element
        elif element.tag in {f"{_W}{t}" for t in ("tbl", "sdt", "sdtContent", "ins", "customXml")}:
            yield from _paragraphs_and_rows(element)


def _blocks(element: Element, line: int, styles: dict[str, str]) -> Iterator[Block]:
    if element.tag == f"{_W}tr":
        cells = [_cell_text(cell) for cell in element.iter(f"{_W}tc")]
        yield Block(" | ".join(filter(None, cells)), line, "item")
        return
    form, level = _form(element, styles)
    is_subtitle = _style(element, styles) == "subtitle"
    emphasis: Emphasis = "em" if is_subtitle else _emphasis(element)
    for text in re.split(r"\n{2,}", _text(element)):
        yield Block(text.strip(), line, form, level, emphasis)
    for box in element.iter(f"{_W}txbxContent"):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            for paragraph in box.iter(f"{_W}p"):
                yield Block(_text(paragraph), line, outside=True)


def _cell_text(cell: Element) -> str:
    return " ".join(filter(None, (_text(p).strip() for p in cell.iter(f"{_W}p"))))


def _style(paragraph: Element, styles: dict[str, str]) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return styles.get(style.get(f"{_W}val"), "").lower() if style is not None else ""


def _form(paragraph: Element, styles: dict[str, str]) -> tuple[Form, int]:
    style = _style(paragraph, styles)
    heading = _HEADING.match(style)
    if style == "title":
        return "heading", 1
    if heading:
        return "heading", int(heading[1]) + 1  # below a Title, which is the first level
    if "quote" in style:
        return "quote", 0
    if style == "caption":
        return "caption", 0
    is_listed = "list" in style or paragraph.find(f"{_W}pPr/{_W}numPr") is not None
    return ("item" if is_listed else "text"), 0


def _text(paragraph: Element) -> str:
    parts: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _UNREAD or not isinstance(element.tag, str):
            continue
        if element.tag == f"{_W}r":
            parts.append(_run_text(element))
        else:
            stack.extend(reversed(element))
    return "".join(parts)


def _run_text(run: Element) -> str:
    if run.find(f"{_W}rPr/{_W}vanish") is not None:
        return ""
    parts = [_BREAKS.get(one.tag, one.text or "" if one.tag == f"{_W}t" else "") for one in run]
    text = "".join(parts)
    raised = run.find(f"{_W}rPr/{_W}vertAlign")
    is_raised = raised is not None and raised.get(f"{_W}val") == "superscript"
    return "" if is_raised and is_note_sign(text) else text


def _emphasis(paragraph: Element) -> Emphasis:
    """Emphasis set by hand on every run that shows; of the styles, a subtitle is set apart."""
    runs = [run for run in paragraph.iter(f"{_W}r") if _run_text(run).strip()]
    for tag, emphasis in (("i", "em"), ("b", "strong")):
        if runs and all(_is_on(run.find(f"{_W}rPr/{_W}{tag}")) for run in runs):
            return "em" if emphasis == "em" else "strong"
    return ""


def _is_on(switch: Element) -> bool:
    return switch is not None and switch.get(f"{_W}val", "1") not in {"0", "false"}


def _notes(blob: bytes, line: int) -> Iterator[Block]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for note in etree.fromstring(blob, parser):
        if note.get(f"{_W}type") is None:  # the others are lines between text and notes
            for paragraph in note.iter(f"{_W}p"):
                yield Block(_text(paragraph), line, "footnote")
