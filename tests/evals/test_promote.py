from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from assistant.feedback.entry import Feedback, Quoted
from assistant.feedback.store import keep_feedback
from assistant.settings import Settings
from evals.__main__ import main
from evals.fields import GoldError
from evals.gold import read_gold
from evals.promote import next_id, promote, read_items, render_entry, waiting_feedback
from evals.shelf import Shelf
from tests.evals.scripted import ScriptedAssistant, document, gold, write_gold
from tests.evals.typing_person import Person
from tests.feedback.made import feedback

ANVIL = document()
SHELF = Shelf((ANVIL.doc_id,), lambda _: ANVIL)
SELL = "Nobody may sell the anvil."
CITED = (Quoted(1, "tools/anvil.md", "1. Use", 26, 52, SELL),)

YES = ("yes", "yes", "1", "", "nobody", "", "", "permission", "yes")

SHOWN = """
--- 1 of 2: not right, 2026-03-01 10:00

Before
  user: What is free?
  assistant: The anvil is. [1]

Question
  May I sell the anvil?

Answer (quoted, quotations, no model, confidence 50%)
  Its license: > The anvil is free to use. [1]

Citations
  [1] tools/anvil.md, 1. Use: Nobody may sell the anvil.

What would be right
  Nobody may sell it.
"""


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    return tmp_path / "own.jsonl"


def kept(data_dir: Path, *ids: str, **fields: object) -> None:
    for each in ids:
        keep_feedback(feedback(**{"id": each, "citations": CITED, **fields}), data_dir)


def run(person: Person, data_dir: Path, gold_file: Path) -> list[str]:
    waiting = waiting_feedback(data_dir)
    return promote(waiting, person.asking, SHELF, gold_file=gold_file, data_dir=data_dir)


def ids(entries: list[Feedback]) -> list[str]:
    return [entry.id for entry in entries]


def test_a_confirmed_item_is_appended_and_its_feedback_waits_no_more(
    data_dir: Path, gold_file: Path
) -> None:
    kept(data_dir, "a", "b")
    person = Person(*YES, "skip")

    added = run(person, data_dir, gold_file)

    (item,) = read_gold(gold_file).items
    assert added == [item.id] == ["own-001"]
    assert (item.question, item.answer) == ("May I sell the anvil?", "Nobody may sell it.")
    assert item.evidence[0].quote == SELL
    assert ids(waiting_feedback(data_dir)) == ["b"]
    assert '"id": "own-001"' in person.shown
    assert "The gold file asks this already: own-001." in person.seen  # shown with the second


def test_a_later_session_goes_on_where_the_first_one_stopped(
    data_dir: Path, gold_file: Path
) -> None:
    kept(data_dir, "a", "b", "c")

    run(Person("dismiss", *YES, "quit"), data_dir, gold_file)
    added = run(Person(*YES), data_dir, gold_file)

    assert added == ["own-002"]
    assert [item.id for item in read_gold(gold_file).items] == ["own-001", "own-002"]
    assert waiting_feedback(data_dir) == []


@pytest.mark.parametrize("answered", range(len(YES)))
@pytest.mark.parametrize("way", ["skip", "quit", "dismiss", KeyboardInterrupt(), EOFError()])
def test_nothing_is_written_before_the_last_yes(
    data_dir: Path, gold_file: Path, answered: int, way: str | BaseException
) -> None:
    kept(data_dir, "a")

    added = run(Person(*YES[:answered], way), data_dir, gold_file)

    assert added == []
    assert not gold_file.exists()
    assert ids(waiting_feedback(data_dir)) == ([] if way == "dismiss" else ["a"])


def test_a_no_at_the_end_and_again_start_the_entry_over(data_dir: Path, gold_file: Path) -> None:
    kept(data_dir, "a")
    person = Person(*YES[:-1], "no", "yes", "yes", "again", *YES)

    assert run(person, data_dir, gold_file) == ["own-001"]
    assert len(read_gold(gold_file).items) == 1


def test_feedback_that_was_taken_back_is_not_asked_about(data_dir: Path, gold_file: Path) -> None:
    kept(data_dir, "a")
    kept(data_dir, "a", verdict="none")
    person = Person()

    assert run(person, data_dir, gold_file) == []
    assert person.seen == []


