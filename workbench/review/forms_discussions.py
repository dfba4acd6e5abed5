"""The form of a comment."""

from __future__ import annotations

import uuid

from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Regexp

from workbench.core.wording import later
from workbench.review.discussing import MOST_CHARACTERS


class CommentForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """What somebody says about a unit; what the text may be, `discussing.checked` says."""

    text = TextAreaField(
        later("Your comment"),
        id="comment-text",
        render_kw={"dir": "auto", "rows": 3, "maxlength": MOST_CHARACTERS, "required": True},
    )
    idempotency_key = HiddenField(
        id="comment-key",
        validators=[
            Regexp(
                r"[0-9A-Za-z-]{8,64}\Z",
                message=later("This form is not complete. Reload the page."),
            )
        ],
    )


def comment_form() -> CommentForm:
    """An empty one, with the key of a comment that is not there yet."""
    return CommentForm(formdata=None, data={"idempotency_key": str(uuid.uuid4())})
