"""Two versions side by side: which paragraphs belong together, and which words changed."""

from __future__ import annotations

import pytest

from workbench.corpus.differences import Change, Version, compare


def version(*texts: str, kind: str = "body") -> list[Version]:
    return [Version(at, kind, True, text) for at, text in enumerate(texts, start=1)]


def shown(change: Change) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(marks[piece.what].format(piece.text) for piece in change.pieces)


def test_what_stayed_is_the_same() -> None:
    found = compare(version("Title", "Body text."), version("Title", "Body text."))
    assert [(one.what, shown(one)) for one in found] == [("same", "Title"), ("same", "Body text.")]


def test_changed_words_are_named_one_by_one() -> None:
    before = version("Two aides claimed the truce would hold.")
    after = version("Two aides said the old truce would hold!")
    (found,) = compare(before, after)
    assert found.what == "changed"
    assert shown(found) == ("Two aides [-claimed-][+said+] the[+ old+] truce would hold[-.-][+!+]")


def test_a_joint_and_a_split_are_shown_as_such() -> None:
    parts = ("The truce would hold until", "spring, two aides said.")
    whole = " ".join(parts)
    joined = compare(version(*parts), version(whole))
    assert [(one.what, shown(one)) for one in joined] == [
        ("changed", f"{parts[0]}[+ {parts[1]}+]"),
        ("removed", f"[-{parts[1]}-]"),
    ]
    split = compare(version(whole), version(*parts))
    assert [(one.what, shown(one)) for one in split] == [
        ("changed", f"{parts[0]}[- {parts[1]}-]"),
        ("added", f"[+{parts[1]}+]"),
    ]


def test_paragraphs_put_in_and_left_out_keep_the_others_together() -> None:
    before = version("One stays here.", "Two goes away.", "Three stays too.")
    after = version("Zero is new today.", "One stays here.", "Three stays, too.")
    found = compare(before, after)
    assert [one.what for one in found] == ["added", "same", "removed", "changed"]
    places = [
        (one.before and one.before.position, one.after and one.after.position) for one in found
    ]
    assert places == [(None, 1), (1, 2), (2, None), (3, 3)]


def test_a_change_of_kind_or_use_alone_is_one() -> None:
    one = version("Look at the boats.")
    (kind,) = compare(one, version("Look at the boats.", kind="caption"))
    assert (kind.what, shown(kind)) == ("kind", "Look at the boats.")
    (use,) = compare(one, [Version(1, "body", False, "Look at the boats.")])
    assert use.what == "kind"


def test_an_empty_version_is_all_added_or_all_removed() -> None:
    assert [one.what for one in compare([], version("A b."))] == ["added"]
    assert [one.what for one in compare(version("A b."), [])] == ["removed"]
    assert compare([], []) == []


@pytest.mark.parametrize("count", [1, 40])
def test_what_would_take_seconds_is_shown_as_a_whole(count: int) -> None:
    before = version(
        *(" ".join(f"w{n * at % 97}" for n in range(400)) for at in range(1, count + 1))
    )
    after = version(
        *(" ".join(f"w{n * at % 89}" for n in range(401)) for at in range(1, count + 1))
    )
    found = compare(before, after)
    assert "".join(p.text for one in found for p in one.pieces if p.what != "added") == "".join(
        one.text for one in before
    )
    assert "".join(p.text for one in found for p in one.pieces if p.what != "removed") == "".join(
        one.text for one in after
    )
    whole = [one for one in found if [p.what for p in one.pieces] == ["removed", "added"]]
    assert bool(whole) == (count == 40)


def test_both_texts_can_be_read_off_the_pieces() -> None:
    before, after = "She said: “no”. Twice — at least.", "She said: «no», once — at most …"
    (found,) = compare(version(before), version(after))
    kept = [piece for piece in found.pieces if piece.what != "added"]
    made = [piece for piece in found.pieces if piece.what != "removed"]
    assert "".join(piece.text for piece in kept) == before
    assert "".join(piece.text for piece in made) == after
