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
    run       ask every question of a gold file and score the answers
    baseline  search them in a plain dense index over the same documents
    calibrate
              fit the weights behind an answer's confidence
    compare   say what changed between two results, lost items first
    bench     measure speed as ratios to plain references, in one run

options:
  -h, --help  show this help message and exit

examples:
  python -m evals run --gold gold.jsonl --model none --out today.json --show-misses
  python -m evals compare yesterday.json today.json

Every number comes with its count and a 95 % interval.
Exit codes: 0 done, 2 could not run. `python -m evals COMMAND --help` says more.
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
        {"id": "a", "question": "May I sell it?", "evidence": evidence, "facts": [["nobody"]]},
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
