"""Which measures a report uses, in sentences for a paper, and where they come from. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workbench.agreement.phrases import listed
from workbench.agreement.report import Report
from workbench.agreement.rows import Row

_DISTANCES = {
    "nominal": "the nominal distance",
    "ordinal": "the ordinal distance",
    "interval": "the interval distance",
    "masi": "MASI (Passonneau 2006) as the distance between sets",
    "jaccard": "the Jaccard distance between sets",
}
SOURCES = {
    "krippendorff_alpha": (
        "Krippendorff, K. (2011). Computing Krippendorff’s alpha-reliability.",
        "Krippendorff, K. (2004). Content analysis: An introduction to its methodology (2nd ed.).",
    ),
    "masi": (
        "Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic and "
        "pragmatic annotation. LREC.",
    ),
    "u_alpha": (
        "Krippendorff, K., Mathet, Y., Bouvry, S., & Widlöcher, A. (2016). On the reliability of "
        "unitizing textual continua: Further developments. Quality & Quantity, 50.",
    ),
    "link_f1_overlap": (
        "Wiebe, J., Wilson, T., & Cardie, C. (2005). Annotating expressions of opinions and "
        "emotions in language. Language Resources and Evaluation, 39.",
    ),
}


def measures(report: Report) -> Iterator[str]:
    """A sentence for each kind of figure in the report."""
    rows = (*report.rows, *report.article_rows)
    yield from _alpha(rows)
    chosen = [
        table.title
        for table in (*report.label_tables, *report.article_label_tables)
        if not table.is_passages
    ]
    if chosen:
        yield f"Each label of {listed(_once(chosen))} also has an alpha of its own, chosen or not."
    marked = _titles(rows, lambda row: row.estimate.measure == "u_alpha")
    if marked:
        yield (
            f"Passages ({listed(marked)}) are measured by the unitized alpha u over all labels, in "
            "characters (Krippendorff, Mathet, Bouvry & Widlöcher 2016), and each label by itself "
            "with all others taken for gaps; |u says whether annotators mark the same places, cu "
            "whether they call these the same, and F1 is the mean over pairs of annotators."
        )
    links = _titles(rows, lambda row: row.estimate.measure == "link_f1_overlap")
    if links:
        yield (
            f"Links ({listed(links)}) are measured by F1, the mean over pairs of annotators, "
            "without correction for chance: two links are the same one if they have the same roles "
            "and overlap in each of them, and each has one partner at most (in the spirit of agr, "
            "Wiebe, Wilson & Cardie 2005)."
        )
    about = _titles(rows, lambda row: row.matched is not None)
    if about:
        yield (
            f"What is asked about passages or links ({listed(about)}) is compared on those that "
            "two or more annotators made; the closest were matched first, one to one."
        )


def references(report: Report) -> list[str]:
    """The works that the sentences name, in the order of the alphabet."""
    used = {row.estimate.measure for row in report.all_rows}
    used |= {row.estimate.distance for row in report.all_rows}
    return sorted(work for name, works in SOURCES.items() if name in used for work in works)


def _alpha(rows: tuple[Row, ...]) -> Iterator[str]:
    by_distance: dict[str, list[str]] = {}
    for row in rows:
        if row.estimate.measure == "krippendorff_alpha":
            by_distance.setdefault(row.estimate.distance, []).append(row.title)
    if by_distance:
        uses = [
            f"{_DISTANCES[distance]} for {listed(_once(titles))}"
            for distance, titles in by_distance.items()
        ]
        yield f"Agreement is Krippendorff’s alpha (Krippendorff 2011), with {'; with '.join(uses)}."
        yield (
            "Percent agreement is the share of agreeing pairs of answers, every answer weighing "
            "alike."
        )


def _titles(rows: tuple[Row, ...], wanted: Callable[[Row], bool]) -> list[str]:
    return _once([row.title for row in rows if wanted(row)])


def _once(titles: list[str]) -> list[str]:
    return list(dict.fromkeys(titles))
