"""What a file is by its first bytes, whatever its name says.

A PDF or a page saved under another name is read as what it is. Archives, office files, pictures
and programs are named and refused; nothing is ever unpacked to find out.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.errors import ReadingError
from assistant.reason import phrase

Content = Literal["PDF", "HTML", "WebVTT"]

_ARCHIVE = phrase("is an archive ({what}); unpack it first")
_OFFICE = phrase("is {what}; save it as PDF, HTML or text")
_PICTURE = phrase("is a picture ({what}); only text is read")
_RECORDING = phrase("is a recording ({what}); only text is read")
_VIDEO = phrase("is a video ({what}); only text is read")
_OTHER = phrase("is {what}; only text is read")
# First bytes, what they say. RTF is text to a decoder, but no reader of it is here.
_REFUSED = (
    (b"\x1f\x8b", _ARCHIVE, "gzip"),
    (b"BZh", _ARCHIVE, "bzip2"),
    (b"\xfd7zXZ\0", _ARCHIVE, "xz"),
    (b"\x28\xb5\x2f\xfd", _ARCHIVE, "zstd"),
    (b"\x04\x22\x4d\x18", _ARCHIVE, "lz4"),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE, "7z"),
    (b"Rar!\x1a\x07", _ARCHIVE, "rar"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OFFICE, phrase("an old office file (.doc, .xls, .ppt)")),
    (b"{\\rtf", _OFFICE, phrase("a rich text file (RTF)")),
    (b"\x89PNG\r\n", _PICTURE, "PNG"),
    (b"\xff\xd8\xff", _PICTURE, "JPEG"),
    (b"GIF8", _PICTURE, "GIF"),
    (b"II*\0", _PICTURE, "TIFF"),
    (b"MM\0*", _PICTURE, "TIFF"),
    (b"RIFF", _OTHER, phrase("a recording or a picture (RIFF)")),
    (b"OggS", _RECORDING, "Ogg"),
    (b"fLaC", _RECORDING, "FLAC"),
    (b"ID3", _RECORDING, "MP3"),
    (b"\x1aE\xdf\xa3", _VIDEO, "Matroska"),
    (b"SQLite format 3\0", _OTHER, phrase("a database (SQLite)")),
    (b"\x7fELF", _OTHER, phrase("a program")),
)
_TAR_AT, _TAR = 257, b"ustar"
_MP4_AT, _MP4 = 4, b"ftyp"
_ZIP = (b"PK\3\4", b"PK\5\6", b"PK\7\x08")
# The names of the parts stand in a zip as they are; the first that is found says what it is.
_ZIPPED = (
    (b"word/document.xml", phrase("a Word document")),
    (b"ppt/presentation.xml", phrase("a PowerPoint presentation")),
    (b"xl/workbook.xml", phrase("an Excel workbook")),
    (b"application/vnd.oasis.opendocument", phrase("an OpenDocument file")),
    (b"application/epub+zip", phrase("an EPUB book")),
)
_HEAD_BYTES = 1024  # where the PDF standard looks for its mark
_PDF = re.compile(rb"\s*%PDF-\d")
_PAGE = re.compile(
    r"\ufeff?\s*(?:<\?xml\b[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html\b|<html[\s>])",
    re.S | re.I,
)
_CAPTIONS = re.compile(r"\ufeff?WEBVTT(?=[ \t\r\n]|$)")


def recognise(data: bytes) -> Content | None:
    """What the bytes say they are; None where nothing does, as in plain text and Markdown.

    Raises ReadingError, which says what it is and what to do, for what cannot be read.
    """
    head = data[:_HEAD_BYTES]
    if _PDF.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "PDF"
    _refuse(head, data)
    text = head.decode(_wide(head) or "latin-1", errors="ignore").removeprefix("\u00ef\u00bb\u00bf")
    if _PAGE.match(text):
        return "HTML"
    return "WebVTT" if _CAPTIONS.match(text) else None


def _refuse(head: bytes, data: bytes) -> None:
    if head.startswith(_ZIP):
        what = next((what for name, what in _ZIPPED if name in data), None)
        raise ReadingError(_OFFICE, what=what) if what else ReadingError(_ARCHIVE, what="zip")
    for mark, sentence, what in _REFUSED:
        if head.startswith(mark) and (_is_binary(head) or mark.startswith(b"{")):
            raise ReadingError(sentence, what=what)
    if head[_TAR_AT:].startswith(_TAR) and _is_binary(head):
        raise ReadingError(_ARCHIVE, what="tar")
    if head[_MP4_AT:].startswith(_MP4) and _is_binary(head):
        raise ReadingError(_VIDEO, what="MP4")


def _is_binary(head: bytes) -> bool:
    """Whether it holds bytes that no text does: "GIF8" and "ID3" can begin a sentence."""
    return any(byte < 9 or 13 < byte < 27 for byte in head) or not _is_utf8(head)


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as exc:
        return exc.start > len(head) - 4 and len(head) == _HEAD_BYTES  # cut in a character
    return True


def _wide(head: bytes) -> str | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return None
