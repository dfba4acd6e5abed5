"""What the annotation page costs: to load, at each key, while scrolling.

    python -m tests.benchmarks.bench_page [--loads 7]

One invented article of 60 paragraphs and about 5,000 words with 300 passages and 60 links, all the
questions of the default preset, behind gunicorn and SQLite, in front of a real Chromium. The
yardstick, in the same run: a bare page of the same words with one listener, which nothing that
shows them could beat. The aims: ready within 300 ms of the server's answer, a key's answer seen
within 50 ms, less than 150 kB at the first load, one query for each kind of row.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from flask.testing import FlaskClient
from sqlalchemy import event

from tests.large import make_large_study
from tests.make import OwnContextClient, signed_in_client
from tests.server import Server
from workbench import create_app
from workbench.config import Settings
from workbench.core.db import db
from workbench.migrating import migrate_to_head

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, CDPSession, Page

PROBE = Path(__file__).with_name("page_probe.js").read_text("utf-8")
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
YARDSTICK = """<!doctype html><meta charset="utf-8"><title>Yardstick</title><body>{words}
<p id="say">-</p><script>addEventListener("keydown", () => {{ say.textContent += "." }});
performance.mark("ready")</script>"""
#: Keys by kind of answer; each line is a whole and leaves the paragraph as it was, or goes on.
PRESSES = {
    "frame": "1 1 2 2 3 3 4 4",
    "tone": "q w e r t q w e",
    "word by word": "Home ArrowRight ArrowRight Shift+ArrowRight Shift+ArrowRight",
    "mark and undo": "l z Shift+ArrowRight l z Shift+ArrowRight l z Shift+ArrowRight l z",
    "back and on": "k j k j k j",
    "done, next": "Enter Enter Enter Enter Enter Enter Enter Enter",
}


@dataclass
class Load:
    """One loading of a page, in ms and bytes."""

    server: float
    ready: float
    answered: float
    #: Time of the processor in the page's main thread: what other programs do hardly changes it.
    work: float
    bytes: int = 0
    requests: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    #: Bytes of what the page fetches once it is used.
    late: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loads", type=int, default=7)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(instance=Path(folder), secure_cookies=False, workers=1, threads=4)
        app = create_app(settings)
        app.test_client_class = OwnContextClient
        with app.app_context():
            migrate_to_head()
            study = make_large_study()
            path = f"/projects/{study.project.slug}/assignments/{study.assignment().id}/"
            browser = signed_in_client(app, study.annotators[0])
            show_queries(browser, path)
            cookie = browser.get_cookie("wb")
            assert cookie is not None
            texts = [one.text for one in study.articles[0].paragraphs]
            db.session.remove()
            db.engine.dispose()
        server = Server(settings)
        server.start()
        try:
            with bare_page(texts) as yardstick:
                browse(server.address, cookie.value, path, yardstick, chosen)
        finally:
            server.stop()


def show_queries(browser: FlaskClient, path: str) -> None:
    """How often each table is asked, and how long the page takes in the same process."""
    browser.get(path)
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    browser.get(path)
    tables = Counter(m[1] for one in statements if (m := re.search(r"\sFROM (\w+)", one)))
    print(f"queries: {sum(tables.values())}, of tables {dict(tables)}")
    times = []
    for _ in range(9):
        begun = time.perf_counter()
        browser.get(path)
        times.append(1000 * (time.perf_counter() - begun))
    print(
        f"the page in the server's process: median {median(times):.0f}, least {min(times):.0f} ms"
    )


@contextmanager
def bare_page(texts: list[str]) -> Iterator[str]:
    """The address of the yardstick. The browser's own interception would switch its cache off."""
    body = YARDSTICK.format(words="".join(f"<p>{text}</p>" for text in texts)).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def browse(address: str, cookie: str, path: str, yardstick: str, chosen: Any) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS
        )

        def open_context() -> BrowserContext:
            fresh = browser.new_context(viewport={"width": 1360, "height": 860})
            fresh.add_cookies([{"name": "wb", "value": cookie, "url": address}])
            fresh.add_init_script(PROBE)
            return fresh

        loads: dict[str, list[Load]] = {}
        for _ in range(chosen.loads):
            for entry in ("first load", "from my articles"):
                fresh = open_context()
                tab = fresh.new_page()
                if entry == "from my articles":  # a page that fetches the files ahead
                    tab.goto(f"{address}{path.split('/assignments')[0]}/work")
                    tab.wait_for_load_state("networkidle")
                loads.setdefault(entry, []).append(load(tab, address + path))
                loads.setdefault("second load", []).append(load(tab, address + path))
                loads.setdefault("yardstick", []).append(load(tab, yardstick))
                fresh.close()
        show_loads(loads)
        fresh = open_context()
        tab = fresh.new_page()
        tab.goto(yardstick)
        yardstick_presses = press_all(tab, {"any": "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6"})
        yardstick_frames = scroll(tab)
        load(tab, address + path)
        show_presses(press_all(tab, PRESSES), yardstick_presses)
        show_frames(scroll(tab), yardstick_frames)
        fresh.close()
        browser.close()


