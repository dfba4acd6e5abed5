"""The methods paragraph of a report with its figures filled in, to be copied into a paper. Pure.

It says what was done and nothing about why: that is for the authors.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbench.agreement.methods_figures import figures
from workbench.agreement.methods_measures import measures
from workbench.agreement.phrases import listed
from workbench.agreement.printing import count
from workbench.agreement.report import Report
from workbench.agreement.versions import Basis
from workbench.stats.bootstrap import FEWEST_ARTICLES

ROUND_KINDS = {
    "training": "a training round",
    "pilot": "a pilot",
    "reliability": "a reliability round",
    "production": "a production round",
}
_NUMERALS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


@dataclass(frozen=True)
class Unsealed:
    """When a round was first opened to discussion or rulings, and how many of its assignments had
    not been submitted by then; without those that are skipped."""

    on: date
    n_assignments: int
    n_later: int


@dataclass(frozen=True)
class Study:
    """What the figures are about, beside the figures themselves."""

    project: str
    is_demo: bool
    round: str
    kind: str
    codebook: str
    number: int
    sha256: str
    hides_outlet: bool
    hides_byline: bool
    has_premarks: bool
    shows_others: bool
    unsealed: Unsealed | None
    basis: Basis


def methods(report: Report, study: Study) -> tuple[str, ...]:
    """The paragraphs: material and annotators, measures, figures, and what was left out."""
    if report.why_empty:
        return (" ".join(_material(report, study)), report.why_empty)
    found = (
        [*_material(report, study), *_conditions(study)],
        [*measures(report), *_intervals(report)],
        figures(report),
        _left_out(report, study),
    )
    return tuple(" ".join(sentences) for sentences in found if sentences)


def _material(report: Report, study: Study) -> list[str]:
    demo = " The data are invented, for demonstration." if study.is_demo else ""
    sentences = [
        f"{_annotators(report.n_annotators)} coded {count(report.n_articles, 'article')} in "
        f"“{study.round}”, {ROUND_KINDS.get(study.kind, 'a round')} of the project "
        f"“{study.project}”, with the codebook “{study.codebook}” ({_version(study)}).{demo}"
    ]
    if report.n_paragraphs:
        sentences.append(_judged(report.n_paragraphs, report.n_shared, "paragraph"))
    if report.n_whole:
        sentences.append(_judged(report.n_whole, report.n_whole_shared, "article", " as a whole"))
    return sentences


def _annotators(n: int) -> str:
    """How many, as a sentence may begin: never with a numeral."""
    if n > len(_NUMERALS):
        return f"A team of {n} annotators"
    return f"{_NUMERALS[n - 1].capitalize()} annotator{'s' if n > 1 else ''}" if n else "Nobody"


def _version(study: Study) -> str:
    of_round = f"version {study.number}, SHA-256 {study.sha256}"
    if study.basis.is_mixed:
        numbers = listed([str(one.number) for one in study.basis.versions])
        return f"{of_round}; answers to versions {numbers} are mixed"
    if study.basis.version not in (None, study.number):
        return f"{of_round}; the answers compared are those to version {study.basis.version}"
    return of_round


def _judged(n: int, n_shared: int, noun: str, how: str = "") -> str:
    if not n_shared:
        none = "The one" if n == 1 else f"None of the {n:,}"
        is_by_one = "by one annotator only" if n == 1 else "by two annotators"
        return f"{none} {noun}{'' if n == 1 else 's'} was judged{how} {is_by_one}."
    if n_shared == n:
        each = f"The one {noun}" if n == 1 else f"Each of the {n:,} {noun}s"
        return f"{each} was judged{how} by two or more annotators."
    were = "was" if n_shared == 1 else "were"
    return f"Of {n:,} {noun}s, {n_shared:,} {were} judged{how} by two or more annotators."


def _conditions(study: Study) -> list[str]:
    hidden = [
        name
        for name, is_hidden in (("outlet", study.hides_outlet), ("byline", study.hides_byline))
        if is_hidden
    ]
    shown = [name for name in ("outlet", "byline") if name not in hidden]
    sentences = []
    if hidden:
        were = "was" if len(hidden) == 1 else "were"
        seen = f"; the {shown[0]} was visible" if shown else ""
        sentences.append(
            f"The {listed(hidden)} of an article {were} hidden until it had been submitted{seen}."
        )
    else:
        sentences.append("Annotators saw the outlet and the byline of each article.")
    if study.has_premarks:
        sentences.append(
            "Passages were suggested by rules, to be accepted, changed or dropped; suggestions "
            "raise agreement by themselves."
        )
    else:
        sentences.append("No passages were suggested to the annotators.")
    if study.shows_others:
        sentences.append(
            "Once an annotator had submitted an article, the answers of the others were shown."
        )
    if study.unsealed is not None:
        sentences += _unsealed(study.unsealed)
    return sentences


def _unsealed(unsealed: Unsealed) -> list[str]:
    day = f"{unsealed.on.day} {unsealed.on:%B %Y}"
    sentences = [
        f"On {day} the round was opened to discussion or rulings on submitted articles. No "
        "submitted answer could be changed from then on: all figures are computed from the answers "
        "as they were before."
    ]
    if unsealed.n_later:
        n, later = unsealed.n_assignments, unsealed.n_later
        of = "The one assignment" if n == 1 else f"Of {count(n, 'assignment')}, {later:,}"
        sentences.append(
            f"{of} had not been submitted by then; there annotators saw nothing of others, but "
            "what they had learnt from articles that they had submitted may show."
        )
    return sentences


def _intervals(report: Report) -> list[str]:
    sentences = [
        f"Intervals are 95% percentile intervals from {report.replicates:,} bootstrap resamples of "
        f"whole articles (seed {report.seed})."
    ]
    few = {
        row.estimate.n_clusters
        for row in report.all_rows
        if row.estimate.interval is not None and row.estimate.n_clusters < FEWEST_ARTICLES
    }
    if few:
        how_few = listed([str(one) for one in sorted(few)])
        sentences.append(
            f"Where they rest on fewer than {FEWEST_ARTICLES} articles (here {how_few}) they are "
            "unreliable."
        )
    if any(row.is_alpha for row in report.all_rows):
        sentences.append(
            "An alpha of .800 or more counts as reliable, one from .667 on as good enough for "
            "tentative conclusions (Krippendorff 2004, p. 241)."
        )
    return sentences


def _left_out(report: Report, study: Study) -> list[str]:
    sentences = [
        "Left out are unfinished judgments, questions that a person was not asked, and whatever "
        "only one annotator answered; a finished paragraph without a label, a flag or a marked "
        "passage counts as an answer."
    ]
    if study.basis.sentence:
        sentences.append(study.basis.sentence)
    sentences += [f"Not measured: {one}" for one in report.not_measured]
    sentences += [f"Measured otherwise than planned: {one}" for one in report.measured_otherwise]
    return sentences
