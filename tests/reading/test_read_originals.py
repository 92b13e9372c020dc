"""Every one of the originals beside the checkout, which a user's clone does not have."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.errors import ReadingError
from assistant.reading.decode import decode
from assistant.reading.describe import describe_root
from assistant.reading.files import FoundFile, find_files
from assistant.reading.read import read_document
from assistant.types import Document
from tests.reading.samples import assert_covered

ORIGINALS = Path(__file__).parents[3] / "shared" / "originals"

pytestmark = [
    pytest.mark.originals,
    pytest.mark.skipif(not ORIGINALS.is_dir(), reason=f"no originals in {ORIGINALS.parent}"),
]

Documents = Mapping[FoundFile, Document]


@pytest.fixture(scope="module")
def documents() -> Documents:
    described = describe_root(ORIGINALS)
    read: dict[FoundFile, Document] = {}
    for found in find_files(ORIGINALS).files:
        try:
            read[found] = read_document(
                found.path, doc_id=found.doc_id, described=described.get(found.doc_id)
            )
        except ReadingError as exc:
            pytest.fail(f"{found.doc_id} {exc}")
    return read


def test_every_original_is_read(documents: Documents) -> None:
    assert len(documents) == 205
    assert find_files(ORIGINALS).skipped == ()


def test_sections_cover_every_original(documents: Documents) -> None:
    for document in documents.values():
        assert_covered(document)


def test_no_words_of_a_text_are_lost(documents: Documents) -> None:
    for found, document in documents.items():
        if found.path.suffix.lower() not in {".md", ".markdown", ".txt", ".license", ".rst"}:
            continue
        written = decode(found.path.read_bytes())
        visible = re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->|<[^<>]*>", " ", written, flags=re.S)
        words = Counter(re.findall(r"\w+", html.unescape(visible)))
        lost = words - Counter(re.findall(r"\w+", document.text))
        assert sum(lost.values()) <= 0.01 * sum(words.values()) + 5, (found.doc_id, lost)


def test_every_original_has_what_a_citation_shows(documents: Documents) -> None:
    for document in documents.values():
        source = document.source
        assert source.title
        assert source.publisher
        assert source.kind != "own"
        assert re.fullmatch(r"[a-z]{2}", source.language), source
        assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", source.date), source


def test_captions_have_times_and_transcripts_speakers(documents: Documents) -> None:
    for found, document in documents.items():
        if found.path.suffix in {".srt", ".vtt"}:
            times = [section.time_s for section in document.sections]
            assert None not in times
            assert times == sorted(time for time in times if time is not None)
    spoken = [d for d in documents.values() if any(s.speaker for s in d.sections)]
    assert len(spoken) >= 18
    assert all(d.source.kind == "panel" for d in spoken), "a speaker outside a panel"


def test_no_section_of_a_law_or_license_swallows_the_document(documents: Documents) -> None:
    for document in documents.values():
        if document.source.kind in {"license", "policy"} and len(document.text) > 20_000:
            longest = max(section.end - section.start for section in document.sections)
            assert longest < 0.4 * len(document.text), document.doc_id
