"""Whatever comes in: articles, problems with a place, or a refusal; never an accident."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.errors import Refused
from workbench.corpus.documents import reading_as_document, reading_from_document
from workbench.corpus.drafts import KINDS, Options
from workbench.corpus.readers import FORMATS, read

BODY = "The council met on Monday and decided that the ferry would stay through the winter."
KEYS = st.sampled_from(
    ["text", "paragraphs", "title", "kind", "id", "data", "label", "date", "body-paragraphs", "x"]
) | st.text(max_size=5)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


def packed() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", BODY)
        archive.writestr("b.jsonl", json.dumps({"text": BODY}))
    return buffer.getvalue()


SEEDS = (
    f'{{"id": 1, "text": "{BODY}"}}\n{{"id": 2, "text": "{BODY}"}}\n'.encode(),
    f'[{{"id": 1, "paragraphs": [{{"text": "{BODY}", "kind": "body"}}]}}]'.encode(),
    f'title;text;date\nA;"{BODY}";2019-03-09\nB;b;c\n'.encode(),
    f"# Ferry\n\n> {BODY}\n\n- [a](b)\n".encode(),
    f"“Größe”\n\n{BODY}".encode("cp1252"),
    f"Größe\n\n{BODY}".encode("utf-16"),
    packed(),
)


def looked_at(data: bytes, name: str, options: Options) -> None:
    try:
        reading = read(data, name, options)
    except Refused as refused:
        if refused.code == "refused" or not refused.message.endswith((".", ".)")):
            pytest.fail(f"no code or no sentence: {refused!r}")
        return
    assert reading.articles or reading.problems
    assert reading_from_document(reading_as_document(reading)) == reading
    for problem in reading.problems:
        assert problem.code
        assert problem.message.endswith((".", ".)"))
    for article in reading.articles:
        assert article.paragraphs
        assert article.format in FORMATS
        for paragraph in article.paragraphs:
            assert paragraph.kind in KINDS
            assert unicodedata.is_normalized("NFC", paragraph.text)
            assert not {c for c in paragraph.text if unicodedata.category(c) in {"Cc", "Cs"}} - {
                "\n"
            }


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["", "text", "markdown", "json", "jsonl", "csv"]))
def test_any_bytes(data: bytes, format: str) -> None:
    looked_at(data, "a.bin", Options(format=format))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["a.txt", "a.md", "a.csv", "a.json", "a.jsonl"]))
def test_any_text(text: str, name: str) -> None:
    looked_at(text.encode("utf-8", "replace"), name, Options())


@settings(max_examples=300, deadline=None)
@given(JSON)
def test_any_json(value: object) -> None:
    for data in (json.dumps(value), json.dumps([value]), json.dumps(value) + "\n{}"):
        looked_at(data.encode(), "a.json", Options())
        looked_at(data.encode(), "a.jsonl", Options())


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 400), st.binary(max_size=3)), max_size=4),
    st.sampled_from(["", "cp1252"]),
)
def test_good_files_with_broken_bytes(
    seed: bytes, changes: list[tuple[int, bytes]], encoding: str
) -> None:
    data = bytearray(seed)
    for place, new in changes:
        place %= len(data) or 1
        data[place : place + 1] = new
    looked_at(bytes(data), "a", Options(encoding=encoding))


def test_a_file_is_read_alike_every_time() -> None:
    for seed in SEEDS:
        options = Options(encoding="cp1252" if b"\x93" in seed else "")
        assert read(seed, "a", options) == read(seed, "a", options)


def test_rules_can_be_switched_off_for_records_and_tables_too() -> None:
    text = f"{BODY}\\n\\nShare this article\\n\\n{BODY}"
    for data in (f'{{"text": "{text}"}}', 'text\n"' + text.replace("\\n", "\n") + '"\n'):
        name = "a.csv" if data.startswith("text") else "a.json"
        for off in (frozenset(), frozenset({"share_plea"})):
            [article] = read(data.encode(), name, Options(rules_off=off)).articles
            assert (article.paragraphs[1].note == "share_plea") == (not off)


def test_captions_are_annotated_where_the_project_wants_them() -> None:
    data = json.dumps({"paragraphs": [BODY, {"text": "A boat.", "kind": "caption"}]}).encode()
    for wanted in (False, True):
        [article] = read(data, "a.json", Options(captions=wanted)).articles
        assert article.paragraphs[1].annotatable == wanted


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_language_holds_for_articles_that_do_not_say_theirs(language: str) -> None:
    data = b'{"text": "Moin."}\n{"text": "Bonjour.", "language": "fr"}\n'
    reading = read(data, "a.jsonl", Options(language=language))
    assert [article.language for article in reading.articles] == [language, "fr"]
