from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Document, Outcome
from evals.gold import Evidence
from evals.matching import finds
from evals.measures import (
    abstention_scores,
    answer_scores,
    citation_scores,
    first_useful_rank,
    is_faithful,
    missing_facts,
    pieces_found,
    retrieval_scores,
    spoken_text,
)
from tests.evals.scripted import answer, cite, document, gold, hits, passage

ANVIL = document()
HAMMER = document("tools/hammer.md", "The hammer is for sale everywhere, says the seller.")
QUOTE = "Nobody may sell the anvil."
OTHER = passage("The hammer is for sale", within=HAMMER)
FREE = passage("The anvil is free to use.", within=ANVIL)
SELL = passage(QUOTE, within=ANVIL)

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

    scores = retrieval_scores(item, hits(*map(passage, texts)))

    expected = slow_scores(item.evidence[0], texts)
    assert {name: scores[name] for name in expected} == expected


def test_any_piece_makes_a_hit_and_every_piece_counts_for_recall() -> None:
    item = gold(QUOTE, "Its maker is Smith & Daughters.")

    scores = retrieval_scores(item, hits(OTHER, FREE, SELL))

    assert first_useful_rank(item.evidence, hits(OTHER, FREE, SELL)) == 3
    assert (scores["hit@1"], scores["hit@5"]) == (0, 1)
    assert scores["mrr@10"] == pytest.approx(1 / 3)
    assert scores["evidence_recall@10"] == 0.5


def test_the_eleventh_passage_is_not_among_ten() -> None:
    scores = retrieval_scores(gold(QUOTE), hits(*[OTHER] * 10, SELL))

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

    wrong = [retrieval_scores(item, h)["wrong_document@1"] for h in ([], hits(OTHER), hits(FREE))]

    assert wrong == [1, 1, 0]


def test_length_is_that_of_the_first_five_uncut() -> None:
    long, short = passage("y" * 3000), passage("y" * 1000)

    assert retrieval_scores(gold(QUOTE), hits(long, *[short] * 8))["chars@5"] == 1400


def test_an_unanswerable_question_has_no_recall() -> None:
    item = gold(answerable=False, facts=(("not found",),))

    scores = {**retrieval_scores(item, hits(OTHER)), **answer_scores(item, answer("x"))}

    assert scores.pop("chars@5") and scores.pop("quoted_words")
    assert set(scores.values()) == {None}


def test_a_fact_counts_when_any_of_its_forms_stands_in_the_answer() -> None:
    item = gold(QUOTE, facts=(("nobody", "no one"), ("smith",), ("2024",)))

    scores = answer_scores(item, answer("No One may, says SMITH."))

    assert scores["key_fact_recall"] == pytest.approx(2 / 3)
    assert scores["all_facts"] == 0
    assert missing_facts(item, "no one, Smith") == (("2024",),)


def test_facts_are_found_across_line_ends_and_typeset_apostrophes() -> None:
    item = gold(QUOTE, facts=(("doesn't allow",), ("non-commercial use",)))

    said = answer("> It doesn’t\n> allow more than non‑commercial\n> use.")

    assert answer_scores(item, said)["all_facts"] == 1


def test_a_marker_is_neither_fact_nor_word_and_other_brackets_are() -> None:
    said = answer("Nobody may. [1] See [2007].", cite(QUOTE, within=ANVIL))

    assert spoken_text(said).split() == ["Nobody", "may.", "See", "[2007]."]
    assert missing_facts(gold(QUOTE, facts=(("1",), ("2007",))), spoken_text(said)) == (("1",),)
    assert answer_scores(gold(QUOTE), said)["quoted_words"] == 4


def test_an_abstention_has_no_facts_whatever_it_shows() -> None:
    item = gold(QUOTE, facts=(("nobody",),))

    said = answer("Not found. Nearest: nobody ...", outcome=Outcome.NO_EVIDENCE)

    assert answer_scores(item, said) == {
        "key_fact_recall": 0,
        "all_facts": 0,
        "quoted_words": None,
    }


def test_citations_are_held_against_gold_evidence_both_ways() -> None:
    item = gold(QUOTE, "A sentence that is nowhere cited.")
    right = cite(QUOTE, within=ANVIL)
    wrong = cite("The hammer is for sale", within=HAMMER)

    scores = citation_scores(
        item,
        answer("", right, wrong, wrong),
        {ANVIL.doc_id: ANVIL, HAMMER.doc_id: HAMMER}.__getitem__,
    )

    assert scores["citation_precision"] == pytest.approx(1 / 3)
    assert scores["citation_recall"] == 0.5
    assert scores["quotation_fidelity"] == 1


def test_no_citation_is_no_precision_but_a_recall_of_zero() -> None:
    scores = citation_scores(gold(QUOTE), answer("Nobody may."), _no_document)

    assert scores == {"citation_precision": None, "citation_recall": 0, "quotation_fidelity": None}


def test_citations_of_an_abstention_earn_nothing() -> None:
    said = answer("", cite(QUOTE, within=ANVIL), outcome=Outcome.NO_EVIDENCE)

    scores = citation_scores(gold(QUOTE), said, lambda _: ANVIL)

    assert (scores["citation_precision"], scores["citation_recall"]) == (None, 0)


def test_a_quotation_must_stand_at_its_place_inside_its_passage() -> None:
    exact = cite(QUOTE, within=ANVIL)

    assert is_faithful(exact, ANVIL)
    assert not is_faithful(replace(exact, quote=QUOTE.upper()), ANVIL)
    assert not is_faithful(replace(exact, start=exact.start + 1, end=exact.end + 1), ANVIL)
    assert not is_faithful(replace(exact, passage=FREE), ANVIL)
    assert not is_faithful(replace(exact, quote="", end=exact.start), ANVIL)


def test_one_planted_wrong_quotation_spoils_the_answer() -> None:
    exact = cite(QUOTE, within=ANVIL)
    said = answer("", exact, replace(exact, quote="Nobody might sell the anvi"))

    assert citation_scores(gold(QUOTE), said, lambda _: ANVIL)["quotation_fidelity"] == 0


@pytest.mark.parametrize(
    ("answerable", "outcome", "over", "false", "right"),
    [
        (True, Outcome.QUOTED, 0, None, 1),
        (True, Outcome.NO_EVIDENCE, 1, None, 0),
        (True, None, 0, None, 0),
        (False, Outcome.ANSWERED, None, 1, 0),
        (False, Outcome.NO_EVIDENCE, None, 0, 1),
        (False, None, None, 0, 0),
    ],
)
def test_both_mistakes_of_abstention_are_told_apart(
    answerable: bool, outcome: Outcome | None, over: float, false: float, right: float
) -> None:
    scores = abstention_scores(answerable, outcome)

    assert scores["over_abstention"] == over
    assert scores["false_answer_rate"] == false
    assert scores["abstention_accuracy"] == right


def _no_document(doc_id: str) -> Document:
    raise AssertionError(doc_id)
