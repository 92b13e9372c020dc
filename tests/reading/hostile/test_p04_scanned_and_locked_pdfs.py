from __future__ import annotations

from pathlib import Path

import pytest

from assistant.indexing.library import Library
from tests.reading.hostile.bombs import scanned_pdf
from tests.reading.hostile.ingesting import ingested, write_all
from tests.reading.samples import make_pdf

pytestmark = pytest.mark.slow  # starts processes


def test_a_pdf_without_text_or_with_a_password_is_never_an_empty_document(tmp_path: Path) -> None:
    files = {
        "scanned.pdf": scanned_pdf(5),
        "blank.pdf": make_pdf(["", ""]),
        "locked.pdf": make_pdf(["Some words."], password="secret"),
        "opens without.pdf": make_pdf(["Some words."], password=""),
        "half.pdf": make_pdf(["A page with words on it.", "", ""]),
    }
    write_all(tmp_path / "docs", files)

    with Library(tmp_path / "index", create=True) as library:
        report = ingested(library, tmp_path / "docs")
        read = {source.doc_id for source in library.sources()}

    failed = dict(report.failed)
    assert failed.keys() == {"scanned.pdf", "blank.pdf", "locked.pdf"}
    assert "OCR" in failed["scanned.pdf"]
    assert "OCR" in failed["blank.pdf"]
    assert "password" in failed["locked.pdf"]
    assert read == {"opens without.pdf", "half.pdf"}
    assert any("OCR" in note for name, note in report.notes if name == "half.pdf")
