"""Marked passages, and the links that tie them, as columns of numbers. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.annotate.layout import Flags, Integers


@dataclass(frozen=True, eq=False)
class Passages:
    """One entry a passage, in the order of what they stand in.

    `row` is the place of the judgment (of a member of a link, that of the link), `code` that of the
    value in the layout's `marks`; offsets are code points of the paragraph, end exclusive. `words`
    has shape (words, passages): what was answered about each, by the layout's `about_passages`;
    members of links have no words.
    """

    row: Integers
    code: Integers
    start: Integers
    end: Integers
    words: Integers

    @classmethod
    def of(cls, table: Integers, words: Integers | None = None) -> Passages:
        """Of the four other columns, shape (4, passages)."""
        row, code, start, end = table
        return cls(row, code, start, end, _no_words(len(row)) if words is None else words)

    @classmethod
    def none(cls, n_words: int = 0) -> Passages:
        """Where nothing asks for any."""
        return cls.of(np.zeros((4, 0), dtype=np.int64), np.zeros((n_words, 0), dtype=np.int64))

    def __len__(self) -> int:
        return len(self.row)

    def at(self, which: Flags | Integers) -> Passages:
        """Some of them."""
        return Passages(
            self.row[which],
            self.code[which],
            self.start[which],
            self.end[which],
            self.words[:, which],
        )

    def only(self, kept: Flags) -> Passages:
        """Those in what is kept, of which `row` then counts the kept ones only."""
        mine = self.at(kept[self.row])
        return Passages(_counted(kept)[mine.row], mine.code, mine.start, mine.end, mine.words)

    def with_others(self, others: Passages, place: Integers, n: int) -> Passages:
        """Joined with those in others that follow these `n`; `place` is where each of all that they
        stand in is in the end."""
        row, order = _joined(self.row, others.row, place, n)
        both = (self, others)
        code, start, end = (
            np.concatenate([getattr(one, name) for one in both])[order]
            for name in ("code", "start", "end")
        )
        words = np.concatenate([one.words for one in both], axis=1)[:, order]
        return Passages(row, code, start, end, words)


@dataclass(frozen=True, eq=False)
class Links:
    """One entry a link, in the order of the judgments they stand in.

    `row` is the place of the judgment, `code` that of the question in the layout's `links`, and
    `words` what was answered about each, by the layout's `about_links`. `members` are the passages
    that they tie, each once for every link.
    """

    row: Integers
    code: Integers
    words: Integers
    members: Passages

    @classmethod
    def none(cls) -> Links:
        """Where nothing asks for any."""
        nothing = np.zeros(0, dtype=np.int64)
        return cls(nothing, nothing, _no_words(0), Passages.none())

    def __len__(self) -> int:
        return len(self.row)

    def at(self, which: Flags) -> Links:
        """Some of them."""
        own = self.row[which], self.code[which], self.words[:, which]
        return Links(*own, self.members.only(which))

    def only(self, kept: Flags) -> Links:
        """Those of the kept judgments, of which `row` then counts the kept ones only."""
        mine = self.at(kept[self.row])
        return Links(_counted(kept)[mine.row], mine.code, mine.words, mine.members)

    def with_others(self, others: Links, place: Integers, n: int) -> Links:
        """As `Passages.with_others`."""
        row, order = _joined(self.row, others.row, place, n)
        there = np.empty_like(order)
        there[order] = np.arange(len(order))
        return Links(
            row,
            np.concatenate([self.code, others.code])[order],
            np.concatenate([self.words, others.words], axis=1)[:, order],
            self.members.with_others(others.members, there, len(self)),
        )


def _no_words(n: int) -> Integers:
    return np.zeros((0, n), dtype=np.int64)


def _counted(kept: Flags) -> Integers:
    """Of each that is kept its place among these."""
    return np.cumsum(kept) - 1


def _joined(row: Integers, others: Integers, place: Integers, n: int) -> tuple[Integers, Integers]:
    """The places of both in order, and the order that they come to stand in."""
    both = place[np.concatenate([row, others + n])]
    order = np.argsort(both, kind="stable")
    return both[order], order
