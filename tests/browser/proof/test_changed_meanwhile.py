"""While the page is open its round is moved, the article is taken away or submitted, the person is
deactivated: the save is refused with a reason, and the words are kept until they can be delivered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.annotate.test_codebook_changed import move
from tests.browser.annotating import one_database, wait_until_status
from tests.browser.desk import Desk
from tests.browser.proof.acting import FORGET, arrives, open_at, write
from tests.browser.proof.ledger import CLEAN, Ledger
from tests.conftest import EFFORT, Report
from tests.make import Study
from workbench.accounts.actions import deactivate
from workbench.accounts.models import Person
from workbench.annotate.models import Revision
from workbench.assign.actions import reopen, submit
from workbench.assign.models import Assignment
from workbench.core.clock import utc_now
from workbench.core.db import db, writing

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, one_database]

#: What the page says to each.
REASONS = {
    "moved": "The codebook changed while you had this open",
    "taken away": "among your work",
    "deactivated": "Signed out",
    "submitted": "has been submitted",
}
WAYS = ("written after", "written before, sent after", "words and label")
#: In the suite the first way of each, in the long form all.
CASES = [(event, way) for event in REASONS for way in (WAYS[:1] if EFFORT == 1 else WAYS)]


class Meanwhile:
    """What happens behind the page's back, and how it is put right again."""

    def __init__(self, study: Study, event: str) -> None:
        self.study = study
        self.event = event
        self._assignment = study.assignment().id
        self._person = study.annotators[0].person_id

    def happens(self) -> None:
        if self.event == "moved":
            move(self.study)
            return
        with writing():
            if self.event == "submitted":
                submit(db.session.get_one(Assignment, self._assignment), now=utc_now())
            elif self.event == "deactivated":
                deactivate(db.session.get_one(Person, self._person))
            else:
                self._give_to(self.study.lead.id)

    def is_put_right(self, ada: Desk) -> None:
        if self.event == "moved":
            return
        with writing():
            if self.event == "submitted":
                reopen(db.session.get_one(Assignment, self._assignment))
            elif self.event == "deactivated":
                db.session.get_one(Person, self._person).is_active = True
            else:
                self._give_to(self.study.annotators[0].id)
        if self.event == "deactivated":
            ada.sign_in(self.study.annotators[0], ada.another_tab())

    def _give_to(self, membership_id: int) -> None:
        db.session.get_one(Assignment, self._assignment).membership_id = membership_id


def label_and_write(page: Page, ledger: Ledger, way: str) -> None:
    write(page, ledger, 2)
    if way == "words and label":
        page.keyboard.press("1")


@pytest.mark.parametrize(("event", "way"), CASES)
def test_what_changed_meanwhile_loses_nothing(
    study: Study, ada: Desk, ledger: Ledger, report: Report, event: str, way: str
) -> None:
    page = ada.page
    page.on("dialog", lambda dialog: dialog.accept())
    meanwhile = Meanwhile(study, event)
    if way == "written before, sent after":
        ada.context.set_offline(True)
        label_and_write(page, ledger, way)
        wait_until_status(page, "1 waiting")
        meanwhile.happens()
        ada.context.set_offline(False)
    else:
        meanwhile.happens()
        label_and_write(page, ledger, way)
    expect(page.locator("body")).to_contain_text(REASONS[event])
    page.wait_for_selector("#saving [data-state=trouble]")
    db.session.commit()
    assert db.session.query(Revision).count() == 0
    meanwhile.is_put_right(ada)
    if event != "deactivated":
        open_at(page, ada, study, 2)
    arrives(page)
    expect(page.locator("#note")).to_have_value(ledger.written[-1][1])
    verdict = ledger.verdict()
    report(f"refused with its reason, kept and delivered: {verdict}")
    assert verdict == CLEAN


def test_a_browser_that_keeps_nothing_is_seen(study: Study, ada: Desk, ledger: Ledger) -> None:
    ada.page.on("dialog", lambda dialog: dialog.accept())
    meanwhile = Meanwhile(study, "submitted")
    meanwhile.happens()
    write(ada.page, ledger, 2)
    ada.page.wait_for_selector("#saving [data-state=trouble]")
    ada.page.evaluate(FORGET)
    meanwhile.is_put_right(ada)
    open_at(ada.page, ada, study, 1)
    write(ada.page, ledger, 1)
    arrives(ada.page)
    assert ledger.verdict().lost == 1
