"""Every rule has a name that a lead can read, and can be switched off."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.corpus.readers.test_articles import FILES, read
from workbench.corpus.drafts import ArticleDraft
from workbench.corpus.readers.furniture import CLOSING_RULES, RULES
from workbench.corpus.readers.rules import RULES_EXPLAINED


@cache
def as_given(name: str) -> ArticleDraft:
    return read(name)


def notes(article: ArticleDraft) -> set[str]:
    return {paragraph.note for paragraph in article.paragraphs}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_note_is_explained(path: Path) -> None:
    assert notes(as_given(path.name)) <= {"", *RULES_EXPLAINED}


def test_every_rule_of_furniture_is_explained() -> None:
    assert {rule.name for rule in (*RULES, *CLOSING_RULES)} <= set(RULES_EXPLAINED)


@pytest.mark.parametrize(("rule", "sentence"), RULES_EXPLAINED.items())
def test_explanations_are_short_and_open_like_sentences(rule: str, sentence: str) -> None:
    assert 3 < len(sentence) <= 80
    assert sentence[0].isupper()
    assert len(rule) <= 120


@pytest.mark.parametrize("rule", sorted(RULES_EXPLAINED))
def test_each_rule_can_be_switched_off(rule: str) -> None:
    # Footnote marks are taken out of paragraphs of any kind, so their rule is no note.
    used = [p.name for p in FILES if rule in notes(as_given(p.name)) or rule == "footnote_marks"]
    assert used, "no given article needs this rule"
    changed = 0
    for name in used:
        without = read(name, rule)
        assert rule not in notes(without)
        changed += [(p.kind, p.text) for p in without.paragraphs] != [
            (p.kind, p.text) for p in as_given(name).paragraphs
        ]
    assert changed


def test_with_every_rule_off_nothing_is_greyed_and_nothing_is_lost() -> None:
    for name in ("scrape.txt", "converter.md", "consent.txt"):
        bare = read(name, *RULES_EXPLAINED)
        assert {p.kind for p in bare.paragraphs} == {"body"}
        assert notes(bare) == {""}
