from __future__ import annotations

from pathlib import Path

import pytest

from assistant.reading.speakers import clock, find_turns, seconds
from tests.reading.samples import labels, read

_TALK = """**Panel Host:** Welcome.

**First (Keynote) Speaker:** \\[12:34\\] Thank you. It is good to be here.

And one more thing.

**Break:** \\[13:00\\]

**Panel Host** (00:14:05): So, what is open?

**First (Keynote) Speaker** \\[01:02:03.45\\]: Many things.

**Panel Host** Indeed they are.
"""


def test_each_turn_is_a_section_with_speaker_and_time(tmp_path: Path) -> None:
    document = read(tmp_path, "talk.md", _TALK)

    assert [(s.label, s.speaker, s.time_s) for s in document.sections] == [
        ("Panel Host", "Panel Host", None),
        ("First (Keynote) Speaker, 00:12:34", "First (Keynote) Speaker", 754.0),
        ("Break, 00:13:00", None, 780.0),
        ("Panel Host, 00:14:05", "Panel Host", 845.0),
        ("First (Keynote) Speaker, 01:02:03", "First (Keynote) Speaker", 3723.45),
        ("Panel Host", "Panel Host", None),
    ]


def test_a_paragraph_without_a_name_belongs_to_the_speaker_before(tmp_path: Path) -> None:
    section = read(tmp_path, "talk.md", _TALK).sections[1]

    assert "And one more thing." in _TALK[section.start : section.end]


def test_a_later_paragraph_of_a_turn_may_have_a_time_of_its_own() -> None:
    text = _TALK.replace("And one more", "\\[12:50\\] And one more")

    marks = find_turns(text)

    assert (marks[2].label, marks[2].speaker, marks[2].time_s) == (
        "First (Keynote) Speaker, 00:12:50",
        "First (Keynote) Speaker",
        770.0,
    )
    assert text[marks[2].start :].startswith("\\[12:50\\] And one more thing.")


@pytest.mark.parametrize(
    "text",
    [
        "**Model developer:** Meta\n\n**Input:** text\n\n**Output:** text\n\n**License:** its own",
        "**Q:** why\n\n**A:** because\n\n**Q:** when\n\n**A:** now\n\n**Q:** who\n\n**A:** me",
        "**Input:** a\n\n**Output:** b\n\n**Input:** c\n\n**Output:** d\n\n**Input:** e",
        "Note: one thing\n\nA text\n\nAnother text\n\nNote: two things\n\nEnd of it\n\nMore of it",
        "**Bold words** begin\n\n**Bold words** it\n\n**Other words** too\n\n**Other words** x",
    ],
)
def test_fields_and_questions_are_no_speakers(text: str) -> None:
    assert find_turns(text) == []


def test_names_in_scripts_without_capitals_are_speakers() -> None:
    text = "山田花子：こんにちは。\n\n田中：はい。\n\n山田花子：では。\n\n田中：ええ。"

    assert [mark.speaker for mark in find_turns(text)] == ["山田花子", "田中"] * 2


def test_paragraphs_that_begin_with_a_time_are_sections_with_it(tmp_path: Path) -> None:
    text = "# Talk\n\nx\n\n" + "\n\n".join(f"[{m}:30](https://v?t={m}s) words" for m in range(5))

    document = read(tmp_path, "talk.md", text)

    assert labels(document)[1:3] == [
        "Speaker not named, 00:00:30",
        "Speaker not named, 00:01:30",
    ]
    assert document.sections[2].time_s == 90.0
    assert all(s.speaker is None for s in document.sections)


def test_nobody_is_named_for_an_unnamed_speaker() -> None:
    text = "\n\n".join(
        ["**Speaker 1:** a", "**Host Name:** b", "**Speaker 2:** c", "**Host Name:** d"]
    )

    marks = find_turns(text)

    assert [(m.label, m.speaker) for m in marks] == [
        ("Speaker 1 (not named)", None),
        ("Host Name", "Host Name"),
        ("Speaker 2 (not named)", None),
        ("Host Name", "Host Name"),
    ]


def test_times_are_read_and_written() -> None:
    assert seconds("1:02") == 62
    assert seconds("00:12:03.5") == 723.5
    assert clock(723.9) == "00:12:03"


@pytest.mark.parametrize(
    "form",
    [
        "**{}:** \\[{}\\] words",
        "**{}** ({}): words",
        "**{}** \\[{}\\]: words",
        "[{1}] {0}: words",
        "[{1} - 500:00:00] {0}: words",
        "[{1} --> 500:00:00.5] **{0}:** words",
        "{} [{}]: words",
        ">> **{}** ({}): words",
        "{}  {}\nwords",
        "{} ({})\nwords",
    ],
)
@pytest.mark.parametrize(("time", "time_s"), [("1:02", 62), ("100:00:03,5", 360003.5)])
def test_names_and_times_are_found_however_they_are_written(
    form: str, time: str, time_s: float
) -> None:
    names = ["Panel Host", "First Speaker"] * 2

    marks = find_turns("\n\n".join(form.format(name, time) for name in names))

    assert [(mark.speaker, mark.time_s) for mark in marks] == [(name, time_s) for name in names]


def test_turns_may_be_lines_where_two_names_return() -> None:
    lines = [
        "Panel Host: Why?",
        "First Speaker: So.",
        "Panel Host: Why",
        "not?",
        "First Speaker: x",
    ]

    assert [m.speaker for m in find_turns("\n".join(lines))] == [
        "Panel Host",
        "First Speaker",
        "Panel Host",
        "First Speaker",
    ]
    assert find_turns("License: x\nWeights: y\nLicense: z\nCode: a") == []


def test_a_transcript_may_name_nobody() -> None:
    text = "UNKNOWN: a\n\nSPEAKER_S3: b\n\nUNKNOWN: c\n\nSPEAKER_S3: d"

    assert [(m.label, m.speaker) for m in find_turns(text)[:2]] == [
        ("Speaker not named", None),
        ("SPEAKER_S3 (not named)", None),
    ]
