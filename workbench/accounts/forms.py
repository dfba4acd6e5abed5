"""Forms of the accounts room."""

from __future__ import annotations

from collections.abc import Callable

from wtforms import Field, Form, PasswordField, StringField, ValidationError
from wtforms.validators import EqualTo, InputRequired

from workbench.accounts.passwords import weakness


class SignInForm(Form):
    """Name and password. Nothing more is checked here: every refusal must look the same."""

    name = StringField("Name", [InputRequired()], render_kw={"autocomplete": "username"})
    password = PasswordField(
        "Password", [InputRequired()], render_kw={"autocomplete": "current-password"}
    )


class PasswordForm(Form):
    """A new password, twice, as it cannot be seen while it is typed."""

    new = PasswordField(
        "New password",
        [InputRequired("Choose a password.")],
        description="At least 10 characters. A few unrelated words are easy to keep in mind.",
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        "New password, again",
        [EqualTo("new", "The two new passwords differ. Type both again.")],
        render_kw={"autocomplete": "new-password"},
    )


class ChangePasswordForm(PasswordForm):
    """The same for somebody who has a password: a borrowed browser must not be enough."""

    old = PasswordField(
        "Present password",
        [InputRequired("Type your present password.")],
        render_kw={"autocomplete": "current-password"},
    )


def refuse_weak(name: str) -> Callable[[Form, Field], None]:
    """A validator that refuses passwords too weak for the person of this name."""

    def check(form: Form, field: Field) -> None:
        reason = weakness(field.data or "", name)
        if reason:
            raise ValidationError(reason)

    return check
