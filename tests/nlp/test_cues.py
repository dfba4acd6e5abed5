from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.nlp.cues import Premark, premarks
from workbench.nlp.pipeline import segment
from workbench.nlp.quotes import introduces_quote


def marks(text: str) -> tuple[Premark, ...]:
    return premarks(text, segment(text).tokens)


def passages(text: str, label: str) -> list[str]:
    return [text[mark.start : mark.end] for mark in marks(text) if mark.label == label]


@pytest.mark.parametrize(
    "text",
    [
        "“We will rebuild the harbour before winter comes,” Ms. Lind said.",
        '"We will rebuild the harbour before winter comes," Ms. Lind said.',
        "„Wir bauen den Hafen vor dem Winter wieder auf“, sagte Frau Lind.",
        "«Nous allons reconstruire le port avant cet hiver», a dit Mme Lind.",
    ],
)
def test_long_quotations_are_content_with_their_marks(text: str) -> None:
    (content,) = passages(text, "content")
    assert content[0] in '“"„«'
    assert content[-1] in '”"“»'
    assert len(content.split()) > 5


@pytest.mark.parametrize(
    "text",
    [
        "He called it a “bad deal” twice.",
        "Her book “The Long Road Home From Northern Harbour” sold well.",
        "In an article, “how towns by the sea lost their boats,” the paper looked back.",
        "The quotation “never closes in this paragraph and goes on.",
        'A 6" pipe and a 9" pipe lay side by side on the wet ground.',
    ],
)
def test_terms_titles_and_lone_marks_are_no_content(text: str) -> None:
    assert passages(text, "content") == []


@pytest.mark.parametrize(
    ("text", "cue", "rule"),
    [
        ("The mayor said the bridge was safe.", "said", "speech_verb"),
        ("Ms. Lind told reporters that she would stay.", "told", "speech_verb"),
        ("The company insisted nothing was wrong.", "insisted", "assertive_verb"),
        ("The ministry has acknowledged a loss.", "has acknowledged", "factive_verb"),
        ("The mayor had long said so.", "had long said", "speech_verb"),
        ("She left early, saying the train was due.", "saying", "speech_verb"),
        ("She believed that the road was closed.", "believed", "attitude_verb"),
        ("A new poll shows a narrow lead.", "shows", "evidence_verb"),
        ("He called the dam “a bad joke” twice.", "called", "naming_verb"),
        ("The notice referred to it as a trial.", "referred to", "naming_verb"),
        ("The union called for a vote.", "called for", "cue_phrase"),
        ("The mayor made clear that he would stay.", "made clear", "cue_phrase"),
        ("He has since voiced some doubts over it.", "voiced some doubts", "cue_phrase"),
        ("The boat is believed to lie in the bay.", "is believed to", "unnamed_belief"),
        ("The plan is set out in its latest report.", "in its latest report", "in_document"),
        ("As the Wire has reported, it leaked.", "has reported", "relay"),
        ("She pointed out that the road was closed.", "pointed out", "factive_verb"),
        ("They claim the figures are old.", "claim", "assertive_verb"),
        ("Lind claims that the figures are old.", "claims", "assertive_verb"),
        ("The letter states: nothing will change.", "states", "speech_verb"),
        ("“We are going home on Friday evening,” he added.", "added", "speech_verb"),
        ("According to the survey, prices fell.", "According to", "according_to"),
        ("The report itself would admit this.", "would admit", "factive_verb"),
    ],
)
def test_verbs_of_reporting_are_cues_of_their_class(text: str, cue: str, rule: str) -> None:
    found = [(text[m.start : m.end], m.rule) for m in marks(text) if m.label == "cue"]
    assert found == [(cue, rule)]


@pytest.mark.parametrize(
    "text",
    [
        "The claim was never tested.",
        "The council rejected claims that it had slept.",
        "The states will vote in May.",
        "She went to say thanks.",
        "It is said to be old.",
        "The plan was announced by the board.",
        "He did not say.",
        "A widely noted speech opened the day.",
        "A publicly declared aim was missed.",
        "The stairs added a storey.",
        "They insist upon a receipt.",
        "He showed the guests around.",
        "The plan to be called a success must work.",
        "She worked as a clerk and put it down.",
        "His comments drew laughter.",
        "The so-called deal was “a trap” for the so called moderates.",
    ],
)
def test_nouns_passives_and_denials_are_no_cues(text: str) -> None:
    assert passages(text, "cue") == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Two senior officials said the talks had failed.", "Two senior officials"),
        ("But a former White House aide told the paper.", "a former White House aide"),
        ("Critics say the dam is too low.", "Critics"),
        ("Some have argued that it is too high.", "Some"),
        ("The talks failed, according to several diplomats.", "several diplomats"),
        ("She spoke on condition of anonymity.", "on condition of anonymity"),
        ("People familiar with the matter would not talk.", "People familiar with the matter"),
        ("The official insisted nothing was lost.", "The official"),
        ("The latest report said so.", "The latest report"),
        ("The bill fell, according to court records.", "court records"),
        ("It says letters obtained by the Post.", "letters obtained by the Post"),
    ],
)
def test_unnamed_speakers_are_sources(text: str, source: str) -> None:
    assert passages(text, "source") == [source]


