"""My articles fetches what the annotation page is made of, before the first article is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.annotating import one_database, work_path
from tests.browser.conftest import SitDown
from tests.make import Study

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, one_database]

#: Bytes that scripts and styles of the page shown took from the server.
TRAVELLED = """performance.getEntriesByType("resource")
    .filter(({ initiatorType }) => ["link", "script", "other"].includes(initiatorType))
    .map(({ name, transferSize }) => [name, transferSize])"""


def travelled(page: Page) -> dict[str, int]:
    page.wait_for_load_state("networkidle")
    return {name: size for name, size in page.evaluate(TRAVELLED) if "annotate/" in name}


def test_the_first_article_opens_with_what_is_there(study: Study, sit_down: SitDown) -> None:
    ada = sit_down(study.annotators[0])
    ada.open("/projects/harbour/work").wait_for_load_state("networkidle")
    ada.page.get_by_role("link", name="Start", exact=True).click()
    expect(ada.page.locator("#p1")).to_be_visible()
    found = travelled(ada.page)
    assert any("annotate/work.js" in name for name in found)
    assert sum(found.values()) == 0

    # The control: her browser without its cache, straight to the article.
    other = sit_down(None, storage_state=ada.context.storage_state())
    other.open(work_path(study))
    assert sum(travelled(other.page).values()) > 50_000
