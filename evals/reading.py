"""What becomes of each file of a folder when it is read: sections, voices, times, what is kept.

Each file is read as `ingest.py` reads it, in a child process, and cut into passages; nothing is
embedded. `kept` holds the reader against the file itself: the share of its words that are words
of the document. It is no error rate: a saved web page has menus, captions repeat themselves, and
a PDF has no words before it is read.
"""

from __future__ import annotations

import csv
import html
import io
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from assistant.errors import ReadingError
from assistant.reading.coverage import lost_characters
from assistant.reading.decode import decode
from assistant.reading.describe import describe_root
from assistant.reading.files import FoundFile, find_files, suffix_of
from assistant.reading.split import CountTokens, split_document
from assistant.reading.worker import ReadingWorker
from assistant.types import Document

_UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^<>]*>", re.S)
_TIMING = re.compile(r"^.*-->.*$", re.M)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """One file, read. Where it cannot be, `failure` says why and all else is empty."""

    doc_id: str
    failure: str = ""
    kind: str = ""
    sections: int = 0
    longest: float = 0.0  # share of the text in the longest section
    speakers: int = 0  # named ones
    spoken: float = 0.0  # share of the text whose speaker is named
    first_s: float | None = None  # of the recording
    last_s: float | None = None
    pages: int = 0
    passages: int = 0
    lost: int = 0  # characters that stand in no passage, blanks aside
    kept: float | None = None  # share of the file's words; None: a PDF
    seconds: float = 0.0
    notes: tuple[str, ...] = ()


def read_folder(root: Path, *, count_tokens: CountTokens, max_tokens: int) -> Iterator[Reading]:
    """Every file below a root, by doc_id, with those that could not be read."""
    described = describe_root(root)
    listing = find_files(root)
    for skipped in listing.skipped:
        yield Reading(skipped.doc_id, skipped.reason)
    with ReadingWorker() as worker:
        began = time.perf_counter()
        for found, result in worker.read_many(listing.files, described):
            seconds, began = time.perf_counter() - began, time.perf_counter()
            if isinstance(result, ReadingError):
                yield Reading(found.doc_id, str(result), seconds=seconds)
                continue
            passages = split_document(result, count_tokens=count_tokens, max_tokens=max_tokens)
            yield _reading(found, result, len(passages), lost_characters(result, passages), seconds)
            began = time.perf_counter()


def as_csv(readings: Sequence[Reading]) -> str:
    """A row for each file, its notes in one cell."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(field.name for field in fields(Reading))
    rows.writerows((*astuple(r)[:-1], "; ".join(r.notes)) for r in readings)
    return out.getvalue()


def _reading(
    found: FoundFile, document: Document, passages: int, lost: int, seconds: float
) -> Reading:
    characters = len(document.text)
    times = [section.time_s for section in document.sections if section.time_s is not None]
    lengths = [section.end - section.start for section in document.sections]
    named = [n for n, section in zip(lengths, document.sections, strict=True) if section.speaker]
    return Reading(
        doc_id=found.doc_id,
        kind=document.source.kind,
        sections=len(lengths),
        longest=max(lengths) / characters,
        speakers=len(document.source.speakers),
        spoken=sum(named) / characters,
        first_s=min(times, default=None),
        last_s=max(times, default=None),
        pages=len({section.page for section in document.sections if section.page}),
        passages=passages,
        lost=lost,
        kept=_kept_words(found, document),
        seconds=seconds,
        notes=document.notes,
    )


def _kept_words(found: FoundFile, document: Document) -> float | None:
    if suffix_of(found.path) == ".pdf":
        return None
    written = _UNSEEN.sub(" ", _TIMING.sub(" ", decode(found.path.read_bytes())))
    words = Counter(_WORD.findall(html.unescape(written).lower()))
    lost = words - Counter(_WORD.findall(document.text.lower()))
    return 1 - lost.total() / max(words.total(), 1)
