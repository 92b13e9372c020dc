from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexBusy, IndexMissing
from assistant.indexing.failures import Failure, failed_files, remember_failure
from assistant.indexing.generations import CURRENT
from assistant.indexing.library import Library
from assistant.indexing.lock import writing
from assistant.indexing.schema import LIBRARY_FILE
from assistant.indexing.stamps import Stamp
from assistant.indexing.verify import (
    fault_of_words,
    faults_of_file,
    faults_of_index,
    faulty_documents,
)
from assistant.ingestion.verification import Finding, verify
from assistant.settings import Settings, index_fingerprint
from tests.doubles import WordEncoder
from tests.indexing.made import contents, found_by_word, sync, write
from tests.indexing.test_generations import generation, halve

Damage = Callable[[Library], object]


def statement(text: str) -> Damage:
    return lambda library: library.execute(text)


@pytest.fixture
def library(index_dir: Path) -> Library:
    library = Library(index_dir)
    library.fingerprint = index_fingerprint(
        model_sha256=WordEncoder.model_sha256, dimensions=WordEncoder.dimensions
    )
    return library


def verified(index_dir: Path, model: type[WordEncoder] = WordEncoder) -> list[Finding]:
    return list(verify(Settings(index_dir=index_dir), encoder=model))


def states(findings: list[Finding]) -> dict[str, str]:
    return {finding.part: finding.state for finding in findings}


def told(findings: list[Finding], part: str) -> str:
    [said] = [finding.told for finding in findings if finding.part == part]
    return said


def test_whole_index_is_well_and_stays_as_it_is(index_dir: Path, library: Library) -> None:
    before = contents(library), library.revision, generation(index_dir)

    findings = verified(index_dir)

    assert {finding.state for finding in findings} == {"well"}
    assert [finding.part for finding in findings] == [
        *("library file", "word index", "embedding model", "documents"),
        *("unreadable files", "vector index"),
    ]
    assert (contents(library), library.revision, generation(index_dir)) == before


def test_tail_is_no_fault(index_dir: Path, library: Library, tmp_path: Path) -> None:
    sync(library, write(tmp_path / "docs", {"new.md": "# New\n\nAnother one about weights.\n"}))

    assert {finding.state for finding in verified(index_dir)} == {"well"}


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        ("DELETE FROM vectors WHERE number = 2", "has no vector"),
        ("UPDATE vectors SET vector = zeroblob(512) WHERE number = 2", "of length 0, not 1"),
        ("UPDATE vectors SET vector = x'0000c07f' WHERE number = 2", "of 4 bytes, not 512"),
        ("UPDATE passages SET text = 'Open weights.' WHERE number = 2", "not what stands there"),
        ("DELETE FROM passages WHERE number = 2", "no passage holds the words at 0"),
        ("UPDATE passages SET start = 4 WHERE number = 2", "not what stands there"),
        ("UPDATE documents SET sections = '[]'", "its sections do not cover its text"),
        ("UPDATE documents SET source = '{'", "its description does not parse"),
    ],
)
def test_faulty_document_is_named_with_the_reason(
    library: Library, damage: str, reason: str
) -> None:
    assert list(faulty_documents(library, 128)) == []

    library.execute(damage)

    faulty = dict(faulty_documents(library, 128))
    assert reason in faulty["definitions/osd.md"]


def test_vector_that_is_no_number_is_a_fault(library: Library) -> None:
    nothing = np.full(128, np.nan, dtype=np.float32).tobytes()
    library.execute("UPDATE vectors SET vector = ?", [nothing])

    assert len(dict(faulty_documents(library, 128))) == 3


@pytest.mark.parametrize(
    "damage",
    [
        "INSERT INTO words (words, rowid, heading, text) VALUES ('delete', 2, 'x', 'endeavor')",
        "UPDATE passages SET text = 'Open weights.' WHERE number = 2",
        "DELETE FROM words_data WHERE id > 10",
    ],
)
def test_word_index_that_does_not_fit_the_passages_is_a_fault(
    library: Library, damage: str
) -> None:
    assert fault_of_words(library) is None

    library.execute(damage)

    assert fault_of_words(library) is not None


def test_reference_that_leads_nowhere_is_a_fault(library: Library) -> None:
    assert faults_of_file(library) == []
    library.execute("PRAGMA foreign_keys = OFF")

    library.execute("DELETE FROM documents WHERE doc_id = 'panels/talk.md'")

    assert faults_of_file(library) == ["a row of 'passages' has lost its 'documents'"]


