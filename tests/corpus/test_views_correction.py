"""A stored article corrected through the pages, from its own page to what became of it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.make import (
    NOW,
    TEXTS,
    Study,
    csrf_token,
    make_draft,
    make_judgment,
    make_person,
    signed_in_client,
)
from workbench.core.db import db, writing
from workbench.corpus.actions import add_article
from workbench.corpus.actions_masks import add_masks
from workbench.corpus.models import Article, Upload
from workbench.corpus.preparing import prepare
from workbench.corpus.queries import get_article
from workbench.projects.actions import add_member

LIST = "/projects/harbour/articles/"
REWORDED = "Two aides claimed the “truce” would hold until summer."


@pytest.fixture
def free(study: Study) -> Article:
    """An article that nobody has."""
    with writing():
        done = add_article(study.project.id, prepare(make_draft(("Free", *TEXTS[1:]))), now=NOW)
    return db.session.get_one(Article, done.article_id)


def post(browser: FlaskClient, path: str, **fields: Any) -> TestResponse:
    return browser.post(path, data={"csrf_token": csrf_token(browser)} | fields)


def begin(browser: FlaskClient, article: Article) -> str:
    """The address of the draft in which the article's text is corrected."""
    answer = post(browser, f"{LIST}{article.key}/correct", seen=article.sha256)
    assert answer.status_code == 303
    return str(answer.location)


def reword(browser: FlaskClient, draft: str, text: str = REWORDED) -> None:
    answer = post(browser, draft, seen="0", at="2", do="retype", text=text)
    assert answer.status_code == 303, answer.text


def store(browser: FlaskClient, draft: str, seen: int = 1, **facts: str) -> TestResponse:
    stated = {"title": "Free", "outlet": "Courier", "language": "en", "then": "store"}
    return post(browser, f"{draft}/facts", seen=seen, **stated | facts)


def facts_of(article: Article) -> dict[str, str]:
    return {
        "title": article.title,
        "outlet": article.outlet.name if article.outlet else "",
        "byline": article.byline,
        "published": article.published.isoformat() if article.published else "",
        "story": article.story.title if article.story else "",
        "section": article.section,
        "url": article.url,
        "language": article.language,
    }


def forget() -> None:
    """Let the test's session see what requests have stored since."""
    db.session.commit()
    db.session.expire_all()


def words(page: str) -> str:
    """The page with its white space folded, as it is read."""
    return " ".join(page.split())


def end_of(browser: FlaskClient, answer: TestResponse) -> str:
    """Where storing leads in the end."""
    assert answer.status_code == 303, answer.text
    return str(browser.get(answer.location).location)


def test_a_free_article_is_corrected_in_its_place(
    browser: FlaskClient, study: Study, free: Article
) -> None:
    assert "Nobody has it: a corrected text takes its place." in browser.get(LIST + free.key).text
    draft, facts = begin(browser, free), facts_of(free)
    before = words(browser.get(draft).text)
    assert "The text is not changed yet. Nobody has this article" in before
    assert "Store the facts" in before
    reword(browser, draft)
    page = words(browser.get(draft).text)
    assert "not changed yet" not in page
    assert "Store in its place" in page
    assert "Leave out" not in page
    assert end_of(browser, store(browser, draft, **facts)) == LIST + free.key
    forget()
    stored = get_article(study.project.id, free.key)
    assert (stored.id, stored.version) == (free.id, 1)
    assert stored.paragraphs[1].text == REWORDED


@pytest.mark.parametrize("is_judged", [False, True])
def test_an_article_in_use_gets_a_version_and_the_difference_is_shown(
    browser: FlaskClient, study: Study, is_judged: bool
) -> None:
    article = study.articles[0]
    if is_judged:
        make_judgment(study)
    draft, facts = begin(browser, article), facts_of(article)
    reword(browser, draft)
    page = words(browser.get(draft).text)
    assert "Store as version 2" in page
    kept = "its judgments stay with it" if is_judged else "stays for those who have it"
    assert kept in page
    address = end_of(browser, store(browser, draft, **facts))
    assert address == f"{LIST}{article.key}-2/difference"
    assert "1 of 4 paragraphs differ" in browser.get(address).text
    assert "no longer corrected" in browser.get(draft).text


def test_facts_alone_are_stored_without_a_version(
    browser: FlaskClient, study: Study, free: Article
) -> None:
    draft = begin(browser, free)
    facts = facts_of(free) | {"section": "Coast"}
    assert end_of(browser, store(browser, draft, seen=0, **facts)) == LIST + free.key
    forget()
    assert get_article(study.project.id, free.key).section == "Coast"


