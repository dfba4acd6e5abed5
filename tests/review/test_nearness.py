"""Which text shares the most telling words."""

from __future__ import annotations

from workbench.review.nearness import by_nearness

TEXTS = {
    "harbour": "The harbour deal was signed by the premier on Tuesday.",
    "fish": "The price of fish rose by the quay on Tuesday.",
    "long": "The harbour and its sea, wind, boats, men, women, nets, ropes, sails, gulls, ice.",
}


def test_shared_words_decide_and_rare_ones_most() -> None:
    assert by_nearness("Fish by the quay", TEXTS)[0] == "fish"
    assert by_nearness("THE HARBOUR DEAL", TEXTS)[0] == "harbour"


def test_a_long_text_is_not_near_for_its_length() -> None:
    assert by_nearness("the harbour", TEXTS) == ["harbour", "long", "fish"]


def test_without_any_shared_word_the_latest_comes_first() -> None:
    assert by_nearness("Zyxw", TEXTS) == ["long", "fish", "harbour"]
    assert by_nearness("", {}) == []
