"""The units of a challenge file, put together from what is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from workbench.annotate.queries import Judged
from workbench.codebook.models import CodebookVersion
from workbench.codebook.queries import as_asked, questions_for
from workbench.codebook.questions import Question
from workbench.projects.models import Project
from workbench.review.challenge import (
    Decision,
    Part,
    Person,
    Remark,
    Sheet,
    concerned,
    steps_of,
)
from workbench.review.differences import is_disputed
from workbench.review.discussed import lines_of
from workbench.review.places import Place
from workbench.review.queries_challenge import (
    ArticleFacts,
    Given,
    article_facts,
    bulk_rules,
    given_on,
    paragraph_hashes,
    withdrawals_at,
)
from workbench.review.queries_discussions import comments_of, find_discussion, members_of
from workbench.review.queries_rulings import Ruled, rulings_at
from workbench.review.queries_unit import Line, get_around
from workbench.review.ruling_page import state_of
from workbench.review.rulings import METHOD_TITLES, differing

#: The addresses of a unit and of its article.
Address = Callable[[Place, ArticleFacts, int], tuple[str, str]]


@dataclass
class Binder:
    """Collects the units of one file, and which codebook versions they need.

    `round_version_id` is the version that the round asks now; `versions` are all of the project's.
    """

    project: Project
    round_version_id: int
    versions: Mapping[int, CodebookVersion]
    address: Address

    def __post_init__(self) -> None:
        self.keys: set[str] = set()
        self.used: dict[int, list[str]] = defaultdict(list)

    def add(self, place: Place) -> Part:
        """Everything about a unit. Raises NotFound for an article that is not there."""
        around = get_around(place.article_id)
        at = next((n for n, one in enumerate(around.lines) if one.id == place.paragraph_id), None)
        line = None if at is None else around.lines[at]
        text = line.text if line else ""
        given, log = given_on(place), rulings_at(place)
        disputed = self._disputed(place, given, log)
        self._note(given, log)
        facts = article_facts(place.article_id)
        url, article_url = self.address(place, facts, line.position if line else 0)
        discussion = find_discussion(place)
        return Part(
            unit="paragraph" if line else "article",
            url=url,
            article_url=article_url,
            article=facts,
            number=line.number if line else None,
            position=line.position if line else 0,
            kind=line.kind if line else "article",
            before=_neighbour(around.lines, at, -1),
            text=text,
            after=_neighbour(around.lines, at, 1),
            sha256=paragraph_hashes(place.article_id).get(place.paragraph_id or 0, facts.sha256),
            disputed=disputed,
            people=tuple(self._person(one, place, text) for one in given),
            decisions=self._decisions(place, log, text),
            discussion=self._said(place, discussion.id) if discussion else (),
            discussion_state=discussion.state if discussion else "",
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
        questions = self._questions(place, self.round_version_id)
        documents = [one.document for one in given if one.counts and one.document is not None]
        judged = [Judged("", place.article_id, 0, one) for one in documents]
        keys = {one.key for one in questions if is_disputed(one, judged)}
        for ruled in log:
            if ruled.codebook_version_id == self.round_version_id:
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

    def _questions(self, place: Place, version_id: int) -> tuple[Question, ...]:
        sha256 = self.versions[version_id].sha256
        if place.paragraph_id is None:
            return questions_for(self.project, sha256, "article")
        return questions_for(self.project, sha256)

    def _number(self, version_id: int | None) -> int:
        return self.versions[version_id].number if version_id else 0

    def _person(self, one: Given, place: Place, text: str) -> Person:
        questions = self._questions(place, one.version_id or self.round_version_id)
        titles = {question.key: question.title for question in questions}
        numbers = {version.id: version.number for version in self.versions.values()}
        return Person(
            given=one,
            answered_version=self._number(one.answered_version_id),
            version=self._number(one.version_id),
            lines=tuple(lines_of(one.document, (), text, questions)) if one.document else (),
            steps=steps_of(one, text, numbers, titles),
        )

    def _decisions(self, place: Place, log: Sequence[Ruled], text: str) -> tuple[Decision, ...]:
        withdrawn, rules = withdrawals_at(place), bulk_rules([one.bulk_id for one in log])
        made = []
        for one in log:
            questions = self._questions(place, one.codebook_version_id)
            made.append(
                Decision(
                    ruled=one,
                    state=state_of(one),
                    version=self._number(one.codebook_version_id),
                    method=METHOD_TITLES[one.method],
                    withdrawn_by=withdrawn.get(one.id, ""),
                    bulk_rule=rules.get(one.bulk_id or 0, ""),
                    lines=tuple(lines_of(one.document, one.left_open, text, questions)),
                    left_open=tuple(q.title for q in questions if q.key in one.left_open),
                )
            )
        return tuple(made)

    def _said(self, place: Place, discussion_id: int) -> tuple[Remark, ...]:
        seats = {one.id: one.seat for one in members_of(self.project.id, place)}
        return tuple(
            Remark(seats.get(one.membership_id, ""), one.made_at, one.text)
            for one in comments_of(discussion_id)
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


def _neighbour(lines: Sequence[Line], at: int | None, step: int) -> str:
    there = -1 if at is None else at + step
    return lines[there].text if 0 <= there < len(lines) else ""
