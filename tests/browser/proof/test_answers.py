"""Random answers through the page itself: what it shows is what is stored is what is exported."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from tests.browser.annotating import go_to, one_database, press, work_path
from tests.browser.conftest import SitDown
from tests.browser.desk import Desk
from tests.browser.proof.acting import go
from tests.browser.proof.conftest import SEED, Amount
from tests.browser.proof.hands import Hands
from tests.conftest import Report
from tests.make import Study, make_study, rich_codebook
from workbench.annotate.models import Judgment, Label, Revision
from workbench.codebook.format import Codebook
from workbench.codebook.reading import read_codebook, read_preset
from workbench.config import ROOT
from workbench.core.db import db, writing
from workbench.corpus.models import Paragraph
from workbench.export.queries import Choice, read_entries
from workbench.export.records import lines

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, one_database]

TEXT = "Two aides of the 🙂 government claimed the “truce” would hold, and nobody asked why."
CODEBOOKS = {
    "default": partial(read_preset, "framing-tone-sourcing"),
    "every type": lambda: read_codebook(
        (ROOT / "tests" / "given" / "every_type.yaml").read_text("utf-8")
    ),
    "rich": rich_codebook,
}
#: How many steps a set of answers takes, at least and at most.
STEPS = (3, 8)
#: What the page shows of the unit that is active: the form, and the passages painted on its words.
SHOWN = """() => {
  const form = document.querySelector("[data-form]");
  const section = document.querySelector("[data-paragraph][aria-current=step]");
  const { position, done, judgment } = JSON.parse(section.dataset.paragraph);
  const sets = [...form.querySelectorAll("[data-question]")]
    .filter((one) => !one.closest("[hidden]"));
  const values = (set) => [...set.querySelectorAll("input:checked")]
    .filter((one) => one.name === set.dataset.question).map((one) => one.value);
  const words = (set) => [...set.querySelectorAll("textarea")]
    .filter((one) => one.name === set.dataset.question).map((one) => one.value).filter(Boolean);
  const quotes = (list) => [...list.querySelectorAll("li q bdi")].map((one) => one.textContent);
  return {
    position, given: { ...judgment, done },
    labels: Object.fromEntries(sets
      .map((set) => [set.dataset.question, [...values(set), ...words(set)]])),
    spans: Object.fromEntries([...form.querySelectorAll("[data-spans]")]
      .map((list) => [list.dataset.spans, quotes(list)])),
    links: Object.fromEntries([...form.querySelectorAll("[data-links]")]
      .map((list) => [list.dataset.links, list.querySelectorAll("li").length])),
    note: form.querySelector(".remarks #note").value,
    flag: form.querySelector(".remarks [name=flag]").checked,
  };
}"""


def study_of(codebook: Codebook, units: int) -> Study:
    """One article of so many paragraphs, all of which are asked about."""
    return make_study(texts=[[TEXT] * units], codebook=codebook)


def sit(sit_down: SitDown, study: Study) -> Desk:
    desk = sit_down(study.annotators[0])
    open_first(desk, study)
    return desk


def open_first(desk: Desk, study: Study) -> None:
    desk.open(f"{work_path(study)}?p=1")
    go_to(desk.page, 1)


def label_all(page: Page, units: int, random: Random) -> None:
    hands = Hands(page, random)
    for position in range(1, units + 1):
        go(page, position)
        hands.answer(random.randint(*STEPS))
        if random.random() < 0.5:
            press(page, "Enter")  # done, if nothing is missing
    page.wait_for_selector("#saving :is([data-state=saved], [data-state=idle])", timeout=60_000)


def read_shown(page: Page, units: int) -> dict[int, dict[str, Any]]:
    """Of each unit what the page shows, by position, after it was loaded anew."""
    shown = {}
    for position in range(1, units + 1):
        go(page, position)
        one = page.evaluate(SHOWN)
        shown[one["position"]] = one
    return shown


def read_stored(study: Study) -> dict[int, dict[str, Any]]:
    """The newest document in the log of each unit."""
    db.session.commit()
    rows = db.session.execute(
        select(Paragraph.position, Revision.document)
        .select_from(Revision)
        .join(Judgment, Judgment.id == Revision.judgment_id)
        .outerjoin(Paragraph, Paragraph.id == Judgment.paragraph_id)
        .where(Judgment.assignment_id == study.assignment().id, ~Revision.is_parked)
        .order_by(Revision.id)
    )
    return {position or 0: json.loads(document) for position, document in rows}


def read_exported(study: Study) -> dict[int, dict[str, Any]]:
    entries = read_entries(study.project.id, Choice())
    records = [json.loads(line) for line in lines(entries, project=study.project.slug)]
    db.session.commit()
    return {record["paragraph_index"] or 0: record for record in records}


def differs_from_shown(shown: Mapping[str, Any], stored: dict[str, Any] | None) -> bool:
    """Whether the page shows something else than is stored."""
    if stored is None:
        return bool(shown["note"] or shown["flag"] or any(shown["spans"].values()))
    given = shown["given"]
    same = all(given.get(name) == stored.get(name) for name in stored)
    marked = {
        key: [span["text"] for span in stored["spans"] if span["dimension"] == key]
        for key in shown["spans"]
    }
    tied = {
        key: sum(link["dimension"] == key for link in stored.get("links", []))
        for key in shown["links"]
    }
    answers = {
        key: sorted(found) == sorted(_list(stored["labels"].get(key)))
        for key, found in shown["labels"].items()
        if key not in marked and key not in tied
    }
    return not (
        same
        and all(answers.values())
        and {key: sorted(one) for key, one in shown["spans"].items()}
        == {key: sorted(one) for key, one in marked.items()}
        and shown["links"] == tied
        and (shown["note"], shown["flag"]) == (stored["note"], stored["flag"])
    )


def differs_from_exported(stored: dict[str, Any], record: Mapping[str, Any] | None) -> bool:
    """Whether the export says something else than is stored."""
    if record is None:
        return True
    names = ("dimension", "start", "end", "text")
    spans = {span["id"]: span for span in record["spans"]}
    exported = {
        "labels": _answers(record["labels"]),
        "spans": sorted(
            [*(s[n] for n in names), s["label"], _answers(s["attributes"])] for s in spans.values()
        ),
        "links": [_answers(one["attributes"]) for one in record["relations"]],
        "note": (record["note"], record["flag"], record["status"] != "draft"),
    }
    kept = {
        "labels": _sorted(stored["labels"]),
        "spans": sorted(
            [*(s[n] for n in names), s["value"], _sorted(s.get("attributes", {}))]
            for s in stored["spans"]
        ),
        "links": [_sorted(one.get("attributes", {})) for one in stored.get("links", [])],
        "note": (stored["note"], stored["flag"], stored["done"]),
    }
    return exported != kept


def _answers(exported: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """Labels of a line as they are stored: by key, grades as words, flags only where set."""
    flat: dict[str, Any] = {}
    for key, value in exported.items():
        inner = value if isinstance(value, dict) else {"": value}
        flat |= {f"{key}.{target}" if target else key: one for target, one in inner.items()}
    return _sorted({key: value for key, value in flat.items() if value is not False})


def _sorted(answers: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    return sorted((key, sorted(_list(value))) for key, value in answers.items())


def _list(answer: Any) -> list[str]:
    if answer is None:
        return []
    given = answer if isinstance(answer, list) else [answer]
    return ["yes" if one is True else str(one) for one in given]


@pytest.mark.parametrize("name", CODEBOOKS)
def test_shown_is_stored_is_exported(
    app: Flask, sit_down: SitDown, amount: Amount, report: Report, name: str
) -> None:
    units = amount(4, 175)
    study = study_of(CODEBOOKS[name](), units)
    ada = sit(sit_down, study)
    label_all(ada.page, units, Random(f"{SEED} {name}"))
    open_first(ada, study)
    shown, stored, exported = read_shown(ada.page, units), read_stored(study), read_exported(study)
    unlike = [at for at in shown if differs_from_shown(shown[at], stored.get(at))]
    misexported = [at for at in stored if differs_from_exported(stored[at], exported.get(at))]
    report(
        f"{units} random sets of answers, {len(stored)} stored, {len(unlike)} shown otherwise, "
        f"{len(misexported)} exported otherwise (seed {SEED})"
    )
    assert len(stored) > units // 2
    assert unlike == []
    assert misexported == []


def test_what_is_changed_on_the_way_or_afterwards_is_seen(app: Flask, sit_down: SitDown) -> None:
    study = study_of(CODEBOOKS["default"](), 2)
    ada = sit(sit_down, study)
    press(ada.page, "1 !")
    ada.page.wait_for_selector("#saving [data-state=saved]")
    shown, (stored,) = read_shown(ada.page, 1)[1], read_stored(study).values()
    assert differs_from_shown(shown, stored)  # the page was loaded before the answers
    open_first(ada, study)
    shown = read_shown(ada.page, 1)[1]
    assert not differs_from_shown(shown, stored)
    assert differs_from_shown(shown | {"flag": False}, stored)
    assert not differs_from_exported(stored, read_exported(study)[1])
    with writing():
        db.session.execute(update(Judgment).values(note="not hers"))
    assert differs_from_exported(stored, read_exported(study)[1])
    with writing():
        db.session.execute(update(Judgment).values(note=""))
        db.session.execute(delete(Label))
    assert differs_from_exported(stored, read_exported(study)[1])
