"""The inside of one Markdown paragraph: its bare text, and how the whole of it is set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from workbench.corpus.readers.blocks import Emphasis
from workbench.corpus.readers.html import UNREADABLE
from workbench.corpus.readers.notes import is_note_sign

_FOOTNOTE_DEFINITION = re.compile(r"\[\^[^\]\s]{1,80}\]:")
_FOOTNOTE_MARK = re.compile(r"\s?\[\^[^\]\s]{1,80}\]")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")


@dataclass(frozen=True, slots=True)
class Inline:
    """Text without any mark; `emphasis` where all of it is emphasised."""

    text: str
    emphasis: Emphasis
    is_image: bool
    has_image: bool
    is_footnote: bool


def read_inline(children: Sequence[Token]) -> Inline:
    """Return the text of the inline tokens of one paragraph, heading or cell."""
    writer = _Writer()
    for token in children:
        writer.read(token)
    text = "".join(writer.parts)
    is_image = bool(writer.images) and not text.strip()
    if is_image:
        text = " ".join(filter(None, writer.images))
    is_footnote = bool(_FOOTNOTE_DEFINITION.match(text))
    text = _FOOTNOTE_DEFINITION.sub("", text, count=1) if is_footnote else text
    text = _FOOTNOTE_MARK.sub("", text)
    lines = "\n".join(line.strip() for line in text.strip().split("\n"))
    return Inline(lines, writer.emphasis(), is_image, bool(writer.images), is_footnote)


class _Writer:
    """Collects text; remembers where a link or a superscript began, to take a note sign back."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.images: list[str] = []
        self.depth = {"em": 0, "strong": 0}
        self.outside = {"em": False, "strong": False}
        self.note_starts: list[int | None] = []
        self.unreadable = 0

    def read(self, token: Token) -> None:
        match token.type:
            case "text" | "code_inline":
                self.write(token.content)
            case "softbreak":
                # A word broken at its own hyphen goes on without a space.
                self.parts.append("" if re.search(r"\w-$", "".join(self.parts[-1:])) else " ")
            case "hardbreak":
                self.parts.append("\n")
            case "em_open" | "em_close" | "strong_open" | "strong_close":
                self.depth[token.type.partition("_")[0]] += token.nesting
            case "link_open":
                href = str(token.attrGet("href") or "")
                self.open_note(len(href) > 1 and href.startswith("#"))
            case "link_close":
                self.close_note()
            case "image":
                self.images.append(token.content.strip())
            case "html_inline":
                self.read_tag(token.content)

    def write(self, text: str) -> None:
        if self.unreadable:
            return
        self.parts.append(text)
        for kind, depth in self.depth.items():
            if text.strip() and not depth:
                self.outside[kind] = True

    def read_tag(self, html: str) -> None:
        match = _TAG.match(html)
        if not match:
            return
        closes, tag = bool(match[1]), match[2].lower()
        if tag in UNREADABLE:
            self.unreadable = max(0, self.unreadable + (-1 if closes else 1))
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "sup" and closes:
            self.close_note()
        elif tag == "sup":
            self.open_note(True)

    def open_note(self, may_be_note: bool) -> None:
        self.note_starts.append(len(self.parts) if may_be_note else None)

    def close_note(self) -> None:
        start = self.note_starts.pop() if self.note_starts else None
        if start is not None and is_note_sign("".join(self.parts[start:])):
            del self.parts[start:]

    def emphasis(self) -> Emphasis:
        if not any(part.strip() for part in self.parts):
            return ""
        return "em" if not self.outside["em"] else "strong" if not self.outside["strong"] else ""
