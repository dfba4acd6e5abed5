"""The tests of the browser's modules, in the Chromium of the other browser tests.

A file imports `node:test` and `node:assert/strict`: what stands for them in the page is in
`chromium/`, so that those which touch no page can also be run by hand with `node --test`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FILES = sorted(HERE.glob("*.test.js"))
RUN = """url => import("/tests/js/chromium/test.js").then((tests) => tests.run(url))"""

#: Source of a file that must be seen to fail, with a word of the reason.
FAILING = {
    "at once": ("test('no', () => assert.equal(1, 2));", "not equal"),
    "after a while": ("test('no', async () => { await 0; assert.ok(false); });", "should be true"),
    "unawaited": ("test('no', () => { Promise.resolve().then(() => assert.ok(false)); });", "true"),
    "in a handler": (
        "test('no', () => { document.body.onclick = () => assert.ok(0); document.body.click(); });",
        "should be true",
    ),
    "afterwards": ("afterEach(() => assert.ok(0)); test('no', () => {});", "should be true"),
    "within a test": ("test('no', () => { test('inner', () => {}); });", "inside another test"),
}


class Quiet(SimpleHTTPRequestHandler):
    """Serves the repository without a line for every file."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the repository is served on loopback."""
    serve = partial(Quiet, directory=str(ROOT))
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab: Page, address: str) -> Page:
    """The page is loaded anew for every file: none finds what another has left in it."""
    tab.goto(f"{address}/tests/js/chromium/page.html")
    return tab


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.removesuffix(".test.js"))
def test_the_modules_of_the_pages(page: Page, file: Path) -> None:
    result = page.evaluate(RUN, f"/tests/js/{file.name}")
    assert result["passed"] or result["failed"], "it holds no test"
    assert not result["failed"], "\n\n".join(result["failed"])


@pytest.mark.parametrize("name", FAILING)
def test_what_fails_is_seen(page: Page, name: str) -> None:
    source, reason = FAILING[name]
    head = "import assert from 'node:assert/strict'; import { afterEach, test } from 'node:test';"
    (fault,) = page.evaluate(RUN, f"data:text/javascript,{quote(head + source)}")["failed"]
    assert reason in fault


def test_a_file_that_cannot_be_read_is_seen(page: Page) -> None:
    from playwright.sync_api import Error  # absent where there is no browser

    with pytest.raises(Error, match="Failed to fetch"):
        page.evaluate(RUN, "/tests/js/none.test.js")
