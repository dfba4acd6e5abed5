"""What the head of a web page says: language, section and description."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from workbench.corpus.readers.bytes import clean
from workbench.corpus.readers.html import Element
from workbench.corpus.readers.lifting import language_code

_SECTIONS = ("article:section", "og:article:section", "section", "dc.subject.section")
_DESCRIPTIONS = ("description", "og:description", "twitter:description")
_LONGEST_SECTION = 120
_LONGEST_SCRIPT = 500_000  # code points of JSON-LD


@dataclass(frozen=True, slots=True)
class PageFacts:
    """ "" stands for what the page does not say."""

    language: str
    section: str
    description: tuple[str, ...]


def page_facts(root: Element) -> PageFacts:
    """Read the attributes, meta elements and JSON-LD of a page; what is broken counts as unsaid."""
    meta = _meta(root)
    linked = list(_linked_data(root))
    said = [root.get("lang", ""), root.get("{http://www.w3.org/XML/1998/namespace}lang", "")]
    said += [root.get("xml:lang", ""), meta.get("content-language", "")]
    said += [_first_text(one.get("inLanguage")) for one in linked]
    said += [meta.get("og:locale", "")]
    sections = [meta.get(key, "") for key in _SECTIONS]
    sections += [_first_text(one.get("articleSection")) for one in linked]
    return PageFacts(
        language=next(filter(None, map(language_code, said)), ""),
        section=next((s for s in map(_line, sections) if s and len(s) <= _LONGEST_SECTION), ""),
        description=tuple(filter(None, (_line(meta.get(key, "")) for key in _DESCRIPTIONS))),
    )


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _meta(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("http-equiv") or ""
        found.setdefault(key.lower(), element.get("content") or "")
    return found


def _linked_data(root: Element) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, as far as they lie on its first levels."""
    for script in root.iter("script"):
        text = script.text or ""
        if script.get("type") != "application/ld+json" or len(text) > _LONGEST_SCRIPT:
            continue
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for one in _objects(found if isinstance(found, list) else [found]):
            yield one
            yield from _objects(one.get("@graph"))


def _objects(value: object) -> Iterator[dict[str, Any]]:
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else iter(())


def _first_text(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""
