r"""Bytes become text, once, before any position is taken.

Line ends are `\n` afterwards, a byte order mark is gone, and nothing is left that cannot be
encoded as UTF-8 again.
"""

from __future__ import annotations

import codecs
import re

from assistant.errors import ReadingError
from assistant.reading.characters import replace_surrogates

_MARKS = (  # longest first: the UTF-32 mark begins with the UTF-16 mark
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 200_000  # enough to tell an encoding; guessing is slow on megabytes
# Control characters that no text file holds on purpose; form feed separates pages in old ones.
_CONTROL = re.compile("[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.01  # above one in a hundred characters it is not text


def decode(data: bytes) -> str:
    """The text of a file's bytes.

    Raises ReadingError where the bytes are no text: NUL bytes, or no encoding fits.
    """
    text = _decode_marked(data)
    if text is None:
        text = _decode_unmarked(data)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text or len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise ReadingError("is not text: it holds binary data; check its suffix")
    return replace_surrogates(_CONTROL.sub(" ", text))


def _decode_marked(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    return None


def _decode_unmarked(data: bytes) -> str:
    if b"\0" in data:  # first: English in UTF-16 is valid UTF-8, with a NUL after every letter
        wide = _wide_encoding(data[:_SAMPLE_BYTES])
        if wide is None:
            raise ReadingError("is not text: it holds NUL bytes; check its suffix")
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_guessed(data)


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of Western text is zero."""
    half = len(sample) // 2
    if half < 2:
        return None
    if sample[1::2].count(0) > 0.7 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _decode_guessed(data: bytes) -> str:
    # Mostly UTF-8 with a few broken bytes: a guess would turn the good ones into mojibake.
    lenient = data.decode("utf-8", errors="replace")
    if lenient.count("\ufffd") < 0.5 * sum(byte > 0x7F for byte in data):
        return lenient
    # Imported late: most files are UTF-8 and never get here.
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    # cp1252 covers what Western files hold; the guess is followed only away from its relatives.
    encoding = best.encoding if best is not None else "cp1252"
    if best is not None and best.could_be_from_charset and "cp1252" in best.could_be_from_charset:
        encoding = "cp1252"
    return data.decode(encoding, errors="replace")
