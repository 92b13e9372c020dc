from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ReadingError
from assistant.reading.coverage import lost_characters, refuse_loss
from assistant.types import Document, Passage
from tests.doubles import a_document, a_passage

TEXT = "one two  three\n\nfour"


def passages(document: Document, *ranges: tuple[int, int]) -> list[Passage]:
    return [a_passage(document.text[start:end], start=start) for start, end in ranges]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=5))
def test_lost_characters_agree_with_a_slow_count(pairs: list[tuple[int, int]]) -> None:
    document = a_document(TEXT)
    some = passages(document, *sorted((min(p), max(p)) for p in pairs))

    held = {i for p in some for i in range(p.start, p.end)}
    slow = sum(not c.isspace() for i, c in enumerate(TEXT) if i not in held)
    assert lost_characters(document, some) == slow


def test_blanks_between_passages_are_no_loss() -> None:
    document = a_document(TEXT)

    refuse_loss(document, passages(document, (0, 7), (9, 14), (16, 20)))


def test_document_that_would_lose_more_than_one_in_a_hundred_is_refused() -> None:
    document = a_document("x" * 1000)

    refuse_loss(document, passages(document, (0, 990)))
    with pytest.raises(ReadingError, match=r"would lose 11 of its 1,000 characters .* report"):
        refuse_loss(document, passages(document, (11, 1000)))
