from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.fuse import MEANING, fuse
from assistant.types import Hit, Nearness
from tests.doubles import a_passage

NAMES = st.sampled_from("abcdefgh")
COSINES = st.dictionaries(NAMES, st.floats(-1, 1))
BM25 = st.dictionaries(NAMES, st.floats(0.1, 30))


def ranked(scores: dict[str, float]) -> list[Hit]:
    """Hits of passages with these names, best first."""
    hits = [Hit(a_passage(f"Text {name}.", passage_id=name), s) for name, s in scores.items()]
    return sorted(hits, key=lambda hit: -hit.score)


def fused(
    dense: dict[str, float], lexical: dict[str, float], others: dict[str, float] | None = None
) -> dict[str, float]:
    """Scores by name, in the order of the result."""
    near = {name: Nearness(cosine) for name, cosine in (others or {}).items()}
    hits = fuse(ranked(dense), ranked(lexical), near)
    return {hit.passage.passage_id: hit.score for hit in hits}


@given(COSINES, BM25, COSINES)
def test_scores_are_those_of_a_slow_version(
    dense: dict[str, float], lexical: dict[str, float], others: dict[str, float]
) -> None:
    slow = {}
    for name in dense.keys() | lexical.keys():
        cosine = dense[name] if name in dense else others.get(name, -1)
        words = lexical[name] / max(lexical.values()) if name in lexical else 0
        slow[name] = MEANING * (cosine + 1) / 2 + (1 - MEANING) * words

    scores = fused(dense, lexical, others)

    assert scores == pytest.approx(slow)
    assert list(scores.values()) == sorted(scores.values(), reverse=True)
    assert all(-1e-9 <= score <= 1 + 1e-9 for score in scores.values())


def test_passage_that_both_searches_have_comes_before_one_that_is_as_near() -> None:
    assert list(fused({"a": 0.5, "b": 0.5}, {"b": 7.0, "c": 9.0})) == ["b", "a", "c"]


def test_passage_that_only_words_found_counts_with_its_own_cosine() -> None:
    near = fused({"a": 0.5}, {"b": 9.0}, {"b": 0.5})
    far = fused({"a": 0.5}, {"b": 9.0}, {"b": -1.0})

    assert (list(near), list(far)) == (["b", "a"], ["a", "b"])


def test_ties_keep_their_order() -> None:
    assert list(fused({"b": 0.5, "a": 0.5}, {})) == ["b", "a"]


def test_words_that_weigh_nothing_decide_nothing() -> None:
    assert list(fused({"a": 0.5, "b": 0.4}, {"b": 0.0})) == ["a", "b"]


def test_nothing_found_is_nothing() -> None:
    assert fuse([], [], {}) == []
