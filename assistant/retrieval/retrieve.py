"""A question becomes a few passages: both searches, fused, ranked, the same words once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from assistant.retrieval.asked import Asked
from assistant.retrieval.collapse import KinOf, collapse
from assistant.retrieval.fuse import fuse
from assistant.retrieval.neighbours import support_neighbours
from assistant.retrieval.rank import rank
from assistant.retrieval.shares import keep_shares
from assistant.retrieval.sides import keep_sides
from assistant.retrieval.signs import Rarity
from assistant.types import EVERYTHING, Hit, Nearness, Scope

Within = Collection[str] | None  # doc_ids; None: all documents
Search = Callable[[str, int, Within], list[Hit]]  # (query, k, within) -> best first
NearnessOf = Callable[[Sequence[str]], Mapping[str, Nearness]]  # passage ids -> to the query
Rerank = Callable[[str, Sequence[Hit]], list[Hit]]  # (query, best first) -> best first

POOL = 50  # taken from each search before fusion; 100 changed nothing on the gold questions


class Searches(NamedTuple):
    """What the library is asked for one question."""

    dense: Search  # scores are cosine similarities
    lexical: Search  # scores are BM25
    nearness: NearnessOf
    rarity: Rarity


class Retrieved(NamedTuple):
    """What was found, and what each search said: the calibration needs both."""

    hits: list[Hit]  # ranked, best first, at most k; the same words of a document's kin once
    dense: list[Hit]  # scores are cosine similarities
    lexical: list[Hit]  # scores are BM25
    asked: Asked = Asked("", "")  # what the question was read as
    scope: Scope = EVERYTHING  # with whole doc_ids
    documents: int | None = None  # how many the scope holds; None: all of the library


def retrieve(
    asked: Asked,
    searches: Searches,
    *,
    kin_of: KinOf = lambda _: {},
    rerank: Rerank = lambda _, hits: list(hits),
    k: int,
    within: Within = None,
) -> Retrieved:
    """The best k passages, of these documents only."""
    found = gather(asked, searches, k=k, within=within)
    ranked = rerank(asked.text, rank(asked, found.hits, searches.rarity))
    # Twice as many as are wanted: one of them may be the only one of its side.
    few = collapse(asked.text, keep_shares(ranked, k), kin_of, 2 * k, asked.documents)
    return found._replace(hits=keep_sides(asked, few, k))


def gather(asked: Asked, searches: Searches, *, k: int, within: Within = None) -> Retrieved:
    """Everything that either search found, fused, with the cosines of its sentences."""
    by_meaning = searches.dense(asked.searched, max(POOL, k), within)
    by_word = searches.lexical(asked.searched, max(POOL, k), within)
    ids = dict.fromkeys(hit.passage.passage_id for hit in (*by_meaning, *by_word))
    hits = support_neighbours(fuse(by_meaning, by_word, searches.nearness(list(ids))))
    return Retrieved(hits, by_meaning, by_word, asked)
