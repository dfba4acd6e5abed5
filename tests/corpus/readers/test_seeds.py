"""Two real articles, which are not part of this repository: only counts, kinds and places here."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest

from workbench.corpus.drafts import ArticleDraft
from workbench.corpus.readers import read_article

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


def seed(start: str) -> ArticleDraft:
    paths = sorted(SEEDS.glob(f"{start}_*.txt"))
    if not paths:
        pytest.skip("The two real articles in ../shared/seeds are not on this machine.")
    return read_article(paths[0].read_bytes(), paths[0].name)


def test_scraped_page() -> None:
    article = seed("000")
    assert article.format == "text"
    annotatable = [i for i, p in enumerate(article.paragraphs) if p.annotatable]
    assert len(annotatable) == 19
    first, second, third = (article.paragraphs[i] for i in annotatable[:3])
    assert (first.kind, second.kind, third.kind) == ("title", "standfirst", "body")
    assert article.title == first.text
    captions = [i for i, p in enumerate(article.paragraphs) if p.kind == "caption"]
    assert captions == [annotatable[1] + 1]
    # Two lines of furniture above, two below; the rest is one piece.
    assert [i for i, p in enumerate(article.paragraphs) if not p.annotatable] == [0, 1, 4, 22, 23]


def test_essay() -> None:
    article = seed("004")
    assert article.format == "markdown"
    kinds = Counter(p.kind for p in article.paragraphs if p.annotatable)
    others = kinds["body"] + kinds["standfirst"]
    counts = (kinds["title"], kinds["heading"], kinds["quote"], others)
    assert counts == (1, 2, 3, 19)
    assert kinds.total() == 25
    assert article.published == datetime.date(2019, 3, 9)
    assert len(article.outlet.split()) == 2
    assert len(article.byline.split()) == 2
    joined = [p for p in article.paragraphs if p.note == "joined"]
    assert len(joined) == 2
    assert all(p.text.endswith(".") and p.annotatable for p in joined)
    assert all(p.note == "introduced" for p in article.paragraphs if p.kind == "quote")


def test_essay_keeps_no_marks_of_its_format() -> None:
    everything = "\n".join(p.text for p in seed("004").paragraphs if p.annotatable)
    assert not set("*#\\_`") & set(everything)
    assert "](" not in everything
