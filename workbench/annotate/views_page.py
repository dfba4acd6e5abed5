"""How the annotation page is put together from rows, answers and addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from flask import g, render_template, url_for

from workbench.annotate import page as pages
from workbench.annotate import queries
from workbench.annotate.document import Document
from workbench.annotate.forms import JudgmentForm, judgment_form
from workbench.annotate.forms_submit import OutletForm, SubmitForm
from workbench.annotate.onward import discussion_url
from workbench.annotate.others.look import Look, Place, look
from workbench.annotate.queries_migrations import asked_again
from workbench.annotate.queries_pace import own_pace
from workbench.annotate.sheet import for_scripts, question_views
from workbench.annotate.views_codebook import sheet_facts
from workbench.assign.masking import Mask, mask
from workbench.assign.models import Assignment
from workbench.assign.queries import get_own_assignment, list_assignments
from workbench.assign.queries_gating import closed_rounds
from workbench.assign.queueing import next_open
from workbench.assign.recognising import (
    DIMENSION,
    Recognition,
    is_still_hidden,
    recognition_in,
)
from workbench.codebook.queries import questions_for
from workbench.codebook.questions import Question
from workbench.core.languages import direction
from workbench.corpus.models import Article, Paragraph
from workbench.corpus.queries_masks import masks_of_fact, title_masks


@dataclass(frozen=True)
class Work:
    """An annotator's own assignment with all that its page needs."""

    assignment: Assignment
    questions: tuple[Question, ...]
    #: Those on the article as a whole; none, and it is no unit of this work.
    whole_questions: tuple[Question, ...]
    paragraphs: list[Paragraph]
    stored: dict[int | None, queries.Stored]

    @property
    def asked_paragraphs(self) -> list[Paragraph]:
        """None, where the codebook asks of the article as a whole only: they are for reading."""
        return self.paragraphs if self.questions else []

    @property
    def shows_others(self) -> bool:
        """The one door to the answers of others: shut until one's own are submitted."""
        return self.assignment.round.shows_others and self.assignment.state == "submitted"

    @property
    def asks_recognition(self) -> bool:
        """Whether submitting asks if the outlet was recognised."""
        return self._is_still_hidden and not self._codebook_asks

    @property
    def asks_outlet(self) -> bool:
        """Whether submitting asks no more than which outlet it was."""
        return self._is_still_hidden and self._codebook_asks

    def recognition(self, outlet: str = "") -> Recognition | None:
        """What the codebook's own question about that was answered before the outlet was shown."""
        whole = self.stored.get(None)
        if whole is None or not self._is_still_hidden:
            return None
        return recognition_in(whole.document.labels.get(DIMENSION), outlet)

    @property
    def _codebook_asks(self) -> bool:
        return any(question.key == DIMENSION for question in self.whole_questions)

    @property
    def _is_still_hidden(self) -> bool:
        return is_still_hidden(
            mask_outlet=self.assignment.round.mask_outlet,
            submitted_at=self.assignment.submitted_at,
        )


def load_work(assignment_id: int) -> Work:
    """Raises NotFound for an assignment that is not the annotator's."""
    assignment = get_own_assignment(g.place.membership.id, assignment_id)
    sha256 = assignment.round.codebook_version.sha256
    questions = questions_for(g.place.project, sha256)
    whole = questions_for(g.place.project, sha256, "article")
    stored = queries.judgments_of(assignment_id, questions, whole)
    return Work(assignment, questions, whole, assignment.article.paragraphs, stored)


def render_page(
    work: Work,
    active: int | None,
    form: JudgmentForm | None = None,
    submitting: OutletForm | None = None,
    *,
    asked_of_others: str = "",
) -> str:
    """The page with this position active; the forms are those that have to be shown again.

    `asked_of_others` is the key of the question that a look at the others is about.
    """
    assignment = work.assignment
    setting = _setting(work, active, asked_of_others)
    views = pages.paragraph_views(work.paragraphs, work.stored, work.questions, setting)
    whole = pages.whole_view(work.stored, work.whole_questions, setting)
    units = [*views, whole] if whole else views
    shown = next((view for view in units if view.active), None)
    if form is not None and shown is not None:
        shown = replace(shown, judgment=form.typed_over(shown.judgment or {}))
    elif shown is not None and setting.is_open:
        questions = work.questions if shown.unit == "paragraph" else work.whole_questions
        form = judgment_form(questions, shown.judgment, shown.revision)
    done, todo = pages.count_done(units if work.questions else units[len(views) :])
    asked = question_views(work.questions)
    asked_of_whole = question_views(work.whole_questions)
    model = SimpleNamespace(
        project=g.place.project,
        hidden=setting.mask.sentence,
        done_count=done,
        todo_count=todo,
        paragraphs=views,
        whole=whole,
        active=shown,
        others=_others(work, units, active, asked_of_others),
        discuss_url=_discuss_url(work, active),
        submitting=submitting or _submitting(work),
        had_one_in_mind=getattr(work.recognition(), "answer", "no") != "no",
        codebook=setting.codebook,
        questions=asked,
        article_questions=asked_of_whole,
        scripted={"paragraph": for_scripts(asked), "article": for_scripts(asked_of_whole)},
        **sheet_facts(assignment, shown),
        **_article_facts(assignment, setting.mask),
        **around(assignment, leads_on=not setting.is_open),
        pace=_pace(assignment),
    )
    return render_template("annotate/page.html", page=model, form=form)


