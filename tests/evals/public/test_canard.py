from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import sacrebleu
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Turn
from evals.public.canard import (
    BLEU,
    Followup,
    added_found,
    bleu,
    bleu_counts,
    figures,
    load_followups,
    our_rewrite,
    run,
)
from evals.public.tables import Bench
from tests.conftest import SHARED

HISTORY = (Turn("user", "Who made the anvil?"), Turn("assistant", "A smith of the town."))
SENTENCES = st.lists(st.sampled_from("who made the anvil of iron".split()), min_size=5, max_size=9)


def a_followup(question: str, rewrite: str) -> Followup:
    return Followup("d1", "The Anvil", HISTORY, question, rewrite)


@given(st.lists(st.tuples(SENTENCES, SENTENCES), min_size=2, max_size=5))
def test_bleu_of_the_counts_is_sacrebleu_of_the_corpus(
    pairs: list[tuple[list[str], list[str]]],
) -> None:
    said = [" ".join(words) for words, _ in pairs]
    references = [" ".join(words) for _, words in pairs]

    found = bleu(np.array([bleu_counts(s, r) for s, r in zip(said, references, strict=True)]))

    expected = sacrebleu.corpus_bleu(said, [references], smooth_method="none").score
    assert found == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("When was it sold?", 0.0),
        ("Who made the anvil? When was it sold?", 0.5),
        ("When was the anvil of Bellwich sold?", 1.0),
    ],
)
def test_only_the_words_that_the_person_added_count(text: str, share: float) -> None:
    item = a_followup("When was it sold?", "When was the anvil of Bellwich sold?")

    assert added_found(item, text) == share


def test_a_question_that_needed_nothing_has_no_added_words() -> None:
    assert added_found(a_followup("Who made it?", "Who made it?"), "Who made it?") is None


def test_left_as_it_is_counts_only_questions_that_stand_alone() -> None:
    items = [
        a_followup("Who sells the big hammers today?", "who sells the big hammers today?"),
        a_followup("Is the hammer heavy as iron?", "Is the hammer heavy as iron?"),
        a_followup("When was it sold?", "When was the anvil sold?"),
    ]

    found = figures(items, lambda item: item.question.replace("Is", "Was"))["left as it is"]

    assert (found.value, found.n) == (0.5, 2)


def test_our_rewrite_is_what_the_program_searches_for() -> None:
    assert our_rewrite(a_followup("When was it sold?", "")) == (
        "Who made the anvil? When was it sold?"
    )


def test_the_titles_are_no_turns_and_the_first_turn_is_the_users(tmp_path: Path) -> None:
    raw = {
        "History": ["The Anvil", "Making", *(turn.content for turn in HISTORY)],
        "QuAC_dialog_id": "d1",
        "Question": "When was it sold?",
        "Question_no": 2,
        "Rewrite": "When was the anvil sold?",
    }
    (tmp_path / "canard").mkdir()
    (tmp_path / "canard" / "canard_dev.json").write_text(json.dumps([raw]))

    bench = Bench(tmp_path, tmp_path / "work")

    assert load_followups(bench) == [a_followup("When was it sold?", "When was the anvil sold?")]
    (table,) = run(bench)
    assert [row.system for row in table.rows][-1] == "ours"


@pytest.mark.originals
def test_copying_the_questions_gives_the_known_bleu() -> None:
    items = load_followups(Bench(SHARED / "bench", Path("unused")))

    counts = [bleu_counts(item.question, item.rewrite) for item in items]

    assert bleu(np.array(counts)) == pytest.approx(34.8, abs=0.05)
    assert BLEU in figures(items[:20], our_rewrite)
