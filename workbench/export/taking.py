"""A line against what the project knows: a judgment that can be stored, or why not. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from workbench.annotate.document import canonical
from workbench.annotate.imported import ImportedJudgment
from workbench.core.errors import Refused
from workbench.export.incoming import Line
from workbench.export.judging import judge, refuse_cuts
from workbench.export.known import Known, Opened, Place, Taken, Text, Unit, Version, Where

#: The round of lines that name none, unless the lead names another.
DEFAULT_ROUND = "Imported"


def take(line: Line, where: Where, articles: Sequence[Text], known: Known, now: datetime) -> Taken:
    """The judgment that the line stands for; `articles` are those that its id may mean.

    Raises Refused or Invalid with a sentence.
    """
    if line.is_demo and not known.is_demo:
        raise Refused("This is from a sample project: its judgments are invented.")
    article = _only(line, articles)
    if line.annotator in known.leads:
        raise Refused(f"{line.annotator} is a lead here: leads do not annotate.")
    name = known.round_name or line.round_name or DEFAULT_ROUND
    opened = known.rounds.get(name)
    version = _version(line, opened, name, known.versions)
    unit = _unit(line, article)
    questions = version.book.sheet.questions if unit else version.book.sheet.whole
    if not questions:
        what = "a paragraph" if unit else "an article as a whole"
        raise Refused(f"The codebook asks nothing of {what}.")
    text = unit.text if unit else ""
    document = judge(line, version.book, questions, text)
    if unit:
        hides = opened.hides if opened else ("outlet", "author")
        refuse_cuts(document, unit, hides if line.saw_outlet is False else ())
    judgment = ImportedJudgment(
        paragraph_id=unit.id if unit else None,
        codebook_version_id=version.id,
        answered_version_id=_answered(line, version, known.versions),
        questions=questions,
        document=document,
        stored=canonical(document, text),
        revision=line.revision or 1,
        saved_at=line.saved_at or now,
        saw_outlet=line.saw_outlet or False,
        saw_premarks=line.saw_premarks or False,
        saw_others=line.saw_others or False,
        active_ms=line.active_ms,
    )
    digest = unit.sha256 if unit else None
    bare = replace(line, labels={}, spans=[], relations=[], text_sha256=digest)
    return Taken(where, Place(name, line.annotator, article.id), bare, judgment)


def _only(line: Line, articles: Sequence[Text]) -> Text:
    if not articles:
        raise Refused(f"This project has no article “{line.article}”.")
    if len(articles) > 1:
        raise Refused(f"Several articles have the id “{line.article}”: give the key of one.")
    return articles[0]


def _unit(line: Line, article: Text) -> Unit | None:
    if line.position is None:
        return None
    unit = article.units.get(line.position)
    count = len(article.units)
    if unit is None:
        raise Refused(f"Article “{line.article}” has {count} paragraphs, none at this place.")
    if line.text_sha256 is not None and line.text_sha256 != unit.sha256:
        raise Refused("The paragraph has other words in this project: the hashes differ.")
    if not unit.is_annotatable:
        raise Refused(f"This paragraph ({unit.kind}) is not annotated in this project.")
    return unit


def _version(
    line: Line, opened: Opened | None, round_name: str, versions: Sequence[Version]
) -> Version:
    stated = line.codebook
    if stated is None:
        wanted = opened.version_id if opened else versions[0].id
        return next(one for one in versions if one.id == wanted)
    same = [one for one in versions if one.book.sheet.sha256 == stated.sha256]
    if not same:
        raise Refused(
            f"The project has no codebook version {stated.sha256[:12]}… (version {stated.number} "
            "of the file). Publish it first."
        )
    if opened:
        same = [one for one in same if one.id == opened.version_id]
        if not same:
            raise Refused(f"The round “{round_name}” asks another codebook version.")
    return next((one for one in same if one.number == stated.number), same[0])


def _answered(line: Line, version: Version, versions: Sequence[Version]) -> int:
    """The version that the annotator had, found by its number."""
    stated = line.codebook
    number = line.answered_under
    if stated is None or number is None or number == stated.number:
        return version.id
    found = next((one for one in versions if one.number == number), None)
    if found is None or number > version.number:
        raise Refused(f"It was answered under version {number}, which this project does not have.")
    return found.id
