"""Records to articles: our own, and those of other programs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from workbench.corpus.drafts import KINDS, ArticleDraft, Options, Problem
from workbench.corpus.readers import read, read_article
from workbench.corpus.taking_in import as_record

ONE = "The council met on Monday and decided that the ferry would stay through the winter."
TWO = "Nobody on the island had expected that, and nobody had asked for it either, she said."
RECORD = {
    "id": "slip-17",
    "title": "Ferry stays",
    "standfirst": "The island keeps its only link.",
    "byline": "Ana Lind",
    "outlet": "The Slipway",
    "published": "2019-03-09",
    "url": "https://slipway.example/ferry",
    "section": "Islands",
    "language": "de",
    "story": "Ferry",
    "paragraphs": [{"text": ONE}, {"text": TWO}],
}


def article(record: Any, **options: Any) -> ArticleDraft:
    data = json.dumps([record]).encode()
    reading = read(data, "a.json", Options(**options))
    assert reading.problems == ()
    [draft] = reading.articles
    return draft


def problem(record: Any) -> Problem:
    reading = read(json.dumps([record]).encode(), "a.json")
    assert reading.articles == ()
    [found] = reading.problems
    assert found.message.endswith(".")
    return found


def kinds(draft: ArticleDraft) -> list[tuple[str, str]]:
    return [(paragraph.kind, paragraph.text) for paragraph in draft.paragraphs]


def codes(draft: ArticleDraft) -> list[str]:
    return [warning.code for warning in draft.warnings]


def test_the_own_record_is_read_wholly() -> None:
    draft = article(RECORD)
    assert (draft.source_id, draft.title, draft.byline) == ("slip-17", "Ferry stays", "Ana Lind")
    assert (draft.outlet, draft.published) == ("The Slipway", date(2019, 3, 9))
    assert (draft.url, draft.section) == ("https://slipway.example/ferry", "Islands")
    assert (draft.language, draft.story) == ("de", "Ferry")
    assert kinds(draft) == [
        ("title", "Ferry stays"),
        ("standfirst", "The island keeps its only link."),
        ("body", ONE),
        ("body", TWO),
    ]
    assert all(paragraph.annotatable for paragraph in draft.paragraphs)
    assert (codes(draft), dict(draft.extra), draft.format) == ([], {}, "json")


def test_other_names_of_fields_are_understood() -> None:
    draft = article(
        {
            "uuid": 7,
            "Headline": "Ferry",
            "author": "A. Lind",
            "source": "Werft",
            "date": "2019-03-09",
        }
        | {"link": "https://w.example", "body": f"{ONE}\n\n{TWO}", "event": "Storm"}
    )
    assert (draft.source_id, draft.title, draft.byline, draft.outlet) == (
        "7",
        "Ferry",
        "A. Lind",
        "Werft",
    )
    assert (draft.url, draft.story, len(draft.paragraphs)) == ("https://w.example", "Storm", 3)


def test_a_text_is_cut_at_blank_lines_and_its_furniture_found() -> None:
    draft = article({"title": "Ferry", "text": f"{ONE}\n\nShare this article\n\n{TWO}"})
    assert [kind for kind, _ in kinds(draft)] == ["title", "body", "boilerplate", "body"]


def test_given_paragraphs_stay_apart_and_keep_their_letters() -> None:
    cut = [
        "The council met on Monday evening in the old town hall and",
        "decided, 3[1] to 2, that.",
    ]
    assert [text for _, text in kinds(article({"paragraphs": cut}))] == cut


def test_given_kinds_are_trusted_and_the_others_judged() -> None:
    given = [
        {"text": "Share this article", "kind": "body"},
        {"text": ONE},
        {"text": "Share this article"},
        {"text": TWO, "kind": "quote", "annotatable": False},
        {"text": "A boat.", "kind": "caption", "annotatable": True},
    ]
    draft = article({"title": "Ferry", "paragraphs": given})
    assert [(p.kind, p.annotatable) for p in draft.paragraphs] == [
        ("title", True),
        ("body", True),
        ("body", True),
        ("boilerplate", False),
        ("quote", False),
        ("caption", True),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_paragraph_of_each_kind_can_be_given(kind: str) -> None:
    [paragraph] = article({"paragraphs": [{"text": ONE, "kind": kind}]}).paragraphs
    assert paragraph.kind == kind


def test_a_title_among_the_paragraphs_is_not_doubled() -> None:
    for paragraphs in (["Ferry stays", ONE], [{"text": "Ferry stays", "kind": "title"}, ONE]):
        draft = article({"title": "Ferry stays", "paragraphs": paragraphs})
        assert kinds(draft) == [("title", "Ferry stays"), ("body", ONE)]


def test_a_title_that_repeats_the_id_is_no_line_of_the_article() -> None:
    draft = article({"id": "sg1-0", "title": "sg1-0", "paragraphs": [ONE]})
    assert (draft.title, kinds(draft)) == ("sg1-0", [("body", ONE)])


def test_a_standfirst_among_the_paragraphs_gets_its_kind() -> None:
    draft = article({"title": "Ferry", "standfirst": ONE, "paragraphs": [ONE, TWO]})
    assert kinds(draft)[1:] == [("standfirst", ONE), ("body", TWO)]


def test_other_fields_are_kept_as_they_came() -> None:
    extra = {"words": 12, "share": 0.5, "paid": True, "desk": None, "note": "ü" * 1000}
    kept = article({"text": ONE, "section": "Islands", **extra}).extra
    assert kept == extra
    assert article({"text": ONE, "__proto__": {"x": 1}, "constructor": "y"}).extra == {}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"note": "ü" * 1001}, "field_too_long"),
        ({"k" * 201: 1}, "field_too_long"),
        ({"note": {"a": 1}}, "nested_field"),
        ({"note": []}, "nested_field"),
        ({f"f{number}": number for number in range(201)}, "too_many_fields"),
        ({"text": []}, "wrong_type"),
        ({"text": {}}, "wrong_type"),
        ({"text": 5}, "wrong_type"),
        ({"text": True}, "wrong_type"),
        ({"text": None}, "no_text"),
        ({"text": " \u200b\n"}, "no_text"),
        ({"text": "a" * 500_001}, "too_long"),
        ({"text": "a\n\n" * 2_001}, "too_many_paragraphs"),
        ({"paragraphs": "x"}, "wrong_type"),
        ({"paragraphs": {}}, "wrong_type"),
        ({"paragraphs": [5]}, "wrong_type"),
        ({"paragraphs": [{"kind": "body"}]}, "wrong_type"),
        ({"paragraphs": [{"text": "x", "kind": "advert"}]}, "bad_kind"),
        ({"paragraphs": []}, "no_text"),
        ({"paragraphs": ["a"] * 2_001}, "too_many_paragraphs"),
        ({"paragraphs": ["a" * 250_001] * 2}, "too_long"),
        ({"title": ["x"]}, "wrong_type"),
        ({"title": "x" * 1_001}, "title_too_long"),
        ({"outlet": "x" * 121}, "outlet_too_long"),
        ({"byline": {"name": "x"}}, "wrong_type"),
        ({"id": "x" * 201}, "id_too_long"),
        ({"id": False}, "wrong_type"),
        ({"id": "a\nb"}, "bad_id"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_does_not_fit_is_a_problem(fields: dict[str, Any], code: str) -> None:
    assert problem({"text": ONE, **fields} if "paragraphs" not in fields else fields).code == code


@pytest.mark.parametrize(
    "given", ["../../etc/passwd", "a/b", "%2e%2e", "CON", "0", 0, "x" * 200, " a ", "<b>", "=1+1"]
)
def test_an_id_is_data_and_kept_to_the_letter(given: str | int) -> None:
    assert article({"id": given, "text": ONE}).source_id == str(given)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2019-03-09", date(2019, 3, 9)),
        ("2019-03-09T23:59:00+05:00", date(2019, 3, 9)),
        ("9 March 2019", date(2019, 3, 9)),
        ("März 2019", None),
        ("03/04/2019", None),
        ("2019-02-31", None),
        (1552089600, None),
    ],
)
def test_a_date_that_is_not_read_is_kept_and_said(given: str | int, expected: date | None) -> None:
    draft = article({"text": ONE, "date": given})
    assert draft.published == expected
    assert ("published_unread" in codes(draft)) == (expected is None)
    assert draft.extra == ({} if expected else {"date": str(given)})


def test_a_language_that_is_not_read_is_kept_and_said() -> None:
    draft = article({"text": ONE, "language": "English (UK)"}, language="fr")
    assert (draft.language, draft.extra) == ("fr", {"language": "English (UK)"})
    assert "language_unread" in codes(draft)


@pytest.mark.parametrize("given", ["javascript:alert(1)", "slipway/ferry", "data:text/html,x"])
def test_an_address_that_is_none_is_kept_beside_and_said(given: str) -> None:
    draft = article({"text": ONE, "link": given})
    assert (draft.url, draft.extra, codes(draft)) == ("", {"link": given}, ["url_unread"])


def test_authors_may_be_a_list() -> None:
    assert article({"text": ONE, "authors": ["A. Lind", "J. Roe"]}).byline == "A. Lind, J. Roe"


def test_empty_paragraphs_are_left_out_and_counted() -> None:
    draft = article({"paragraphs": ["", ONE, " \n"]})
    assert (len(draft.paragraphs), codes(draft)) == (1, ["empty_paragraphs"])


def test_of_paragraphs_and_text_the_paragraphs_are_taken_and_it_is_said() -> None:
    draft = article({"paragraphs": [ONE], "text": TWO})
    assert (kinds(draft), codes(draft)) == ([("body", ONE)], ["left_out"])


def test_doccano_lines_are_read_without_their_labels() -> None:
    for text in ({"text": ONE}, {"data": ONE}):
        draft = article({"id": 3, **text, "label": [[0, 3, "ORG"]], "meta": {"a": 1}})
        assert (draft.source_id, kinds(draft)) == ("3", [("body", ONE)])
        assert sorted(codes(draft)) == ["labels", "left_out"]


def test_label_studio_tasks_are_read_without_their_annotations() -> None:
    result = [{"value": {"start": 5, "end": 2}}]
    for data in ({"text": ONE, "title": "Ferry"}, {"my_news": ONE, "title": "Ferry", "n": "x y"}):
        task = {"id": 9, "data": data, "annotations": [{"result": result}], "predictions": []}
        draft = article({**task, "created_at": "2020-01-01", "drafts": []})
        assert (draft.source_id, draft.title) == ("9", "Ferry")
        assert kinds(draft)[1:] == [("body", ONE)]
        assert codes(draft) == ["labels"]


def test_hugging_face_rows_are_read_without_their_label() -> None:
    draft = article({"text": f"{ONE}\n\n{TWO}", "label": 1, "split": "train"})
    assert (len(draft.paragraphs), draft.extra) == (2, {"split": "train"})
    assert codes(draft) == ["labels"]


def test_basil_articles_are_read() -> None:
    record = {
        "title": "Ferry stays",
        "body-paragraphs": [["One is here.", "Two is there."], ["Three."]],
        "source": "nyt",
        "date": "2010-07-02",
        "url": "https://w.example",
        "uuid": "u-1",
        "triplet-uuid": "t-1",
        "main-entities": ["A", "B"],
        "word-count": 5,
    }
    draft = article(record)
    assert (draft.outlet, draft.source_id, draft.story) == ("nyt", "u-1", "t-1")
    assert [text for _, text in kinds(draft)] == [
        "Ferry stays",
        "One is here. Two is there.",
        "Three.",
    ]
    assert draft.extra == {"main-entities": "A, B", "word-count": 5}
    assert problem({**record, "body-paragraphs": [5]}).code == "wrong_type"
    assert problem({**record, "body-paragraphs": None}).code == "wrong_type"


GIVEN = sorted((Path(__file__).parent / "given").glob("*.txt")) + sorted(
    (Path(__file__).parent / "given").glob("*.md")
)


@pytest.mark.parametrize("path", GIVEN, ids=lambda path: path.name)
def test_what_the_command_prints_can_be_read_again(path: Path) -> None:
    first = read_article(path.read_bytes(), path.name)
    reading = read(orjson.dumps(as_record(first)), "again.jsonl")
    assert reading.problems == ()
    again = reading.articles[0]
    assert [(p.kind, p.text, p.annotatable) for p in again.paragraphs] == [
        (p.kind, p.text, p.annotatable) for p in first.paragraphs
    ]
    facts = ("title", "byline", "outlet", "published", "language")
    assert [getattr(again, f) for f in facts] == [getattr(first, f) for f in facts]


DATA = Path(__file__).parents[4] / "shared" / "data"


@pytest.mark.parametrize(
    ("name", "articles", "problems"),
    [("basil_articles.jsonl", 89, ["duplicate_id"]), ("babe_articles.jsonl", 1_708, [])],
)
def test_real_records(name: str, articles: int, problems: list[str]) -> None:
    if not DATA.is_dir():
        pytest.skip("The real records in ../shared/data are not on this machine.")
    given = [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]
    reading = read((DATA / name).read_bytes(), name)
    assert len(reading.articles) == articles
    assert [problem.code for problem in reading.problems] == problems
    by_line = {draft.line: draft for draft in reading.articles}
    for line, record in enumerate(given, 1):
        if line in by_line:
            texts = [paragraph.text for paragraph in by_line[line].paragraphs]
            own = [paragraph["text"].strip() for paragraph in record["paragraphs"]]
            assert texts[-len(own) :] == own
