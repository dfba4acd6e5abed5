"""A study as large as the workbench is meant for: the default preset, one article of 5,000 words.

All of it is invented. The words are made of syllables, each about as often as words of a language
are, so that the text takes as many bytes, packed or not, as real prose does.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Any

from tests.make import Study, make_judgment, make_study
from workbench.codebook.reading import read_preset

PARAGRAPHS = 60
SYLLABLES = tuple(map("".join, product("bdfghjklmnprst", "aeiou")))
SMALL = ("the", "of", "and", "to", "in", "a", "that", "it", "on", "for", "was", "with", "as", "at")
NAMES = ("Oriel Brandt", "Mave Tolliver", "Ines Vroom", "Teo Karsten", "Runa Hale")
FRAMES = ("conflict", "security", "power", "responsibility", "human", "morality", "economy")


@dataclass(frozen=True)
class _Written:
    """A paragraph with the words in it that are to be marked."""

    text: str
    source: str
    content: str
    loaded: tuple[str, str]


def make_large_study(slug: str = "large") -> Study:
    """Sixty judged paragraphs, the first half of them done: five spans and a link in each."""
    random = Random(5)
    words = ["".join(random.choices(SYLLABLES, k=random.randint(1, 4))) for _ in range(1_200)]
    written = [_write(random, words) for _ in range(PARAGRAPHS)]
    study = make_study(
        slug,
        texts=[[one.text for one in written]],
        targets=(("government", "the government"), ("opposition", "the opposition")),
        premarks=True,
        codebook=read_preset("framing-tone-sourcing"),
    )
    for number, one in enumerate(written, start=1):
        document = _judge(random, one) | {"done": number <= PARAGRAPHS // 2}
        make_judgment(study, paragraph=number, document=document)
    return study


def _write(random: Random, words: list[str]) -> _Written:
    """About 83 words: two sentences of narrative around a quotation."""

    def draw(count: int) -> list[str]:
        rare = [words[int(len(words) * random.random() ** 3)] for _ in range(count)]
        return [random.choice(SMALL) if random.random() < 0.4 else word for word in rare]

    source, (first, second) = random.choice(NAMES), random.sample(words[200:], 2)
    content = f"“{' '.join(draw(18)).capitalize()},”"
    before, after = draw(26), draw(28)
    before.insert(9, f"{first}like")
    after.insert(15, f"{second}ous")
    text = f"{_sentence(before)} {content} said {source}, of the port. {_sentence(after)}"
    return _Written(text, source, content, (f"{first}like", f"{second}ous"))


def _sentence(words: list[str]) -> str:
    return " ".join(words).capitalize() + "."


def _judge(random: Random, written: _Written) -> dict[str, Any]:
    chosen = random.sample(FRAMES, 2)
    source = _span(written, "sourcing", "source", written.source)
    cue = _span(written, "sourcing", "cue", "said")
    content = _span(written, "sourcing", "content", written.content)
    loaded = [_span(written, "evaluative_language", "loaded_word", w) for w in written.loaded]
    members = [
        {name: span[name] for name in ("value", "start", "end")} for span in (source, cue, content)
    ]
    return {
        "labels": {
            "frames": chosen,
            "primary_frame": chosen[0],
            "tone.government": "-1",
            "voice.government": "author",
            "tone.opposition": "not_mentioned",
            "attributed": "yes",
        },
        "spans": [source, cue, content]
        + [span | {"attributes": {"polarity": "negative"}} for span in loaded],
        "links": [
            {
                "dimension": "attribution",
                "members": members,
                "attributes": {
                    "quote_type": "direct",
                    "source_type": "official",
                    "naming": "3",
                    "cue_stance": "neutral",
                },
            }
        ],
        "note": "",
        "flag": False,
    }


def _span(written: _Written, dimension: str, value: str, words: str) -> dict[str, Any]:
    start = written.text.index(words)
    return {
        "dimension": dimension,
        "value": value,
        "start": start,
        "end": start + len(words),
        "text": words,
        "origin": "manual",
    }
