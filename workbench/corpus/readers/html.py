"""The text of raw HTML inside Markdown; tags, scripts, styles and comments are dropped."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# Tags that end a paragraph.
_PARAGRAPHS = frozenset(
    {"address", "article", "aside", "blockquote", "div", "dd", "dt", "figcaption", "figure"}
    | {"footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav"}
    | {"ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"}
)
UNREADABLE = frozenset({"script", "style", "template", "noscript", "svg", "math"})


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unreadable = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unreadable += tag in UNREADABLE
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self.unreadable = max(0, self.unreadable - (tag in UNREADABLE))
        self._break(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self.unreadable:
            self.parts.append(re.sub(r"\s+", " ", data))

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self.parts.append("\n\n")
        elif tag == "br":
            self.parts.append("\n")


def html_paragraphs(html: str) -> list[str]:
    """Return the paragraphs of text in a piece of HTML, which may be broken; nothing is run."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    paragraphs = re.split(r"\n{2,}", "".join(parser.parts))
    trimmed = ["\n".join(line.strip() for line in p.strip().split("\n")) for p in paragraphs]
    return [paragraph for paragraph in trimmed if paragraph]
