"""Small files made by the tests, and the invariant every document must hold."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pypdf
from pypdf.constants import PageLabelStyle

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
    pages: Sequence[str], *, password: str | None = None, roman: int = 0, title: str = ""
) -> bytes:
    """A PDF with a line of text on each page; the first `roman` pages are numbered i, ii, ..."""
    writer = pypdf.PdfWriter()
    for text in pages:
        page = writer.add_blank_page(300, 200)
        stream = pypdf.generic.StreamObject()
        stream.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode("cp1252"))
        font = pypdf.generic.DictionaryObject(
            {
                pypdf.generic.NameObject("/Type"): pypdf.generic.NameObject("/Font"),
                pypdf.generic.NameObject("/Subtype"): pypdf.generic.NameObject("/Type1"),
                pypdf.generic.NameObject("/BaseFont"): pypdf.generic.NameObject("/Helvetica"),
                pypdf.generic.NameObject("/Encoding"): pypdf.generic.NameObject("/WinAnsiEncoding"),
            }
        )
        fonts = pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/F1"): font})
        page[pypdf.generic.NameObject("/Resources")] = pypdf.generic.DictionaryObject(
            {pypdf.generic.NameObject("/Font"): fonts}
        )
        if text:
            page[pypdf.generic.NameObject("/Contents")] = writer._add_object(stream)
    if roman:
        writer.set_page_label(0, roman - 1, style=PageLabelStyle.LOWERCASE_ROMAN)
        writer.set_page_label(roman, len(pages) - 1, style=PageLabelStyle.DECIMAL, start=1)
    if title:
        writer.add_metadata({"/Title": title})
    if password is not None:
        writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
