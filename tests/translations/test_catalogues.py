"""Sentences are found in the sources, and a translation that lacks something is named."""

from __future__ import annotations

import io
import re
from gettext import c2py
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from workbench.core.wording import ENGLISH, LANGUAGES
from workbench.translations.catalogues import check, languages, read
from workbench.translations.comparing import list_faults
from workbench.translations.extracting import PACKAGE, extract


@pytest.fixture
def package(tmp_path: Path) -> Path:
    for folder in ("room", "templates/room", "static/room"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "room" / "views.py").write_text(
        'say(_("Sent."), counted("%(num)s line", "%(num)s lines", n))\n'
        'NAME = later("Name of it")\nother = t("not a sentence")\n'
    )
    (tmp_path / "templates" / "room" / "page.html").write_text(
        '{{ _("Sent.") }}{% trans name=x %}Good day, <b>{{ name }}</b>{% endtrans %}'
        "{% trans count=n %}{{ count }} page{% pluralize %}{{ count }} pages{% endtrans %}"
    )
    (tmp_path / "static" / "room" / "page.js").write_text(
        'say(t("Saved {time}", { time }), tn("{count} left", "{count} are left", n));\n'
    )
    return tmp_path


def test_sentences_are_found_in_python_templates_and_scripts(package: Path) -> None:
    found = {message.id: [file for file, _ in message.locations] for message in extract(package)}
    found.pop("")
    assert found == {
        "Sent.": ["room/views.py", "templates/room/page.html"],
        ("%(num)s line", "%(num)s lines"): ["room/views.py"],
        "Name of it": ["room/views.py"],
        "Good day, <b>%(name)s</b>": ["templates/room/page.html"],
        ("%(count)s page", "%(count)s pages"): ["templates/room/page.html"],
        "Saved {time}": ["static/room/page.js"],
        ("{count} left", "{count} are left"): ["static/room/page.js"],
    }


def faults(translated: str) -> list[str]:
    template = Catalog(locale="ar", fuzzy=False)
    template.add("Saved {time}")
    template.add(("%(num)s <b>line</b>", "%(num)s <b>lines</b>"))
    head = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    catalogue = read_po(io.BytesIO((head + translated).encode()), locale="ar")
    return list_faults(template, catalogue, "ar")


LINES = 'msgid "%(num)s <b>line</b>"\nmsgid_plural "%(num)s <b>lines</b>"\n'
GOOD_LINES = LINES + 'msgstr[0] "<b>سطر</b> واحد"\nmsgstr[1] "%(num)s <b>سطر</b>"\n\n'
GOOD = 'msgid "Saved {time}"\nmsgstr "حُفظ {time}"\n\n'


def test_a_complete_translation_has_no_fault() -> None:
    assert faults(GOOD + GOOD_LINES) == []


@pytest.mark.parametrize(
    ("translated", "fault"),
    [
        (GOOD_LINES, "ar: missing: Saved {time}"),
        (GOOD.replace("حُفظ {time}", "") + GOOD_LINES, "ar: missing: Saved {time}"),
        ("#, fuzzy\n" + GOOD + GOOD_LINES, "ar: fuzzy: Saved {time}"),
        (GOOD.replace("حُفظ {time}", "حُفظ") + GOOD_LINES, "ar: differs in {time}: Saved {time}"),
        (GOOD.replace("حُفظ {", "حُفظ {a_") + GOOD_LINES, "ar: differs in {time}: Saved {time}"),
        (GOOD + GOOD_LINES.replace("سطر</b>", "سطر"), "ar: differs in </b>: %(num)s <b>line</b>"),
        (GOOD + LINES + 'msgstr[0] "x"\nmsgstr[1] ""\n', "ar: missing: %(num)s <b>line</b>"),
    ],
)
def test_what_a_translation_lacks_is_named(translated: str, fault: str) -> None:
    assert fault in faults(translated)


@pytest.mark.parametrize("language", languages())
def test_plural_forms_stand_in_the_order_of_unicode(language: str) -> None:
    """static/core/words.js chooses the form by Intl.PluralRules, gettext by the formula."""
    locale = Locale(language)
    order = [
        name
        for name in ("zero", "one", "two", "few", "many", "other")
        if name in {*locale.plural_form.tags, "other"}
    ]
    catalogue = read(language)
    assert catalogue.num_plurals == len(order)

    form = c2py(catalogue.plural_expr)
    assert [order[form(n)] for n in range(250)] == [locale.plural_form(n) for n in range(250)]


def test_every_language_that_can_be_chosen_has_a_catalogue() -> None:
    assert languages() == sorted(LANGUAGES.keys() - {ENGLISH})


def test_every_sentence_is_translated_and_every_file_is_of_today() -> None:
    assert check() == []


def test_style_sheets_say_nothing() -> None:
    """What they would say, no catalogue could translate."""
    sheets = PACKAGE.glob("static/**/*.css")
    said = {
        path.name: found
        for path in sheets
        if (found := re.findall(r'content: *"[^"]*[A-Za-z]{2}[^"]*"', path.read_text("utf-8")))
    }
    assert said == {}