def _discuss_url(work: Work, active: int | None) -> str:
    """Where the active unit is discussed, "" where that is not open to its annotator."""
    units = pages.list_units(work.asked_paragraphs, has_whole=bool(work.whole_questions))
    return discussion_url(work.assignment, units[active]) if active in units else ""


def _submitting(work: Work) -> OutletForm | None:
    if work.asks_recognition:
        return SubmitForm(formdata=None)
    return OutletForm(formdata=None) if work.asks_outlet else None


def _setting(work: Work, active: int | None, asked_of_others: str) -> pages.Setting:
    assignment = work.assignment
    asked = assignment.round
    is_open = assignment.state == "open"
    return pages.Setting(
        mask=mask(
            mask_outlet=asked.mask_outlet,
            mask_byline=asked.mask_byline,
            is_submitted=assignment.state == "submitted",
        ),
        active=active,
        has_premarks=asked.has_premarks,
        has_hints=asked.has_hints,
        is_open=is_open,
        codebook=asked.codebook_version.number,
        again=asked_again(assignment.id),
        addresses=addresses_of(assignment, _known(work, asked_of_others)),
    )


def _others(
    work: Work, views: Sequence[pages.ParagraphView], active: int | None, wanted: str
) -> Look | None:
    """How the others saw the article, None while that must not be known."""
    if not work.shows_others:
        return None
    assignment = work.assignment
    found = queries.submitted_by_others(assignment, (*work.questions, *work.whole_questions))
    has_whole = bool(work.whole_questions)
    units = pages.list_units(work.asked_paragraphs, has_whole=has_whole)
    places = []
    for view in views:
        if view.position in units:
            unit = units[view.position]
            own = work.stored.get(unit)
            questions = work.whole_questions if unit is None else work.questions
            mine = own.document if own else Document()
            theirs = found.documents.get(unit, ())
            places.append(Place(view.position, view.number, view.text, questions, mine, theirs))
    place = _address(assignment)
    return look(
        places,
        found.count,
        active=active,
        wanted=wanted,
        address=lambda p, key: url_for(
            "annotate.page", **place, p=p, q=key or None, _anchor=f"p{p}"
        ),
    )


def _pace(assignment: Assignment) -> dict[str, int | None]:
    """Own pace in seconds, for its annotator alone, once the article is submitted."""
    if assignment.state != "submitted":
        return {"here": None, "overall": None}
    pace = own_pace(assignment.membership_id)
    return {"here": pace.by_assignment.get(assignment.id), "overall": pace.overall}


def _address(assignment: Assignment) -> dict[str, Any]:
    return {"slug": g.place.project.slug, "assignment_id": assignment.id}


def _known(work: Work, asked_of_others: str) -> str:
    """The key where a look at the others can be about that question, else ""."""
    asked = (question.key for question in (*work.questions, *work.whole_questions))
    return asked_of_others if work.shows_others and asked_of_others in asked else ""


def addresses_of(assignment: Assignment, asked_of_others: str = "") -> pages.Addresses:
    place = _address(assignment)
    return pages.Addresses(
        page=lambda p: url_for(
            "annotate.page", **place, p=p, q=asked_of_others or None, _anchor=f"p{p}"
        ),
        save=lambda p: url_for("annotate.save", **place, position=p),
    )


def _article_facts(assignment: Assignment, hidden: Mask) -> dict[str, Any]:
    """What may be said about the article; what is masked is not even handed to the template."""
    article = assignment.article
    outlet = article.outlet.name if article.outlet else ""
    return {
        "article_title": _shown_title(article, hidden),
        "outlet": "" if hidden.outlet else _shown_fact(article, outlet, hidden),
        "byline": "" if hidden.byline else _shown_fact(article, article.byline, hidden),
        "published": article.published,
        "language": article.language,
        "direction": direction(article.language),
        "state": assignment.state,
        "round_name": assignment.round.name,
    }


def _shown_title(article: Article, hidden: Mask) -> str:
    if not hidden.kinds:
        return article.title
    return hidden.over(article.title, title_masks([article.id])[article.id]).text


def _shown_fact(article: Article, fact: str, hidden: Mask) -> str:
    for kind in hidden.kinds:  # one at most: with both hidden, neither fact is shown
        return hidden.over(fact, masks_of_fact(article, fact, kind)).text
    return fact


def around(assignment: Assignment, *, leads_on: bool = True) -> dict[str, Any]:
    """Where the article stands in the annotator's round, and the ways on from it.

    Without `leads_on` the next article is not looked for.
    """
    own = list_assignments(assignment.membership_id)
    onward = _onward(own, assignment) if leads_on else None
    return {
        "article_number": assignment.position,
        "article_count": sum(one.round_id == assignment.round_id for one in own),
        "articles_url": url_for("home.work", slug=g.place.project.slug),
        "article_url": url_for("annotate.page", **_address(assignment)),
        "submit_url": url_for("annotate.submit", **_address(assignment)),
        "skip_url": url_for("queue.ask", **_address(assignment)),
        "next_article_url": url_for("annotate.page", **_address(onward)) if onward else "",
    }


def _onward(own: Sequence[Assignment], assignment: Assignment) -> Assignment | None:
    closed = closed_rounds(assignment.membership_id)
    reachable = [one for one in own if one.id == assignment.id or one.round_id not in closed]
    return next_open(reachable, assignment)
