"""Which encoding a file's bytes are in.

In this order: a byte order mark, UTF-8 that is valid, UTF-16 and UTF-32 without a mark, the escape
sequences of ISO-2022-JP, what markup declares, and then a guess by what the text would look like.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from assistant.errors import ReadingError

_MARKS = (  # longest first: the UTF-32 mark begins with the UTF-16 mark
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_SAMPLE_BYTES = 200_000  # enough to tell an encoding; guessing is slow on megabytes
_WIDE_SAMPLE_BYTES = 16_384  # divides by four
_NUL_SHARE = 0.001  # a stray NUL; more is UTF-16, or no text
# English in UTF-16 has one NUL in two bytes. Other scripts have fewer, but are no UTF-8 at the same
# time or have controls too: the first byte of Cyrillic is 4, of Arabic 6.
_LEAST_WIDE_NUL_SHARE = 0.1
_CONTROL = re.compile(rb"[\x01-\x08]")
_ODD_SHARE = 0.02  # of characters that are not assigned, private, or control
# What any text has and text in the wrong byte order has not: U+0020 would be U+2000.
_COMMON = re.compile("[ \n\r\t0-9.,;:、。，：]")
_JAPANESE_ESCAPE = re.compile(rb"\x1b(?:\$[@B]|\([BJ])")
_DECLARED = re.compile(rb"<[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_DECLARED_BYTES = 2048  # HTML wants it in the first 1024
# Windows has characters where Latin-1 has controls; browsers read the one as the other.
_WINDOWS = {"iso8859-1": "cp1252", "ascii": "cp1252", "shift_jis": "cp932", "gb2312": "gb18030"}


# Between Western and Central European, charset-normalizer's shares differ by chance: a short French
# text is Czech to it, with less of what it calls chaos by .14 and the same coherence.
_MORE_CHAOS, _LESS_COHERENCE = 0.15, 0.01


class Encoding(NamedTuple):
    """An encoding by its Python name; `guessed` where the file does not say it."""

    name: str
    guessed: bool = False


def find_encoding(data: bytes) -> Encoding:
    """The encoding of a file's bytes. Raises ReadingError where NUL bytes make it no text."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Encoding(name)
    # Before UTF-8: English in UTF-16 is valid UTF-8, with a NUL after every letter.
    if data.count(0) > _NUL_SHARE * len(data):
        if not _is_narrow(data) and (wide := _wide_encoding(data)):
            return Encoding(wide)
        raise ReadingError("is not text: it holds NUL bytes; check its suffix")
    if _JAPANESE_ESCAPE.search(data) and _decodes(data, "iso2022_jp"):
        return Encoding("iso2022_jp")
    if _decodes(data, "utf-8"):
        return Encoding("utf-8")
    return _declared(data) or _guessed(data)


def _decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _is_narrow(data: bytes) -> bool:
    """Whether bytes are UTF-8 with a few NULs, which as UTF-16 would be Chinese at random."""
    few = data.count(0) < _LEAST_WIDE_NUL_SHARE * len(data)
    return few and not _CONTROL.search(data) and _decodes(data, "utf-8")


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, where its text looks like text."""
    sample = data[:_WIDE_SAMPLE_BYTES]
    scores = {name: _wide_score(sample, name) for name in _WIDE if len(data) >= int(name[4:6]) // 8}
    best = max(scores, key=lambda name: scores[name], default="")
    return best if best and scores[best] > 0 else None


def _wide_score(sample: bytes, name: str) -> float:
    """Share of characters that any text has; 0 where it cannot be this encoding."""
    try:
        text = codecs.getincrementaldecoder(name)().decode(sample)
    except UnicodeDecodeError:
        return 0.0
    odd = sum(unicodedata.category(c) in ("Cn", "Co", "Cc") and c not in "\n\r\t\f" for c in text)
    if not text or "\0" in text or odd > _ODD_SHARE * len(text):
        return 0.0
    return len(_COMMON.findall(text)) / len(text)


def _declared(data: bytes) -> Encoding | None:
    """What HTML or XML says in its head, where all of the file can be read so."""
    found = _DECLARED.search(data[:_DECLARED_BYTES])
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    name = _WINDOWS.get(name, name)
    wide = name.startswith(("utf-16", "utf-32"))  # the declaration itself could not be read
    return None if wide or not _decodes(data, name) else Encoding(name)


def _guessed(data: bytes) -> Encoding:
    # Mostly UTF-8 with a few broken bytes: a guess would turn the good ones into mojibake.
    lenient = data.decode("utf-8", errors="replace")
    broken = lenient.count("\ufffd")
    # Two bytes of EUC-JP are valid UTF-8 now and then: less than half as often as not.
    if sum(c > "\x7f" for c in lenient) - broken > broken:
        return Encoding("utf-8")
    if wide := _wide_encoding(data):
        return Encoding(wide)
    # Imported late: most files are UTF-8 and never get here.
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE_BYTES]
    if len(data) > len(sample):  # no character cut in two
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    matches = list(from_bytes(sample))
    best = matches[0] if matches else None
    # cp1252 covers what Western files hold; others are followed only where it fits less well.
    western = best is None or any(
        "cp1252" in (match.encoding, *(match.could_be_from_charset or ()))
        and match.chaos <= best.chaos + _MORE_CHAOS
        and match.coherence >= best.coherence - _LESS_COHERENCE
        for match in matches
    )
    name = "cp1252" if best is None or western else best.encoding
    return Encoding(_WINDOWS.get(codecs.lookup(name).name, name), guessed=True)
