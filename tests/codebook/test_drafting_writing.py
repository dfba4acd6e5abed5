"""A codebook as a file: what is written reads back to the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.codebook.given import dimension, document, value
from tests.make import short_codebook
from workbench.codebook.format import Codebook
from workbench.codebook.reading import list_presets, read_codebook, read_preset
from workbench.codebook.writing import write_json, write_yaml


@pytest.mark.parametrize("name", list_presets())
def test_presets_read_back(name: str) -> None:
    preset = read_preset(name)
    assert read_codebook(write_yaml(preset)) == preset
    assert read_codebook(write_json(preset)) == preset


def test_the_file_is_for_reading() -> None:
    text = write_yaml(short_codebook())
    assert text.startswith("format: workbench-codebook/1\nid: short\n")
    assert max(map(len, text.splitlines())) < 110
    assert "exclusive: [none]" in text
    assert "include: >-" in text


#: Everything that YAML could take for something else.
AWKWARD = st.sampled_from(
    ["yes", "no", "1", "1e3", "~", "null", "2026-11-20", "a: b", "- a", "# a", "'", '"', "|", ">",
     "{a}", "[a]", "&a", "*a", "!a", "%a", "@a", "`a", "=", "<<", "a #b", "…", "🙂", "\u2028", "é",
     "a" * 300, ("long words " * 20).strip(), "x" * 80 + " y", "two\nlines", "a\n\n  b" + "c" * 90]
)  # fmt: skip
TEXTS = AWKWARD | st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=120
)


@settings(max_examples=30, deadline=None)
@given(st.lists(TEXTS, min_size=5, max_size=5), st.sampled_from(["yes", "no", "1", "-1", "null"]))
def test_any_words_read_back(texts: list[str], value_id: str) -> None:
    words = [text.strip() for text in texts]
    told = value(value_id, definition=words[0], include=words[1], positive=[w for w in words if w])
    asked = dimension("quoted", question=words[2], rule=words[3], values=[told, value("other")])
    given_ = Codebook.model_validate(document(asked, purpose=words[4], general_rules=words))
    assert read_codebook(write_yaml(given_)) == given_
    assert read_codebook(write_json(given_)) == given_
