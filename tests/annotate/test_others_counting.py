"""Counts of what the others answered, beside one's own."""

from __future__ import annotations

from tests.make import TARGETS, rich_codebook, short_codebook
from workbench.annotate.document import Document, MarkedLink, MarkedSpan
from workbench.annotate.others.counting import Count, Counted, count_answers
from workbench.annotate.others.heat import heat
from workbench.annotate.others.look import Look, Place, look
from workbench.codebook.questions import list_questions

QUESTIONS = list_questions(short_codebook(), TARGETS)
TEXT = "Two aides claimed the “truce” would hold until spring."


def judged(**labels: str | tuple[str, ...]) -> Document:
    return Document(labels={key.replace("tone", "tone.government"): v for key, v in labels.items()})


def marking(*passages: tuple[str, str]) -> Document:
    places = [(TEXT.index(words), words, value) for words, value in passages]
    return Document(
        spans=[MarkedSpan(at, at + len(w), "sourcing", value) for at, w, value in places]
    )


def counted(title: str, mine: Document, *others: Document) -> Counted:
    found = count_answers(QUESTIONS, mine, others, TEXT)
    return next(one for one in found if one.title.startswith(title))


def test_several_values_are_counted_each() -> None:
    mine = judged(frames=("conflict", "identity"))
    found = counted("Frames", mine, judged(frames=("conflict",)), judged(frames=("morality",)))
    assert found.asked == 2
    assert [(one.title, one.others, one.is_mine) for one in found.counts] == [
        ("Conflict & contest", 1, True),
        ("Morality", 1, False),
        ("History & identity", 0, True),
    ]


def test_a_set_of_none_is_an_answer_too() -> None:
    found = counted("Frames", judged(frames=("conflict",)), judged())
    assert found.counts[-1] == Count("none chosen", 1, is_mine=False)


def test_a_scale_is_shown_whole() -> None:
    found = counted("Tone", judged(tone="-1"), judged(tone="-1"), judged(tone="2"))
    assert len(found.counts) == len(QUESTIONS[2].values)
    assert [one.others for one in found.counts if one.others] == [1, 1]
    assert [one.others for one in found.counts if one.is_mine] == [1]


def test_of_those_who_were_not_asked_nothing_is_counted() -> None:
    both = judged(frames=("conflict", "morality"), primary_frame="morality")
    found = counted("Main frame", both, judged(frames=("conflict",)), both)
    assert (found.asked, [one.others for one in found.counts]) == (1, [1])


def test_passages_count_who_marked_overlapping_words_alike() -> None:
    mine = marking(("Two aides", "source"), ("truce", "content"))
    others = [
        marking(("aides", "source"), ("would hold", "content")),
        marking(("hold until", "content"), ("Two", "cue")),
        marking(),
    ]
    found = counted("Sourcing", mine, *others)
    assert (found.kind, found.asked) == ("passages", 3)
    assert [(one.words, one.title, one.others, one.is_mine) for one in found.counts] == [
        ("Two", "Cue", 1, False),
        ("Two aides", "Source", 1, True),
        ("truce", "Content", 0, True),
        ("would hold until", "Content", 2, False),  # where they overlap they are one
    ]


def test_links_are_there_or_not_and_words_are_never_told() -> None:
    questions = list_questions(rich_codebook(), TARGETS)
    ties = next(one for one in questions if one.is_links)
    words = next(one for one in questions if one.is_text)
    other = Document(labels={words.key: "canary"}, links=[MarkedLink(ties.key, ())], note="canary")
    found = count_answers(questions, Document(), [other], TEXT)
    assert Counted(ties.title, "values", 1, (Count("linked passages", 1, is_mine=False),)) in found
    assert "canary" not in repr(found)
    assert words.title not in {one.title for one in found}


def look_at(wanted: str = "", active: int = 2, count: int = 1) -> Look:
    mine, other = judged(frames=("conflict",), tone="0"), judged(frames=("conflict",), tone="2")
    places = [
        Place(2, 1, TEXT, QUESTIONS, mine, [other] if count else []),
        Place(3, 2, TEXT, QUESTIONS, mine, [mine] if count else []),
        Place(0, None, "", (), Document(), []),
    ]
    return look(places, count, active=active, wanted=wanted, address=lambda p, key: f"{p}/{key}")


def test_the_strip_has_a_cell_for_each_paragraph_and_the_article() -> None:
    seen = look_at()
    assert [(one.number, one.percent, one.step, one.url) for one in seen.cells] == [
        # Frames, tone, the flag that is not asked of no one, passages: half a scale over all.
        (1, seen.cells[0].percent, 1, "2/"),
        (2, 0, 0, "3/"),
        (None, None, 0, "0/"),
    ]
    assert [one.is_active for one in seen.cells] == [True, False, False]


def test_the_strip_can_be_about_one_question() -> None:
    seen = look_at("tone.government")
    assert [(one.percent, one.step, one.url) for one in seen.cells][:2] == [
        (50, 2, "2/tone.government"),
        (0, 0, "3/tone.government"),
    ]
    assert [one.title for one in seen.choices if one.is_chosen] == [seen.about]
    assert look_at("nonsense") == look_at()


def test_with_nobody_else_there_is_nothing_to_see() -> None:
    seen = look_at(count=0)
    assert (seen.count, seen.cells, seen.counted) == (0, (), ())


def test_heat_says_how_many_marked_what_and_not_who() -> None:
    both = TEXT.index("aides"), TEXT.index("aides") + len("aides")
    one = marking(("Two aides", "source"), ("aides", "cue"))
    other = marking(("aides claimed", "cue"))
    assert heat([one, other]) == heat([other, one])
    assert heat([one, other]) == ((0, both[0], 1), (*both, 2), (both[1], TEXT.index(" the"), 1))
    assert heat([one, other, Document()], "sourcing") == heat([one, other])
    assert heat([one], "loaded") == ()


def test_the_look_has_heat_of_the_others_alone() -> None:
    mine, theirs = marking(("Two aides", "source")), marking(("spring", "content"))
    place = Place(1, 1, TEXT, QUESTIONS, mine, [theirs])
    at = TEXT.index("spring")

    def seen(count: int, wanted: str = "") -> object:
        found = look([place], count, active=1, wanted=wanted, address=lambda p, key: "")
        return found.heat

    assert seen(1) == {1: ((at, at + 6, 1),)}
    assert seen(1, "sourcing") == seen(1, "frames") == seen(1)
    assert seen(0) == {}
