"""What trafilatura finds in a page: its article's text, and who published it when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from workbench.corpus.readers.blocks import Block, Form
from workbench.corpus.readers.html import Element, Root

_FORMS: dict[str, Form] = {
    "p": "text", "head": "heading", "quote": "quote", "item": "item", "row": "item", "code": "item"
}  # fmt: skip
# Only what the page itself says: no search for figures that may be dates in its text.
_DATES = {"extensive_search": False, "original_date": True}


@dataclass(frozen=True, slots=True)
class Extract:
    """ "" and () stand for what was not found; `date` is an ISO date that the page writes so."""

    blocks: tuple[Block, ...] = ()
    title: str = ""
    author: str = ""
    date: str = ""
    outlet: str = ""
    url: str = ""


def extract(root: Root, source: str) -> Extract:
    """Hand a copy of the page to trafilatura, which fetches nothing; `source` is its text."""
    # Imported late: it takes a quarter of a second, and most files are no pages.
    from trafilatura import bare_extraction

    options: dict[str, Any] = {"with_metadata": True, "include_comments": False}
    try:
        document = bare_extraction(deepcopy(root), date_extraction_params=_DATES, **options)
    except Exception:
        # Whatever breaks inside it on a broken page: the page is then shown whole and greyed.
        return Extract()
    if document is None:
        return Extract()
    found: dict[str, Any] = document.as_dict() if not isinstance(document, dict) else document
    return Extract(
        tuple(_blocks(found["body"])),
        title=found["title"] or "",
        author=_names(found["author"] or ""),
        date=_written_date(source, found["date"] or ""),
        outlet=found["sitename"] or "",
        url=found["url"] or "",
    )


def _names(author: str) -> str:
    """ "A; B; C" as trafilatura joins names, to "A, B and C"."""
    names = [name.strip() for name in author.split(";") if name.strip()]
    return " and ".join(filter(None, (", ".join(names[:-1]), "".join(names[-1:]))))


def _written_date(source: str, date: str) -> str:
    """The date if the page writes it in this order; from 03/04/2019 none is ever made."""
    return date if date and (date in source or date.replace("-", "/") in source) else ""


def _blocks(body: Element) -> Iterator[Block]:
    for element in body.iter(*_FORMS):
        if any(below.tag in _FORMS for below in element.iterdescendants()):
            continue
        around = {element.tag, *(above.tag for above in element.iterancestors())}
        form: Form = "quote" if "quote" in around else _FORMS[str(element.tag)]
        text = re.sub(r"[ \t\r\n\f]+", " ", "".join(element.itertext())).strip()
        level = 2 if form == "heading" else 0
        yield Block(text, int(element.sourceline or 0), form, level)
