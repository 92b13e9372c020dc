from __future__ import annotations

from typing import Any

import pytest

from assistant.answering.voice import clock, voice
from assistant.types import Source
from tests.doubles import a_passage, a_source

OSD = a_source(title="Open Source Definition", version="1.9", publisher="OSI", status="current")


@pytest.mark.parametrize(
    ("source", "fields", "said"),
    [
        (OSD, {"label": "6"}, "Open Source Definition 1.9 (OSI), section 6"),
        (OSD, {"label": "A > 6. Fields"}, "Open Source Definition 1.9 (OSI), section 6. Fields"),
        (OSD, {"label": "p. 4"}, "Open Source Definition 1.9 (OSI), p. 4"),
        (OSD, {"label": ""}, "Open Source Definition 1.9 (OSI)"),
        (a_source(title="OSAID 1.0", version="1.0"), {"label": "OSAID 1.0"}, "OSAID 1.0"),
        (
            a_source(title="OSAID", version="0.0.9", status="draft", publisher="OSI"),
            {"label": "Intro"},
            "OSAID 0.0.9 (OSI, draft), Intro",
        ),
        (
            a_source(title="OSD", status="superseded"),
            {"label": "1"},
            "OSD (superseded), section 1",
        ),
        (
            a_source(title="Gemma Terms", version="last changed in February 2024"),
            {"label": "1"},
            "Gemma Terms, section 1",
        ),
        (
            a_source(title="OSD", paraphrase=True),
            {"label": "1"},
            "Summary of OSD, section 1",
        ),
        (
            a_source(title="AI Panel", publisher="OpenUK"),
            {"speaker": "Amanda Brock", "time_s": 3751.9, "label": "Amanda Brock"},
            "Amanda Brock, in AI Panel, 01:02:31",
        ),
        (
            a_source(title="AI Panel"),
            {"speaker": "Amanda Brock", "label": "Amanda Brock"},
            "Amanda Brock, in AI Panel",
        ),
    ],
)  # fmt: skip
def test_voice_says_whose_words_and_where(
    source: Source, fields: dict[str, Any], said: str
) -> None:
    assert voice(a_passage("No fee.", source, **fields)) == said


@pytest.mark.parametrize(
    ("time_s", "shown"), [(None, ""), (0.0, "00:00:00"), (59.9, "00:00:59"), (36_000, "10:00:00")]
)
def test_clock_shows_hours_minutes_and_seconds(time_s: float | None, shown: str) -> None:
    assert clock(time_s) == shown
