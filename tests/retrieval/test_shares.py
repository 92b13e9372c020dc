"""One document among several, and one that is alone."""

from __future__ import annotations

from assistant.retrieval.shares import keep_shares
from assistant.types import Hit
from tests.doubles import a_passage, a_source


def hits_of(names: str) -> list[Hit]:
    """One passage for each letter, of the document of this letter."""
    return [
        Hit(a_passage(f"Text {n}.", a_source(f"{name}.md")), 1 - n / 100)
        for n, name in enumerate(names)
    ]


def kept(names: str, k: int) -> str:
    hits = keep_shares(hits_of(names), k)
    return "".join(hit.passage.source.doc_id.removesuffix(".md") for hit in hits)


def test_a_document_has_three_of_four_places_while_others_have_something() -> None:
    assert kept("aaaaabca", 4) == "aaabcaaa"
    assert kept("aab", 1) == "aba"


def test_a_document_that_is_alone_has_all_the_places() -> None:
    assert kept("aaaaaa", 4) == "aaaaaa"
