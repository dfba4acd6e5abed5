"""Annotators and articles as they are named in the shell. Pure.

An annotator is named by seat or name, an article by key or title.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.accounts.names import tidy_name
from workbench.core.errors import Invalid, NotFound
from workbench.corpus.models import Article
from workbench.projects.models import Membership


def choose_annotators(members: Sequence[Membership], given: str) -> list[Membership]:
    """The members behind names parted by commas, each once.

    Raises NotFound, with the known seats, for a stranger, and Invalid for a lead.
    """
    chosen = {}
    for name in _parts(given):
        member = _find_member(members, name)
        if member.role != "annotator":
            raise Invalid(f"{name} is a {member.role} here; only annotators are given articles.")
        if member.recorded_as is not None:
            raise Invalid(f"{name} is known from a file of labels alone and never signs in.")
        chosen[member.id] = member
    if not chosen:
        raise Invalid("Name at least one annotator, by seat or name.")
    return list(chosen.values())


def choose_articles(articles: Sequence[Article], given: Iterable[str]) -> list[Article]:
    """The articles behind each text given: one title or key, or several parted by commas.

    Raises NotFound when none fits and Invalid when several articles have one title.
    """
    chosen = {}
    for text in given:
        whole = _find_articles(articles, text.strip())
        for name in [text.strip()] if whole else _parts(text):
            found = _find_articles(articles, name)
            if not found:
                raise NotFound(f"This project has no article {name!r}. Name it by key or title.")
            if len(found) > 1:
                keys = ", ".join(article.key for article in found)
                raise Invalid(f"Several articles are called {name!r}. Use the key: {keys}.")
            chosen[found[0].id] = found[0]
    if not chosen:
        raise Invalid("Name at least one article by key or title, or leave the option out for all.")
    return list(chosen.values())


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _find_member(members: Sequence[Membership], name: str) -> Membership:
    tidied = tidy_name(name)
    for member in members:
        if name == member.seat or (member.person is not None and tidied == member.person.name):
            return member
    known = ", ".join(member.seat for member in members if member.role == "annotator") or "none"
    raise NotFound(f"This project has no annotator {name!r}. Its annotators: {known}.")


def _find_articles(articles: Sequence[Article], name: str) -> list[Article]:
    by_key = [article for article in articles if article.key == name]
    return by_key or [article for article in articles if article.title == name]
