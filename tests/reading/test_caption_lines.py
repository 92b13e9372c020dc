from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading.caption_lines import join_caption_lines
from tests.reading.samples import labels, read

_LINES = [
    "welcome to the second part of",
    "what we do here today, and",
    "with that we begin.",
    "so what I would say to that is",
    "that nobody knows. We have tried to",
    "find out for years.",
    "&gt;&gt; Thank you. &gt;&gt; No, thank",
    "you. And now the second question",
    "which is about data. I hope that",
    "it is a short one, because we",
    "are late.",
    "&gt;&gt; [applause]",
]


def test_caption_lines_are_joined_and_each_voice_begins_a_section(tmp_path: Path) -> None:
    text = "# Talk\n\n## Speakers\n\n- Panel Host\n\n## Transcript\n\n" + "\n\n".join(_LINES)

    document = read(tmp_path, "talk.md", text)

    assert labels(document)[1:] == ["Transcript", *["Speaker not named"] * 4]
    assert document.text.endswith(
        "so what I would say to that is that nobody knows. We have tried to find out for years.\n\n"
        "Thank you.\n\nNo, thank you. And now the second question which is about data. I hope that"
        " it is a short one, because we are late.\n\n[applause]"
    )
    assert document.source.speakers == ()


def test_without_a_change_of_voice_only_the_sentences_are_made_whole(tmp_path: Path) -> None:
    text = "\n\n".join(line for line in _LINES if "&gt;" not in line) + "\n\nAnd so it\n\nends."

    document = read(tmp_path, "talk.txt", text)

    assert labels(document) == ["Whole text"]
    assert "We have tried to find out for years.\n\nyou. And now" in document.text


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(f"({c}) a clause that goes on; or" for c in "abcdefghijkl"),
        "\n\n".join(f"Heading {n}" for n in range(20)),
        "\n\n".join(f"A paragraph\nof two lines, {n}" for n in range(20)),
        "\n\n".join(f"- an item that goes on {n}" for n in range(20)),
        "\n\n".join(f"Some sentence is here {n}." for n in range(20)),
        "one\n\ntwo >> three",
        "\n\n".join(["what was it in that year? 9402", "and in the next? 6826"] * 5),
    ],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert join_caption_lines(text) == (text, [])


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["so", "it is.", ">>", ">> Yes", "a\tb", "# x", "\n", "- y"])),
    st.booleans(),
)
def test_no_word_is_lost_and_every_mark_begins_one(words: list[str], captions: bool) -> None:
    text = "\n\n".join([*words, *(["and so on and"] * 10 if captions else [])])

    flow = join_caption_lines(text)

    assert flow.text.replace(">>", "").split() == text.replace(">>", "").split()
    starts = [mark.start for mark in flow.marks]
    assert starts == sorted(set(starts))
    assert not any(flow.text[start : start + 1].isspace() for start in starts)
