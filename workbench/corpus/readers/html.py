"""The text of HTML as blocks, each with the element it stands in; nothing is run or fetched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree, html

from workbench.core.errors import Refused
from workbench.corpus.readers.blocks import Block, Emphasis, Form
from workbench.corpus.readers.notes import is_note_sign

Element = etree._Element
Root = html.HtmlElement

# Tags that end a paragraph.
_PARAGRAPHS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "details", "div", "dd", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "li"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "main", "ol", "p", "pre", "section", "summary"}
    | {"table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "ul", "center"}
)
_CELLS = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot"})
#: What is not text to be read, or only works in a browser.
UNREADABLE = frozenset(
    {"script", "style", "template", "noscript", "svg", "math", "head", "iframe", "object"}
    | {"embed", "canvas", "audio", "video", "map", "button", "select", "textarea", "datalist"}
)
# Drawn, not written: they can hold thousands of elements.
_PICTURES = ("svg", "math", "style", "template", "canvas")
_FORMS: dict[str, Form] = {
    "blockquote": "quote",
    "figcaption": "caption",
    "li": "item",
    "dd": "item",
    "pre": "item",
    "tr": "item",
}
_EMPHASIS: dict[str, Emphasis] = {"em": "em", "i": "em", "strong": "strong", "b": "strong"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# A format of lines and spaces, which HTML folds; a no-break space is a character of the text.
_SPACE = re.compile(r"[ \t\r\n\f]+")


def parse_html(source: str) -> Root | None:
    """The root of a page, which may be broken; None where it holds no element and no text.

    :raise Refused: where elements lie in each other so deeply that the parser gives up, because
        the text inside would be lost.
    """
    # Nothing is loaded, entities of a document type are not known to HTML at all.
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        root = None
    if root is not None:
        etree.strip_elements(root, *_PICTURES, with_tail=False)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise Refused(
            "The elements of this page lie in each other too deeply, or one is too large. "
            "Save the article's text alone and try again.",
            code="too_deep",
        )
    return root


def html_paragraphs(source: str) -> list[str]:
    """The paragraphs of text in a piece of HTML. Raises Refused as `parse_html` does."""
    root = parse_html(f"<!doctype html><html><body>{source}")
    return [] if root is None else [block.text for block, _ in html_blocks(root)]


def html_blocks(
    root: Element, skip: frozenset[str] = frozenset()
) -> Iterator[tuple[Block, Element]]:
    """The paragraphs below an element in order, each with the element it stands in.

    What browsers do not show, and elements named in `skip`, is left out; a row of a table is one
    paragraph unless its cells hold paragraphs of their own.
    """
    writer = _Writer()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in UNREADABLE or element.tag in skip or _is_hidden(element):
                walk.skip_subtree()
                continue
            yield from writer.open(element)
        else:
            yield from writer.close(element, element is root)
    yield from writer.flush(root)


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))


class _Writer:
    """Collects the text of one paragraph and what surrounds it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.inside: Counter[str] = Counter()
        self.outside: Counter[str] = Counter()
        self.level = 0
        self.forms: list[Form] = []
        self.note_starts: list[int | None] = []
        self.opened: set[Element] = set()
        self.row: Element | None = None

    def open(self, element: Element) -> Iterator[tuple[Block, Element]]:
        tag = str(element.tag)
        self.opened.add(element)
        if self._breaks(element):
            parent = element.getparent()
            yield from self.flush(element if parent is None else parent)
        if tag == "tr" and self.row is None and not _holds_paragraphs(element):
            self.row = element
        if tag in _FORMS:
            self.forms.append(_FORMS[tag])
        elif re.fullmatch("h[1-6]", tag):
            self.level = int(tag[1])
        elif tag in {"td", "th"} and self.row is not None and self.parts:
            self.parts.append(" | ")
        elif tag == "br":
            self.parts.append("\n")
        if tag in {"sup", "a"}:
            points = tag == "sup" or element.get("href", "").startswith("#")
            self.note_starts.append(len(self.parts) if points else None)
        self.inside[_EMPHASIS.get(tag, "")] += 1
        self.write(element.text, is_code=tag == "pre")

    def close(self, element: Element, is_root: bool) -> Iterator[tuple[Block, Element]]:
        tag = str(element.tag)
        if element in self.opened:
            self.opened.discard(element)
            self._close_note(tag)
            self.inside[_EMPHASIS.get(tag, "")] -= 1
            if element is self.row or self._breaks(element):
                yield from self.flush(element)
            if element is self.row:
                self.row = None
            if tag in _FORMS:
                self.forms.pop()
            elif re.fullmatch("h[1-6]", tag):
                self.level = 0
        if not is_root:
            self.write(element.tail)

    def write(self, text: str | None, *, is_code: bool = False) -> None:
        if not text:
            return
        self.parts.append(text if is_code else _SPACE.sub(" ", text))
        if text.strip():
            for emphasis in ("em", "strong"):
                self.outside[emphasis] += not self.inside[emphasis]

    def flush(self, element: Element) -> Iterator[tuple[Block, Element]]:
        """The paragraphs collected so far; two line breaks part paragraphs, as writers use them."""
        text = re.sub(r" *\n *", "\n", "".join(self.parts))
        emphasis: Emphasis = ""
        if not self.outside["em"]:
            emphasis = "em"
        elif not self.outside["strong"]:
            emphasis = "strong"
        form: Form = "heading" if self.level else self.forms[-1] if self.forms else "text"
        line = int(element.sourceline or 0)
        for paragraph in re.split(r"\n{2,}", text):
            stripped = paragraph.strip().strip("|").strip() if form == "item" else paragraph.strip()
            if stripped:
                yield Block(stripped, line, form, self.level, emphasis), element
        self.parts.clear()
        self.outside.clear()
        self.note_starts = [None] * len(self.note_starts)

    def _breaks(self, element: Element) -> bool:
        if self.row is not None and element.tag in _CELLS:
            return False
        return element.tag in _PARAGRAPHS

    def _close_note(self, tag: str) -> None:
        if tag in {"sup", "a"} and self.note_starts:
            start = self.note_starts.pop()
            if start is not None and is_note_sign("".join(self.parts[start:])):
                del self.parts[start:]


def _holds_paragraphs(row: Element) -> bool:
    return any(cell.tag in _PARAGRAPHS - _CELLS for cell in row.iterdescendants())
