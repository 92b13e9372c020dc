from __future__ import annotations

from pathlib import Path

import pytest

from evals.public.cuad_licenses import ask_contract, first_touch
from evals.public.cuad_pairs import Pair
from evals.public.spans import Span
from evals.public.tables import Bench

CONTRACT = """CONTENT LICENSE AGREEMENT

1. Governing Law. This Agreement is governed by the laws of the State of Nevada.

2. Insurance. Licensee shall keep general liability insurance during the term.
"""


def test_a_passage_touches_the_gold_with_one_character() -> None:
    gold = (Span("one.txt", 10, 20),)
    before, same = Span("one.txt", 0, 10), Span("one.txt", 19, 40)

    assert first_touch(gold, [before, Span("two.txt", 10, 20), same]) == 3
    assert first_touch(gold, [before]) is None


@pytest.mark.slow
def test_a_contract_is_searched_and_asked_alone(tmp_path: Path) -> None:
    folder = tmp_path / "cuad_licenses" / "txt"
    folder.mkdir(parents=True)
    (folder / "one.txt").write_text(CONTRACT)
    start = CONTRACT.index("This Agreement is")
    gold = (Span("one.txt", start, start + 60),)
    question = "Governing Law: This Agreement is governed by the laws of which State?"
    pair = Pair("one.txt", "Governing Law", question, True, gold, "Nevada")

    (asked,) = ask_contract(Bench(tmp_path, tmp_path / "work"), "one.txt", [pair])

    assert set(asked.ranks.values()) == {1}
    assert not asked.abstained and any(asked.cited)
    assert asked.value_stands is True