@pytest.mark.parametrize(
    "text",
    [
        "The officials travelled by train.",
        "Ms. Lind said so.",
        "Some of the bread was stale.",
        "The official count ended.",
        "The witness said so.",
        "The report lay on the table.",
    ],
)
def test_people_who_do_not_speak_are_no_sources(text: str) -> None:
    assert passages(text, "source") == []


def test_what_stands_inside_a_quotation_is_left_to_the_person_quoted() -> None:
    text = "“Officials said that the harbour was safe for everyone,” Ms. Lind recalled."
    assert passages(text, "source") == []
    assert passages(text, "cue") == ["recalled"]


def test_no_premark_speaks_of_frames_or_tone() -> None:
    text = (
        "“It is a shameful war on working people everywhere,” critics say, according to aides. "
        "The so-called pact is clearly a farce."
    )
    labels = {"source", "cue", "content", "distancing", "loaded", "booster"}
    assert {mark.label for mark in marks(text)} == labels


def test_without_tokens_nothing_is_marked() -> None:
    assert premarks("Ms. Lind said so.", ()) == ()


@pytest.mark.parametrize(
    ("text", "announces"),
    [
        ("The study itself would note:", True),
        ("In a letter to the board she wrote:", True),
        ("The report states:", True),
        ("She brought three things:", False),
        ("The letter makes three demands:", False),
        ("Of the mayor it demands:", True),
        ("His letter to the council, sent on Monday, is short and plain:", True),
        ("It was late. Lind’s reply was curt:", True),
        ("The note in full:", True),
        ("The statement reads as follows:", True),
        ("The union’s statement read:", True),
        ("A plaque above the door read:", True),
        ("According to the indictment:", True),
        ("As the mayor put it:", True),
        ("In the words of Ana Lind:", True),
        ("Three books to read:", False),
        ("Here is what they read:", False),
        ("What the committee read:", False),
        ("Read:", False),
        ("Autrement dit :", False),
        ("Kurz gesagt:", False),
        ("According to the plan, three steps follow:", False),
        ("He rolled the dice:", False),
        ("Die Gewerkschaft teilte mit:", True),
        ("Die Gewerkschaft teilte am Montag in Kiel mit:", True),
        ("Er sagte:", True),
        ("Der Bürgermeister sagte der Zeitung:", True),
        ("In der Mitteilung heißt es wörtlich:", True),
        ("Laut Anklage:", True),
        ("Sie nannte drei Gründe:", False),
        ("Der Rat fordert drei Dinge:", False),
        ("La ministre a déclaré :", True),
        ("« Non », écrit-il :", True),
        ("Elle a ajouté\u00a0:", True),
        ("Selon le rapport :", True),
        ("Il y a trois raisons :", False),
        ("El alcalde dijo:", True),
        ("Ana Lind añadió:", True),
        ("Según la fiscalía:", True),
        ("Hay tres motivos:", False),
        ("Here is what the report covers:", False),
        ("The message was clear:", False),
        ("The answer is simple:", False),
        ("The meeting was brief:", False),
        ("The rules are as follows:", False),
        ("His reply was short of three things:", False),
        ("The letter was short on detail, but it named three people:", False),
        ("The letter lists the rules as follows:", False),
        ("His letter is short and plain.", False),
        ("Here are the figures of the year:", False),
        ("She said so.", False),
        (":", False),
    ],
)
def test_an_attribution_with_a_colon_announces_a_quotation(text: str, announces: bool) -> None:
    assert introduces_quote(text) is announces


PIECES = [
    "“", "”", '"', "‘", "’", " so-called", " “odd”", " clearly", " said", " officials", ".", ",",
    " according to", " the", " Ms. Lind", " claims",
    " that", "🎉", " words and more words of speech", "e\u0301", "\n", " people familiar with it",
]  # fmt: skip  # one list to read at a glance


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_marks_stand_on_tokens_and_apart(text: str) -> None:
    tokens = segment(text).tokens
    found = premarks(text, tokens)
    starts, ends = {start for start, _ in tokens}, {end for _, end in tokens}
    assert all(mark.start in starts and mark.end in ends for mark in found)
    assert list(found) == sorted(found, key=lambda mark: (mark.start, -mark.end))
    for label in ("source", "cue", "content", "distancing"):
        same = [mark for mark in found if mark.label == label]
        assert all(a.end <= b.start for a, b in pairwise(same))
