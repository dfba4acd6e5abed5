"""The page of one question: every figure, and the way to the paragraphs behind it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.agreement.test_views import answer, compared_study
from tests.make import (
    NOW,
    TEXTS,
    Study,
    another_round,
    make_document,
    make_judgment,
    make_span,
    make_study,
    rich_codebook,
    signed_in_client,
)
from workbench.agreement.calculating import calculate
from workbench.agreement.notes import is_measured
from workbench.agreement.tables import read_table
from workbench.core.db import writing
from workbench.projects.actions_background import add_background, answer_background

QUESTIONS = "/projects/harbour/agreement/questions/"


@pytest.fixture
def study(app: Flask) -> Study:
    return compared_study()


@pytest.fixture
def lead(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.lead)


def test_the_report_leads_to_it(lead: FlaskClient) -> None:
    page = lead.get("/projects/harbour/agreement/").text
    address = re.search(r'href="([^"]*questions/tone.government[^"]*)"', page)
    assert address is not None
    answer = lead.get(address[1].replace("&amp;", "&"))
    assert answer.status_code == 200
    assert "Tone · the government" in answer.text


def test_a_scale_has_measures_pairs_confusions_and_annotators(lead: FlaskClient) -> None:
    page = lead.get(f"{QUESTIONS}tone.government").text
    for words in (
        "Gwet&#39;s AC2, quadratic",
        "Weighted kappa, linear",
        "A-01|A-02",
        "Steps above",
    ):
        assert words in page
    # A said -1, 0, 1 and B 1, 0, 1: two steps apart on one of three paragraphs.
    assert "-0.67" in page
    assert "+0.67" in page


def test_a_confusion_leads_to_its_paragraphs(lead: FlaskClient) -> None:
    opened = numbers(lead.get(f"{QUESTIONS}tone.government").text)
    against = [address for address, _, said in opened if "critical against friendly" in said]
    assert len(against) == 1
    there = lead.get(against[0]).text
    assert "1 paragraph · " in there
    [whole] = re.findall(r'href="([^"]*disagreements/[^"]*between=[^"]*)"', there)
    side_by_side = lead.get(whole.replace("&amp;", "&")).text
    assert "1 of 3 paragraphs" in side_by_side
    assert "between these two values" in side_by_side
    none = lead.get("/projects/harbour/disagreements/?question=tone.government&between=0|1").text
    assert "Nothing here fits" in none


@pytest.mark.parametrize("key", ["frames", "sourcing"])
def test_sets_and_passages_have_theirs(lead: FlaskClient, key: str) -> None:
    page = lead.get(f"{QUESTIONS}{key}").text
    assert "Which values are taken for which" not in page
    assert ("Krippendorff&#39;s alpha, MASI" if key == "frames" else "F1 of pairs, exact") in page


@pytest.mark.parametrize("key", ["none", "frames.x"])
def test_a_question_without_figures_is_not_there(lead: FlaskClient, key: str) -> None:
    assert lead.get(QUESTIONS + key).status_code == 404


def test_annotators_do_not_see_it(app: Flask, study: Study) -> None:
    ada = signed_in_client(app, study.annotators[0])
    assert ada.get(f"{QUESTIONS}frames").status_code == 403


def test_where_it_holds_is_told_by_kind_and_place(lead: FlaskClient) -> None:
    page = lead.get(f"{QUESTIONS}tone.government").text
    assert "By kind of paragraph" in page
    assert "By place in the article" in page
    assert "By outlet" not in page, "there is one outlet only"


@pytest.mark.parametrize(
    ("key", "level", "measure"),
    [
        ("tone.government", "ordinal", "krippendorff_alpha"),
        ("frames", "set", "krippendorff_alpha_masi"),
        ("sourcing", "spans", "u_alpha"),
    ],
)
def test_the_matrix_gives_the_calculator_the_same_figure(
    lead: FlaskClient, key: str, level: str, measure: str
) -> None:
    answer = lead.get(f"{QUESTIONS}{key}/matrix")
    assert "attachment" in answer.headers["Content-Disposition"]
    found = calculate(read_table(answer.data, level))
    report = lead.get("/projects/harbour/agreement/report.json").get_json()
    there = report["dimensions"][key]
    assert found["measures"][measure]["value"] == there["measures"][measure]["value"]
    assert found["n_units_paired"] == there["n_units_paired"]


def numbers(page: str) -> list[tuple[str, int, str]]:
    """Every number that leads to units: its address, the number and what is said of it."""
    found = re.findall(
        r'href="([^"]*/units\?[^"]*)">(\d+)<span class="visually-hidden"> ([^<]*)', page
    )
    return [(address.replace("&amp;", "&"), int(number), said) for address, number, said in found]


def mark(study: Study, annotator: int, paragraph: int, *passages: tuple[str, str]) -> None:
    """A judgment with passages, each its words and label."""
    spans = [make_span(TEXTS[paragraph - 1], words, value) for words, value in passages]
    labels = make_document()["labels"] | {"attributed": "yes"}
    document = make_document(labels=labels, spans=spans)
    make_judgment(study, annotator=annotator, paragraph=paragraph, document=document)


@pytest.fixture
def marked(app: Flask) -> FlaskClient:
    """A lead whose three annotators marked passages in two paragraphs."""
    study = make_study(annotators=["Ada Quist", "Ben Okoro", "Cleo Anders"])
    mark(study, 0, 2, ("Two aides", "source"), ("claimed", "cue"))
    mark(study, 1, 2, ("aides", "source"), ("claimed", "source"))
    mark(study, 2, 2, ("Two aides", "source"))
    mark(study, 0, 3, ("eleven minutes", "content"))
    mark(study, 1, 3)
    return signed_in_client(app, study.lead)


def test_where_passages_differ(marked: FlaskClient) -> None:
    found = marked.get(f"{QUESTIONS}sourcing.json").get_json()["passages"]
    # A, B and C in paragraph 2, and A and B in paragraph 3.
    assert found["overall"] == {
        "same": 1,
        "boundary": 2,
        "label": 1,
        "boundary and label": 0,
        "found by one": 3,
    }
    assert found["by_pair"]["A-01|A-03"]["same"] == 1
    assert {"labels": ["source", "cue"], "n": 1} in found["labels"]
    address = f"{QUESTIONS}sourcing/units"
    alone = marked.get(f"{address}?differ=found by one&value=content").text
    assert "1 paragraph · " in alone
    assert "The ceremony lasted" in alone
    assert "eleven minutes</bdi>" in alone
    both = marked.get(f"{address}?differ=labels&between=source|cue").text
    assert "Two aides claimed" in both
    assert "The ceremony lasted" not in both
    assert "There is nothing" in marked.get(f"{address}?differ=boundary&pair=A-01|A-03").text


@pytest.mark.parametrize("key", ["tone.government", "frames", "attributed"])
def test_every_number_opens_to_what_it_counts(lead: FlaskClient, key: str) -> None:
    check_numbers(lead, key)


@pytest.mark.parametrize("key", ["sourcing", "attributed"])
def test_so_does_every_number_of_passages(marked: FlaskClient, key: str) -> None:
    check_numbers(marked, key)


def check_numbers(lead: FlaskClient, key: str) -> None:
    opened = numbers(lead.get(QUESTIONS + key).text)
    assert opened
    for address, number, said in opened:
        answer = lead.get(address)
        assert answer.status_code == 200, said
        units = re.search(r'<p class="lead">(\d+) paragraph', answer.text)
        assert units is not None
        if "compared" in said or "by two or more" in said or "twice" in said:
            assert int(units[1]) == number, said
        else:  # judgments, pairs of them, or passages
            assert 1 <= int(units[1]) <= number, said


def test_units_stand_with_everybodys_answers(lead: FlaskClient) -> None:
    page = lead.get(f"{QUESTIONS}tone.government/units?between=-1|1").text
    assert "Premier toasts old enemy" in page
    assert "1 paragraph · " in page
    assert "Two aides" not in page
    assert page.index("A-01") < page.index("A-02")
    assert re.search(r'href="[^"]*/articles/\w+#p1"', page)
    all_of_them = lead.get(f"{QUESTIONS}tone.government/units").text
    assert "3 paragraphs · " in all_of_them


@pytest.mark.parametrize(
    "asked",
    [
        "by=outlet&part=x",
        "by=mood&part=x",
        "pair=A-01",
        "pair=A-01|A-09",
        "annotator=nobody",
        "value=9",
        "between=-1",
        "between=-1|9",
        "differ=boundary&between=a|b",
    ],
)
def test_what_cannot_be_asked_for_is_not_there(lead: FlaskClient, asked: str) -> None:
    assert lead.get(f"{QUESTIONS}tone.government/units?{asked}").status_code == 404


def test_the_same_for_a_program(lead: FlaskClient) -> None:
    found = lead.get(f"{QUESTIONS}tone.government.json").get_json()
    report = lead.get("/projects/harbour/agreement/report.json").get_json()
    assert found["measures"] == report["dimensions"]["tone.government"]["measures"]
    assert found["slices"]["kind"]["parts"]["body"]["n_units"] == 2
    ada, ben = found["annotators"]["A-01"], found["annotators"]["A-02"]
    assert ada["confusion_with_the_rest"]["-1"] == {"1": 1}
    assert ada["steps_above_the_rest"] == -ben["steps_above_the_rest"]
    assert [week["week"] for week in ada["drift"]] == ["2026-W47"]
    assert found["groups"] == []


def test_another_round_and_what_was_answered_twice(lead: FlaskClient, study: Study) -> None:
    later = another_round(study, mask=False)
    answer(later, 0, 1, **{"tone.government": "-1"})
    answer(later, 0, 2, **{"tone.government": "1"})
    answer(later, 1, 1, **{"tone.government": "-1"})
    page = f"{QUESTIONS}tone.government"
    found = lead.get(f"{page}.json?round={study.round.id}").get_json()
    assert set(found["slices"]["round"]["parts"]) == {"Round 1", "Round 2"}
    stability = found["annotators"]["A-01"]["stability"]
    assert (stability["n_units"], stability["agreement"]) == (2, 0.5)
    assert found["annotators"]["A-02"]["stability"]["agreement"] == 0
    shown = lead.get(f"{page}?round={study.round.id}").text
    assert f"round={later.round.id}" in shown
    opened = {said: address for address, _, said in numbers(shown)}
    there = lead.get(opened["compared, Round 2: see them"]).text
    assert "1 paragraph · " in there
    assert "Round 2 · " in there
    repeats = lead.get(opened["answered twice, A-01: see them"]).text
    assert "2 paragraphs · " in repeats
    assert repeats.index("the first time") < repeats.index("the second time")
    assert "Side by side in <bdi>Round 2</bdi>" in repeats
    for several, parts in (("of all 2</a>", 4), ("<span", 2)):
        address = re.search(rf'href="([^"]*)">Challenge file ?{several}', repeats)
        assert address is not None
        file = lead.get(address[1].replace("&amp;", "&")).text
        assert file.count('class="unit-part"') == parts
        assert file.count("<dt>Round</dt>") == 2
        assert "paragraph 1 (title) · Round 1" in file
        assert "paragraph 1 (title) · Round 2" in file
        assert "tone" in file[file.index("The codebook in force") :].lower()
    assert lead.get(f"{QUESTIONS}tone.government/units?twice=A-09").status_code == 404
    assert lead.get(f"{QUESTIONS}sourcing/units?twice=A-01").status_code == 404


def test_paragraphs_are_numbered_as_on_the_annotation_page(app: Flask) -> None:
    """And on the pages of rulings: furniture between paragraphs has no number."""
    study = make_study(texts=[["A title", "One.", "Two."]])
    for annotator in (0, 1):
        answer(study, annotator, 3)
    with writing():
        study.paragraph(2).is_annotatable = False
    lead = signed_in_client(app, study.lead)
    page = lead.get(f"{QUESTIONS}frames/units").text
    assert "paragraph 2 (body)" in page
    assert not re.search(r"\bline \d", page)
    for words in ("Side by side", "Challenge file"):
        there = re.search(rf'href="([^"]*)">{words}<span', page)
        assert there is not None
        assert "aragraph 2" in lead.get(there[1]).text
    shown = lead.get(f"{QUESTIONS}frames/units?all=1").text
    assert "Two." in shown


def test_groups_are_compared_once_they_are_large_enough(app: Flask) -> None:
    study = make_study(annotators=[f"Person {letter}" for letter in "ABCDEFGHIJ"])
    for number in range(10):
        for paragraph in (1, 2, 3):
            tone = "1" if paragraph == 3 and number >= 5 else str(paragraph - 2)
            answer(study, number, paragraph, **{"tone.government": tone})
    with writing():
        question = add_background(study.project.id, "Side", ["left", "right"], now=NOW).id
    browser = signed_in_client(app, study.lead)
    page = f"{QUESTIONS}tone.government"
    assert "Too few to show" in browser.get(page).text
    for number, member in enumerate(study.annotators):
        assert member.person_id is not None
        with writing():
            answer_background(
                member.person_id, study.project.id, {question: 1 if number < 5 else 2}, now=NOW
            )
    [groups] = browser.get(f"{page}.json").get_json()["groups"]
    assert dict(groups["within"]) == {"left": 1.0, "right": 1.0}
    assert "between <bdi>left</bdi> and <bdi>right</bdi>" in browser.get(page).text


RICH = make_document(
    labels={
        "frames": ["conflict"],
        "tone.government": "0",
        "tone.island": "1",
        "attributed": "no",
    }
)
RICH_WHOLE = make_document(labels={"gist": "A toast.", "topics": ["conflict"]})


def measured_keys(study: Study) -> list[str]:
    asked = [*study.questions, *study.whole]
    return [one.key for one in asked if is_measured(one) and not one.is_links]


@pytest.mark.parametrize("people", [0, 1, 2])
def test_every_kind_of_question_has_its_page_whoever_has_answered(app: Flask, people: int) -> None:
    study = make_study(codebook=rich_codebook())
    for annotator in range(people):
        for paragraph in (1, 2):
            make_judgment(study, annotator=annotator, paragraph=paragraph, document=RICH)
        make_judgment(study, annotator=annotator, paragraph=0, document=RICH_WHOLE)
    lead = signed_in_client(app, study.lead)
    keys = measured_keys(study)
    assert len(keys) > 4
    for key in keys:
        assert lead.get(QUESTIONS + key).status_code == 200, key
        assert lead.get(f"{QUESTIONS}{key}.json").status_code == 200, key
        assert lead.get(f"{QUESTIONS}{key}/units?all=1").status_code == 200, key
