"""Figures as people read them, and the report as a table for the shell. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from workbench.agreement.published import Published
from workbench.agreement.report import Report
from workbench.agreement.rows import Row
from workbench.agreement.versions import Basis

DISTANCES = {"masi": "MASI", "jaccard": "Jaccard", "links": "F1 of links"}
#: Figures beside the one that leads, in a word or two.
BESIDE = {
    "bar_u_alpha": "|u, where",
    "cu_alpha": "cu, what",
    "ku_alpha": "(k)u, among the labels",
    "span_f1_exact": "F1 exact",
    "span_f1_overlap": "F1 overlapping",
    "span_f1_token": "F1 by characters",
    "link_f1_exact": "F1 of equal links",
}


def figure(value: float | None) -> str:
    """`.74`, `−.12`, `1.00`; a dash where the value is undefined."""
    if value is None:
        return "–"
    rounded = f"{abs(value):.2f}".removeprefix("0")
    return f"−{rounded}" if value < 0 and rounded != ".00" else rounded


def percent(share: float | None) -> str:
    """`79`; a dash where there is nothing to count."""
    return "–" if share is None else f"{share * 100:.0f}"


def interval(bounds: tuple[float, float] | None) -> str:
    """`.62 to .80`, "" where there is none."""
    return "" if bounds is None else f"{figure(bounds[0])} to {figure(bounds[1])}"


def distance(row: Row) -> str:
    """The distance's name as papers print it."""
    return DISTANCES.get(row.estimate.distance, row.estimate.distance)


def prevalence(row: Row) -> str:
    """The commonest answer and its share; of passages how many, and their share of the text."""
    if row.part and row.n_positive is not None and row.estimate.distance == "nominal":
        return f"{row.n_positive:,}"
    if row.n_positive is None:
        return f"{row.commonest} {percent(row.share)}%" if row.commonest else "–"
    if row.share is None:
        return count(row.n_positive, "link" if row.estimate.distance == "links" else "passage")
    return f"{count(row.n_positive, 'passage')}, {tenths(row.share)}% of the text"


def tenths(share: float) -> str:
    """`4.2`: shares of a text are small."""
    return f"{share * 100:.1f}"


def beside(row: Row) -> str:
    """The other figures of a row in a line, "" where there are none."""
    shown = (f"{BESIDE[one.measure]} {figure(one.value)}" for one in row.beside)
    return " · ".join(shown)


def matched(row: Row) -> str:
    """On how many passages or links a figure about them rests, "" for other rows."""
    if row.matched is None:
        return ""
    made = count(row.matched.n_all, row.matched.unit)
    if not row.matched.n:
        return f"None of {made} has a partner by another annotator."
    return (
        f"On {row.matched.n:,} of {made} ({percent(row.matched.share)}%): "
        f"those that two or more annotators made."
    )


def change(row: Row) -> str:
    """`▲ .11`, `▼ .03`, `= .00`; "" where there is no difference to show."""
    if row.change is None or row.change.difference is None:
        return ""
    shown = figure(abs(row.change.difference))
    return f"{'=' if shown == '.00' else '▲' if row.change.difference > 0 else '▼'} {shown}"


def change_notes(row: Row) -> tuple[str, ...]:
    """What has to be read beside a change, or the reason why there is none."""
    found = row.change
    if found is None:
        return ()
    if found.why is not None:
        return (found.why,)
    return f"from {figure(found.before)} in {found.round}", _chance(found.intervals_overlap)


def _chance(overlap: bool | None) -> str:
    if overlap is None:
        return "no interval to judge it by"
    return "may be chance" if overlap else "intervals apart"


def reached(found: Sequence[Published]) -> str:
    """`Others reached .21 to .60`: a line over published figures, F1 named as that."""
    values = sorted(one.value for one in found)
    low, high = figure(values[0]), figure(values[-1])
    what = "F1 " if all(one.measure.startswith("span_f1") for one in found) else ""
    return f"Others reached {what}{low}" + ("" if low == high else f" to {high}")


def count(number: int, noun: str) -> str:
    """`1 article`, `12 articles`."""
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"


def lead(report: Report) -> str:
    """The report's counts in a line."""
    counted = [count(report.n_annotators, "annotator"), count(report.n_articles, "article")]
    if report.n_paragraphs or not report.n_whole:
        paragraphs = count(report.n_paragraphs, "paragraph")
        counted.append(f"{paragraphs}, {report.n_shared} of them finished by two or more")
    if report.n_whole:
        counted.append(
            f"{count(report.n_whole, 'article')} judged as a whole, "
            f"{report.n_whole_shared} of them by two or more"
        )
    return " · ".join(counted)


def versions(basis: Basis, of_round: int) -> str:
    """The codebook versions that the figures are about; that of the round where nobody answered."""
    if basis.is_mixed:
        return "codebook " + " + ".join(f"v{one.number}" for one in basis.versions)
    return f"codebook v{basis.version or of_round}"


def common_notes(rows: Sequence[Row]) -> tuple[str, ...]:
    """The sentences that all rows with a value carry, to be said once."""
    defined = [row for row in rows if row.estimate.value is not None]
    if len(defined) < 2:
        return ()
    return tuple(n for n in defined[0].notes if all(n in row.notes for row in defined))


def as_json(report: Report, about: Mapping[str, object]) -> dict[str, object]:
    """The whole report for a program, with what it is about; ready for JSON."""
    return {"format": "workbench-agreement/1", **about, "report": asdict(report)}
