from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.parsed import Described, Parsed
from assistant.reading.plain_marks import in_plain_characters
from assistant.reading.sections import Mark
from tests.reading.samples import labels, read

_letters = st.text("ab\u200b\u00a0ﬁ\u202e\n", max_size=12)


@given(st.lists(_letters, min_size=1, max_size=6))
def test_marks_stay_before_their_words(pieces: list[str]) -> None:
    starts = [sum(map(len, pieces[:i])) for i in range(len(pieces))]
    marks = tuple(Mark(start, str(i)) for i, start in enumerate(starts))

    plain = in_plain_characters(Parsed("".join(pieces), marks))

    for mark in plain.marks:
        rest = "".join(pieces[int(mark.label) :])
        assert plain.text[mark.start :] == in_plain_characters(Parsed(rest)).text


def test_labels_speakers_and_titles_are_plain_too() -> None:
    mark = Mark(0, "1.\u00a0Terms", speaker="Amanda\u200b Brock")
    parsed = Parsed("text", (mark,), shown=Described(title="Of\ufb01cial\u00a0terms"))

    plain = in_plain_characters(parsed)

    assert plain.marks == (Mark(0, "1. Terms", speaker="Amanda Brock"),)
    assert plain.shown.title == "Official terms"


def test_characters_by_name_in_markup_are_plain_and_noted(tmp_path: Path) -> None:
    page = (
        "<h1>Terms</h1><p>open&nbsp;source &#8238;is&#8236; meant here.</p><h2>More</h2><p>End.</p>"
    )
    document = read(tmp_path, "a.html", page)

    assert "open source is meant here." in document.text
    assert "removed 2 invisible direction controls" in document.notes
    assert len(labels(document)) >= 1
