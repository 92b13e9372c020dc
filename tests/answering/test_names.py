from __future__ import annotations

import pytest

from assistant.answering.names import unnamed

SOURCE = "The Open Source Initiative and Amanda Brock met Meta. The FSF and Mozilla's MPL-2.0 too."


@pytest.mark.parametrize(
    "statement",
    [
        "The meeting was with Meta.",
        "Only Amanda Brock was there.",
        "According to the OSI, they met.",
        "They met the Free Software Foundation.",
        "The Mozilla Public License is named.",
        "It is an MPL-compatible text by Meta's lawyers.",
        "It binds the Receiving Initiative.",
        "They met.",
        "",
    ],
)
def test_names_that_the_source_holds_are_found(statement: str) -> None:
    assert unnamed(statement, SOURCE) == ""


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("The meeting was with Google.", "Google"),
        ("Amanda Smith was there.", "Amanda Smith"),
        ("They met the EFF there.", "EFF"),
        ("They met the Linux Foundation.", "Linux Foundation"),
    ],
)
def test_name_that_the_source_lacks_is_told(statement: str, name: str) -> None:
    assert unnamed(statement, SOURCE) == name
