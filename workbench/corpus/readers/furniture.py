"""Rules that tell what stands around an article from the article.

Each rule is one small test with a name; the name becomes the paragraph's note, so that a person
sees why a paragraph is greyed and can put it right. Rules look for the set phrases of page
furniture (mostly English, some German, French and Spanish), never for subjects, and prefer to
leave furniture standing over hiding a paragraph of the article.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from workbench.corpus.readers.blocks import Block
from workbench.corpus.readers.bylines import (
    byline_names,
    is_bare_name,
    is_credits_line,
    is_labelled_byline,
)
from workbench.corpus.readers.bytes import is_visible
from workbench.corpus.readers.dates import is_clock_time, is_labelled_date, read_date_line
from workbench.corpus.readers.phrases import (
    BIOGRAPHY,
    BREADCRUMB,
    CAPTION_LABEL,
    CONTACT,
    COPYRIGHT,
    COUNTER,
    DISCLAIMER,
    KICKERS,
    LABELS,
    MEMBERSHIP_PLEA,
    NAVIGATION_PHRASE,
    NAVIGATION_WORDS,
    NEWSLETTER_PLEA,
    OUTLET,
    PAGE_NUMBER,
    PHOTO_CREDIT,
    SHARE_PLEA,
    SIGNPOSTS,
    WRITES_FOR_A_LIVING,
)
from workbench.corpus.readers.place import Place, Rule, Verdict
from workbench.corpus.readers.shapes import ends_sentence, is_prose, is_title_like, word_count

_SHORT, _LONG = 160, 400  # code points


def find_furniture(blocks: tuple[Block, ...]) -> list[Verdict | None]:
    """Return a verdict for each block that a rule recognises, None for those of the article.

    Rules that hold anywhere go first; then, from the end, those that only hold in the closing
    lines, below which nothing but furniture stands.
    """
    verdicts: list[Verdict | None] = []
    prose = 0
    for index in range(len(blocks)):
        verdict = _first_verdict(RULES, Place(blocks, index, in_head=prose < 2))
        verdicts.append(verdict)
        prose += verdict is None and is_prose(blocks[index].text)
    for index in reversed(range(len(blocks))):
        if verdicts[index] is None:
            place = Place(blocks, index, in_head=False, in_closing=True)
            verdicts[index] = _first_verdict(CLOSING_RULES, place)
        if verdicts[index] is None:
            break
    return verdicts


def outlet_in(text: str) -> str:
    """The outlet in a line such as "Some Paper, 9 March 2019"; "" where there is none."""
    line = read_date_line(text)
    if line is None or not line.before:
        return ""
    name = re.sub(r"^(?:outlet|publication|source)\s*:\s*", "", line.before, flags=re.IGNORECASE)
    return name if OUTLET.fullmatch(name) and not byline_names(name) else ""


def _first_verdict(rules: tuple[Rule, ...], place: Place) -> Verdict | None:
    for rule in rules:
        if rule.holds(place):
            return Verdict(rule.kind, rule.name)
    return None


def _matches(pattern: re.Pattern[str], longest: int) -> Callable[[Place], bool]:
    return lambda place: len(place.text) <= longest and bool(pattern.search(place.text))


def _is_separator(place: Place) -> bool:
    text = place.text
    marks = len(text) <= 40 and not re.search(r"[^\s*_=~#·•.…⁂◆■□●○+|\\–—-]", text)
    return place.block.form == "rule" or marks or not is_visible(text)


def _is_navigation(place: Place) -> bool:
    text = place.text
    if len(text) > _SHORT or ends_sentence(text):
        return bool(NAVIGATION_PHRASE.fullmatch(text))
    words = re.findall(r"[^\W_]+(?:-[^\W_]+)*", text.lower())
    only_words = bool(words) and set(words) <= NAVIGATION_WORDS and bool(SIGNPOSTS & set(words))
    return only_words or bool(NAVIGATION_PHRASE.fullmatch(text) or BREADCRUMB.fullmatch(text))


def _is_label_line(place: Place) -> bool:
    text = place.text
    return len(text) <= _SHORT and bool(LABELS.match(text)) and not text.endswith((".", "!", "?"))


def _is_byline(place: Place) -> bool:
    if place.block.form == "heading" and place.block.level == 1:
        return False
    if is_labelled_byline(place.text):
        return True
    opens = place.index == 0 and (place.after is None or is_prose(place.after.text))
    return place.in_head and not opens and bool(byline_names(place.text))


def _is_name_above_date(place: Place) -> bool:
    return (
        place.in_head
        and place.index > 0
        and place.after is not None
        and is_bare_name(place.text)
        and read_date_line(place.after.text) is not None
    )


def _is_date_line(place: Place) -> bool:
    if is_labelled_date(place.text):
        return True
    line = read_date_line(place.text) if len(place.text) <= _SHORT else None
    if not place.in_head or line is None:
        return False
    return not line.before or bool(outlet_in(place.text))


def _is_kicker(place: Place) -> bool:
    after = place.after
    return (
        place.in_head
        and place.text.strip(" |:").lower() in KICKERS
        and after is not None
        and is_title_like(after.text)
        and word_count(after.text) > 2
    )


def _is_biography(place: Place) -> bool:
    """The person who signs is described, or a writer of whom the article has not spoken."""
    match = BIOGRAPHY.match(place.text)
    if match is None or len(place.text) > 2 * _LONG:
        return False
    name = match["name"]
    if name is None:  # "The author is ..."
        return True
    mentions = [block.text for block in place.blocks[: place.index] if name in block.text]
    if any(name in byline_names(text) or text == name for text in mentions):
        return True
    return not mentions and bool(WRITES_FOR_A_LIVING.search(place.text[:_SHORT]))


def _is_under_image(place: Place) -> bool:
    before = place.before
    return before is not None and before.form == "image" and place.block.emphasis == "em"


RULES: tuple[Rule, ...] = (
    Rule("separator", "boilerplate", _is_separator),
    Rule("image", "caption", lambda place: place.block.form == "image"),
    Rule("under_image", "caption", _is_under_image),
    Rule("footnote", "metadata", lambda place: place.block.form == "footnote"),
    Rule("page_number", "boilerplate", _matches(PAGE_NUMBER, _SHORT)),
    Rule("navigation", "boilerplate", _is_navigation),
    Rule("label_line", "metadata", _is_label_line),
    Rule("counter", "metadata", _matches(COUNTER, _SHORT)),
    Rule("clock_time", "metadata", lambda place: is_clock_time(place.text)),
    Rule("byline", "byline", _is_byline),
    Rule("name_above_date", "byline", _is_name_above_date),
    Rule("credits", "byline", lambda place: is_credits_line(place.text)),
    Rule("date_line", "metadata", _is_date_line),
    Rule("kicker", "metadata", _is_kicker),
    Rule("share_plea", "boilerplate", _matches(SHARE_PLEA, _LONG)),
    Rule("newsletter_plea", "boilerplate", _matches(NEWSLETTER_PLEA, _LONG)),
    Rule("membership_plea", "boilerplate", _matches(MEMBERSHIP_PLEA, _LONG)),
    Rule("copyright", "boilerplate", _matches(COPYRIGHT, 2 * _LONG)),
    # Legal notices are long, and their openings are unmistakable.
    Rule("disclaimer", "boilerplate", _matches(DISCLAIMER, 10 * _LONG)),
    Rule("contact", "boilerplate", _matches(CONTACT, _LONG)),
    Rule("caption_label", "caption", _matches(CAPTION_LABEL, _LONG)),
    Rule("photo_credit", "caption", _matches(PHOTO_CREDIT, _LONG)),
)
CLOSING_RULES: tuple[Rule, ...] = (Rule("biography", "metadata", _is_biography),)
