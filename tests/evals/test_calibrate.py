from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.answering.confidence import Signs
from assistant.retrieval.retrieve import Retrieved
from assistant.types import Hit
from evals.calibrate import Example, fit, make_examples, read_elsewhere
from evals.fields import GoldError
from evals.gold import Evidence, GoldItem
from tests.doubles import a_passage, a_source, some_hits

FEE = a_passage("The license shall not require a fee.", a_source("osd.md"))
OTHER = a_passage("Weights are parameters.", a_source("owd.md"))
ITEM = GoldItem(
    id="fee",
    question="Does the license require a fee?",
    type="fact",
    evidence=(Evidence(("osd.md",), "shall not require a fee"),),
    facts=(),
    answer="No.",
    answerable=True,
)


def retrieve(_query: str, _k: int, _kinds: object) -> Retrieved:
    hits: list[Hit] = some_hits(FEE, OTHER)
    return Retrieved(hits, hits, hits)


def test_answerable_item_is_also_asked_without_the_documents_that_answer_it() -> None:
    asked, left_out, elsewhere = make_examples([ITEM], ["Who baked it?"], retrieve)

    assert (asked.answerable, left_out.answerable, elsewhere.answerable) == (True, False, False)
    assert asked.signs.coverage > left_out.signs.coverage
    assert asked.name == left_out.name != elsewhere.name


def test_fit_tells_apart_what_the_signs_tell_apart() -> None:
    examples = [
        Example(f"{i}", Signs(0.5 + share, share, share, share), share > 0.25, "asked")
        for i, share in enumerate([0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5])
    ]

    fitted = fit(examples)

    assert fitted.auroc == 1.0
    assert all(weight > 0 for weight in fitted.weights)


def test_sample_of_other_questions_is_the_same_each_time(tmp_path: Path) -> None:
    file = tmp_path / "squad.json"
    asked = [{"question": f"Question {i}?"} for i in range(50)]
    file.write_text(json.dumps({"data": [{"paragraphs": [{"qas": asked}]}]}))

    assert read_elsewhere(file, count=5) == read_elsewhere(file, count=5)


def test_file_that_is_not_squad_is_named(tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    file.write_text("[]")

    with pytest.raises(GoldError, match="format of SQuAD"):
        read_elsewhere(file)
