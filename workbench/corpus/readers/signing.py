"""Rules for the lines that sign an article: who wrote it, for whom, when, and who that is."""

from __future__ import annotations

import re

from workbench.corpus.readers.bylines import bare_names, byline_names, is_labelled_byline
from workbench.corpus.readers.dates import is_date_in_figures, is_labelled_date, read_date_line
from workbench.corpus.readers.head_lines import read_head_line
from workbench.corpus.readers.phrases import BIOGRAPHY, OUTLET, WRITES_FOR_A_LIVING
from workbench.corpus.readers.place import Place
from workbench.corpus.readers.shapes import is_prose, word_count

_LONGEST_BIOGRAPHY, _OPENING_OF_ONE = 800, 160  # code points
_MOST_WORDS_OF_A_NAME, _MOST_WORDS_OF_A_ROLE = 6, 3


def outlet_in(text: str) -> str:
    """The outlet in a line such as "Some Paper, 9 March 2019"; "" where there is none."""
    line = read_date_line(text, day_first=True)
    if line is None or not line.before:
        return ""
    name = re.sub(r"^(?:outlet|publication|source)\s*:\s*", "", line.before, flags=re.IGNORECASE)
    stands_apart = re.search(rf"{re.escape(line.before)}\s*[,|·•–—/:\n-]", text)
    is_outlet = stands_apart and OUTLET.fullmatch(name) and not byline_names(name)
    return name if is_outlet else ""


def is_byline(place: Place) -> bool:
    """Names with a word or a label that says who wrote; without a label only near the title."""
    if place.block.form == "heading" and place.block.level == 1:
        return False
    if is_labelled_byline(place.text):
        return True
    opens = place.index == 0 and (place.after is None or is_prose(place.after.text))
    return place.in_head and not opens and bool(byline_names(place.text))


def is_name_above_date(place: Place) -> bool:
    """A name, and the date on the next line or below what the person is ("Columnist")."""
    below = place.blocks[place.index + 1 : place.index + 3]
    if len(below) > 1 and word_count(below[0].text) > _MOST_WORDS_OF_A_ROLE:
        below = below[:1]
    return (
        place.in_head
        and bool(bare_names(place.text))
        and any(word_count(above.text) > 2 for above in place.blocks[: place.index])
        and any(read_date_line(block.text, day_first=True) for block in below)
    )


def is_name_in_italics(place: Place) -> bool:
    """A name and nothing else, set in italics below the title."""
    return (
        place.in_head
        and place.index > 0
        and place.block.emphasis == "em"
        and bool(bare_names(place.text))
    )


def is_below_byline(place: Place) -> bool:
    """A name on the very next line, or a word or two above the date: for whom the author writes."""
    before, after = place.before, place.after
    if not place.in_head or before is None or place.block.form == "heading":
        return False
    if not OUTLET.fullmatch(place.text):
        return False
    if after is not None and bare_names(before.text) and read_date_line(after.text, day_first=True):
        return word_count(place.text) <= _MOST_WORDS_OF_A_ROLE
    follows = place.block.line == before.line + 1 and bool(byline_names(before.text))
    return follows and word_count(place.text) <= _MOST_WORDS_OF_A_NAME


def is_head_line(place: Place) -> bool:
    """Near the title, outlet, date and names on one line."""
    is_title = place.block.form == "heading" and place.block.level == 1
    return place.in_head and not is_title and read_head_line(place.text) is not None


def is_date_line(place: Place) -> bool:
    """A date alone, labelled, or with an outlet near the title."""
    if is_labelled_date(place.text):
        return True
    if not place.in_head:
        return False
    if is_date_in_figures(place.text):
        return True
    line = read_date_line(place.text, day_first=True)
    return line is not None and (not line.before or bool(outlet_in(place.text)))


def is_biography(place: Place) -> bool:
    """The person who signs is described, or a writer of whom the article has not spoken."""
    match = BIOGRAPHY.match(place.text)
    if match is None or len(place.text) > _LONGEST_BIOGRAPHY:
        return False
    name = match["name"]
    if name is None:  # "The author is ..."
        return True
    if _signs(name, place):
        return True
    is_mentioned = any(name in block.text for block in place.blocks[: place.index])
    return not is_mentioned and bool(WRITES_FOR_A_LIVING.search(place.text[:_OPENING_OF_ONE]))


def is_biography_in_italics(place: Place) -> bool:
    """The person who signs is described in italics, anywhere below the byline."""
    match = BIOGRAPHY.match(place.text) if place.block.emphasis == "em" else None
    return match is not None and match["name"] is not None and _signs(match["name"], place)


def _signs(name: str, place: Place) -> bool:
    above = (block.text for block in place.blocks[: place.index] if name in block.text)
    return any(text == name or name in _names_in(text) for text in above)


def _names_in(text: str) -> str:
    line = read_head_line(text)
    return line.byline if line else byline_names(text)
