"""Passages and links between the text that is shown and the true one."""

from __future__ import annotations

from random import Random

from tests.annotate.generated import QUESTIONS, random_draft
from workbench.annotate.checking import check
from workbench.annotate.document import Document, MarkedLink, MarkedSpan, Role
from workbench.annotate.seen import as_seen, as_stored
from workbench.corpus.masked import apply_masks

TEXT = "Ann of the Kite said so; the Kite agreed."
SEEN = apply_masks(TEXT, [[11, 15, "outlet", "by_hand"], [29, 33, "outlet", "by_hand"]])


def test_members_move_with_their_spans_and_back() -> None:
    shown = SEEN.text
    assert shown == "Ann of the [OUTLET] said so; the [OUTLET] agreed."
    random = Random(5)
    for _ in range(200):
        document = check(random_draft(random, QUESTIONS, shown), QUESTIONS, shown)
        stored = as_stored(document, SEEN)
        places = {(one.value, one.start, one.end) for one in stored.spans}
        ties = [(one.value, one.start, one.end) for link in stored.links for one in link.members]
        assert places.issuperset(ties)
        again = as_seen(stored, SEEN)
        assert as_stored(again, SEEN) == stored
        assert check(again.as_json(shown), QUESTIONS, shown) == again


def test_what_falls_together_under_a_placeholder_keeps_its_answers() -> None:
    plain = MarkedSpan(11, 13, "parts", "source")
    described = MarkedSpan(12, 15, "parts", "source", attributes=(("naming", "named"),))
    links = (
        MarkedLink("attribution", (Role(11, 13, "source"),)),
        MarkedLink("attribution", (Role(12, 15, "source"),), (("manner", "direct"),)),
    )
    seen = as_seen(Document(spans=(plain, described), links=links), SEEN)
    assert seen.spans == (MarkedSpan(11, 19, "parts", "source", attributes=(("naming", "named"),)),)
    assert seen.links == (
        MarkedLink("attribution", (Role(11, 19, "source"),), (("manner", "direct"),)),
    )
