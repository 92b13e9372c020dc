from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import ReadingError
from assistant.reading.captions import read_captions, read_sbv
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
    assert [(s.label, s.time_s, s.speaker) for s in document.sections] == [
        ("Speaker not named, 00:00:01", 1.5, None)
    ]


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


def test_long_speech_is_cut_at_a_sentence_about_every_half_minute(tmp_path: Path) -> None:
    cues = [(5 * i, "words" if i % 3 else "words end.") for i in range(60)]

    document = read(tmp_path, "a.srt", _srt(*cues))

    times = [s.time_s or 0.0 for s in document.sections]
    assert all(30 <= b - a <= 45 for a, b in pairwise(times))
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

    assert labels(document) == [f"Speaker not named, 00:00:0{n}" for n in (1, 3, 5)]
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


def test_an_unnamed_voice_is_said_to_be_one(tmp_path: Path) -> None:
    captions = _srt((1, "UNKNOWN: Hello."), (3, "SPEAKER_S3: Hi."), (5, "Nobody new."))

    document = read(tmp_path, "a.srt", captions)

    assert labels(document) == ["Speaker not named, 00:00:01", "SPEAKER_S3 (not named), 00:00:03"]
    assert document.text == "Hello.\n\nHi. Nobody new."
    assert document.source.speakers == ()


def test_a_voice_may_end_in_a_colon_or_have_no_name(tmp_path: Path) -> None:
    document = read(tmp_path, "a.vtt", _vtt((1, "<v Panel Host:>Hello."), (3, "<v>Hi.")))

    assert [s.speaker for s in document.sections] == ["Panel Host", None]


def test_voices_that_share_a_cue_are_parted(tmp_path: Path) -> None:
    captions = _srt((1, "- How are you?\n- Fine."), (4, "Yes. >> No."), (7, "one-two"))

    assert read(tmp_path, "a.srt", captions).text == "How are you?\n\nFine. Yes.\n\nNo. one-two"


def test_a_name_may_stand_in_the_second_line_of_a_cue(tmp_path: Path) -> None:
    captions = _srt((1, "ADA: One.\nBO: Two."), (4, "ADA: Three."), (7, "BO:\nFour."))

    document = read(tmp_path, "a.srt", captions)

    assert [s.speaker for s in document.sections] == ["ADA", "BO", "ADA", "BO"]
    assert document.text == "One.\n\nTwo.\n\nThree.\n\nFour."


def test_a_turn_is_cut_where_a_sentence_begins_in_the_middle_of_a_cue(tmp_path: Path) -> None:
    cues = [(10 * i, f"of it {i}. Thing {i} is part") for i in range(30)]

    document = read(tmp_path, "a.srt", _srt(*cues))

    assert len(document.sections) >= 4
    for section in document.sections[1:]:
        first = document.text[section.start :].split()[:2]
        assert first[0] == "Thing"
        assert section.time_s == 10 * int(first[1]) + 0.5


@pytest.mark.parametrize(
    ("timing", "time_s"),
    [
        ("00:00:01,5 --> 00:00:02,000", 1.5),
        ("00:01.500 --> 00:03.000", 1.5),
        ("0:0:1 --> 0:0:2", 1.0),
        ("123:00:01.000 --> 123:00:02.000 align:start line:0", 442801.0),
        ("-00:00:01,000 --> 00:00:02,000", 0.0),
        ("00:00:09,000 --> 00:00:09,000", 9.0),
        ("00:00:09,000 --> 00:00:01,000", 9.0),
        ("00:00:01,123456 --> 00:00:02,000000", 1.123),
    ],
)
@pytest.mark.parametrize(
    "form", ["{}\nWords.", "1\n{}\nWords.", "WEBVTT - title\n\nid x\n{}\nWords."]
)
def test_times_are_read_however_they_are_written(
    tmp_path: Path, form: str, timing: str, time_s: float
) -> None:
    for name in ("a.vtt", "a.srt"):
        document = read(tmp_path, name, form.format(timing))

        assert [s.time_s for s in document.sections] == [time_s]
        assert document.text == "Words."
        assert not [note for note in document.notes if "though its name ends in" not in note]


def test_captions_of_youtube_are_read(tmp_path: Path) -> None:
    captions = "0:00:01.5,0:00:02.000\nOne\nline.\n\n0:00:03.000,0:00:04.000\n>> Two."

    document = read(tmp_path, "a.sbv", captions)

    assert [(s.time_s, document.text[s.start : s.end].strip()) for s in document.sections] == [
        (1.5, "One line."),
        (3.0, "Two."),
    ]


