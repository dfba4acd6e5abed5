"""Which sentences stand in the sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file

PACKAGE: Final = Path(__file__).parent.parent

_PYTHON: Final = {"_": None, "later": None, "counted": (1, 2)}
_TEMPLATES: Final = {"_": None, "gettext": None, "ngettext": (1, 2)}
_SCRIPTS: Final = {"t": None, "tn": (1, 2)}

#: Glob, the method of Babel, the functions that take a sentence, options.
_SOURCES: Final[tuple[tuple[str, Any, Mapping[str, Any], Mapping[str, str]], ...]] = (
    ("**/*.py", "python", _PYTHON, {}),
    (
        "templates/**/*.html",
        "jinja2.ext:babel_extract",
        _TEMPLATES,
        {"silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"},
    ),
    ("static/**/*.js", "javascript", _SCRIPTS, {"jsx": "", "parse_template_string": "true"}),
)


def extract(package: Path = PACKAGE) -> Catalog:
    """Every sentence for people, with the files (relative to the package) that say it."""
    template = Catalog(fuzzy=False)
    for glob, method, keywords, options in _SOURCES:
        for path in sorted(package.glob(glob)):
            for sentence in _said_in(path, method, keywords, options):
                template.add(sentence, locations=[(path.relative_to(package).as_posix(), 0)])
    return template


def _said_in(
    path: Path, method: Any, keywords: Mapping[str, Any], options: Mapping[str, str]
) -> Iterator[Any]:
    for _line, sentence, _comments, _context in extract_from_file(
        method, path, keywords=keywords, options=options
    ):
        yield sentence
