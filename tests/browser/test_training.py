"""Training in the browser: a lead makes a set and gates a round, an annotator learns and passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from tests.browser.annotating import one_database, press, wait_until_saved, wait_until_status
from tests.browser.conftest import SitDown
from tests.browser.desk import COLOURS, Desk
from tests.browser.test_arabic import left_in_english
from tests.make import NOW, make_document, make_span, make_study, rich_codebook, tied_codebook
from tests.training.given import TAUGHT, further_round, items_in, make_lesson, make_ruling, make_set
from workbench.accounts.actions import choose_language
from workbench.annotate.models import Judgment
from workbench.assign.actions import submit
from workbench.assign.models import Assignment
from workbench.core.db import db, writing
from workbench.training.actions_gates import set_gate
from workbench.training.actions_learning import begin_test, hand_in, under_way
from workbench.training.models import TrainingAttempt
from workbench.training.scoring import Share

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

TRAINING = "/projects/harbour/training/"
SIZES = ({"width": 1360, "height": 860}, {"width": 390, "height": 844})


def ready(page: Page) -> None:
    """Wait until the scripts of an item are at work."""
    page.wait_for_selector("[data-form][data-ready]")


def answer(page: Page, keys: str) -> None:
    """Answer an item by keys alone and send it."""
    ready(page)
    here = page.url
    press(page, f"{keys} Enter")
    page.wait_for_url(lambda url: url != here)


def look(desk: Desk) -> None:
    """Accessible on both sizes, in the light and in the dark, and no wider than the screen."""
    for size in SIZES:
        desk.page.set_viewport_size(size)  # type: ignore[arg-type]  # a plain dict of two numbers
        for scheme in ("light", "dark"):
            desk.page.emulate_media(color_scheme=scheme)
            desk.check_accessibility(*(COLOURS if scheme == "dark" else ()))
        is_wider = "document.documentElement.scrollWidth > innerWidth"
        assert not desk.page.evaluate(is_wider), desk.page.url
    desk.page.emulate_media(color_scheme="light")
    desk.page.set_viewport_size(SIZES[0])  # type: ignore[arg-type]  # as above


def test_a_lead_teaches_and_gates_and_an_annotator_learns_and_passes(
    app: Flask, sit_down: SitDown
) -> None:
    study = make_study(texts=(list(TAUGHT),), round_name="Pilot")
    with writing():
        for number in (0, 1):
            submit(study.assignment(number), now=NOW)
    for paragraph in (1, 2, 3):
        make_ruling(study, paragraph, sentence=f"Why paragraph {paragraph} is a quarrel.")
    work = further_round(study)

    lead = sit_down(study.lead)
    page = lead.open("/projects/harbour/progress")
    page.get_by_role("link", name="Training").click()
    page.get_by_role("link", name="New training set").click()
    page.get_by_label("Title").fill("Quarrels")
    page.get_by_role("button", name="Make it, then pick rulings").click()
    boxes = page.get_by_role("checkbox")
    expect(boxes).to_have_count(3)
    for number in (2, 1, 0):  # the newest ruling stands first
        boxes.nth(number).check()
    page.get_by_role("button", name="Add what is ticked").click()
    expect(page.get_by_label("Why it is ruled so, for learners").first).to_have_value(
        "Why paragraph 3 is a quarrel."
    )
    page.get_by_role("radio", name="test").first.check()
    page.get_by_label("Frames", exact=True).fill("100")
    page.get_by_role("button", name="Save and open to annotators").click()
    expect(page.locator(".flash")).to_contain_text("The training set is open")
    page.get_by_role("link", name="Gates").click()
    page.get_by_label("Round").select_option("Round 2")
    page.get_by_role("button", name="Close it until the test is passed").click()
    expect(page.locator(".flash")).to_contain_text("The round waits")

    ada = sit_down(study.annotators[0])
    page = ada.open("/projects/harbour/work")
    expect(page.locator("main")).to_contain_text("This round opens to you once you have passed")
    expect(page.get_by_role("link", name="Ferry fares rise in Round 2")).to_have_count(0)
    own = db.session.scalars(
        select(Assignment).where(
            Assignment.round_id == work.id, Assignment.membership_id == study.annotators[0].id
        )
    ).one()
    own_id, article = own.id, f"/projects/harbour/assignments/{own.id}/"
    db.session.commit()  # nothing is held open while others write
    ada.expected.append("403")
    page = ada.open(article)
    expect(page.locator("main")).to_contain_text("once you have passed its test")
    expect(page.locator("main")).not_to_contain_text("They rise in May.")
    page = ada.open("/projects/harbour/work")
    page.get_by_role("link", name="To the test").click()

    page.get_by_role("link", name="Start practising").click()
    answer(page, "8 w x")
    expect(page.locator("h1")).to_have_text("1 question differs from the ruling.")
    expect(page.locator(".why")).to_contain_text("Why paragraph 2 is a quarrel.")
    expect(page.locator(".differs")).to_contain_text("Economy & resources")
    expect(page.locator(".words-of-book")).to_contain_text("Costs, gains, trade")
    press(page, "Enter")  # on, without leaving the keys
    answer(page, "1 w x")
    expect(page.locator("h1")).to_have_text("Everything as ruled.")
    page.get_by_role("link", name="All practised: back to the training").click()

    page.get_by_role("button", name="Begin the test").click()
    answer(page, "8 w x")
    expect(page.locator("main")).not_to_contain_text("Why paragraph 3")
    page.get_by_role("button", name="Hand in the test").click()
    expect(page.locator("h1")).to_contain_text("Not passed yet")
    expect(page.locator(".shares .differs")).to_contain_text("Frames")
    expect(page.locator(".why")).to_contain_text("Why paragraph 3 is a quarrel.")

    page.get_by_role("button", name="Try the test again").click()
    answer(page, "1 w x")
    page.get_by_role("button", name="Hand in the test").click()
    expect(page.locator("h1")).to_contain_text("Passed")
    page.get_by_role("link", name="My articles").last.click()
    page.get_by_role("link", name="Ferry fares rise in Round 2").click()
    page.wait_for_selector("#p1[aria-current=step] .words[tabindex]")
    press(page, "1 w x Enter")
    wait_until_saved(page)
    db.session.commit()
    assert db.session.scalars(select(Judgment.assignment_id)).all() == [own_id]
    tries = db.session.scalars(select(TrainingAttempt.is_passed).order_by(TrainingAttempt.number))
    assert tries.all() == [False, True]

    page = lead.open(TRAINING)
    page.get_by_role("link", name="Progress in Quarrels").click()
    expect(page.locator("tbody").first).to_contain_text("A-01")
    expect(page.locator("tbody").first).to_contain_text("passed")
    expect(page.locator("tbody").last).to_contain_text("not taken yet")


@one_database
def test_a_threshold_on_passages_is_missed_and_then_reached(app: Flask, sit_down: SitDown) -> None:
    """Answers about what was marked have one of their own."""
    lesson = make_lesson(codebook=tied_codebook())
    study, words = lesson.study, lesson.study.paragraph(2).text
    labels = make_document()["labels"] | {"attributed": "yes"}
    spans = [make_span(words, "The pilots") | {"attributes": {"naming": "role"}}]
    ruled = make_document(labels=labels, spans=spans)
    ruling = make_ruling(study, 2, document=ruled, base=1)
    made = make_set(study, [ruling], title="Sources", test=(1,), is_open=False)

    lead = sit_down(study.lead)
    page = lead.open(f"{TRAINING}{made.id}/")
    needed = {"Frames": "80", "Sourcing": "60", "Sourcing: Naming": "80", "Attribution": "60"}
    for title, usual in needed.items():
        expect(page.get_by_label(title, exact=True)).to_have_value(usual)
    expect(page.get_by_label("Attribution: Manner", exact=True)).to_have_value("")  # never asked
    look(lead)
    page.get_by_label("Sourcing", exact=True).fill("75")
    page.get_by_label("Attribution", exact=True).fill("")
    page.get_by_role("button", name="Save and open to annotators").click()
    expect(page.locator("#needed + ul")).to_contain_text("Sourcing: at least 75 %")
    look(lead)

    ada = sit_down(study.annotators[0])
    page = ada.open(f"{TRAINING}learn/{made.id}/")
    expect(page.locator("main")).to_contain_text("Sourcing: Naming: at least 80 %")
    page.get_by_role("button", name="Begin the test").click()
    ready(page)
    # One word of two and three beyond, and nothing of the ruling's to say how it is named.
    press(page, "1 w y Home ArrowRight Shift+ArrowRight Shift+ArrowRight Shift+ArrowRight s")
    page.locator(".attribute label", has_text="In full").click()
    answer(page, "")
    page.get_by_role("button", name="Hand in the test").click()
    expect(page.locator("h1")).to_contain_text("Not passed yet")
    rows = page.locator(".shares .differs")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text(
        "Words marked as in the ruling: 1 of 2; other words marked: 3"
    )
    expect(rows.first).to_contain_text("33 %")
    expect(rows.last).to_contain_text("passages that you marked too: 0 of 1")
    look(ada)

    page.get_by_role("button", name="Try the test again").click()
    ready(page)
    press(page, "1 w y Home Shift+ArrowRight s")
    page.locator(".attribute label", has_text="By role").click()
    answer(page, "")
    page.get_by_role("button", name="Hand in the test").click()
    expect(page.locator("h1")).to_contain_text("Passed")
    expect(page.locator(".shares")).to_contain_text("Words marked as in the ruling: 2 of 2")
    db.session.commit()
    tries = db.session.scalars(select(TrainingAttempt.is_passed).order_by(TrainingAttempt.number))
    assert tries.all() == [False, True]


@one_database
def test_all_pages_are_accessible_on_both_sizes(app: Flask, sit_down: SitDown) -> None:
    lesson = make_lesson(codebook=tied_codebook())
    study, words = lesson.study, lesson.study.paragraph(2).text
    spans = [make_span(words, "The pilots") | {"attributes": {"naming": "role"}}]
    marked = make_document(
        labels=make_document()["labels"] | {"attributed": "yes"},
        spans=spans,
    )
    rulings = [make_ruling(study, 1, base=1), make_ruling(study, 2, document=marked, base=1)]
    rulings.append(make_ruling(study, 3, base=1))
    draft = make_set(study, rulings, title="A draft", is_open=False)
    further = make_set(study, rulings, title="Sources", test=(3,), thresholds={"frames": 1.0})

    lead = sit_down(study.lead)
    for path in ("", "new", f"{draft.id}/", f"{draft.id}/choose", f"{lesson.set.id}/"):
        lead.open(TRAINING + path)
        look(lead)
    for path in ("progress", "gates"):
        lead.open(f"{TRAINING}{lesson.set.id}/{path}")
        look(lead)

    ada = sit_down(study.annotators[0])
    learn = f"{TRAINING}learn/"
    for path in ("/projects/harbour/work", learn, f"{learn}{further.id}/"):
        ada.open(path)
        look(ada)
    page = ada.open(f"{learn}{further.id}/practice/{items_in(further)[1].id}")
    ready(page)
    look(ada)
    press(page, "8 w y Home Shift+ArrowRight s")
    page.locator(".attribute label", has_text="Vaguely").click()
    answer(page, "")
    look(ada)
    page = ada.open(f"{learn}{further.id}/")
    page.get_by_role("button", name="Begin the test").click()
    answer(page, "1 w x")
    look(ada)
    page.get_by_role("button", name="Hand in the test").click()
    look(ada)


@one_database
def test_an_answer_outlives_a_reload_and_says_what_it_lacks(app: Flask, sit_down: SitDown) -> None:
    lesson = make_lesson()
    desk = sit_down(lesson.study.annotators[0])
    page = desk.open(f"{TRAINING}learn/{lesson.set.id}/practice/{lesson.items[1].id}")
    ready(page)
    press(page, "1 y Home Shift+ArrowRight s Enter")
    expect(page.locator(".question.wrong legend")).to_contain_text("Tone")
    page.reload()
    ready(page)
    expect(page.locator("input[value=conflict]").first).to_be_checked()
    expect(page.locator("[data-spans] .span")).to_contain_text("The pilots")
    answer(page, "w")
    expect(page.locator("h1")).to_have_text("2 questions differ from the ruling.")
    page.get_by_role("link", name="Try this one again").click()
    ready(page)
    expect(page.locator("[data-form] input:checked")).to_have_count(0)


@one_database
def test_work_on_an_open_page_waits_in_the_browser_until_the_test_is_passed(
    app: Flask, sit_down: SitDown
) -> None:
    """The gate comes while she is at it: what she goes on to answer is not lost."""
    lesson = make_lesson()
    member = lesson.study.annotators[0]
    own = db.session.scalars(
        select(Assignment.id).where(
            Assignment.round_id == lesson.work.id, Assignment.membership_id == member.id
        )
    ).one()
    desk = sit_down(member)
    desk.expected.append("403")
    page = desk.open(f"/projects/harbour/assignments/{own}/")
    page.wait_for_selector("#p1[aria-current=step] .words[tabindex]")
    press(page, "1")
    wait_until_saved(page)
    place = (lesson.study.project.id, lesson.set.id)
    with writing():
        set_gate(*place, lesson.work.id, now=NOW)
    press(page, "w")
    expect(page.locator("[data-problems]")).to_contain_text("once you have passed its test")
    wait_until_status(page, "Not saved: paragraph 1")
    with writing():
        begin_test(*place, member.id, now=NOW)
        passed = [Share("frames", "Frames", 1, 1.0, 1.0)]
        hand_in(under_way(*place, member.id), passed, now=NOW)
    # The page says "Saved" of what the server has until it finds what waits in the browser.
    with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.ok):
        page.reload()
    wait_until_saved(page)
    expect(page.locator("input[value='-1']")).to_be_checked()
    db.session.commit()
    assert db.session.scalars(select(Judgment.revision)).one() == 2


@one_database
def test_an_article_as_a_whole_is_an_item_too(app: Flask, sit_down: SitDown) -> None:
    study = make_study(codebook=rich_codebook(), texts=(list(TAUGHT),), targets=())
    with writing():
        for number in (0, 1):
            submit(study.assignment(number), now=NOW)
    labels = {"gist": "They quarrel.", "topics": ["conflict"], "mocking": "yes"}
    ruling = make_ruling(study, 0, document={"labels": labels, "spans": []})
    made = make_set(study, [ruling])
    desk = sit_down(study.annotators[0])
    page = desk.open(f"{TRAINING}learn/{made.id}/practice/{items_in(made)[0].id}")
    ready(page)
    for text in TAUGHT:
        expect(page.locator("[data-article]")).to_contain_text(text)
    look(desk)
    page.locator("textarea[name=gist]").fill("A quarrel, in my own words.")
    press(page, "Escape")
    answer(page, "1")
    expect(page.locator("h1")).to_have_text("1 question differs from the ruling.")
    expect(page.locator(".differs")).to_contain_text("Mocking")
    expect(page.locator(".compared")).to_contain_text("A quarrel, in my own words.")
    look(desk)


@one_database
def test_practice_and_test_work_without_scripts(app: Flask, sit_down: SitDown) -> None:
    lesson = make_lesson()
    desk = sit_down(lesson.study.annotators[0], java_script_enabled=False)
    page = desk.open(f"{TRAINING}learn/{lesson.set.id}/")
    page.get_by_role("link", name="Start practising").click()
    page.get_by_role("checkbox", name="Economy & resources").check()
    desk.expected.append("422")
    page.get_by_role("button", name="Compare with the ruling").click()
    expect(page.locator("[data-problems]")).to_contain_text("choose an answer")
    expect(page.get_by_role("checkbox", name="Economy & resources")).to_be_checked()
    page.get_by_role("radio", name="critical").check()
    page.get_by_role("radio", name="No", exact=True).check()
    page.get_by_role("button", name="Compare with the ruling").click()
    expect(page.locator("h1")).to_have_text("1 question differs from the ruling.")


@one_database
def test_training_speaks_arabic(app: Flask, sit_down: SitDown) -> None:
    lesson = make_lesson(codebook=tied_codebook())
    person = lesson.study.annotators[0].person
    assert person is not None
    with writing():
        set_gate(lesson.study.project.id, lesson.set.id, lesson.work.id, now=NOW)
    desk = sit_down(lesson.study.annotators[0])
    with writing():
        choose_language(person, "ar")
    learn = f"{TRAINING}learn/"
    for path in ("/projects/harbour/work", learn, f"{learn}{lesson.set.id}/"):
        page = desk.open(path)
        assert left_in_english(page) == []
    page.get_by_role("link", name="ابدأ التمرّن").click()
    ready(page)
    assert left_in_english(page) == []
    press(page, "1 w y Home Shift+ArrowRight s")
    page.locator(".attribute label", has_text="Vaguely").click()
    answer(page, "")
    expect(page.locator("h1")).to_have_text("سؤالان يختلفان عن حكم المشرف.")
    expect(page.locator(".compared")).to_contain_text("كلمات علّمتها كما في الحكم: 0 من 0")
    assert left_in_english(page) == []
    look(desk)
    page = desk.open(f"{TRAINING}learn/{lesson.set.id}/")
    page.get_by_role("button", name="ابدأ الاختبار").click()
    answer(page, "8 w x")
    assert left_in_english(page) == []
    page.get_by_role("button", name="سلّم الاختبار").click()
    expect(page.locator("h1")).to_contain_text("لم تجتزه بعد")
    assert left_in_english(page) == []
