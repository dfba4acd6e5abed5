"""Block quotations, and quotations that run over several paragraphs."""

from __future__ import annotations

import re
from dataclasses import replace

from workbench.corpus.readers.judged import Judged, Off
from workbench.corpus.readers.shapes import ends_sentence
from workbench.nlp.quotes import introduces_quote

_OPENING = '“„«"'
_CLOSING = {"“": "”", "„": "“”", "«": "»", '"': '"'}
_INTRODUCED_WITHIN = re.compile(rf":(?=\s*[{_OPENING}])")


def mark_quotes(judged: list[Judged], off: Off) -> list[Judged]:
    """Block quotations: as the format marks them, or announced by "... wrote:" just above.

    After an announced paragraph the article goes on, unless the marks say that the quotation does:
    they opened, did not close, and the next paragraph opens with marks again.
    """
    before: Judged | None = None
    goes_on = False
    for index, one in enumerate(judged):
        if one.kind == "boilerplate":
            continue  # an advertisement may stand between an announcement and its quotation
        rule = "" if one.kind else _rule(before, one, goes_on)
        if rule and rule not in off:
            note = one.note or rule
            judged[index] = one = replace(one, kind="quote", note=note)
        goes_on = leaves_quotation_open(one.text) and (
            one.kind == "quote" or (not one.kind and _introduces_within(one.text))
        )
        before = one
    return judged


def _rule(before: Judged | None, one: Judged, goes_on: bool) -> str:
    if one.block.form == "quote":
        return "marked_quote"
    if all(line.startswith(">") for line in one.text.split("\n")):
        return "quoted_lines"
    if one.block.form != "text":
        return ""
    if goes_on and is_wholly_quoted(one.text):
        return "quote_goes_on"
    return "introduced" if before and _is_introduced(before, one) else ""


def _is_introduced(before: Judged, one: Judged) -> bool:
    """By an attribution and a colon; in any language, by a colon where marks enclose the next."""
    if before.kind or not before.text.endswith(":"):
        return False
    if is_wholly_quoted(one.text):
        return True
    return ends_sentence(one.text) and not one.text.endswith(":") and introduces_quote(before.text)


def _introduces_within(text: str) -> bool:
    places = list(_INTRODUCED_WITHIN.finditer(text))
    return bool(places) and introduces_quote(text[: places[-1].end()])


def leaves_quotation_open(text: str) -> bool:
    """Whether the last quotation of a paragraph is not closed in it."""
    if '"' in text and not set("“„«") & set(text):
        return text.count('"') % 2 == 1
    mark = "„" if "„" in text else "“" if "“" in text else "«"
    return text.rfind(mark) > max(text.rfind(closing) for closing in _CLOSING[mark])


def is_wholly_quoted(text: str) -> bool:
    """Whether marks open with the paragraph and close at its end, or not at all."""
    if text[:1] not in _OPENING or not text:
        return False
    places = [text.find(closing, 1) for closing in _CLOSING[text[0]]]
    closes = min((place for place in places if place > 0), default=len(text))
    return len(text) > 1 and not re.search(r"\w", text[closes:])
