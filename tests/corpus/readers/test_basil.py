"""Ninety real articles as a check on the rules: they are clean, so hardly a line is furniture."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.corpus.readers import read_article

ARTICLES = Path(__file__).parents[4] / "shared" / "data" / "basil_articles.jsonl"


@pytest.fixture(scope="module")
def articles() -> list[list[str]]:
    if not ARTICLES.exists():
        pytest.skip("The real articles in ../shared/data are not on this machine.")
    lines = ARTICLES.read_text("utf-8").splitlines()
    return [[p["text"] for p in json.loads(line)["paragraphs"]] for line in lines]


def test_running_text_is_hardly_ever_taken_for_furniture(articles: list[list[str]]) -> None:
    total = flagged = 0
    for paragraphs in articles:
        article = read_article("\n\n".join(paragraphs).encode(), "article.txt")
        assert len(article.paragraphs) == len(paragraphs)
        total += len(paragraphs)
        flagged += sum(not p.annotatable for p in article.paragraphs)
    assert total > 1_000
    assert flagged <= total * 0.002


def test_a_title_is_found_where_there_is_one(articles: list[list[str]]) -> None:
    found = [
        read_article("\n\n".join(["Ferry stays for the winter", *paragraphs]).encode(), "a.txt")
        for paragraphs in articles
    ]
    assert all(article.title == "Ferry stays for the winter" for article in found)
