"""What a premark carries beside its place: class, whose words, context; and what it never marks."""

from __future__ import annotations

import pytest

from workbench.nlp import words
from workbench.nlp.cues import Premark, article_premarks, premarks
from workbench.nlp.pipeline import segment
from workbench.nlp.wording import BOOSTERS, HINTS, LOADED

Paragraph = tuple[str, str]


def marks(text: str, language: str = "en") -> tuple[Premark, ...]:
    return premarks(text, segment(text, language).tokens, language)


def found(text: str, *labels: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.rule) for m in marks(text) if m.label in labels]


def in_article(*paragraphs: Paragraph) -> list[list[tuple[str, str, str]]]:
    given = [(text, kind, segment(text).tokens) for text, kind in paragraphs]
    return [
        [(m.label, m.rule, text[m.start : m.end]) for m in marks]
        for (text, _), marks in zip(paragraphs, article_premarks(given), strict=True)
    ]


@pytest.mark.parametrize(
    ("verb", "stance"),
    [
        ("said", "neutral"),
        ("told us", "neutral"),
        ("argued", "neutral"),
        ("claimed", "doubting"),
        ("insisted", "doubting"),
        ("alleged that", "doubting"),
        ("revealed", "endorsing"),
        ("admitted", "endorsing"),
        ("pointed out", "endorsing"),
    ],
)
def test_a_cue_has_a_class(verb: str, stance: str) -> None:
    (cue,) = (m for m in marks(f"The mayor {verb} the bridge was safe.") if m.label == "cue")
    assert cue.stance == stance


def test_only_cues_have_a_class() -> None:
    text = "Critics say the so-called pact is clearly a farce, according to a report by the Wire."
    assert {bool(m.stance) for m in marks(text) if m.label == "cue"} == {True}
    assert {m.stance for m in marks(text) if m.label != "cue"} == {""}
    assert len(marks(text)) > 5


def test_every_verb_stands_in_one_list() -> None:
    tables = (words.CUE_VERBS, words.OPEN_CUE_VERBS, words.BARE_CUE_VERBS, words.PAPER_CUE_VERBS)
    listed = [form for table in tables for forms in table.values() for form in forms]
    assert len(listed) == len(set(listed))
    assert set(listed) >= words.DOUBTING
    assert not BOOSTERS & LOADED


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("The so-called reform failed.", "so-called"),
        ("A self-proclaimed expert came.", "self-proclaimed"),
        ("The alleged plan was old.", "alleged"),
        ("It was ostensibly a holiday.", "ostensibly"),
        ("The would-be mayor lost.", "would-be"),
        ("His supposed friends left.", "supposed"),
    ],
)
def test_words_of_distance_are_marked(text: str, passage: str) -> None:
    assert found(text, "distancing") == [(passage, "distancing_word")]


@pytest.mark.parametrize(
    "text", ["They are supposed to come.", "He alleged fraud.", "It would be best."]
)
def test_the_same_letters_in_another_use_are_not(text: str) -> None:
    assert found(text, "distancing") == []


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("The “experts” built a dam of sand.", "“experts”"),
        ("Nobody has seen these 'reforms' or the \"new dawn\" yet.", '"new dawn"'),
        ("She said the so-called “quick fix” had failed.", "“quick fix”"),
        ("The scheme, referred to as a “gift” by many who said so, is dear.", "“gift”"),
    ],
)
def test_a_short_quotation_far_from_speech_keeps_a_distance(text: str, passage: str) -> None:
    assert (passage, "short_quote") in found(text, "distancing")


@pytest.mark.parametrize(
    "text",
    [
        "The mayor called it a “bad deal” twice.",
        "He said that the dam was “not safe” at all.",
        "On the “Morning Watch” programme nothing new was heard.",
        "“We will rebuild the harbour before winter,” she began, “with joy”.",
        "Where is it? “Over there?” The ferry left.",
    ],
)
def test_cited_words_and_names_keep_none(text: str) -> None:
    assert found(text, "distancing") == []


