"""JSON and JSON Lines: strict, with the line of each fault."""

from __future__ import annotations

import json
from typing import Any

import pytest

from workbench.core.errors import Refused
from workbench.corpus.drafts import Problem, Reading
from workbench.corpus.readers import MOST_ARTICLES, read

GOOD = '{"id": "good", "text": "The ferry stays."}'
DEEP = '{"text": "x", "y": ' + "[" * 30 + "]" * 30 + "}"

FAULTS = (
    ('{"text": "x", "text": "y"}', "duplicate_key"),
    ('{"text": "x", "y": {"a": 1, "a": 2}}', "duplicate_key"),
    ('{"text": "x", "y": NaN}', "not_a_number"),
    ('{"text": "x", "y": -Infinity}', "not_a_number"),
    ('{"text": "x", "y": 1e999}', "number_too_large"),
    ('{"text": "x", "y": ' + "9" * 5_000 + "}", "number_too_large"),
    ('{"text": "x", "y": 9223372036854775808}', "number_too_large"),
    (DEEP, "too_deep"),
    ('{"text": "x", "y": ' + "[" * 100_000 + "]" * 100_000 + "}", "too_deep"),
    ('{"text": "x\\ud83d"}', "lone_surrogate"),
    ('{"x\\ude00": "y", "text": "x"}', "lone_surrogate"),
    ('{"text": "x\\u0000y"}', "nul"),
    ('{"text": "x"} extra', "not_json"),
    ('{"text": "x",}', "not_json"),
    ("{'text': 'x'}", "not_json"),
    ('{"text": "a\tb"}', "not_json"),
    ("5", "wrong_type"),
    ("null", "wrong_type"),
    ('["text"]', "wrong_type"),
)


def problems(reading: Reading) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.line) for problem in reading.problems]


@pytest.mark.parametrize(("line", "code"), FAULTS, ids=lambda value: str(value)[:30])
def test_a_bad_line_is_a_problem_with_its_place(line: str, code: str) -> None:
    reading = read(f"{GOOD}\n\n{line}\r\n".encode(), "a.jsonl")
    assert problems(reading) == [(code, 3)]
    assert [article.source_id for article in reading.articles] == ["good"]
    assert reading.problems[0].name == "a.jsonl"
    assert reading.problems[0].message.endswith((".", ".)"))


@pytest.mark.parametrize(("line", "code"), FAULTS, ids=lambda value: str(value)[:30])
def test_a_bad_entry_of_a_list_is_found_with_its_line(line: str, code: str) -> None:
    data = f"[\n{GOOD},\n{line}\n]".encode()
    if code == "wrong_type":
        assert problems(read(data, "a.json")) == [(code, 3)]
        return
    with pytest.raises(Refused) as caught:
        read(data, "a.json")
    assert (caught.value.code, caught.value.line) in {(code, 3), (code, 2)}


def test_deep_but_not_too_deep() -> None:
    deep: Any = "x"
    for _ in range(19):
        deep = [deep]
    [problem] = read(json.dumps({"text": "x", "y": deep}).encode(), "a.jsonl").problems
    assert problem.code == "nested_field"  # its depth is no fault


def test_torn_json_says_its_line() -> None:
    for data, line in ((b'[\n{"text": "x"}', 2), (b'[\n{"text":\n"x"}\n{"text": "y"}]', 4)):
        with pytest.raises(Refused) as caught:
            read(data, "a.json")
        assert (caught.value.code, caught.value.line) == ("not_json", line)


def test_entries_of_a_list_bear_their_lines() -> None:
    data = b'\n[\n  {\n    "text": "One."\n  },\n  {"text": "Two."}, {"text":\n"Three."}]\n'
    assert [article.line for article in read(data, "a.json").articles] == [3, 6, 6]


def test_one_object_is_one_article() -> None:
    [article] = read(b'{"text": "The ferry stays.",\n"title": "Ferry"}\n', "a.json").articles
    assert (article.title, article.line, article.format) == ("Ferry", 1, "json")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b'[{"text": "x"}]', "list"),
        (b"[\n]", "list"),
        (b'{\n"text": "x"}', "several lines"),
        (b'{"text": "x",\n"title": "y"}', "several lines"),
    ],
)
def test_one_piece_of_json_in_a_file_of_lines_is_refused_with_a_hint(
    data: bytes, word: str
) -> None:
    with pytest.raises(Refused) as caught:
        read(data, "a.jsonl")
    assert caught.value.code == "not_jsonl"
    assert word in caught.value.message
    assert ".json" in caught.value.message


@pytest.mark.parametrize("data", [b"[]", b"[ \n ]"])
def test_an_empty_list_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as caught:
        read(data, "a.json")
    assert caught.value.code == "empty"


def test_more_after_the_end_is_refused() -> None:
    for data in (b'{"text": "x"} x', b'[{"text": "x"}] x', b"[] x"):
        with pytest.raises(Refused) as caught:
            read(data, "a.json")
        assert caught.value.code == "not_json"


def test_lines_end_at_line_feeds_alone() -> None:
    data = '{"text": "a\u2028b\u2029c\x85d"}\n{"text": "e"}'.encode()
    reading = read(data, "a.jsonl")
    assert [article.line for article in reading.articles] == [1, 2]
    assert [p.text for p in reading.articles[0].paragraphs] == ["a\nb", "c\nd"]


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    [article] = read(b'\xef\xbb\xbf{"id": "a", "text": "x"}', "a.jsonl").articles
    assert (article.source_id, dict(article.extra)) == ("a", {})


def test_equal_ids_are_named_with_both_lines() -> None:
    reading = read(b'{"id": 1, "text": "x"}\n\n{"id": "1", "text": "y"}\n', "a.jsonl")
    [problem] = reading.problems
    assert (problem.code, problem.line) == ("duplicate_id", 3)
    assert "line 1" in problem.message
    assert len(reading.articles) == 1


def test_ids_that_look_alike_are_warned_of() -> None:
    reading = read('{"id": "pax", "text": "x"}\n{"id": "рах", "text": "y"}\n'.encode(), "a.jsonl")
    assert reading.problems == ()
    [warning] = [w for w in reading.articles[1].warnings if w.code == "similar_id"]
    assert (warning.line, "line 1" in warning.message) == (2, True)


def test_a_line_may_be_long_but_not_longer() -> None:
    line = json.dumps({"text": "x y " * 100_000, "pad": ""})
    padded = line.replace('"pad"', " " * (1_000_000 - len(line)) + '"pad"')
    assert len(read(padded.encode(), "a.jsonl").articles) == 1
    [problem] = read(f" {padded}".encode(), "a.jsonl").problems
    assert problem.code == "line_too_long"


@pytest.mark.parametrize("line", [b'{"text":"x"}\n', b"bad\n"])
def test_a_file_may_have_many_articles_but_not_more(line: bytes) -> None:
    reading = read(line * MOST_ARTICLES, "a.jsonl")
    assert len(reading.articles) + len(reading.problems) == MOST_ARTICLES
    with pytest.raises(Refused) as caught:
        read(line * (MOST_ARTICLES + 1), "a.jsonl")
    assert (caught.value.code, caught.value.line) == ("too_many_articles", MOST_ARTICLES + 1)


def test_a_file_in_which_all_is_bad_has_problems_and_no_articles() -> None:
    reading = read(b'{"text": 5}\n{"text": []}\n', "a.jsonl")
    assert reading.articles == ()
    assert [type(problem) for problem in reading.problems] == [Problem, Problem]
