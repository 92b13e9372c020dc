from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.history.recheck import Standing, place_of, recheck, recheck_conversation
from assistant.types import Document
from tests.history.made import FREE, TEXT, answer, conversation, document, exchange

OTHER = "b" * 64


def standing(found: Document | None, sha256: str = "a" * 64) -> tuple[Standing, int, bool]:
    kept = exchange(sha256={"tools/anvil.md": sha256} if sha256 else {})
    (checked,) = recheck(kept, lambda doc_id, digest: found)
    return checked.standing, checked.start, checked.stands


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (document(), (Standing.STANDS, 8, True)),
        (document("Preamble.\n\n" + TEXT), (Standing.MOVED, 19, True)),
        (document("Preamble.\n\n" + TEXT, sha256=OTHER), (Standing.CHANGED, 19, True)),
        (document(sha256=OTHER), (Standing.CHANGED, 8, True)),
        (document("The anvil is\n  free to use."), (Standing.MOVED, 0, True)),
        (document("The anvil is not free to use."), (Standing.NOT_FOUND, -1, False)),
        (document("", sha256=OTHER), (Standing.NOT_FOUND, -1, False)),
        (None, (Standing.NOT_HERE, -1, False)),
    ],
)
def test_a_quotation_is_looked_for_in_the_document_as_it_is_now(
    found: Document | None, expected: tuple[Standing, int, bool]
) -> None:
    assert standing(found) == expected


def test_without_a_hash_only_the_words_count() -> None:
    assert standing(document(sha256=OTHER), sha256="") == (Standing.STANDS, 8, True)


def test_every_quotation_of_a_conversation_is_checked_in_its_order() -> None:
    second = replace(FREE, marker=2, quote="Oil it every day.")
    whole = conversation(
        exchange("a1"),
        exchange("a2", answer=None),
        exchange("a3", answer=answer(citations=(FREE, second))),
    )

    checked = recheck_conversation(whole, lambda doc_id, digest: document())

    assert [(one.citation.marker, one.stands) for one in checked] == [
        (1, True),
        (1, True),
        (2, False),
    ]


def test_the_document_is_asked_for_by_name_and_hash() -> None:
    asked = []

    recheck(exchange(), lambda doc_id, digest: asked.append((doc_id, digest)))

    assert asked == [("tools/anvil.md", "a" * 64)]


def test_words_that_stand_twice_are_found_where_they_were_quoted() -> None:
    assert place_of("to be", "to be or not to be", near=13) == 13
    assert place_of("to be", "to be or not to be", near=14) == 0


@pytest.mark.parametrize("quote", ["", " \n"])
def test_a_quotation_without_words_stands_nowhere(quote: str) -> None:
    assert place_of(quote, TEXT, near=0) == -1
