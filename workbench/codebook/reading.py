"""From bytes to a codebook, or a sentence that says where the file is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from workbench.codebook.checks import check, find_advice, find_faults, find_gaps
from workbench.codebook.format import Codebook
from workbench.codebook.lines import Unreadable, parse
from workbench.codebook.remarks import Remark
from workbench.codebook.wording import sentence
from workbench.core.errors import Invalid

PRESETS = Path(__file__).parent / "presets"

#: A codebook of 60 dimensions with full definitions stays far below this.
MOST_CHARACTERS = 1_000_000
#: By this key a JSON file tells an editor its schema; it is no part of the codebook.
SCHEMA_KEY = "$schema"
#: Nobody reads more at once, and a file of another kind has a fault on every line.
MOST_PROBLEMS = 100


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong, or could be better, in a line of the file (from 1)."""

    line: int
    place: str
    message: str


@dataclass(frozen=True)
class Examined:
    """A file read as far as it goes; `codebook` is there when it has no faults.

    `n_faults` counts also those beyond the listed ones.
    """

    codebook: Codebook | None
    faults: tuple[Problem, ...] = ()
    gaps: tuple[Problem, ...] = ()
    advice: tuple[Problem, ...] = ()
    n_faults: int = 0


def read_codebook(text: str, *, finished: bool = True) -> Codebook:
    """A YAML or JSON document as a codebook; one that is not `finished` may have gaps.

    Raises Invalid; `details["problems"]` lists each fault with its line, its place such as
    `dimensions.2.values.0.key`, and what is wrong.
    """
    examined = examine(text)
    if examined.codebook is None:
        raise _refusal(examined.faults, examined.n_faults)
    if finished and examined.gaps:
        raise _refusal(examined.gaps, len(examined.gaps))
    return examined.codebook


def examine(text: str) -> Examined:
    """Everything there is to say about a file, in the order of its lines; raises nothing."""
    if len(text) > MOST_CHARACTERS:
        most = f"a codebook may have {MOST_CHARACTERS:,} characters; this has {len(text):,}"
        return _failed([Problem(1, "the file", most)])
    try:
        parsed = parse(text)
    except Unreadable as error:
        return _failed([Problem(error.line, "the file", error.message)])
    if not isinstance(parsed.value, dict):
        reason = "a codebook holds `key: value` lines with `id`, `title` and `dimensions`"
        return _failed([Problem(1, "the file", reason)])
    shape = {key: value for key, value in parsed.value.items() if key != SCHEMA_KEY}
    try:
        codebook = Codebook.model_validate(shape)
    except ValidationError as error:
        return _failed(_problems(_shape_faults(error), parsed.line))
    if faults := find_faults(codebook):
        return _failed(_problems(faults, parsed.line))
    gaps, advice = find_gaps(codebook), find_advice(codebook)
    return Examined(
        codebook,
        gaps=tuple(_problems(gaps, parsed.line)),
        advice=tuple(_problems(advice, parsed.line)),
    )


def read_preset(name: str) -> Codebook:
    """A codebook that comes with the workbench. Raises Invalid and names those there are."""
    known = list_presets()
    if name not in known:
        raise Invalid(f"There is no preset {name!r}. There are: {', '.join(known)}.")
    return _parse_preset(name)


def list_presets() -> list[str]:
    """Names of the codebooks that come with the workbench, in alphabetical order."""
    return sorted(path.stem for path in PRESETS.glob("*.yaml"))


@lru_cache(maxsize=32)
def _parse_preset(name: str) -> Codebook:
    return read_codebook((PRESETS / f"{name}.yaml").read_text(encoding="utf-8"))


def read_document(document: str) -> Codebook:
    """A coherent codebook, perhaps unfinished, from the JSON that `canonical_json` writes.

    Raises Invalid.
    """
    try:
        codebook = Codebook.model_validate_json(document)
    except ValidationError:
        raise Invalid("This is no codebook. Load the page again.") from None
    check(codebook)
    return codebook


@lru_cache(maxsize=64)
def parse_stored(sha256: str, document: str) -> Codebook:
    """A stored version; it was validated before it was frozen. Cached: pages need it each time.

    Its coherence is not checked again: a version outlives the rules that it was published under.
    """
    return Codebook.model_validate_json(document)


def _failed(faults: Sequence[Problem]) -> Examined:
    return Examined(None, faults=tuple(faults[:MOST_PROBLEMS]), n_faults=len(faults))


def _refusal(problems: Sequence[Problem], number: int) -> Invalid:
    first = problems[0]
    where = (
        f"line {first.line}" if first.place == "the file" else f"line {first.line}, {first.place}"
    )
    rest = f" (and {number - 1} more)" if number > 1 else ""
    return Invalid(
        f"The codebook cannot be taken in: {where}: {first.message}{rest}.",
        details={"problems": [asdict(problem) for problem in problems]},
    )


def _problems(
    remarks: Iterable[Remark], line: Callable[[Sequence[str | int]], int]
) -> list[Problem]:
    return sorted(Problem(line(one.path), one.place, one.message) for one in remarks)


def _shape_faults(error: ValidationError) -> list[Remark]:
    faults = error.errors(include_url=False)
    return [Remark(_path(fault), sentence(fault)) for fault in _own_faults(faults)]


def _path(fault: Mapping[str, Any]) -> tuple[str | int, ...]:
    """Pydantic marks a wrong key of a mapping by `[key]` behind it."""
    return tuple(part for part in fault["loc"] if part != "[key]")


def _own_faults(faults: Sequence[Any]) -> list[Any]:
    """Without the complaint that a list is too short whose only fault is that of its parts."""
    faulty = {
        tuple(fault["loc"][:length]) for fault in faults for length in range(len(fault["loc"]))
    }
    return [f for f in faults if f["type"] != "too_short" or tuple(f["loc"]) not in faulty]
