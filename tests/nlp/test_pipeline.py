from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.about import __version__ as version

from workbench.nlp import pipeline
from workbench.nlp.segment import Segmentation

AWKWARD = {
    "plain": "The vote is on Friday. Nobody knows the result.",
    "title and initials": "Mr. Olsen left the U.S. on Monday. He came back.",
    "emoji": "They won 🎉🎉! Then it rained 🌧️.",
    "ZWJ family": "A 👩‍👩‍👧‍👦 family arrived. It stayed.",
    "combining": "Ze\u0323\u030cle\u0301 a\u0308 x. Then more.",
    "soft hyphen": "Wirt\u00adschaft wächst. Gut.",
    "no-break space": "It cost 5\u00a0000\u00a0euros. Too much.",
    "Arabic": "قال الوزير إن التصويت يوم الجمعة. لم يعلق أحد.",
    "Hebrew in English": "He said שלום עולם and left. Nobody answered.",
    "beyond the basic plane": "𝔘𝔫𝔦 𐍈 text. Second.",
    "marks": "She left. “Why?” he asked. (Nobody knew.) “„«",
    "line breaks": "One line\nanother line.\n\nA third.",
    "only spaces": " \u2003 \n ",
    "nothing": "",
}


def check(text: str, found: Segmentation) -> None:
    end = 0
    for token in found.tokens:
        assert end <= token[0] < token[1] <= len(text)
        assert text[slice(*token)].strip(), "a token of white space"
        end = token[1]
    end = 0
    for sentence in found.sentences:
        assert end <= sentence[0] < sentence[1] <= len(text)
        end = sentence[1]
    for token in found.tokens:
        inside = [s for s in found.sentences if s[0] <= token[0] and token[1] <= s[1]]
        assert len(inside) == 1
    covered = "".join(text[slice(*token)] for token in found.tokens)
    assert "".join(covered.split()) == "".join(text.split())


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD.keys())
@pytest.mark.parametrize("language", ["en", "ar", "unknown"])
def test_tokens_and_sentences_fit_the_text(text: str, language: str) -> None:
    check(text, pipeline.segment(text, language))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_covered(text: str) -> None:
    check(text, pipeline.segment(text))


def test_offsets_are_code_points() -> None:
    text = "🎉 yes"
    assert [text[slice(*token)] for token in pipeline.segment(text).tokens] == ["🎉", "yes"]
    assert pipeline.segment(text).tokens[1] == (2, 5)


def test_sentences_end_where_a_reader_ends_them() -> None:
    text = "Mr. Olsen left. “Why now?” he asked. Nobody knew."
    sentences = [text[slice(*sentence)] for sentence in pipeline.segment(text).sentences]
    assert sentences == ["Mr. Olsen left.", "“Why now?” he asked.", "Nobody knew."]


def test_marks_stay_with_the_sentence_that_they_open_or_close() -> None:
    text = '"Not now." The mayor left. "Why now?" asked Olsen. "Go."'
    sentences = [text[slice(*sentence)] for sentence in pipeline.segment(text).sentences]
    assert sentences == ['"Not now."', "The mayor left.", '"Why now?" asked Olsen.', '"Go."']


def test_the_source_names_what_decided() -> None:
    source = pipeline.segment("Text.").source
    assert source.endswith(f"spaCy {version}")
    assert source.startswith(("blank en", "en_core_web_sm "))


@pytest.mark.parametrize("language", ["klingon", "", "../os", "ja", "x" * 99])
def test_a_language_without_rules_falls_back(language: str) -> None:
    found = pipeline.segment("Eins. Zwei.", language)
    assert found.source.startswith("blank xx")
    assert len(found.sentences) == 2


@pytest.mark.parametrize("language", ["de", "de-AT", "de_CH", "DE"])
def test_a_regional_code_uses_its_language(language: str) -> None:
    source = pipeline.segment("Das ist z.B. gut.", language).source
    assert source.startswith(("blank de", "de_core_news_sm "))


def test_many_texts_give_what_one_by_one_gives() -> None:
    texts = list(AWKWARD.values())
    assert pipeline.segment_many(texts) == tuple(pipeline.segment(text) for text in texts)


@pytest.fixture
def installed_model(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A stand-in for a trained model: installed, named and versioned, without a parser."""

    def load(name: str, exclude: list[str]) -> spacy.language.Language:
        assert "ner" in exclude
        nlp = spacy.blank("de")
        nlp.meta["version"] = "9.9.9"
        return nlp

    monkeypatch.setattr(spacy.util, "is_package", lambda name: name == "de_core_news_sm")
    monkeypatch.setattr(spacy, "load", load)
    pipeline._load.cache_clear()
    yield "de_core_news_sm 9.9.9"
    pipeline._load.cache_clear()


def test_an_installed_model_is_used_and_named(installed_model: str) -> None:
    found = pipeline.segment("Eins. Zwei.", "de")
    assert found.source.startswith(installed_model)
    assert len(found.sentences) == 2


def test_importing_the_room_does_not_import_spacy() -> None:
    code = "import sys, workbench.nlp.pipeline, workbench.nlp.cues; print('spacy' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"
