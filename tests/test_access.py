"""Every route x everybody: each pair has an expectation, and a route without one fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text
from werkzeug.routing import Rule

from tests.make import (
    NOW,
    Study,
    csrf_token,
    make_comment,
    make_draft,
    make_inquiry,
    make_judgment,
    make_study,
    signed_in_client,
)
from workbench.accounts.links import make_link
from workbench.codebook.models import Inquiry
from workbench.core.db import db, writing
from workbench.corpus.actions_uploads import begin_upload, keep_reading
from workbench.corpus.drafts import Options, Reading
from workbench.corpus.models import Upload
from workbench.review.models import Discussion
from workbench.training.actions import About, make_set
from workbench.training.models import TrainingSet

PEOPLE = (
    "anonymous",
    "annotator",
    "other annotator",
    "lead",
    "annotator elsewhere",
    "lead elsewhere",
)
#: What a signed-out person gets: pages lead to the sign-in, everything else is refused.
TO_SIGN_IN, REFUSED = 302, 401


@dataclass(frozen=True)
class Expected:
    """Statuses in the order of PEOPLE. "Elsewhere" are members of another project only."""

    anonymous: int
    annotator: int
    other_annotator: int
    lead: int
    annotator_elsewhere: int
    lead_elsewhere: int


def everybody(status: int) -> Expected:
    return Expected(*[status] * 6)


def signed_in(status: int, anonymous: int = TO_SIGN_IN) -> Expected:
    return Expected(anonymous, *[status] * 5)


def lead_only(status: int, anonymous: int = TO_SIGN_IN) -> Expected:
    return Expected(anonymous, 403, 403, status, 404, 404)


def members(status: int) -> Expected:
    return Expected(TO_SIGN_IN, status, status, status, 404, 404)


def annotators(status: int) -> Expected:
    return Expected(TO_SIGN_IN, status, status, 403, 404, 404)


def owner(status: int, anonymous: int) -> Expected:
    """The assignment belongs to the first annotator: for the other one it does not exist."""
    return Expected(anonymous, status, 404, 403, 404, 404)


#: (method, endpoint) -> expectation. Unsafe requests carry a valid token and nothing else.
EXPECTED: dict[tuple[str, str], Expected] = {
    ("GET", "static"): everybody(404),  # no file of that name; files themselves are public
    ("GET", "home.health"): everybody(200),
    ("GET", "home.landing"): signed_in(302),
    ("GET", "home.project"): members(302),
    ("GET", "home.work"): annotators(200),
    ("GET", "home.progress"): lead_only(200),
    ("GET", "accounts.sign_in"): Expected(200, 302, 302, 302, 302, 302),
    ("POST", "accounts.sign_in"): Expected(422, 422, 422, 422, 422, 422),
    ("GET", "accounts.link"): everybody(200),
    ("POST", "accounts.use_link"): everybody(303),
    ("POST", "accounts.sign_out"): everybody(303),
    ("GET", "accounts.session_state"): everybody(200),
    ("GET", "accounts.account"): signed_in(200),
    ("POST", "accounts.account"): signed_in(422, REFUSED),
    ("POST", "accounts.language"): signed_in(303, REFUSED),
    ("GET", "background.questions"): lead_only(200),
    ("POST", "background.add"): lead_only(422, REFUSED),
    ("POST", "background.remove"): lead_only(404, REFUSED),  # nothing is asked
    ("GET", "background.about_you"): annotators(200),
    ("POST", "background.tell"): Expected(REFUSED, 303, 303, 403, 404, 404),
    ("POST", "background.withdraw"): Expected(REFUSED, 303, 303, 403, 404, 404),
    ("GET", "corpus.articles"): lead_only(200),
    ("GET", "corpus.article"): lead_only(200),
    ("POST", "corpus.change"): lead_only(422, REFUSED),
    ("POST", "corpus.begin_correcting"): lead_only(422, REFUSED),
    ("GET", "corpus.difference"): lead_only(404),  # there is one version only
    ("GET", "stories.stories"): lead_only(200),
    ("GET", "stories.story"): lead_only(200),
    ("POST", "stories.rename"): lead_only(422, REFUSED),
    ("POST", "stories.warn"): lead_only(303, REFUSED),
    ("POST", "stories.move"): lead_only(422, REFUSED),
    ("POST", "stories.remove"): lead_only(409, REFUSED),
    ("GET", "corpus.import_articles"): lead_only(200),
    ("POST", "corpus.import_articles"): lead_only(422, REFUSED),
    # The import has been stored: nothing of it changes any more.
    ("GET", "corpus.upload"): lead_only(200),
    ("GET", "corpus.upload_progress"): lead_only(200),
    ("GET", "corpus.upload_problems"): lead_only(200),
    ("POST", "corpus.read_file_again"): lead_only(422, REFUSED),
    ("POST", "corpus.choose_drafts"): lead_only(409, REFUSED),
    ("POST", "corpus.discard_upload"): lead_only(409, REFUSED),
    ("GET", "corpus.draft"): lead_only(200),
    ("PUT", "corpus.take_step"): lead_only(422, REFUSED),
    ("POST", "corpus.correct"): lead_only(422, REFUSED),
    ("POST", "corpus.save_facts"): lead_only(422, REFUSED),
    ("GET", "corpus.masks"): lead_only(200),
    ("POST", "corpus.add_mask"): lead_only(422, REFUSED),
    ("POST", "corpus.remove_masks"): lead_only(422, REFUSED),
    ("GET", "codebook.newest"): members(200),
    ("GET", "codebook.version"): members(200),
    ("GET", "codebook.file"): members(200),
    ("GET", "codebook.running"): members(200),
    ("GET", "inquiries.own"): owner(200, TO_SIGN_IN),
    ("POST", "inquiries.ask_form_sent"): owner(422, REFUSED),
    ("PUT", "inquiries.ask"): owner(422, REFUSED),
    ("GET", "inquiries.questions"): lead_only(200),
    ("POST", "inquiries.settle"): lead_only(422, REFUSED),
    ("GET", "flags.page"): lead_only(404),  # nothing is flagged
    ("POST", "flags.make"): lead_only(404, REFUSED),
    # There is no draft yet, so there is nothing to change.
    ("GET", "codebook_draft.outline"): lead_only(200),
    ("POST", "codebook_draft.start"): lead_only(422, REFUSED),
    ("POST", "codebook_draft.discard"): lead_only(422, REFUSED),
    ("POST", "codebook_draft.undo"): lead_only(422, REFUSED),
    ("GET", "codebook_draft.sheet"): lead_only(404),
    ("POST", "codebook_preview.tried"): lead_only(422, REFUSED),
    ("POST", "codebook_draft.save_sheet"): lead_only(409, REFUSED),
    ("GET", "codebook_draft.file"): lead_only(200),
    ("POST", "codebook_draft.look_at_file"): lead_only(422, REFUSED),
    ("POST", "codebook_draft.take_file"): lead_only(422, REFUSED),
    ("GET", "codebook_draft.download"): lead_only(404),
    ("POST", "codebook_draft.add_dimension"): lead_only(409, REFUSED),
    ("GET", "codebook_draft.dimension"): lead_only(404),
    ("POST", "codebook_draft.save_dimension"): lead_only(409, REFUSED),
    ("POST", "codebook_draft.save_kind"): lead_only(409, REFUSED),
    ("POST", "codebook_draft.move_dimension"): lead_only(422, REFUSED),
    ("POST", "codebook_draft.remove_dimension"): lead_only(422, REFUSED),
    ("POST", "codebook_draft.add_value"): lead_only(409, REFUSED),
    ("GET", "codebook_draft.value"): lead_only(404),
    ("POST", "codebook_draft.save_value"): lead_only(409, REFUSED),
    ("POST", "codebook_draft.move_value"): lead_only(422, REFUSED),
    ("POST", "codebook_draft.remove_value"): lead_only(422, REFUSED),
    ("POST", "codebook_draft.merge_value"): lead_only(422, REFUSED),
    ("POST", "codebook_draft.split_value"): lead_only(409, REFUSED),
    ("GET", "codebook_preview.preview"): lead_only(404),
    ("GET", "codebook_versions.history"): members(200),
    ("GET", "codebook_versions.difference"): members(404),  # there is one version only
    ("GET", "codebook_versions.publish"): lead_only(404),  # there is no draft
    ("POST", "codebook_versions.publish_it"): lead_only(422, REFUSED),
    ("GET", "migrations.page"): lead_only(200),
    ("POST", "migrations.preview"): lead_only(422, REFUSED),
    ("POST", "migrations.move"): lead_only(422, REFUSED),
    ("GET", "migrations.undo"): lead_only(404),
    ("POST", "migrations.undo_it"): lead_only(404, REFUSED),
    ("GET", "assign.new_round"): lead_only(200),
    ("POST", "assign.new_round"): lead_only(422, REFUSED),
    ("POST", "assign.reopen"): lead_only(409, REFUSED),
    ("GET", "assign.opening"): lead_only(200),
    ("POST", "assign.change_opening"): lead_only(303, REFUSED),  # nothing was ticked, nor is now
    ("GET", "annotate.page"): owner(200, TO_SIGN_IN),
    ("GET", "annotate.codebook"): owner(200, TO_SIGN_IN),
    # The round of this study does not show earlier rulings.
    ("GET", "precedents.at_label"): owner(404, TO_SIGN_IN),
    ("GET", "accuracy.accuracy"): lead_only(200),
    ("GET", "using.precedents"): lead_only(200),
    ("POST", "using.example"): lead_only(404, REFUSED),
    ("POST", "using.question"): lead_only(404, REFUSED),
    ("GET", "calibration.own"): annotators(200),
    ("PUT", "annotate.save"): owner(422, REFUSED),
    ("POST", "annotate.save_form"): owner(422, REFUSED),
    ("POST", "annotate.submit"): owner(422, REFUSED),
    ("GET", "queue.ask"): owner(200, TO_SIGN_IN),
    ("POST", "queue.skip"): owner(422, REFUSED),
    ("POST", "queue.take_back"): owner(303, REFUSED),
    ("POST", "queue.show"): owner(303, REFUSED),
    ("GET", "agreement.report"): lead_only(200),
    ("GET", "agreement.report_json"): lead_only(200),
    ("GET", "agreement.report_csv"): lead_only(200),
    ("GET", "agreement.methods"): lead_only(200),
    ("GET", "agreement.methods_text"): lead_only(200),
    ("GET", "agreement.methods_markdown"): lead_only(200),
    ("GET", "agreement.question"): lead_only(200),
    ("GET", "agreement.question_json"): lead_only(200),
    ("GET", "agreement.units"): lead_only(200),
    ("GET", "agreement.matrix"): lead_only(200),
    ("GET", "calculator.table"): members(200),
    ("POST", "calculator.calculated"): Expected(REFUSED, 422, 422, 422, 404, 404),
    ("GET", "calculator.examples"): members(200),
    ("GET", "review.disagreements"): lead_only(200),
    ("GET", "ruling.paragraph"): lead_only(200),
    ("GET", "ruling.article"): lead_only(404),  # nothing is asked of it as a whole
    ("PUT", "ruling.send"): lead_only(422, REFUSED),
    ("POST", "ruling.rule"): lead_only(422, REFUSED),
    ("POST", "ruling.withdraw"): lead_only(404, REFUSED),  # nothing has been ruled
    ("GET", "bulk.bulk"): lead_only(200),
    ("POST", "bulk.rule"): lead_only(422, REFUSED),
    ("POST", "bulk.undo"): lead_only(404, REFUSED),  # nothing has been ruled
    ("GET", "review.example"): lead_only(200),
    ("POST", "review.use_example"): lead_only(422, REFUSED),
    ("GET", "challenge.unit"): lead_only(200),
    ("GET", "challenge.several"): lead_only(404),  # it does not say which
    # The round opens no discussions: to annotators there are none.
    ("GET", "discussions.listing"): members(200),
    ("GET", "discussions.discussion"): Expected(TO_SIGN_IN, 404, 404, 200, 404, 404),
    ("GET", "discussions.unit"): Expected(TO_SIGN_IN, 404, 404, 302, 404, 404),
    ("POST", "discussions.comment"): Expected(REFUSED, 404, 404, 422, 404, 404),
    ("POST", "discussions.settle"): lead_only(422, REFUSED),
    ("POST", "discussions.seen"): Expected(REFUSED, 404, 404, 303, 404, 404),
    ("GET", "export.page"): lead_only(200),
    ("GET", "export.judgments"): lead_only(200),
    # The training set was opened and put away, and has no items.
    ("GET", "training.sets"): lead_only(200),
    ("GET", "training.new"): lead_only(200),
    ("POST", "training.new"): lead_only(422, REFUSED),
    ("GET", "training.one_set"): lead_only(200),
    ("POST", "training.save"): lead_only(409, REFUSED),
    ("GET", "training.choose"): lead_only(302),
    ("POST", "training.add"): lead_only(409, REFUSED),
    ("GET", "training.preview"): lead_only(404),
    ("POST", "training.preview"): lead_only(404, REFUSED),
    ("GET", "training.progress"): lead_only(200),
    ("POST", "training.put_away"): lead_only(303, REFUSED),
    ("POST", "training.delete"): lead_only(409, REFUSED),
    ("GET", "training.gates"): lead_only(200),
    ("POST", "training.gate"): lead_only(404, REFUSED),
    ("GET", "learning.sets"): annotators(200),
    ("GET", "learning.one_set"): annotators(200),
    ("GET", "learning.practice"): annotators(404),
    ("POST", "learning.practised"): Expected(REFUSED, 404, 404, 403, 404, 404),
    ("GET", "learning.feedback"): annotators(404),
    ("POST", "learning.begin"): Expected(REFUSED, 409, 409, 403, 404, 404),
    ("GET", "learning.overview"): annotators(409),
    ("GET", "learning.question"): annotators(404),
    ("POST", "learning.answer"): Expected(REFUSED, 404, 404, 403, 404, 404),
    ("POST", "learning.hand_in"): Expected(REFUSED, 409, 409, 403, 404, 404),
    ("GET", "learning.result"): annotators(404),
}


@dataclass
class World:
    """Two studies that know nothing of each other, and a browser for everybody."""

    app: Flask
    study: Study
    elsewhere: Study
    upload: Upload

    def browser(self, who: str) -> FlaskClient:
        member = {
            "annotator": self.study.annotators[0],
            "other annotator": self.study.annotators[1],
            "lead": self.study.lead,
            "annotator elsewhere": self.elsewhere.annotators[0],
            "lead elsewhere": self.elsewhere.lead,
        }.get(who)
        return signed_in_client(self.app, member) if member else self.app.test_client()

    def path(self, rule: Rule) -> str:
        """The rule's address within the first study."""
        values: dict[str, Any] = {
            "slug": self.study.project.slug,
            "assignment_id": self.study.assignment().id,
            "position": 1,
            "key": self.study.articles[0].key,
            "question_key": "frames",
            "story_id": self.study.articles[0].story_id,
            "round_id": self.study.round.id,
            "migration_id": 1,
            "background_id": 1,
            "judgment_id": 1,
            "upload_id": self.upload.id,
            "file_position": 1,
            "number": 1,
            "filename": "none.txt",
            "suffix": "yaml",
            "bulk_id": 1,
            "paragraph_id": self.study.paragraph().id,
            "article_id": self.study.articles[0].id,
            "kind": "paragraphs",
            "ruling_id": 1,
            "unit_id": self.study.paragraph().id,
            "discussion_id": db.session.scalar(select(func.min(Discussion.id))) or 1,
            "inquiry_id": db.session.scalar(select(func.min(Inquiry.id))) or 1,
            "dimension": "frames",
            "value": "conflict",
            "set_id": db.session.scalar(select(func.min(TrainingSet.id))) or 1,
            "item_id": 1,
            "attempt": 1,
            "token": self._token(),
        }
        adapter = self.app.url_map.bind("127.0.0.1")
        return adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments})

    def _token(self) -> str:
        person = self.elsewhere.annotators[1].person
        assert person is not None
        return make_link(person).rsplit("/", 1)[1]


