"""The files: the template, and for each language its sentences and what is compiled from them."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from workbench.translations.comparing import is_for_scripts, list_faults
from workbench.translations.extracting import PACKAGE, extract

HERE: Final = PACKAGE / "translations"
TEMPLATE: Final = HERE / "messages.pot"
_SCRIPT_HEAD: Final = "// Made by `python -m workbench.translations update`; not to be edited.\n"


def update() -> list[str]:
    """Write all files anew from the sources and the translations; what is missing in them."""
    files, faults = make()
    for path, content in files.items():
        path.write_bytes(content)
    return faults


def check() -> list[str]:
    """What is missing, and which files are not what `update` would write."""
    files, faults = make()
    stale = [
        path for path, content in files.items() if not path.exists() or path.read_bytes() != content
    ]
    return faults + [f"{path.relative_to(PACKAGE)} is out of date: run update" for path in stale]


def make() -> tuple[dict[Path, bytes], list[str]]:
    """Every file as it has to be by now, and what the translations lack."""
    template = extract()
    faults = []
    files = {TEMPLATE: template_text(template)}
    for language in languages():
        catalogue = read(language)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        files |= made_from(language, catalogue)
        faults += list_faults(template, catalogue, language)
    return files, faults


def languages() -> list[str]:
    """Those that have a catalogue."""
    return sorted(path.parts[-3] for path in HERE.glob("*/LC_MESSAGES/messages.po"))


class PlainCatalog(Catalog):
    """A catalogue whose head holds neither dates nor versions: equal sentences are equal bytes."""

    def __init__(self, stored: Catalog) -> None:
        super().__init__(stored.locale, header_comment=stored.header_comment, fuzzy=False)
        self._stored = stored
        for message in stored:
            if message.id:
                self[message.id] = message

    @property
    def num_plurals(self) -> int:
        """As the file says: Babel's own forms of Arabic are in another order than Unicode's."""
        return self._stored.num_plurals

    @property
    def plural_expr(self) -> str:
        """The same, as a formula."""
        return self._stored.plural_expr

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What gettext needs to know."""
        return [
            ("Language", str(self.locale_identifier)),
            ("Plural-Forms", self.plural_forms),
            ("Content-Type", "text/plain; charset=utf-8\n"),
        ]


def read(language: str) -> Catalog:
    """The catalogue as its translator left it."""
    with _folder(language).joinpath("messages.po").open("rb") as file:
        return PlainCatalog(read_po(file, locale=language))


def template_text(template: Catalog) -> bytes:
    """The template as a file."""
    return _written(template, omit_header=True)


def made_from(language: str, catalogue: Catalog) -> Mapping[Path, bytes]:
    """Every file of a language: for translators, for Python, for the page's scripts."""
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    folder = _folder(language)
    return {
        folder / "messages.po": _written(catalogue, omit_header=False),
        folder / "messages.mo": compiled.getvalue(),
        PACKAGE / "static" / "words" / f"{language}.js": _script(catalogue),
    }


def _folder(language: str) -> Path:
    return HERE / language / "LC_MESSAGES"


def _written(catalogue: Catalog, *, omit_header: bool) -> bytes:
    text = io.BytesIO()
    write_po(
        text,
        catalogue,
        width=100,
        omit_header=omit_header,
        sort_output=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    return text.getvalue()


def _script(catalogue: Catalog) -> bytes:
    """The module that static/core/words.js loads; plural forms in the order of the catalogue."""
    said = {
        message.id if isinstance(message.id, str) else message.id[0]: message.string
        for message in catalogue
        if message.id and message.string and is_for_scripts(message)
    }
    lines = [f"  {_quoted(one)}: {_quoted(said[one])},\n" for one in sorted(said)]
    return (_SCRIPT_HEAD + "export default {\n" + "".join(lines) + "};\n").encode()


def _quoted(words: object) -> str:
    return json.dumps(words, ensure_ascii=False)
