"""`workbench corpus read` and `corpus import`: all the files or none, each with its reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from tests.corpus.given import ARTICLE, MISSING, OTHER, REAL, REAL_FOLDER, REFUSED, has_real_files
from tests.make import NOW
from workbench.core.db import db, writing
from workbench.corpus import cli
from workbench.corpus.queries import count_annotatable, list_articles
from workbench.projects.actions import create_project
from workbench.projects.models import Project

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

ROWS = (
    b'{"id": "a", "title": "One", "text": "The first text of all has its own words."}\n'
    b'{"id": "b", "title": "Two", "text": 7}\n'
    b'{"id": "c", "title": "Three", "text": "A third text speaks of other things."}\n'
)
LETTERS = (b"d", b"e", b"c", b"f")
KEYS = {
    "id",
    "title",
    "standfirst",
    "byline",
    "outlet",
    "published",
    "url",
    "section",
    "story",
    "language",
    "paragraphs",
    "problems",
}


@pytest.fixture
def project(app: Flask) -> Project:
    with writing():
        return create_project("harbour", "Harbour", targets=[], now=NOW)


def run(app: Flask, *arguments: str | Path, command: str = "import") -> Result:
    result: Result = app.test_cli_runner().invoke(args=["corpus", command, *map(str, arguments)])
    db.session.rollback()
    return result


def read(app: Flask, *files: Path | str) -> tuple[int, list[dict[str, Any]]]:
    result = run(app, *files, command="read")
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_file_is_read_as_one_object(app: Flask, tmp_path: Path) -> None:
    dated = ARTICLE.replace(b"By Mara Lund", b"By Mara Lund\n\n20 November 2026")
    code, [record] = read(app, write(tmp_path, "accord.txt", dated))
    assert code == 0
    assert set(record) == KEYS
    assert record["title"] == "Harbour accord signed at dawn"
    assert (record["byline"], record["url"], record["language"]) == ("Mara Lund", "", "en")
    assert record["published"] == "2026-11-20"
    assert record["problems"] == []
    assert record["paragraphs"][0] == {
        "kind": "title",
        "text": "Harbour accord signed at dawn",
        "annotatable": True,
    }
    assert {"byline", "body"} < {paragraph["kind"] for paragraph in record["paragraphs"]}


@pytest.mark.parametrize(("name", "content", "reason"), REFUSED, ids=lambda case: str(case)[:10])
def test_a_file_that_cannot_be_read_says_why_in_its_place(
    app: Flask, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    good = write(tmp_path, "good.txt", ARTICLE)
    code, records = read(app, good, write(tmp_path, name, content), tmp_path / "no", good)
    assert code == 2
    assert [bool(record["title"]) for record in records] == [True, False, False, True]
    assert all(set(record) == KEYS for record in records)
    [problem] = records[1]["problems"]
    assert set(problem) == {"code", "message", "line"}
    assert reason in problem["message"] or reason == f"line {problem['line']}"
    assert records[2]["problems"][0]["code"] == "unreadable"


def test_files_are_stored_once_and_their_keys_printed(
    app: Flask, project: Project, tmp_path: Path
) -> None:
    path = write(tmp_path, "accord.txt", ARTICLE)
    first = run(app, path, "--project", "harbour", "--outlet", "The Slipway", "--story", "Accord")
    assert first.exit_code == 0
    assert "Harbour accord signed at dawn (accord.txt): 3 of 4 paragraphs" in first.stderr
    again = run(app, path)
    assert again.exit_code == 0
    assert "already in the corpus" in again.stderr
    [stored] = list_articles(project.id)
    assert first.stdout == again.stdout == f"{stored.key}\n"
    assert stored.outlet is not None
    assert stored.story is not None
    assert (stored.outlet.name, stored.story.title) == ("The Slipway", "Accord")


@pytest.mark.parametrize(("name", "content", "reason"), REFUSED, ids=lambda case: str(case)[:10])
def test_one_refused_file_keeps_all_out(
    app: Flask, project: Project, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    good = write(tmp_path, "good.txt", ARTICLE)
    result = run(app, good, write(tmp_path, name, content), tmp_path / "missing.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"refused  {name}" in result.stderr
    assert reason in result.stderr
    assert "missing.txt: The file cannot be read: No such file" in result.stderr
    assert "Nothing was imported" in result.stderr
    assert list_articles(project.id) == []


def test_the_good_ones_are_stored_when_asked(app: Flask, project: Project, tmp_path: Path) -> None:
    bad = write(tmp_path, "bad.txt", b"")
    result = run(
        app,
        "--skip-bad",
        write(tmp_path, "one.txt", ARTICLE),
        bad,
        tmp_path / "missing.txt",
        write(tmp_path, "two.txt", OTHER),
        write(tmp_path, "copy.txt", ARTICLE),
    )
    assert result.exit_code == 0
    assert result.stderr.count("refused") == 2
    assert result.stderr.count("skipped") == 1
    keys = [article.key for article in list_articles(project.id)]
    assert result.stdout.split() == [*keys, keys[0]]
    assert run(app, "--skip-bad", bad).exit_code == 2


def test_what_has_no_end_is_refused(app: Flask, project: Project) -> None:
    result = run(app, "/dev/zero")
    assert result.exit_code == 2
    assert "larger than 20 MiB" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--project", "lagoon"), "no project 'lagoon'"),
        (("--outlet", "x" * 121), "0 to 120 visible characters"),
        (("--story", "a\x1b[2J"), "visible characters"),
        (("--nonsense",), "No such option"),
    ],
)
def test_a_wrong_argument_stores_nothing(
    app: Flask, project: Project, tmp_path: Path, arguments: tuple[str, ...], reason: str
) -> None:
    result = run(app, write(tmp_path, "accord.txt", ARTICLE), *arguments)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert list_articles(project.id) == []


def test_a_hostile_name_cannot_command_the_terminal(
    app: Flask, project: Project, tmp_path: Path
) -> None:
    for number, name in enumerate((b"\x1b[2Jx.txt", b"not-utf8-\xff.txt", b"a\nrefused b.txt")):
        path = Path(bytes(tmp_path).decode()) / name.decode("utf-8", "surrogateescape")
        path.write_bytes(ARTICLE + b"%d" % number)
        result = run(app, path)
        assert result.exit_code == 0
        assert "\x1b" not in result.output
        lines = [line for line in result.stderr.splitlines() if not line.startswith("  look")]
        assert len(lines) == 1
    names = [article.source_name for article in list_articles(project.id)]
    assert names == ["\ufffd[2Jx.txt", "not-utf8-\ufffd.txt", "a\ufffdrefused b.txt"]


def test_a_folder_gives_its_files_in_order(app: Flask, project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    (folder / "more").mkdir(parents=True)
    write(folder, "b.txt", ARTICLE)
    write(folder / "more", "c.txt", OTHER)
    write(folder, ".hidden", b"")
    (folder / "link.txt").symlink_to(folder / "b.txt")
    result = run(app, folder)
    assert result.exit_code == 0, result.stderr
    assert [one.source_name for one in list_articles(project.id)] == ["b.txt", "c.txt"]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "holds no files" in run(app, empty).stderr


def test_a_bad_row_names_its_line_and_keeps_all_out_unless_it_is_skipped(
    app: Flask, project: Project, tmp_path: Path
) -> None:
    path = write(tmp_path, "rows.jsonl", ROWS)
    refused = run(app, path)
    assert refused.exit_code == 2
    assert "rows.jsonl, line 2: " in refused.stderr
    assert list_articles(project.id) == []
    assert run(app, path, "--skip-bad").exit_code == 0
    assert [one.title for one in list_articles(project.id)] == ["One", "Three"]


def test_an_id_that_is_taken_by_another_text_keeps_all_out(
    app: Flask, project: Project, tmp_path: Path
) -> None:
    assert run(app, write(tmp_path, "rows.jsonl", ROWS), "--skip-bad").exit_code == 0
    other = ROWS.replace(b"first text", b"quite other text")
    refused = run(app, write(tmp_path, "rows.jsonl", other.splitlines()[0]))
    assert refused.exit_code == 2
    assert "id_conflict" in refused.stderr
    assert len(list_articles(project.id)) == 2


def test_a_text_that_is_nearly_there_already_is_pointed_out(
    app: Flask, project: Project, tmp_path: Path
) -> None:
    long = ARTICLE + b"".join(
        b"\nBoat number %d came back to the quay at dawn.\n" % n for n in range(9)
    )
    first = run(app, write(tmp_path, "one.txt", long))
    again = run(app, write(tmp_path, "two.txt", long.replace(b"eleven", b"twelve")))
    assert "same wording" not in first.stderr
    assert f"of the same wording as “Harbour accord signed at dawn” ({first.stdout.strip()})" in (
        again.stderr
    )


def test_a_conflict_beyond_the_first_batch_keeps_all_out(
    app: Flask, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "BATCH", 2)
    assert run(app, write(tmp_path, "taken.jsonl", ROWS.splitlines()[2])).exit_code == 0
    rows = [
        b'{"id": "%s", "title": "T", "text": "Text %s of several."}\n' % (i, i) for i in LETTERS
    ]
    refused = run(app, write(tmp_path, "rows.jsonl", b"".join(rows)))
    assert refused.exit_code == 2
    assert "id_conflict" in refused.stderr
    assert len(list_articles(project.id)) == 1
    assert run(app, "--skip-bad", tmp_path / "rows.jsonl").exit_code == 0
    assert len(list_articles(project.id)) == 1 + len(LETTERS) - 1


def test_two_files_with_one_id_and_different_texts_are_refused(
    app: Flask, project: Project, tmp_path: Path
) -> None:
    one = write(tmp_path, "one.jsonl", ROWS.splitlines()[0])
    two = write(tmp_path, "two.jsonl", ROWS.splitlines()[0].replace(b"first", b"very first"))
    refused = run(app, one, two)
    assert refused.exit_code == 2
    assert "“One” in this import has the id 'a' too" in refused.stderr
    assert list_articles(project.id) == []


def test_what_was_read_can_be_imported_again(app: Flask, project: Project, tmp_path: Path) -> None:
    given = write(tmp_path, "accord.txt", ARTICLE)
    read_again = write(tmp_path, "read.jsonl", run(app, given, command="read").stdout_bytes)
    assert run(app, given).exit_code == 0
    assert "already in the corpus" in run(app, read_again).stderr


def test_nothing_is_lost_on_the_way_out_and_in_again(
    app: Flask, project: Project, tmp_path: Path
) -> None:
    given = {
        "id": "slip-7",
        "title": "Ferry stays",
        "standfirst": "The council has voted.",
        "byline": "Mara Lund",
        "outlet": "The Slipway",
        "published": "2026-11-20",
        "url": "https://slipway.example/ferry",
        "section": "Coast",
        "story": "The ferry vote",
        "language": "en",
        "desk": "night",
        "words": 12,
        "paragraphs": [
            {"kind": "body", "text": "The ferry stays.", "annotatable": True},
            {"kind": "boilerplate", "text": "Sign up.", "annotatable": False},
        ],
    }
    first = write(tmp_path, "given.jsonl", json.dumps(given).encode() + b"\n")
    once = run(app, first, command="read").stdout_bytes
    assert set(given) < set(json.loads(once))
    twice = run(app, write(tmp_path, "once.jsonl", once), command="read").stdout_bytes
    assert twice == once
    assert run(app, tmp_path / "once.jsonl").exit_code == 0
    [stored] = list_articles(project.id)
    assert (stored.source_id, stored.section) == ("slip-7", "Coast")
    assert stored.story is not None
    assert stored.story.title == "The ferry vote"
    assert stored.extra == {"desk": "night", "words": 12}


def test_a_person_may_say_how_a_file_is_to_be_read(
    app: Flask, project: Project, tmp_path: Path
) -> None:
    latin = write(tmp_path, "latin.txt", "Café\n\nThe café’s owner said no.\n".encode("cp1252"))
    refused = run(app, latin, command="read")
    assert "Windows-1252" in refused.stdout
    code, [record] = read(app, latin, "--encoding", "cp1252")
    assert (code, record["title"]) == (0, "Café")

    table = write(tmp_path, "table.csv", b"Kopf,Inhalt\nOne,The words of the first of them.\n")
    chosen = ("--format", "csv", "--column", "text=Inhalt", "--column", "title=Kopf")
    code, [record] = read(app, table, *chosen)
    assert (code, record["title"]) == (0, "One")
    assert run(app, table, "--column", "text", command="read").exit_code == 2
    assert run(app, table, "--column", "words=Inhalt", command="read").exit_code == 2


def test_a_rule_is_explained_and_can_be_left_out(
    app: Flask, project: Project, tmp_path: Path
) -> None:
    rules = run(app, command="rules").stdout
    assert "byline " in rules
    path = write(tmp_path, "accord.txt", ARTICLE)
    _, [record] = read(app, path, "--without-rule", "byline")
    assert "byline" not in {paragraph["kind"] for paragraph in record["paragraphs"]}
    assert run(app, path, "--without-rule", "magic").exit_code == 2


@pytest.mark.skipif(not has_real_files(), reason=MISSING)
def test_the_real_articles(app: Flask, project: Project) -> None:
    assert run(app, *(REAL_FOLDER / name for name in REAL)).exit_code == 0
    stored = {article.source_name: article.id for article in list_articles(project.id)}
    counts = count_annotatable(stored.values())
    assert {name: counts[stored[name]] for name in REAL} == REAL
