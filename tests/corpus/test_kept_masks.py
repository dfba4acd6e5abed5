"""Masks made by hand go with their words into a corrected text, or the lead hears of it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.make import make_draft
from workbench.corpus.kept_masks import MaskedParagraph, keep_masks, lost_in_words
from workbench.corpus.preparing import prepare
from workbench.corpus.self_references import Mask, find


def paragraph(marked: str, *, hidden: str = "by_hand") -> MaskedParagraph:
    """A paragraph with each {passage} masked by hand."""
    masks: list[Mask] = []
    text = ""
    for number, part in enumerate(marked.replace("}", "{").split("{")):
        if number % 2:
            masks.append((len(text), len(text) + len(part), "author", hidden))
        text += part
    found = find([("body", text)], outlet="The Slipway Gazette")[0]
    return MaskedParagraph(text, tuple(sorted([*masks, *found])), found)


def corrected(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """What is masked by hand in each paragraph of the corrected text, and what was lost."""
    prepared = prepare(make_draft(after, outlet="The Slipway Gazette"))
    kept, lost = keep_masks([paragraph(one) for one in before], prepared)
    shown = []
    for one in kept.paragraphs[: len(after)]:
        text, done = "", 0
        for start, end, _, origin in one.masks:
            if origin == "by_hand":
                text += one.draft.text[done:start] + "{" + one.draft.text[start:end] + "}"
                done = end
        shown.append(text + one.draft.text[done:])
    return shown, lost


HEAD = "The boats came home."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([HEAD, "So says {Teo}, a freind."], [HEAD, "So says {Teo}, a friend."]),
        ([HEAD, "One is {Teo}.", "Two are {Ida}."], [HEAD, "One is {Teo}. Two are {Ida}."]),
        ([HEAD, "One is {Teo}. Two: {Ida}."], [HEAD, "One is {Teo}.", "Two: {Ida}."]),
        ([HEAD, "{Teo Marin} wroet."], [HEAD, "Now {Teo\nMarin} wrote."]),
        ([HEAD, "A Post to the {Post} boxx."], [HEAD, "A Post to the {Post} box."]),
        ([HEAD, "A Post to the {Post} boxx."], [HEAD, "The {Post}, the {Post}, the {Post}."]),
        ([HEAD, "Teodor saw {Teo} comming."], [HEAD, "Teodor saw {Teo} coming."]),
        ([HEAD, "The {Ost}bote camme."], [HEAD, "The {Ost}bote came."]),
        (
            [HEAD, "Says {Teo}.", "Late.", "Yes."],
            [HEAD, "Late.", "Yes.", "Says {Teo}."],
        ),
        ([HEAD, "{Teo Marin} and {Teo} wroet."], [HEAD, "{Teo Marin} and {Teo} wrote."]),
    ],
)
def test_words_masked_by_hand_are_found_again(before: list[str], after: list[str]) -> None:
    plain = [one.replace("{", "").replace("}", "") for one in after]
    assert corrected(before, plain) == (after, ())


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ([HEAD, "So says {Teo}."], [HEAD, "So says Theo."], ("Teo",)),
        ([HEAD, "So says {Teo}."], [HEAD], ("Teo",)),
        ([HEAD, "{Teo} and {Teo}."], [HEAD, "Teo and Theo."], ("Teo",)),
        ([HEAD, "So says {Teo}."], [HEAD, "So says Teodor."], ("Teo",)),
        ([HEAD, "So says {Teo}."], [HEAD, "So says Teo."], ()),
    ],
)
def test_words_that_are_gone_are_named(
    before: list[str], after: list[str], lost: tuple[str, ...]
) -> None:
    assert corrected(before, after)[1] == lost


def test_the_sentence_for_the_lead_names_them() -> None:
    assert lost_in_words(()) == ""
    assert "corrected text: “Teo”, “Ida”. Look at" in lost_in_words(("Teo", "Ida"))
    assert "and 2 more" in lost_in_words([f"name {n}" for n in range(12)])


def test_the_rules_mask_the_corrected_part_and_longer_masks_stay_whole() -> None:
    old = paragraph("The {Gazette} sayd so.")
    text = "The Slipway Gazette said so to the Gazette boat of Gazette."
    prepared = prepare(make_draft((HEAD, text), outlet="The Slipway Gazette"))
    outlet = MaskedParagraph(old.text, tuple((*m[:2], "outlet", m[3]) for m in old.masks), ())
    kept, _ = keep_masks([paragraph(HEAD), outlet], prepared)
    masks = kept.paragraphs[1].masks
    assert [(text[m[0] : m[1]], m[3]) for m in masks] == [
        ("The Slipway Gazette", "rule:outlet name"),
        ("the Gazette", "rule:outlet short name"),
        ("Gazette", "by_hand"),
    ]


def test_what_a_person_took_away_stays_away_in_a_reworded_paragraph() -> None:
    old = "A Slipway Gazette boat camme."
    by_rule = find([("body", old)], outlet="The Slipway Gazette")[0]
    assert len(by_rule) == 1
    prepared = prepare(make_draft((HEAD, old.replace("mm", "m")), outlet="The Slipway Gazette"))
    before = [paragraph(HEAD), MaskedParagraph(old, (), by_rule)]
    assert keep_masks(before, prepared)[0].paragraphs[1].masks == ()
    left = [paragraph(HEAD), MaskedParagraph(old, by_rule, by_rule)]
    assert len(keep_masks(left, prepared)[0].paragraphs[1].masks) == 1
