"""Passages in JSON: what annotators marked in articles. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from workbench.agreement.table_parts import MOST_CHARACTERS, Table, check_names
from workbench.core.errors import Invalid
from workbench.stats.passages import Marked, Span
from workbench.stats.ratings import Value


def of_spans(given: Mapping[str, Any], values: tuple[Value, ...] | None) -> Table:
    """The table of these articles; `values` are the labels offered."""
    articles: dict[str, Marked] = {}
    tokens: dict[str, Sequence[tuple[int, int]]] = {}
    annotators: dict[str, None] = {}
    for key, one in given.items():
        where = f"Article {key!r}"
        if not isinstance(one, dict) or not isinstance(one.get("annotators"), dict):
            raise Invalid(f'{where}: expected {{"length": …, "annotators": {{…}}}}.')
        length = one.get("length")
        if not isinstance(length, int) or isinstance(length, bool) or length < 0:
            raise Invalid(f"{where}: the length is a number of characters, from 0 on.")
        marks = {
            name: [_span(span, f"{where}, annotator {name!r}", length) for span in spans]
            for name, spans in one["annotators"].items()
            if isinstance(spans, list)
        }
        if len(marks) < len(one["annotators"]):
            raise Invalid(f"{where}: each annotator has a list of passages, [] for none.")
        annotators |= dict.fromkeys(marks)
        articles[key] = Marked(length, marks)
        if "tokens" in one:
            tokens[key] = _tokens(one["tokens"], where, length)
    check_names(annotators)
    if (total := sum(one.length for one in articles.values())) > MOST_CHARACTERS:
        raise Invalid(
            f"{total} characters are more than {MOST_CHARACTERS:,}, the most that is calculated "
            "here."
        )
    if tokens and len(tokens) < len(articles):
        raise Invalid("Hand in the tokens of every article, or of none.")
    return Table("spans", tuple(annotators), values, articles=articles, tokens=tokens or None)


def _span(given: Any, where: str, length: int) -> Span:
    if not isinstance(given, list) or len(given) != 3 or not isinstance(given[2], str):
        raise Invalid(f"{where}: a passage is [start, end, label], not {given!r}.")
    start, end = _ends(given, where, length)
    return Span(start, end, given[2])


def _tokens(given: Any, where: str, length: int) -> Sequence[tuple[int, int]]:
    if not isinstance(given, list):
        raise Invalid(f"{where}: the tokens are a list of [start, end].")
    tokens = sorted(_token(token, where, length) for token in given)
    for (start, end), later in itertools.pairwise(tokens):
        if later[0] < end:
            raise Invalid(f"{where}: the tokens {[start, end]} and {list(later)} overlap.")
    return tokens


def _token(given: Any, where: str, length: int) -> tuple[int, int]:
    if not isinstance(given, list) or len(given) != 2:
        raise Invalid(f"{where}: a token is [start, end], not {given!r}.")
    return _ends(given, where, length)


def _ends(given: Sequence[Any], where: str, length: int) -> tuple[int, int]:
    start, end = given[:2]
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
        raise Invalid(
            f"{where}: {start!r} to {end!r} is no passage within the {length} characters."
        )
    return start, end
