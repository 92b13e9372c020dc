from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import IndexMissing
from assistant.settings import Settings
from assistant.types import Outcome
from evals.__main__ import main
from tests.evals.scripted import ScriptedAssistant, answer, cite, document, write_gold

QUOTE = "Nobody may sell the anvil."
ANVIL = document()

HELP = """\
usage: python -m evals [-h] COMMAND ...

How good are the answers, how fast is the program, and did a change help?

positional arguments:
  COMMAND
    run       ask every question of a gold set and score the answers
    compare   say what changed between two results, lost items first
    check     prove that a gold set stands in its documents
    reading   show what becomes of each file of a folder
    promote   make gold items of the feedback given in the chat
    public    run public benchmarks beside their published figures
    bench     measure speed as ratios to plain references, in one run
    baseline  search a gold set in a plain dense index
    weigh     fit what each sign of the ranking counts
    sentences
              fit what each sign of a sentence counts
    support   fit the weights behind the check of written statements
    calibrate
              fit the weights behind an answer's confidence

options:
  -h, --help  show this help message and exit

examples:
  python -m evals run --out today.json --html today.html
  python -m evals compare yesterday.json today.json
  python -m evals run --gate evals/gates/corpus.json

Every number comes with its count and a 95 % interval.
Exit codes: 0 done, 1 a gate or a check failed, 2 could not run.
`python -m evals COMMAND --help` says more.
"""


class Opening:
    """Opens one scripted assistant and remembers how it was asked to."""

    def __init__(self, assistant: ScriptedAssistant | None) -> None:
        self.assistant = assistant
        self.settings: Settings | None = None
        self.model: str | None = ""

    def __call__(self, settings: Settings, *, model: str | None = None) -> ScriptedAssistant:
        self.settings, self.model = settings, model
        if self.assistant is None:
            raise IndexMissing("no library in '.index'; run `python ingest.py`")
        return self.assistant


@pytest.fixture
def opening() -> Opening:
    said = answer("Nobody may. [1]", cite(QUOTE, within=ANVIL))
    none = answer("Not found.", outcome=Outcome.NO_EVIDENCE)
    return Opening(ScriptedAssistant({"May I sell it?": said, "How old is it?": none}, ANVIL))


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    evidence = [{"file": "tools/anvil.md", "quote": QUOTE}]
    return write_gold(
        tmp_path,
        {
            "id": "a",
            "question": "May I sell it?",
            "evidence": evidence,
            "facts": [["nobody"]],
            "answer": "Nobody.",
        },
        {"id": "b", "question": "How old is it?", "answerable": False, "type": "unanswerable"},
    )


