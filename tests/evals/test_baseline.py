from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.baseline import PlainIndex, Vectors, cut_documents, cut_text, run_plain
from tests.evals.scripted import FOUND_WHOLE, document, gold

ANVIL = document()
HAMMER = document("tools/hammer.md", "The hammer is for sale everywhere.")


def encode(texts: Sequence[str]) -> Vectors:
    """Texts that share letters in pairs get near vectors."""
    rows = np.full((len(texts), 512), 1e-6, dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for first, second in pairwise(text):
            row[(ord(first) * 31 + ord(second)) % 512] += 1
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


@given(st.text(" \nabc", max_size=60), st.integers(1, 12))
def test_pieces_cover_everything_but_white_space(text: str, longest: int) -> None:
    spans = list(cut_text(text, longest))

    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
    assert all(0 < b - a <= longest for a, b in spans)
    assert all(text[a:b] == text[a:b].strip() for a, b in spans)


def test_pieces_end_between_words_where_they_can() -> None:
    text = "one two three abcdefghijkl"

    assert [text[a:b] for a, b in cut_text(text, 8)] == ["one two", "three", "abcdefgh", "ijkl"]


def test_pieces_are_slices_of_their_documents() -> None:
    pieces = cut_documents([ANVIL, HAMMER], 20)

    assert {p.source.doc_id for p in pieces} == {ANVIL.doc_id, HAMMER.doc_id}
    texts = {ANVIL.doc_id: ANVIL.text, HAMMER.doc_id: HAMMER.text}
    assert all(texts[p.source.doc_id][p.start : p.end] == p.text for p in pieces)


def test_the_nearest_piece_comes_first_with_its_cosine() -> None:
    pieces = cut_documents([ANVIL, HAMMER], 1000)
    index = PlainIndex(pieces, encode([p.text for p in pieces]), encode)

    found = index.search("hammer for sale", k=10)

    assert [hit.passage.source.doc_id for hit in found] == [HAMMER.doc_id, ANVIL.doc_id]
    cosine = float(encode([HAMMER.text])[0] @ encode(["hammer for sale"])[0])
    assert found[0].score == pytest.approx(cosine)
    assert index.search("hammer for sale", k=1) == found[:1]


def test_the_plain_index_is_scored_with_the_same_measures() -> None:
    pieces = cut_documents([ANVIL, HAMMER], 1000)
    index = PlainIndex(pieces, encode([p.text for p in pieces]), encode)
    item = gold("The hammer is for sale", files=("tools/hammer.md",), question="sell an anvil?")

    (found,) = run_plain(index, [item], FOUND_WHOLE)

    assert (found.outcome, found.first_useful_rank) == ("searched", 2)
    assert (found.scores["hit@1"], found.scores["hit@5"]) == (0, 1)
    assert "key_fact_recall" not in found.scores
    assert found.scores["latency_s"] is None


def test_vectors_must_be_those_of_the_pieces() -> None:
    with pytest.raises(ValueError, match="2 pieces, 1 vectors"):
        PlainIndex(cut_documents([ANVIL, HAMMER], 1000), encode(["x"]), encode)
