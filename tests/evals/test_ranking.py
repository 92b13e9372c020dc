from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.gold import Evidence
from evals.matching import finds
from evals.ranking import first_useful_rank, pieces_found, ranking_scores
from tests.evals.scripted import document, gold, hits, passage

ANVIL = document()
HAMMER = document("tools/hammer.md", "The hammer is for sale everywhere, says the seller.")
QUOTE = "Nobody may sell the anvil."
OTHER = passage("The hammer is for sale", within=HAMMER)
FREE = passage("The anvil is free to use.", within=ANVIL)
SELL = passage(QUOTE, within=ANVIL)
MAKER = passage("Its maker is Smith & Daughters.", within=ANVIL)

WORDS = ("anvil", "may", "sell", "free", "smith")


def slow_scores(piece: Evidence, texts: list[str]) -> dict[str, float]:
    """The definitions, word for word, with sets of ranks."""
    useful = {r for r, text in enumerate(texts, start=1) if finds(piece, passage(text))}
    return {
        **{f"hit@{k}": float(bool(useful & set(range(1, k + 1)))) for k in (1, 5, 10)},
        "mrr@10": max({1 / r for r in useful if r <= 10} | {0.0}),
    }


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), max_size=14))
def test_ranks_agree_with_a_slow_version_of_sets(found: list[list[str]]) -> None:
    texts = [" ".join(words) for words in found]
    item = gold("may sell anvil free")

    scores = ranking_scores(item.evidence, hits(*map(passage, texts)))

    expected = slow_scores(item.evidence[0], texts)
    assert {name: scores[name] for name in expected} == expected


def test_any_piece_makes_a_hit_and_every_piece_counts_for_recall() -> None:
    item = gold(QUOTE, "Its maker is Smith & Daughters.")

    scores = ranking_scores(item.evidence, hits(OTHER, FREE, SELL))

    assert first_useful_rank(item.evidence, hits(OTHER, FREE, SELL)) == 3
    assert (scores["hit@1"], scores["hit@5"]) == (0, 1)
    assert scores["mrr@10"] == pytest.approx(1 / 3)
    assert scores["evidence_recall@10"] == 0.5


def test_the_eleventh_passage_is_not_among_ten() -> None:
    scores = ranking_scores(gold(QUOTE).evidence, hits(*[OTHER] * 10, SELL))

    assert (scores["hit@10"], scores["mrr@10"], scores["evidence_recall@10"]) == (0, 0, 0)


def test_a_quotation_over_three_passages_is_found_by_them_together() -> None:
    item = gold("aaaaaaaa bbbbbbbb cccccccc")
    parts = hits(passage("aaaaaaaa"), passage("bbbbbbbb"), passage("cccccccc"))

    assert first_useful_rank(item.evidence, parts) is None
    assert pieces_found(item.evidence, parts) == (True,)
    assert pieces_found(item.evidence, parts[:1]) == (False,)


def test_the_same_part_twice_is_no_more_than_once() -> None:
    item = gold("aaaaaaaa bbbbbbbb cccccccc")

    assert pieces_found(item.evidence, hits(*[passage("aaaaaaaa")] * 3)) == (False,)


def test_a_first_passage_of_another_document_or_none_is_wrong() -> None:
    item = gold(QUOTE)

    wrong = [
        ranking_scores(item.evidence, h)["wrong_document@1"] for h in ([], hits(OTHER), hits(FREE))
    ]

    assert wrong == [1, 1, 0]


def test_length_is_that_of_the_first_five_uncut() -> None:
    long, short = passage("y" * 3000), passage("y" * 1000)

    assert ranking_scores(gold(QUOTE).evidence, hits(long, *[short] * 8))["chars@5"] == 1400


def slow_ndcg(evidence: tuple[Evidence, ...], texts: list[str]) -> float:
    """Each piece gains at the rank it is first found; several of one passage stand in a row."""
    found: list[int] = []
    slots: list[bool] = []
    for text in texts[:10]:
        new = [
            i for i, piece in enumerate(evidence) if i not in found and finds(piece, passage(text))
        ]
        found += new
        slots += [True] * len(new) or [False]
    gain = sum(1 / math.log2(rank + 1) for rank, hit in enumerate(slots[:10], start=1) if hit)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(evidence), 10) + 1))
    return gain / ideal


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), max_size=14))
def test_ndcg_agrees_with_a_slow_version(found: list[list[str]]) -> None:
    texts = [" ".join(words) for words in found]
    item = gold("may sell anvil free", "free smith may", "sell sell smith")

    scores = ranking_scores(item.evidence, hits(*map(passage, texts)))

    assert scores["ndcg@10"] == pytest.approx(slow_ndcg(item.evidence, texts))


def test_a_perfect_list_has_an_ndcg_of_one_also_when_one_passage_holds_everything() -> None:
    item = gold(QUOTE, MAKER.text)
    whole = passage(ANVIL.text, within=ANVIL)

    assert ranking_scores(item.evidence, hits(whole, OTHER))["ndcg@10"] == pytest.approx(1)
    assert ranking_scores(item.evidence, hits(SELL, MAKER))["ndcg@10"] == pytest.approx(1)
    late = ranking_scores(item.evidence, hits(OTHER, SELL, MAKER))["ndcg@10"]
    assert late is not None and late < 1


def slow_characters(quote: str, texts: list[str]) -> tuple[float, float, float]:
    """With sets of positions; passages that are slices of the quotation's own text."""
    wanted = set(range(len(quote)))
    shared = {i for text in texts for i in range(quote.index(text), quote.index(text) + len(text))}
    got = sum(map(len, texts))
    return (
        len(shared) / len(wanted),
        len(shared) / got if got else 0.0,
        len(shared) / (len(wanted) + got - len(shared)),
    )


@given(st.lists(st.tuples(st.integers(0, 25), st.integers(1, 26)), max_size=5))
def test_character_measures_agree_with_sets_of_positions(cuts: list[tuple[int, int]]) -> None:
    quote = "abcdefghijklmnopqrstuvwxyz"
    texts = [quote[start : start + size] for start, size in cuts]

    scores = ranking_scores(gold(quote).evidence, hits(*map(passage, texts)))

    expected = slow_characters(quote, texts)
    names = ("char_recall@5", "char_precision@5", "char_iou@5")
    assert tuple(scores[name] for name in names) == pytest.approx(expected)


def test_a_long_passage_counts_only_its_beginning() -> None:
    late = passage("y" * 1200 + QUOTE, within=document(text="y" * 1200 + QUOTE))

    assert ranking_scores(gold(QUOTE).evidence, hits(late))["hit@1"] == 0


def test_the_share_of_wrong_documents_is_that_of_the_first_five() -> None:
    scores = ranking_scores(gold(QUOTE).evidence, hits(OTHER, FREE, SELL, OTHER, OTHER, OTHER))

    assert scores["wrong_document@1"] == 1
    assert scores["wrong_document@5"] == pytest.approx(0.6)


def test_without_evidence_only_the_length_is_measured() -> None:
    scores = ranking_scores((), hits(OTHER))

    assert scores.pop("chars@5") == len(OTHER.text)
    assert set(scores.values()) == {None}
