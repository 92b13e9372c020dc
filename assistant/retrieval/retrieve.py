"""A question becomes a few passages: dense and lexical search, fused, the same words once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from assistant.retrieval.asked import Asked
from assistant.retrieval.collapse import KinOf, collapse
from assistant.retrieval.favour import favour_named
from assistant.retrieval.fuse import fuse
from assistant.retrieval.neighbours import support_neighbours
from assistant.types import Hit, Kind, Nearness

Search = Callable[[str, int, Sequence[Kind]], list[Hit]]  # (query, k, kinds) -> best first
NearnessOf = Callable[[Sequence[str]], Mapping[str, Nearness]]  # passage ids -> to the query

POOL = 50  # taken from each search before fusion; 100 changed nothing on the gold questions


class Retrieved(NamedTuple):
    """What was found, and what each search said: the calibration needs both."""

    hits: list[Hit]  # fused, best first, at most k; the same words of a document's kin once
    dense: list[Hit]  # scores are cosine similarities
    lexical: list[Hit]  # scores are BM25


def retrieve(
    query: str,
    *,
    dense: Search,
    lexical: Search,
    nearness: NearnessOf,
    kin_of: KinOf = lambda _: {},
    k: int,
    kinds: Sequence[Kind] = (),
    asked: Asked | None = None,
) -> Retrieved:
    """The best k passages by both searches; `kinds` empty: all kinds of document.

    `asked`: what the question was read as; None: nothing is known of it.
    """
    by_meaning = dense(query, max(POOL, k), kinds)
    by_word = lexical(query, max(POOL, k), kinds)
    found = dict.fromkeys(hit.passage.passage_id for hit in (*by_meaning, *by_word))
    hits = support_neighbours(fuse(by_meaning, by_word, nearness(list(found))))
    if asked is not None:
        hits = favour_named(hits, asked)
    return Retrieved(collapse(query, hits, kin_of, k), by_meaning, by_word)
