"""A web page to one article: trafilatura says what is its text, the page itself keeps its order.

trafilatura hands out the article's text, but leaves out bylines, captions and short lines, and
says nothing of them. So the paragraphs are read from the page, in order and with their headings,
quotations and captions; those that trafilatura has not found are kept too where they stand in the
same article or main element (or between its first and its last paragraph), greyed as
`outside_article` unless a rule knows better. Menus and the rest of the page are left out,
and a warning says how many paragraphs that are.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from workbench.core.errors import Refused
from workbench.corpus.drafts import ArticleDraft, Options, Problem, Reading
from workbench.corpus.readers.blocks import Block, refuse_wrong_size
from workbench.corpus.readers.bytes import clean, is_visible
from workbench.corpus.readers.charset import decode_page
from workbench.corpus.readers.extracting import Extract, extract
from workbench.corpus.readers.html import Element, parse_html
from workbench.corpus.readers.lifting import is_address
from workbench.corpus.readers.page_facts import PageFacts, page_facts
from workbench.corpus.readers.scope import article_scope
from workbench.corpus.readers.structure import assemble

#: A page of more is no article; parsed, it takes twenty times its size.
MOST_BYTES = 5 * 1024 * 1024
# trafilatura's time grows faster than the page: so many take it three seconds. News pages have up
# to ten thousand.
_MOST_ELEMENTS = 25_000


def read(data: bytes, name: str, options: Options) -> Reading:
    """Read a saved page (HTML): one article, with a warning where its charset is wrongly named.

    :raise Refused: for a page without text, of another encoding than it says (with a proposal), of
        more than 5 MiB, or with elements nested beyond what the parser follows.
    """
    source, encoding, warnings = decode_page(data, options.encoding, name)
    draft = read_source(source, name, options, format="html")
    draft = replace(draft, warnings=(*warnings, *draft.warnings))
    return Reading("html", encoding, (draft,))


def read_source(
    source: str, name: str, options: Options, *, format: str, url: str = ""
) -> ArticleDraft:
    """Read the decoded text of a page; `url` is its address as far as the file around it knows."""
    if len(source) > MOST_BYTES:
        raise Refused(
            "This page is larger than 5 MiB. Save the article's text alone and try again.",
            code="too_long",
        )
    try:
        return _read(source, name, options, format, url)
    except (RecursionError, MemoryError):
        raise Refused(
            "This page is built so strangely that it cannot be read. "
            "Copy the article's text into a text file.",
            code="unreadable",
        ) from None


def _read(source: str, name: str, options: Options, format: str, url: str) -> ArticleDraft:
    root = parse_html(source)
    if root is None:
        raise Refused("This page holds no text.", code="empty")
    facts = page_facts(root)
    _refuse_too_many(root)
    found = extract(root, source)
    scope = article_scope(root, found, facts.description)
    blocks = tuple(_tidy(scope.blocks))
    if not blocks:
        raise Refused("This page holds no text.", code="empty")
    refuse_wrong_size(blocks)
    title = clean(found.title).strip()
    options = replace(options, language=facts.language or options.language)
    draft = assemble(blocks, format=format, name=name, options=options, title=title)
    draft = replace(draft, warnings=(*draft.warnings, *_left_out(scope.left_out, name)))
    return _with_facts(draft, found, facts, url, options)


def _refuse_too_many(root: Element) -> None:
    count = sum(1 for _ in root.iter())
    if count > _MOST_ELEMENTS:
        raise Refused(
            f"This page is built of {count:,} elements; at most {_MOST_ELEMENTS:,} are read. "
            "Save the article's text alone and try again.",
            code="too_large",
        )


def _left_out(count: int, name: str) -> tuple[Problem, ...]:
    if not count:
        return ()
    what = "1 paragraph" if count == 1 else f"{count:,} paragraphs"
    said = (
        f"Left out, because outside the article (menus, footer and the like): {what} of the page."
    )
    return (Problem("outside_article", said, name=name),)


def _tidy(blocks: list[Block]) -> list[Block]:
    cleaned = (replace(block, text=clean(block.text).strip()) for block in blocks)
    return [block for block in cleaned if is_visible(block.text)]


def _with_facts(
    draft: ArticleDraft, found: Extract, facts: PageFacts, url: str, options: Options
) -> ArticleDraft:
    """What the page says in its head goes before what its text says, but for the byline."""
    addresses = (found.url, draft.url, url)
    return replace(
        draft,
        outlet=found.outlet or draft.outlet,
        byline=draft.byline or found.author,
        published=_day(found.date) or draft.published,
        section=facts.section or draft.section,
        url=next(filter(is_address, addresses), ""),
    )


def _day(date: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(date)
    except ValueError:
        return None
