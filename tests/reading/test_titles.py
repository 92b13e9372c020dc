from __future__ import annotations

import pytest

from assistant.reading.lines import split_lines
from assistant.reading.titles import clean_label, first_words, heading_of, is_part, part_level

_SENTENCE = "This sentence is long enough to be what stands below a heading."


def _found(line: str) -> tuple[str, int] | None:
    lines = split_lines(f"{line}\n\n{_SENTENCE}")
    heading = heading_of(lines[0], lines[1])
    return (heading.label, heading.level) if heading else None


@pytest.mark.parametrize(
    ("line", "label", "level"),
    [
        ("ANNEX XI", "ANNEX XI", 1),
        ("APPENDIX: How to apply it", "APPENDIX: How to apply it", 1),
        ("Attachment A - USE RESTRICTIONS", "Attachment A - USE RESTRICTIONS", 1),
        ("CHAPTER II", "CHAPTER II", 2),
        ("Section II: Rights", "Section II: Rights", 3),
        ("Section 3.1 Closing", "Section 3.1 Closing", 5),
        ("Article 5.", "Article 5", 4),
        ("第三条 责任", "第三条 责任", 4),
        ("第二章", "第二章", 2),
        ("附件一：清单", "附件一：清单", 1),
        ("Grant of Copyright License.", "Grant of Copyright License", 5),
        ("## Termination", "Termination", 5),
    ],
)
def test_parts_and_titles_have_their_level(line: str, label: str, level: int) -> None:
    assert _found(line) == (label, level)


@pytest.mark.parametrize(
    "line",
    [
        "END OF TERMS AND CONDITIONS",
        "Copyright (c) Somebody",
        "All Rights Reserved.",
        "section 2 of this license",
        "Appendix of things",
        "第三条所述的责任由许可方承担。",
        "https://example.org/Terms",
    ],
)
def test_what_closes_or_refers_is_no_heading(line: str) -> None:
    assert _found(line) is None


def test_the_end_of_a_broken_sentence_is_no_title() -> None:
    lines = split_lines(f"the Model and the\n\nDerivatives of the Model.\n\n{_SENTENCE}")

    assert heading_of(lines[1], lines[2]) is None


def test_a_title_ends_where_its_sentence_does() -> None:
    assert first_words("ShareAlike.In addition you may") == "ShareAlike"
    assert first_words("Any applicable U.S. law (e.g. of a state) applies. More") == (
        "Any applicable U.S. law (e.g. of a state) applies"
    )
    assert clean_label("**Term** \\- it ends. *") == "Term - it ends"


def test_a_part_is_known_by_its_number_alone() -> None:
    assert is_part("Article 53")
    assert not is_part("Article 53: Duties")
    assert part_level("Article 53: Duties") == 4
    assert part_level("article 53 says") is None
