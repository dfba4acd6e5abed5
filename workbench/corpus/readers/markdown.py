"""Markdown to blocks: the structure counts, the marks leave no trace in the text.

Emphasis, link targets, footnote marks and HTML tags are dropped; nothing here ever becomes HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from workbench.core.errors import Refused
from workbench.corpus.readers.blocks import Block, Form
from workbench.corpus.readers.bytes import clean, is_visible
from workbench.corpus.readers.html import html_paragraphs
from workbench.corpus.readers.inline import read_inline

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")

_LINK = re.compile(
    r"!?\[[^\[\]\n]{1,300}\]"
    r"\((?:#|https?:|mailto:|javascript:|www\.|\.{0,2}/|[\w-]{1,60}[./])"
    r"(?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?: \"[^\"\n]*\")?\)"
)
# Each is searched for only where one of its pieces stands: a hundred times faster.
_SIGNS = tuple(
    (pieces, re.compile(pattern, re.MULTILINE))
    for pieces, pattern in (
        (("# ",), r"^#{1,6} \S"),
        (("==", "--"), r"^(?:=|-){3,}$"),
        (("> ",), r"^> \S"),
        (("```", "~~~"), r"^(?:```|~~~)"),
        (
            ("**", "__"),
            r"(?<![\w*])\*\*[^\s*][^*\n]*\*\*(?![\w*])|(?<![\w_])__[^\s_][^_\n]*__(?![\w_])",
        ),
        (("]: ",), r"^\[\^?[^\]\n]+\]: \S"),
        (("\n* ", "\n+ ", "\n- "), r"^[*+-] \S.*\n[*+-] \S"),
    )
)
_FOOTNOTE = re.compile(r"^ {0,3}\[\^(?=[^\]\s]{1,80}\]:)", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A\s*---\n((?:[A-Za-z][\w -]{0,30}:.*\n)+)---\n")
_MOST_NESTED = 20  # levels; a list takes two, a quotation one
_MOST_BRACKETS = 100  # open at one place: the parser's time grows with their square
_QUOTES = {'"', "'"}


def looks_like_markdown(text: str) -> bool:
    """Whether a text without a telling name is Markdown: a link, or two other signs of it."""
    first_line = text.lstrip().split("\n", 1)[0]
    has_link = "](" in text and _LINK.search(text)
    if re.match(r"# \S", first_line) or has_link or _FRONT_MATTER.match(text):
        return True
    return sum(_has_sign(text, *sign) for sign in _SIGNS) >= 2


def _has_sign(text: str, pieces: tuple[str, ...], pattern: re.Pattern[str]) -> bool:
    return any(piece in text for piece in pieces) and bool(pattern.search(text))


def blocks(text: str) -> tuple[Block, ...]:
    """Return the paragraphs, headings, quotations, list entries and so on of a normalised text."""
    front = _FRONT_MATTER.match(text)
    found = list(_front_blocks(front[1])) if front else []
    # The lines of the front matter are blanked, not cut, so that line numbers stay true.
    body = "\n" * front[0].count("\n") + text[front.end() :] if front else text
    # A footnote would be taken for the target of a link, and vanish; as the entry of a list it
    # stays, with all its lines.
    body = _FOOTNOTE.sub(r"- \\[^", body)
    _refuse_brackets(body)
    tokens = _parser().parse(body)
    _refuse_too_deep(tokens)
    found += _blocks(tokens)
    # Entities such as "&#769;" are only now characters.
    cleaned = (replace(block, text=clean(block.text).strip()) for block in found)
    return tuple(block for block in cleaned if is_visible(block.text))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _MOST_NESTED})
    parser.enable(["table", "strikethrough"])
    # No address is ever followed or shown: a link with a forbidden one shall lose its marks too.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # the documented hook
    return parser


def _refuse_too_deep(tokens: Sequence[Token]) -> None:
    """The parser leaves out what lies deeper than its limit, and does not say so."""
    for token in tokens:
        if token.nesting > 0 and token.level + 1 >= _MOST_NESTED:
            raise _too_deep("Quotations or lists", token.map[0] + 1 if token.map else None)


def _refuse_brackets(text: str) -> None:
    depth = 0
    for mark in re.finditer(r"\[|\]|\n\s*\n", text):
        depth = depth + 1 if mark[0] == "[" else max(0, depth - 1) if mark[0] == "]" else 0
        if depth > _MOST_BRACKETS:
            raise _too_deep("Brackets", text.count("\n", 0, mark.start()) + 1)


def _too_deep(what: str, line: int | None) -> Refused:
    return Refused(
        f"{what} lie in each other too deeply here. Take out some of the marks and try again.",
        code="too_deep",
        line=line,
    )


def _front_blocks(lines: str) -> Iterator[Block]:
    """`title: ...` becomes the title; other fields stay lines that the rules for bylines read."""
    for number, line in enumerate(lines.splitlines(), 2):
        key, _, value = line.partition(":")
        value = value.strip()
        if value[:1] in _QUOTES and value[-1:] == value[:1]:
            value = value[1:-1].strip()
        if key.strip().lower() == "title":
            yield Block(value, number, "heading", level=1)
        elif value:
            yield Block(f"{key.strip().capitalize()}: {value}", number, "front_matter")


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    quotes = items = tables = level = 0
    row: list[str] = []
    for token in tokens:
        line = token.map[0] + 1 if token.map else 0
        match token.type:
            case "blockquote_open" | "blockquote_close":
                quotes += token.nesting
            case "list_item_open" | "list_item_close":
                items += token.nesting
            case "table_open" | "table_close":
                tables += token.nesting
            case "heading_open" | "heading_close":
                level = int(token.tag[1]) if token.nesting > 0 else 0
            case "tr_close":
                yield Block(" | ".join(row), line, "item")
                row = []
            case "hr":
                yield Block(token.markup[:3], line, "rule")
            case "fence" | "code_block":
                yield Block(token.content.strip("\n"), line, "item")
            case "html_block":
                yield from (Block(text, line) for text in html_paragraphs(token.content))
            case "inline" if tables:
                row.append(read_inline(token.children or []).text)
            case "inline":
                form: Form = "quote" if quotes else "item" if items else "text"
                yield _from_inline(token, line, "heading" if level and not quotes else form, level)


def _from_inline(token: Token, line: int, form: Form, level: int) -> Block:
    inline = read_inline(token.children or [])
    if inline.is_image:
        return Block(inline.text, line, "image")
    if inline.is_footnote:
        return Block(inline.text, line, "footnote")
    if inline.has_image and inline.emphasis == "em":
        return Block(inline.text, line, "caption")
    return Block(inline.text, line, form, level, inline.emphasis)
