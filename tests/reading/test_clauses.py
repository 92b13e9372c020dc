from __future__ import annotations

import pytest

from assistant.reading.clauses import find_clauses

_SENTENCE = "This sentence is long enough to be what stands below a heading."


def _labels(text: str) -> list[str]:
    return [heading.label for heading in find_clauses(text)]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("1. Definitions.", "1. Definitions"),
        ("2. Grant of License. Subject to the terms, you may.", "2. Grant of License"),
        ("1.1 Scope", "1.1 Scope"),
        ("Section 2.", "Section 2"),
        ("Section II: Rights", "Section II: Rights"),
        ("ARTICLE 3 - TERM", "ARTICLE 3 - TERM"),
        ("Section 1 – Definitions.", "Section 1 – Definitions"),
        ("TERMS OF USE", "TERMS OF USE"),
        ("Copyright License", "Copyright License"),
        ("1\\. **License Rights**.", "1. License Rights"),
        ("b. Redistribution and Use. You may", "b. Redistribution and Use"),
    ],
)
def test_headings_of_legal_texts_are_found(line: str, label: str) -> None:
    assert _labels(f"{_SENTENCE}\n\n{line}\n\n{_SENTENCE}") == [label]


@pytest.mark.parametrize(
    "line",
    [
        "Section 2 of this License applies to you.",
        "2024 was a year in which much happened.",
        "1. the first item of a list;",
        "3. Another item; and",
        'a. "Agreement" shall mean the terms',
        "This is a sentence.",
        "Copyright 2024 Some Author",
        "see section 4. Then go on.",
    ],
)
def test_sentences_and_items_are_no_headings(line: str) -> None:
    assert _labels(f"{_SENTENCE}\n\n{line}\n\n{_SENTENCE}") == []


def test_a_wrapped_line_that_begins_with_a_number_is_no_clause() -> None:
    assert _labels("as is described in the text of section\n2. Foo and more of it") == []


def test_lists_inside_a_clause_are_no_clauses() -> None:
    text = f"1. Limits\n{_SENTENCE}\n\n   1. Do not sell it\n\n   2. Do not break it\n\n2. Term\nx"

    assert _labels(text) == ["1. Limits", "2. Term"]


def test_a_clause_without_a_title_is_its_number_below_a_heading() -> None:
    text = f"1. Conditions\n\n1.1. You may share the work with whomever you like {_SENTENCE}"

    assert _labels(text) == ["1. Conditions", "1.1"]


def test_clauses_without_blank_lines_between_are_found() -> None:
    text = f"A LICENSE\n{_SENTENCE}\n1.\tDEFINITIONS.\na.\tX.\n2.\tGRANT.\n{_SENTENCE}"

    assert _labels(text) == ["1. DEFINITIONS", "2. GRANT"]


def test_an_article_has_the_title_on_the_line_below_it() -> None:
    text = f"Article 53\n\nObligations of providers\n\n1. Providers shall do. {_SENTENCE}"

    assert _labels(text)[0] == "Article 53: Obligations of providers"


def test_recitals_are_counted_after_whereas() -> None:
    assert _labels("Whereas:\n\n(1) A reason.\n\n(2) Another.\n\n(7) A note.") == [
        "Recital 1",
        "Recital 2",
    ]


def test_a_heading_stands_where_its_line_begins() -> None:
    text = f"{_SENTENCE}\n\n    3. Term.\n\n{_SENTENCE}"

    (heading,) = find_clauses(text)

    assert text[heading.start :].startswith("3. Term.")


def test_words_on_slides_are_no_headings() -> None:
    assert _labels("Open\n\nWeights\n\nData\n\nJuly\n\nAugust\n\nSeptember") == []
