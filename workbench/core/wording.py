"""Words for people, in their language. English is what stands in the code, and the fallback.

`_("Saved %(count)s of them.", count=3)` for a sentence said now, `later(...)` for one that is
written down before anybody asks (a constant, a form's label), `counted(one, many, count)` where a
number decides. Outside a request, as in commands and jobs, all of them speak English.
"""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import Babel, gettext, lazy_gettext, ngettext

_babel = Babel()


def init_app(app: Flask) -> None:
    """Let templates and modules speak the reader's language."""
    _babel.init_app(app, locale_selector=chosen_language)


def chosen_language() -> str:
    """The language of this request."""
    return "en"


def _(sentence: str, **values: object) -> str:
    """The sentence in the reader's language, with `%(name)s` filled in."""
    return str(gettext(sentence, **values))


def counted(one: str, many: str, count: int, **values: object) -> str:
    """The form that fits `count`, which is also filled in as `%(num)s`."""
    return str(ngettext(one, many, count, **values))


def later(sentence: str, **values: object) -> Any:
    """The same as `_`, looked up only when it is shown."""
    return lazy_gettext(sentence, **values)
