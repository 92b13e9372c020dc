from __future__ import annotations

from dataclasses import replace

from assistant.types import Document
from evals.gold import GoldItem
from evals.proof import faults, faulty_items
from evals.shelf import Shelf
from tests.evals.scripted import document, gold

ANVIL = document()
HAMMER = document("tools/hammer.md", "The hammer is for sale everywhere.")
QUOTE = "Nobody may sell the anvil."


def shelf(*documents: Document) -> Shelf:
    by_id = {each.doc_id: each for each in documents}
    return Shelf(by_id, by_id.__getitem__)


def unanswerable(*absent: str, near: tuple[str, ...] = ()) -> GoldItem:
    return replace(gold(answerable=False), absent=absent, near=near)


def test_an_item_that_is_true_of_its_documents_has_no_faults() -> None:
    item = replace(gold(QUOTE, facts=(("nobody",),)), answer="Nobody may sell it.")

    assert faults(item, shelf(ANVIL)) == []
    assert faults(unanswerable("price"), shelf(ANVIL, HAMMER)) == []


def test_a_planted_wrong_quotation_is_caught() -> None:
    item = gold("Nobody might sell the anvil.")

    assert faults(item, shelf(ANVIL)) == [
        "'Nobody might sell the anvil.' does not stand in tools/anvil.md"
    ]


def test_a_quotation_of_a_document_that_is_not_there_is_caught() -> None:
    assert faults(gold(QUOTE), shelf(HAMMER)) == ["no document is called tools/anvil.md"]


def test_a_reference_answer_must_hold_its_own_facts() -> None:
    item = replace(gold(QUOTE, facts=(("nobody", "no one"), ("2024",))), answer="No one may.")

    assert faults(item, shelf(ANVIL)) == ["the reference answer does not hold the fact '2024'"]


def test_a_reference_answer_must_not_say_what_is_forbidden() -> None:
    item = replace(gold(QUOTE), answer="All may.", forbidden=(("all may", "anyone may"),))

    assert faults(item, shelf(ANVIL)) == ["the reference answer says 'all may', which is forbidden"]


def test_an_answerable_item_needs_evidence() -> None:
    assert faults(gold(), shelf(ANVIL)) == ["it is answerable and names no evidence"]


def test_what_is_said_to_be_absent_is_looked_for_in_every_document() -> None:
    assert faults(unanswerable("for  SALE"), shelf(ANVIL, HAMMER)) == [
        "'for  SALE' is said to be absent and stands in tools/hammer.md"
    ]


def test_what_is_absent_near_may_stand_elsewhere() -> None:
    near = unanswerable("for sale", near=("tools/anvil.md",))

    assert faults(near, shelf(ANVIL, HAMMER)) == []
    assert faults(replace(near, near=("gone.md",)), shelf(ANVIL)) == [
        "no document is called gone.md"
    ]


def test_only_faulty_items_are_listed() -> None:
    fine, wrong = gold(QUOTE), gold("Never written.", item_id="g-2")

    found = faulty_items([replace(fine, answer="x"), wrong], shelf(ANVIL))

    assert list(found) == ["g-2"]
