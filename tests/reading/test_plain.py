from __future__ import annotations

from pathlib import Path

from tests.reading.samples import labels, read


def test_a_license_is_cut_at_its_clauses_and_kept_as_it_is(tmp_path: Path) -> None:
    text = (
        "An Example License\nVersion 1\n\n1. Grant.\n\n  You may.\n\n2. Limits.\n\n  You may not."
    )

    document = read(tmp_path, "x.LICENSE", text)

    assert document.text == text
    assert labels(document) == ["Beginning", "1. Grant", "2. Limits"]
    assert document.source.title == "An Example License"


def test_a_text_without_headings_is_one_section(tmp_path: Path) -> None:
    assert labels(read(tmp_path, "a.txt", "first line\nsecond line")) == ["Whole text"]


def test_markdown_in_all_but_name_is_read_as_that(tmp_path: Path) -> None:
    text = "---\nlicense: other\n---\n<!-- x -->\n# <span>Terms</span>\n\nText.\n\n## More\n\nText."

    assert labels(read(tmp_path, "a.txt", text)) == ["Front matter", "Terms", "More"]


def test_restructured_text_is_cut_at_underlined_titles(tmp_path: Path) -> None:
    text = "Framework\n=========\n\nAbout it.\n\nOverview\n--------\n\nMore of it.\n"

    document = read(tmp_path, "a.rst", text)

    assert labels(document) == ["Framework", "Overview"]
    assert document.source.title == "Framework"


def test_a_transcript_in_plain_text_has_speakers(tmp_path: Path) -> None:
    text = "\n\n".join(
        f"{name}: line {i}" for i, name in enumerate(["First Host", "Second Host"] * 3)
    )

    document = read(tmp_path, "talk.txt", text)

    assert [s.speaker for s in document.sections] == ["First Host", "Second Host"] * 3
