"""The test of a set: its items one after the other, handed in as a whole, then its result."""

from __future__ import annotations

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Conflict, Invalid, NotFound
from workbench.core.wording import _
from workbench.training import actions_learning as actions
from workbench.training.learner import Progress
from workbench.training.models import TrainingAttempt
from workbench.training.queries import Item
from workbench.training.rules import in_order_of
from workbench.training.scoring import judge
from workbench.training.views_learning import (
    asked_of,
    blueprint,
    feedback_page,
    find_progress,
    order_of,
    titles_of,
)
from workbench.training.views_unit import (
    Around,
    Asked,
    ask,
    asking_page,
    given_of,
    read_answer,
    refusing_page,
)


@blueprint.post("/<int:set_id>/test")
@allow("learn")
def begin(slug: str, set_id: int) -> ResponseReturnValue:
    """Begin an attempt, or go on with the one under way."""
    progress = find_progress(set_id)
    if not progress.test:
        raise Conflict(_("The test has no items for you just now: there is nothing to take."))
    with writing():
        actions.begin_test(g.place.project.id, set_id, g.place.membership.id, now=utc_now())
    return redirect(_onward(find_progress(set_id)), 303)


@blueprint.get("/<int:set_id>/test")
@allow("learn")
def overview(slug: str, set_id: int) -> ResponseReturnValue:
    """The attempt under way: what is answered, the ways back, and handing in."""
    progress = find_progress(set_id)
    attempt = _under_way(progress)
    answered = progress.answered_in(attempt.number)
    items = _ordered(progress, attempt)
    left = [item for item in items if item.id not in answered]
    return render_template(
        "training/test.html",
        progress=progress,
        attempt=attempt,
        items=items,
        answered=answered,
        left=len(left),
        onward=_onward(progress),
    )


@blueprint.get("/<int:set_id>/test/<int:item_id>")
@allow("learn")
def question(slug: str, set_id: int, item_id: int) -> ResponseReturnValue:
    """An item of the test, with what was answered to it in this attempt."""
    progress = find_progress(set_id)
    asked = asked_of(progress, item_id, is_test=True)
    answer = progress.answered_in(_under_way(progress).number).get(item_id)
    return asking_page(asked, _around(progress, asked), answer.document if answer else None)


@blueprint.post("/<int:set_id>/test/<int:item_id>")
@allow("learn")
def answer(slug: str, set_id: int, item_id: int) -> ResponseReturnValue:
    """Keep the answer and go on; nothing is said about it before the test is handed in."""
    progress = find_progress(set_id)
    asked = asked_of(progress, item_id, is_test=True)
    attempt = _under_way(progress)
    try:
        document = read_answer(asked)
    except Invalid as error:
        return refusing_page(asked, _around(progress, asked), error)
    with writing():
        actions.answer_test(order_of(asked, set_id, document), attempt.number, now=utc_now())
    return redirect(_onward(find_progress(set_id), asked.item), 303)


@blueprint.post("/<int:set_id>/test/hand-in")
@allow("learn")
def hand_in(slug: str, set_id: int) -> ResponseReturnValue:
    """Close the attempt: it is judged question by question, and shown with all explanations.

    Pressed twice, it leads to the same result.
    """
    before = find_progress(set_id)
    if before.under_way is None and before.attempts:
        number = before.attempts[-1].number
        return redirect(url_for("learning.result", slug=slug, set_id=set_id, number=number), 303)
    with writing():
        attempt = actions.under_way(g.place.project.id, set_id, g.place.membership.id)
        progress = find_progress(set_id)
        answered = progress.answered_in(attempt.number)
        left = [one for one in progress.test if one.id not in answered]
        if left or not progress.test:
            raise Conflict(_("Some items of the test are not answered yet. Answer them first."))
        asked = ask(progress.test, progress.set.codebook_version)
        given = [given_of(asked[one.id], answered[one.id].document) for one in progress.test]
        actions.hand_in(attempt, judge(given, progress.set.thresholds), now=utc_now())
        number = attempt.number
    return redirect(url_for("learning.result", slug=slug, set_id=set_id, number=number), 303)


@blueprint.get("/<int:set_id>/attempts/<int:number>")
@allow("learn")
def result(slug: str, set_id: int, number: int) -> ResponseReturnValue:
    """What came of an attempt, with every item beside its ruling."""
    progress = find_progress(set_id)
    attempt = next((one for one in progress.attempts if one.number == number), None)
    if attempt is None or attempt.handed_in_at is None:
        raise NotFound(_("You have handed in no such attempt."))
    answered = progress.answered_in(number)
    items = [one for one in _ordered(progress, attempt) if one.id in answered]
    asked = ask(items, progress.set.codebook_version)
    return render_template(
        "training/result.html",
        progress=progress,
        attempt=attempt,
        titles=titles_of(progress.set),
        pages=[feedback_page(asked[one.id], answered[one.id].document) for one in items],
        hidden=len(set(answered) & set(progress.withheld)),
    )


def _under_way(progress: Progress) -> TrainingAttempt:
    if progress.under_way is None:
        raise Conflict(_("No test is under way: this one was handed in, or never begun."))
    return progress.under_way


def _ordered(progress: Progress, attempt: TrainingAttempt) -> list[Item]:
    """Items that are passed over are taken out of the order of all, which stays the same."""
    every = [one.id for one in progress.items if one.is_test]
    order = in_order_of(every, learner=attempt.membership_id, attempt=attempt.number)
    mine = {one.id: one for one in progress.test}
    return [mine[one] for one in order if one in mine]


def _onward(progress: Progress, after: Item | None = None) -> str:
    """The next item without an answer; the overview once there is none."""
    place = {"slug": g.place.project.slug, "set_id": progress.set.id}
    attempt = _under_way(progress)
    answered = progress.answered_in(attempt.number)
    items = _ordered(progress, attempt)
    at = next((n + 1 for n, one in enumerate(items) if after and one.id == after.id), 0)
    left = [one for one in [*items[at:], *items[:at]] if one.id not in answered]
    if not left:
        return url_for("learning.overview", **place)
    return url_for("learning.question", **place, item_id=left[0].id)


def _around(progress: Progress, asked: Asked) -> Around:
    attempt = _under_way(progress)
    items = _ordered(progress, attempt)
    at = next(n for n, one in enumerate(items, start=1) if one.id == asked.item.id)
    place = {"slug": g.place.project.slug, "set_id": progress.set.id}
    return Around(
        title=progress.set.title,
        where=_("Test, item %(number)s of %(all)s", number=at, all=len(items)),
        hint=_("You see the rulings once the whole test is handed in."),
        done_words=_("Keep the answer, go on"),
        back_url=url_for("learning.overview", **place),
        action_url=url_for("learning.answer", **place, item_id=asked.item.id),
        draft=f"test/{attempt.number}",
    )
