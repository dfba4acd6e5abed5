"""Why an annotator lays an article aside. Pure."""

from __future__ import annotations

from workbench.core.wording import later

#: The reason as it is stored, and in words, in the order in which they are offered.
REASONS = {
    "distressing": later("It distresses me"),
    "conflict": later("I have a conflict of interest"),
    "unreadable": later("The text is broken and cannot be read"),
    "language": later("It is in the wrong language"),
    "not_news": later("It is not a news text"),
    "other": later("Another reason"),
}
#: The reason that says nothing by itself: its note is not optional.
NEEDS_NOTE = "other"
MOST_CHARACTERS = 500
