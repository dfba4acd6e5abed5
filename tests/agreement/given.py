"""Questions and judgments to compare, without a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.agreement import report
from workbench.agreement.report import Report
from workbench.agreement.sample import REPLICATES, SEED, Sample
from workbench.annotate.columns import columns_of
from workbench.annotate.document import Document, MarkedLink, MarkedSpan
from workbench.annotate.queries import Judged
from workbench.codebook.questions import Answer, Question, list_questions
from workbench.codebook.reading import read_codebook

QUESTIONS = """
format: workbench-codebook/1
id: small
title: Small
dimensions:
  - id: frames
    title: Frames
    type: multi
    max: 3
    agreement: {distances: [masi, jaccard]}
    values: [{id: conflict, title: Conflict}, {id: power, title: Power}, {id: law, title: Law}]
  - id: main
    title: Main frame
    type: single
    values_from: frames
    when: {dimension: frames, at_least: 2}
  - id: tone
    title: Tone
    type: ordinal
    per: target
    off_scale: [absent]
    agreement: {distances: [ordinal, interval]}
    values:
      - {id: "-1", title: critical}
      - {id: "0", title: neutral}
      - {id: "1", title: friendly}
      - {id: absent, title: not mentioned}
  - id: quoted
    title: Quoted
    type: single
    values: [{id: "yes", title: "Yes"}, {id: "no", title: "No"}]
  - id: camp
    title: Camp
    type: single
    when: {dimension: quoted, is: ["yes"]}
    values: [{id: ours, title: Ours}, {id: theirs, title: Theirs}]
  - id: sourcing
    title: Sourcing
    type: spans
    when: {dimension: quoted, is: ["yes"]}
    values: [{id: source, title: Source}, {id: cue, title: Cue}]
"""


def questions(text: str = QUESTIONS) -> tuple[Question, ...]:
    """The questions of a codebook, tone asked for one target."""
    return list_questions(read_codebook(text), [("mayor", "the mayor")])


def sample_of(
    judged: Sequence[Judged],
    questions: Sequence[Question],
    *,
    seed: int = SEED,
    replicates: int = REPLICATES,
) -> Sample:
    """The finished ones of these judgments, with what they answer."""
    finished = [one for one in judged if one.document.is_done]
    columns = columns_of(finished, questions)
    return Sample(columns, questions, seed, replicates)


def build(
    judged: Sequence[Judged],
    questions: Sequence[Question],
    *,
    whole: Sequence[Judged] = (),
    whole_questions: Sequence[Question] = (),
    lengths: Mapping[int, int] | None = None,
    seed: int = SEED,
    replicates: int = REPLICATES,
) -> Report:
    """The report on these judgments of paragraphs, and of articles as a whole."""
    parts, wholes = (
        sample_of(some, asked, seed=seed, replicates=replicates)
        for some, asked in ((judged, questions), (whole, whole_questions))
    )
    return report.build(parts, wholes, lengths)


def judged(
    seat: str,
    paragraph: int,
    labels: dict[str, Answer],
    *,
    article: int | None = None,
    spans: Sequence[tuple[int, int, str]] = (),
    links: Sequence[str | MarkedLink] = (),
    marked: Sequence[MarkedSpan] = (),
    is_done: bool = True,
    version: int = 1,
) -> Judged:
    """A judgment; every paragraph is an article of its own unless one is named.

    `links` are links, or the dimensions in which passages are tied; `marked` are passages with
    answers about them. Paragraph 0 is the article as a whole.
    """
    passages = tuple(MarkedSpan(start, end, "sourcing", value) for start, end, value in spans)
    ties = tuple(MarkedLink(one, ()) if isinstance(one, str) else one for one in links)
    document = Document(labels=labels, spans=(*passages, *marked), links=ties, is_done=is_done)
    home = paragraph if article is None else article
    return Judged(seat, home, paragraph, document, answered_version_id=version)


def answers(one: str, *values: str) -> list[Judged]:
    """One paragraph after another: the answers of A, B, ... to the question `one`.

    `"yy"` is a paragraph that A and B answered alike, `"y-"` one that B has not judged.
    """
    return [
        judged(seat, paragraph, {one: {"y": "yes", "n": "no"}[letter]})
        for paragraph, letters in enumerate(values, start=1)
        for seat, letter in zip("ABCD", letters, strict=False)
        if letter != "-"
    ]
