"""A masked text: what is shown, and passages carried to and fro."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.masked import apply_masks, masks_of, pieces

TEXT = "Mara Lund of The Slipway 🙂 wrote."
MASKS = [[0, 9, "author", "rule:author name"], [13, 24, "outlet", "by_hand"]]


@pytest.mark.parametrize(
    ("kinds", "shown"),
    [
        ((), TEXT),
        (("outlet",), "Mara Lund of [OUTLET] 🙂 wrote."),
        (("author",), "[AUTHOR] of The Slipway 🙂 wrote."),
        (("outlet", "author"), "[AUTHOR] of [OUTLET] 🙂 wrote."),
    ],
)
def test_each_kind_is_hidden_by_itself(kinds: tuple[str, ...], shown: str) -> None:
    assert apply_masks(TEXT, MASKS, kinds).text == shown


def test_a_passage_beside_the_masks_keeps_its_words() -> None:
    masked = apply_masks(TEXT, MASKS)
    start, end = masked.to_masked(25, 32)
    assert masked.text[start:end] == TEXT[25:32] == "🙂 wrote"
    assert masked.to_original(start, end) == (25, 32)


def test_a_passage_that_touches_a_placeholder_covers_the_whole_of_it() -> None:
    masked = apply_masks(TEXT, MASKS)
    inside = masked.text.index("UTLE")
    assert masked.to_original(inside, inside + 4) == (13, 24)
    assert masked.to_masked(17, 24) == masked.to_masked(13, 24)
    assert masked.to_original(9, inside) == (10, 24)


def test_the_fingerprint_tells_masks_apart() -> None:
    both, one, none = (apply_masks(TEXT, masks).fingerprint for masks in (MASKS, MASKS[:1], []))
    assert len({both, one, none}) == 3
    assert none == ""
    by_hand = [[*mask[:3], "by_hand"] for mask in MASKS]
    assert apply_masks("Other text, long enough here", by_hand).fingerprint == both


def test_words_cut_by_a_mask_become_one() -> None:
    masked = apply_masks("pre-Slipway Post-haste now", [[4, 16, "outlet", "by_hand"]])
    assert masked.text == "pre-[OUTLET]-haste now"
    tokens = masked.tokens([[0, 11], [12, 22], [23, 26]])
    assert [masked.text[start:end] for start, end in tokens] == ["pre-[OUTLET]-haste", "now"]


def test_the_text_is_cut_at_its_masks() -> None:
    assert pieces(TEXT, MASKS) == [
        ("Mara Lund", "author"),
        (" of ", ""),
        ("The Slipway", "outlet"),
        (" 🙂 wrote.", ""),
    ]
    assert pieces("", []) == []


@st.composite
def masked_texts(draw: st.DrawFn) -> tuple[str, list[list[object]], list[tuple[int, int]]]:
    """A text, masks at random places, and passages anywhere in the text."""
    text = draw(st.text(alphabet="ab Z🙂\u0301[O]", min_size=1, max_size=60))
    places = st.integers(0, len(text))
    cuts = sorted(draw(st.sets(places, max_size=8)))
    kinds = st.sampled_from(["outlet", "author"])
    masks = [
        [start, end, draw(kinds), "by_hand"]
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    spans = draw(st.lists(st.tuples(places, places).filter(lambda one: one[0] < one[1])))
    return text, masks, spans


@given(masked_texts(), st.sampled_from([(), ("outlet",), ("outlet", "author")]))
def test_there_and_back_again(
    made: tuple[str, list[list[object]], list[tuple[int, int]]], kinds: tuple[str, ...]
) -> None:
    text, masks, spans = made
    masked = apply_masks(text, masks, kinds)
    applied = [one for one in masks_of(masks) if one.kind in kinds]
    for start, end in spans:
        shown = masked.to_masked(start, end)
        back = masked.to_original(*shown)
        touched = [one for one in applied if one.start < end and start < one.end]
        if touched:
            assert back == (min(start, touched[0].start), max(end, touched[-1].end))
        else:
            assert back == (start, end)
            assert masked.text[shown[0] : shown[1]] == text[start:end]
        assert masked.to_masked(*back) == shown, "a second time changes nothing"


@given(masked_texts(), st.data())
def test_whatever_is_marked_in_the_shown_text_comes_back_covered(
    made: tuple[str, list[list[object]], list[tuple[int, int]]], data: st.DataObject
) -> None:
    text, masks, _ = made
    masked = apply_masks(text, masks)
    start = data.draw(st.integers(0, max(0, len(masked.text) - 1)))
    end = data.draw(st.integers(start + 1, max(start + 1, len(masked.text))))
    true_start, true_end = masked.to_original(start, end)
    assert 0 <= true_start < true_end <= len(text)
    shown_start, shown_end = masked.to_masked(true_start, true_end)
    assert shown_start <= start
    assert end <= shown_end
