from __future__ import annotations

from pathlib import Path

from assistant.reading.parsed import Described
from tests.reading.samples import labels, read, text_of

_SHEET = """---
title: The Example Definition
kind: definition
publisher: Example Initiative
version: "1.9"
date: "2007-03-22"
status: current
language: en
url: https://example.org/definition
paraphrase: true
aliases: [ED, example-def]
facts: {spdx: none}
---

# The Example Definition

What it is.
"""


def test_a_sheet_is_described_by_its_front_matter(tmp_path: Path) -> None:
    source = read(tmp_path, "sheet.md", _SHEET).source

    assert source.title == "The Example Definition"
    assert source.kind == "definition"
    assert source.version == "1.9"
    assert source.date == "2007-03-22"
    assert source.status == "current"
    assert source.publisher == "Example Initiative"
    assert source.url == "https://example.org/definition"
    assert source.aliases == ("ED", "example-def")
    assert source.paraphrase is True


def test_front_matter_of_a_sheet_is_no_part_of_its_text(tmp_path: Path) -> None:
    document = read(tmp_path, "sheet.md", _SHEET)

    assert document.text.startswith("# The Example Definition")
    assert "spdx" not in document.text


def test_front_matter_outranks_the_manifest_and_the_manifest_the_text(tmp_path: Path) -> None:
    described = Described(title="From the manifest", publisher="Somebody", kind="policy")
    text = "---\ntitle: From the file\n---\n# From the text\n\nWords."

    source = read(tmp_path, "a.md", text, described).source

    assert source.title == "From the file"
    assert source.publisher == "Somebody"
    assert source.kind == "policy"


def test_facts_in_a_models_front_matter_are_a_readable_first_section(tmp_path: Path) -> None:
    text = "---\nlicense: apache-2.0\nlanguage:\n- en\n- ja\nmodel:\n  size: 7B\n---\nHello there."

    document = read(tmp_path, "card.md", text)

    assert labels(document) == ["Front matter", "Beginning"]
    assert document.text.startswith("license: apache-2.0\nlanguage: en, ja\nmodel.size: 7B\n\n")
    assert document.source.language == "en"


def test_comments_that_explain_the_facts_are_kept(tmp_path: Path) -> None:
    document = read(tmp_path, "card.md", "---\n# pick one\nlicense: mit\n---\nHello.")

    assert text_of(document, "Front matter").strip() == "# pick one\nlicense: mit"


def test_front_matter_that_does_not_parse_is_readable_and_noted(tmp_path: Path) -> None:
    document = read(tmp_path, "a.md", '---\ntitle: "a" b: c\n---\n# Title\n\nText.')

    assert document.text.startswith('title: "a" b: c')
    assert "front matter does not parse" in document.notes[0]
    assert document.source.title == "Title"


def test_what_parses_of_a_broken_front_matter_describes_the_file(tmp_path: Path) -> None:
    text = '---\ntitle: "a" b: c\ndate: 2023-07-26\nlanguage: ja\n---\nText.'

    source = read(tmp_path, "a.md", text).source

    assert (source.date, source.language) == ("2023-07-26", "ja")


def test_a_template_is_shown_as_it_is_written_and_noted(tmp_path: Path) -> None:
    document = read(tmp_path, "a.md", "---\nargs:\n  {name}: {value}\n---\nText.")

    assert text_of(document, "Front matter").strip() == "args:\n  {name}: {value}"
    assert document.notes == ("front matter is a template; shown as it is written",)


def test_two_rules_around_a_sentence_are_no_front_matter(tmp_path: Path) -> None:
    document = read(tmp_path, "a.md", "---\nJust a sentence.\n---\nMore.")

    assert "Just a sentence." in document.text
    assert document.notes == ()


def test_aliases_that_multiply_stay_small(tmp_path: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(8)
    )

    document = read(tmp_path, "a.md", f"---\n{bomb}---\nText.")

    assert len(document.text) < 200_000


def test_headings_of_a_panels_sheet_name_its_speakers(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Panel\nkind: panel\nspeakers: [Panel Host, First Speaker]\n---\n"
        "# Panel\n\nx\n\n"
        "## Panel Host: on engines\n\ny\n\n## First Speaker, 00:12:31: why names matter\n\nz\n"
    )

    sections = read(tmp_path, "panel.md", text).sections

    assert [(s.speaker, s.time_s) for s in sections] == [
        (None, None),
        ("Panel Host", None),
        ("First Speaker", 751.0),
    ]
    assert sections[2].label == "First Speaker, 00:12:31: why names matter"
