"""Suggested stories: from shared names and near days, with the reason in words."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from workbench.corpus.stories import KnownStory, names_in, suggest_stories

BASIL = Path(__file__).parents[3] / "shared" / "data" / "basil_articles.jsonl"
DAY = date(2026, 11, 3)
ACCORD = frozenset({"Harbour Accord", "Mara Lund", "Port Vell"})


def known(number: int, names: frozenset[str], *days: date) -> KnownStory:
    return KnownStory(number, f"Story {number}", names, days)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("She met Mara Lund and the Harbour Accord was signed.", {"Mara Lund", "Harbour Accord"}),
        ("Mara Lund said so.", {"Mara Lund"}),
        ("The Harbour Accord holds, as the Harbour Accord must.", {"Harbour Accord"}),
        ("But Mara Lund’s plan failed.", {"Mara Lund"}),
        ("They asked Ola K. Brandt today.", {"Ola K Brandt"}),
        ("Officials came. Officials left again.", set()),
        ("In Vell they say that Vell is small.", {"Vell"}),
        ("We asked Mr. Lund, and then Mr. Lund replied.", {"Lund"}),
        ("It rained on Friday and again on Friday.", set()),
        ("Premier Toasts Old Enemy At Harbour", set()),
        ("LONDON CALLING TO THE FARAWAY TOWNS", set()),
        ("Es war Élodie Brûlé aus der Stadt dort drüben.", {"Élodie Brûlé"}),
        ("قالت مارا لوند إن الهدنة ستصمد", set()),
        ("港口协议在黎明签署", set()),
        ("", set()),
    ],
)
def test_names_are_told_by_their_capitals(text: str, names: set[str]) -> None:
    assert names_in([text]) == names


def test_a_single_word_counts_when_it_comes_back_anywhere_in_the_article() -> None:
    assert names_in(["They went to Vell.", "Nobody in Vell knew."]) == {"Vell"}
    assert names_in(["They went to Vell."]) == frozenset()


def test_the_story_with_shared_names_and_a_near_day_is_suggested_with_its_reason() -> None:
    stories = [known(1, ACCORD, date(2026, 11, 5)), known(2, frozenset({"Ola Brandt"}), DAY)]
    found = suggest_stories(frozenset({"Harbour Accord", "Mara Lund", "Ivo Tann"}), DAY, stories)
    assert [(one.id, one.title) for one in found] == [(1, "Story 1")]
    assert found[0].reason == "shares Harbour Accord, Mara Lund; 2 days apart"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (DAY, "the same day"),
        (date(2026, 11, 4), "1 day apart"),
        (date(2026, 10, 27), "7 days apart"),
        (date(2026, 11, 11), None),
        (date(2026, 10, 26), None),
    ],
)
def test_a_week_is_the_furthest(day: date, words: str | None) -> None:
    found = suggest_stories(ACCORD, DAY, [known(1, ACCORD, day)])
    assert [one.reason.rpartition("; ")[2] for one in found] == ([words] if words else [])


def test_the_nearest_day_of_a_story_counts() -> None:
    story = known(1, ACCORD, date(2026, 1, 1), date(2026, 11, 2), date(2026, 12, 24))
    assert suggest_stories(ACCORD, DAY, [story])[0].reason.endswith("1 day apart")


def test_without_a_day_more_names_have_to_be_shared() -> None:
    two = frozenset({"Harbour Accord", "Mara Lund"})
    assert suggest_stories(two, None, [known(1, ACCORD, DAY)]) == []
    assert suggest_stories(two, DAY, [known(1, ACCORD)]) == []
    found = suggest_stories(ACCORD, None, [known(1, ACCORD, DAY)])
    assert found[0].reason == "shares Harbour Accord, Mara Lund, Port Vell; dates not known"


def test_one_name_or_only_names_that_all_stories_have_are_not_enough() -> None:
    assert suggest_stories(frozenset({"Mara Lund"}), DAY, [known(1, ACCORD, DAY)]) == []
    common = frozenset({"Grand Union", "High Court"})
    many = [known(number, common, DAY) for number in range(1, 30)]
    assert suggest_stories(common, DAY, many) == []


def test_the_rarest_names_decide_and_are_said_first_and_three_stories_at_most() -> None:
    common = frozenset({"Grand Union", "High Court", "New Shore"})
    stories = [known(n, common | {f"Name Of{n}", f"Place Of{n}"}, DAY) for n in range(1, 9)]
    found = suggest_stories(common | {"Name Of5", "Place Of5"}, DAY, stories)
    assert found[0].id == 5
    assert found[0].reason.startswith("shares Name Of5, Place Of5, ")
    everything = frozenset().union(*(story.names for story in stories))
    assert len(suggest_stories(everything, DAY, stories)) == 3


def basil() -> list[dict[str, Any]]:
    return [json.loads(line) for line in BASIL.read_text(encoding="utf-8").splitlines()]


@pytest.mark.skipif(not BASIL.is_file(), reason="BASIL is not part of the repository")
def test_on_real_triples_the_right_story_comes_first() -> None:
    """Measured: 84 right, 2 wrong, 4 without any; 8 wrong ones where the right story is absent."""
    articles = basil()
    names = [names_in(p["text"] for p in article["paragraphs"]) for article in articles]
    days = [date.fromisoformat(article["published"]) for article in articles]
    titles = sorted({article["story"] for article in articles})

    def others(left_out: int) -> list[KnownStory]:
        found = []
        for number, title in enumerate(titles):
            of = [i for i, a in enumerate(articles) if a["story"] == title and i != left_out]
            shared = frozenset().union(*(names[i] for i in of))
            found.append(KnownStory(number, title, shared, tuple(days[i] for i in of)))
        return found

    right = wrong = misled = 0
    for at, article in enumerate(articles):
        stories = others(at)
        found = suggest_stories(names[at], days[at], stories)
        right += bool(found) and found[0].title == article["story"]
        wrong += bool(found) and found[0].title != article["story"]
        rest = [story for story in stories if story.title != article["story"]]
        misled += bool(suggest_stories(names[at], days[at], rest))
    assert right >= 80
    assert wrong <= 4
    assert misled <= 10