def test_an_entry_is_shown_with_all_that_was_seen_in_the_chat() -> None:
    entry = feedback(citations=CITED, answer="**Its license:** > The anvil is free to use. [1]")

    assert render_entry(entry, "1 of 2") == SHOWN


def test_an_id_is_the_next_free_number_of_the_file() -> None:
    items = [gold(item_id=name) for name in ("own-002", "own-011", "other-020", "own-x")]

    assert next_id(Path("gold/own.jsonl"), items) == "own-012"
    assert next_id(Path("gold/mine.jsonl"), items) == "mine-001"


def test_a_gold_file_without_a_last_line_end_is_continued(data_dir: Path, tmp_path: Path) -> None:
    gold_file = write_gold(tmp_path, {"id": "gold-007", "question": "Is it heavy?"})
    gold_file.write_text(gold_file.read_text().rstrip("\n"))
    kept(data_dir, "a")

    assert run(Person(*YES), data_dir, gold_file) == ["gold-008"]
    assert [item.id for item in read_gold(gold_file).items] == ["gold-007", "gold-008"]


def test_a_broken_gold_file_is_named_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_text("{\n")

    with pytest.raises(GoldError, match=r"own\.jsonl, line 1: is not JSON"):
        read_items(tmp_path / "own.jsonl")
    with pytest.raises(GoldError, match="with --gold"):
        read_items(tmp_path)
    with pytest.raises(GoldError, match="with --gold"):
        read_items(tmp_path / "nowhere" / "own.jsonl")


class Terminal(io.StringIO):
    """Lines typed at a terminal."""

    def isatty(self) -> bool:
        return True


def command(
    monkeypatch: pytest.MonkeyPatch, data_dir: Path, *arguments: str, typed: io.StringIO
) -> int:
    def open_assistant(settings: Settings, *, model: str | None = None) -> ScriptedAssistant:
        return ScriptedAssistant({}, ANVIL)

    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(data_dir))
    monkeypatch.setattr("sys.stdin", typed)
    return main(["promote", *arguments], open_assistant=open_assistant)


def test_the_command_promotes_what_is_typed_at_a_terminal(
    data_dir: Path,
    gold_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    kept(data_dir, "a")
    typed = Terminal("".join(f"{line}\n" for line in YES))

    code = command(monkeypatch, data_dir, "--gold", str(gold_file), typed=typed)

    assert code == 0
    assert capsys.readouterr().out.endswith(f"\n1 added to {gold_file}\n")
    assert json.loads(gold_file.read_text())["id"] == "own-001"


def test_without_a_terminal_it_says_so_and_ends_with_two(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept(data_dir, "a")

    assert command(monkeypatch, data_dir, typed=io.StringIO("yes\n")) == 2
    assert capsys.readouterr().err == (
        "evals: promote asks questions: run it in a terminal, or with --list\n"
    )


def test_the_list_tells_what_became_of_each_entry(
    data_dir: Path,
    gold_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    kept(data_dir, "a", "b", correction="")
    kept(data_dir, "c", question="Is it\x1b[31m heavy?", verdict="up", correction="It is. " * 30)
    run(Person(*YES, "dismiss"), data_dir, gold_file)

    code = command(monkeypatch, data_dir, "--list", typed=io.StringIO())

    assert code == 0
    assert capsys.readouterr().out == (
        "2026-03-01 10:00  not right  own-001\n"
        "  May I sell the anvil?\n"
        "2026-03-01 10:00  not right  dismissed\n"
        "  May I sell the anvil?\n"
        "2026-03-01 10:00  helpful    waiting\n"
        "  Is it[31m heavy?\n"
        f"  what would be right: {'It is. ' * 11}It is. ...\n"
    )


def test_nothing_to_do_is_said_and_is_no_failure(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(monkeypatch, data_dir, "--list", typed=io.StringIO()) == 0
    assert command(monkeypatch, data_dir, typed=Terminal()) == 0
    assert capsys.readouterr().out == (
        f"no feedback in {str(data_dir)!r}\n"
        f"no feedback is waiting in {str(data_dir)!r}; see --list\n"
    )
