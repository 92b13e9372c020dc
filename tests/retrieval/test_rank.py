from __future__ import annotations

from collections.abc import Sequence

from assistant.retrieval.asked import Asked
from assistant.retrieval.rank import rank
from assistant.types import Hit
from tests.doubles import a_passage, a_source


def ranked(question: str, hits: Sequence[Hit], **asked: object) -> list[Hit]:
    return rank(
        Asked(question, question, **asked),  # type: ignore[arg-type]
        hits,
        lambda words: dict.fromkeys(words, 1.0),
    )


def texts(hits: Sequence[Hit]) -> list[str]:
    return [hit.passage.text for hit in hits]


def test_passage_that_answers_in_one_sentence_comes_first() -> None:
    near = Hit(a_passage("Patents are a subject."), 0.60, sentences=(0.3,))
    answer = Hit(a_passage("A patent claim ends the license."), 0.59, sentences=(0.7,))

    found = ranked("Does a patent claim end the license?", [near, answer])

    assert texts(found) == [answer.passage.text, near.passage.text]


def test_document_that_is_named_comes_before_one_that_is_as_good() -> None:
    hits = [
        Hit(a_passage("It may be used.", a_source(f"{name}.md")), 0.6, sentences=(0.5,))
        for name in "ab"
    ]

    found = ranked("May it be used?", hits, documents={"b.md": 1.0})

    assert [hit.passage.source.doc_id for hit in found] == ["b.md", "a.md"]


def test_ties_keep_their_order() -> None:
    hits = [Hit(a_passage("It is open.", start=100 * n), 0.6, sentences=(0.5,)) for n in range(4)]

    assert [h.passage for h in ranked("open?", hits)] == [h.passage for h in hits]


def test_nothing_found_is_nothing_ranked() -> None:
    assert ranked("open?", []) == []
