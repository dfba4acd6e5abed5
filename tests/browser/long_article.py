"""A whole article and what an annotator thinks of it; how it is typed or tapped is elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.make import Study, make_study
from workbench.annotate.queries import judgments_of
from workbench.codebook.questions import Question
from workbench.codebook.reading import read_preset
from workbench.core.db import db

TEXTS = (Path(__file__).parent.parent / "given" / "long_article.txt").read_text("utf-8")
PARAGRAPHS = [one.replace("\n", " ").strip() for one in TEXTS.split("\n\n")]


@dataclass(frozen=True)
class Said:
    """One act of saying: the words of its parts, and the keys of what is asked about it."""

    source: str
    cue: str
    contents: tuple[str, ...]
    answers: str

    @property
    def parts(self) -> list[tuple[str, str]]:
        """(key of the label, words), in the order of the codebook."""
        return [
            *([("s", self.source)] if self.source else []),
            ("u", self.cue),
            *(("c", words) for words in self.contents),
        ]


@dataclass(frozen=True)
class Meant:
    """The judgment on one paragraph, by the keys of the codebook's values.

    `main` is the place of the main frame among those chosen, in the codebook's order.
    """

    frames: str
    main: int = 0
    tone: str = "m"
    voice: str = ""
    said: tuple[Said, ...] = ()
    loaded: tuple[tuple[str, str, str], ...] = ()
    unsure: bool = False
    note: str = ""
    flag: bool = False


MEANT = (
    Meant("8"),
    Meant("1 4", tone="w", voice="o"),
    Meant("1 5", main=1, loaded=(("i", "white", "1"),)),
    Meant(
        "5 0",
        said=(
            Said(
                "Marta Ilven, who leads the guild of the salt workers",
                "said",
                (
                    "“We have carried this coast on our backs for three hundred years,”",
                    "“Now they send us the bill for the water.”",
                ),
                "v 5 r n",
            ),
        ),
    ),
    Meant("8 9", main=1, tone="e"),
    Meant(
        "9",
        tone="r",
        voice="f",
        said=(
            Said(
                "Deputy minister Joren Aske",
                "insisted",
                ("the delta itself would gain most",),
                "i 1 r b",
            ),
            Said(
                "he",
                "told",
                ("“Whoever lives behind a dyke lives from it,”",),
                "v 1 r n",
            ),
        ),
    ),
    Meant(
        "2 4",
        tone="t",
        voice="b",
        said=(
            Said(
                "the yearly report of the dyke board",
                "According to",
                (
                    "the outer wall has sunk by a hand’s breadth in ten years",
                    "four of its nineteen sluices no longer close",
                ),
                "i 8 r n",
            ),
        ),
    ),
    Meant(
        "4 7",
        tone="q",
        voice="o",
        said=(Said("Critics", "call", ("that licence a gift",), "i u q n"),),
        loaded=(("l", "gift", "1"),),
    ),
    Meant(
        "4", said=(Said("Its managing director, Ruan Tell", "said", ("the dredging",), "x 0 r n"),)
    ),
    Meant("4 6", main=1, loaded=(("l", "bold", "1"),)),
    Meant("7", tone="w", voice="f"),
    Meant("6 8", tone="q", voice="f"),
    Meant("5 6", note="“Tax the sand” is shouted: direct all the same? 🙂"),
    Meant("0", tone="w", voice="o", unsure=True),
    Meant(
        "5",
        tone="r",
        voice="f",
        said=(Said("a baker", "claimed", ("“I would rather be poor than wet,”",), "v 9 w b"),),
    ),
    Meant("8", tone="q", voice="o", loaded=(("h", "so-called", "1"),)),
    Meant("1 3", main=1, tone="q", voice="f", loaded=(("i", "raid", "1"),)),
    Meant("3", flag=True),
    Meant("5"),
    Meant(
        "7",
        said=(
            Said(
                "Its chief inspector",
                "noted",
                ("the treaty obliges whoever narrows a channel",),
                "i 4 w n",
            ),
        ),
    ),
    Meant("7 8"),
    Meant("1 9"),
    Meant("n"),
)

#: On the article as a whole.
WHOLE = {
    "genre": "report",
    "article_frame": "responsibility",
    "article_tone.government": "-1",
    "episodic_thematic": "episodic",
    "recognised": "no",
}


def long_study() -> Study:
    """The article with the default codebook, its outlet hidden."""
    return make_study(texts=(PARAGRAPHS,), codebook=read_preset("framing-tone-sourcing"))


def key_of(questions: tuple[Question, ...], name: str, key: str) -> str:
    """The value that a key stands for in a question."""
    question = next(one for one in questions if one.key == name)
    return next(value.id for value in question.values if value.key == key)


def place_of(text: str, words: str) -> tuple[int, int]:
    """Code points of the first occurrence that is no part of a word."""
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    assert found, words
    return found.span()


def expected(study: Study, number: int) -> dict[str, Any]:
    """What has to be stored for a paragraph, from what was meant."""
    meant, text = MEANT[number - 1], PARAGRAPHS[number - 1]
    asked = study.questions
    frames = [key_of(asked, "frames", key) for key in meant.frames.split()]
    labels: dict[str, Any] = {
        "frames": frames,
        "primary_frame": frames[meant.main],
        "tone.government": key_of(asked, "tone.government", meant.tone),
        "attributed": "yes" if meant.said else "no",
    }
    if meant.voice:
        labels["voice.government"] = key_of(asked, "voice.government", meant.voice)
    if meant.unsure:
        labels["unsure"] = "yes"
    spans = {
        ("sourcing", key_of(asked, "sourcing", key), *place_of(text, words), ())
        for said in meant.said
        for key, words in said.parts
    }
    for key, words, polarity in meant.loaded:
        loaded = next(one for one in asked if one.key == "evaluative_language")
        answers = (("polarity", key_of(loaded.attributes, "polarity", polarity)),)
        value = key_of(asked, "evaluative_language", key)
        spans.add(("evaluative_language", value, *place_of(text, words), answers))
    links = {_link(study, text, said) for said in meant.said}
    return {
        "labels": labels,
        "spans": spans,
        "links": links,
        "note": meant.note,
        "flag": meant.flag,
        "done": True,
    }


def _link(study: Study, text: str, said: Said) -> tuple[Any, ...]:
    question = next(one for one in study.questions if one.key == "attribution")
    names = ("quote_type", "source_type", "naming", "cue_stance")
    answers = {
        (name, key_of(question.attributes, name, key))
        for name, key in zip(names, said.answers.split(), strict=True)
    }
    members = {
        (key_of(study.questions, "sourcing", key), *place_of(text, words))
        for key, words in said.parts
    }
    return frozenset(members), frozenset(answers)


def stored(study: Study) -> list[dict[str, Any]]:
    """What is stored for each paragraph, in the form of `expected`; nothing where nothing is."""
    db.session.commit()
    found = judgments_of(study.assignment().id, study.questions)
    documents = [found.get(study.paragraph(number + 1).id) for number in range(len(PARAGRAPHS))]
    return [_plain(one.document.as_json("")) if one else {} for one in documents]


def _plain(document: dict[str, Any]) -> dict[str, Any]:
    spans = {
        (
            span["dimension"],
            span["value"],
            span["start"],
            span["end"],
            tuple(span.get("attributes", {}).items()),
        )
        for span in document["spans"]
    }
    links = {
        (
            frozenset((one["value"], one["start"], one["end"]) for one in link["members"]),
            frozenset(link["attributes"].items()),
        )
        for link in document.get("links", [])
    }
    kept = {name: document[name] for name in ("labels", "note", "flag", "done")}
    return kept | {"spans": spans, "links": links}


def whole(study: Study) -> dict[str, Any]:
    """The labels of the article as a whole."""
    db.session.commit()
    found = judgments_of(study.assignment().id, study.whole)[None]
    labels: dict[str, Any] = found.document.as_json("")["labels"]
    return labels
