from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.types import Turn
from evals.fields import GoldError
from evals.gold import Evidence, read_gold

WHOLE: dict[str, object] = {
    "id": "a-1",
    "question": "How heavy is it?",
    "type": "fact",
    "history": [{"role": "user", "content": "Tell me of the anvil."}],
    "evidence": [
        {"file": "a.md", "quote": "It weighs a ton."},
        {"files": ["b.md", "c.md"], "quote": "A ton.", "speaker": "Smith", "time": "00:01:02"},
    ],
    "facts": [["a ton", "1000 kg"]],
    "answer": "A ton.",
    "answerable": True,
    "note": "kept for the person who wrote it",
}


def read(folder: Path, *lines: str) -> None:
    (folder / "gold.jsonl").write_text("\n".join(lines))
    read_gold(folder / "gold.jsonl")


def changed(**fields: object) -> str:
    return json.dumps({**WHOLE, **fields})


def test_a_whole_item_is_read_with_all_its_fields(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n" + json.dumps(WHOLE) + "\n\n", encoding="utf-8-sig")

    (item,) = read_gold(path).items

    assert item.history == (Turn("user", "Tell me of the anvil."),)
    assert item.evidence == (
        Evidence(("a.md",), "It weighs a ton."),
        Evidence(("b.md", "c.md"), "A ton.", "Smith", "00:01:02"),
    )
    assert item.facts == (("a ton", "1000 kg"),)
    assert (item.id, item.type, item.answer, item.answerable) == ("a-1", "fact", "A ton.", True)


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(WHOLE))
    before = read_gold(path).sha256

    path.write_text(json.dumps(WHOLE) + "\n")

    assert read_gold(path).sha256 != before
    assert len(before) == 64


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 2: is not JSON"),
        ("[]", "line 2: is not a JSON object"),
        (json.dumps({k: v for k, v in WHOLE.items() if k != "facts"}), "'facts' is missing"),
        (changed(question=" "), "'question' is empty"),
        (changed(answerable="yes"), "'answerable' is 'yes'; it must be true or false"),
        (changed(facts=["a ton"]), "'facts[0]' is 'a ton'; it must be a list"),
        (changed(facts=[["a", ""]]), "'facts[0][1]' is empty"),
        (changed(evidence=[{"quote": "x"}]), "'evidence[0]' needs either 'file' or 'files'"),
        (changed(evidence=[{"file": "a.md"}]), "'evidence[0].quote' is missing"),
        (changed(evidence=[{"files": [], "quote": "x"}]), "'evidence[0].files' is empty"),
        (changed(history=[{"role": "robot", "content": ""}]), "'history[0].role' is 'robot'"),
        (changed(answerable=False), "'evidence' must be [] when 'answerable' is false"),
        (changed(), "id 'a-1' is taken"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_field(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(GoldError) as caught:
        read(tmp_path, json.dumps(WHOLE), line)

    assert "gold.jsonl, line 2: " in str(caught.value)
    assert says in str(caught.value)


def test_a_file_without_items_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="holds no items"):
        read(tmp_path, "", " ")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"nowhere\.jsonl: cannot be read"):
        read_gold(tmp_path / "nowhere.jsonl")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (changed(must_pas=True), "unknown field 'must_pas'; did you mean 'must_pass'?"),
        (changed(question="half \ud800"), "'question' holds half of a surrogate pair"),
        ('{"id": ' + "9" * 5000 + "}", "is not JSON that can be read"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_what_would_spoil_a_run_later_is_refused_with_its_line(
    tmp_path: Path, line: str, says: str
) -> None:
    with pytest.raises(GoldError) as caught:
        read(tmp_path, line)

    assert "gold.jsonl, line 1: " in str(caught.value) and says in str(caught.value)


def test_an_empty_list_is_as_good_as_none(tmp_path: Path) -> None:
    read(tmp_path, changed(answerable=False, evidence=[], facts=[], absent=[], near=None))


def test_fields_of_the_writers_own_are_left_alone(tmp_path: Path) -> None:
    read(tmp_path, changed(difficulty="hard"))
