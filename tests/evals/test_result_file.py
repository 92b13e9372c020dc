from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evals.items import failed_item, searched_item
from evals.result import Cited, Result
from evals.result_file import (
    ResultError,
    as_baseline,
    as_csv,
    as_json,
    check_writable,
    read_result,
    write_text,
)
from tests.evals.scripted import FOUND_WHOLE, gold, passage, searched

QUOTE = "Nobody may sell the anvil."


def result(**changes: object) -> Result:
    item = gold(QUOTE, facts=(("nobody",),))
    found = searched_item(item, searched(passage(QUOTE)), FOUND_WHOLE, latency_s=0.5)
    values: dict[str, object] = {
        "system": "assistant",
        "gold": "gold.jsonl",
        "gold_sha256": "ab" * 32,
        "fingerprint": "passages-1",
        "settings": {"passages": "8"},
        "model": None,
        "model_digest": "",
        "commit": "c" * 40,
        "seed": 0,
        "started": "2026-11-22T10:00:00+00:00",
        "duration_s": 1.5,
        "machine": "Linux x86_64, 2 cores, Python 3.11.9",
        "footprint": {"documents": 2, "passages": 3},
        "items": (found, failed_item(gold(item_id="g-2", answerable=False), "broken")),
    }
    return Result(**{**values, **changes})  # type: ignore[arg-type]  # a test's shorthand


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "result.json"

    cited = Cited("tools/anvil.md", "1", QUOTE, "quoted")
    answered = replace(result().items[0], citations=(cited,), missing_facts=(("a", "b"),))

    write_text(as_json(result(items=(answered,))), path)

    assert read_result(path) == result(items=(answered,))
    assert [p.name for p in tmp_path.iterdir()] == ["result.json"]


def test_the_file_has_the_shape_of_the_contract() -> None:
    written = json.loads(as_json(result()))

    assert written["metrics"]["hit@5"] == {
        "value": 1.0,
        "low": pytest.approx(0.2065, abs=1e-4),
        "high": 1.0,
        "n": 1,
    }
    assert written["metrics"]["citation_precision"]["value"] is None
    assert set(written["per_type"]) == {"permission", "unanswerable"}
    assert set(written["baselines"]) == {"always_answer", "always_abstain"}
    assert {"id", "type", "outcome", "scores", "lost_at"} <= set(written["items"][0])
    assert written["items"][1]["error"] == "broken"
    assert {"fingerprint", "settings", "model", "commit", "gold_sha256", "seed"} <= set(written)
    assert {"started", "duration_s", "machine"} <= set(written)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2, "items": [{"id": "x"}]}'])
def test_another_file_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(text)

    with pytest.raises(ResultError, match=r"other\.json: .*`?python -m evals run`"):
        read_result(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResultError, match=r"none\.json: cannot be read"):
        read_result(tmp_path / "none.json")


def test_a_place_that_cannot_be_written_is_noticed_beforehand(tmp_path: Path) -> None:
    check_writable(tmp_path / "fine.json")
    with pytest.raises(ResultError, match="is a folder"):
        check_writable(tmp_path)
    with pytest.raises(ResultError, match="choose another place"):
        check_writable(tmp_path / "no" / "where.json")


def test_an_item_is_a_line_of_the_file() -> None:
    lines = as_json(result()).splitlines()

    at = lines.index(' "items": [')
    assert [json.loads(line.rstrip(","))["id"] for line in lines[at + 1 : -2]] == ["g-1", "g-2"]


def test_an_earlier_format_is_told_from_a_broken_file(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text('{"format": 1, "items": []}')

    with pytest.raises(ResultError, match=r"has format 1, this version reads 2; run"):
        read_result(path)


def test_the_table_of_items_has_a_column_for_each_score_and_blanks_for_none() -> None:
    rows = [line.split(",") for line in as_csv(result()).splitlines()]

    by_id = {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert (by_id["g-1"]["hit@5"], by_id["g-1"]["latency_s"]) == ("1.0", "0.5")
    assert (by_id["g-2"]["hit@5"], by_id["g-2"]["lost_at"]) == ("", "failed")


def test_a_baseline_keeps_scores_and_forgets_texts(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    write_text(as_json(as_baseline(result()), slim=True), path)

    kept = read_result(path)

    assert [item.scores.get("hit@5") for item in kept.items] == [1, None]
    assert "ndcg@10" not in kept.items[0].scores
    assert all(not (i.hits or i.got or i.citations or i.wanted_quotes) for i in kept.items)
    assert kept.items[0].cluster == "tools/anvil.md"


def test_calibration_stands_in_the_file() -> None:
    items = [
        replace(
            item, scores={**item.scores, "confidence": 0.9, "is_answerable": 1.0, "is_right": r}
        )
        for item, r in zip(result().items, (1.0, None), strict=True)
    ]

    written = json.loads(as_json(result(items=tuple(items))))["calibration"]

    assert [b["came_true"]["n"] for b in written["reliability"]] == [2]
    assert written["risk_coverage"] == [{"confidence": 0.9, "coverage": 1.0, "risk": 0.0}]
    assert written["coverage_at_95_percent_right"] == 1
