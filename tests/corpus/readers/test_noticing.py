"""What is taken in all the same, with a warning that a person can see."""

from __future__ import annotations

import pytest

from workbench.corpus.drafts import Options
from workbench.corpus.readers import read

BODY = "The council met on Monday and decided that the ferry would stay through the winter."


def codes(text: str, name: str = "a.txt") -> list[str]:
    [article] = read(text.encode(), name).articles
    return [warning.code for warning in article.warnings]


def text_of(text: str) -> str:
    [article] = read(text.encode(), "a.txt").articles
    return "\n".join(paragraph.text for paragraph in article.paragraphs)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        BODY + "\r\n\tMore.\f\x0b\x85",
        "“Größe” – 3 €, naïve café’s façade.",
        "👩\u200d👩\u200d👧 sat down.",
        "ภาษาไทย and हिन्दी and עִבְרִית",
        "\ue000 private \U000f0000 use",
    ],
)
def test_ordinary_text_of_any_script_is_not_warned_of(text: str) -> None:
    assert codes(text) == []


def test_controls_are_taken_out_and_counted() -> None:
    [article] = read((BODY + "\x1b[2J\x07\x9b").encode(), "a.txt").articles
    assert article.paragraphs[0].text == BODY + "[2J"
    [warning] = article.warnings
    assert (warning.code, "3" in warning.message) == ("controls", True)


@pytest.mark.parametrize(
    "character",
    ["\u200b", "\u2060", "\ufeff", "\u00ad", "\U000e0041", "\ufffe", "\uffff", "\u200f"],
)
def test_what_cannot_be_seen_is_kept_and_said(character: str) -> None:
    text = BODY.replace("ferry", f"fer{character}ry")
    assert codes(text) == ["invisible"]
    assert text_of(text) == text


def test_joiners_between_latin_letters_are_said() -> None:
    assert codes(BODY.replace("ferry", "fer\u200dry")) == ["invisible"]


@pytest.mark.parametrize("character", ["\u202e", "\u202a", "\u2066", "\u2069"])
def test_marks_of_direction_are_kept_and_said(character: str) -> None:
    assert codes(BODY + character + "txt.exe") == ["bidi"]
    assert character in text_of(BODY + character + "txt.exe")


def test_letters_put_together_are_said() -> None:
    assert codes("Cafe\u0301 society met.") == ["nfc"]
    assert text_of("Cafe\u0301 society met.") == "Café society met."


def test_letters_that_were_lost_before_are_said() -> None:
    assert codes("Caf\ufffd society.") == ["lost_letters"]


def test_stacked_marks_are_kept_and_said() -> None:
    assert "stacked_marks" in codes("a" + "\u0301\u0323" * 5_000)


@pytest.mark.parametrize("text", ["12 000, 3 - 4!", "👍👍👍"])
def test_a_text_without_a_letter_is_said(text: str) -> None:
    assert "no_letters" in codes(text)


def test_pages_and_records_are_looked_at_too() -> None:
    page = f"<!doctype html><html><body><article><p>{BODY}\x07 \u202e</p></article></body></html>"
    assert {"controls", "bidi"} <= set(codes(page, "a.html"))
    assert codes('{"text": "The ferry\\u0007 stays\\u200b."}', "a.json") == [
        "controls",
        "invisible",
    ]


ALPHABETS = {
    "Arabic": ("قال الوزير إن التصويت يوم الجمعة", "ar"),
    "Arabic ": ("می\u200cخواهم بروم به خانه", "fa-IR"),
    "Hebrew": ("השר אמר כי ההצבעה תתקיים ביום שישי", "he"),
    "Cyrillic": ("Министр сказал, что голосование пройдёт в пятницу", "ru"),
    "Greek": ("Ο υπουργός είπε ότι η ψηφοφορία θα γίνει", "el"),
    "Chinese": ("部长说投票将在星期五举行", "zh"),
    "Japanese": ("大臣は投票が金曜日に行われると述べた", "ja"),
    "Korean": ("장관은 금요일에 투표가 있다고 말했다", "ko"),
    "Devanagari": ("मंत्री ने कहा कि मतदान शुक्रवार को होगा", "hi"),
    "Latin": (BODY, "de-AT"),
}


def scripts_noticed(text: str, language: str) -> list[str]:
    [article] = read(text.encode(), "a.txt", Options(language=language)).articles
    return [warning.message for warning in article.warnings if warning.code == "script"]


@pytest.mark.parametrize("name", ALPHABETS)
def test_letters_that_the_language_is_not_written_in_are_noticed(name: str) -> None:
    text, language = ALPHABETS[name]
    other = "ar" if name == "Latin" else "en"
    said = name.strip()
    assert scripts_noticed(text, other) == [
        f"The text is mostly in {said} letters, but its language is given as “{other}”. "
        "Correct the language."
    ]
    assert scripts_noticed(text, language) == []
    assert scripts_noticed(text, "qaa") == []


def test_a_few_foreign_words_are_no_other_script() -> None:
    assert scripts_noticed(f"{BODY} قال الوزير", "en") == []
    assert scripts_noticed("12 000, 3 - 4!", "ar") == []


def test_only_text_that_can_be_annotated_counts() -> None:
    name = (
        "Photo: Министр сказал, что голосование пройдёт в пятницу, и ушёл домой, а потом вернулся"
    )
    assert scripts_noticed(f"Ferry stays\n\n{name}\n\nIt stays.", "en") == []
