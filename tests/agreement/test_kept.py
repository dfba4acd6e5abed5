"""What is taken again is what would be computed anew, and nothing else is computed."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from flask import Flask

from tests.agreement.given import sample_of
from tests.make import (
    TEXTS,
    Study,
    make_document,
    make_judgment,
    make_span,
    make_study,
    tied_codebook,
)
from workbench.agreement import report
from workbench.agreement.queries import report_on
from workbench.agreement.report import Report, build
from workbench.annotate import kept
from workbench.annotate.columns import columns_of
from workbench.annotate.kept import Kept, KeptByColumns
from workbench.annotate.queries import done_in_round
from workbench.annotate.queries_units import paragraph_lengths


@pytest.fixture
def study(app: Flask) -> Study:
    """Two annotators have done two paragraphs."""
    made = make_study()
    for annotator in (0, 1):
        for paragraph in (1, 2):
            make_judgment(made, annotator=annotator, paragraph=paragraph)
    return made


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of the questions of which rows were computed."""
    keys: list[str] = []
    compute = report._of_question

    def counting(question: Any, *rest: Any) -> Any:
        keys.append(question.key)
        return compute(question, *rest)

    monkeypatch.setattr(report, "_of_question", counting)
    return keys


def taken(study: Study, computed: list[str]) -> tuple[Report, list[str]]:
    """The report, which must be the one computed anew; and what was computed for it."""
    computed.clear()
    found, _ = report_on(study.project, study.round)
    keys = sorted(computed)
    judged = done_in_round(study.round.id, study.questions)
    parts, wholes = sample_of(judged, study.questions), sample_of([], ())
    assert found == build(parts, wholes, paragraph_lengths(study.round.id))
    return found, keys


def again(study: Study, **changes: Any) -> None:
    make_judgment(study, annotator=1, base_revision=1, document=make_document(**changes))


EVERY = ["attributed", "frames", "primary_frame", "sourcing", "tone.government"]


def test_a_report_on_the_same_answers_is_not_computed_again(
    study: Study, computed: list[str]
) -> None:
    first, keys = taken(study, computed)
    assert keys == EVERY
    second, keys = taken(study, computed)
    assert (second, keys) == (first, [])


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"tone.government": "1"}, ["tone.government"]),
        # The main frame is taken from the frames.
        ({"frames": ["economy"], "primary_frame": "economy"}, ["frames", "primary_frame"]),
    ],
)
def test_after_an_edit_only_what_has_moved_is_computed(
    study: Study, computed: list[str], changed: dict[str, Any], expected: list[str]
) -> None:
    first, _ = taken(study, computed)
    again(study, labels=make_document()["labels"] | changed)
    second, keys = taken(study, computed)
    assert keys == expected
    assert second != first


def test_a_moved_passage_is_seen(study: Study, computed: list[str]) -> None:
    labels = make_document()["labels"] | {"attributed": "yes"}
    first, second = (make_span(TEXTS[0], words) for words in TEXTS[0].split()[:2])
    again(study, labels=labels, spans=[first])
    taken(study, computed)
    document = make_document(labels=labels, spans=[second])
    make_judgment(study, annotator=1, base_revision=2, document=document)
    assert taken(study, computed)[1] == ["sourcing"]


def test_of_links_and_what_is_asked_about_passages_only_what_has_moved_is_computed(
    app: Flask, computed: list[str]
) -> None:
    made = make_study(codebook=tied_codebook())
    whole = tied_document()
    for annotator in (0, 1):
        make_judgment(made, annotator=annotator, document=whole)
    assert taken(made, computed)[1] == sorted([*EVERY, "attribution"])
    for revision, (document, moved) in enumerate(
        (
            (tied_document(naming="role"), ["sourcing"]),
            (tied_document(naming="role", manner="indirect"), ["attribution"]),
            (tied_document(naming="role", manner="indirect", is_linked=False), ["attribution"]),
        ),
        start=1,
    ):
        make_judgment(made, annotator=1, base_revision=revision, document=document)
        assert taken(made, computed)[1] == moved
        assert taken(made, computed)[1] == []


def tied_document(
    naming: str = "full", manner: str = "direct", *, is_linked: bool = True
) -> dict[str, Any]:
    """A source and a content, answered about and tied."""
    source, content = (
        make_span(TEXTS[0], words) | {"value": value, "attributes": {"naming": naming}}
        for words, value in zip(TEXTS[0].split()[:2], ("source", "content"), strict=True)
    )
    members = [{name: one[name] for name in ("value", "start", "end")} for one in (source, content)]
    link = {"dimension": "attribution", "members": members, "attributes": {"manner": manner}}
    return make_document(
        labels=make_document()["labels"] | {"attributed": "yes"},
        spans=[source, content],
        links=[link] if is_linked else [],
    )


def test_a_note_moves_nothing(study: Study, computed: list[str]) -> None:
    first, _ = taken(study, computed)
    again(study, note="Why?")
    second, keys = taken(study, computed)
    assert keys == []
    assert second == first


def test_someone_else_who_says_the_same_moves_everything(study: Study, computed: list[str]) -> None:
    taken(study, computed)
    for annotator in (0, 1):
        make_judgment(study, annotator=annotator, paragraph=3)
    assert taken(study, computed)[1] == EVERY


def test_only_so_much_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_KEPT", 2)
    some: Kept[int] = Kept()
    for key in (b"a", b"b", b"a", b"c"):
        some.get(key, lambda: 1)
    assert [some.get(key, lambda: 2) for key in (b"a", b"c", b"b")] == [1, 1, 2]


def test_what_hangs_on_columns_goes_with_them() -> None:
    some: KeptByColumns[int] = KeptByColumns()
    columns, other = columns_of([], ()), columns_of([], ())
    assert some.get(columns, (other,), "a", lambda: 1) == 1
    assert some.get(columns, (other,), "a", lambda: 2) == 1
    assert some.get(columns, (other,), "b", lambda: 3) == 3
    assert some.get(columns, (columns_of([], ()),), "a", lambda: 4) == 4
    del columns
    gc.collect()
    assert len(some._found) == 0
