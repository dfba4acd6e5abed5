"""The house rules that can be read off the imports and the syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "workbench"
MODULES = sorted(PACKAGE.rglob("*.py"))

#: From the top: a room may import those on lower floors. Rooms on one floor are strangers.
FLOORS = (
    {"home"},
    {"export", "training"},
    {"review", "agreement", "contrast"},
    {"annotate"},
    {"assign"},
    {"corpus", "codebook"},
    {"projects"},
    {"accounts"},
    {"core", "stats", "nlp"},
)
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
SEALED = {"stats", "nlp"}
#: The doors and settings above and below all rooms.
OUTSIDE = {"", "config", "rooms", "cli", "migrating", "serving", "create_app"}
EDGE = {"views", "forms", "cli", "jobs"}
#: What a unit is asked stands in one form wherever it is asked: of annotators, of a lead who
#: rules, in training.
ASKED_ELSEWHERE = ("annotate", "forms")

#: Third-party name -> where it may be imported (room or file stem).
CONFINED = {
    "flask": {"core", "views", "cli", "signing_in", "links", *OUTSIDE},
    "flask_babel": {"core"},
    "wtforms": {"forms"},
    "flask_wtf": {"forms", "core", "views"},
    "sqlalchemy": {"models", "queries", "actions", "core"},
    "spacy": {"pipeline"},
    "scipy": {"alignment"},
}


def room_of(path: Path) -> str:
    """The room a file lies in; the file's own name for those at the top."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else parts[0].removesuffix(".py").removeprefix("__init__")


def kind_of(path: Path) -> str:
    """`views` also for `views_page.py`: a file is split by subject, not by kind."""
    first = path.stem.split("_")[0]
    return first if first in {"views", "actions", "queries", "models", "forms"} else path.stem


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Every node of the file's syntax tree."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """(module, line) of every import, also those inside functions."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def broken_floors(path: Path, room: str) -> list[str]:
    """Imports that go up, sideways, into a sealed room's neighbours or through another's edge."""
    found = []
    if room in OUTSIDE:
        return []
    for module, line in imports(path):
        parts = module.split(".")
        if parts[0] != "workbench" or len(parts) < 2:
            continue
        other = parts[1]
        if other == room or (other in OUTSIDE and may_use_outside(room, other)):
            continue
        if other not in FLOOR_OF or room in SEALED or FLOOR_OF[other] <= FLOOR_OF[room]:
            found.append(f"{path.name}:{line} imports {module}")
        elif tuple(parts[1:3]) == ASKED_ELSEWHERE:
            continue
        elif other != "core" and len(parts) > 2 and parts[2].split("_")[0] in EDGE:
            found.append(f"{path.name}:{line} uses the edge of {other}: {module}")
    return found


def may_use_outside(room: str, other: str) -> bool:
    """`config` is below everybody; only the top floor starts and migrates the application."""
    return other == "config" or room == "home"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_rooms_import_downward_only(path: Path) -> None:
    assert broken_floors(path, room_of(path)) == []


def test_the_floor_check_sees_what_it_forbids(tmp_path: Path) -> None:
    offender = tmp_path / "models.py"
    offender.write_text(
        "from workbench.annotate.models import Judgment\n"  # up
        "from workbench.codebook.models import CodebookVersion\n"  # sideways
        "from workbench.projects.views import blueprint\n"  # through an edge
        "from workbench.core.db import db\n"  # down, as it should be
    )
    lines = {found.split(" ")[0] for found in broken_floors(offender, "corpus")}
    assert lines == {"models.py:1", "models.py:2", "models.py:3"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_libraries_stay_where_they_belong(path: Path) -> None:
    found = []
    for module, line in imports(path):
        allowed = CONFINED.get(module.split(".")[0])
        if allowed is not None and not {room_of(path), kind_of(path)} & allowed:
            found.append(f"line {line}: {module}")
    assert found == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_edge_writes(path: Path) -> None:
    """`commit()` and `writing()` are called by views, commands, jobs and `core.db` alone."""
    if (
        kind_of(path) in {"views", "cli", "jobs", "signing_in"}
        or path == PACKAGE / "core" / "db.py"
    ):
        return
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in nodes(path)
        if isinstance(node, ast.Call)
    }
    assert not called & {"commit", "writing"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 300
    long = [
        node.name
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 50
    ]
    assert long == []


def test_every_room_says_what_it_is() -> None:
    silent = [
        path
        for path in PACKAGE.glob("*/__init__.py")
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


@pytest.mark.parametrize("path", sorted((PACKAGE / "templates").rglob("*.html")), ids=str)
def test_templates_hold_no_inline_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8").lower()
    assert " style=" not in text
    assert "<style" not in text
    assert " onclick=" not in text
    assert "|safe" not in text.replace(" ", "")
    for piece in text.split("<script")[1:]:
        assert " src=" in piece.split(">")[0]


@pytest.mark.parametrize("path", sorted((PACKAGE / "static").rglob("*.js")), ids=str)
def test_scripts_use_no_html_sinks(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for sink in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert sink not in text
