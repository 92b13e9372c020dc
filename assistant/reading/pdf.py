"""PDF, page by page. Only text is read: a scan without a text layer is refused."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.errors import ReadingError
from assistant.reading.columns import in_columns
from assistant.reading.page_lines import Page, page_lines
from assistant.reading.page_quality import judge_page
from assistant.reading.page_text import is_open, page_texts
from assistant.reading.parsed import Described, Parsed
from assistant.reading.pdf_fields import field_texts
from assistant.reading.pdf_notes import (
    empty_notes,
    missing_notes,
    quality_notes,
    repeated_notes,
    running_notes,
)
from assistant.reading.pdf_sections import with_clauses
from assistant.reading.pdf_title import title_of
from assistant.reading.running_heads import without_running_lines
from assistant.reading.sections import Mark

_LOCKED = "is password protected; save a copy without the password"
_UNKNOWN_LOCK = (
    "is encrypted in a way that cannot be opened here (AES); save a copy without protection, with"
    " a PDF program's `print to file`"
)
_NO_TEXT = "has no text layer: needs OCR; run it through an OCR program and save it again"
_UNREADABLE = (
    "has a text layer that nobody can read ({reason}): needs OCR; run it through an OCR program"
    " that replaces the text layer"
)
_DAMAGED = "is damaged and cannot be read as PDF; get it again from its source ({reason})"
# What pypdf lets through on broken files: it indexes, casts and divides by what it finds there.
_LET_THROUGH = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
# A page that only shows a picture still yields a number or a stray mark.
_LEAST_LETTERS = 3


def read_pdf(data: bytes) -> Parsed:
    """The text of each page as a section, "p. 4" by the number printed on it.

    In a document of numbered clauses also each clause: "p. 4, 2. Redistribution".

    Raises ReadingError where it is damaged, password protected, or has no text.
    """
    # Imported late: half a second that other formats need not wait for.
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns about every odd font
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadingError(_LOCKED)
        pages, fields, broken = _pages(reader)
        missing = _count_said(reader) - len(pages)
        title = str(reader.metadata.title or "") if reader.metadata else ""
    except FileNotDecryptedError as exc:
        raise ReadingError(_LOCKED) from exc
    except DependencyError as exc:
        raise ReadingError(_UNKNOWN_LOCK) from exc
    except (PyPdfError, *_LET_THROUGH) as exc:
        raise ReadingError(_DAMAGED, reason=exc or type(exc).__name__) from exc
    parsed = _assemble(pages, fields, broken, title_of(title))
    return replace(parsed, notes=(*missing_notes(missing, len(pages)), *parsed.notes))


def _count_said(reader: Any) -> int:
    """How many pages the file says it has; 0 where it does not say."""
    try:
        return int(reader.trailer["/Root"]["/Pages"]["/Count"])
    except _LET_THROUGH:
        return 0


def _pages(reader: Any) -> tuple[list[Page], list[str], list[str]]:
    """The pages, the texts of the fields on each, and the labels of pages that are damaged."""
    from pypdf.errors import FileNotDecryptedError, PyPdfError

    try:
        labels = reader.page_labels
    except _LET_THROUGH:
        labels = []  # the labels are broken, the pages need not be
    pages: list[Page] = []
    fields: list[str] = []
    broken: list[str] = []
    error: Exception | None = None
    for i, page in enumerate(reader.pages):
        label = labels[i] if i < len(labels) and labels[i] else str(i + 1)
        try:
            lines, filled = in_columns(page_lines(page)), _fields(page)
        except FileNotDecryptedError:
            raise
        except (PyPdfError, *_LET_THROUGH) as exc:
            lines, filled, error = (), "", exc
            broken.append(label)
        pages.append(Page(label, lines, *_extent(page)))
        fields.append(filled)
    if error is not None and len(broken) == len(pages):
        raise error
    return pages, fields, broken


def _fields(page: Any) -> str:
    try:
        return "\n".join(field_texts(page))
    except _LET_THROUGH:
        return ""  # a broken field must not cost the page


def _extent(page: Any) -> tuple[float, float]:
    """Bottom and top of a page; the same where it is turned or says nothing usable."""
    try:
        box = page.cropbox
        return (0.0, 0.0) if page.rotation % 360 else (float(box.bottom), float(box.top))
    except _LET_THROUGH:
        return 0.0, 0.0


def _assemble(
    pages: Sequence[Page], fields: Sequence[str], broken: Sequence[str], title: str | None
) -> Parsed:
    if not pages:
        raise ReadingError("has no pages")
    labels = [page.label for page in pages]
    stripped = without_running_lines(pages)
    texts = page_texts(stripped.pages)
    qualities = [judge_page(text) for text in texts]
    texts = [_with(text, filled) for text, filled in zip(texts, fields, strict=True)]
    empty = [i for i, text in enumerate(texts) if sum(map(str.isalpha, text)) < _LEAST_LETTERS]
    if len(empty) == len(pages):
        raise ReadingError(_NO_TEXT)
    unreadable = {i for i, quality in enumerate(qualities) if quality.level == "unreadable"}
    if len(unreadable.union(empty)) == len(pages):
        raise ReadingError(_UNREADABLE, reason=qualities[min(unreadable)].reason)
    text, marks = _join(labels, texts)
    marks = with_clauses(text, marks)
    notes = (
        *empty_notes(pages, empty, broken),
        *quality_notes(labels, qualities),
        *repeated_notes(labels, texts),
        *running_notes(stripped),
    )
    return Parsed(text, marks, shown=Described(title=title), notes=notes)


def _with(text: str, filled: str) -> str:
    return "\n\n".join(part for part in (text.strip(), filled) if part)


def _join(labels: Sequence[str], texts: Sequence[str]) -> tuple[str, tuple[Mark, ...]]:
    """The whole text, and where each page that has text begins."""
    pieces: list[str] = []
    marks: list[Mark] = []
    length = 0
    for number, (label, page) in enumerate(zip(labels, texts, strict=True), start=1):
        if not page:
            continue
        if pieces:
            pieces.append("\n" if is_open(pieces[-1], page) else "\n\n")
            length += len(pieces[-1])
        marks.append(Mark(length, f"p. {label}", page=number))
        pieces.append(page)
        length += len(page)
    return "".join(pieces), tuple(marks)
