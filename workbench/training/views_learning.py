"""Pages of learners: the training sets of a project, and practice with feedback after each item."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from workbench.annotate.document import Document
from workbench.annotate.sheet import question_views
from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Forbidden, Invalid, NotFound
from workbench.core.wording import _
from workbench.training import queries_learning
from workbench.training.actions_learning import AnswerOrder, practise
from workbench.training.learner import Progress
from workbench.training.models import TrainingSet
from workbench.training.queries import Item, items_of, list_sets
from workbench.training.queries_meeting import all_withheld
from workbench.training.scoring import judge
from workbench.training.views_unit import (
    Around,
    Asked,
    ask,
    asking_page,
    canonical_of,
    explanation_of,
    given_of,
    key_of_form,
    lines_of,
    measured_of,
    read_answer,
    refusing_page,
    unit_page,
)

blueprint = Blueprint("learning", __name__, url_prefix="/projects/<slug>/training/learn")


@blueprint.get("/")
@allow("learn")
def sets(slug: str) -> ResponseReturnValue:
    """The sets that can be worked through, with how far one is."""
    listed = list_sets(g.place.project.id, only_open=True)
    return render_template("training/learning.html", found=[progress_in(one.set) for one in listed])


@blueprint.get("/<int:set_id>/")
@allow("learn")
def one_set(slug: str, set_id: int) -> ResponseReturnValue:
    """What a set is about, its practice, its test and the attempts at it."""
    progress = find_progress(set_id)
    return render_template(
        "training/learning_set.html",
        progress=progress,
        measured=measured_of(progress.set),
    )


@blueprint.get("/<int:set_id>/practice/<int:item_id>")
@allow("learn")
def practice(slug: str, set_id: int, item_id: int) -> ResponseReturnValue:
    """An item to be answered; how it was answered before is not shown."""
    progress = find_progress(set_id)
    asked = asked_of(progress, item_id, is_test=False)
    return asking_page(asked, _around(progress, asked))


@blueprint.post("/<int:set_id>/practice/<int:item_id>")
@allow("learn")
def practised(slug: str, set_id: int, item_id: int) -> ResponseReturnValue:
    """Keep the answer and lead to its feedback; an incomplete one comes back with what it lacks."""
    progress = find_progress(set_id)
    asked = asked_of(progress, item_id, is_test=False)
    try:
        document = read_answer(asked)
    except Invalid as error:
        return refusing_page(asked, _around(progress, asked), error)
    with writing():
        attempt = practise(order_of(asked, set_id, document), now=utc_now())
    onward = url_for(
        "learning.feedback", slug=slug, set_id=set_id, item_id=item_id, attempt=attempt
    )
    return redirect(onward, 303)


@blueprint.get("/<int:set_id>/practice/<int:item_id>/<int:attempt>")
@allow("learn")
def feedback(slug: str, set_id: int, item_id: int, attempt: int) -> ResponseReturnValue:
    """One's own answer beside the ruling, with the explanation."""
    progress = find_progress(set_id)
    asked = asked_of(progress, item_id, is_test=False)
    given = [one for one in progress.answers if one.item_id == item_id]
    answer = next((one for one in given if one.attempt == attempt), None)
    if answer is None:
        raise NotFound(_("You have not answered this yet."))
    return render_template(
        "training/feedback.html",
        page=feedback_page(asked, answer.document, progress=progress, attempt=attempt),
        onward=progress.next_to_practise(asked.item),
    )


def feedback_page(asked: Asked, document: Document, **more: object) -> object:
    """What the feedback on one answer shows."""
    lines = lines_of(asked, document)
    return unit_page(
        asked,
        document,
        lines=lines,
        differing=sum(line.differs for line in lines),
        shares={one.question: one.as_json() for one in judge([given_of(asked, document)], {})},
        views={view["key"]: view for view in question_views(asked.questions)},
        explanation=explanation_of(asked),
        **more,
    )


def find_progress(set_id: int) -> Progress:
    """How far the person is in an opened set. Raises NotFound for any other."""
    return progress_in(queries_learning.get_opened_set(g.place.project.id, set_id))


def progress_in(found: TrainingSet) -> Progress:
    """The same of a set that is at hand."""
    member = g.place.membership.id
    return progress_of(found, items_of(found.id), [member])[member]


def progress_of(
    found: TrainingSet, items: list[Item], membership_ids: Sequence[int]
) -> dict[int, Progress]:
    """How far several people are, with what must not be shown to each."""
    hidden = all_withheld(membership_ids, items)
    answers = queries_learning.all_answers(membership_ids, found.id)
    attempts = queries_learning.all_attempts(membership_ids, found.id)
    return {
        one: Progress(found, items, hidden.get(one, set()), answers[one], attempts[one])
        for one in membership_ids
    }


def titles_of(found: TrainingSet) -> dict[str, str]:
    """The titles of all that a test of the set can be judged by, by key."""
    return {one.key: one.title for one in measured_of(found)}


def asked_of(progress: Progress, item_id: int, *, is_test: bool) -> Asked:
    """An item of the practice or of the test.

    Raises NotFound for any other, Forbidden for one that would tell answers to one's own work.
    """
    items = [one for one in progress.items if one.is_test == is_test]
    item = next((one for one in items if one.id == item_id), None)
    if item is None:
        raise NotFound(_("There is no such item in this training."))
    if item_id in progress.withheld:
        raise Forbidden(
            _(
                "This item is passed over for you: it stands in an article that you still have to "
                "annotate. It counts neither for nor against you."
            )
        )
    return ask([item], progress.set.codebook_version)[item_id]


def order_of(asked: Asked, set_id: int, document: Document) -> AnswerOrder:
    return AnswerOrder(
        project_id=g.place.project.id,
        set_id=set_id,
        item_id=asked.item.id,
        membership_id=g.place.membership.id,
        document=canonical_of(asked, document),
        key=key_of_form(),
    )


def _around(progress: Progress, asked: Asked) -> Around:
    items = progress.practice
    at = next(n for n, one in enumerate(items, start=1) if one.id == asked.item.id)
    place = {"slug": g.place.project.slug, "set_id": progress.set.id}
    return Around(
        title=progress.set.title,
        where=_("Practice %(number)s of %(all)s", number=at, all=len(items)),
        hint=_("Answer as you would in an article. Then you see how it was ruled, and why."),
        done_words=_("Compare with the ruling"),
        back_url=url_for("learning.one_set", **place),
        action_url=url_for("learning.practised", **place, item_id=asked.item.id),
        draft=f"practice/{progress.practised.get(asked.item.id, 0) + 1}",
    )
