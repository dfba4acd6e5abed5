from __future__ import annotations

import pytest

from workbench.nlp.cues import premarks
from workbench.nlp.pipeline import segment
from workbench.nlp.triples import Attribution, attributions

QUOTE = "“The bridge will be open again before the winter comes,”"
MORE = "“And nobody will have to take the ferry any more.”"


def found(text: str, without: str = "") -> list[Attribution]:
    """The triples of a text; premarks with this label are left out."""
    tokens = segment(text).tokens
    rows = [mark.as_row() for mark in premarks(text, tokens) if mark.label != without]
    return attributions(text, tokens, rows)


def members(text: str, one: Attribution) -> list[tuple[str, str]]:
    return [(label, text[start:end]) for start, end, label in one.members]


def source(text: str) -> str:
    (one,) = found(text)
    return next((words for label, words in members(text, one) if label == "source"), "")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (f"{QUOTE} Ana Holt said.", "Ana Holt"),
        (f"{QUOTE} said Mayor Ana Holt.", "Mayor Ana Holt"),
        (f"{QUOTE} said Ana Holt of the Harbour Union.", "Ana Holt of the Harbour Union"),
        (f"{QUOTE} said Ana Holt, the mayor of Brackwater.", "Ana Holt, the mayor of Brackwater"),
        (f"{QUOTE} said Ana Holt on Monday.", "Ana Holt"),
        (f"{QUOTE} Anselm Roke, the premier, said.", "Anselm Roke, the premier"),
        (f"{QUOTE} the premier later said.", "the premier"),
        (f"{QUOTE} the Slipway said.", "the Slipway"),
        (f"{QUOTE} said the Brackwater ferryman later.", "the Brackwater ferryman"),
        (f"{QUOTE} said the harbour master.", "the harbour master"),
        (f"{QUOTE} she said.", "she"),
        (f"{QUOTE} said he.", "he"),
        (f"{QUOTE} the mayor’s office said.", "the mayor’s office"),
        (f"{QUOTE} a spokeswoman for the ministry said.", "a spokeswoman for the ministry"),
        (f"{QUOTE} Ana Holt and Anselm Roke said.", "Ana Holt and Anselm Roke"),
        (f"{QUOTE} harbour spokesman Ib Lund said.", "harbour spokesman Ib Lund"),
        (f"On Monday Ana Holt said: {QUOTE}", "Ana Holt"),
        (f"Ms. Holt told the council, {QUOTE}", "Ms. Holt"),
        (f"{QUOTE} according to Ana Holt.", "Ana Holt"),
        (f"{QUOTE} two officials said.", "two officials"),
    ],
)
def test_the_source_is_the_subject_of_the_cue(text: str, who: str) -> None:
    assert source(text) == who


@pytest.mark.parametrize(
    "text",
    [
        f"{QUOTE} told Ana Holt.",  # she was spoken to, for all that the form says
        f"The man who met Ana Holt said: {QUOTE}",
        f"{QUOTE} said newly elected speakers.",
        f"{QUOTE} a plan of which Anselm Roke, visibly tired, said.",
    ],
)
def test_no_source_is_proposed_where_the_form_is_not_plain(text: str) -> None:
    assert source(text) == ""


def test_a_premark_that_names_the_source_is_kept() -> None:
    (one,) = found(f"{QUOTE} two officials said.")
    assert one.inferred is None
    (other,) = found(f"{QUOTE} Ana Holt said.")
    assert other.inferred is not None
    assert other.inferred[2:] == ("source", "named_source", "", 0)


def test_the_pieces_of_an_interrupted_quotation_are_one_content() -> None:
    for between in (" Ana Holt said, ", " Ana Holt said. ", " said Ana Holt on Monday. "):
        text = QUOTE + between + MORE
        (one,) = found(text)
        assert [words for label, words in members(text, one) if label == "content"] == [QUOTE, MORE]


def test_every_cue_has_what_belongs_to_it() -> None:
    text = f"{QUOTE} Ana Holt said. Anselm Roke replied: {MORE}"
    first, second = found(text)
    assert members(text, first) == [("source", "Ana Holt"), ("cue", "said"), ("content", QUOTE)]
    assert members(text, second) == [
        ("source", "Anselm Roke"),
        ("cue", "replied"),
        ("content", MORE),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{QUOTE} as the sign on the quay has it. Ana Holt said no more.",
        "“Who will pay for all of these new boats?” Then Ana Holt said no.",
        f"Ana Holt said nothing. {MORE}",
        "She said the “old” bridge was one of “the best things that ever came to this town” here.",
    ],
)
def test_a_quotation_is_left_alone_where_its_cue_is_not_plain(text: str) -> None:
    assert found(text) == []


def test_a_sentence_between_two_quotations_ends_the_first() -> None:
    text = f"{QUOTE} Ana Holt said. The hall was silent. {MORE}"
    (one,) = found(text)
    assert len(one.members) == 3


@pytest.mark.parametrize(
    ("text", "quoting", "stance"),
    [
        (f"{QUOTE} Ana Holt said.", "direct", "neutral"),
        (f"{QUOTE} Ana Holt claimed.", "direct", "doubting"),
        (f"{QUOTE} Ana Holt admitted.", "direct", "endorsing"),
        ("Ana Holt said the bridge “would be open again before the winter.”", "mixed", "neutral"),
        ("Ana Holt said that “nobody will have to take the ferry again.”", "", "neutral"),
        ("“Not yet,” said Ana Holt.", "direct", "neutral"),
    ],
)
def test_what_the_rules_know_of_the_kind_and_the_stance(
    text: str, quoting: str, stance: str
) -> None:
    (one,) = found(text)
    assert (one.quoting, one.stance) == (quoting, stance)


def test_nothing_comes_of_premarks_that_lack_a_cue_or_a_content() -> None:
    text = f"{QUOTE} Ana Holt said."
    assert found(text) != []
    assert found(text, without="cue") == []
    assert found(text, without="content") == []


def test_rows_of_older_imports_have_neither_class_nor_flag() -> None:
    text = f"{QUOTE} Ana Holt claimed."
    tokens = segment(text).tokens
    rows = [mark.as_row()[:4] for mark in premarks(text, tokens)]
    (one,) = attributions(text, tokens, rows)
    assert (one.stance, one.inferred is not None) == ("", True)
