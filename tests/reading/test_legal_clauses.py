from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.legal_clauses import find_legal_clauses
from assistant.reading.numbering import to_roman
from assistant.reading.sections import Heading, heading_marks

_SENTENCE = "The licensee shall do what this sentence says, and the licensor hereby agrees to it"


def _labels(text: str) -> list[str]:
    return [mark.label for mark in heading_marks(text, find_legal_clauses(text))]


def _text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def test_items_are_below_the_clause_they_stand_in() -> None:
    text = _text(
        "1. Grant",
        f"a. Use. {_SENTENCE}.",
        f"i. {_SENTENCE};",
        f"ii. {_SENTENCE}.",
        f"b. {_SENTENCE}.",
        "2. Term",
        f"{_SENTENCE}.",
    )

    assert _labels(text) == [
        "1. Grant > a. Use",
        "1. Grant > a. Use > i",
        "1. Grant > a. Use > ii",
        "1. Grant > b",
        "2. Term",
    ]


def test_a_letter_that_is_also_a_roman_number_counts_on_from_the_letters() -> None:
    items = [f"({letter}) {_SENTENCE};" for letter in "abcdefghij"]

    assert _labels(_text("1. Grant", *items))[1:] == [f"1. Grant > ({x})" for x in "bcdefghij"]


def test_a_letter_before_a_second_roman_number_is_the_first() -> None:
    items = [f"({letter}) {_SENTENCE};" for letter in "abcdefgh"]
    text = _text("1. Grant", *items, f"(i) {_SENTENCE};", f"(ii) {_SENTENCE}.")

    assert _labels(text)[-2:] == ["1. Grant > (h) > (i)", "1. Grant > (h) > (ii)"]


def test_text_behind_a_list_belongs_to_the_clause_around_it() -> None:
    text = _text("1. Grant", f"(a) {_SENTENCE}; and", f"(b) {_SENTENCE}.", f"{_SENTENCE} too.")

    assert _labels(text) == ["1. Grant > (a)", "1. Grant > (b)", "1. Grant"]


def test_text_further_out_than_an_item_is_no_part_of_it() -> None:
    text = f"1. Grant. {_SENTENCE}.\n\n    (a) {_SENTENCE}.\n\n{_SENTENCE} too.\n"

    assert _labels(text) == ["1. Grant", "1. Grant > (a)", "1. Grant"]


def test_clauses_are_counted_on_across_parts() -> None:
    text = _text(
        "Section I: PREAMBLE",
        f"{_SENTENCE}.",
        f"1. Definitions. {_SENTENCE}.",
        "Section II: RIGHTS",
        f"2. Grant. {_SENTENCE}.",
    )

    assert _labels(text) == [
        "Section I: PREAMBLE",
        "Section I: PREAMBLE > 1. Definitions",
        "Section II: RIGHTS > 2. Grant",
    ]


def test_the_preamble_does_not_lead_the_clauses_below_a_banner() -> None:
    text = _text("Preamble", f"{_SENTENCE}.", "TERMS AND CONDITIONS", f"0. {_SENTENCE}.", "1. End")

    assert _labels(text)[0] == "Preamble"
    assert not any(label.startswith("Preamble >") for label in _labels(text))


def test_terms_that_are_defined_are_sections() -> None:
    text = _text(
        "1. Definitions",
        f'"Work" means anything. {_SENTENCE}.',
        f'"You" (or "Your") shall mean anybody. {_SENTENCE}.',
        f"2. Grant. {_SENTENCE}.",
    )

    assert _labels(text) == ["1. Definitions > “Work”", "1. Definitions > “You”", "2. Grant"]


def test_a_quoted_word_in_another_clause_is_no_term() -> None:
    text = _text(f"1. Grant. {_SENTENCE}.", f'"Copy" is a word. {_SENTENCE}.', f"{_SENTENCE}.")

    assert _labels(text) == ["1. Grant"]


def test_an_item_left_out_of_a_copy_does_not_end_its_list() -> None:
    text = _text("1. Grant", f"(a) {_SENTENCE};", f"(c) {_SENTENCE}.", f"2. Term. {_SENTENCE}.")

    assert _labels(text) == ["1. Grant > (a)", "1. Grant > (c)", "2. Term"]


def test_a_list_that_begins_later_is_one_below_a_colon() -> None:
    text = _text("1. Limits. You will not:", f"   5. {_SENTENCE};", f"   6. {_SENTENCE}.", "2. End")

    assert _labels(text)[:3] == ["1. Limits", "1. Limits > 5", "1. Limits > 6"]


def test_a_line_that_only_begins_with_a_number_is_no_clause() -> None:
    text = _text(f"1. Grant. {_SENTENCE}.", "2024. That was a year.", "7. Stray.", f"{_SENTENCE}.")

    assert _labels(text) == ["1. Grant"]


