"""Sign-ins that end while somebody labels: the work is kept, and delivered for its person alone."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from playwright.sync_api import expect
from sqlalchemy import delete, update

from tests.browser.annotating import go_to, log_of, one_database, wait_until_status
from tests.browser.desk import Desk
from tests.browser.proof.acting import FORGET, arrives, open_at, write
from tests.browser.proof.conftest import SEED, Amount
from tests.browser.proof.ledger import CLEAN, Ledger
from tests.conftest import EFFORT, Report
from tests.make import Study
from workbench.accounts.models import SignIn
from workbench.accounts.tokens import IDLE_LIMIT, LONGEST_SIGN_IN
from workbench.core.db import db, writing

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response, Route

pytestmark = [pytest.mark.browser, one_database]

ENDINGS = ("ended", "idle", "old")
#: Within the time of a sign-in and after it; the long form tries more.
HOURS = (4, 24) if EFFORT == 1 else (1, 4, 12, 24)
STRANGER = "Signed in as somebody else: your unsent work is kept for you"
#: The server's own answer to whoever has no such article.
NOT_HERS = "among your work"
#: The scripts that ask who is signed in before they send.
ASKING = re.compile("/(core/http|annotate/courier)[.]js$")


def end_sign_ins(how: str) -> None:
    """By an administrator, for want of use, or because a day is over."""
    if how == "ended":
        with writing():
            db.session.execute(delete(SignIn))
    else:
        grow_older(IDLE_LIMIT if how == "idle" else LONGEST_SIGN_IN)


def grow_older(age: timedelta) -> None:
    """All sign-ins were begun and last used that much earlier."""
    with writing():
        for one in db.session.query(SignIn).all():
            db.session.execute(
                update(SignIn)
                .where(SignIn.id == one.id)
                .values(
                    created_at=one.created_at - age,
                    last_seen_at=one.last_seen_at - age,
                    ends_at=one.ends_at - age,
                )
            )
    db.session.expire_all()


def sign_in_again(ada: Desk, study: Study, annotator: int = 0) -> None:
    """In another tab, which is closed again."""
    tab = ada.another_tab()
    ada.sign_in(study.annotators[annotator], tab)
    tab.close()


class Passing:
    """Counts the saves of a page that get past the form token while somebody else is signed in."""

    def __init__(self, page: Page) -> None:
        self.count = 0
        self._is_other = False
        page.on("response", self._look)

    def _look(self, answer: Response) -> None:
        refused = answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
        self.count += self._is_other and answer.request.method == "PUT" and not refused

    @contextmanager
    def by(self, ada: Desk, study: Study) -> Iterator[None]:
        """The other annotator is signed in, and then the first one again."""
        self._is_other = True
        sign_in_again(ada, study, annotator=1)
        yield
        self._is_other = False
        sign_in_again(ada, study)


def test_sign_ins_that_end(
    study: Study, ada: Desk, ledger: Ledger, amount: Amount, report: Report
) -> None:
    count, strangers = amount(3, 25), amount(2, 5)
    passing = Passing(ada.page)
    for number in range(count):
        end_sign_ins(ENDINGS[number % 3])
        write(ada.page, ledger, number % 3 + 1)
        wait_until_status(ada.page, "Signed out: sign in again, your work is kept")
        sign_in_again(ada, study)
        arrives(ada.page)
    for number in range(strangers):
        meet_a_stranger(ada, study, ledger, passing, is_before=number % 2 == 1)
        arrives(ada.page)
    verdict, foreign = ledger.verdict(), len(log_of(study, annotator=1))
    report(
        f"{count} sign-ins ended, {strangers} times somebody else signed in, {passing.count} saves "
        f"sent and {foreign} stored under their name: {verdict} (seed {SEED})"
    )
    assert (verdict, passing.count, foreign) == (CLEAN, 0, 0)


def meet_a_stranger(
    ada: Desk, study: Study, ledger: Ledger, passing: Passing, *, is_before: bool
) -> None:
    """Somebody else signs in, before or after she writes something; then she does again."""
    end_sign_ins("ended")
    if not is_before:
        write(ada.page, ledger, 1)
        wait_until_status(ada.page, "Signed out")
    with passing.by(ada, study):
        if is_before:
            write(ada.page, ledger, 2)
        wait_until_status(ada.page, STRANGER)


def test_a_page_that_trusts_anybody_is_seen(study: Study, ada: Desk, ledger: Ledger) -> None:
    def trust(route: Route) -> None:
        answer = route.fetch()
        body, count = re.subn(r"now([.]person)? === person", "true", answer.text())
        assert count > 0
        route.fulfill(response=answer, body=body)

    ada.context.route(ASKING, trust)
    open_at(ada.page, ada, study, 1)
    passing = Passing(ada.page)
    end_sign_ins("ended")
    with passing.by(ada, study):
        write(ada.page, ledger, 2)
        expect(ada.page.locator("body")).to_contain_text(NOT_HERS)
    assert passing.count > 0


@pytest.mark.parametrize("hours", HOURS)
def test_a_page_left_open_for_hours(
    app: Flask, study: Study, ada: Desk, ledger: Ledger, hours: int
) -> None:
    age = timedelta(hours=hours, minutes=1)
    grow_older(age)
    token = ada.page.locator("meta[name=csrf-token]").get_attribute("content") or ""
    older = make_older(app, token, age)
    ada.page.evaluate(
        "(token) => { document.querySelector('meta[name=csrf-token]').content = token; }", older
    )
    write(ada.page, ledger, 1)
    if age >= IDLE_LIMIT:
        wait_until_status(ada.page, "Signed out")
        sign_in_again(ada, study)
    arrives(ada.page)
    assert ledger.verdict() == CLEAN


def make_older(app: Flask, token: str, age: timedelta) -> str:
    """The same form token as it was handed out so long ago."""

    class Then(TimestampSigner):
        def get_timestamp(self) -> int:
            return int(time.time() - age.total_seconds())

    assert app.secret_key
    now = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token")
    then = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token", signer=Then)
    made = then.dumps(now.loads(token))
    return made if isinstance(made, str) else made.decode()


def test_a_queue_that_ends_with_its_sign_in_is_seen(
    study: Study, ada: Desk, ledger: Ledger
) -> None:
    ada.page.on("dialog", lambda dialog: dialog.accept())
    end_sign_ins("ended")
    write(ada.page, ledger, 1)
    wait_until_status(ada.page, "Signed out")
    ada.page.evaluate(FORGET)
    sign_in_again(ada, study)
    open_at(ada.page, ada, study, 2)
    go_to(ada.page, 2)
    write(ada.page, ledger, 2)
    arrives(ada.page)
    assert ledger.verdict().lost == 1
