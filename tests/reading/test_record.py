from __future__ import annotations

from pathlib import Path

from assistant.reading.parsed import Described
from tests.reading.samples import labels, read, text_of

_RECORD = """---
# Free to reuse.

system:
    name: Gemstone
    link: https://example.org/gemstone

weights:
    class: partial   # gated
    link:
    notes: "Gated model: ask first."
"""


def test_each_block_is_a_section_and_the_text_is_the_files(tmp_path: Path) -> None:
    document = read(tmp_path, "records/gem.yaml", _RECORD)

    assert document.text == _RECORD.strip("\n")
    assert labels(document) == ["Beginning", "system", "weights"]
    assert text_of(document, "weights").startswith("weights:\n    class: partial   # gated")


def test_a_record_is_named_by_what_it_describes(tmp_path: Path) -> None:
    source = read(tmp_path, "model_cards/gem.yaml", _RECORD).source

    assert source.title == "Gemstone"
    assert source.kind == "record"


def test_the_manifest_names_it_first(tmp_path: Path) -> None:
    described = Described(title="Index record: Gemstone")

    assert read(tmp_path, "gem.yaml", _RECORD, described).source.title == "Index record: Gemstone"


def test_a_long_block_is_cut_at_the_blocks_inside_it(tmp_path: Path) -> None:
    notes = "long words " * 150
    text = (
        "release:\n  name: A\n  size: 7B\n  license:\n    name: MIT\n"
        f"  parts:\n    - x: {notes}\n  year: 2024\n"
    )

    document = read(tmp_path, "a.yml", text)

    assert labels(document) == ["release", "release > license", "release > parts", "release"]


def test_a_record_that_does_not_parse_is_read_as_text(tmp_path: Path) -> None:
    document = read(tmp_path, "a.yaml", "a: [1, 2\nb: 'x\n")

    assert document.text == "a: [1, 2\nb: 'x"
    assert "YAML does not parse" in document.notes[0]


def test_aliases_that_multiply_do_no_harm(tmp_path: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(20)
    )

    assert read(tmp_path, "a.yaml", bomb).text == bomb.strip()


def test_words_that_look_like_values_stay_words(tmp_path: Path) -> None:
    text = "open: no\nversion: 3.10\ndate: 2024-02-30\n"

    assert read(tmp_path, "a.yaml", text).text == text.strip()
