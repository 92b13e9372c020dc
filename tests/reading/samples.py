"""Small files made by the tests, and the invariant every document must hold."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pypdf
from pypdf.constants import PageLabelStyle
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from assistant.reading.parsed import Described
from assistant.reading.read import read_document
from assistant.types import Document


def read(
    folder: Path, name: str, content: str | bytes, described: Described | None = None
) -> Document:
    """Write a file, read it, and check the invariant on the way."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    document = read_document(path, doc_id=name, described=described)
    assert_covered(document)
    return document


def assert_covered(document: Document) -> None:
    """The sections are in order, do not overlap, and are together the whole text."""
    assert document.text
    assert document.sections
    assert document.source.language
    position = 0
    for section in document.sections:
        assert section.start == position
        assert section.end > section.start
        assert section.label
        position = section.end
    assert position == len(document.text)
    document.text.encode("utf-8")


def labels(document: Document) -> list[str]:
    """The labels of a document's sections, in order."""
    return [section.label for section in document.sections]


def text_of(document: Document, label: str) -> str:
    """The text of the one section with that label."""
    (section,) = [s for s in document.sections if s.label == label]
    return document.text[section.start : section.end]


def make_pdf(
    pages: Sequence[str],
    *,
    password: str | None = None,
    lock: str = "RC4-128",
    roman: int = 0,
    title: str = "",
) -> bytes:
    """A PDF with a line of text on each page; the first `roman` pages are numbered i, ii, ..."""
    return pdf_of_lines(
        [[Line(text, 20, 100)] if text else [] for text in pages],
        size=(300, 200),
        password=password,
        lock=lock,
        roman=roman,
        title=title,
    )


class Line(NamedTuple):
    """Text at a place on a page, in points from the lower left corner."""

    text: str
    x: float
    y: float
    size: float = 12


def column(
    lines: Sequence[str], *, x: float = 72, top: float = 700, size: float = 12
) -> list[Line]:
    """Lines under each other, as far apart as a word processor sets them."""
    return [Line(text, x, top - 1.2 * size * i, size) for i, text in enumerate(lines)]


def pdf_of_lines(
    pages: Sequence[Sequence[Line]],
    *,
    size: tuple[int, int] = (612, 792),
    password: str | None = None,
    lock: str = "RC4-128",
    roman: int = 0,
    title: str = "",
) -> bytes:
    """A PDF with lines at their places, in the order in which they are given."""
    writer = pypdf.PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    for lines in pages:
        page = writer.add_blank_page(*size)
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        if lines:
            stream = StreamObject()
            stream.set_data("\n".join(map(_shown, lines)).encode("cp1252"))
            page[NameObject("/Contents")] = writer._add_object(stream)
    if roman:
        writer.set_page_label(0, roman - 1, style=PageLabelStyle.LOWERCASE_ROMAN)
        writer.set_page_label(roman, len(pages) - 1, style=PageLabelStyle.DECIMAL, start=1)
    if title:
        writer.add_metadata({"/Title": title})
    if password is not None:
        writer.encrypt(password, owner_password="owner", algorithm=lock)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _shown(line: Line) -> str:
    text = line.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {line.size} Tf {line.x} {line.y} Td ({text}) Tj ET"


def with_annotations(data: bytes, annotations: Sequence[Mapping[str, str]]) -> bytes:
    """The PDF with these annotations on its first page; values that begin with "/" are names."""
    writer = pypdf.PdfWriter(io.BytesIO(data))
    writer.pages[0][NameObject("/Annots")] = ArrayObject(
        DictionaryObject(
            {
                NameObject(key): NameObject(value) if value[0] == "/" else TextStringObject(value)
                for key, value in annotation.items()
            }
        )
        for annotation in annotations
    )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
