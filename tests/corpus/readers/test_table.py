"""Tables: delimiters, columns, and rows that are torn."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.core.errors import Refused
from workbench.corpus.drafts import Options, Reading
from workbench.corpus.readers import read
from workbench.corpus.readers.table import DELIMITERS

BODY = "The council met on Monday and decided that the ferry would stay through the winter."


def table(text: str, **options: Any) -> Reading:
    return read(text.encode(), "a.csv", Options(**options))


def refused(text: str, **options: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        table(text, **options)
    return caught.value


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_delimiter_and_line_end_is_found(delimiter: str, end: str) -> None:
    rows = [["id", "title", "text"], ["1", "Ferry", '"A, b; c | d\te ""f"""'], ["2", "Boat", BODY]]
    reading = table(end.join(delimiter.join(row) for row in rows) + end)
    assert reading.columns == ("id", "title", "text")
    assert [one.source_id for one in reading.articles] == ["1", "2"]
    assert [one.line for one in reading.articles] == [2, 3]
    assert reading.articles[0].paragraphs[1].text == 'A, b; c | d e "f"'
    warned = [warning.code for warning in reading.articles[0].warnings]
    assert ("delimiter" in warned) == (delimiter != ",")


def test_lines_inside_quotes_part_paragraphs_and_are_counted() -> None:
    reading = table(f'title,text\nFerry,"{BODY}\n\nMore."\n\nBoat,{BODY}\n')
    assert [p.text for p in reading.articles[0].paragraphs] == ["Ferry", BODY, "More."]
    assert [one.line for one in reading.articles] == [2, 6]


@pytest.mark.parametrize(
    ("header", "mapping"),
    [
        ("id,headline,body,author,date,link", "id title text byline published url"),
        ("Titel,Text,Quelle,Datum,Ressort,Sprache", "title text outlet published section language"),
        ("Titre,Texte,Auteur,Journal,Rubrique", "title text byline outlet section"),
        ("Título,Texto,Autor,Fecha,Medio,Enlace", "title text byline published outlet url"),
        ("Publish_Date,Article-Text,Story", "published text story"),
        ("text,content", "text ?"),
        ("content,text,title", "? text title"),
    ],
)
def test_columns_are_proposed_by_their_names(header: str, mapping: str) -> None:
    columns = header.split(",")
    reading = table(header + "\n" + ",".join(["x"] * len(columns)) + "\n")
    expected = dict(zip(mapping.split(), columns, strict=True))
    expected.pop("?", None)
    assert dict(reading.mapping) == expected


def test_a_table_without_a_column_for_the_text_asks() -> None:
    asked = refused("a,b\n1,2\n")
    assert (asked.code, asked.details["columns"]) == ("no_text_column", ["a", "b"])
    assert "a, b" in asked.message


def test_a_lead_can_say_what_each_column_is() -> None:
    rows = "title,kop,text\nA,B,C\n"
    reading = table(rows, columns={"title": "kop", "text": "text"})
    assert (reading.articles[0].title, reading.articles[0].extra) == ("B", {"title": "A"})
    reading = table(rows, columns={"text": "kop"})
    assert [p.text for p in reading.articles[0].paragraphs] == ["A", "B"]
    assert dict(table(rows, columns={"title": ""}).mapping) == {"text": "text"}
    asked = refused(rows, columns={"text": "none"})
    assert (asked.code, "none" in asked.message) == ("no_such_column", True)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (f'title,text\nA,{BODY}\nB,"unclosed\nC,{BODY}\n', "torn_row", 3),
        ('title,text\nA,"x"y"\n', "torn_row", 2),
        ("title,text\nA,b\nB,c,d\n", "ragged_row", 3),
        ("title,text,id\nA,b,1\n\nB\n", "ragged_row", 4),
        ("title,Title,text\nA,b,c\n", "duplicate_column", 1),
        ("title,,text\nA,b,c\n", "no_header", 1),
        (f"1,{BODY * 4}\n2,{BODY}\n", "no_header", 1),
        ("title,text\nA,b\x00\n", "nul", 2),
        ("title,text\n", "empty", None),
    ],
)
def test_a_torn_table_is_refused_with_its_line(text: str, code: str, line: int | None) -> None:
    found = refused(text)
    assert (found.code, found.line) == (code, line)


def test_a_bad_row_is_a_problem_with_its_line() -> None:
    reading = table(f"id,title,text\n1,A,\n2,B,{BODY}\n2,C,{BODY}\n3,{'x' * 1001},{BODY}\n")
    assert [(p.code, p.line) for p in reading.problems] == [
        ("no_text", 2),
        ("duplicate_id", 4),
        ("title_too_long", 5),
    ]
    assert [one.source_id for one in reading.articles] == ["2"]


def test_a_long_cell_is_read_and_one_that_is_too_long_said_by_our_own_rule() -> None:
    assert len(table("title,text\nA," + "word " * 40_000).articles) == 1
    [problem] = table("title,text\nA," + "x" * 500_001).problems
    assert (problem.code, problem.line) == ("too_long", 2)


@pytest.mark.parametrize("cell", ["=1+1", "+1 a", "-1 a", "@a", "=cmd|' /C calc'!A0"])
def test_formulas_are_text_and_stay_as_they_are(cell: str) -> None:
    [article] = table(f"id,text,note\n{cell},{cell} is said.,{cell}\n").articles
    assert (article.source_id, article.extra["note"]) == (cell, cell)
    assert article.paragraphs[0].text == f"{cell} is said."


def test_other_columns_are_kept() -> None:
    [article] = table(f"text,place,label\n{BODY},Islands II,3\n").articles
    assert article.extra == {"place": "Islands II"}
    assert [warning.code for warning in article.warnings] == ["labels"]
