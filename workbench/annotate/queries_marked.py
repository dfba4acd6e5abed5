"""Marked passages and links of a round as columns of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, select

from workbench.annotate.columns_marked import Links, Passages
from workbench.annotate.layout import Chosen, Flags, Integers, Layout, n_words
from workbench.annotate.models import Link, LinkLabel, LinkMember, Span, SpanLabel
from workbench.annotate.queries_numbers import (
    UNKNOWN,
    apart,
    number_of,
    pair_of,
    rows_of_judgments,
    sums_of_bits,
)


def links_and_passages(
    layout: Layout, condition: ColumnElement[bool], judgment: Integers
) -> tuple[Links, Passages]:
    """Those of these judgments, without what the layout does not know.

    `condition` is one that at least these judgments meet. What it cannot have is not looked for.
    """
    own = _Own(condition, judgment)
    passages = _passages(layout, own)
    links = _links(layout, own, passages)
    return links, passages.at(passages.code != UNKNOWN)


@dataclass(frozen=True)
class _Own:
    """Reads what stands in some judgments; spans and links are numbered in each from 1."""

    condition: ColumnElement[bool]
    judgment: Integers

    def rows(self, owner: Any, first: Any, *columns: Any, order: Any) -> tuple[Integers, Integers]:
        """The place of each row's judgment; and the columns, shape (columns, rows)."""
        wanted = select(pair_of(owner, first), *columns).order_by(owner, order)
        found, row = rows_of_judgments(wanted, owner, self.condition, self.judgment, is_paired=True)
        found[0] = apart(found[0])[1]
        return row, found

    def words(self, table: Any, bits: Mapping[Chosen, int], row: Integers) -> Integers:
        """What was answered about spans or links, which stand in these judgments in order."""
        words = np.zeros((n_words(bits), len(row)), dtype=np.int64)
        if bits:
            sums = sums_of_bits(bits, table.dimension, table.value)
            one = pair_of(table.judgment_id, table.number)
            wanted = select(one, *sums).group_by(table.judgment_id, table.number)
            found, of = rows_of_judgments(
                wanted, table.judgment_id, self.condition, self.judgment, is_paired=True
            )
            place, is_there = self.place(row, of, apart(found[0])[1])
            words[:, place[is_there]] = found[1:, is_there]
        return words

    def place(self, row: Integers, of: Integers, number: Integers) -> tuple[Integers, Flags]:
        """Where the spans or links that stand in the judgments `row` have these numbers in `of`,
        and whether they are there: somebody may have saved since they were read."""
        judgments = np.arange(len(self.judgment))
        first, beyond = (np.searchsorted(row, judgments, side) for side in ("left", "right"))
        place = first[of] + number - 1
        return place, place < beyond[of]


def _passages(layout: Layout, own: _Own) -> Passages:
    """All of them, for links name them by their numbers; unknown ones have the code UNKNOWN."""
    if not layout.marks:
        return Passages.none(n_words(layout.about_passages))
    codes: dict[str, dict[str, int]] = {}
    for (dimension, value), code in layout.marks.items():
        codes.setdefault(dimension, {})[value] = code
    by_dimension = {name: number_of(some, Span.value, UNKNOWN) for name, some in codes.items()}
    row, (code, extent) = own.rows(
        Span.judgment_id,
        number_of(by_dimension, Span.dimension, UNKNOWN),
        pair_of(Span.starts_at, Span.ends_at),
        order=Span.number,
    )
    words = own.words(SpanLabel, layout.about_passages, row)
    return Passages(row, code, *apart(extent), words=words)


def _links(layout: Layout, own: _Own, passages: Passages) -> Links:
    if not layout.links:
        return Links.none()
    kind = number_of(layout.links, Link.dimension, UNKNOWN)
    row, (code,) = own.rows(Link.judgment_id, kind, order=Link.number)
    of, (number, span) = own.rows(
        LinkMember.judgment_id, LinkMember.number, LinkMember.span_number, order=LinkMember.number
    )
    (link, has_link), (place, has_span) = (
        own.place(row, of, number),
        own.place(passages.row, of, span),
    )
    link, place = (one[has_link & has_span] for one in (link, place))
    order = np.argsort(link * len(passages) + place, kind="stable")
    order = order[passages.code[place[order]] != UNKNOWN]
    tied = passages.at(place[order])
    members = Passages.of(np.array((link[order], tied.code, tied.start, tied.end)))
    every = Links(row, code, own.words(LinkLabel, layout.about_links, row), members)
    return every.at(every.code != UNKNOWN)
