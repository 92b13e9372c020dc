"""What a file is by its first bytes, whatever its name says.

A PDF or a page saved under another name is read as what it is. Archives, office files, pictures
and programs are named and refused; nothing is ever unpacked to find out.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.errors import ReadingError

Content = Literal["PDF", "HTML", "WebVTT"]

_UNPACK = "unpack it first"
_SAVE = "save it as PDF, HTML or text"
# First bytes, what they say, what to do. RTF is text to a decoder, but no reader of it is here.
_REFUSED = (
    (b"\x1f\x8b", "is an archive (gzip)", _UNPACK),
    (b"BZh", "is an archive (bzip2)", _UNPACK),
    (b"\xfd7zXZ\0", "is an archive (xz)", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "is an archive (zstd)", _UNPACK),
    (b"\x04\x22\x4d\x18", "is an archive (lz4)", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "is an archive (7z)", _UNPACK),
    (b"Rar!\x1a\x07", "is an archive (rar)", _UNPACK),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old office file (.doc, .xls, .ppt)", _SAVE),
    (b"{\\rtf", "is a rich text file (RTF)", _SAVE),
    (b"\x89PNG\r\n", "is a picture (PNG)", "only text is read"),
    (b"\xff\xd8\xff", "is a picture (JPEG)", "only text is read"),
    (b"GIF8", "is a picture (GIF)", "only text is read"),
    (b"II*\0", "is a picture (TIFF)", "only text is read"),
    (b"MM\0*", "is a picture (TIFF)", "only text is read"),
    (b"RIFF", "is a recording or a picture (RIFF)", "only text is read"),
    (b"OggS", "is a recording (Ogg)", "only text is read"),
    (b"fLaC", "is a recording (FLAC)", "only text is read"),
    (b"ID3", "is a recording (MP3)", "only text is read"),
    (b"\x1aE\xdf\xa3", "is a video (Matroska)", "only text is read"),
    (b"SQLite format 3\0", "is a database (SQLite)", "only text is read"),
    (b"\x7fELF", "is a program", "only text is read"),
)
_TAR_AT, _TAR = 257, b"ustar"
_VIDEO_AT, _VIDEO = 4, b"ftyp"
_ZIP = (b"PK\3\4", b"PK\5\6", b"PK\7\x08")
# The names of the parts stand in a zip as they are; the first that is found says what it is.
_ZIPPED = (
    (b"word/document.xml", "is a Word document"),
    (b"ppt/presentation.xml", "is a PowerPoint presentation"),
    (b"xl/workbook.xml", "is an Excel workbook"),
    (b"application/vnd.oasis.opendocument", "is an OpenDocument file"),
    (b"application/epub+zip", "is an EPUB book"),
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
        raise ReadingError(f"{what}; {_SAVE}" if what else f"is an archive (zip); {_UNPACK}")
    for mark, what, remedy in _REFUSED:
        if head.startswith(mark) and (_is_binary(head) or mark.startswith(b"{")):
            raise ReadingError(f"{what}; {remedy}")
    if head[_TAR_AT:].startswith(_TAR) and _is_binary(head):
        raise ReadingError(f"is an archive (tar); {_UNPACK}")
    if head[_VIDEO_AT:].startswith(_VIDEO) and _is_binary(head):
        raise ReadingError("is a video (MP4); only text is read")


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
