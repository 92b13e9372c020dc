from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.indexing.library import Library
from tests.indexing.made import an_entry
from tests.small_index import REPOSITORY, python, small_index

ASK_HELP = """\
usage: python -m assistant ask [-h] [--index DIR] [--json] [--kind KIND] [--document ID]
                               [--language CODE] [--version V] [--status STATUS] [--model NAME]
                               [--history FILE]
                               question

positional arguments:
  question         the question; `-` reads it from standard input

options:
  -h, --help       show this help message and exit
  --index DIR      folder of the index (default: .index)
  --json           print one JSON object
  --model NAME     Ollama model that writes the answer, or `none` for quotations only (default:
                   the configured one, if Ollama has it)
  --history FILE   the conversation so far: JSON [{"role": "user" | "assistant", "content": ...}]

which documents:
  each may be repeated

  --kind KIND      only these kinds of document: definition, license, panel, model_card, policy,
                   record, commentary, own
  --document ID    only this document; the end of its id is enough: mit.md
  --language CODE  only in this language: en, ja
  --version V      only of this version: 1.0, 2.0-rc1
  --status STATUS  only of this status: current, draft, superseded, translation, unknown
"""

CITATION = {
    *("marker", "doc_id", "title", "kind", "label", "version", "status", "speaker", "time_s"),
    *("page", "start", "end", "quote", "support", "url"),
}
HIT = {"doc_id", "label", "start", "end", "score", "text"}
ANSWER = {
    *("question", "outcome", "text", "model", "citations", "confidence", "hits", "timings_s"),
}


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command that cannot run says: one line on standard error, exit code 2."""
    code = main(arguments)
    printed = capsys.readouterr()
    assert (code, printed.out) == (2, "")
    assert printed.err.startswith(f"{arguments[0]}: ")
    assert printed.err.count("\n") == 1
    return printed.err


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A library with a document and no vector index, built with another embedding model."""
    with Library(tmp_path / "index", create=True) as library:
        library.fingerprint = "passages-1 model-0123456789abcdef dims-384"
        library.replace([an_entry("Some text.")])
    return tmp_path / "index"


def test_help_tells_everything(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")

    with pytest.raises(SystemExit) as end:
        main(["ask", "--help"])

    assert end.value.code == 0
    assert capsys.readouterr().out == ASK_HELP


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "holds no words"),
        ("  \n\t ", "holds no words"),
        ("?!", "holds no words"),
        ("\x00\x01\x1b\x7f", "holds no words"),
        ("\udcff\udcfe", "holds no words"),
        ("why " * 25_000, "100,000 characters, at most 4,000 are read"),
    ],
)
def test_what_is_no_question_is_told_before_anything_is_opened(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str, question: str, said: str
) -> None:
    assert said in told(capsys, command, question, "--index", str(tmp_path / "none"))


@pytest.mark.parametrize("command", ["ask", "search"])
def test_missing_index_is_told_with_the_next_step(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str
) -> None:
    said = told(capsys, command, "What is open?", "--index", str(tmp_path / "none"))

    assert "run `python ingest.py`" in said
    assert not (tmp_path / "none").exists()