def test_a_short_utterance_with_its_speaker_is_content() -> None:
    assert found("“Not now,” Ms. Lind said.", "content") == [("“Not now,”", "short_speech")]
    assert found("The “bad deal,” as he said, was off.", "content") == []


def test_loaded_words_and_boosters_are_hints() -> None:
    text = "The regime is clearly corrupt; of course nobody wants regime change."
    assert found(text, *HINTS) == [
        ("regime", "loaded_word"),
        ("clearly", "booster"),
        ("corrupt", "loaded_word"),
        ("of course", "booster"),
    ]


def test_hedges_are_never_marked() -> None:
    text = "Perhaps it may seem likely; it might appear so, probably, and could suggest it."
    assert marks(text) == ()


def test_words_inside_a_quotation_are_the_sources_own() -> None:
    text = (
        "“It is clearly a disgraceful and so-called deal for us,” he said of the corrupt scheme. "
        "Then came “absurd” fees."
    )
    flags = {text[m.start : m.end]: m.is_quoted for m in marks(text) if m.label != "content"}
    quoted = {words for words, is_quoted in flags.items() if is_quoted}
    assert quoted == {"clearly", "disgraceful", "so-called", "absurd"}
    assert {"said", "corrupt"} <= set(flags)


def test_a_block_quotation_is_content_as_a_whole_and_announced_by_its_cue() -> None:
    quote = "The officials said that the “dam” was clearly sound and would hold for years."
    before, block, after = in_article(
        ("In its findings the board would note:", "body"),
        (quote, "quote"),
        ("The dam broke in May.", "body"),
    )
    assert before == [("cue", "factive_verb", "would note")]
    assert block == [("content", "block_quote", quote), ("booster", "booster", "clearly")]
    assert after == []


def test_the_announcing_verb_is_found_where_the_other_rules_pass_it_over() -> None:
    (alone,) = in_article(("What the board, in May, found:", "body"))
    (announced, _) = in_article(("What the board, in May, found:", "body"), ("Sand.", "quote"))
    assert announced == alone == [("cue", "factive_verb", "found")]
    passive, _ = in_article(("It was claimed:", "body"), ("The dam holds.", "quote"))
    assert passive == [("cue", "announcing_verb", "claimed")]


def test_a_quotation_may_run_over_several_paragraphs() -> None:
    first = "She said: “We came here in the spring of that year"
    second = "“and we shall stay until the last boat has left.”"
    assert [mark[2] for mark in in_article((first, "body"), (second, "body"))[0]] == [
        "said",
        first[10:],
    ]
    aside = ("A photo of the harbour", "caption")
    assert len(in_article((first, "body"), aside, (second, "body"))[0]) == 2
    assert [mark[0] for mark in in_article((first, "body"), ("No.", "body"))[0]] == ["cue"]


@pytest.mark.parametrize("language", ["de", "fr-CA", "pt_BR", "xx", ""])
def test_in_other_languages_only_quotation_marks_serve(language: str) -> None:
    text = "“We will rebuild the harbour by winter,” critics said of the so-called corrupt pact."
    assert [m.label for m in marks(text, language)] == ["content"]
    assert len(marks(text, "en-GB")) > 4


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("»Wir bauen den ganzen Hafen wieder auf«, sagte sie »heute« noch.", "de"),
        ("«Wir bauen den ganzen Hafen wieder auf», sagte sie «heute» noch.", "de-CH"),
        ("”Vi bygger upp hela hamnen igen i vinter”, sade hon.", "sv"),
        ("« Nous allons reconstruire tout le port », a-t-elle dit.", "fr"),
        ("‘We will build up the whole harbour again,’ said Ms. Lind of the towns’ plan.", "en"),
    ],
)
def test_marks_pair_as_the_language_prints_them(text: str, language: str) -> None:
    (content,) = (m for m in marks(text, language) if m.label == "content")
    assert content.start == 0
    assert text[content.end :].lstrip(", ").startswith(("sagte", "sade", "a-t-elle", "said"))


def test_a_premark_is_stored_with_all_it_says() -> None:
    (mark,) = marks("They claim victory.")
    assert mark.as_row() == (5, 10, "cue", "assertive_verb", "doubting", 0)
