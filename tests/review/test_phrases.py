"""Words in quotation marks."""

from __future__ import annotations

import pytest

from workbench.review.phrases import in_quotes


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Two aides", "“Two aides”"),
        ("“It is over”", "“It is over”"),
        ("“It is over”, he said", "““It is over”, he said”"),
        ("„Genug“", "„Genug“"),
    ],
)
def test_a_quotation_gets_no_second_marks(words: str, shown: str) -> None:
    assert in_quotes(words) == shown
