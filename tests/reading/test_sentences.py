from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.sentences import sentence_spans

# What joints are made of: stops, markers, lists, headings, rows, other scripts, runs.
WORDS = 'Word word a A e.g no No 4 1.0 Škoda 文 عربي . ... ? 。 ؟ ) " “ ” [1] [12] ** |'.split()
BLANKS = ("# ", "- ", "(a) ", " ", "\n", "\n\n", "\t", "\u3000")
PIECES = st.sampled_from((*WORDS, *BLANKS))
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80)


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["The license must not restrict any party.", "It may not require a fee."],
        ["Yes.", "The definition requires the code."],
        ["Is it open source?", "No!", "Not by the definition."],
        ["The answer is no.", "The license forbids it."],
        ["Images, code, etc.", "The rest is closed."],
        ['He said "it is open."', "Nobody agreed."],
        ["**It is open.**", "Nobody agreed."],
        ["The rule is in clause 4.", "The next one is shorter."],
        ["So do I.", "Thank you."],
        ["It grants rights...", "And it takes them away."],
        ["It was released in 2024.", "2025 brought more."],
        ["Das gilt.", "Österreich stimmt zu.", "Škoda auch.", "Ελλάδα nicht."],
        ["Это так.", "Но не всегда."],
    ],
)
def test_sentence_ends_at_its_stop(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "The EU, i.e. The Union, agreed.",
        "See Art. 53 and No. 5 and Sec. IV of the Act.",
        "Meta Platforms, Inc. Grants you a license.",
        "J. Smith and A. Brock spoke.",
        "Jacobsen v. Katzer was decided in 2008.",
        "The U.S. Copyright Office said so.",
        "Version 2.0 of Apache-2.0 is the same.",
        "It uses llama.cpp and node.js.",
        "weights, code, and so on. but not the data",
        "Introduction ........ 5",
    ],
)
def test_other_stops_end_nothing(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "4. Redistribution of the work is allowed.",
        "(b) You may not sell it.",
        "ii. If you receive the materials, this applies.",
        "2.1. Grant of rights to everybody.",
        "A. Definitions of this agreement.",
        "- 3. Items in a list of lists.",
        "**7.** Notices must be kept.",
        "                 16. Deeply indented clauses.",
    ],
)
def test_number_of_a_clause_stays_with_it(text: str) -> None:
    assert sentences(text) == [text.strip()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is open [1]. It is free [2].", ["It is open [1].", "It is free [2]."]),
        ("It is open. [1] It is free. [2]", ["It is open. [1]", "It is free. [2]"]),
        ("It is open.[1][2] It is free.[3]", ["It is open.[1][2]", "It is free.[3]"]),
        ("It is open. [1] [2] It is free.", ["It is open. [1] [2]", "It is free."]),
        ("It needs X. [1] It is free.", ["It needs X. [1]", "It is free."]),
        ("It is open. [1] says it is free.", ["It is open.", "[1] says it is free."]),
        ("开放。[1] 免费。[2]", ["开放。[1]", "免费。[2]"]),
    ],
)
def test_markers_behind_a_stop_belong_to_the_sentence_before(
    text: str, expected: list[str]
) -> None:
    assert sentences(text) == expected


def test_hard_wrapped_sentence_is_one() -> None:
    text = "The license shall not\nrestrict any party\nfrom selling. The end."

    assert sentences(text) == [
        "The license shall not\nrestrict any party\nfrom selling.",
        "The end.",
    ]


def test_lists_clauses_and_quotations_begin_on_their_own_lines() -> None:
    text = "You may:\n- use it\n* sell it\n1. Keep notices\n(a) in full\n> so it says\nb) ok"

    assert sentences(text) == [
        "You may:",
        "- use it",
        "* sell it",
        "1. Keep notices",
        "(a) in full",
        "> so it says",
        "b) ok",
    ]


def test_rows_of_a_table_are_apart() -> None:
    text = "| Model | Open |\n|---|---|\n| Olmo | yes |\nAfter the table."

    assert sentences(text) == [
        "| Model | Open |",
        "|---|---|",
        "| Olmo | yes |",
        "After the table.",
    ]


def test_heading_ends_with_its_line() -> None:
    assert sentences("## Section 6\nNo one is excluded.") == ["## Section 6", "No one is excluded."]


def test_chinese_and_japanese_sentences_need_no_space() -> None:
    assert sentences("开放源代码。自由使用！可以吗？「是。」好") == [
        "开放源代码。",
        "自由使用！",
        "可以吗？",
        "「是。」",
        "好",
    ]


def test_speech_without_punctuation_is_one_sentence() -> None:
    text = "so what we did is um we took the license and uh we read it"

    assert sentences(text) == [text]


def test_only_the_first_sentence_of_a_paragraph_begins_it() -> None:
    spans = sentence_spans("# Title\nOne. Two.\n\nThree.\n- Four. Five.")

    assert [span.new_block for span in spans] == [True, True, False, True, True, False]


def test_a_part_of_a_text_is_read_as_if_it_were_all() -> None:
    text = "Cut. One sentence. Another one. Cut."

    spans = sentence_spans(text, 5, 31)

    assert [text[s.start : s.end] for s in spans] == ["One sentence.", "Another one."]


@given(TEXTS)
def test_sentences_are_in_order_and_cover_all_but_white_space(text: str) -> None:
    spans = sentence_spans(text)

    covered = "".join(text[span.start : span.end] for span in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() != "" for s in spans)


@pytest.mark.parametrize(
    "unit",
    (
        ".",
        "A. ",
        "1. ",
        ". ",
        "e.g. ",
        "a.b",
        "((",
        "[1]",
        " ",
        "\n",
        "\t\n",
        "|",
        "# ",
        "* ",
        "文。",
    ),
)
def test_time_grows_with_the_text_and_not_faster(unit: str) -> None:
    text = unit * (50_000 // len(unit)) + "x"
    started = time.perf_counter()

    sentence_spans(text)

    assert time.perf_counter() - started < 2