@pytest.fixture
def world(app: Flask) -> World:
    study = make_study()
    make_judgment(study)
    make_inquiry(study)
    make_comment(study, "@A-01, have a look.")
    stored_training(study)
    elsewhere = make_study("lagoon", annotators=["Cleo Anders", "Dov Brand"], lead="Mia Stone")
    return World(app, study, elsewhere, stored_upload(study))


def stored_training(study: Study) -> None:
    """A training set that is over."""
    with writing():
        made = make_set(
            study.project.id,
            About("First steps", ""),
            version_id=study.round.codebook_version_id,
            membership_id=study.lead.id,
            now=NOW,
        )
        made.opened_at = made.closed_at = NOW


def stored_upload(study: Study) -> Upload:
    """An import of one file that is over."""
    with writing():
        upload = begin_upload(study.project.id, None, [("a.txt", b"")], options=Options(), now=NOW)
        keep_reading(upload, upload.files[0], Reading("text", "utf-8", (make_draft(),)))
        upload.state = "stored"
    return upload


def routes(app: Flask) -> set[tuple[str, str]]:
    return {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def digest() -> str:
    """All rows but those of signing in."""
    db.session.commit()
    rows = []
    for table in db.metadata.sorted_tables:
        if not table.name.startswith(("sign_in", "person")):
            rows.append(sorted(map(repr, db.session.execute(table.select()).all())))
    return repr(rows)


def test_every_route_has_an_expectation_and_no_expectation_is_stale(app: Flask) -> None:
    assert routes(app) == set(EXPECTED)


@pytest.mark.parametrize("who", PEOPLE)
def test_every_route_answers_everybody_as_expected(world: World, who: str) -> None:
    browser = world.browser(who)
    before, wrong = digest(), []
    for rule in world.app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            path = world.path(rule)
            token = "" if method == "GET" else csrf_token(browser)
            sent = {"csrf_token": token} if method == "POST" else None
            headers = {"X-CSRF-Token": token}
            if method == "PUT":
                headers["Accept"] = "application/json"
            answer = browser.open(path, method=method, data=sent, headers=headers)
            status = answer.status_code
            expected = getattr(EXPECTED[method, rule.endpoint], who.replace(" ", "_"))
            if status != expected:
                wrong.append(f"{method} {path}: {status}, expected {expected}")
            if rule.endpoint in {"accounts.sign_out", "accounts.use_link"}:
                browser = world.browser(who)
    assert wrong == []
    assert digest() == before, "a request that should change nothing changed something"


@pytest.mark.parametrize("bad", ["0", "-1", "9223372036854775808", "1 OR 1=1", "١", "..", "%00"])
def test_made_up_ids_find_nothing(world: World, bad: str) -> None:
    browser = world.browser("lead")
    annotator = world.browser("annotator")
    for path in (f"articles/{bad}", f"codebook/{bad}", f"progress?round={bad}"):
        assert browser.get(f"/projects/harbour/{path}").status_code in {200, 404}
    for path in (f"assignments/{bad}/", f"assignments/1/?p={bad}"):
        assert annotator.get(f"/projects/harbour/{path}").status_code in {200, 404}


def test_foreign_ids_within_ones_own_project_find_nothing(world: World) -> None:
    """A lead may not reach another project's rows through their own project's address."""
    browser = world.browser("lead elsewhere")
    foreign = world.study
    token = {"csrf_token": csrf_token(browser)}
    statuses = [
        browser.get(f"/projects/lagoon/articles/{'0' * 16}").status_code,
        browser.get(f"/projects/lagoon/stories/{foreign.articles[0].story_id}").status_code,
        browser.get(f"/projects/lagoon/articles/import/{world.upload.id}").status_code,
        browser.get(f"/projects/lagoon/articles/import/{world.upload.id}/1").status_code,
        browser.get(f"/projects/lagoon/progress?round={foreign.round.id}").status_code,
        browser.get(f"/projects/lagoon/agreement/?round={foreign.round.id}").status_code,
        browser.get(f"/projects/lagoon/disagreements/?round={foreign.round.id}").status_code,
        browser.post(
            f"/projects/lagoon/assignments/{foreign.assignment().id}/reopen", data=token
        ).status_code,
    ]
    assert statuses == [404] * 8


def test_looking_changes_nothing(world: World) -> None:
    """GET never writes, for anybody: not even the time of the last visit."""
    browsers = [world.browser(who) for who in PEOPLE]
    db.session.commit()
    before = [db.session.execute(text(f"SELECT * FROM {t.name}")).all() for t in tables()]
    for browser in browsers:
        for rule in world.app.url_map.iter_rules():
            if "GET" in (rule.methods or set()):
                browser.get(world.path(rule))
    db.session.commit()
    after = [db.session.execute(text(f"SELECT * FROM {t.name}")).all() for t in tables()]
    assert after == before


def tables() -> list[Any]:
    return list(db.metadata.sorted_tables)
