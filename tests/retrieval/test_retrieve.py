from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.retrieval.asked import Asked
from assistant.retrieval.retrieve import POOL, Retrieved, Searches, Within, gather, retrieve
from assistant.types import Hit, Kin, Nearness
from tests.doubles import a_passage, a_source, some_hits

OPEN = a_passage("It is open.", a_source("a.md"))
CLOSED = a_passage("It is closed.", a_source("b.md"))
BOTH = a_passage("Parts of it are open.", a_source("c.md"))


class Search:
    """Returns what it was told to, and remembers what it was asked."""

    def __init__(self, *hits: Hit) -> None:
        self.hits = list(hits)
        self.asked: list[tuple[str, int, Within]] = []

    def __call__(self, query: str, k: int, within: Within) -> list[Hit]:
        self.asked.append((query, k, within))
        return self.hits[:k]


class NearnessOf:
    """Gives every passage the same cosine, and remembers which ones it was asked for."""

    def __init__(self) -> None:
        self.asked: list[Sequence[str]] = []

    def __call__(self, passage_ids: Sequence[str]) -> Mapping[str, Nearness]:
        self.asked.append(passage_ids)
        return dict.fromkeys(passage_ids, Nearness(0.0, (0.5,)))


def searches(dense: Search, lexical: Search, nearness: NearnessOf | None = None) -> Searches:
    return Searches(
        dense, lexical, nearness or NearnessOf(), lambda words: dict.fromkeys(words, 1.0)
    )


def asked(question: str = "open?", **fields: object) -> Asked:
    return Asked(question, question, **fields)  # type: ignore[arg-type]


def search(dense: Search, lexical: Search, k: int = 2, within: Within = None) -> Retrieved:
    return retrieve(asked(), searches(dense, lexical), k=k, within=within)


def test_hits_are_fused_and_what_each_search_said_is_kept() -> None:
    dense, lexical = Search(*some_hits(OPEN, BOTH)), Search(*some_hits(BOTH, CLOSED))

    found = search(dense, lexical)

    assert {hit.passage for hit in found.hits} == {OPEN, BOTH}
    assert found.dense == dense.hits
    assert found.lexical == lexical.hits


def test_sentences_of_everything_that_was_found_are_held_against_the_question() -> None:
    nearness = NearnessOf()

    found = gather(
        asked(),
        searches(Search(*some_hits(OPEN, BOTH)), Search(*some_hits(BOTH, CLOSED)), nearness),
        k=2,
    )

    assert nearness.asked == [[p.passage_id for p in (OPEN, BOTH, CLOSED)]]
    assert [hit.sentences for hit in found.hits] == [(0.5,)] * 3


def test_both_searches_get_the_question_the_documents_and_a_wide_pool() -> None:
    dense, lexical = Search(), Search()

    search(dense, lexical, k=3, within=["a.md"])

    assert dense.asked == lexical.asked == [("open?", POOL, ["a.md"])]


def test_more_than_the_pool_can_be_asked_for() -> None:
    dense, lexical = Search(), Search()

    search(dense, lexical, k=POOL + 7)

    assert dense.asked[0][1] == POOL + 7


def test_nothing_found_is_an_empty_result() -> None:
    assert search(Search(), Search()) == Retrieved([], [], [], asked())


def test_a_copy_takes_no_place_among_the_best() -> None:
    copies = [a_passage("It is open.", a_source(f"{name}.md")) for name in "ab"]
    kin = {"a.md": [Kin("b.md", "twin", 1.0)], "b.md": [Kin("a.md", "twin", 1.0)]}

    found = retrieve(
        asked(),
        searches(Search(*some_hits(*copies, CLOSED)), Search()),
        kin_of=lambda _: kin,
        k=2,
    )

    assert [hit.passage for hit in found.hits] == [copies[0], CLOSED]
