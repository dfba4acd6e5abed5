"""Words for people, in their language. English is what stands in the code, and the fallback.

`_("Saved %(count)s of them.", count=3)` for a sentence said now, `later(...)` for one that is
written down before anybody asks (a constant, a form's label), `counted(one, many, count)` where a
number decides. Outside a request, as in commands and jobs, all of them speak English.
`python -m workbench.translations` keeps the catalogues.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from flask import Flask, current_app, has_request_context, request, url_for
from flask_babel import Babel, gettext, lazy_gettext, ngettext
from jinja2 import pass_context
from jinja2.runtime import Context

from workbench.core.languages import direction

ENGLISH = "en"
#: What can be chosen, each under the name that its speakers give it.
LANGUAGES = {ENGLISH: "English", "ar": "العربية"}

_babel = Babel()


@dataclass(frozen=True)
class Interface:
    """How `<html>` says the language of a page; `words` is the address of its scripts' words."""

    language: str
    direction: str
    words: str


def init_app(app: Flask, *, choose: Callable[[], str | None]) -> None:
    """Let templates and modules speak the reader's language.

    `choose` knows what the person or the page wants; without a wish the browser's header decides.
    """
    app.extensions["workbench_language"] = choose
    _babel.init_app(app, locale_selector=chosen_language)
    words: dict[str, Any] = dict(app.jinja_env.globals)
    app.jinja_env.globals.update(
        gettext=_isolating(words["gettext"]),
        ngettext=_isolating(words["ngettext"]),
        said_day=said_day,
    )
    app.context_processor(_for_templates)


def chosen_language() -> str:
    """The language of this request; English outside of one."""
    if not has_request_context():
        return ENGLISH
    try:
        wished = current_app.extensions["workbench_language"]()
    except Exception:
        # Who is signed in stands in the database, whose failure may be what is to be said.
        wished = None
    if wished in LANGUAGES:
        return str(wished)
    # Not `best_match`, which prefers `ar` to `en` when a browser asks for `en-GB,ar;q=0.5`.
    asked = (tag.partition("-")[0].lower() for tag in request.accept_languages.values())
    return next((language for language in asked if language in LANGUAGES), ENGLISH)


def _(sentence: str, **values: object) -> str:
    """The sentence in the reader's language, with `%(name)s` filled in."""
    return str(gettext(sentence, **_isolated(values)))


def counted(one: str, many: str, count: int, **values: object) -> str:
    """The form that fits `count`, which is also filled in as `%(num)s`."""
    return str(ngettext(one, many, count, **_isolated(values)))


def later(sentence: str, **values: object) -> Any:
    """The same as `_`, looked up only when it is shown."""
    return lazy_gettext(sentence, **values)


def said_day(moment: datetime) -> str:
    """The day as people write it: 3 Sep 2026."""
    return _day_in(moment.date(), chosen_language())


@lru_cache(maxsize=1024)
def _day_in(day: date, language: str) -> str:
    """Cached: a log says the same few days a thousand times."""
    return str(format_date(day, "d MMM y", locale=language))


def _isolated(values: Mapping[str, object]) -> dict[str, object]:
    """Titles and names keep their own direction within a sentence from the right.

    First-strong isolates (U+2068, U+2069); without them the signs at a title's end would jump.
    """
    if not values or direction(chosen_language()) == "ltr":
        return dict(values)
    return {
        name: f"\u2068{value}\u2069" if _is_bare(value) else value for name, value in values.items()
    }


def _is_bare(value: object) -> bool:
    """Text, and no markup: in a template the elements around it say what it is."""
    return isinstance(value, str) and not hasattr(value, "__html__")


def _isolating(say: Callable[..., str]) -> Callable[..., str]:
    """The same for what a template fills in."""

    @pass_context
    def said(context: Context, *sentences: object, **values: object) -> str:
        return say(context, *sentences, **_isolated(values))

    return said


def _for_templates() -> dict[str, Interface]:
    language = chosen_language()
    words = "" if language == ENGLISH else url_for("static", filename=f"words/{language}.js")
    return {"interface": Interface(language, direction(language), words)}
