"""Passages, links, and what is asked about those that two have made."""

from __future__ import annotations

import pytest

from tests.agreement.given import build, judged, sample_of
from workbench.agreement.dimensions import dimension_measures
from workbench.agreement.printing import beside, matched, prevalence
from workbench.agreement.report import Report
from workbench.agreement.rows import Row
from workbench.annotate.document import MarkedLink, MarkedSpan, Role
from workbench.annotate.queries import Judged
from workbench.codebook.questions import list_questions
from workbench.codebook.reading import read_codebook
from workbench.stats.passages import Marked, Span
from workbench.stats.unitized import unitized_alphas

QUESTIONS = list_questions(
    read_codebook(
        """
id: marked
title: Marked
dimensions:
  - id: sourcing
    title: Sourcing
    type: spans
    values: [{id: source, title: Source}, {id: content, title: Content}]
  - id: naming
    title: Naming
    type: single
    unit: span
    of: sourcing
    of_values: [source]
    values: [{id: full, title: Full}, {id: vague, title: Vague}]
  - {id: gloss, title: Gloss, type: text, unit: span, of: sourcing, optional: true}
  - id: ties
    title: Attribution
    type: links
    of: sourcing
    members: [{value: source, min: 1}, {value: content, min: 1}]
  - id: doubt
    title: Doubt
    type: ordinal
    unit: link
    of: ties
    values: [{id: "0", title: none}, {id: "1", title: some}, {id: "2", title: much}]
"""
    )
)
LENGTHS = dict.fromkeys(range(20), 100)


def source(start: int, end: int, naming: str = "full") -> MarkedSpan:
    return MarkedSpan(start, end, "sourcing", "source", attributes=(("naming", naming),))


def content(start: int, end: int) -> MarkedSpan:
    return MarkedSpan(start, end, "sourcing", "content")


def link(start: int, end: int, doubt: str = "0") -> MarkedLink:
    """A source of four code points at `start`, and a content from there to `end`."""
    members = (Role(start, start + 4, "source"), Role(start + 10, end, "content"))
    return MarkedLink("ties", members, (("doubt", doubt),))


def report(work: list[Judged]) -> Report:
    return build(work, QUESTIONS, lengths=LENGTHS, replicates=50)


def row(found: Report, title: str) -> Row:
    [one] = [one for one in found.rows if one.title == title]
    return one


WORK = [
    judged("A", 1, {}, marked=[source(0, 10), source(30, 34, "vague"), content(50, 80)]),
    judged("B", 1, {}, marked=[source(0, 12), source(60, 70, "vague")]),
    judged("A", 2, {}, marked=[source(5, 9)]),
    judged("B", 2, {}, marked=[source(6, 9, "vague")]),
    judged("A", 3, {}),
    judged("B", 3, {}),
    judged("A", 4, {}, marked=[source(0, 50)]),
]  # fmt: skip


def test_passages_have_the_unitized_alpha_with_its_kin_beside_it() -> None:
    marked = {
        1: Marked(100, {
            "A": [Span(0, 10, "source"), Span(30, 34, "source"), Span(50, 80, "content")],
            "B": [Span(0, 12, "source"), Span(60, 70, "source")],
        }),
        2: Marked(100, {"A": [Span(5, 9, "source")], "B": [Span(6, 9, "source")]}),
        3: Marked(100, {"A": [], "B": []}),
    }  # fmt: skip
    expected = unitized_alphas(marked, ["source", "content"])
    found = row(report(WORK), "Sourcing")
    assert found.estimate.value == expected.u.value
    assert (found.estimate.measure, found.estimate.distance) == ("u_alpha", "unitized")
    assert (found.estimate.n_pairable, found.estimate.n_single) == (3, 1)
    figures = {one.measure: one.value for one in found.beside}
    assert figures["bar_u_alpha"] == expected.bar_u.value
    assert figures["cu_alpha"] == expected.cu.value
    # Of 5 and 4 in all, 0 are equal, 2 overlap; 10 + 3 of 48 and 25 code points are in common.
    assert figures["span_f1_exact"] == 0
    assert figures["span_f1_overlap"] == pytest.approx(2 * 2 / 7)
    assert figures["span_f1_token"] == pytest.approx(2 * 13 / (48 + 25))
    assert found.percent.pooled is None
    assert "F1 overlapping .57" in beside(found)


def test_prevalence_of_passages_is_how_many_and_how_much_of_the_text() -> None:
    found = row(report(WORK), "Sourcing")
    assert (found.n_positive, found.share) == (7, pytest.approx((48 + 25) / 600))
    assert prevalence(found) == "7 passages, 12.2% of the text"


