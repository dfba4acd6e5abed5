"""Outlet, date and names on one line, between strokes or dots."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.corpus.drafts import ArticleDraft
from workbench.corpus.readers import read_article

PROSE = "The council met on Monday and talked about the bridge until the lights went out at ten."
DAY = date(2020, 5, 4)


def below_title(line: str) -> ArticleDraft:
    return read_article(
        f"Council votes on bridge\n\n{line}\n\n{PROSE}\n\n{PROSE}".encode(), "a.txt"
    )


@pytest.mark.parametrize(
    ("line", "outlet", "byline", "published"),
    [
        ("The Daily Quay | 4 May 2020 | By Ann Lee and Bob Ray", "The Daily Quay",
         "Ann Lee and Bob Ray", DAY),
        ("By Ann Lee · The Daily Quay · May 4, 2020", "The Daily Quay", "Ann Lee", DAY),
        ("May 4, 2020 • 10:30 GMT • By Ann Lee", "", "Ann Lee", DAY),
        ("Politics | The Daily Quay | 4 May 2020 | 5 min read", "The Daily Quay", "", DAY),
        ("The Daily Quay — By Ann Lee — 2020-05-04", "The Daily Quay", "Ann Lee", DAY),
        ("Von Ann Lee | 4. Mai 2020 | Hafenbote", "Hafenbote", "Ann Lee", DAY),
        ("The Daily Quay | 4 May 2020 | By Ann Lee | Photos by Jo Roe, for the Quay",
         "The Daily Quay", "Ann Lee", DAY),
        ("The Daily Quay, London | Monday 4 May 2020 10.30 BST | by Ann Lee in Kiel", "",
         "Ann Lee", DAY),
        ("Bob Ray | Daily Quay | 4 May 2020", "", "", DAY),
        ("4 May 2020 | By Ann Lee", "", "Ann Lee", DAY),
        ("The Daily Quay | By Ann Lee", "The Daily Quay", "Ann Lee", None),
    ],
)  # fmt: skip
def test_the_parts_of_a_head_line_are_lifted(
    line: str, outlet: str, byline: str, published: date | None
) -> None:
    article = below_title(line)
    assert [p.kind for p in article.paragraphs] == ["title", "metadata", "body", "body"]
    assert article.paragraphs[1].note == "head_line"
    assert (article.outlet, article.byline, article.published) == (outlet, byline, published)


def test_a_head_line_right_under_the_title_is_parted_from_it() -> None:
    line = "The Daily Quay | 4 May 2020 | By Ann Lee"
    article = read_article(f"Council votes on bridge\n{line}\n\n{PROSE}\n\n{PROSE}".encode(), "a")
    assert [p.kind for p in article.paragraphs] == ["title", "metadata", "body", "body"]
    assert (article.outlet, article.byline, article.published) == ("The Daily Quay", "Ann Lee", DAY)


@pytest.mark.parametrize(
    "line",
    [
        "Ferry stays — islanders relieved — council says so on 4 May 2020",
        "Two bridges | One river",
        "The long wait — by boat",
    ],
)
def test_a_standfirst_with_strokes_stays_one(line: str) -> None:
    assert below_title(line).paragraphs[1].kind == "standfirst"


def test_in_running_text_no_head_line_is_looked_for() -> None:
    line = "The Daily Quay | 4 May 2020 | By Ann Lee"
    article = read_article(f"Title here\n\n{PROSE}\n\n{PROSE}\n\n{line}\n\n{PROSE}".encode(), "a")
    assert article.paragraphs[3].kind != "metadata"
