from __future__ import annotations

import pytest

from workbench.corpus.readers.bylines import byline_names, is_credits_line, is_labelled_byline


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ana Lind", "Ana Lind"),
        ("BY ANA LIND", "ANA LIND"),
        ("By Ana Lind and Jo Roe", "Ana Lind and Jo Roe"),
        ("By Ana Lind, Jo Roe and Sam O'Dell", "Ana Lind, Jo Roe and Sam O'Dell"),
        ("By Ana de la Torre, Political correspondent", "Ana de la Torre"),
        ("By ANA LIND and JO ROE, Fjord Press", "ANA LIND and JO ROE"),
        ("Von Petra Lindner, Berlin", "Petra Lindner"),
        ("By J. R. Smith in Berlin", "J. R. Smith"),
        ("By the Fjord Press", "Fjord Press"),
        ("By Łucja Żak (lucja@example.org)", "Łucja Żak"),
        ("Von Petra Lindner", "Petra Lindner"),
        ("Words by Ana Lind", "Ana Lind"),
        ("Author: Ana Lind", "Ana Lind"),
        ("Articles by: Ana Lind", "Ana Lind"),
        ("Ana Lind, Senior reporter", "Ana Lind"),
        ("بقلم: ليلى حداد", "ليلى حداد"),
    ],
)
def test_names_are_read_from_a_byline(text: str, names: str) -> None:
    assert byline_names(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The vote is on Friday.",
        "By Friday the vote will be over.",
        "By then Ana Lind had left.",
        "By any measure, it was a bad year",
        "Ana Lind, the reporter, left.",
        "By Ana Lind's count, nine of ten boats are gone. No one disputes it.",
        "",
        "By " + "Ana Lind, " * 60,
    ],
)
def test_sentences_are_no_bylines(text: str) -> None:
    assert byline_names(text) == ""


def test_labels_and_credits() -> None:
    assert is_labelled_byline("Articles by: Ana Lind")
    assert not is_labelled_byline("By Ana Lind")
    assert is_credits_line("(Reporting by Ana Lind; Editing by Jo Roe)")
    assert is_credits_line("Jo Roe contributed to this report.")
    assert not is_credits_line("Jo Roe contributed to the fall of the house.")
    assert not is_credits_line("Reporting in a war is dangerous. " * 20)
