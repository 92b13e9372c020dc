from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.public.claims import RememberingEncoder
from evals.public.tables import Bench
from evals.public.wice import (
    PIECE_WORDS,
    Claim,
    Judged,
    judge,
    load_claims,
    oracle_pieces,
    overlapping_pieces,
    own_rows,
)
from tests.doubles import WordEncoder
from tests.evals.public.values import values_of

ARTICLE = ("The anvil is free to use.", "Nobody may sell it.", "The town has a fair.")
LENGTHS = st.lists(st.integers(1, 300), min_size=1, max_size=60)


def a_claim(label: str, *marked: tuple[int, ...], article: tuple[str, ...] = ARTICLE) -> Claim:
    return Claim("c1", "Nobody may sell the anvil.", article, label, marked)


def words_of(article: tuple[str, ...], piece: list[int]) -> int:
    return sum(len(article[i].split()) for i in piece)


@given(LENGTHS)
def test_overlapping_pieces_hold_the_whole_article_and_keep_the_limit(lengths: list[int]) -> None:
    article = tuple("word " * n for n in lengths)

    pieces = overlapping_pieces(article)

    assert {i for piece in pieces for i in piece} == set(range(len(article)))
    assert all(words_of(article, p) < PIECE_WORDS or len(p) == 1 for p in pieces)
    assert all(piece == list(range(piece[0], piece[-1] + 1)) for piece in pieces)


@given(LENGTHS, st.data())
def test_a_piece_holds_what_was_marked_unless_that_alone_is_too_long(
    lengths: list[int], data: st.DataObject
) -> None:
    article = tuple("word " * n for n in lengths)
    marked = tuple(sorted(data.draw(st.sets(st.integers(0, len(article) - 1), min_size=1))))
    claim = a_claim("supported", marked, article=article)

    pieces = oracle_pieces(claim, random.Random(3))

    assert len(pieces) == 3
    for piece in pieces:
        assert piece == sorted(set(piece))
        assert set(marked) <= set(piece) or words_of(article, [*marked]) >= PIECE_WORDS
        assert words_of(article, piece) < PIECE_WORDS or len(piece) == 1


def test_a_claim_that_nothing_supports_is_held_against_the_article() -> None:
    assert oracle_pieces(a_claim("not_supported", ()), random.Random(0)) == [[0, 1, 2]]


def test_pieces_depend_on_the_seed_alone() -> None:
    article = tuple(f"word{i} " * 40 for i in range(50))
    claim = a_claim("partially_supported", (20,), (25, 26), article=article)

    assert oracle_pieces(claim, random.Random(5)) == oracle_pieces(claim, random.Random(5))
    assert oracle_pieces(claim, random.Random(5)) != oracle_pieces(claim, random.Random(6))


def test_the_best_piece_decides() -> None:
    encoder = RememberingEncoder(WordEncoder())
    long = tuple(sentence * 60 for sentence in ("town fair ", "Nobody may sell the anvil. "))

    found = judge(a_claim("supported", (0,), (1,), article=long), 0, encoder)

    assert found.wanted and found.check
    assert found.words == 1.0


def test_partly_supported_is_not_supported() -> None:
    encoder = RememberingEncoder(WordEncoder())

    assert not judge(a_claim("partially_supported", (1,)), 0, encoder).wanted


def test_area_is_that_of_the_score_and_the_verdict_stands_beside_it() -> None:
    judged = [
        Judged(True, True, 0.9, 1, 1),
        Judged(True, False, 0.4, 0, 0),
        Judged(False, True, 0.6, 1, 0),
        Judged(False, False, 0.1, 0, 0),
    ]

    found = values_of(own_rows(judged))

    assert found["ours, the statement check"]["AUROC"] == pytest.approx(0.75)
    assert found["ours, the statement check"]["accuracy"] == 0.5
    assert found["floor: always supported"]["recall"] == 1


def test_claims_are_read_with_their_annotators(tmp_path: Path) -> None:
    raw = {
        "label": "supported",
        "supporting_sentences": [[1, 0], [1]],
        "claim": "Nobody may sell the anvil.",
        "evidence": list(ARTICLE),
        "meta": {"id": "c1"},
    }
    (tmp_path / "wice").mkdir()
    (tmp_path / "wice" / "claim_test.jsonl").write_text(json.dumps(raw) + "\n")

    assert load_claims(Bench(tmp_path, tmp_path)) == [a_claim("supported", (0, 1), (1,))]
