"""Who is who in a discussion, what a comment may be, and whom it names. Pure.

People are pseudonyms here: to a lead an annotator is a seat, to an annotator a number that is the
same for everybody on that unit. What is stored speaks of seats.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.core.errors import Invalid
from workbench.core.wording import _
from workbench.review.places import Place

MOST_CHARACTERS = 2_000
#: What a comment can call everybody who may read it, and the leads.
ALL, LEAD = "all", "lead"

_HANDLE = re.compile(r"(?<![\w@-])@([A-Za-z0-9][A-Za-z0-9-]*)")
#: The same, and words with a hyphen: a lead may write a seat without the sign.
_SEAT = re.compile(r"(?<![\w@-])(?:@([A-Za-z0-9][A-Za-z0-9-]*)|([A-Za-z0-9]+-[A-Za-z0-9-]+))")
#: All control characters but the end of a line and the tab.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
#: Stands, unseen, after the sign of what an annotator guessed: so no guess is read as a handle.
_GUESSED = "\N{WORD JOINER}"


@dataclass(frozen=True)
class Member:
    """A member of the project as a discussion knows them.

    `number` is None for leads, and for annotators who were not given the article. `may_read`: the
    discussion is open to them now.
    """

    id: int
    seat: str
    role: str
    number: int | None
    may_read: bool

    @property
    def is_lead(self) -> bool:
        return self.role == "lead"

    @property
    def handle(self) -> str:
        """What annotators write after the sign to mean an annotator."""
        return f"annotator-{self.number}"


@dataclass(frozen=True)
class Piece:
    """A part of a comment as somebody reads it."""

    text: str
    is_mention: bool = False


@dataclass(frozen=True)
class Written:
    """A comment ready to be stored: seats for handles, whom it names, and what names nobody."""

    text: str
    named: tuple[Member, ...]
    unknown: tuple[str, ...]

    @property
    def waiting(self) -> tuple[Member, ...]:
        """Those it names who will find it only when the discussion is open to them."""
        return tuple(one for one in self.named if not one.may_read)


def number_seats(seats: Iterable[str], place: Place) -> dict[str, int]:
    """Annotators of a unit by seat, numbered in an order that is the unit's own.

    The order of `differences.shuffled` among all who were given the article: who submits later
    changes nobody's number.
    """
    columns = sorted(seats)
    # Articles are numbered apart from paragraphs: below zero none is mistaken for the other.
    unit = place.paragraph_id or -place.article_id
    random.Random(f"{place.round_id}/{unit}").shuffle(columns)  # seeded: an order, not a secret
    return {seat: number for number, seat in enumerate(columns, start=1)}


def checked(text: str) -> str:
    """A comment's text as it is stored. Raises Invalid."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not plain:
        raise Invalid(_("Write something first."))
    if len(plain) > MOST_CHARACTERS:
        raise Invalid(
            _(
                "Shorten it: at most %(most)s characters fit here, and these are %(count)s.",
                most=MOST_CHARACTERS,
                count=len(plain),
            )
        )
    if _CONTROLS.search(plain):
        raise Invalid(
            _("This holds invisible control characters. Type it anew instead of pasting it.")
        )
    return plain


def write(text: str, author: Member, members: Sequence[Member]) -> Written:
    """What `author` typed, with each handle put in terms of seats.

    An annotator can name only whom they can see: what names nobody looks as it was typed, so that
    nobody finds out by trying, and never counts as a seat again. Raises Invalid as `checked`.
    """
    plain = checked(text)
    known = _handles(author, members)
    named: dict[int, Member] = {}
    unknown: list[str] = []

    def replace(found: re.Match[str]) -> str:
        some = known.get(found[1].casefold())
        if some is None:
            unknown.append(found[0])
            return found[0] if author.is_lead else f"@{_GUESSED}{found[1]}"
        named.update((one.id, one) for one in some if one.id != author.id)
        is_group = found[1].casefold() in {ALL, LEAD}
        return f"@{found[1].casefold() if is_group else some[0].seat}"

    stored = _HANDLE.sub(replace, plain)
    return Written(stored, tuple(named.values()), tuple(dict.fromkeys(unknown)))


def _handles(author: Member, members: Sequence[Member]) -> Mapping[str, Sequence[Member]]:
    """Whom each handle means, as far as the author may name them."""
    in_sight = [one for one in members if author.is_lead or one.may_read or one.id == author.id]
    handles = {one.handle: [one] for one in in_sight if one.number is not None}
    if author.is_lead:
        concerned = [one for one in in_sight if one.is_lead or one.number is not None]
        handles |= {one.seat.casefold(): [one] for one in concerned}
    handles[LEAD] = [one for one in in_sight if one.is_lead]
    handles[ALL] = [one for one in in_sight if one.may_read]
    return handles


