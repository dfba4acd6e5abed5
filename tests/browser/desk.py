"""A person at a browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.accounts.links import make_link
from workbench.core.db import db
from workbench.projects.models import Membership

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page


#: What the dark can change of a page that was checked in the light.
COLOURS = ("color-contrast", "link-in-text-block")


@dataclass
class Desk:
    """One person's browser, with what went wrong in it."""

    context: BrowserContext
    page: Page
    address: str
    faults: list[str] = field(default_factory=list)
    #: Words of the console errors that a test itself brings about.
    expected: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a path of the workbench."""
        self.page.goto(self.address + path)
        return self.page

    def watch(self, page: Page) -> Page:
        """Take note of what goes wrong on a page."""
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda m: self.faults.append(m.text) if m.type == "error" else None)
        return page

    def another_tab(self) -> Page:
        """A second tab of the same browser; `page` stays the first."""
        return self.watch(self.context.new_page())

    def sign_in(self, member: Membership, page: Page | None = None) -> None:
        """Sign in by a one-time link, in the tab given or the first one."""
        db.session.commit()
        assert member.person is not None
        db.session.refresh(member.person)
        tab = page or self.page
        tab.goto(self.address + make_link(member.person))
        tab.get_by_role("button", name="Sign in").first.click()
        tab.wait_for_url("**/projects/**")

    @property
    def surprises(self) -> list[str]:
        """What went wrong and was not expected."""
        return [f for f in self.faults if not any(words in f for words in self.expected)]

    def check_accessibility(self, *only: str) -> None:
        """Raises AssertionError for any violation that axe-core finds on the page shown.

        Its rules for WCAG 2.0 to 2.2 A and AA and its best practices; the size of targets (2.5.8)
        is off by default. `only` names the rules to check, where not all are wanted. A form that
        its scripts have not taken over yet is dimmed on purpose: that is waited for.
        """
        from axe_playwright_python.sync_playwright import Axe
        from playwright.sync_api import expect

        form = self.page.locator("[data-form]")
        if form.count():
            expect(form).to_have_css("opacity", "1")
        options: dict[str, object] = {"rules": {"target-size": {"enabled": True}}}
        if only:
            options = {"runOnly": {"type": "rule", "values": only}}
        found = Axe().run(self.page, options=options).response["violations"]
        faults = [f"{v['id']}: {node['html'][:200]}" for v in found for node in v["nodes"]]
        assert not faults, "\n".join(faults)
