"""Real PDFs beside the checkout: the odd ones of pypdf's samples, and contracts with their text."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from assistant.errors import ReadingError
from assistant.reading.characters import plain_characters
from assistant.reading.files import FoundFile
from assistant.reading.pdf import read_pdf
from assistant.reading.worker import ReadingWorker
from tests.conftest import SHARED
from tests.reading.samples import assert_covered

_SAMPLES = SHARED / "bench" / "parser_robustness"
_CONTRACTS = SHARED / "bench" / "cuad_licenses"

pytestmark = [
    pytest.mark.originals,
    pytest.mark.skipif(not _SAMPLES.is_dir(), reason=f"no samples in {_SAMPLES.parent}"),
]


@pytest.mark.long
@pytest.mark.timeout(900)
def test_every_sample_is_read_or_says_what_is_wrong() -> None:
    expected = json.loads((_SAMPLES / "pypdf_7.1_outcomes.json").read_text())
    outcomes: dict[str, str] = {}
    with ReadingWorker() as worker:
        for path in sorted((_SAMPLES / "pdf_pypdf_samples").glob("*.pdf")):
            try:
                document = worker.read(FoundFile(path.name, path))
            except ReadingError as exc:
                outcomes[path.name] = str(exc)
            else:
                assert_covered(document)
                outcomes[path.name] = f"read, {len(document.text)} characters"

    for name, outcome in outcomes.items():
        said, *_ = expected[f"pdf_pypdf_samples/{name}"]
        wanted = (
            r"password protected"
            if said == "NEEDPW"
            else r"needs OCR"
            if re.fullmatch(r"OK \d+ 0", said)
            else r"read, \d+ characters"
            if said.startswith("OK")
            else r"damaged"
        )
        assert re.search(wanted, outcome), (name, said, outcome)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_contracts_keep_their_words() -> None:
    """Token F1 against the text that the data set has; running lines are added to ours again.

    A hyphen at the end of a line counts as none on both sides: where "third-party" is broken, the
    file's text has the same break.
    """
    scores: list[float] = []
    for path in sorted((_CONTRACTS / "pdf").glob("*.pdf")):
        ours, theirs = _words_of_pdf(path), _words(path, _CONTRACTS / "txt")
        common = (ours & theirs).total()
        scores.append(2 * common / (ours.total() + theirs.total()))

    assert sum(scores) / len(scores) >= 0.998
    assert min(scores) >= 0.99


def _words_of_pdf(path: Path) -> Counter[str]:
    parsed = read_pdf(path.read_bytes())
    words = _tokens(parsed.text)
    for note in parsed.notes:
        for line, times in re.findall(r'"(.+?)" \((\d+)\)', note):
            for word in _tokens(line):
                words[word] += int(times)
    return words


def _words(path: Path, folder: Path) -> Counter[str]:
    return _tokens(plain_characters((folder / f"{path.stem}.txt").read_text(encoding="utf-8")))


def _tokens(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", re.sub(r"(?<=\w)-\s*(?=\w)", "", text).lower()))
