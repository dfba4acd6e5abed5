"""Figures on whole articles, flags and links; and what has no figure."""

from __future__ import annotations

import pytest

from tests.agreement.given import build, judged
from workbench.agreement.printing_text import as_text
from workbench.agreement.report import Report
from workbench.agreement.rows import Row
from workbench.annotate.queries import Judged
from workbench.codebook.questions import list_questions
from workbench.codebook.reading import read_codebook

FEW = 50
SHEET = """
id: kinds
title: Kinds
targets: [{id: mayor, title: the mayor}, {id: port, title: the port}]
dimensions:
  - {id: codable, title: Codable, type: flag, agreement: {measure: none}}
  - {id: unsure, title: Unsure, type: flag}
  - {id: really, title: Really, type: flag, when: {dimension: unsure, is: ["yes"]}}
  - {id: why, title: Why, type: text}
  - id: tone
    title: Tone
    type: single
    per: target
    values: [{id: good, title: Good}, {id: bad, title: Bad}]
  - id: voice
    title: Voice
    type: single
    per: target
    when: {dimension: tone, is: [bad]}
    values: [{id: author, title: Author}, {id: source, title: Source}]
  - id: sourcing
    title: Sourcing
    type: spans
    values: [{id: source, title: Source}]
  - id: naming
    title: Naming
    type: single
    unit: span
    of: sourcing
    values: [{id: full, title: Full}]
  - {id: ties, title: Attribution, type: links, of: sourcing, members: [{value: source}]}
  - id: genre
    title: Genre
    type: single
    unit: article
    values: [{id: news, title: News}, {id: opinion, title: Opinion}]
  - id: themes
    title: Themes
    type: multi
    unit: article
    values: [{id: law, title: Law}, {id: money, title: Money}]
"""
CODEBOOK = read_codebook(SHEET)
PARAGRAPH = list_questions(CODEBOOK)
ARTICLE = list_questions(CODEBOOK, unit="article")


def report(judgments: list[Judged], whole: list[Judged] | None = None) -> Report:
    return build(judgments, PARAGRAPH, whole=whole or [], whole_questions=ARTICLE, replicates=FEW)


def row(found: Report, title: str) -> Row:
    [one] = [one for one in (*found.rows, *found.article_rows) if one.title == title]
    return one


def test_a_flag_left_down_is_an_answer() -> None:
    work = [
        judged("A", 1, {"unsure": "yes"}),
        judged("B", 1, {}),
        judged("A", 2, {}),
        judged("B", 2, {}),
    ]
    found = row(report(work), "Unsure")
    assert (found.estimate.n_pairable, found.percent.pooled) == (2, 0.5)
    assert (found.commonest, found.share) == ("no", 0.75)
    # Do = 1/2; one yes among four: De = 2 * 1 * 3 / (4 * 3).
    assert found.estimate.value == pytest.approx(0)


def test_a_flag_that_was_not_asked_for_is_missing() -> None:
    work = [
        judged("A", 1, {"unsure": "yes", "really": "yes"}),
        judged("B", 1, {"unsure": "yes"}),
        judged("A", 2, {"unsure": "yes"}),
        judged("B", 2, {}),
    ]
    found = row(report(work), "Really")
    assert (found.estimate.n_pairable, found.estimate.n_single) == (1, 1)
    assert "Asked only where Unsure is ticked; elsewhere it is missing." in found.notes


def test_a_question_per_target_waits_for_the_same_target() -> None:
    labels = {"tone.mayor": "bad", "tone.port": "good", "voice.mayor": "author"}
    found = report([judged(seat, 1, dict(labels)) for seat in "AB"])
    assert row(found, "Voice · the mayor").estimate.n_pairable == 1
    assert row(found, "Voice · the port").estimate.n_pairable == 0
    assert any("Tone · the port" in note for note in row(found, "Voice · the port").notes)


def test_whether_there_is_a_link_at_all_is_compared() -> None:
    work = [
        judged("A", 1, {}, spans=[(0, 4, "source")], links=["ties", "ties"]),
        judged("B", 1, {}, spans=[(0, 4, "source")], links=["ties"]),
        judged("A", 2, {}),
        judged("B", 2, {}, links=["ties"]),
    ]
    found = row(report(work), "Attribution linked at all")
    assert (found.estimate.n_pairable, found.percent.pooled, found.n_positive) == (2, 0.5, 3)


def test_whole_articles_are_compared_on_their_own_with_articles_as_clusters() -> None:
    whole = [
        judged(seat, 0, {"genre": genre, "themes": ("law",)}, article=article)
        for article, pair in enumerate([("news", "news"), ("opinion", "news")], start=1)
        for seat, genre in zip("AB", pair, strict=True)
    ]
    found = report([judged("A", 1, {})], whole)
    genre = row(found, "Genre")
    assert (genre.estimate.n_pairable, genre.percent.pooled) == (2, 0.5)
    assert (found.n_whole, found.n_whole_shared, found.n_shared) == (2, 2, 0)
    assert found.rows == found.label_tables == ()
    assert [table.question for table in found.article_label_tables] == ["themes"]
    assert found.why_empty == ""
    assert "2 articles judged as a whole, 2 of them by two or more" in as_text(found)
    assert "Krippendorff's alpha, articles as a whole" in as_text(found)


def test_what_has_no_figure_says_why() -> None:
    found = report([judged(seat, 1, {"why": seat, "codable": "yes"}) for seat in "AB"])
    assert found.not_measured == (
        "Why: answers in words are not compared.",
        "Codable: the codebook asks for no figure.",
    )
    titles = {one.title for one in found.rows}
    assert not titles & {"Codable", "Why"}
    assert "Not measured\n  Why:" in as_text(found)


def test_a_codebook_that_asks_of_articles_only_speaks_of_articles() -> None:
    found = build([], [], whole=[judged("A", 0, {}, article=1)], whole_questions=ARTICLE)
    assert found.why_empty.startswith("Only one annotator has finished articles")


def test_what_the_codebook_asks_for_and_what_there_is_instead() -> None:
    sheet = SHEET.replace(
        "title: Tone\n", "title: Tone\n    agreement: {measure: percent_agreement}\n"
    )
    sheet = sheet.replace("type: spans\n", "type: spans\n    agreement: {measure: gamma}\n")
    found = build([], list_questions(read_codebook(sheet)))
    assert found.measured_otherwise == (
        "Tone: the codebook asks for percent agreement: see % agree, which stands beside alpha.",
        "Sourcing: the codebook asks for gamma, which the calculator has for a question’s matrix; "
        "unitized alpha stands here.",
    )
    plain = "type: spans\n    agreement: {measure: krippendorff_alpha}\n"
    sheet = SHEET.replace("type: spans\n", plain).replace(
        "type: links", "type: links, agreement: {measure: none}"
    )
    assert build([], list_questions(read_codebook(sheet))).measured_otherwise == (
        "Sourcing: the codebook asks for Krippendorff’s alpha: for passages that is the unitized "
        "alpha.",
    )
