from __future__ import annotations

import pytest

from assistant.retrieval.mentions import find_mentions
from assistant.retrieval.name_terms import terms_of
from assistant.retrieval.named_documents import groups_of, named_documents
from tests.retrieval.library_of_names import small_shelf

SHELF = small_shelf()


def _named(question: str) -> dict[str, float]:
    terms = terms_of(question)
    return named_documents(find_mentions(terms, SHELF), terms, SHELF)


def _first(question: str) -> set[str]:
    """The documents that are named the most surely."""
    named = _named(question)
    best = max(named.values(), default=0.0)
    return {doc_id for doc_id, strength in named.items() if strength > best - 0.01}


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("does apache2 grant patents", {"apache-2.0.txt"}),
        ("May I sell what llama2 wrote?", {"llama-2.txt"}),
        ("What does Llama 3.1 cost?", {"llama-3.1.txt", "llama-3.1-card.md"}),
        ("What does Llama 3 cost?", {"llama-3.txt"}),
        ("the Llama license, version 2, please", {"llama-2.txt"}),
        ("What did the 2024 Gemma terms forbid?", {"gemma-2024.txt"}),
        ("which point of the OSD is that", {"osd.md"}),
        ("Does the OWD 0.2 want code?", {"owd-0.2.md"}),
        ("Does the Open Weights Definition want code?", {"meeker.md"}),
        ("OSAID RC1 on data", {"rc1.md"}),
        ("What is new in OSAID 0.0.8?", {"osaid-0.0.8.md"}),
        ("Is R1 free?", {"deepseek-r1.md"}),
        ("Is DeepSeek V3 free?", {"deepseek-v3.md"}),
        ("how open is apertus", {"record.yaml"}),
        ("Who spoke at State of Open Con 2025?", {"soocon.md"}),
        ("Under MIT, may I sell it?", {"mit.txt"}),
        ("Is Deep Seek V3 free?", {"deepseek-v3.md"}),
        ("What of Why I Build?", {"build.md"}),
    ],
)
def test_document_is_recognised_by_what_people_call_it(question: str, documents: set[str]) -> None:
    assert _first(question) == documents


@pytest.mark.parametrize(
    "question",
    [
        "How do I build a house?",
        "Which license may I use?",
        "What was said?",
        "Article 3.1: what does it say?",
        "",
    ],
)
def test_question_without_a_name_names_nothing(question: str) -> None:
    assert _named(question) == {}


def test_comparison_names_both_sides() -> None:
    named = _named("Llama 3.1 versus the Open Weight Definition 0.1: who wants data?")

    assert min(named["llama-3.1.txt"], named["owd-0.1.md"]) > 0.5
    assert named.get("llama-3.txt", 0.0) < named["llama-3.1.txt"] / 2


def test_number_of_one_name_is_not_taken_for_the_other() -> None:
    named = _named("Llama 2 or Apache 2.0?")

    assert named["llama-2.txt"] > 2 * named.get("llama-3.1.txt", 0.0)
    assert named["apache-2.0.txt"] > 0.5


def test_edition_that_is_not_there_names_the_others_less_surely() -> None:
    assert max(_named("Llama 4 license?").values()) < max(_named("Llama license?").values())


def test_month_of_a_date_is_no_version() -> None:
    assert _first("Gemma 3") == {"gemma-2024.txt", "gemma-2025-03-24.txt"}


def test_word_like_any_other_names_less_than_a_name() -> None:
    assert _named("who can build it").get("build.md", 0.0) < 0.3
    assert _named("why I build open language models")["build.md"] > 0.9


@pytest.mark.parametrize(
    ("question", "groups"),
    [
        ("Llama 2 or Apache 2.0?", [{"llama-2.txt"}, {"apache-2.0.txt"}]),
        (
            "What changed from Llama 3 to 3.1?",
            [{"llama-3.txt"}, {"llama-3.1.txt", "llama-3.1-card.md"}],
        ),
        ("OSD versus OWD 0.2", [{"osd.md"}, {"owd-0.2.md"}]),
        (
            "deepseek v3, apertus, gemma 2025",
            [{"deepseek-v3.md"}, {"record.yaml"}, {"gemma-2025-03-24.txt"}],
        ),
        ("Is MIT fine?", [{"mit.txt"}]),
        ("Is it fine?", []),
    ],
)
def test_what_is_named_apart_is_a_group_each(question: str, groups: list[set[str]]) -> None:
    mentions = find_mentions(terms_of(question), SHELF)

    assert [set(group) for _, group in groups_of(mentions, SHELF)] == groups
