from __future__ import annotations

import pytest

from workbench.corpus.readers.blocks import Block
from workbench.corpus.readers.furniture import RULES, find_furniture

PROSE = "The council met on Monday and talked about the bridge until the lights went out at ten."


def note_of(text: str, *, at: str = "middle") -> str:
    """The rule that takes `text` for furniture among ordinary paragraphs, "" if none does."""
    around = {
        "head": (["A plain title"], [PROSE, PROSE]),
        "middle": ([PROSE, PROSE], [PROSE]),
        "end": ([PROSE, PROSE], []),
    }
    above, below = around[at]
    texts = [*above, text, *below]
    blocks = tuple(Block(one, line) for line, one in enumerate(texts, 1))
    verdict = find_furniture(blocks)[len(above)]
    return verdict.note if verdict else ""


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("* * *", "separator"),
        ("———", "separator"),
        ("•", "separator"),
        ("Page 3 of 12", "page_number"),
        ("- 4 -", "page_number"),
        ("search menu home close", "navigation"),
        ("Advertisement", "navigation"),
        ("Click here to subscribe", "navigation"),
        ("Click here to support our work.", "navigation"),
        ("Read more at valleynews.example", "navigation"),
        ("Related: What the court knows", "navigation"),
        ("Related: Who will pay?", "navigation"),
        ("Subscribe to The Daily Quay", "membership_plea"),
        ("To subscribe, click here.", "navigation"),
        ("[Photo caption: Farmers at the site of the old well]", "caption_label"),
        ("(Caption: Farmers at the site. They came early.)", "caption_label"),
        ("A crane at dusk. Photo: A. Kern", "photo_credit"),
        ("(Reuters)", "wire_mark"),
        ("(AFP, dpa)", "wire_mark"),
        ("[ANI]", "wire_mark"),
        ("(Reuters/AP)", "wire_mark"),
        ("(Associated Press)", "wire_mark"),
        ("Skip to main content", "navigation"),
        ("Continue reading the main story", "navigation"),
        ("Read more: The bridge that moved", "navigation"),
        ("Home » News » Coast", "navigation"),
        ("Share", "navigation"),
        ("Related stories", "navigation"),
        ("— 12 —", "page_number"),
        ("Weather | Traffic | Lotteries", "navigation"),
        ("Lire aussi : Le pont", "navigation"),
        ("View this email in your browser", "navigation"),
        ("Rubrik: Reise", "label_line"),
        ("(MORE)", "wire_mark"),
        ("2nd Lead, adds quotes", "wire_mark"),
        ("FOR IMMEDIATE RELEASE", "wire_mark"),
        ("We use cookies and similar tools.", "cookie_notice"),
        ("Accept all", "cookie_notice"),
        ("Unsubscribe", "newsletter_plea"),
        ("© Riproduzione riservata", "copyright"),
        ("Todos los derechos reservados", "copyright"),
        ("Correction: the bridge is old.", "correction"),
        ("This article was amended on Friday.", "correction"),
        ("Fot. Jan Kowal", "caption_label"),
        ("Фото: Олег Крылов", "caption_label"),
        ("(kr/dpa)", "credits"),
        ("Filed under: bridges, councils", "label_line"),
        ("Tags: bridge", "label_line"),
        ("Themen: Verkehr, Stadt", "label_line"),
        ("23 comments", "counter"),
        ("4-minute read", "counter"),
        ("14:05 GMT", "clock_time"),
        ("Updated: 03/04/2019", "date_line"),
        ("Author: Ana Lind", "byline"),
        ("(Reporting by Ana Lind; editing by Jo Roe)", "credits"),
        ("Share this story on your favourite network", "share_plea"),
        ("Follow us on Instagram", "share_plea"),
        ("Follow Ana Lind on Twitter", "share_plea"),
        ("Facebook | Twitter", "share_plea"),
        ("Sign up for our weekly newsletter.", "newsletter_plea"),
        ("Get the best of the Coast in your inbox every Friday.", "newsletter_plea"),
        ("Newsletter abonnieren", "newsletter_plea"),
        ("Become a member today", "membership_plea"),
        ("Please support our independent journalism with a gift.", "membership_plea"),
        ("Already a subscriber? Log in.", "membership_plea"),
        ("© 2021 Coast Media", "copyright"),
        ("Copyright 2021 Coast Media. All rights reserved.", "copyright"),
        ("Text and pictures: the Coast. ALL RIGHTS RESERVED", "copyright"),
        ("This text may not be reproduced without the permission of the Coast.", "copyright"),
        ("This article was originally published by the Coast.", "copyright"),
        ("The views expressed in this article are the author's own.", "disclaimer"),
        ("Disclaimer: nothing here is legal advice.", "disclaimer"),
        ("For press enquiries, write to the desk.", "contact"),
        ("desk@example.org", "contact"),
        ("https://example.org/bridge", "contact"),
        ("Photo: Jo Roe", "caption_label"),
        ("Image caption The bridge last year", "caption_label"),
        ("The bridge in spring. Photograph by Jo Roe/Alamy", "photo_credit"),
        ("The bridge in spring. (AP Photo/Jo Roe)", "photo_credit"),
        ("The bridge in spring | Getty Images", "photo_credit"),
        ("The bridge in spring (photo: Jo Roe).", "photo_credit"),
    ],
)
def test_set_phrases_are_furniture(text: str, rule: str) -> None:
    assert note_of(text) == rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("By Ana Lind", "byline"),
        ("9 March 2019", "date_line"),
        ("Some Paper, 9 March 2019", "date_line"),
        ("By Ana Lind | 9 March 2019", "byline"),
    ],
)
def test_bylines_and_dates_count_in_the_head_only(text: str, rule: str) -> None:
    assert note_of(text, at="head") == rule
    assert note_of(text, at="middle") == ""


