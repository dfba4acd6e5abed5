"""Whole articles of many sorts, all written for these tests: a file beside what it must become.

The first line of an `.expected` file holds format, title, outlet, byline and date, each further
line one paragraph: its kind and, where a rule decided, the rule's name.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.corpus import readers
from workbench.corpus.drafts import ANNOTATABLE_KINDS, KINDS, ArticleDraft, Options

GIVEN = Path(__file__).parent / "given"
FILES = sorted(path for path in GIVEN.iterdir() if path.suffix != ".expected")


def summary(article: ArticleDraft) -> list[str]:
    date = article.published.isoformat() if article.published else ""
    head = " | ".join([article.format, article.title, article.outlet, article.byline, date])
    return [_tidy(head)] + [_tidy(f"{p.kind} {p.note}") for p in article.paragraphs]


def _tidy(line: str) -> str:
    return " ".join(line.split())


def read(name: str, *off: str) -> ArticleDraft:
    options = Options(rules_off=frozenset(off))
    (article,) = readers.read((GIVEN / name).read_bytes(), name, options).articles
    return article


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_article_becomes_what_is_expected(path: Path) -> None:
    expected = path.with_suffix(".expected").read_text("utf-8").splitlines()
    assert summary(read(path.name)) == [_tidy(line) for line in expected]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_kinds_decide_what_is_annotatable(path: Path) -> None:
    for paragraph in read(path.name).paragraphs:
        assert paragraph.kind in KINDS
        assert paragraph.annotatable == (paragraph.kind in ANNOTATABLE_KINDS)
        assert paragraph.text == paragraph.text.strip() != ""


def test_there_are_many_sorts() -> None:
    assert len(FILES) >= 45


def test_markdown_leaves_no_marks() -> None:
    essay = "\n".join(p.text for p in read("essay.md").paragraphs)
    assert "stump of stone in the mud. Then" in essay
    assert "By Ilse Varga" in essay
    assert not set("#[]^") & set(essay)
    assert "http" not in essay


def test_raw_html_and_scripts_become_plain_text_or_nothing() -> None:
    texts = [p.text for p in read("rawhtml.md").paragraphs]
    everything = "\n".join(texts)
    assert "Engineers measured the tower on Monday" in everything
    assert "summer.\nNobody was told." in everything
    assert texts[2] == "A tower seen from below"
    assert "2019 | 4 mm" in texts
    for trace in ("<", "alert", "javascript", "comment"):
        assert trace not in everything


def test_wrapped_lines_are_joined() -> None:
    texts = [p.text for p in read("wrapped.txt").paragraphs]
    assert not any("\n" in text for text in texts)
    assert "walk to the well" in texts[1]
    assert "a US-owned warehouse" in texts[2]


def test_lines_of_a_list_stay_apart() -> None:
    assert "200 g barley\n2 carrots\n1 onion, chopped" in [
        p.text for p in read("recipe.txt").paragraphs
    ]


@pytest.mark.parametrize(
    ("name", "language", "section", "url"),
    [
        ("spanish.md", "es", "Sociedad", "https://faro.example/sociedad/rio"),
        ("french.txt", "en", "Région", ""),
        ("saved.mhtml", "fr", "", "https://lanterne.example/monde/digue"),
        ("amp.html", "en-IE", "Islands", "https://sound-gazette.example/2023/11/ferry-night"),
        ("japanese.html", "ja", "", ""),
    ],
)
def test_language_section_and_address_are_lifted(
    name: str, language: str, section: str, url: str
) -> None:
    article = read(name)
    assert (article.language, article.section, article.url) == (language, section, url)