def test_nothing_is_stored_where_nothing_was_corrected(
    browser: FlaskClient, study: Study, free: Article
) -> None:
    draft = begin(browser, free)
    answer = store(browser, draft, seen=0, **facts_of(free))
    assert answer.location == draft
    assert "there is nothing to store" in browser.get(draft).text


def test_a_correction_is_discarded_and_the_article_stays(
    browser: FlaskClient, study: Study, free: Article
) -> None:
    draft = begin(browser, free)
    reword(browser, draft)
    answer = post(browser, draft.removesuffix("/1") + "/discard")
    assert answer.location == LIST + free.key
    page = browser.get(answer.location).text
    assert "The correction was discarded." in page
    assert REWORDED not in page
    assert begin(browser, free) != draft


def test_a_correction_that_was_overtaken_is_refused_with_a_way_out(
    app: Flask, browser: FlaskClient, study: Study
) -> None:
    article = study.articles[0]
    person = make_person("Olga Ruiz")
    with writing():
        second = add_member(study.project, person, "lead", seat="L-02")
    other = signed_in_client(app, second)
    facts = facts_of(article)
    mine, theirs = begin(browser, article), begin(other, article)
    assert mine != theirs
    reword(browser, mine, "Mine is worded in another way.")
    reword(other, theirs)
    assert end_of(other, store(other, theirs, **facts)).endswith("-2/difference")

    answer = store(browser, mine, **facts)
    assert answer.status_code == 409
    page = words(answer.text)
    assert "Somebody else corrected this article in the meantime." in page
    assert "Mine is worded in another way." in page, "so that it can be copied"
    assert f'href="{LIST}{article.key}-2"' in page
    assert 'value="store"' not in page
    forget()
    states = [one.state for one in db.session.query(Upload).order_by(Upload.id)]
    assert states == ["ready", "stored"]
    assert post(browser, mine.removesuffix("/1") + "/discard").status_code == 303


def test_a_text_that_another_article_has_is_refused_on_the_spot(
    browser: FlaskClient, study: Study, free: Article
) -> None:
    article, facts = study.articles[0], facts_of(study.articles[0])
    draft = begin(browser, article)
    post(browser, draft, seen="0", at="1", do="retype", text="Free")
    answer = store(browser, draft, **facts)
    assert answer.status_code == 409
    assert "The corrected text is already in the corpus as “Free”." in answer.text
    assert "Store as version 2" in answer.text


def test_a_correction_can_be_looked_at_later_and_goes_on_where_it_was(
    browser: FlaskClient, free: Article
) -> None:
    draft = begin(browser, free)
    assert "Correction of Free" in browser.get(f"{LIST}import").text
    assert browser.get(draft.removesuffix("/1")).location == draft
    assert begin(browser, free) == draft


def test_the_lead_hears_of_words_masked_by_hand_that_a_correction_took_away(
    browser: FlaskClient, study: Study, free: Article
) -> None:
    with writing():
        add_masks(study.project.id, free.key, "aides", kind="author", position=2, everywhere=False)
    draft, facts = begin(browser, free), facts_of(free)
    reword(browser, draft, "Two helpers claimed the “truce” would hold.")
    answer = store(browser, draft, **facts)
    page = words(browser.get(answer.location, follow_redirects=True).text)
    assert "not found in the corrected text: “aides”." in page


def test_nothing_is_said_where_the_words_masked_by_hand_stay(
    browser: FlaskClient, study: Study, free: Article
) -> None:
    with writing():
        add_masks(study.project.id, free.key, "aides", kind="author", position=2, everywhere=False)
    draft, facts = begin(browser, free), facts_of(free)
    reword(browser, draft)
    page = browser.get(store(browser, draft, **facts).location, follow_redirects=True).text
    assert "Masked by hand" not in page
    forget()
    paragraph = get_article(study.project.id, free.key).paragraphs[1]
    assert paragraph.masks == [[4, 9, "author", "by_hand"]]


def test_going_back_to_the_first_words_is_no_duplicate(browser: FlaskClient, study: Study) -> None:
    first = study.articles[0]
    before = first.paragraphs[1].text
    draft, facts = begin(browser, first), facts_of(first)
    reword(browser, draft)
    store(browser, draft, **facts)
    forget()
    second = get_article(study.project.id, f"{first.key}-2")
    again = begin(browser, second)
    reword(browser, again, before)
    assert "would be skipped" not in browser.get(again).text
