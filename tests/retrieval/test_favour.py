from __future__ import annotations

from assistant.retrieval.asked import Asked
from assistant.retrieval.favour import NAMED, favour_named
from assistant.types import Hit, Passage, Source


def _hit(doc_id: str, score: float) -> Hit:
    return Hit(Passage(doc_id, Source(doc_id, doc_id), "", 0, 1, "x"), score)


def test_passage_of_a_named_document_comes_before_a_slightly_better_one() -> None:
    hits = [_hit("other", 0.5), _hit("named", 0.5 - NAMED / 2)]

    favoured = favour_named(hits, Asked("?", "?", documents={"named": 1.0}))

    assert [hit.passage.passage_id for hit in favoured] == ["named", "other"]


def test_much_better_passage_stays_first() -> None:
    hits = [_hit("other", 0.9), _hit("named", 0.9 - 2 * NAMED)]

    favoured = favour_named(hits, Asked("?", "?", documents={"named": 1.0}))

    assert [hit.passage.passage_id for hit in favoured] == ["other", "named"]


def test_question_that_names_nothing_changes_nothing() -> None:
    hits = [_hit("a", 0.9), _hit("b", 0.1)]

    assert favour_named(hits, Asked("?", "?")) == hits