def offered(reader: Member, members: Sequence[Member]) -> list[tuple[str, str]]:
    """(handle, whom it means in words) of those who would find a comment at once."""
    found = [(ALL, _("everybody who can read this"))]
    if reader.is_lead:
        found += [(one.seat, name_of(one, reader)) for one in members if _is_offered(one, reader)]
        return found
    found.append((LEAD, _("the leads")))
    annotators = [one for one in numbered(members) if _is_offered(one, reader)]
    return found + [(one.handle, name_of(one, reader)) for one in annotators]


def _is_offered(one: Member, reader: Member) -> bool:
    return one.may_read and one.id != reader.id


def name_of(one: Member | None, reader: Member) -> str:
    """How `reader` sees somebody."""
    if one is None:
        return _("Somebody who has left")
    if one.id == reader.id:
        return _("You")
    if reader.is_lead:
        number = "" if one.number is None else _(" (Annotator %(number)s)", number=one.number)
        return f"{one.seat}{number}"
    if one.is_lead:
        return _("Lead")
    if one.number is None:
        return _("Another annotator")
    return _("Annotator %(number)s", number=one.number)


def numbered(members: Iterable[Member]) -> list[Member]:
    """The annotators of the unit in the order of their numbers."""
    return sorted(
        (one for one in members if one.number is not None), key=lambda one: one.number or 0
    )


def column_name(one: Member, reader: Member) -> str:
    """How somebody is called above their answers: oneself with the number that others know."""
    if one.id == reader.id:
        return _("You (Annotator %(number)s)", number=one.number)
    return name_of(one, reader)


def pieces(
    text: str,
    author: Member | None,
    reader: Member,
    members: Sequence[Member],
    named: Iterable[int],
) -> tuple[Piece, ...]:
    """A stored comment as `reader` reads it; `named` are the ids of those it names.

    To annotators no seat is shown, also where a lead wrote it without the sign. Of what another
    annotator typed only true handles are replaced: a seat that they guessed stays a guess.
    """
    by_seat = {one.seat.casefold(): one for one in members}
    mentioned = set(named)
    is_told = author is not None and author.is_lead and not reader.is_lead
    found: list[Piece] = []
    end = 0
    for match in _SEAT.finditer(text):
        one = by_seat.get((match[1] or match[2]).casefold())
        if one is None or not (match[1] or is_told):
            continue
        is_mention = bool(match[1]) and one.id in mentioned
        found += _plain(text[end : match.start()])
        name = one.seat if reader.is_lead else name_of(one, reader)
        found.append(Piece(f"@{name}" if match[1] else name, is_mention))
        end = match.end()
    return (*found, *_plain(text[end:]))


def seats_in(text: str, seats: Iterable[str]) -> list[str]:
    """Which of these seats a text speaks of, as `pieces` finds them, in the text's order."""
    by_seat = {one.casefold(): one for one in seats}
    found = (by_seat.get((one[1] or one[2]).casefold()) for one in _SEAT.finditer(text))
    return list(dict.fromkeys(one for one in found if one))


_GROUP = re.compile(rf"(?<![\w@-])@(?:{ALL}|{LEAD})(?![\w-])")


def _plain(text: str) -> list[Piece]:
    """Words between mentions; the handles of groups are mentions, too."""
    found, end = [], 0
    for match in _GROUP.finditer(text):
        found += [Piece(text[end : match.start()]), Piece(match[0], is_mention=True)]
        end = match.end()
    return [one for one in (*found, Piece(text[end:])) if one.text]


#: What a member is told of.
Kind = Literal["mention", "comment", "resolved", "reopened"]


def told_of_comment(
    author: Member,
    named: Iterable[Member],
    taking_part: Iterable[int],
    members: Sequence[Member],
) -> dict[int, Kind]:
    """Who hears of a comment, and as what: whom it names, who takes part; never its author.

    What an annotator writes reaches a lead in any case.
    """
    told: dict[int, Kind] = dict.fromkeys(taking_part, "comment")
    leads = {one.id for one in members if one.is_lead}
    if not author.is_lead and not leads & set(told):
        told |= dict.fromkeys(leads, "comment")
    told |= {one.id: "mention" for one in named}
    told.pop(author.id, None)
    return told
