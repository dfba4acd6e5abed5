"""Which targets a paragraph names."""

from __future__ import annotations

import pytest

from tests.make import short_codebook
from workbench.annotate.mentions import is_named, named_targets
from workbench.codebook.format import Target
from workbench.codebook.questions import list_questions


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("the government", "The Government said no.", True),
        ("the government", "of the\ngovernment’s own", True),
        ("the government", "other governments", False),
        ("US", "The US left.", True),
        ("US", "They told us.", False),
        ("US", "The USA left.", False),
        ("NATO", "Nato said", False),
        ("UNICEF", "Unicef said", True),  # too long to be mistaken for a word
        ("Straße", "in der STRASSE", True),
        ("Jo (PM)", "by Jo (PM).", True),
        ("政府", "日本政府は", True),
        ("Łódź", "łódź.", True),
    ],
)
def test_a_name_counts_as_words(name: str, text: str, found: bool) -> None:
    assert is_named(name, text, text.casefold()) is found


def test_targets_are_named_once_and_in_the_order_of_the_codebook() -> None:
    codebook = short_codebook().replacing(
        targets=[
            Target(
                id="government", title="the government", aliases=("Premier", "GOV")
            ).model_dump(),
            Target(id="towns", title="the fishing towns").model_dump(),
            Target(id="island", title="the island").model_dump(),
        ]
    )
    questions = list_questions(codebook)
    text = "The fishing towns heard the premier; the Premier left."
    assert named_targets(questions, text) == ["government", "towns"]
    assert named_targets(questions, "Nobody came.") == []