def test_what_differs_between_index_and_library_is_counted(
    index_dir: Path, library: Library
) -> None:
    assert faults_of_index(index_dir, library) == []
    other = WordEncoder().encode(["something else"])[0].tobytes()

    library.execute("UPDATE vectors SET vector = ? WHERE number = 1", [other])
    library.remove(["panels/talk.md"])

    assert faults_of_index(index_dir, library) == [
        "1 vectors differ from the library's",
        "1 passages in it have left the library",
    ]
    (index_dir / CURRENT).unlink()
    assert faults_of_index(index_dir, library) == ["there is none"]


@pytest.mark.slow
def test_everything_that_can_be_made_anew_is(index_dir: Path, library: Library) -> None:
    before = contents(library)
    library.execute("UPDATE passages SET text = 'Open weights.' WHERE number = 2")
    library.execute("DELETE FROM vectors WHERE number = 3")
    [vectors] = generation(index_dir).rglob("data_level0.bin")
    halve(vectors)

    first, second = verified(index_dir), verified(index_dir)

    assert states(first) == {
        "library file": "well",
        "word index": "repaired",
        "embedding model": "well",
        "documents": "repaired",
        "unreadable files": "well",
        "vector index": "repaired",
    }
    assert "'panels/talk.md': the passage at 0 has no vector" in told(first, "documents")
    assert {finding.state for finding in second} == {"well"}
    assert contents(library).keys() == before.keys()
    assert found_by_word(library, "endeavor") != []


def test_library_of_another_model_is_named_and_left_alone(
    index_dir: Path, library: Library
) -> None:
    class Other(WordEncoder):
        model_sha256 = "another-model-000000"

    library.execute("DELETE FROM vectors WHERE number = 3")

    findings = verified(index_dir, Other)

    assert states(findings)["embedding model"] == "broken"
    assert "set ASSISTANT_EMBEDDING_MODEL" in told(findings, "embedding model")
    assert states(findings)["documents"] == "broken"


@pytest.mark.slow
def test_document_that_cannot_be_made_anew_is_read_again_by_the_next_ingest(
    index_dir: Path, library: Library, tmp_path: Path
) -> None:
    docs = write(tmp_path / "docs", {"new.md": "# New\n\nAnother one about weights.\n"})
    sync(library, docs)
    library.execute("UPDATE documents SET source = '{' WHERE doc_id = 'new.md'")

    findings = verified(index_dir)
    report = sync(library, docs)

    assert states(findings)["documents"] == "broken"
    assert "run `python ingest.py` with their folders" in told(findings, "documents")
    assert report.added == 1
    assert states(verified(index_dir))["documents"] == "well"


@pytest.mark.parametrize("size", [0, 700, 20_000])
def test_torn_library_cannot_be_repaired_and_is_not_touched(index_dir: Path, size: int) -> None:
    file = index_dir / LIBRARY_FILE
    with file.open("r+b") as opened:
        opened.truncate(size)
    left = file.read_bytes()

    [finding] = verified(index_dir)

    assert (finding.part, finding.state) == ("library file", "broken")
    assert "--rebuild" in finding.told
    assert file.read_bytes() == left


def test_nothing_is_looked_at_where_there_is_nothing_or_another_writes(
    index_dir: Path, tmp_path: Path
) -> None:
    with pytest.raises(IndexMissing):
        verified(tmp_path / "none")
    with writing(index_dir), pytest.raises(IndexBusy):
        verified(index_dir)


def test_remembered_failure_of_a_document_is_forgotten(library: Library, index_dir: Path) -> None:
    [doc_id, *_] = library.marks()
    failure = Failure("0" * 64, "0" * 64, "is damaged", Stamp(1, 1, 1, 1, "0" * 64, 1))
    remember_failure(library, str(library.root_of(doc_id)), doc_id, failure)
    remember_failure(library, "/docs", "scanned.pdf", failure)

    findings = verified(index_dir)

    assert states(findings)["unreadable files"] == "repaired"
    assert told(findings, "unreadable files").startswith(repr(doc_id))
    assert failed_files(library) == [("/docs", "scanned.pdf")]
    assert states(verified(index_dir))["unreadable files"] == "well"
