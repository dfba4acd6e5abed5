"""Rules that tell what stands around an article from the article.

Each rule is one small test with a name; the name becomes the paragraph's note, so that a person
sees why a paragraph is greyed and can put it right. Rules look for the set phrases of page
furniture (mostly English, some German, French and Spanish), never for subjects, and prefer to
leave furniture standing over hiding a paragraph of the article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from workbench.corpus.readers.blocks import Block
from workbench.corpus.readers.bylines import is_credits_line
from workbench.corpus.readers.bytes import is_visible
from workbench.corpus.readers.comments import start_of_comments
from workbench.corpus.readers.credits import photo_credit
from workbench.corpus.readers.dates import is_clock_time
from workbench.corpus.readers.judged import Off
from workbench.corpus.readers.paging import page_numbers
from workbench.corpus.readers.phrases import (
    BREADCRUMB,
    CAPTION_LABEL,
    CONTACT,
    COOKIE_NOTICE,
    COPYRIGHT,
    COPYRIGHT_ENDING,
    COPYRIGHT_PIECES,
    CORRECTION,
    COUNTER,
    DISCLAIMER,
    KICKERS,
    LABELS,
    MEMBERSHIP_PLEA,
    NAVIGATION_PHRASE,
    NAVIGATION_WORDS,
    NEWSLETTER_PLEA,
    PAGE_NUMBER,
    PAGE_NUMBER_BESIDE,
    RELATED,
    SHARE_PLEA,
    SIGNPOSTS,
    WIRE_MARK,
)
from workbench.corpus.readers.place import Place, Rule, Verdict
from workbench.corpus.readers.shapes import ends_sentence, is_prose, is_title_like, word_count
from workbench.corpus.readers.signing import (
    is_below_byline,
    is_biography,
    is_biography_in_italics,
    is_byline,
    is_date_line,
    is_head_line,
    is_name_above_date,
    is_name_in_italics,
)

_SHORT, _LONG = 160, 400  # code points
_FEWEST_REPEATS = 3
_MOST_LINKS = 12
_FEWEST_LINES_OF_A_MENU, _MOST_WORDS_OF_A_BUTTON = 3, 3


def find_furniture(blocks: tuple[Block, ...], off: Off = frozenset()) -> list[Verdict | None]:
    """Return a verdict for each block that a rule recognises, None for those of the article.

    Rules that hold anywhere go first; then, from the end, those that only hold in the closing
    lines, below which nothing but furniture stands. Rules named in `off` are left out.
    """
    rules = tuple(rule for rule in RULES if rule.name not in off)
    closing_rules = tuple(rule for rule in CLOSING_RULES if rule.name not in off)
    repeated = _repeated(blocks)
    end = len(blocks) if "comments_section" in off else start_of_comments(blocks)
    verdicts: list[Verdict | None] = []
    prose = 0
    for index in range(end):
        place = Place(blocks, index, in_head=prose < 2, repeated=repeated)
        verdict = _first_verdict(rules, place)
        verdicts.append(verdict)
        prose += verdict is None and is_prose(blocks[index].text)
    verdicts += [Verdict("boilerplate", "comments_section")] * (len(blocks) - end)
    for index in () if "page_number" in off else page_numbers(blocks, verdicts):
        verdicts[index] = Verdict("boilerplate", "page_number")
    for index in reversed(range(len(blocks))):
        if verdicts[index] is None:
            place = Place(blocks, index, in_head=False, in_closing=True)
            verdicts[index] = _first_verdict(closing_rules, place)
        if verdicts[index] is None:
            break
    return verdicts


def _repeated(blocks: tuple[Block, ...]) -> frozenset[str]:
    """Short texts that stand there three times or more, apart from the number of a page."""
    counts = Counter(_without_page(block.text) for block in blocks if block.form != "rule")
    return frozenset(text for text, count in counts.items() if count >= _FEWEST_REPEATS)


def _without_page(text: str) -> str:
    if len(text) > _SHORT:
        return ""
    has_number = text[:1].isdecimal() or text[-1:].isdecimal()
    return PAGE_NUMBER_BESIDE.sub("", text) if has_number else text


def _is_running_head(place: Place) -> bool:
    if not place.repeated:
        return False
    text = _without_page(place.text)
    return text in place.repeated and word_count(text) > 1 and not ends_sentence(text)


def _first_verdict(rules: tuple[Rule, ...], place: Place) -> Verdict | None:
    for rule in rules:
        if rule.holds(place):
            return Verdict(rule.kind, rule.name)
    return None


def _opens_as(pattern: re.Pattern[str], longest: int) -> Callable[[Place], bool]:
    def holds(place: Place) -> bool:
        text = place.text
        return len(text) <= longest and pattern.match(text) is not None

    return holds


def _is_copyright(place: Place) -> bool:
    text = place.text
    if len(text) > 2 * _LONG:
        return False
    small = text.lower()
    may_end_so = any(piece in small for piece in COPYRIGHT_PIECES)
    return bool(COPYRIGHT.match(text) or (may_end_so and COPYRIGHT_ENDING.search(text)))


def _has_photo_credit(place: Place) -> bool:
    return len(place.text) <= _LONG and photo_credit(place.text) is not None


def _is_separator(place: Place) -> bool:
    text = place.text
    marks = len(text) <= 40 and not re.search(r"[^\s*_=~#·•.…⁂◆■□●○+|\\–—-]", text)
    return place.block.form == "rule" or marks or not is_visible(text)


def _is_navigation(place: Place) -> bool:
    text = place.text
    if len(text) > _SHORT or ends_sentence(text):
        return bool(NAVIGATION_PHRASE.fullmatch(text))
    if _is_menu(place):
        return True
    words = re.findall(r"[^\W_]+(?:-[^\W_]+)*", text.lower())
    if place.block.form == "item" and "|" in text:
        return False  # a row of a table
    only_words = bool(words) and set(words) <= NAVIGATION_WORDS and bool(SIGNPOSTS & set(words))
    return only_words or bool(NAVIGATION_PHRASE.fullmatch(text) or BREADCRUMB.fullmatch(text))


def _is_menu(place: Place) -> bool:
    """Three or more lines of a word or two, above everything else."""
    lines = place.text.split("\n")
    return (
        place.index == 0
        and len(lines) >= _FEWEST_LINES_OF_A_MENU
        and all(word_count(line) <= _MOST_WORDS_OF_A_BUTTON for line in lines)
    )


def _is_label_line(place: Place) -> bool:
    text = place.text
    return len(text) <= _SHORT and bool(LABELS.match(text)) and not text.endswith((".", "!", "?"))


def _is_kicker(place: Place) -> bool:
    after = place.after
    return (
        place.in_head
        and place.text.strip(" |:").lower() in KICKERS
        and after is not None
        and is_title_like(after.text)
        and word_count(after.text) > 2
    )


def _is_related_link(place: Place) -> bool:
    """A short line in a list below "Related stories" or "More in Business:"."""
    for above in reversed(place.blocks[max(0, place.index - _MOST_LINKS) : place.index + 1]):
        if RELATED.fullmatch(above.text):
            return True
        if not is_title_like(above.text):
            return False
    return False


def _is_under_image(place: Place) -> bool:
    before = place.before
    return before is not None and before.form == "image" and place.block.emphasis == "em"


RULES: tuple[Rule, ...] = (
    Rule("separator", "boilerplate", _is_separator),
    Rule("image", "caption", lambda place: place.block.form == "image"),
    Rule("figcaption", "caption", lambda place: place.block.form == "caption"),
    Rule("under_image", "caption", _is_under_image),
    Rule("footnote", "metadata", lambda place: place.block.form == "footnote"),
    Rule("page_number", "boilerplate", _opens_as(PAGE_NUMBER, _SHORT)),
    Rule("running_head", "boilerplate", _is_running_head),
    Rule("navigation", "boilerplate", _is_navigation),
    Rule("label_line", "metadata", _is_label_line),
    Rule("counter", "metadata", _opens_as(COUNTER, _SHORT)),
    Rule("clock_time", "metadata", lambda place: is_clock_time(place.text)),
    Rule("wire_mark", "boilerplate", _opens_as(WIRE_MARK, _SHORT)),
    Rule("biography", "metadata", is_biography_in_italics),
    Rule("head_line", "metadata", is_head_line),
    Rule("byline", "byline", is_byline),
    Rule("name_above_date", "byline", is_name_above_date),
    Rule("name_in_italics", "byline", is_name_in_italics),
    Rule("below_byline", "metadata", is_below_byline),
    Rule("credits", "byline", lambda place: is_credits_line(place.text)),
    Rule("date_line", "metadata", is_date_line),
    Rule("kicker", "metadata", _is_kicker),
    Rule("share_plea", "boilerplate", _opens_as(SHARE_PLEA, _LONG)),
    Rule("newsletter_plea", "boilerplate", _opens_as(NEWSLETTER_PLEA, _LONG)),
    Rule("membership_plea", "boilerplate", _opens_as(MEMBERSHIP_PLEA, _LONG)),
    Rule("correction", "metadata", _opens_as(CORRECTION, 2 * _LONG)),
    Rule("cookie_notice", "boilerplate", _opens_as(COOKIE_NOTICE, _LONG)),
    Rule("copyright", "boilerplate", _is_copyright),
    # Legal notices are long, and their openings are unmistakable.
    Rule("disclaimer", "boilerplate", _opens_as(DISCLAIMER, 10 * _LONG)),
    Rule("contact", "boilerplate", _opens_as(CONTACT, _LONG)),
    Rule("caption_label", "caption", _opens_as(CAPTION_LABEL, _LONG)),
    Rule("photo_credit", "caption", _has_photo_credit),
    # Last, because a better name for a part of the file is welcome.
    Rule("front_matter", "metadata", lambda place: place.block.form == "front_matter"),
    Rule("outside_article", "boilerplate", lambda place: place.block.outside),
)
CLOSING_RULES: tuple[Rule, ...] = (
    Rule("biography", "metadata", is_biography),
    Rule("related_link", "boilerplate", _is_related_link),
)
