"""Sign-ins that end while somebody labels: the work is kept, and delivered for its person alone."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from flask import Flask
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from sqlalchemy import delete, update

from tests.browser.annotating import go_to, log_of, one_database, wait_until_status
from tests.browser.desk import Desk
from tests.browser.proof.acting import FORGET, arrives, open_at, write
from tests.browser.proof.conftest import SEED, Amount
from tests.browser.proof.ledger import CLEAN, Ledger
from tests.conftest import Report
from tests.make import Study
from workbench.accounts.models import SignIn
from workbench.accounts.tokens import IDLE_LIMIT, LONGEST_SIGN_IN
from workbench.core.db import db, writing

pytestmark = [pytest.mark.browser, one_database]

ENDINGS = ("ended", "idle", "old")


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


def test_sign_ins_that_end(
    study: Study, ada: Desk, ledger: Ledger, amount: Amount, report: Report
) -> None:
    count, strangers = amount(3, 25), amount(1, 5)
    for number in range(count):
        end_sign_ins(ENDINGS[number % 3])
        write(ada.page, ledger, number % 3 + 1)
        wait_until_status(ada.page, "Signed out: sign in again, your work is kept")
        sign_in_again(ada, study)
        arrives(ada.page)
    for number in range(strangers):
        end_sign_ins("ended")
        write(ada.page, ledger, number % 3 + 1)
        wait_until_status(ada.page, "Signed out")
        sign_in_again(ada, study, annotator=1)
        wait_until_status(ada.page, "Signed in as somebody else: your unsent work is kept for you")
        sign_in_again(ada, study)
        arrives(ada.page)
    verdict, foreign = ledger.verdict(), len(log_of(study, annotator=1))
    report(
        f"{count} sign-ins ended, {strangers} times somebody else signed in, {foreign} saves under "
        f"their name: {verdict} (seed {SEED})"
    )
    assert (verdict, foreign) == (CLEAN, 0)


@pytest.mark.parametrize("hours", [1, 4, 12, 24])
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
