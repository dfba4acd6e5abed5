"""What a round hides, and that submitting lifts it."""

from __future__ import annotations

import pytest

from workbench.assign.masking import mask


@pytest.mark.parametrize("outlet", [False, True])
@pytest.mark.parametrize("byline", [False, True])
def test_what_is_not_annotated_is_hidden_with_either_switch(outlet: bool, byline: bool) -> None:
    open_round = mask(mask_outlet=outlet, mask_byline=byline, is_submitted=False)
    assert open_round.hides(is_annotatable=False) is (outlet or byline)
    assert not open_round.hides(is_annotatable=True), "nobody may be asked about what is hidden"
    submitted = mask(mask_outlet=outlet, mask_byline=byline, is_submitted=True)
    assert not submitted.hides(is_annotatable=False)
    assert (submitted.outlet, submitted.byline) == (False, False)


@pytest.mark.parametrize(
    ("outlet", "byline", "sentence"),
    [
        (False, False, ""),
        (True, False, "Outlet hidden until you submit"),
        (False, True, "Byline hidden until you submit"),
        (True, True, "Outlet and byline hidden until you submit"),
    ],
)
def test_the_annotator_is_told(outlet: bool, byline: bool, sentence: str) -> None:
    assert mask(mask_outlet=outlet, mask_byline=byline, is_submitted=False).sentence == sentence
    assert mask(mask_outlet=outlet, mask_byline=byline, is_submitted=True).sentence == ""


@pytest.mark.parametrize(
    ("outlet", "byline", "is_submitted", "shown"),
    [
        (True, True, False, "[AUTHOR] of [OUTLET]"),
        (True, False, False, "Mara of [OUTLET]"),
        (False, True, False, "[AUTHOR] of Wire"),
        (False, False, False, "Mara of Wire"),
        (True, True, True, "Mara of Wire"),
    ],
)
def test_names_in_the_text_are_hidden_by_their_own_switch(
    outlet: bool, byline: bool, is_submitted: bool, shown: str
) -> None:
    masks = [[0, 4, "author", "by_hand"], [8, 12, "outlet", "by_hand"]]
    hidden = mask(mask_outlet=outlet, mask_byline=byline, is_submitted=is_submitted)
    assert hidden.over("Mara of Wire", masks).text == shown