def test_what_is_no_speech_is_left_out_and_what_has_no_time_is_told(tmp_path: Path) -> None:
    captions = "\ufeff" + _vtt((1, "<c.x><b>Fish</b></c> &amp; <i>chips</i>.")).replace(
        "WEBVTT\n", "WEBVTT\nKind: captions\n\nNOTE by nobody\n\nSTYLE\n::cue { color: red }\n"
    )

    document = read(tmp_path, "a.vtt", captions + "\n\n00:61:00.000 --> 00:62:00.000\nLost words.")

    assert document.text == "Fish & chips."
    assert document.notes == (
        "1 line without a time that can be read: left out, first 'Lost words.'",
    )


def test_captions_without_times_say_what_a_time_looks_like(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"no line holds two times, as in \"00:00:01\.000 -->"):
        read(tmp_path, "a.vtt", "WEBVT\n\nsome text")


_NAMES = ("Panel Host", "First Speaker", "Amanda Brock")
_words = st.lists(st.from_regex(r"\A[a-z]{1,8}\Z"), min_size=1, max_size=6).map(" ".join)
_speech = st.lists(
    st.tuples(st.sampled_from(_NAMES), st.integers(0, 40), _words, st.sampled_from(["", ".", "?"])),
    min_size=1,
    max_size=30,
)


@settings(deadline=None)
@given(_speech)
def test_each_word_has_its_speaker_and_a_second_before_it(
    said: list[tuple[str, int, str, str]],
) -> None:
    time_s, cues = 0, []
    for number, (name, pause_s, words, stop) in enumerate(said):
        time_s += pause_s
        cues.append((time_s, name, f"{words} w{number}{stop}"))
    vtt = read_captions(_vtt(*((at, f"<v {name}>{text}") for at, name, text in cues)).encode())
    srt = read_captions(_srt(*((at, text) for at, _, text in cues)).encode())

    for parsed in (vtt, srt):
        assert parsed.text.split() == " ".join(text for _, _, text in cues).split()
        times = [mark.time_s or 0.0 for mark in parsed.marks]
        assert times == sorted(times)
    starts = [mark.start for mark in vtt.marks]
    for number, (at, name, _) in enumerate(cues):
        found = re.search(rf"\bw{number}\b", vtt.text)
        assert found
        mark = vtt.marks[bisect_right(starts, found.start()) - 1]
        assert mark.speaker == name
        assert (mark.time_s or 0.0) <= at + 0.5


_line = st.sampled_from(
    """
    |WEBVTT|NOTE|STYLE|-->|0:01 --> 0:02|0:00:01.0,0:00:02.0|00:99:00.000 --> x|1|Yes.|<v A>B|<v
    |>> no|- x|A: b|:|&amp;gt;|\t
    """.split("|")
)


@settings(deadline=None)
@given(st.lists(_line).map("\n".join))
def test_a_broken_caption_file_is_read_or_says_why(text: str) -> None:
    for read_format in (read_captions, read_sbv):
        try:
            parsed = read_format(text.encode())
        except ReadingError as exc:
            assert str(exc).startswith("has no captions")
        else:
            assert parsed.text.strip()
            assert [mark.start for mark in parsed.marks][:1] == [0]


ROBUSTNESS = Path(__file__).parents[3] / "shared" / "bench" / "parser_robustness"


@pytest.mark.originals
@pytest.mark.skipif(not ROBUSTNESS.is_dir(), reason=f"no parser_robustness in {ROBUSTNESS.parent}")
def test_files_made_to_break_parsers_are_read_or_say_why() -> None:
    formats = {".vtt": read_captions, ".srt": read_captions, ".sbv": read_sbv}
    read_files = 0
    for path in sorted(p for p in ROBUSTNESS.rglob("*") if p.suffix in formats):
        try:
            parsed = formats[path.suffix](path.read_bytes())
        except ReadingError as exc:
            assert re.match("has no captions|is not text: ", str(exc)), path
            continue
        read_files += 1
        written = re.findall(r"text\d+", path.read_text("utf-8", errors="replace"))
        if not parsed.notes:
            assert set(written) <= set(parsed.text.split()), path
    assert read_files >= 40


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.srt",
            "1\n00:00:0x,000 --> 00:00:02,000\nLost.\n\n2\n00:00:03,000 --> 00:00:04,000\nKept.",
        ),
        ("a.sbv", "0:00:0x.000,0:00:02.000\nLost.\n\n0:00:03.000,0:00:04.000\nKept."),
    ],
)
def test_a_first_cue_that_is_damaged_costs_one_cue(tmp_path: Path, name: str, text: str) -> None:
    document = read(tmp_path, name, text)

    assert document.text == "Kept."
    assert "without a time that can be read: left out" in document.notes[0]