def test_a_run_writes_its_result_and_prints_the_table(
    tmp_path: Path, gold_file: Path, opening: Opening, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.json"
    options = ["--gold", str(gold_file), "--index", "here", "--model", "none", "--out", str(out)]

    code = main(["run", *options, "--show-misses"], open_assistant=opening)

    assert code == 0
    written = json.loads(out.read_text())
    assert [item["outcome"] for item in written["items"]] == ["quoted", "no_evidence"]
    assert written["metrics"]["abstention_f1"]["value"] == 1
    assert (written["fingerprint"], written["model"]) == ("scripted", None)
    assert opening.settings is not None and opening.settings.index_dir == Path("here")
    assert opening.model == "none"
    assert opening.assistant is not None and opening.assistant.closed
    printed = capsys.readouterr().out
    assert "hit@5" in printed and printed.endswith("No item was lost.\n")


def test_two_results_are_compared(
    tmp_path: Path, gold_file: Path, opening: Opening, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out.json")
    main(["run", "--gold", str(gold_file), "--out", out], open_assistant=opening)

    assert main(["compare", out, out]) == 0
    assert "0 items lost, 0 gained" in capsys.readouterr().out


def test_an_index_of_other_documents_is_refused(
    tmp_path: Path, opening: Opening, capsys: pytest.CaptureFixture[str]
) -> None:
    evidence = [{"files": ["other.md", "else.md"], "quote": "x"}]
    path = write_gold(tmp_path, {"id": "a", "question": "May I sell it?", "evidence": evidence})

    code = main(
        ["run", "--gold", str(path), "--out", str(tmp_path / "o.json")], open_assistant=opening
    )

    assert code == 2
    error = capsys.readouterr().err
    assert "none of the 1 documents" in error and "'other.md or else.md'; ingest" in error


@pytest.mark.parametrize(
    ("name", "says"),
    [("missing.jsonl", "missing.jsonl: cannot be read"), ("gold.jsonl", "run `python ingest.py`")],
)
def test_what_cannot_run_ends_with_two_and_one_sentence(
    tmp_path: Path, gold_file: Path, name: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--gold", str(tmp_path / name), "--out", str(tmp_path / "o.json")]

    code = main(["run", *options], open_assistant=Opening(None))

    assert code == 2
    error = capsys.readouterr().err
    assert error.startswith("evals: ") and says in error and error.count("\n") == 1


def test_an_out_that_cannot_be_written_is_found_before_the_run(
    tmp_path: Path, gold_file: Path, opening: Opening
) -> None:
    out = str(tmp_path / "no" / "o.json")

    assert main(["run", "--gold", str(gold_file), "--out", out], open_assistant=opening) == 2
    assert opening.settings is None


def test_help_reads_like_this(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")

    with pytest.raises(SystemExit) as caught:
        main(["--help"])

    assert caught.value.code == 0
    assert capsys.readouterr().out == HELP


def test_a_run_is_held_against_the_baseline_that_was_accepted(
    tmp_path: Path, gold_file: Path, opening: Opening, capsys: pytest.CaptureFixture[str]
) -> None:
    gold, gate = ["run", "--gold", str(gold_file)], str(tmp_path / "gate.json")

    assert main([*gold, "--accept", gate], open_assistant=opening) == 0
    assert main([*gold, "--gate", gate], open_assistant=opening) == 0
    assert capsys.readouterr().out.endswith("gate: passed\n")


def test_a_lost_must_pass_item_ends_the_run_with_one(
    tmp_path: Path, opening: Opening, capsys: pytest.CaptureFixture[str]
) -> None:
    evidence = [{"file": "tools/anvil.md", "quote": QUOTE}]
    item = {"id": "a", "question": "May I sell it?", "evidence": evidence, "must_pass": True}
    gold, gate = ["run", "--gold", str(write_gold(tmp_path, item))], str(tmp_path / "gate.json")
    main([*gold, "--accept", gate], open_assistant=opening)
    declined = answer("Not found.", outcome=Outcome.NO_EVIDENCE)
    worse = Opening(ScriptedAssistant({"May I sell it?": declined}, ANVIL))

    code = main([*gold, "--gate", gate], open_assistant=worse)

    assert code == 1
    printed = capsys.readouterr()
    assert printed.out.endswith("gate: closed\n")
    assert "gate: must-pass item a was lost at abstain: 'May I sell it?'" in printed.err


def test_a_baseline_that_is_not_there_is_found_before_the_run(
    tmp_path: Path, gold_file: Path, opening: Opening, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--gold", str(gold_file), "--gate", str(tmp_path / "none.json")]

    assert main(["run", *options], open_assistant=opening) == 2
    assert opening.settings is None
    assert "none.json: cannot be read" in capsys.readouterr().err


def test_a_row_for_each_item_is_written(tmp_path: Path, gold_file: Path, opening: Opening) -> None:
    table = tmp_path / "items.csv"

    main(["run", "--gold", str(gold_file), "--csv", str(table)], open_assistant=opening)

    assert [line.split(",")[0] for line in table.read_text().splitlines()] == ["id", "a", "b"]


@pytest.mark.parametrize(
    ("quote", "code", "says"),
    [
        (QUOTE, 0, "1 items (0 unanswerable), 1 quotations: every one stands\n"),
        ("Never written.", 1, "a: 'Never written.' does not stand in tools/anvil.md\n1 items"),
    ],
)
def test_a_gold_set_is_checked_against_a_folder(
    tmp_path: Path, quote: str, code: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs" / "tools").mkdir(parents=True)
    (tmp_path / "docs" / "tools" / "anvil.md").write_text(ANVIL.text)
    evidence = [{"file": "tools/anvil.md", "quote": quote}]
    gold = write_gold(tmp_path, {"id": "a", "question": "May I?", "evidence": evidence})

    found = main(["check", "--gold", str(gold), "--documents", str(tmp_path / "docs")])

    assert found == code
    assert says in capsys.readouterr().out


def test_a_gold_set_is_checked_against_an_index(gold_file: Path, opening: Opening) -> None:
    options = ["--gold", str(gold_file), "--index", "here"]

    assert main(["check", *options], open_assistant=opening) == 0
    assert opening.assistant is not None and opening.assistant.closed


def test_a_folder_of_gold_files_is_one_set(
    tmp_path: Path, gold_file: Path, opening: Opening, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "more.jsonl").write_text(gold_file.read_text().replace('"id": "', '"id": "more-'))

    main(["run", "--gold", str(tmp_path)], open_assistant=opening)

    assert "4 items of" in capsys.readouterr().out


def test_an_id_in_two_files_of_a_folder_is_refused_with_both_places(
    tmp_path: Path, gold_file: Path, opening: Opening, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "more.jsonl").write_text(gold_file.read_text())

    assert main(["run", "--gold", str(tmp_path)], open_assistant=opening) == 2
    error = capsys.readouterr().err
    assert "more.jsonl, line 1: id 'a' is taken by" in error and "gold.jsonl, line 1" in error


def test_what_the_gate_refuses_becomes_no_baseline(tmp_path: Path, opening: Opening) -> None:
    evidence = [{"file": "tools/anvil.md", "quote": QUOTE}]
    item = {"id": "a", "question": "May I sell it?", "evidence": evidence, "must_pass": True}
    gold, gate = ["run", "--gold", str(write_gold(tmp_path, item))], tmp_path / "gate.json"
    main([*gold, "--accept", str(gate)], open_assistant=opening)
    before = gate.read_text()
    declined = answer("Not found.", outcome=Outcome.NO_EVIDENCE)
    worse = Opening(ScriptedAssistant({"May I sell it?": declined}, ANVIL))

    code = main([*gold, "--gate", str(gate), "--accept", str(gate)], open_assistant=worse)

    assert (code, gate.read_text()) == (1, before)


@pytest.mark.parametrize(
    "options", [["--seed", "-1"], ["--budget-s", "nan"], ["--primary", "chars@5"]]
)
def test_an_option_that_would_void_the_run_is_refused_at_once(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["run", *options])

    assert caught.value.code == 2
    assert options[0] in capsys.readouterr().err
