"""The units of a challenge file, put together from what is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from workbench.annotate.queries import Judged
from workbench.assign.models import Round
from workbench.codebook.models import CodebookVersion
from workbench.codebook.queries import as_asked, questions_for
from workbench.codebook.questions import Question
from workbench.projects.models import Project
from workbench.review.challenge import Decision, Part, Person, Sheet, concerned, steps_of
from workbench.review.differences import is_disputed
from workbench.review.discussed import lines_of
from workbench.review.places import Place
from workbench.review.queries_challenge import Given, given_on
from workbench.review.queries_challenge_said import Talked, bulk_rules, talks_on, withdrawals_on
from workbench.review.queries_challenge_texts import ArticleFacts, Lines, article_facts, lines_on
from workbench.review.queries_rulings import Ruled, rulings_on
from workbench.review.ruling_page import state_of
from workbench.review.rulings import METHOD_TITLES, differing

#: The addresses of a unit and of its article.
Address = Callable[[Place, ArticleFacts, int], tuple[str, str]]


@dataclass(frozen=True)
class Stored:
    """All that is read for the units of one file, in as many queries as for one."""

    given: Mapping[Place, Sequence[Given]]
    log: Mapping[Place, Sequence[Ruled]]
    withdrawn: Mapping[int, str]
    bulk_rules: Mapping[int, str]
    facts: Mapping[int, ArticleFacts]
    lines: Mapping[Place, Lines]
    talks: Mapping[Place, Talked]


def read_stored(places: Sequence[Place]) -> Stored:
    """Of units of one round and kind."""
    log = rulings_on(places)
    bulk = {one.bulk_id for some in log.values() for one in some if one.bulk_id is not None}
    return Stored(
        given=given_on(places),
        log=log,
        withdrawn=withdrawals_on(places),
        bulk_rules=bulk_rules(bulk),
        facts=article_facts({one.article_id for one in places}),
        lines=lines_on(places),
        talks=talks_on(places),
    )


@dataclass
class Binder:
    """Lays out the units of one file, and collects which codebook versions they need.

    `rounds` are those of the units, by id, and `versions` all of the project's.
    """

    project: Project
    rounds: Mapping[int, Round]
    versions: Mapping[int, CodebookVersion]
    address: Address

    def __post_init__(self) -> None:
        self.keys: set[str] = set()
        self.used: dict[int, list[str]] = defaultdict(list)
        self.numbers = {one.id: one.number for one in self.versions.values()}

    def bind(self, places: Sequence[Place]) -> list[Part]:
        """Everything about each unit; all of one kind."""
        stored = {
            one: read_stored([place for place in places if place.round_id == one])
            for one in dict.fromkeys(place.round_id for place in places)
        }
        return [self._part(place, stored[place.round_id]) for place in places]

    def ask_about(self, key: str) -> None:
        """The file is about this question, disputed or not; nothing for what is no question."""
        asked = [self.versions[one.codebook_version_id].codebook for one in self.rounds.values()]
        if any(key.partition(".")[0] == one.id for book in asked for one in book.dimensions):
            self.keys.add(key)

    def _part(self, place: Place, stored: Stored) -> Part:
        given, log = stored.given[place], stored.log[place]
        facts, line = stored.facts[place.article_id], stored.lines.get(place)
        disputed = self._disputed(place, given, log)
        self._note(given, log)
        text, position = (line.text, line.position) if line else ("", 0)
        url, article_url = self.address(place, facts, position)
        talked = stored.talks.get(place)
        return Part(
            unit="paragraph" if line else "article",
            round=self.rounds[place.round_id].name if len(self.rounds) > 1 else "",
            url=url,
            article_url=article_url,
            article=facts,
            number=line.number if line else None,
            position=position,
            kind=line.kind if line else "article",
            before=line.before if line else "",
            text=text,
            after=line.after if line else "",
            sha256=line.sha256 if line else facts.sha256,
            disputed=disputed,
            people=tuple(self._person(one, place, text) for one in given),
            decisions=tuple(self._decision(one, stored, text) for one in log),
            discussion=talked.remarks if talked else (),
            discussion_state=talked.state if talked else "",
        )

    def sheets(self, *, everything: bool) -> list[tuple[Sheet, CodebookVersion]]:
        """The versions that were answered or ruled in, each with the questions concerned."""
        return [
            (self._sheet(version, everything=everything), version)
            for version in sorted(self.versions.values(), key=lambda one: one.number)
            if version.id in self.used
        ]

    def _disputed(
        self, place: Place, given: Sequence[Given], log: Sequence[Ruled]
    ) -> tuple[Question, ...]:
        """The questions on which answers, or answers and a ruling, differ; all where none does."""
        asks = self._asks(place)
        questions = self._questions(place, asks)
        documents = [one.document for one in given if one.counts and one.document is not None]
        judged = [Judged("", place.article_id, 0, one) for one in documents]
        keys = {one.key for one in questions if is_disputed(one, judged)}
        for ruled in log:
            if ruled.codebook_version_id == asks:
                for one in documents:
                    keys |= set(differing(one, ruled.document, questions, ruled.left_open))
        found = tuple(one for one in questions if one.key in keys)
        self.keys |= keys or {one.key for one in questions}
        return found

    def _note(self, given: Sequence[Given], log: Sequence[Ruled]) -> None:
        """What the versions of this unit were used for."""
        for one in given:
            if one.document is not None and one.answered_version_id and one.version_id:
                self._use(one.answered_version_id, f"answered by {one.seat}")
                if one.version_id != one.answered_version_id:
                    self._use(one.version_id, f"answers of {one.seat} were moved to it")
        for ruling in log:
            self._use(ruling.codebook_version_id, f"ruled in by {ruling.seat or 'a lead'}")

    def _use(self, version_id: int, what: str) -> None:
        if what not in self.used[version_id]:
            self.used[version_id].append(what)

    def _asks(self, place: Place) -> int:
        """The version that the unit's round asks now."""
        return self.rounds[place.round_id].codebook_version_id

    def _questions(self, place: Place, version_id: int) -> tuple[Question, ...]:
        sha256 = self.versions[version_id].sha256
        if place.paragraph_id is None:
            return questions_for(self.project, sha256, "article")
        return questions_for(self.project, sha256)

    def _number(self, version_id: int | None) -> int:
        return self.numbers[version_id] if version_id else 0

    def _person(self, one: Given, place: Place, text: str) -> Person:
        questions = self._questions(place, one.version_id or self._asks(place))
        titles = {question.key: question.title for question in questions}
        return Person(
            given=one,
            answered_version=self._number(one.answered_version_id),
            version=self._number(one.version_id),
            lines=tuple(lines_of(one.document, (), text, questions)) if one.document else (),
            steps=steps_of(one, self.numbers, titles),
        )

    def _decision(self, one: Ruled, stored: Stored, text: str) -> Decision:
        questions = self._questions(one.place, one.codebook_version_id)
        return Decision(
            ruled=one,
            state=state_of(one),
            version=self._number(one.codebook_version_id),
            method=METHOD_TITLES[one.method],
            withdrawn_by=stored.withdrawn.get(one.id, ""),
            bulk_rule=stored.bulk_rules.get(one.bulk_id or 0, ""),
            lines=tuple(lines_of(one.document, one.left_open, text, questions)),
            left_open=tuple(q.title for q in questions if q.key in one.left_open),
        )

    def _sheet(self, version: CodebookVersion, *, everything: bool) -> Sheet:
        codebook = as_asked(self.project.id, version.codebook)
        ids = [one.id for one in codebook.dimensions]
        wanted: Collection[str] = ids if everything else concerned(codebook, self.keys)
        asked = {key.partition(".")[0] for key in self.keys}
        return Sheet(
            id=version.id,
            number=version.number,
            sha256=version.sha256,
            title=codebook.title,
            published_at=version.published_at,
            language=codebook.language,
            used=tuple(self.used[version.id]),
            rules=tuple(codebook.general_rules),
            dimensions=tuple(one for one in ids if one in wanted),
            missing=tuple(sorted(asked - set(ids))),
        )