def test_numbers_below_numbered_headings_of_markdown_are_below_them() -> None:
    text = f"## 4. Limits\n\n4.1 {_SENTENCE}.\n\n4.2 {_SENTENCE}.\n\n## 5. Term\n\n{_SENTENCE}."
    marked = [Heading(0, 2, "4. Limits"), Heading(text.index("## 5"), 2, "5. Term")]

    labels = [mark.label for mark in heading_marks(text, find_legal_clauses(text, marked))]

    assert labels == ["4. Limits > 4.1", "4. Limits > 4.2", "5. Term"]


def test_chinese_articles_and_numbers_are_clauses() -> None:
    text = _text(
        "第一条 定义",
        "一、许可方同意授权被许可方使用，被许可方不得违反。",
        "二、被许可方应当遵守本协议的全部条款。",
        "第二条 责任",
        "许可方不承担责任，除非法律另有规定，被许可方同意。",
    )

    assert _labels(text)[0].startswith("第一条 定义 > 一")
    assert _labels(text)[-1] == "第二条 责任"


_STYLES = {
    "1.": lambda n: f"{n}.",
    "(a)": lambda n: f"({chr(96 + n)})",
    "i)": lambda n: f"{to_roman(n)})",
    "A.": lambda n: f"{chr(64 + n)}.",
}


@given(
    st.permutations(sorted(_STYLES)),
    st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=4), min_size=2, max_size=5),
)
def test_every_item_of_a_numbered_text_is_a_section_at_its_depth(
    styles: list[str], tree: list[list[int]]
) -> None:
    wanted: list[tuple[str, ...]] = []
    lines: list[str] = []

    def add(*numbers: int) -> None:
        marks = [_STYLES[styles[d]](n) for d, n in enumerate(numbers)]
        wanted.append(tuple(mark.rstrip(".") for mark in marks))
        lines.append(f"{'    ' * (len(numbers) - 1)}{marks[-1]} {_SENTENCE}.")

    for first, below in enumerate(tree, start=1):
        add(first)
        for second, deepest in enumerate(below, start=1):
            add(first, second)
            for third in range(1, deepest + 1):
                add(first, second, third)
    text = _text(*lines)
    headings = find_legal_clauses(text)

    found = [tuple(m.label.split(" > "))[1:] for m in heading_marks(text, headings)]
    assert list(found) == [path[1:] for path in wanted]
    assert all(a.start < b.start for a, b in pairwise(headings))


def test_a_part_in_another_language_is_below_no_heading_of_the_first() -> None:
    text = _text(
        "AN AGREEMENT",
        f"1. Grant. {_SENTENCE}.",
        f"2. Term. {_SENTENCE}.",
        "Annex A",
        f"{_SENTENCE}.",
        "示例许可协议",
        "第一条 定义",
        "一、许可方同意授权被许可方使用，被许可方不得违反。",
        "1.1 被许可方应当遵守本协议的全部条款。",
        "第二条 责任",
        "许可方不承担责任，除非法律另有规定，被许可方同意。",
    )

    assert _labels(text)[3:] == [
        "示例许可协议 > 第一条 定义 > 一",
        "示例许可协议 > 第一条 定义 > 一 > 1.1 被许可方应当遵守本协议的全部条款",
        "示例许可协议 > 第二条 责任",
    ]


def test_a_sentence_that_goes_on_in_the_next_line_is_no_title() -> None:
    text = f"1. Grant\n\n1.1 The licensee shall do this and\nhereby agrees. {_SENTENCE}.\n"

    assert _labels(text)[-1] == "1. Grant > 1.1"


@given(
    st.lists(
        st.sampled_from(
            [
                "1. Grant", "2. Term", "(a) one;", "(b) two.", "(i) three;", "7.3 four", "ANNEX II",
                "“Work” means it.", "Definitions", "----------", "", "    iv. five", "第二条 责任",
                "The licensee shall not do this, whatever it is.", "# Title",
                "许可方同意授权，不得违反。",
            ]
        )
    )
)  # fmt: skip
def test_headings_stand_in_order_where_their_lines_begin(lines: list[str]) -> None:
    text = "\n".join([_SENTENCE, *lines])
    starts = {sum(len(line) + 1 for line in text.split("\n")[:i]) for i in range(len(lines) + 2)}

    headings = find_legal_clauses(text)

    assert [h.start for h in headings] == sorted({h.start for h in headings})
    for heading in headings:
        line_start = text.rfind("\n", 0, heading.start) + 1
        assert line_start in starts
        assert not text[line_start : heading.start].strip()
        assert heading.label
