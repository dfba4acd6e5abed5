"""Who marked which passages: the input of every figure on passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple


class Span(NamedTuple):
    """A passage: code points, end exclusive."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Marked:
    """An article of `length` code points, and what each annotator marked in it.

    An annotator without passages has looked and found nothing, which counts; who has not looked
    is absent.
    """

    length: int
    annotators: Mapping[Any, Sequence[Span]]


def merged(spans: Iterable[Span]) -> list[Span]:
    """The passages in order, those of one label that overlap made one; neighbours stay apart."""
    last: dict[str, int] = {}
    found: list[Span] = []
    for span in sorted(spans):
        at = last.get(span.label)
        if at is not None and span.start < found[at].end:
            found[at] = found[at]._replace(end=max(found[at].end, span.end))
            continue
        last[span.label] = len(found)
        found.append(span)
    return found


def labels_of(articles: Mapping[Any, Marked], offered: Iterable[str] | None) -> list[str]:
    """Those offered, in their order, or else those used, in that of the alphabet.

    Raises ValueError for a label offered twice.
    """
    if offered is not None:
        labels = list(offered)
        if len(set(labels)) < len(labels):
            raise ValueError("The codebook offers a label twice; offer each label once.")
        return labels
    marked = (spans for one in articles.values() for spans in one.annotators.values())
    return sorted({span.label for spans in marked for span in spans})


def check_passages(articles: Mapping[Any, Marked], labels: Sequence[str]) -> None:
    """Raise ValueError for a passage that is empty or outside its article, or a strange label."""
    known = set(labels)
    for key, article in articles.items():
        for spans in article.annotators.values():
            for start, end, label in spans:
                if not 0 <= start < end <= article.length:
                    raise ValueError(
                        f"The passage {start} to {end} of article {key!r} is empty or lies outside "
                        f"its {article.length} characters."
                    )
                if label not in known:
                    raise ValueError(f"The label {label!r} is not among those offered.")
