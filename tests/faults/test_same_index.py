from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.faults.corpus import QUERIES, queries
from tests.faults.encoder import StandIn
from tests.faults.same_index import State, differences

TEXTS = {"a": "license notice", "b": "training data", "c": "the patent of the author"}


@pytest.fixture
def whole() -> State:
    """What a whole index of three passages shows."""
    vectors = dict(zip(TEXTS, StandIn().encode(list(TEXTS.values())), strict=True))
    passages = {name: ("d.md", TEXTS[name], vector.tobytes()) for name, vector in vectors.items()}
    asked = StandIn().encode(queries())
    dense = [{name: float(query @ vector) for name, vector in vectors.items()} for query in asked]
    return State(passages, dense, [{"a": 2.0, "b": 1.0}] * QUERIES)


def test_equal_states_do_not_differ(whole: State) -> None:
    assert differences(whole, whole) == []


def test_lost_passage_and_changed_vector_are_told(whole: State) -> None:
    lost = replace(whole, passages={n: p for n, p in whole.passages.items() if n != "b"})
    zeros = np.zeros(128, dtype=np.float32).tobytes()
    changed = replace(whole, passages=whole.passages | {"b": ("d.md", TEXTS["b"], zeros)})

    assert "1 missing, 0 surplus" in differences(lost, whole)[0]
    assert "others than they were" in differences(changed, whole)[0]
    assert "find what is not there" in differences(changed, whole)[1]


def test_passage_that_the_search_by_meaning_misses_is_told(whole: State) -> None:
    best = max(whole.dense[7], key=lambda name: whole.dense[7][name])
    dense = list(whole.dense)
    dense[7] = {name: score for name, score in dense[7].items() if name != best}

    assert differences(replace(whole, dense=dense), whole) == [
        "dense: 1 of the top 10 of 50 queries are missed"
    ]


def test_other_words_found_are_told_but_not_another_order_of_equal_ones(whole: State) -> None:
    others = [{"a": 2.0, "c": 1.0}] * QUERIES
    best_lost = [{"b": 1.0, "c": 1.0}] * QUERIES

    assert differences(replace(whole, words=others), whole) == []
    assert "words: top 10" in differences(replace(whole, words=best_lost), whole)[0]
