"""The forms of bulk rulings."""

from __future__ import annotations

import uuid

from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, RadioField
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # newer than its types
    SelectChoice,
)
from wtforms.validators import InputRequired, Length, NumberRange

from workbench.review.bulk import Rule, RuleName

RULE_TITLES = {
    "unanimous": "What everybody answered alike, on every question",
    "majority": "Of every question what most answered",
}
FEWEST, MOST = 2, 1_000


class RuleForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """A rule to look at; sent in the address."""

    class Meta:
        """Looking changes nothing."""

        csrf = False

    rule = RadioField(
        "Rule on",
        choices=[SelectChoice(name, title) for name, title in RULE_TITLES.items()],
        validators=[InputRequired("Choose a rule.")],
    )
    at_least = IntegerField(
        "Where at least so many annotators agree",
        validators=[
            InputRequired("Say how many annotators must agree."),
            NumberRange(FEWEST, MOST, message=f"At least {FEWEST} must agree, at most {MOST:,}."),
        ],
        render_kw={"min": FEWEST, "max": MOST},
    )

    @property
    def chosen(self) -> Rule:
        """The rule; the form must be valid."""
        name: RuleName = "unanimous" if self.rule.data == "unanimous" else "majority"
        return Rule(name, self.at_least.data or FEWEST)


class BulkForm(RuleForm):
    """The rule as it was looked at."""

    class Meta:
        """It rules."""

        csrf = True

    fingerprint = HiddenField(validators=[InputRequired(), Length(max=64)])
    idempotency_key = HiddenField(validators=[InputRequired(), Length(min=8, max=64)])


def bulk_form(rule: Rule, fingerprint: str) -> BulkForm:
    """The form that rules as it was looked at."""
    return BulkForm(
        formdata=None,
        data={
            "rule": rule.name,
            "at_least": rule.at_least,
            "fingerprint": fingerprint,
            "idempotency_key": str(uuid.uuid4()),
        },
    )
