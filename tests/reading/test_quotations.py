from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading.parsed import Described
from assistant.reading.quotations import mark_quotations
from assistant.reading.sections import Mark
from assistant.reading.speakers import turn_mark
from tests.reading.samples import read

_WORDS = "“all of this is what was said,”"


def _quoted(text: str) -> dict[str, str | None]:
    """Who is found to have said the quotations of a text, by their last word but one."""
    quoted = mark_quotations(text, [])
    return {
        text[mark.start : text.index("”", mark.start)].split()[-2]: mark.speaker
        for mark in quoted.marks
        if mark.speaker
    }


@pytest.mark.parametrize(
    "beside",
    [
        f"{_WORDS} said Amanda Brock, who was there.",
        f"{_WORDS}said [Amanda Brock](https://x.org/p), who was there.",
        f"{_WORDS} Amanda Brock quickly added.",
        f"Amanda Brock continued, that is to say, {_WORDS}",
        f"As Amanda Brock observed: {_WORDS}",
        f"Amanda Brock came. “I was here and not there,” said Brock. {_WORDS} she said.",
        f"“I was here and not there,” says Amanda Brock, a host. {_WORDS}",
        f"“I was here and not there,” said Amanda Brock.\n\n{_WORDS}",
        f"“I was here and not there,” said Amanda Brock.\n\nThen Brock made a point: {_WORDS}",
        f"“I was here and not there,” said Moderator Amanda Brock.\n\nShe went. She says, {_WORDS}",
        f"{_WORDS} Brock argued. Amanda Brock is a host.",
        f"> {_WORDS}\n> -- Amanda Brock, [6:22](https://x.org/?t=382s)",
        f"{_WORDS}\n— Amanda Brock",
    ],
)
def test_whom_the_article_names_beside_a_quotation_is_its_speaker(beside: str) -> None:
    assert _quoted(beside)["was"] == "Amanda Brock"


@pytest.mark.parametrize(
    "beside",
    [
        f"{_WORDS} said the Open Source Initiative.",
        f"{_WORDS} The New Panel said.",
        f"{_WORDS} said OSI.",
        f"{_WORDS} said Brock.",  # whoever that is
        f"{_WORDS} said Brock. Amanda Brock and Other Brock came.",
        f"{_WORDS} he said.",
        "“All of it was there.” Amanda Brock said so.",
        f"“I was here and not there,” said Amanda Brock. “Nor was I there,” said Luis Villa. "
        f"And then: {_WORDS}",
        f"“I was here and not there,” said Amanda Brock. “Nor was I there,” said Luis Villa.\n\n"
        f"{_WORDS} she said.",
        f"“I was here and not there,” said Amanda Brock.\n\nMuch later, {_WORDS} was heard.",
        "Amanda Brock spoke of “was open” systems.",
    ],
)
def test_a_quotation_has_no_speaker_where_it_could_be_anybodys(beside: str) -> None:
    assert "was" not in _quoted(beside)


def test_the_narration_of_an_article_is_nobodys_speech(tmp_path: Path) -> None:
    text = (
        "# An article\n\nA panel met. “We need all data for it,” said Panel Vilas.\n\n"
        "## Later\n\nVlas warned, “not all data can be shared.” Villa added: “It is too late.”"
    )

    document = read(tmp_path, "a.md", text, Described(kind="panel"))

    assert [
        (s.label, s.speaker, document.text[s.start : s.end].strip()[:8]) for s in document.sections
    ] == [
        ("An article", None, "# An art"),
        ("Panel Vilas, quoted", "Panel Vilas", "“We need"),
        ("An article", None, "said Pan"),
        ("Later", None, "## Later"),
        ("Panel Vilas, quoted", "Panel Vilas", "“not all"),
        ("Later", None, "Villa ad"),
        ("Panel Vilas, quoted", "Panel Vilas", "“It is t"),
    ]
    assert document.source.speakers == ("Panel Vilas",)
    assert document.notes == (
        "'Vlas' is read as Panel Vilas",
        "'Villa' is read as Panel Vilas",
    )


def test_a_quotation_below_a_time_has_that_time(tmp_path: Path) -> None:
    text = '# A\n\n> "We need all of the data."\n> — Amanda Brock, [6:22](https://x.org/?t=382)\n'

    section = read(tmp_path, "a.md", text, Described(kind="panel")).sections[1]

    assert (section.label, section.time_s) == ("Amanda Brock, quoted, 00:06:22", 382.0)


def test_what_a_speaker_quotes_stays_the_speakers() -> None:
    text = f"{_WORDS} said Amanda Brock."
    turn = turn_mark(0, "Panel Host", None)

    assert mark_quotations(text, [turn]).marks == [turn]
    assert mark_quotations(text, [turn_mark(0, None, 1.0)]).marks == [turn_mark(0, None, 1.0)]


def test_other_documents_are_not_searched_for_speakers(tmp_path: Path) -> None:
    document = read(tmp_path, "a.md", f"{_WORDS} said Amanda Brock.", Described(kind="policy"))

    assert document.source.speakers == ()


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["“We are all in this,”", "said", "Ada Host", "\n\n", "he", ":", "."]))
)
def test_marks_are_in_order_and_name_only_whom_the_text_names(words: list[str]) -> None:
    text = " ".join(words)

    quoted = mark_quotations(text, [Mark(0, "x")])

    starts = [mark.start for mark in quoted.marks]
    assert starts == sorted(starts)
    assert all(mark.speaker in text for mark in quoted.marks if mark.speaker)