def load(page: Page, url: str) -> Load:
    """Load the page; wait until it has answered a key, and is quiet."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Performance.enable", {"timeDomain": "threadTicks"})
    sizes: list[int] = []
    kinds: Counter[str] = Counter()
    types: dict[str, str] = {}
    late: list[int] = []
    network.on("Network.responseReceived", lambda e: types.setdefault(e["requestId"], e["type"]))

    def finished(event: dict[str, Any]) -> None:
        sizes.append(int(event["encodedDataLength"]))
        kind = types.get(event["requestId"], "?")
        kinds[kind] += sizes[-1]
        if kind == "XHR" or late:  # the codebook, and the scripts that it brings with it
            late.append(sizes[-1])

    network.on("Network.loadingFinished", finished)
    page.goto(url)
    while not page.evaluate("probe.answered"):  # the policy lets nothing wait within the page
        page.wait_for_timeout(50)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    times = page.evaluate(
        """() => { const [one] = performance.getEntriesByType("navigation");
        return [one.responseStart - one.requestStart, probe.ready - one.responseEnd,
                probe.answered - one.responseEnd]; }"""
    )
    work = work_of(network)
    network.detach()
    return Load(*times, work, sum(sizes), len(sizes), kinds, sum(late))


def work_of(session: CDPSession) -> float:
    """Milliseconds of work in the main thread since the page was begun."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def show_loads(every: dict[str, list[Load]]) -> None:
    print(f"\n{'loading':26}{'median':>9}{'least':>9}   times the yardstick")
    bare = every["yardstick"]
    for name, loads in every.items():
        for what in ("server", "ready", "answered", "work"):
            times = [getattr(one, what) for one in loads]
            ratio = median(times) / median(getattr(one, what) for one in bare)
            print(f"{name + ': ' + what:26}{median(times):9.1f}{min(times):9.1f}{ratio:9.1f}")
        parts = ", ".join(f"{k} {v / 1000:.1f}" for k, v in loads[0].kinds.most_common())
        late = loads[0].late
        before = f"{(loads[0].bytes - late) / 1000:.1f} kB before the first key"
        print(
            f"{'':10}{before}, {late / 1000:.1f} after it; {loads[0].requests} requests ({parts})"
        )


def press_all(page: Page, presses: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Press the keys one by one, with time between them for everything to come to rest."""
    found: dict[str, list[dict[str, Any]]] = {}
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    for kind, keys in presses.items():
        for key in keys.split():
            page.evaluate("probe.presses.length = 0")
            before = work_of(session)
            page.keyboard.press(key)
            page.wait_for_timeout(250)
            work = work_of(session) - before
            last = page.evaluate("probe.presses.at(-1)")
            if last and last["changed"]:
                found.setdefault(kind, []).append(last | {"work": work})
    return found


def show_presses(
    presses: dict[str, list[dict[str, Any]]], bare: dict[str, list[dict[str, Any]]]
) -> None:
    yardstick = median(one["took"] for ones in bare.values() for one in ones)
    heads = "".join(f"{head:>9}{'worst':>9}" for head in ("median", "script", "work"))
    print(f"\n{'key to painted answer':26}{heads}   times")
    every = {
        **presses,
        "all": [one for ones in presses.values() for one in ones],
        "yardstick": bare["any"],
    }
    for kind, ones in every.items():
        columns = [[one[what] for one in ones] for what in ("took", "ran", "work")]
        figures = "".join(f"{median(times):9.1f}{max(times):9.1f}" for times in columns)
        print(f"{f'{kind} ({len(ones)})':26}{figures}{median(columns[0]) / yardstick:8.1f}")


def scroll(page: Page) -> list[float]:
    """Gaps between frames in ms while the wheel goes from the top to the end."""
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(400)
    page.mouse.move(400, 430)
    page.evaluate("() => { globalThis.stopFrames = probe.watchFrames() }")
    for _ in range(60):
        page.mouse.wheel(0, 240)
        page.wait_for_timeout(16)
    gaps: list[float] = page.evaluate("stopFrames()")
    return gaps


def show_frames(gaps: list[float], bare: list[float]) -> None:
    print(f"\n{'scrolling 5,000 words':26}{'frames':>9}{'median':>9}{'longest':>9}  over 25 ms")
    for name, ones in (("article", gaps), ("yardstick", bare)):
        late = sum(gap > 25 for gap in ones)
        print(f"{name:26}{len(ones):9}{median(ones):9.1f}{max(ones):9.1f}{late:9}")


if __name__ == "__main__":
    main()
