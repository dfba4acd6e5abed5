"""From bytes to a codebook, or a sentence that says where the file is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from workbench.codebook.format import Codebook
from workbench.core.errors import Invalid

PRESETS = Path(__file__).parent / "presets"

#: A codebook of 60 dimensions with full definitions stays far below this.
MOST_CHARACTERS = 1_000_000


#: Pydantic's kinds of fault in words for whoever writes the file; the others speak for themselves.
_PLAIN_WORDS = {
    "missing": "this is needed",
    "extra_forbidden": "there is no such key; check its spelling",
    "string_type": "this must be text: put it in quotes",
    "string_pattern_mismatch": "this holds characters that cannot stand here",
}


class _StrictLoader(yaml.SafeLoader):
    """Refuses a key given twice, of which YAML would drop the first one without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"`{key.value}` is given twice", problem_mark=key.start_mark
                )
            seen.add(str(key.value))
        return super().construct_mapping(node, deep=deep)


def read_codebook(text: str) -> Codebook:
    """A YAML or JSON document as a codebook.

    Raises Invalid; `details["problems"]` lists each fault with its line (for broken syntax) or its
    path such as `dimensions.2.values.0.key`.
    """
    if len(text) > MOST_CHARACTERS:
        raise Invalid(
            f"A codebook may have {MOST_CHARACTERS:,} characters; this has {len(text):,}."
        )
    try:
        document = yaml.load(text, _StrictLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Invalid(f"The codebook cannot be read: {_syntax_fault(error)}.") from None
    if not isinstance(document, dict):
        raise Invalid("A codebook is a mapping with `id`, `title` and `dimensions`.")
    try:
        return Codebook.model_validate(document)
    except ValidationError as error:
        raise _as_invalid(error) from None


def read_preset(name: str) -> Codebook:
    """A codebook that comes with the workbench. Raises Invalid and names those there are."""
    known = sorted(path.stem for path in PRESETS.glob("*.yaml"))
    if name not in known:
        raise Invalid(f"There is no preset {name!r}. There are: {', '.join(known)}.")
    return read_codebook((PRESETS / f"{name}.yaml").read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def parse_stored(sha256: str, document: str) -> Codebook:
    """A stored version; it was validated before it was frozen. Cached: pages need it each time."""
    return Codebook.model_validate_json(document)


def _syntax_fault(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    mark: Any = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or "not valid YAML or JSON"
    return f"line {mark.line + 1}: {reason}" if mark is not None else str(reason)


def _as_invalid(error: ValidationError) -> Invalid:
    problems = [
        {
            "place": ".".join(str(part) for part in fault["loc"]) or "the codebook",
            "message": _PLAIN_WORDS.get(fault["type"])
            or fault["msg"].removeprefix("Value error, "),
        }
        for fault in _own_faults(error.errors(include_url=False, include_input=False))
    ]
    first = problems[0]
    rest = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return Invalid(
        f"The codebook has a fault at {first['place']}: {first['message']}{rest}.",
        details={"problems": problems},
    )


def _own_faults(faults: Sequence[Any]) -> list[Any]:
    """Without the complaint that a list is too short whose only fault is that of its parts."""
    faulty = {
        tuple(fault["loc"][:length]) for fault in faults for length in range(len(fault["loc"]))
    }
    return [f for f in faults if f["type"] != "too_short" or tuple(f["loc"]) not in faulty]