ORDINARY = [
    "The vote is on Friday.",
    "Yes.",
    "No.",
    "No comment.",
    "He agreed.",
    "It rained on 9 March 2019.",
    "Share prices fell.",
    "Share of votes: 40 per cent for the left, 38 for the right.",
    "Sign language is taught here.",
    "Follow the money, she said.",
    "Like many on Twitter, he was wrong.",
    "The photo went viral.",
    "A photo by Jo Roe won the prize on Friday.",
    "The newsletter was sent to nine people.",
    "Get out and vote, she told the crowd.",
    "Subscribers left in their thousands.",
    "Become a member of the union, they were told, or lose the harbour.",
    "Support our troops, the banner read.",
    "Copyright is dead, the judge wrote.",
    "The papers may not be published until May.",
    "The views expressed by the minister are not those of the cabinet.",
    "The bridge, according to the Associated Press (AP).",
    "Contact was lost at noon.",
    "By Friday, it was over.",
    "Menu prices rose by a tenth.",
    "Home is where the bridge is.",
    "Search teams found nothing.",
    "Comment is free, but bridges are not.",
    "Tags hung from every door.",
    "Print is dying, says the editor.",
    "Click here was all it said.",
    "News travels slowly.",
    "Trending down, the index closed at 90.",
    "Page after page was blank.",
    "Ms. Lind contributed to the bridge fund.",
    "Pictures of the dead lined the wall.",
    "Read the letter, she begged.",
    "“Sign up for nothing,” he said, “and read our newsletter never.”",
    "2019 was worse.",
    "Urgent talks on the harbour begin",
    "Flash floods cut off the coast",
    "Bulletin boards are back in fashion",
    "The end of the road",
    "Ends are met, barely.",
    "More rain is expected.",
    "Lead in the water: what we know",
    "Ed: I never said that.",
    "We use cookies in every cake, said the baker, who sold cakes.",
    "This site of cookies and bread is closed.",
    "Accept all that you are offered, she said.",
    "This article of faith was corrected by nobody.",
    "Corrections officers went on strike",
    "Interview with a ghost",
    "Comments were not read out.",
    "12 of 14 boats are gone",
    "The left | the right",
    "Lang lebe die Brücke",
    "Links fährt niemand",
    "(laughs)",
    "(a)",
    "Ana Lind was arrested at the bridge.",
    "Jo Roe, a writer, was not there.",
    "Die Abstimmung ist am Freitag.",
    "Le vote a lieu vendredi.",
    "التصويت يوم الجمعة.",
    "投票は金曜日です。",
    "🎉",
    "?!",
]


@pytest.mark.parametrize("at", ["head", "middle", "end"])
@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_short_paragraphs_are_never_furniture(text: str, at: str) -> None:
    assert note_of(text, at=at) == ""


BIOGRAPHY = "Ana Lind is a reporter who covers bridges for the Coast."


def test_a_biography_stands_below_everything_else() -> None:
    assert note_of(BIOGRAPHY, at="end") == "biography"
    assert note_of(BIOGRAPHY, at="middle") == ""


def closing_note(*texts: str) -> str:
    verdict = find_furniture(tuple(Block(text, 1) for text in texts))[-1]
    return verdict.note if verdict else ""


def test_a_person_of_the_story_has_no_biography() -> None:
    told = "Ana Lind had asked for the bridge, and Ana Lind would cross it first, she told us."
    assert closing_note("A title", told, PROSE, BIOGRAPHY) == ""


def test_whoever_signs_may_be_anything() -> None:
    professor = "Ana Lind is a professor of bridges."
    assert closing_note("A title", "By Ana Lind", PROSE, PROSE, professor) == "biography"
    assert closing_note("A title", PROSE, PROSE, professor) == ""


def test_a_section_name_above_the_title_is_metadata() -> None:
    blocks = tuple(Block(text, 1) for text in ("Opinion", "Why we need a bridge", PROSE, PROSE))
    verdict = find_furniture(blocks)[0]
    assert verdict is not None
    assert verdict.note == "kicker"


def test_rules_have_names_of_their_own() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "text",
    [
        "About the author: Ann Lee is a reporter.",
        "About the authors",
        "Über die Autorin: Ann Lee lebt in Kiel.",
        "Ann Lee is a correspondent for the Post. Follow her on Twitter.",
        "Ann Lee reports on water for Valley News.",
    ],
)
@pytest.mark.parametrize("byline", ["By Ann Lee", "By Ann Lee, Valley News", "12 May 2020"])
def test_who_the_author_is_stands_at_the_end(text: str, byline: str) -> None:
    given = ("A plain title", byline, PROSE, PROSE, text, "Related: What the court knows")
    verdict = find_furniture(tuple(Block(one, line) for line, one in enumerate(given, 1)))[4]
    assert verdict is not None
    assert verdict.note == "biography"
