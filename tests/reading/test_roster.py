from __future__ import annotations

import pytest

from assistant.reading.roster import listed_speakers


@pytest.mark.parametrize(
    "text",
    [
        "## 🎤 Speakers\n\n- Mr. Panel Host, x\n- Prof. First van der Speaker\n\n## N\n- No One",
        "**Panelists**\n\n* **Panel Host** (A Co)\n* [First van der Speaker](https://x.org) - x",
        "##Participants\n\nConfirmed:\n\n1. Panel Host @host\n2. First van der Speaker | x\nand",
        "Speakers: Panel Host (A Company), Mozilla, First van der Speaker and others",
        "title: x\nspeakers: Panel Host, First van der Speaker\n\nText",
        "Moderator: Panel Host\n**Presenter:** First van der Speaker",
    ],
)
def test_the_people_a_text_lists_are_found_by_their_full_names(text: str) -> None:
    assert listed_speakers(text).names == ("Panel Host", "First van der Speaker")


@pytest.mark.parametrize(
    "text",
    [
        "Speakers\n\nwere many. Panel Host was one.",
        "## Participants\n\n- data scientists\n- Mozilla\n- the Panel Host",
        "Host: Panel Host, welcome to the show",
        "The speakers: Panel Host, First Speaker",
    ],
)
def test_prose_lists_nobody(text: str) -> None:
    assert listed_speakers(text).names == ()


def test_a_role_names_one_person_or_nobody() -> None:
    assert listed_speakers("Moderator: Panel Host").by_role == {"moderator": "Panel Host"}
    assert listed_speakers("Host: Panel Host\n\nHost: First Speaker").by_role == {}


def test_a_nickname_in_brackets_belongs_to_the_name() -> None:
    assert listed_speakers("Speakers: VM (Vicky) Brasseur (Juniper)").names == (
        "VM (Vicky) Brasseur",
    )
