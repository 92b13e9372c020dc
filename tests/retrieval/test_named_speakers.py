from __future__ import annotations

import pytest

from assistant.retrieval.name_terms import terms_of
from assistant.retrieval.named_speakers import named_speakers
from tests.retrieval.library_of_names import small_shelf

SHELF = small_shelf()


@pytest.mark.parametrize(
    ("question", "speakers"),
    [
        ("What did Amanda Brock say?", {"Amanda Brock"}),
        ("what did brock say", {"Amanda Brock"}),
        ("What does Heather think?", {"Heather Meeker"}),
        ("Mr Johnston's view", {"Sam Johnston"}),
        ("Do Villa and Perens agree?", {"Luis Villa", "Bruce Perens"}),
        ("What is a villain?", set()),
    ],
)
def test_speaker_is_recognised_by_name(question: str, speakers: set[str]) -> None:
    assert set(named_speakers(terms_of(question), SHELF)) == speakers


def test_whole_name_is_surer_than_half_of_it() -> None:
    whole = named_speakers(terms_of("Luis Villa"), SHELF)
    half = named_speakers(terms_of("Villa"), SHELF)

    assert whole["Luis Villa"] > half["Luis Villa"]
