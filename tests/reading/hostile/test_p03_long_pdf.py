from __future__ import annotations

from pathlib import Path

import pytest

from assistant.reading.files import FoundFile
from assistant.reading.worker import ReadingWorker
from tests.reading.hostile.bombs import line_of_pdf, raw_pdf

pytestmark = pytest.mark.slow  # starts processes


@pytest.mark.timeout(300)
@pytest.mark.parametrize("pages", [150, pytest.param(10_000, marks=pytest.mark.long)])
def test_every_page_of_a_long_pdf_is_a_section_in_its_place(tmp_path: Path, pages: int) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(raw_pdf([line_of_pdf(f"This is page number {i}.") for i in range(pages)]))

    with ReadingWorker() as worker:
        document = worker.read(FoundFile("long.pdf", path))

    assert [section.page for section in document.sections] == list(range(1, pages + 1))
    for i in (0, pages // 2, pages - 1):
        section = document.sections[i]
        assert f"page number {i}." in document.text[section.start : section.end]
