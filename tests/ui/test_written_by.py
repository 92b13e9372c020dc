from __future__ import annotations

from dataclasses import replace

from assistant.types import Writer
from assistant.ui.words.english import ENGLISH
from assistant.ui.written_by import render_thoughts, render_written_by
from tests.ui.hostile import ATTACKS
from tests.ui.scripted import ANSWERED, QUOTED

WRITER = Writer(
    "qwen3:4b-instruct",
    context_tokens=8192,
    answer_tokens=700,
    digest="0edcdef34593",
    license="Apache-2.0",
    parameter_size="4.0B",
    quantization="Q4_K_M",
    seed=7,
)


def test_everything_known_of_the_writer_is_folded_behind_its_name() -> None:
    assert render_written_by(replace(ANSWERED, writer=WRITER), ENGLISH) == (
        '<details class="writer"><summary>Written by qwen3:4b-instruct</summary><dl class="facts">'
        '<div><dt>Built</dt><dd dir="auto">4.0B, Q4_K_M</dd></div>'
        '<div><dt>License</dt><dd dir="auto">Apache-2.0</dd></div>'
        '<div><dt>Digest</dt><dd dir="auto">0edcdef34593</dd></div>'
        '<div><dt>Window</dt><dd dir="auto">8,192</dd></div>'
        '<div><dt>Longest answer</dt><dd dir="auto">700</dd></div>'
        '<div><dt>Temperature</dt><dd dir="auto">0</dd></div>'
        '<div><dt>Seed</dt><dd dir="auto">7</dd></div>'
        '<div><dt>Thinking</dt><dd dir="auto">off</dd></div></dl></details>'
    )


def test_quotations_say_that_no_model_was_involved() -> None:
    assert render_written_by(QUOTED, ENGLISH) == "<span>Exact quotations, no model</span>"


def test_thoughts_are_folded_away_as_they_are() -> None:
    thought = replace(ANSWERED, thoughts=f"Hm.\n{ATTACKS[0]}\n")

    assert render_thoughts(ANSWERED, ENGLISH) == ""
    html = render_thoughts(thought, ENGLISH)
    assert html.startswith(
        '<details class="thoughts"><summary>What the model thought first</summary>'
        "<p>This is not part of the answer, and nothing in it was checked.</p>"
        '<div dir="auto">Hm.\n&lt;'
    )
    assert "open" not in html.partition(">")[0]


def test_nothing_a_server_says_of_a_model_reaches_the_page_as_markup() -> None:
    evil = Writer(ATTACKS[0], 1, 1, license=ATTACKS[1], digest=ATTACKS[2], thinking=ATTACKS[0])

    html = render_written_by(replace(ANSWERED, model=ATTACKS[0], writer=evil), ENGLISH)

    for attack in ATTACKS[:3]:
        assert attack not in html
