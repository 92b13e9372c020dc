from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.answering.start_command import next_step
from assistant.doctor.checks import examine
from assistant.doctor.finding import Finding
from assistant.indexing.generations import CURRENT
from assistant.indexing.library import Library
from assistant.settings import Settings, read_settings
from tests.indexing.made import an_entry
from tests.small_index import small_index

NOBODY_LISTENS = "http://127.0.0.1:9"


def found(index_dir: Path, **fields: object) -> dict[str, Finding]:
    """The findings by what was looked at; nothing runs at Ollama's address."""
    settings = read_settings({}, index_dir=index_dir, **{"ollama_url": NOBODY_LISTENS} | fields)
    return {finding.what: finding for finding in examine(settings)}


@pytest.fixture
def index(tmp_path: Path) -> Path:
    with Library(tmp_path / "index", create=True) as library:
        library.fingerprint = "passages-1 model-0123456789abcdef dims-384"
        library.replace([an_entry("Some text.")])
    return tmp_path / "index"


def test_nothing_is_changed_by_looking(tmp_path: Path) -> None:
    found(tmp_path / "none")

    assert list(tmp_path.iterdir()) == []


def test_missing_library_is_a_problem_with_its_next_step(tmp_path: Path) -> None:
    finding = found(tmp_path / "none")["Library"]

    assert (finding.ok, finding.needed) == (False, True)
    assert "run `python ingest.py`" in finding.told


def test_empty_library_is_a_problem_with_its_next_step(tmp_path: Path) -> None:
    Library(tmp_path, create=True).close()

    assert found(tmp_path)["Library"].told == "holds no documents; run `python ingest.py`"


def cut(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.truncate(9000)


def scribble(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.seek(8192)
        opened.write(b"\xa5" * 8192)


@pytest.mark.parametrize("damage", [cut, scribble])
def test_damaged_library_is_a_problem_with_its_next_step(
    index: Path, damage: Callable[[Path], None]
) -> None:
    damage(index / "library.db")

    assert "restore it from a backup" in found(index)["Library"].told


def test_library_of_another_model_is_a_problem_with_its_next_step(index: Path) -> None:
    findings = found(index)

    assert findings["Library"].ok
    assert "1 documents, 1 passages from ['/docs']" in findings["Library"].told
    assert not findings["Vector index"].ok
    if "Fingerprint" in findings:  # where the model was exported
        assert "python ingest.py --rebuild" in findings["Fingerprint"].told


def test_missing_model_is_a_problem(tmp_path: Path) -> None:
    finding = found(tmp_path, embedding_model=str(tmp_path))["Embedding model"]

    assert (finding.ok, finding.needed) == (False, True)
    assert "ASSISTANT_EMBEDDING_MODEL" in finding.told


def test_ollama_that_does_not_run_is_only_a_note(tmp_path: Path) -> None:
    finding = found(tmp_path)["Ollama"]

    assert (finding.ok, finding.needed) == (False, False)
    assert finding.told == (
        f"Ollama is not running at {NOBODY_LISTENS}; {next_step(NOBODY_LISTENS)} (answers are"
        " quotations until then)"
    )


def test_variable_that_would_send_data_out_is_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")

    assert "LANGSMITH_TRACING" in found(tmp_path)["Environment"].told


def test_command_prints_a_line_for_each_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["doctor", "--index", str(tmp_path / "none")])

    lines = capsys.readouterr().out.splitlines()
    assert code == 1
    assert lines[0].startswith("ok    Python: 3.")
    assert any(line.startswith("FAIL  Library: no library in ") for line in lines)
    assert any(line.startswith(("note  Ollama: ", "ok    Ollama: ")) for line in lines)


@pytest.mark.slow
def test_whole_index_is_found_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["doctor", "--json", "--index", str(small_index())])
    findings = {f["what"]: f for f in json.loads(capsys.readouterr().out)}
    index = Path(shutil.copytree(small_index(), tmp_path / "index"))
    (index / CURRENT).unlink()

    assert code == 0
    for what in ("Packages", "Embedding model", "Library", "Vector index", "Fingerprint"):
        assert findings[what]["ok"], findings[what]
    assert set(findings["Disk"]) == {"what", "ok", "told", "needed"}
    assert main(["doctor", "--index", str(index)]) == 1
    assert "FAIL  Vector index: " in capsys.readouterr().out


def test_settings_default_to_the_folder_of_the_contract() -> None:
    assert Settings().index_dir == Path(".index")