def test_index_without_documents_is_told_with_the_next_step(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    Library(tmp_path, create=True).close()

    said = told(capsys, "ask", "What is open?", "--index", str(tmp_path))

    assert "holds no documents; run `python ingest.py`" in said


def test_damaged_library_is_told_with_the_next_step(
    capsys: pytest.CaptureFixture[str], filled: Path
) -> None:
    with (filled / "library.db").open("r+b") as file:
        file.truncate(file.seek(0, os.SEEK_END) // 2)

    assert "restore it from a backup" in told(capsys, "ask", "Open?", "--index", str(filled))


def test_documents_are_listed_without_an_encoder_or_a_vector_index(
    capsys: pytest.CaptureFixture[str], filled: Path
) -> None:
    assert main(["documents", "--index", str(filled)]) == 0
    assert "own/notes.md  Notes" in capsys.readouterr().out

    assert main(["documents", "notes.md", "--index", str(filled), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["doc_id"] == "own/notes.md"

    assert "no document 'x.md'" in told(capsys, "documents", "x.md", "--index", str(filled))


def test_kinds_of_a_single_document_are_refused(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(capsys, "documents", "notes.md", "--kind", "panel", "--index", str(filled))

    assert "leave it out with DOC_ID" in said


def test_library_of_a_later_version_is_told(
    capsys: pytest.CaptureFixture[str], filled: Path
) -> None:
    with sqlite3.connect(filled / "library.db") as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    connection.close()

    assert "has format '99'" in told(capsys, "ask", "Open?", "--index", str(filled))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[{}]",
        b"5",
        b"null",
        b'{"role": "user"}',
        b'[{"role": "system", "content": "obey"}]',
        b'[{"role": "user", "content": 5}]',
        b'[{"role": ["user"], "content": "x"}]',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_damaged_history_is_told_with_its_format(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "turns.json"
    file.write_bytes(content)

    said = told(capsys, "ask", "And then?", "--history", str(file))

    assert "it must be a JSON list of" in said


@pytest.mark.parametrize("name", [".", "nowhere.json"])
def test_history_that_is_no_file_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    assert "cannot be read" in told(capsys, "ask", "And?", "--history", str(tmp_path / name))


@pytest.mark.parametrize("k", ["0", "-1", "1001"])
def test_impossible_number_of_passages_is_told(capsys: pytest.CaptureFixture[str], k: str) -> None:
    assert "it must be from 1 to 1000" in told(capsys, "search", "open", "-k", k)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ASSISTANT_PORT", "many", "it must be a int"),
        ("ASSISTANT_PASSAGES", "0", "it must be from 1 to 50"),
        ("ASSISTANT_SILENCE_S", "nan", "it must be from 1"),
        ("ASSISTANT_OLLAMA_URL", "http://[::1", "it must be like http://127.0.0.1:11434"),
        ("ASSISTANT_OLLAMA_URL", "http://host:port", "it must be like http://127.0.0.1:11434"),
        ("ASSISTANT_OLLAMA_URL", "ftp://host", "it must be like http://127.0.0.1:11434"),
        ("ASSISTANT_INDEX_DIR", "~nobody-of-this-name/x", "write the whole path"),
        ("ASSISTANT_MODLE", "x", "did you mean 'ASSISTANT_MODEL'"),
    ],
)
def test_impossible_setting_is_told(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
    said: str,
) -> None:
    monkeypatch.setenv(name, value)

    assert said in told(capsys, "search", "open")


@pytest.mark.parametrize("arguments", [[], ["sing"], ["ask"], ["ask", "x", "--kind", "song"]])
def test_wrong_usage_ends_with_2_and_the_usage(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)

    assert end.value.code == 2
    assert "usage: python -m assistant" in capsys.readouterr().err


@pytest.mark.slow
def test_answer_has_the_shape_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    question = "May the license discriminate against fields of endeavor?"

    code = main(["ask", question, "--json", "--model", "none", "--index", str(small_index())])

    answer = json.loads(capsys.readouterr().out)
    assert code == 0
    assert answer.keys() >= ANSWER
    assert (answer["question"], answer["outcome"], answer["model"]) == (question, "quoted", None)
    assert answer["hits"]
    assert all(hit.keys() >= HIT for hit in answer["hits"])
    assert answer["citations"]
    with Library(small_index()) as library:
        for citation in answer["citations"]:
            assert citation.keys() >= CITATION
            assert f"[{citation['marker']}]" in answer["text"]
            text = library.document(citation["doc_id"]).text
            assert text[citation["start"] : citation["end"]] == citation["quote"]


@pytest.mark.slow
def test_documents_are_compared_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["compare", "What is the governing law of California?", "--model", "none"]
    chosen = ["--document", "gemma-terms-of-use.md", "--document", "licenses/apache-2.0.md"]

    code = main([*asked, *chosen, "--json", "--index", str(small_index())])

    answer = json.loads(capsys.readouterr().out)
    gemma, apache = answer["sides"]
    assert code == 0
    assert (gemma["outcome"], apache["outcome"]) == ("quoted", "no_evidence")
    assert {c["doc_id"] for c in answer["citations"]} == {"licenses/gemma-terms-of-use.md"}
    assert apache["text"] == "This document does not answer this."


@pytest.mark.slow
def test_one_document_cannot_be_compared(capsys: pytest.CaptureFixture[str]) -> None:
    only = ["--document", "apache-2.0.md", "--document", "licenses/apache-2.0.md"]

    error = told(capsys, "compare", "Is it open?", *only, "--index", str(small_index()))

    assert error == "compare: different documents to compare: 1; choose 2 to 4\n"


@pytest.mark.slow
def test_index_of_another_model_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    index = Path(shutil.copytree(small_index(), tmp_path / "index"))
    with Library(index) as library:
        library.fingerprint = "passages-1 model-0123456789abcdef dims-384"

    said = told(capsys, "ask", "What is open?", "--index", str(index), "--model", "none")

    assert "was built with 'passages-1 model-0123456789abcdef dims-384'" in said
    assert "run `python ingest.py --rebuild`" in said


@pytest.mark.slow
def test_odd_bytes_in_question_and_history_are_no_error(tmp_path: Path) -> None:
    history = tmp_path / "turns.json"
    history.write_bytes(b'\xef\xbb\xbf[{"role": "user", "content": "patents \\ud83d \\u0000"}]')
    arguments = ("--index", str(small_index()), "--model", "none", "--history", str(history))

    done = python("-m", "assistant", "ask", "-", *arguments, given=b"and it \xff\xfe\x00 then?")

    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout


@pytest.mark.slow
def test_search_prints_the_best_passages() -> None:
    command = ("-m", "assistant", "search", "fields of endeavor", "--index", str(small_index()))

    text, objects = python(*command, "-k", "2"), python(*command, "-k", "3", "--json")

    assert (text.returncode, text.stderr, objects.returncode) == (0, "", 0)
    assert text.stdout.startswith("1. ")
    assert "\n2. " in text.stdout
    assert "\n3. " not in text.stdout
    found = json.loads(objects.stdout)
    assert found["query"] == "fields of endeavor"
    assert len(found["hits"]) == 3
    assert all(hit.keys() >= HIT for hit in found["hits"])


@pytest.mark.slow
def test_reader_that_goes_away_is_no_error() -> None:
    command = f"'{sys.executable}' -m assistant search license -k 500 --index '{small_index()}'"

    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{command} | true"],
        capture_output=True,
        cwd=REPOSITORY,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")
