"""Long runs of marks are cut by a plain rule; everything else is spaCy's."""

from __future__ import annotations

import pytest

from workbench.nlp.pipeline import segment
from workbench.nlp.runs import LONGEST, cut_runs


@pytest.mark.parametrize(
    "run", ["[" * 5_000, "&#" * 4_000, "ftp://" * 99, "(a)" * 2_000, "-=" * 60]
)
def test_a_run_of_marks_is_replaced_and_every_character_kept_in_a_token(run: str) -> None:
    text = f"Before {run} after."
    tamed, cuts = cut_runs(text)
    assert len(tamed) == len(text)
    assert list(cuts) == [7]
    found = segment(text)
    assert "".join(text[start:end] for start, end in found.tokens) == text.replace(" ", "")
    assert found.tokens[0] == (0, 6)
    assert text[slice(*found.tokens[-2])] == "after"
    assert found.sentences[0][0] == 0


@pytest.mark.parametrize(
    "text",
    [
        "An ordinary sentence, with “marks” (and more).",
        "[" * (LONGEST - 1),
        "https://example.org/" + "a" * 150,
        "国" * 300,
        "国家，" * 300,
        "https://example.org/" + "ab/" * 100,
    ],
)
def test_words_addresses_and_scripts_without_spaces_are_left_alone(text: str) -> None:
    assert cut_runs(text) == (text, {})
