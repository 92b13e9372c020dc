from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading.same_person import join_names
from assistant.reading.speakers import turn_mark
from tests.reading.samples import read


def _speakers(*names: str, text: str = "", title: str = "") -> list[str | None]:
    marks, _ = join_names([turn_mark(i, n, None) for i, n in enumerate(names)], text, title=title)
    return [mark.speaker for mark in marks]


@pytest.mark.parametrize(
    ("names", "joined"),
    [
        (["Panel Host", "Panel"], "Panel Host"),
        (["Amanda Brock", "BROCK"], "Amanda Brock"),
        (["Panel Host", "Panel Host", "PANEL HOST"], "Panel Host"),
        (["Panel Host", "Panel Host", "Panel W. Host"], "Panel Host"),
        (["VM (Vicky) Brasseur", "VM (Vicky) Brasseur", "Vicky Brasseur"], "VM (Vicky) Brasseur"),
        (["Panel Speaker"] * 3 + ["Panel Spaeker"], "Panel Speaker"),
        (["Panel Hostin"] * 3 + ["Panel Hostn"], "Panel Hostin"),
    ],
)
def test_variants_of_one_name_become_the_fullest_or_most_frequent(
    names: list[str], joined: str
) -> None:
    assert set(_speakers(*names)) == {joined}


@pytest.mark.parametrize(
    "names",
    [
        ["Panel Host", "Panel Speaker"],
        ["Panel Host", "Second Host"],
        ["Maria", "Marie", "Marie", "Marie"],
        ["Panel Host", "Panel Speaker", "Panel"],  # two whom the first name fits
        ["Jane Smith", "Jane Smyth"],  # none of them rare
        ["Ann Host"] * 5 + ["Amy Host"],
        ["Panel Host", "Panel Host", "Panel Host", "Panel Most"],
    ],
)
def test_people_who_may_be_two_stay_two(names: list[str]) -> None:
    assert _speakers(*names) == names


def test_a_list_of_speakers_completes_first_names_and_settles_spellings() -> None:
    text = "Speakers: Jane Smith, Joan Smyth, Vilas Name\n\n..."

    assert _speakers("Jane", "Smyth", "Vlas", "Other", text=text) == [
        "Jane Smith",
        "Joan Smyth",
        "Vilas Name",
        "Other",
    ]
    assert _speakers("Vilas Nmae", "Villa", text=text) == ["Vilas Name", "Villa"]


def test_two_listed_people_with_like_names_stay_two() -> None:
    text = "Speakers: Jane Smith, Jane Smyth"

    assert _speakers(*["Jane Smith"] * 9, "Jane Smyth", text=text)[-1] == "Jane Smyth"


def test_the_title_completes_a_first_name_or_a_surname() -> None:
    assert _speakers("Amanda", title="Amanda Brock on openness") == ["Amanda Brock"]
    assert _speakers("Brock", title="With Amanda Brock") == ["Amanda Brock"]
    assert _speakers("Amanda", title="Amanda On Openness") == ["Amanda"]


def test_the_title_settles_how_a_name_is_spelled() -> None:
    assert _speakers("Panel Vilas", "Vilas", title="A talk with Panel Villa") == ["Panel Villa"] * 2
    assert _speakers("Panel Vilas", title="A talk with Other Villa") == ["Panel Vilas"]
    assert _speakers("Panel Vilas", title="Panel Villa and Panel Vila") == ["Panel Vilas"]


def test_joined_names_are_told_and_the_text_keeps_its_spelling(tmp_path: Path) -> None:
    turns = ["Panel Speaker", "Amanda Brock"] * 3 + ["Panel Spekaer", "Amanda"]
    text = "\n\n".join(f"**{name}:** words" for name in turns)

    document = read(tmp_path, "talk.md", text)

    assert document.source.speakers == ("Panel Speaker", "Amanda Brock")
    assert [s.label for s in document.sections[-2:]] == ["Panel Speaker", "Amanda Brock"]
    assert document.text == text
    assert document.notes == (
        "'Panel Spekaer' is read as Panel Speaker",
        "'Amanda' is read as Amanda Brock",
    )


def test_a_role_becomes_the_person_who_has_it(tmp_path: Path) -> None:
    text = "Moderator: Amanda Brock\n\n" + "\n\n".join(
        ["**Moderator:** (0:01) Why?", "**Guest:** (0:02) So."] * 2
    )

    document = read(tmp_path, "talk.md", text)

    assert [(s.label, s.speaker) for s in document.sections[1:3]] == [
        ("Amanda Brock, 00:00:01", "Amanda Brock"),
        ("Guest (not named), 00:00:02", None),
    ]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["Ada Host", "Ada", "Host", "Adda Host", "Bo Host", "Bo", "X"])))
def test_nobody_is_invented_and_joining_again_changes_nothing(names: list[str]) -> None:
    once = [name for name in _speakers(*names) if name]

    assert set(once) <= set(names)
    assert _speakers(*once) == once
