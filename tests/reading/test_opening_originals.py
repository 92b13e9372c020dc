"""What the originals say about themselves, against what their manifest says about them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from assistant.reading.describe import describe_root
from assistant.reading.editions import edition_of
from assistant.reading.files import find_files
from assistant.reading.parsed import NOTHING_SAID
from assistant.reading.read import read_document

pytestmark = [pytest.mark.originals, pytest.mark.timeout(600)]

Counts = dict[str, Counter[str]]  # of "agree", "differ", "only manifest", "only text", "neither"


@pytest.fixture(scope="module")
def counts(originals: Path) -> Counts:
    described = describe_root(originals)
    counts: Counts = {name: Counter() for name in ("version", "date", "status", "language")}
    for file in find_files(originals).files:
        found = read_document(file.path, doc_id=file.doc_id).source
        listed = described.get(file.doc_id, NOTHING_SAID)
        read = found.status if found.status != "unknown" else ""
        counts["version"][_outcome(listed.version, found.version, _same_version)] += 1
        counts["date"][_outcome(listed.date, found.date, _same_date)] += 1
        counts["status"][_outcome(listed.status, read, str.__eq__)] += 1
        counts["language"][_outcome(listed.language, found.language, str.__eq__)] += 1
    return counts


def _outcome(listed: str | None, read: str, same: object) -> str:
    if listed and read:
        return "agree" if same(listed, read) else "differ"  # type: ignore[operator]
    return "only manifest" if listed else "only text" if read else "neither"


def _same_version(a: str, b: str) -> bool:
    return edition_of(a) == edition_of(b)


def _same_date(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def test_what_a_text_says_of_its_version_is_never_another_than_the_manifests(
    counts: Counts,
) -> None:
    assert counts["version"]["agree"] >= 44
    assert counts["version"]["differ"] == 0


def test_a_date_read_from_a_text_is_the_manifests_nine_times_in_ten(counts: Counts) -> None:
    assert counts["date"]["agree"] >= 52
    # A law's day and that of its journal, a draft's and its release.
    assert counts["date"]["differ"] <= 6


def test_drafts_are_recognised_and_no_other_status_is_invented(counts: Counts) -> None:
    assert counts["status"]["agree"] >= 8
    assert counts["status"]["differ"] + counts["status"]["only text"] == 0


def test_the_language_of_a_text_is_the_one_the_manifest_names(counts: Counts) -> None:
    assert counts["language"]["differ"] == 0
