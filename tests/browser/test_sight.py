"""What axe-core cannot see of the annotation page: whether the focus shows and is not covered, text
that is spaced out, reduced motion, and that the active paragraph stays in sight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask

from tests.browser.annotating import (
    SAVES,
    at_work,
    go_to,
    one_database,
    press,
    ticked,
    wait_until_saved,
    work_path,
)
from tests.browser.conftest import SitDown
from tests.browser.test_states import NARROW, WIDE, ZOOMED, resize
from tests.make import Study, make_study, rich_codebook
from workbench.codebook.reading import read_preset

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.browser, one_database]


@pytest.fixture
def rich(app: Flask) -> Study:
    """Every type of question, and suggestions."""
    return make_study(codebook=rich_codebook(), premarks=True)


#: What has the focus: its name, whether a ring shows it, and whether it can be seen.
FOCUS = """() => {
  const one = document.activeElement;
  const holders = [one, one.closest("label"), one.closest(".p")].filter(Boolean);
  const ring = holders.some((holder) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(holder);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
  const { x, y, width, height } = (one.closest("label") ?? one).getBoundingClientRect();
  const top = document.elementFromPoint(x + width / 2, y + Math.min(height / 2, 12));
  const seen = holders.some((holder) => holder.contains(top));
  const words = one.textContent.trim().slice(0, 20);
  const name = `${one.tagName} ${one.className} ${one.name ?? ""} ${words}`;
  return { name, ring, seen, end: one === document.body };
}"""


def tab_through(page: Page, most: int = 120) -> list[dict[str, Any]]:
    """What has the focus, from one Tab to the next, until it has left the page."""
    found: list[dict[str, Any]] = []
    for _ in range(most):
        press(page, "Tab")
        now = page.evaluate(FOCUS)
        if now["end"]:
            break
        found.append(now)
    return found


@pytest.mark.parametrize("size", [WIDE, NARROW, ZOOMED[1]], ids=str)
def test_the_focus_shows_and_is_never_hidden(
    rich: Study, sit_down: SitDown, size: tuple[int, int]
) -> None:
    page = at_work(sit_down, rich, 2, reduced_motion="reduce").page
    resize(page, size)
    press(page, "1 2 y Home Shift+ArrowRight s")
    wait_until_saved(page)
    page.locator(".skip").focus()
    found = tab_through(page)
    assert len(found) > 30
    assert [one["name"] for one in found if not one["ring"]] == []
    assert [one["name"] for one in found if not one["seen"]] == []


def test_the_harness_sees_a_focus_that_is_hidden(study: Study, sit_down: SitDown) -> None:
    page = at_work(sit_down, study, 2, reduced_motion="reduce").page
    page.evaluate(
        """() => {
          const lid = document.body.appendChild(document.createElement("div"));
          Object.assign(lid.style, { position: "fixed", inset: "60% 0 0", zIndex: 99 });
          const bare = new CSSStyleSheet();
          bare.replaceSync(".tool:focus-visible { outline: none !important }");
          document.adoptedStyleSheets = [bare];
        }"""
    )
    page.locator(".skip").focus()
    found = tab_through(page)
    assert any("keys" in one["name"] for one in found if not one["ring"])
    assert any("note" in one["name"] for one in found if not one["seen"])


#: The spacing of WCAG 1.4.12.
SPACE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
#: How wide the page is, and what is cut off. Hints of one line have all their words elsewhere.
CUT = """() => {
  const cut = [...document.querySelectorAll("body *")].filter((one) => {
    const { overflowX, overflowY } = getComputedStyle(one);
    const isHint = one.matches(".visually-hidden, .ask, .undone, .where, .flag legend");
    return !isHint && one.checkVisibility() && one.textContent.trim() !== ""
      && ((overflowY === "hidden" && one.scrollHeight > one.clientHeight + 1)
        || (overflowX === "hidden" && one.scrollWidth > one.clientWidth + 1));
  });
  const names = cut.map((one) => `${one.tagName}.${one.className}`);
  return [document.documentElement.scrollWidth, names];
}"""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
def test_spaced_text_is_not_cut_off(study: Study, sit_down: SitDown, size: tuple[int, int]) -> None:
    page = at_work(sit_down, study, 2).page
    resize(page, size)
    page.evaluate(SPACE)
    press(page, "1 4 y Home s")
    wide, cut = page.evaluate(CUT)
    assert wide <= size[0]
    assert cut == []


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_glides_where_motion_is_unwanted(
    study: Study, sit_down: SitDown, motion: str
) -> None:
    page = at_work(sit_down, study, 1, reduced_motion=motion).page
    page.evaluate(
        """() => {
          window.ways = [];
          const real = Element.prototype.scrollIntoView;
          Element.prototype.scrollIntoView = function (how) {
            ways.push(how?.behavior ?? "auto");
            real.call(this, how);
          };
        }"""
    )
    press(page, "j j")
    go_to(page, 3)
    ways = page.evaluate("[...new Set(window.ways)]")
    assert ways == (["auto"] if motion == "reduce" else ["smooth"])
    moving = page.evaluate("document.getAnimations().length")
    assert moving == 0


def test_the_paragraph_stays_in_sight_while_questions_come(study: Study, sit_down: SitDown) -> None:
    page = at_work(sit_down, study, 2, reduced_motion="reduce").page
    for size in (WIDE, NARROW):
        resize(page, size)
        press(page, "k j")
        go_to(page, 2)
        before = page.locator("#p2 .words").bounding_box()
        press(page, "1 4 * q y Home s")
        wait_until_saved(page)
        assert page.locator("#p2 .words").bounding_box() == before
        page.locator(".remarks #note").focus()  # at the end of the questions
        words, panel = (page.locator(one).bounding_box() for one in ("#p2 .words", "#panel"))
        assert words == before
        assert words is not None
        assert panel is not None
        assert words["y"] > 0
        assert words["y"] + words["height"] <= (panel["y"] if size == NARROW else size[1])
        press(page, "Escape 1 4 q y")


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).bounding_box()
    assert found is not None
    return found


@pytest.mark.parametrize("size", [WIDE, ZOOMED[1]], ids=str)
def test_questions_that_come_up_are_in_sight_with_the_one_they_follow(
    app: Flask, sit_down: SitDown, size: tuple[int, int]
) -> None:
    study = make_study(codebook=read_preset("framing-tone-sourcing"))
    page = at_work(sit_down, study, 2, reduced_motion="reduce").page
    resize(page, size)
    press(page, "1 2")
    following = page.locator("#at-attribution")
    assert following.is_hidden()
    press(page, "y")
    end = box(page, ".foot")["y"]
    heading = box(page, ".panel .which")
    asked, came = box(page, "#at-attributed"), box(page, "#at-attribution")
    assert heading["y"] + heading["height"] <= asked["y"]
    assert asked["y"] + asked["height"] <= came["y"]
    # Where not all of it has room, it begins in sight.
    assert came["y"] + (came["height"] if size == WIDE else 20) <= end
    # The control: as the panel was before, they stood below its fold.
    scrolled: float = page.evaluate("document.getElementById('panel').scrollTop")
    assert came["y"] + came["height"] + scrolled > end


def test_a_change_shows_the_form_once(study: Study, sit_down: SitDown) -> None:
    page = at_work(sit_down, study, 2).page
    page.route(SAVES, lambda _: None)  # what is answered shows it again
    shown = page.evaluate(
        """() => {
          const seen = new MutationObserver(() => {});
          seen.observe(document.querySelector("[data-which]"), { childList: true });
          const send = (key) => document.body.dispatchEvent(
            new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
          return ["1", "!", "z"].map((key) => {
            send(key);
            return seen.takeRecords().length;
          });
        }"""
    )
    assert shown == [1, 1, 1]


def test_at_200_percent_words_and_questions_stand_side_by_side(
    rich: Study, sit_down: SitDown
) -> None:
    page = at_work(sit_down, rich, 2, reduced_motion="reduce").page
    resize(page, ZOOMED[1])
    press(page, "j k")
    go_to(page, 2)
    words, panel, foot = (box(page, one) for one in ("#p2 .words", "#panel", ".foot"))
    bar = box(page, ".bar")
    assert bar["y"] + bar["height"] <= words["y"]
    assert words["y"] + words["height"] <= ZOOMED[1][1]
    assert words["x"] + words["width"] <= panel["x"]
    assert foot["y"] - panel["y"] > ZOOMED[1][1] / 2
    page.locator(".remarks #note").focus()
    assert box(page, "#p2 .words") == words
    assert box(page, ".remarks #note")["y"] < foot["y"]
    # Narrower, there is no room beside the words: the panel follows them.
    resize(page, (390, 430))
    page.wait_for_function("document.querySelector('#p2 + #panel')")


def test_until_the_scripts_are_at_work_the_questions_look_it(
    study: Study, sit_down: SitDown
) -> None:
    desk = sit_down(study.annotators[0])
    held: list[Route] = []
    desk.page.route("**/annotate/work.js*", lambda route: held.append(route))
    desk.page.goto(desk.address + work_path(study), wait_until="commit")
    page = desk.page
    page.wait_for_selector("[data-go=done]")
    looks = "getComputedStyle(document.querySelector('[data-form]')).opacity"
    page.wait_for_function(f"{looks} === '0.5'")
    press(page, "1")
    for route in held:
        route.continue_()
    go_to(page, 1)
    page.wait_for_function(f"{looks} === '1'")
    assert page.locator("[data-form][aria-busy]").count() == 0
    assert ticked(page) == []
    press(page, "1")
    assert ticked(page) == ["conflict"]
    # In one go: a save that returns meanwhile moves things as well.
    ready, unready, opacity = page.evaluate(
        """() => {
          const boxes = () => [...document.querySelectorAll(".annotate *")].map((one) =>
            JSON.stringify(one.getBoundingClientRect()));
          const form = document.querySelector("[data-form]");
          const ready = boxes();
          form.removeAttribute("data-ready");
          return [ready, boxes(), getComputedStyle(form).opacity];
        }"""
    )
    assert opacity == "0.5"
    assert unready == ready
