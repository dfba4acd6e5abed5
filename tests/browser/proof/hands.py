"""Hands at the form: whatever the page offers is pressed, clicked and typed at random."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from tests.browser.annotating import press

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

WORDS = ("Why?", "Zeile 1 “zwei”", "🙂 עברית", "O'Hara; DROP TABLE", "  two  blanks ", "e\u0301")
#: The single keys that the codebook gives to what is asked now.
KEYS_ON_SHOW = """[...document.querySelectorAll("[data-form] [data-question]:not([hidden]) kbd")]
  .filter((one) => one.checkVisibility()).map((one) => one.textContent)
  .filter((key) => /^[a-z0-9]$/.test(key))"""
CHOICES = "[data-answers] label.choice:visible, [data-answers] .opts label:visible"
FIELDS = "[data-answers] :is(textarea, input[type=text]):visible"
LISTS = "[data-answers] select:visible"


@dataclass(frozen=True)
class Hands:
    """One person's; `random` decides what they do."""

    page: Page
    random: Random

    def answer(self, steps: int) -> None:
        """So many random steps on the unit that is active."""
        acts = [self._key, self._key, self._key, self._mark, self._click, self._type, self._note]
        for _ in range(steps):
            self.random.choice([*acts, self._sign, self._pick])()
            press(self.page, "Escape Escape")
            self.page.evaluate("document.activeElement?.blur()")

    def _key(self) -> None:
        keys = self.page.evaluate(KEYS_ON_SHOW)
        if keys:
            press(self.page, self.random.choice(keys))

    def _mark(self) -> None:
        if not self.page.locator("[data-form] [data-spans]").count():
            return
        self.page.locator("[aria-current=step] .words").focus()
        start, more = self.random.randint(0, 5), self.random.randint(0, 3)
        press(self.page, " ".join(["Home", *["ArrowRight"] * start, *["Shift+ArrowRight"] * more]))
        self._key()

    def _click(self) -> None:
        self._one_of(CHOICES, lambda one: one.click(timeout=5000))

    def _type(self) -> None:
        words = self.random.choice(WORDS)
        self._one_of(FIELDS, lambda one: one.fill(words))

    def _pick(self) -> None:
        def pick(one: Locator) -> None:
            one.select_option(index=self.random.randrange(one.locator("option").count()))

        self._one_of(LISTS, pick)

    def _note(self) -> None:
        press(self.page, ", Control+a")
        self.page.keyboard.insert_text(self.random.choice(WORDS))

    def _sign(self) -> None:
        press(self.page, self.random.choice(["!", "z", "*", "[", "]", "+", "."]))

    def _one_of(self, selector: str, act: Callable[[Locator], object]) -> None:
        found = self.page.locator(selector)
        count = found.count()
        if count:
            act(found.nth(self.random.randrange(count)))
