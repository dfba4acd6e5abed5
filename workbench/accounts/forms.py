"""Forms of the accounts room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wtforms import Field, Form, PasswordField, SelectField, StringField, ValidationError
from wtforms.validators import EqualTo, InputRequired

from workbench.accounts.passwords import weakness
from workbench.core.wording import _, later


class SignInForm(Form):
    """Name and password. Nothing more is checked here: every refusal must look the same."""

    name = StringField(later("Name"), [InputRequired()], render_kw={"autocomplete": "username"})
    password = PasswordField(
        later("Password"), [InputRequired()], render_kw={"autocomplete": "current-password"}
    )


class PasswordForm(Form):
    """A new password, twice, as it cannot be seen while it is typed."""

    new = PasswordField(
        later("New password"),
        [InputRequired(later("Choose a password."))],
        description=later(
            "At least 10 characters. A few unrelated words are easy to keep in mind."
        ),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        later("New password, again"),
        [EqualTo("new", later("The two new passwords differ. Type both again."))],
        render_kw={"autocomplete": "new-password"},
    )


class ChangePasswordForm(PasswordForm):
    """The same for somebody who has a password: a borrowed browser must not be enough."""

    old = PasswordField(
        later("Present password"),
        [InputRequired(later("Type your present password."))],
        render_kw={"autocomplete": "current-password"},
    )


class LanguageForm(Form):
    """The language of the interface; the empty choice leaves it to the browser."""

    language = SelectField(later("Language of these pages"), validate_choice=True)


def language_form(
    languages: Mapping[str, str], chosen: str | None, sent: Any = None
) -> LanguageForm:
    """The form for these languages, each under the name that its speakers give it."""
    form = LanguageForm(sent, language=chosen or "")
    form.language.choices = [
        ("", _("As the browser asks for")),
        *((code, name, {"lang": code}) for code, name in languages.items()),
    ]
    return form


def refuse_weak(name: str) -> Callable[[Form, Field], None]:
    """A validator that refuses passwords too weak for the person of this name."""

    def check(form: Form, field: Field) -> None:
        reason = weakness(field.data or "", name)
        if reason:
            raise ValidationError(reason)

    return check
