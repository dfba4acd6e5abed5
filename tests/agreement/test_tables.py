"""Reading reliability tables: CSV and JSON, and what is wrong with them, in words."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from workbench.agreement.table_parts import Table
from workbench.agreement.tables import read_table
from workbench.core.errors import Invalid
from workbench.stats.passages import Marked, Span


def read(text: str, level: str = "") -> Table:
    return read_table(text.encode(), level)


def read_json(given: Any, level: str = "") -> Table:
    return read(json.dumps(given), level)


def test_a_csv_has_units_and_annotators_and_empty_cells_are_missing() -> None:
    table = read("unit,Ada,Ben\np1,x,y\n p2 , ,z\n\np3,,\n")
    assert (table.level, table.annotators) == ("nominal", ("Ada", "Ben"))
    assert table.units == {"p1": {"Ada": "x", "Ben": "y"}, "p2": {"Ben": "z"}, "p3": {}}


@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_columns_are_divided_as_spreadsheets_do(divider: str) -> None:
    text = "\ufeffunit,Ada,Ben\r\np1,1,2\r\n".replace(",", divider)
    assert read(text, "ordinal").units == {"p1": {"Ada": 1, "Ben": 2}}


def test_quoted_cells_may_hold_anything() -> None:
    table = read('unit,"Quist, Ada",Ben\np1,"a ""b"", c","d\ne"\n')
    assert table.units == {"p1": {"Quist, Ada": 'a "b", c', "Ben": "d\ne"}}


def test_sets_are_known_by_how_they_are_written() -> None:
    table = read("unit,a,b\n1,x|y,x\n2,{},\n")
    assert table.level == "set"
    assert table.units["1"] == {"a": frozenset("xy"), "b": frozenset("x")}
    assert table.units["2"] == {"a": frozenset()}
    assert read("unit,a,b\n1,x|y,x\n", "nominal").units["1"]["a"] == "x|y"


def test_numbers_are_numbers_where_the_level_counts_them() -> None:
    text = "unit,a,b\n1,01,1.0\n2,-2,1e1\n"
    assert read(text).units["1"] == {"a": "01", "b": "1.0"}
    assert read(text, "interval").units == {"1": {"a": 1, "b": 1}, "2": {"a": -2, "b": 10}}
    assert read("unit,a,b\n1,low,high\n", "ordinal").units["1"] == {"a": "low", "b": "high"}


@pytest.mark.parametrize(
    ("text", "level", "sentence"),
    [
        ("", "", "Line 1: expected the names"),
        ("unit,a\n1,x\n", "", "at least two annotators"),
        ("unit,a,a\n1,x,y\n", "", "'a' has two columns"),
        ("unit,a,\n1,x,y\n", "", "column 3 has no name"),
        ("unit,a,b\n1,x,y\n1,x,x\n", "", "Line 3: the unit '1' stands in the table twice"),
        ("unit,a,b\n1,x,y,z\n", "", "Line 2: 4 cells"),
        ("unit,a,b\n,x,y\n", "", "Line 2: the unit has no name"),
        ("unit,a,b\n1,x,y\n", "ratio", "'x' is not a number"),
        ("unit,a,b\n1,inf,2\n", "ratio", "'inf' is not a number"),
        ("unit,a,b\n1,x||y,x\n", "set", "a label without a name"),
        ('unit,a,b\n1,"x,y\n', "", "this is no CSV"),
        ("unit,a,b\n1,x,y\n", "spans", "do not fit into a CSV"),
        ("unit,a,b\n1,x,y\n", "vague", "no level 'vague'"),
    ],
)
def test_what_is_wrong_with_a_csv_is_said_with_its_place(
    text: str, level: str, sentence: str
) -> None:
    with pytest.raises(Invalid) as refused:
        read(text, level)
    assert sentence in refused.value.message


def test_other_encodings_are_named() -> None:
    with pytest.raises(Invalid, match="UTF-8"):
        read_table("unit,a,b\n1,café,y\n".encode("cp1252"))


def test_json_says_its_level_and_the_values_offered() -> None:
    given = {"level": "ordinal", "values": [1, 2, 3], "units": {"u": {"a": 1, "b": None}}}
    table = read_json(given)
    assert (table.level, table.values, table.annotators) == ("ordinal", (1, 2, 3), ("a", "b"))
    assert table.units == {"u": {"a": 1}}
    assert read_json(given, "nominal").level == "nominal"
    assert read_json({"units": {"u": {"a": True, "b": 2.0}}}).units["u"] == {"a": "true", "b": 2}


def test_json_has_sets_as_lists() -> None:
    table = read_json({"level": "set", "units": {"u": {"a": ["x", "y"], "b": []}}})
    assert table.units == {"u": {"a": frozenset("xy"), "b": frozenset()}}


def test_json_has_passages_and_perhaps_tokens() -> None:
    article = {"length": 9, "annotators": {"a": [[0, 3, "S"]], "b": []}}
    table = read_json({"level": "spans", "articles": {"x": article}})
    assert table.articles == {"x": Marked(9, {"a": [Span(0, 3, "S")], "b": []})}
    assert table.tokens is None
    with_tokens = article | {"tokens": [[0, 3], [4, 9]]}
    assert read_json({"articles": {"x": with_tokens}}).tokens == {"x": [(0, 3), (4, 9)]}
    with pytest.raises(Invalid, match="tokens of every article"):
        read_json({"articles": {"x": with_tokens, "y": article}})


def spans(*given: Any, length: Any = 9) -> Any:
    return {"articles": {"x": {"length": length, "annotators": {"a": list(given)}}}}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([], "Expected an object"),
        ({"level": "vague", "units": {}}, "no level 'vague'"),
        ({"level": "nominal"}, 'Expected "units"'),
        ({"level": "nominal", "units": {"u": [1]}}, "Unit 'u': expected an object"),
        ({"values": "abc", "units": {}}, '"values" is the list'),
        ({"units": {"u": {"a": {}}}}, "neither a text nor a number"),
        ({"level": "set", "units": {"u": {"a": "x"}}}, "a set is a list of labels"),
        ({"level": "ratio", "units": {"u": {"a": "x"}}}, "not a number"),
        (spans([0, 10, "S"]), "no passage within the 9 characters"),
        (spans([3, 3, "S"]), "no passage"),
        (spans([-1, 3, "S"]), "no passage"),
        (spans([True, 3, "S"]), "no passage"),
        (spans([0, 3]), "a passage is [start, end, label]"),
        (spans(length="9"), "the length is a number"),
        ({"articles": {"x": {"length": 9}}}, "Article 'x': expected"),
        ({"articles": {"x": {"length": 9, "annotators": {"a": None}}}}, "a list of passages"),
    ],
)
def test_what_is_wrong_with_json_is_said_with_its_place(given: Any, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_json(given)
    assert sentence in refused.value.message


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"units": {"u": {"a": 1, "a": 2}}}', "'a' stands in one object twice"),
        ('{"units": {"u": {"a": NaN}}}', "NaN is no number"),
        ('{"units": ', "not readable as JSON"),
        ("[" * 100_000, "not readable as JSON"),
    ],
)
def test_json_that_says_two_things_or_nothing_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(text)
    assert sentence in refused.value.message


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"units": {"u": {"a": 10**400, "b": 1}}}, "a number beyond 1e+100"),
        ({"units": {"u": {"a": -1e308, "b": 1}}}, "a number beyond 1e+100"),
        ({"units": {"u": {"a": 1, "b": "1"}}}, "written as a number and as a text"),
        ({"values": ["1", "2"], "units": {"u": {"a": 1}}}, "written as a number and as a text"),
        ({"units": {"u": {"a|b": 1, "c": 1}}}, "no name may hold a “|”"),
        ({"units": {"u": {"a": "\ud800", "b": "x"}}}, "half a character"),
    ],
)
def test_what_no_figure_could_be_right_for_is_refused(given: Any, sentence: str) -> None:
    with pytest.raises(Invalid, match=re.escape(sentence)):
        read_json(given)


@pytest.mark.parametrize(
    ("article", "sentence"),
    [
        ({"tokens": 3}, "the tokens are a list"),
        ({"tokens": None}, "the tokens are a list"),
        ({"tokens": [[0, 9], [5, 12]]}, "the tokens [0, 9] and [5, 12] overlap"),
        ({"length": 10**30}, "more than 50,000,000"),
    ],
)
def test_odd_articles_are_refused_in_a_sentence(article: Any, sentence: str) -> None:
    plain = {"length": 20, "annotators": {"a": [[0, 3, "S"]], "b": []}}
    with pytest.raises(Invalid, match=re.escape(sentence)):
        read_json({"level": "spans", "articles": {"x": plain | article}})


def test_an_empty_set_has_nothing_beside_it() -> None:
    with pytest.raises(Invalid, match="stands beside labels"):
        read("unit,a,b\n1,x|{},x\n", "set")
