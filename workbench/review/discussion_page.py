"""A discussion as somebody reads it: names, mentions and news in their terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from workbench.projects.models import Membership
from workbench.review.discussing import (
    Member,
    Piece,
    column_name,
    name_of,
    numbered,
    offered,
    pieces,
)
from workbench.review.models import Discussion
from workbench.review.places import Place
from workbench.review.queries_discussions import (
    News,
    Told,
    comments_of,
    find_discussion,
    members_of,
    unseen,
)


@dataclass(frozen=True)
class Said:
    """A comment; `is_new`: a notice of it waits for the reader."""

    id: int
    who: str
    is_mine: bool
    is_lead: bool
    made_at: datetime
    pieces: tuple[Piece, ...]
    is_new: bool


@dataclass(frozen=True)
class Talk:
    """What is said about a unit. Without an id nothing has been said yet; `state` is then open."""

    place: Place
    id: int | None
    state: str
    resolved_by: str
    resolved_at: datetime | None
    comments: tuple[Said, ...]
    #: Handle and words of whom the reader can mention.
    offered: tuple[tuple[str, str], ...]
    #: The newest notice that waits for the reader here, 0 for none; reading marks as far as that.
    last_notice: int
    #: Whether the reader is a lead, who may resolve it.
    may_settle: bool
    #: The annotators of the unit by seat, as the reader calls them, in the order of their numbers.
    names: Mapping[str, str]

    @property
    def kind(self) -> str:
        """What the unit is, as addresses say it."""
        return "articles" if self.place.paragraph_id is None else "paragraphs"

    @property
    def unit_id(self) -> int:
        return self.place.paragraph_id or self.place.article_id


def talk_at(reader: Membership, place: Place) -> Talk:
    """The discussion of a unit as `reader`, who may read it, sees it."""
    members = members_of(reader.project_id, place)
    begun = find_discussion(place)
    said = comments_of(begun.id) if begun else []
    news = unseen(reader.id, [begun.id]) if begun else []
    return lay_out(place, begun, said, news, members, reader.id)


def lay_out(
    place: Place,
    begun: Discussion | None,
    said: Sequence[Told],
    news: Sequence[News],
    members: Sequence[Member],
    reader_id: int,
) -> Talk:
    """The same from what was read."""
    by_id = {one.id: one for one in members}
    me = by_id[reader_id]
    fresh = {one.comment_id for one in news}
    resolved_by = by_id.get(begun.resolved_by_id or 0) if begun else None
    return Talk(
        place=place,
        id=begun.id if begun else None,
        state=begun.state if begun else "open",
        resolved_by=name_of(resolved_by, me),
        resolved_at=begun.resolved_at if begun else None,
        comments=tuple(_said(one, me, by_id, one.id in fresh) for one in said),
        offered=tuple(offered(me, members)),
        last_notice=max((one.id for one in news), default=0),
        may_settle=me.is_lead,
        names={one.seat: column_name(one, me) for one in numbered(members)},
    )


def _said(one: Told, me: Member, by_id: Mapping[int, Member], is_new: bool) -> Said:
    author = by_id.get(one.membership_id)
    return Said(
        id=one.id,
        who=name_of(author, me),
        is_mine=one.membership_id == me.id,
        is_lead=author is not None and author.is_lead,
        made_at=one.made_at,
        pieces=pieces(one.text, author, me, list(by_id.values()), one.named),
        is_new=is_new,
    )
