"""Sketches: the same everywhere, blind to layout, and near only for texts that are."""

from __future__ import annotations

import itertools
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from workbench.corpus.shingles import KEPT, NEAR, likest_before, resemblance, sketch

BASIL = Path(__file__).parents[3] / "shared" / "data" / "basil_articles.jsonl"
WORDS = [f"word{number}" for number in range(600)]


def long_text(seed: int = 1, count: int = 600) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=count))


def test_a_sketch_is_small_sorted_and_fits_a_signed_column() -> None:
    made = sketch([long_text()])
    assert len(made) == KEPT
    assert list(made) == sorted(set(made))
    assert all(0 <= value < 2**63 for value in made)


def test_a_sketch_is_the_same_in_every_process_and_version() -> None:
    # Stored sketches are compared with new ones: this number may never change.
    assert sketch(["Two aides claimed the truce would hold."])[0] == 1302209025993809842
    code = (
        "from workbench.corpus.shingles import sketch; print(sketch(['one two three four five']))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == repr(sketch(["one two three four five"]))


def test_case_punctuation_and_paragraphs_make_no_difference() -> None:
    one = sketch(["“Two aides,” he said, claimed the truce", "would hold until SPRING."])
    other = sketch(["two aides he said claimed", "the truce would hold until spring"])
    assert one == other
    assert resemblance(one, other) == 1.0


def test_texts_shorter_than_a_run_count_word_by_word() -> None:
    assert len(sketch(["Harbour accord signed"])) == 3
    assert resemblance(sketch(["Harbour accord signed"]), sketch(["Accord signed again"])) == 0.5


def test_nothing_resembles_nothing() -> None:
    assert sketch(["", "— … —"]) == ()
    assert resemblance((), ()) == 0.0
    assert resemblance((), sketch([long_text()])) == 0.0


def test_scripts_without_spaces_are_compared_by_their_characters() -> None:
    text = "港口协议在黎明签署两名助手声称休战将持续到春天渔镇无人受邀"
    assert resemblance(sketch([text]), sketch([text[:-3] + "皆受邀"])) > NEAR


@pytest.mark.parametrize("common", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_the_estimate_is_close_to_the_share_of_runs_in_common(common: float) -> None:
    words = [f"w{number}" for number in range(6000)]
    shared = words[: int(2000 * common)]
    rest = 2000 - len(shared)
    one = sketch([" ".join(shared + words[2000 : 2000 + rest])])
    other = sketch([" ".join(shared + words[4000 : 4000 + rest])])
    true = len(shared) / (2000 + rest)
    assert resemblance(one, other) == pytest.approx(true, abs=3 * 0.0625)


def test_a_few_changed_words_leave_an_article_near_and_another_text_is_not() -> None:
    words = long_text().split()
    changed = " ".join("changed" if at % 40 == 0 else word for at, word in enumerate(words))
    assert resemblance(sketch([" ".join(words)]), sketch([changed])) >= NEAR
    assert resemblance(sketch([" ".join(words)]), sketch([long_text(seed=2)])) < NEAR / 4


def test_the_likest_of_those_before_is_found_among_many() -> None:
    """Also where all share a disclaimer, and where the first is less alike than a later one."""
    disclaimer = " ".join(f"legal{number}" for number in range(300))
    texts = [f"{long_text(seed=seed)} {disclaimer}" for seed in range(40)]
    halved = " ".join(texts[30].split()[150:])
    sketches = {
        **{number: sketch([text]) for number, text in enumerate(texts, 1)},
        50: sketch([halved]),
        60: sketch([texts[30]]),
        70: (),
    }
    found = likest_before(sketches)
    assert found[50] == found[60] == 31
    assert 31 not in found
    assert 70 not in found
    assert likest_before({2: sketch([texts[0]]), 1: sketch([texts[0]])}) == {1: 2}


def basil() -> list[dict[str, Any]]:
    return [json.loads(line) for line in BASIL.read_text(encoding="utf-8").splitlines()]


@pytest.mark.skipif(not BASIL.is_file(), reason="BASIL is not part of the repository")
def test_three_outlets_on_one_event_are_no_near_duplicates() -> None:
    sketches = [sketch(p["text"] for p in article["paragraphs"]) for article in basil()]
    closest = max(resemblance(*pair) for pair in itertools.combinations(sketches, 2))
    assert closest < 0.25
    assert closest < NEAR - 0.15


@pytest.mark.skipif(not BASIL.is_file(), reason="BASIL is not part of the repository")
def test_an_article_cut_by_a_quarter_is_a_near_duplicate() -> None:
    for article in basil():
        texts = [p["text"] for p in article["paragraphs"]]
        kept = texts[: max(1, round(len(texts) * 0.75))]
        assert resemblance(sketch(texts), sketch(kept)) >= NEAR, article["title"]
