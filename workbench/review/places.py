"""What is disputed, discussed and ruled on: one unit of one round. Pure."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A paragraph of a round, or with `paragraph_id` None an article as a whole."""

    round_id: int
    article_id: int
    paragraph_id: int | None
