"""The methods paragraph: true and grammatical in every case."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.agreement.given import answers, build, judged, questions
from workbench.agreement.methods import Study, Unsealed, methods
from workbench.agreement.methods_measures import references
from workbench.agreement.methods_table import as_markdown, as_text
from workbench.agreement.report import Report
from workbench.agreement.versions import Basis, Tally
from workbench.annotate.document import MarkedSpan

STUDY = Study(
    project="Harbour",
    is_demo=False,
    round="Round 1",
    kind="reliability",
    codebook="Framing",
    number=2,
    sha256="ab" * 32,
    hides_outlet=True,
    hides_byline=True,
    has_premarks=False,
    shows_others=False,
    unsealed=None,
    basis=Basis(2, (Tally(2, 40),)),
)
QUOTED = [questions()[3]]


def quoted(*pairs: str) -> Report:
    return build(answers("quoted", *pairs), QUOTED, replicates=100)


def said(report: Report, **changes: Any) -> str:
    return " ".join(methods(report, replace(STUDY, **changes)))


FULL = quoted(*["yy", "nn", "yn", "yy"] * 5)


def test_material_people_codebook_and_round_are_named() -> None:
    text = said(FULL)
    assert text.startswith(
        "Two annotators coded 20 articles in “Round 1”, a reliability round of the project "
        f"“Harbour”, with the codebook “Framing” (version 2, SHA-256 {'ab' * 32}). Each of the "
        "20 paragraphs was judged by two or more annotators."
    )
    assert "invented" not in text
    assert "invented, for demonstration" in said(FULL, is_demo=True)


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        (["yy"] + ["y-"] * 4, "Of 5 paragraphs, 1 was judged by two or more annotators."),
        (["yy", "nn", "y-"], "Of 3 paragraphs, 2 were judged by two or more annotators."),
        (["yn"], "The one paragraph was judged by two or more annotators."),
        (["y-", "-n"], "None of the 2 paragraphs was judged by two annotators."),
        (["y"], "The one paragraph was judged by one annotator only."),
    ],
)
def test_how_many_were_judged_by_two(pairs: list[str], sentence: str) -> None:
    assert sentence in said(quoted(*pairs))


def test_one_annotator_and_a_team() -> None:
    assert said(quoted("y", "n")).startswith("One annotator coded 2 articles")
    assert said(quoted()).startswith("Nobody coded 0 articles")
    team = [judged(f"A-{n:02}", 1, {"quoted": "yes"}) for n in range(14)]
    assert said(build(team, QUOTED, replicates=50)).startswith("A team of 14 annotators coded 1 a")


@pytest.mark.parametrize(
    ("outlet", "byline", "sentence"),
    [
        (True, True, "The outlet and byline of an article were hidden until"),
        (True, False, "outlet of an article was hidden until it had been submitted; the byline"),
        (False, True, "byline of an article was hidden until it had been submitted; the outlet"),
        (False, False, "Annotators saw the outlet and the byline of each article."),
    ],
)  # fmt: skip
def test_what_was_masked(outlet: bool, byline: bool, sentence: str) -> None:
    assert sentence in said(FULL, hides_outlet=outlet, hides_byline=byline)


def test_suggestions_and_the_answers_of_others() -> None:
    assert "No passages were suggested to the annotators." in said(FULL)
    helped = said(FULL, has_premarks=True, shows_others=True)
    assert "suggestions raise agreement by themselves" in helped
    assert "the answers of the others were shown" in helped


def test_that_a_round_was_unsealed_is_said_with_its_day() -> None:
    assert "opened to discussion" not in said(FULL)
    all_in = said(FULL, unsealed=Unsealed(date(2026, 9, 3), 40, 0))
    assert "On 3 September 2026 the round was opened to discussion or rulings" in all_in
    assert "figures are computed from the answers as they were before" in all_in
    assert "by then" not in all_in
    some = said(FULL, unsealed=Unsealed(date(2026, 9, 3), 1_040, 12))
    assert "before. Of 1,040 assignments, 12 had not been submitted by then; there" in some
    assert "The one assignment had not been" in said(
        FULL, unsealed=Unsealed(date(2026, 9, 3), 1, 1)
    )


def test_every_figure_has_its_interval_and_its_numbers() -> None:
    row = FULL.rows[0]
    assert row.estimate.interval is not None
    low, high = (f"{one:.2f}".removeprefix("0") for one in row.estimate.interval)
    value = f"{row.estimate.value:.2f}".removeprefix("0")
    text = said(FULL)
    expected = f"Quoted (alpha, nominal): {value} [{low} to {high}]; 75% agreement, 20 paragraphs"
    assert f"{expected} and 2 annotators." in text
    assert "100 bootstrap resamples of whole articles (seed 2004)" in text
    assert ".800 or more counts as reliable" in text
    assert "unreliable" not in text


def test_what_to_beware_of_is_said() -> None:
    few = said(quoted("yy", "nn", "yn"))
    assert "fewer than 15 articles (here 3) they are unreliable" in few
    assert "(not informative: more than 95%" in said(quoted(*["yy"] * 30, "yn"))
    alike = said(quoted("yy", "yy"))
    assert "Quoted (alpha, nominal) is undefined: all judgments that can be compared say" in alike
    one = build(
        [*answers("quoted", "yy", "yn"), *[judged(s, 3, {"quoted": "no"}) for s in "AB"]], QUOTED
    )
    assert "[" in said(one)


def test_versions_are_named_where_there_are_several() -> None:
    two = (Tally(2, 40), Tally(1, 3))
    older = said(FULL, basis=Basis(1, two, left_out=40))
    assert "the answers compared are those to version 1" in older
    assert "Only answers to codebook version 1 are compared." in older
    mixed = said(FULL, basis=Basis(None, two, is_mixed=True))
    assert "answers to versions 2 and 1 are mixed" in mixed
    assert "These figures mix answers" in mixed


SETS = [
    judged(seat, n, {"frames": frames, "tone.mayor": tone, "quoted": "yes"}, marked=[passage])
    for n in range(1, 18)
    for seat, frames, tone, passage in (
        ("A", ("law", "power"), "1" if n % 2 else "0", MarkedSpan(0, 9, "sourcing", "source")),
        ("B", ("law",) if n % 3 else ("power",), "1", MarkedSpan(0, 5 + n, "sourcing", "source")),
    )
]


def test_measures_are_named_with_their_sources() -> None:
    report = build(SETS, questions(), lengths=dict.fromkeys(range(20), 90), replicates=50)
    text = said(report)
    assert "MASI (Passonneau 2006) as the distance between sets for Frames" in text
    assert "with the ordinal distance for Tone · the mayor" in text
    assert "Passages (Sourcing) are measured by the unitized alpha u" in text
    assert "Each label of Frames also has an alpha of its own" in text
    assert "Undefined there: Conflict." in text
    assert "Sourcing (unitized alpha):" in text
    works = references(report)
    assert [work.split(",")[0] for work in works] == ["Krippendorff"] * 3 + ["Passonneau"]
    assert references(FULL) == [w for w in works if "2011" in w or "2004" in w]


def test_no_sentence_is_broken() -> None:
    reports = (FULL, quoted("yy"), quoted("y-"), quoted(), build(SETS, questions(), replicates=50))
    for report in reports:
        text = said(report, is_demo=True, shows_others=True)
        assert not re.search(r"  |\.\.|,,| ,| \.[^0-9]|None[^ ]|nan|: \.[^0-9]|\(\)", text), text
        for part in methods(report, STUDY):
            assert part.endswith((".", "figures stand here."))


def test_the_text_and_the_markdown_hold_paragraphs_table_and_references() -> None:
    text, marked = as_text(FULL, STUDY), as_markdown(FULL, STUDY)
    for part in methods(FULL, STUDY):
        assert part in text
    assert re.search(r"^Quoted +nominal +\.\d\d +\.?\S+ to", text, re.MULTILINE)
    assert text.rstrip().splitlines()[-1].startswith("Krippendorff, K. (2011)")
    assert "| Quoted | nominal |" in marked
    assert "- Krippendorff, K. (2004)" in marked
    assert as_markdown(FULL, replace(STUDY, project="A_b*c")).count("A\\_b\\*c") == 1
    empty = as_text(quoted(), STUDY)
    assert "Nobody has finished" in empty
    assert "References" not in empty
