"""What stands beside a figure, and what stands there when there is none."""

from __future__ import annotations

import pytest

from tests.agreement.given import answers, build, judged, questions
from workbench.agreement.rows import Row


def quoted(*values: str) -> Row:
    report = build(answers("quoted", *values), questions(), replicates=100)
    return next(row for row in report.rows if row.title == "Quoted")


def test_without_variation_alpha_is_undefined_and_says_why() -> None:
    row = quoted(*["yy"] * 5)
    assert row.estimate.value is None
    assert (row.percent.pooled, row.commonest, row.share) == (1, "Yes", 1)
    assert any("Without variation" in note for note in row.notes)


def test_beyond_95_to_5_a_figure_is_not_informative() -> None:
    lopsided = quoted(*["yy"] * 20, "yn", "ny")  # 42 of 44 answers
    assert lopsided.share == pytest.approx(42 / 44)
    assert any(note.startswith("Not informative") for note in lopsided.notes)
    balanced = quoted(*["yy"] * 17, "nn")  # 34 of 36
    assert not any(note.startswith("Not informative") for note in balanced.notes)


@pytest.mark.parametrize(("articles", "is_warned"), [(14, True), (15, False)])
def test_an_interval_on_few_articles_is_called_unreliable(articles: int, is_warned: bool) -> None:
    row = quoted(*(["yy", "nn", "yn"] * 5)[:articles])
    assert row.estimate.interval is not None
    assert any("unreliable" in note for note in row.notes) is is_warned


def test_one_article_has_no_interval_and_says_why() -> None:
    work = [
        judged(seat, paragraph, {"quoted": answer}, article=1)
        for paragraph, pair in enumerate([("yes", "yes"), ("no", "no"), ("yes", "no")], start=1)
        for seat, answer in zip("AB", pair, strict=True)
    ]
    report = build(work, questions(), replicates=100)
    row = next(row for row in report.rows if row.title == "Quoted")
    assert row.estimate.value is not None
    assert row.estimate.interval is None
    assert any("one article" in note for note in row.notes)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([], "Nobody has finished"),
        (["y", "n"], "Only one annotator"),
        (["y-", "-n"], "No paragraph has been finished by two"),
    ],
)
def test_an_empty_report_says_why(values: list[str], sentence: str) -> None:
    report = build(answers("quoted", *values), questions())
    assert report.rows == report.label_tables == ()
    assert report.why_empty.startswith(sentence)


def test_counts_what_was_finished_and_what_two_have_finished() -> None:
    work = [judged(seat, p, {"quoted": "yes"}, article=p // 2) for seat in "AB" for p in range(4)]
    work.append(judged("C", 9, {"quoted": "no"}, article=9))
    report = build(work, questions(), replicates=100)
    counts = (report.n_annotators, report.n_articles, report.n_paragraphs, report.n_shared)
    assert counts == (3, 3, 5, 4)


def test_the_same_seed_gives_the_same_report_whatever_the_order() -> None:
    work = answers("quoted", *["yy", "nn", "yn", "yy"] * 5)
    assert build(work, questions()) == build(list(reversed(work)), questions())
    assert build(work, questions(), seed=1) != build(work, questions(), seed=2)
