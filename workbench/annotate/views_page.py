"""How the annotation page is put together from rows, answers and addresses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from flask import g, render_template, url_for

from workbench.annotate import page as pages
from workbench.annotate import queries
from workbench.annotate.forms import JudgmentForm, judgment_form
from workbench.assign.masking import Mask, mask
from workbench.assign.models import Assignment
from workbench.assign.queries import get_own_assignment, list_assignments
from workbench.codebook.queries import questions_for
from workbench.codebook.questions import Question
from workbench.core.errors import NotFound
from workbench.corpus.languages import direction
from workbench.corpus.models import Article, Paragraph
from workbench.corpus.queries_masks import masks_of_fact, title_masks


@dataclass(frozen=True)
class Work:
    """An annotator's own assignment with all that its page needs."""

    assignment: Assignment
    questions: tuple[Question, ...]
    paragraphs: list[Paragraph]
    stored: dict[int, queries.Stored]

    def paragraph(self, position: int) -> Paragraph:
        for paragraph in self.paragraphs:
            if paragraph.position == position and paragraph.is_annotatable:
                return paragraph
        raise NotFound("This article has no such paragraph to annotate.")


def load_work(assignment_id: int) -> Work:
    assignment = get_own_assignment(g.place.membership.id, assignment_id)
    questions = questions_for(g.place.project, assignment.round.codebook_version.sha256)
    return Work(
        assignment,
        questions,
        assignment.article.paragraphs,
        queries.judgments_of(assignment_id, questions),
    )


def render_page(work: Work, active: int | None, form: JudgmentForm | None = None) -> str:
    assignment = work.assignment
    is_open = assignment.state == "open"
    hidden = mask(
        mask_outlet=assignment.round.mask_outlet,
        mask_byline=assignment.round.mask_byline,
        is_submitted=not is_open,
    )
    views = pages.paragraph_views(
        work.paragraphs,
        work.stored,
        work.questions,
        mask=hidden,
        active=active,
        has_premarks=assignment.round.has_premarks,
        has_hints=assignment.round.has_hints,
        addresses=addresses_of(assignment),
    )
    shown = next((view for view in views if view.active), None)
    if form is not None and shown is not None:
        shown = replace(shown, judgment={**(shown.judgment or {}), **form.typed()})
    elif shown is not None and is_open:
        form = judgment_form(work.questions, shown.judgment, shown.revision)
    done, todo = pages.count_done(views)
    model = SimpleNamespace(
        project=g.place.project,
        hidden=hidden.sentence,
        done_count=done,
        todo_count=todo,
        paragraphs=views,
        active=shown,
        questions=pages.question_views(work.questions),
        **_article_facts(assignment, hidden),
        **_neighbours(assignment),
    )
    return render_template("annotate/page.html", page=model, form=form)


def _address(assignment: Assignment) -> dict[str, Any]:
    return {"slug": g.place.project.slug, "assignment_id": assignment.id}


def addresses_of(assignment: Assignment) -> pages.Addresses:
    place = _address(assignment)
    return pages.Addresses(
        page=lambda p: url_for("annotate.page", **place, p=p, _anchor=f"p{p}"),
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


def _neighbours(assignment: Assignment) -> dict[str, Any]:
    """Where the article stands in the annotator's round, and the ways on from it."""
    own = [
        other
        for other in list_assignments(assignment.membership_id)
        if other.round_id == assignment.round_id
    ]
    later = [o for o in own if o.position > assignment.position and o.state == "open"]
    return {
        "article_number": assignment.position,
        "article_count": len(own),
        "articles_url": url_for("home.work", slug=g.place.project.slug),
        "submit_url": url_for("annotate.submit", **_address(assignment)),
        "next_article_url": url_for("annotate.page", **_address(later[0])) if later else "",
    }
