"""The form of the export page: sent by GET, since a download changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import BooleanField, Form, SelectField


class ExportForm(Form):
    """What goes into the file."""

    round = SelectField("Round")
    done_only = BooleanField(
        "Only finished paragraphs", description="Leaves out drafts that nobody has marked as done."
    )
    without_text = BooleanField(
        "Without article text",
        description=(
            "Leaves out titles, paragraphs, marked words, notes and answers in words; keeps "
            "offsets and hashes. "
            "For sharing labels on texts that you may not pass on."
        ),
    )

    def offer(self, rounds: Sequence[str]) -> None:
        """Set which rounds can be chosen besides all of them, by name."""
        self.round.choices = [("", "All rounds"), *((name, name) for name in rounds)]
