"""What a long article costs: bytes at the first load, questions to the database.

A page of 5,000 words with 300 passages under the default preset; both figures are the same on
every machine. tests/benchmarks/bench_page.py measures what depends on one.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.home.test_query_counts import counting
from tests.large import make_large_study
from tests.make import signed_in_client

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

MOST_BYTES = 150_000
#: What the server in front of the application adds to each answer.
OF_THE_SERVER = (
    "HTTP/1.1 200 OK\r\nServer: gunicorn\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\n"
    "Connection: keep-alive\r\n\r\n"
)
AS_BROWSERS_DO = {"Accept-Encoding": "gzip, deflate, br"}
#: Asked twice, for different things: the assignment and the annotator's others, the paragraphs and
#: what is masked in the title.
TWICE = {"assignment", "paragraph"}


@pytest.fixture
def large(app: Flask) -> tuple[FlaskClient, str]:
    study = make_large_study()
    path = f"/projects/{study.project.slug}/assignments/{study.assignment().id}/"
    return signed_in_client(app, study.annotators[0]), path


def size(response: TestResponse) -> int:
    """Bytes of an answer: its body and its headers, as HTTP/1.1 writes them."""
    assert response.status_code == 200
    headers = "".join(f"{name}: {value}\r\n" for name, value in response.headers)
    return len(response.data) + len(headers) + len(OF_THE_SERVER)


def test_the_first_load_is_small(large: tuple[FlaskClient, str]) -> None:
    client, path = large
    page = client.get(path, headers=AS_BROWSERS_DO)
    plain = client.get(path)
    addresses = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', plain.text))
    assert {"page.js", "work.js", "page.css"} <= {address.split("/")[-1] for address in addresses}
    files = sum(size(client.get(address, headers=AS_BROWSERS_DO)) for address in addresses)
    assert size(page) + files < MOST_BYTES
    assert size(plain) > MOST_BYTES, "the control: as it is, the page alone would be too large"


def test_each_kind_of_row_takes_one_query(large: tuple[FlaskClient, str]) -> None:
    client, path = large
    client.get(path)
    with counting() as statements:
        assert client.get(path).status_code == 200
    tables = Counter(re.findall(r"\sFROM (\w+)", one)[0] for one in statements if "FROM" in one)
    assert {"judgment", "label", "span", "span_label", "link", "link_member"} <= set(tables)
    assert {name for name, count in tables.items() if count > 1} <= TWICE
    assert max(tables.values()) == 2
