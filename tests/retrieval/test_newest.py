from __future__ import annotations

import pytest

from assistant.retrieval.identity import identify
from assistant.retrieval.name_terms import terms_of
from assistant.retrieval.newest import NOT_ASKED_FOR, OTHER, favour_newest
from assistant.types import Source

EDITIONS = (
    Source("0.1.md", "Open Weight Definition 0.1", "definition", "0.1", status="draft"),
    Source("0.2.md", "Open Weight Definition 0.2", "definition", "0.2", status="draft"),
    Source("1.0.md", "Open Weight Definition 1.0", "definition", "1.0"),
    Source("ja.md", "Open Weight Definition 0.1", "definition", "0.1", language="ja"),
    Source("other.md", "Apache License 2.0", "license", "2.0"),
)


def _left(question: str) -> dict[str, float]:
    identities = [identify(source) for source in EDITIONS]
    named = dict.fromkeys(range(len(EDITIONS)), 0.8)
    left = favour_newest(named, identities, terms_of(question))
    return {EDITIONS[place].doc_id: strength for place, strength in left.items()}


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("What does the Open Weight Definition say?", "1.0.md"),
        ("What did the first Open Weight Definition say?", "0.1.md"),
        ("What did the original draft say?", "0.1.md"),
        ("What does the draft say?", "0.2.md"),
    ],
)
def test_newest_edition_is_meant_unless_another_is_asked_for(question: str, meant: str) -> None:
    left = _left(question)

    assert left[meant] == 0.8
    assert {left[doc_id] for doc_id in ("0.1.md", "0.2.md", "1.0.md")} == {0.8, 0.8 * OTHER}


def test_another_language_and_another_text_are_no_editions() -> None:
    left = _left("Which?")

    assert left["ja.md"] == left["other.md"] == 0.8


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("What did the first Open Weight Definition say?", NOT_ASKED_FOR),
        ("What did the first draft of the Open Weight Definition say?", NOT_ASKED_FOR),
        ("What was first said of the Open Weight Definition?", OTHER),
        ("What is the first rule of the Open Weight Definition?", OTHER),
    ],
)
def test_edition_is_asked_for_in_front_of_the_name(question: str, left: float) -> None:
    identities = [identify(source) for source in EDITIONS]
    terms = terms_of(question)
    name = next(i for i, term in enumerate(terms) if term.text == "open")

    strengths = favour_newest({0: 0.8, 2: 0.8}, identities, terms, [name])

    assert strengths == {0: 0.8, 2: 0.8 * left}
