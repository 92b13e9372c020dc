from __future__ import annotations

from assistant.answering.presence import NO_PRESENCE
from assistant.retrieval.asked import Asked
from assistant.retrieval.retrieve import Retrieved
from assistant.retrieval.standalone import standalone_question
from assistant.types import Hit, Scope
from evals.calibration_examples import elsewhere_examples, gold_examples
from evals.gold import Evidence, GoldItem
from tests.doubles import a_passage, a_source, some_hits

FEE = a_passage("The license shall not require a fee of 5 euros.", a_source("osd.md"))
OTHER = a_passage("Weights are parameters.", a_source("owd.md"))
ITEM = GoldItem(
    id="fee",
    question="What does the license cost?",
    type="fact",
    evidence=(Evidence(("osd.md",), "shall not require a fee"),),
    facts=(),
    answer="Nothing.",
    answerable=True,
)


def retrieve(query: str, _k: int, _scope: Scope) -> Retrieved:
    hits: list[Hit] = some_hits(FEE, OTHER)
    return Retrieved(hits, hits, hits, Asked(query, query))


def test_answerable_item_is_also_asked_without_the_documents_that_answer_it() -> None:
    asked, left_out = gold_examples("ours", [ITEM], standalone_question, retrieve)

    assert (asked.answerable, left_out.answerable) == (True, False)
    assert (asked.origin, left_out.origin) == ("asked", "left out")
    assert asked.signs.given > left_out.signs.given
    assert asked.group == left_out.group == "ours"


def test_item_without_any_other_document_shows_no_sign_when_its_own_is_left_out() -> None:
    def only_fee(_query: str, _k: int, _scope: Scope) -> Retrieved:
        return Retrieved(some_hits(FEE), some_hits(FEE), some_hits(FEE))

    _, left_out = gold_examples("ours", [ITEM], standalone_question, only_fee)

    assert left_out.signs == NO_PRESENCE


def test_question_elsewhere_is_unanswerable_whatever_was_found() -> None:
    (example,) = elsewhere_examples("ours", ["Who baked it?"], retrieve)

    assert not example.answerable
    assert example.origin == "elsewhere"
