from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from assistant.errors import ReadingError
from tests.reading.samples import labels, read


def _time(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


def _srt(*cues: tuple[int, str]) -> str:
    return "\n\n".join(
        f"{n}\n{_time(at)},500 --> {_time(at + 5)},000\n{text}"
        for n, (at, text) in enumerate(cues, start=1)
    )


def _vtt(*cues: tuple[int, str]) -> str:
    return "WEBVTT\n\n" + "\n\n".join(
        f"{_time(at)}.500 --> {_time(at + 5)}.000\n{text}" for at, text in cues
    )


def test_cues_are_joined_into_text_that_reads(tmp_path: Path) -> None:
    document = read(tmp_path, "a.srt", _srt((1, "Open source\nis"), (6, "about <i>freedom</i>.")))

    assert document.text == "Open source is about freedom."
    assert [(s.label, s.time_s, s.speaker) for s in document.sections] == [("00:00:01", 1.5, None)]


def test_a_voice_is_a_speaker_and_each_turn_a_section(tmp_path: Path) -> None:
    captions = _vtt(
        (1, "<v Panel Host>Hello</v>"),
        (6, "<v.loud Panel Host>there.</v>"),
        (725, "<v First Speaker>Thank you. <v Panel Host>Sure."),
    )

    document = read(tmp_path, "a.vtt", captions)

    assert [(s.label, s.speaker) for s in document.sections] == [
        ("Panel Host, 00:00:01", "Panel Host"),
        ("First Speaker, 00:12:05", "First Speaker"),
        ("Panel Host, 00:12:05", "Panel Host"),
    ]
    assert document.text == "Hello there.\n\nThank you.\n\nSure."


def test_long_speech_is_cut_at_a_sentence_about_every_minute(tmp_path: Path) -> None:
    cues = [(5 * i, "words" if i % 3 else "words end.") for i in range(60)]

    document = read(tmp_path, "a.srt", _srt(*cues))

    times = [s.time_s or 0.0 for s in document.sections]
    assert all(60 <= b - a <= 90 for a, b in pairwise(times))
    ends = [document.text[: s.end].rstrip() for s in document.sections[:-1]]
    assert all(end.endswith(".") for end in ends)


def test_speech_without_any_sentence_is_cut_all_the_same(tmp_path: Path) -> None:
    document = read(tmp_path, "a.srt", _srt(*[(5 * i, f"and {i} so on") for i in range(60)]))

    assert len(document.sections) == 4


def test_names_before_a_colon_are_speakers_when_they_return(tmp_path: Path) -> None:
    captions = _srt(
        (1, "ADA: Hello."), (6, "How are you?"), (9, "Bo: Fine."), (12, "ADA: Note: good."),
        (15, "Bo: Yes."), (18, "Remember: this is no name."),
    )  # fmt: skip

    document = read(tmp_path, "a.srt", captions)

    assert [s.speaker for s in document.sections] == ["ADA", "Bo", "ADA", "Bo"]
    assert document.text.startswith("Hello. How are you?\n\nFine.\n\nNote: good.")


def test_a_changed_speaker_begins_a_section_though_nobody_is_named(tmp_path: Path) -> None:
    document = read(tmp_path, "a.srt", _srt((1, "Hello."), (3, ">> Hi."), (5, "&gt;&gt; Bye.")))

    assert labels(document) == ["00:00:01", "00:00:03", "00:00:05"]
    assert document.text == "Hello.\n\nHi.\n\nBye."


def test_first_names_are_completed_from_the_title(tmp_path: Path) -> None:
    captions = "---\n" + _vtt((1, "<v Panel>Hello."))

    document = read(tmp_path, "Panel Host, interviewed.vtt", captions.removeprefix("---\n"))

    assert document.sections[0].speaker == "Panel Host"
    assert document.sections[0].label == "Panel Host, 00:00:01"


def test_rolling_captions_say_each_line_once(tmp_path: Path) -> None:
    lines = [f"line {chr(97 + i)}" for i in range(8)]
    cues = [(2 * i, "\n".join(lines[max(0, i - 1) : i + 1])) for i in range(8)]

    assert read(tmp_path, "a.vtt", _vtt(*cues)).text == " ".join(lines)


def test_somebody_who_says_yes_twice_says_it_twice(tmp_path: Path) -> None:
    cues = [(2 * i, f"sentence {i}.") for i in range(20)]

    text = read(tmp_path, "a.srt", _srt(*cues, (50, "Yes."), (52, "Yes."))).text

    assert text.endswith("Yes. Yes.")


def test_cues_without_blank_lines_and_odd_numbers_are_read(tmp_path: Path) -> None:
    captions = "7\n00:00:01,000 --> 00:00:02,000\nOne\n9\n00:00:02,000 --> 00:00:03,000\ntwo.\n"

    assert read(tmp_path, "a.srt", captions.replace("\n", "\r\n")).text == "One two."


@pytest.mark.parametrize(("name", "text"), [("a.vtt", "no header"), ("a.srt", "just\ntext\nhere")])
def test_what_is_no_caption_file_says_so(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(ReadingError, match="has no captions"):
        read(tmp_path, name, text)
