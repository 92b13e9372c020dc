r"""Bytes become text, once, before any position is taken.

Line ends are `\n` afterwards, whatever they were: `\r\n`, `\r`, U+2028, a vertical tab, a form
feed. A byte order mark is gone, characters that look the same are the same (`characters`), and
nothing is left that cannot be encoded as UTF-8 again. Which encoding it is: `encodings`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from assistant.errors import ReadingError
from assistant.reading.characters import plain_text
from assistant.reading.encodings import find_encoding
from assistant.reason import Reason, phrase

# Control characters that no text file holds on purpose.
_CONTROL = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.01  # above one in a hundred characters it is not text
_STRAY_CONTROLS = 2  # as many are no binary file, however short the text
# C1 controls in a text are Windows-1252 that was taken for Latin-1 on its way: U+0093 is a quote.
_C1 = re.compile("[\x80-\x84\x86-\x9f]")
_C1_MEANT = {
    code: bytes([code]).decode("cp1252", errors="replace").replace("\ufffd", " ")
    for code in range(0x80, 0xA0)
}
_RETURN = re.compile("\r+\n|\r")  # "\r\r\n": converted twice
_FEED = re.compile("\n\f\n?|\f\n?")  # one line end, so that a sentence goes on over a page's end
_LINE_END = re.compile("[\x0b\x85\u2028]")
_BROKEN_WORD = re.compile(r"\u00ad[ \t]*\n[ \t]*(?=[^\W\d_])")
_LOST = phrase("{count} characters cannot be read and are shown as \ufffd")
_NO_TEXT = (b"%PDF-", b"PK\x03\x04")  # near the beginning of files that are not decoded


class Decoded(NamedTuple):
    """A file's text and what a reader should know about how it was decoded."""

    text: str
    encoding: str
    notes: tuple[Reason, ...] = ()


def decode(data: bytes) -> str:
    """The text of a file's bytes.

    Raises ReadingError where the bytes are no text: too many control characters, or no encoding
    fits.
    """
    return _decoded(data).text


def decode_cells(data: bytes) -> str:
    """The text of a table: other line ends than those of rows are spaces."""
    spaced = {0x0B: " ", 0x0C: " ", 0x85: " ", 0x2028: " ", 0x2029: " "}
    return _clean(_RETURN.sub("\n", _raw(data).text).translate(spaced)).text


def decoding_notes(data: bytes) -> tuple[Reason, ...]:
    """What a reader should know about how a file was decoded; nothing where it is no text."""
    if any(mark in data[:1024] for mark in _NO_TEXT):
        return ()
    try:
        return _decoded(data).notes
    except ReadingError:
        return ()


@lru_cache(maxsize=1)  # the notes are asked for after the text
def _decoded(data: bytes) -> Decoded:
    raw = _raw(data)
    plain = _clean(_one_line_end(raw.text))
    lost = plain.text.count("\ufffd")
    notes = (
        *raw.notes,
        *((Reason(_LOST, count=lost),) if lost else ()),
        *plain.notes,
    )
    return Decoded(plain.text, raw.encoding, notes)


def _raw(data: bytes) -> Decoded:
    """The text as the encoding has it."""
    found = find_encoding(data)
    text = data.decode(found.name, errors="replace").removeprefix("\ufeff")
    if len(_CONTROL.findall(text)) > max(_STRAY_CONTROLS, _CONTROL_SHARE * len(text)):
        raise ReadingError("is not text: it holds binary data; check its suffix")
    said = Reason(
        "read as {name}: it is not UTF-8 and does not say what it is; if letters look wrong, save"
        " it as UTF-8",
        name=found.name,
    )
    return Decoded(text, found.name, (said,) if found.guessed else ())


def _one_line_end(text: str) -> str:
    text = _RETURN.sub("\n", text)
    if "\u2029" in text:
        # Where nothing else separates paragraphs; a blank line would cut a caption in two.
        text = text.replace("\u2029", "\n" if "\n\n" in text else "\n\n")
    if _C1.search(text):
        text = text.translate(_C1_MEANT)
    return _FEED.sub("\n", _LINE_END.sub("\n", text))


def _clean(text: str) -> Decoded:
    plain = plain_text(_CONTROL.sub(" ", _BROKEN_WORD.sub("", text)))
    return Decoded(plain.text, "", plain.notes)
