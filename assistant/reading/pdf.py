"""PDF, page by page. Only text is read: a scan without a text layer is refused."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from assistant.errors import ReadingError
from assistant.reading.decode import replace_surrogates
from assistant.reading.parsed import Described, Parsed
from assistant.reading.sections import Assembly, short_label

_LOCKED = "is password protected; save a copy without the password"
_NO_TEXT = "has no text layer: needs OCR; run it through an OCR program and save it again"
_DAMAGED = "is damaged and cannot be read as PDF; get it again from its source"
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
# Single characters for several letters, which no question contains.
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
# A page that only shows a picture still yields a number or a stray mark.
_LEAST_LETTERS = 3


def read_pdf(data: bytes) -> Parsed:
    """The text of each page as a section, "p. 4" by the number printed on it.

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
        pages = list(_pages(reader))
        title = str(reader.metadata.title or "") if reader.metadata else ""
    except (FileNotDecryptedError, DependencyError) as exc:
        raise ReadingError(_LOCKED) from exc
    except (PyPdfError, *_LET_THROUGH) as exc:
        raise ReadingError(f"{_DAMAGED} ({exc or type(exc).__name__})") from exc
    return _assemble(pages, title)


def _pages(reader: object) -> Iterator[tuple[str, str]]:
    """The printed label and the text of each page."""
    from pypdf import PdfReader

    assert isinstance(reader, PdfReader)
    try:
        labels = reader.page_labels
    except _LET_THROUGH:
        labels = []  # the labels are broken, the pages need not be
    for i, page in enumerate(reader.pages):
        label = labels[i] if i < len(labels) and labels[i] else str(i + 1)
        text = replace_surrogates(page.extract_text()).translate(_LIGATURES).replace("\0", " ")
        yield label, "\n".join(line.rstrip() for line in text.splitlines())


def _assemble(pages: list[tuple[str, str]], title: str) -> Parsed:
    empty = [label for label, text in pages if sum(c.isalpha() for c in text) < _LEAST_LETTERS]
    if len(empty) == len(pages):
        raise ReadingError(_NO_TEXT if pages else "has no pages")
    assembly = Assembly()
    for number, (label, text) in enumerate(pages, start=1):
        assembly.begin(f"p. {label}", page=number)
        assembly.add(text)
    notes = (f"no text on {_listed(empty)}: needs OCR",) if empty else ()
    shown = Described(title=short_label(title) or None)
    return Parsed(assembly.text, tuple(assembly.marks), shown=shown, notes=notes)


def _listed(labels: list[str]) -> str:
    return (
        f"p. {labels[0]}"
        if len(labels) == 1
        else f"{len(labels)} pages: p. " + ", ".join(labels[:20])
    )