def test_each_label_of_passages_has_its_own_figure() -> None:
    [table] = report(WORK).label_tables
    assert table.is_passages
    assert [one.title for one in table.rows] == ["Source", "Content"]
    first, second = table.rows
    assert (first.n_positive, second.n_positive) == (6, 1)
    assert first.estimate.value is not None
    assert first.estimate.value > 0
    assert second.estimate.value == pytest.approx(0, abs=0.2)  # one person's, nobody else's


def test_marking_nothing_on_a_finished_paragraph_counts() -> None:
    """A marks, B has looked and marks nothing: leaving B out would hide all of the disagreement."""
    work = [judged("A", n, {}, marked=[source(0, 50)] if n < 4 else []) for n in range(1, 7)]
    work += [judged("B", n, {}) for n in range(1, 7)]
    found = row(report(work), "Sourcing")
    assert found.estimate.n_pairable == 6
    assert found.estimate.value is not None
    assert found.estimate.value < 0


def test_what_is_asked_of_a_passage_is_compared_where_two_marked_it() -> None:
    found = row(report(WORK), "Sourcing: Naming")
    # Two sources have a partner: full and full, full and vague; the other three passages have none.
    assert found.matched is not None
    assert (found.matched.n, found.matched.n_all) == (4, 7)
    assert (found.estimate.n_pairable, found.percent.pooled) == (2, 0.5)
    assert found.estimate.value == pytest.approx(1 - (1 / 2) / (2 * 3 / 12))
    assert (found.question, found.attribute) == ("sourcing", "naming")
    assert matched(found).startswith("On 4 of 7 passages (57%)")


def test_nobody_with_a_partner_is_said() -> None:
    work = [judged("A", 1, {}, marked=[source(0, 4)]), judged("B", 1, {})]
    found = row(report(work), "Sourcing: Naming")
    assert found.estimate.value is None
    assert matched(found) == "None of 1 passage has a partner by another annotator."


def linked(*doubts: tuple[str, str]) -> list[Judged]:
    """One link a paragraph by each of two; B's content ends elsewhere."""
    return [
        judged(seat, paragraph, {}, links=[link(0, end, doubt)])
        for paragraph, pair in enumerate(doubts, start=1)
        for seat, end, doubt in zip("AB", (40, 60), pair, strict=True)
    ]


def test_links_have_f1_and_what_is_asked_of_them_alpha_on_those_matched() -> None:
    work = linked(("0", "0"), ("2", "1"), ("1", "1"))
    work += [judged("A", 9, {}, links=[link(0, 40)]), judged("B", 9, {})]
    found = report(work)
    first = row(found, "Attribution")
    assert (first.estimate.measure, first.estimate.value) == ("link_f1_overlap", 2 * 3 / 7)
    assert first.beside[0].value == 0
    assert not first.is_alpha
    assert first.estimate.p_below_667 is None
    assert prevalence(first) == "7 links"
    doubt = row(found, "Attribution: Doubt")
    assert doubt.matched is not None
    assert (doubt.matched.n, doubt.matched.n_all) == (6, 7)
    assert matched(doubt) == "On 6 of 7 links (86%): those that two or more annotators made."
    assert doubt.within_one == 1
    assert (doubt.percent.pooled, doubt.estimate.distance) == (pytest.approx(2 / 3), "ordinal")
    assert row(found, "Attribution linked at all").part == "at all"


def test_programs_find_the_same_under_the_key_of_each_question() -> None:
    work = [*WORK, *(judged(seat, 9, {}, links=[link(0, 40, "1")]) for seat in "AB")]
    found = dimension_measures(sample_of(work, QUESTIONS, replicates=50), LENGTHS)
    assert list(found) == ["sourcing", "naming", "ties", "doubt"]
    page = report(work)
    naming = found["naming"]
    assert (naming["unit"], naming["of"], naming["n_units_paired"]) == ("span", "sourcing", 2)
    assert naming["matched"] == {
        "n": 4,
        "n_all": 7,
        "unit": "passage",
        "share": pytest.approx(4 / 7),
    }
    rows = {(one.attribute or one.question): one for one in reversed(page.rows)}
    for key, name in (("sourcing", "u_alpha"), ("naming", "krippendorff_alpha")):
        assert found[key]["measures"][name]["value"] == rows[key].estimate.value
    assert found["ties"]["measures"]["link_f1_overlap"]["value"] == 1
    assert found["ties"]["pairs"]["A|B"]["link_f1_exact"]["value"] == 1


def test_what_is_answered_in_words_about_a_passage_has_no_figure() -> None:
    found = report(WORK)
    assert found.not_measured == ("Gloss: answers in words are not compared.",)
