"""Files damaged in the ways that files are damaged: by bits, by cuts, by hand, by encodings.

Everything is drawn from the generator that is handed in, so that a failing input can be made again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

Mutate = Callable[[bytes, Random], bytes]

# What means something to one of the readers, their libraries, or whoever shows the text.
_TOKENS: Sequence[bytes] = (
    b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<!DOCTYPE x [", b"<!ENTITY a '&a;'>", b"&a;", b"&#0;",
    b"&#xD800;", b"&#1114112;", b"&amp;amp;", b"<script>", b"</script>", b"<style>", b"<table>",
    b"</table>", b"<tr><td>", b"<html>", b"</html>", b"<title>", b"<sup>", b"<h1>", b"</h7>",
    b"<p class='", b'<a href="', b"<br/>", b"<pre>", b"</div>" * 9, b"<div>" * 40, b"<?xml version",
    b"---\n", b"\n---\n", b"...\n", b"# ", b"\n## ", b"```\n", b"~~~", b"> ", b"- ", b"* ", b"1. ",
    b"(a) ", b"| ", b"|-|-|\n", b"**", b"__", b"`", b"[x](", b"![", b"\\", b"$$", b"[[", b"{{",
    b"&anchor ", b"*anchor", b"<<: ", b"!!python/object:os.system ", b"!!binary |\n", b"? ", b": ",
    b"{", b"}", b"[", b"]", b"'", b'"', b'""', b",", b";", b"\t", b"%", b"%PDF-1.7\n", b"%%EOF",
    b"obj\n", b"endobj\n", b"stream\n", b"endstream", b"xref\n", b"trailer", b"startxref\n",
    b"/Kids", b"/Parent 1 0 R", b"/Length 999999999", b"/Filter /FlateDecode", b"(", b")", b"<<",
    b"WEBVTT", b"NOTE ", b"STYLE\n", b"REGION\n", b" --> ", b"00:00:00.000", b"99:99:99.999",
    b"<v Name>", b"<c.red>", b"<00:00:01.000>", b">> ", b"Name: ", b"**Name:** ", b"[00:00:01] ",
    b"Section 1", b"ARTICLE II\n", b"Whereas:\n", b"\n\n", b"\r\n", b"\r", b"\x0b", b"\x0c",
    b"\x1b[2J", b"\0", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80", "\u202e".encode(), "\u200b".encode(), "\u2028".encode(), "\u0085".encode(),
    "e\u0301".encode(), "\U000e0041".encode(), "日本語。".encode(), "«é»".encode("cp1252"),
    b"9" * 40, b"-1", b"1e999", b"0x", b"NaN", b" " * 300, b"a" * 300, b"(a" * 100, b"1.1." * 100,
)  # fmt: skip
_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1252", "shift_jis")


def mutated(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """The file with one to four kinds of damage; `others` lend pieces."""
    for _ in range(random.choice((1, 1, 2, 4))):
        if random.random() < 0.1:
            data = _spliced(data, random.choice(others), random)
        else:
            data = random.choice(_MUTATORS)(data, random)
    return data


def cuts(data: bytes, count: int) -> list[bytes]:
    """The beginnings of a file, cut at evenly spread points."""
    return [data[: len(data) * i // (count + 1)] for i in range(1, count + 1)]


def _flip_bits(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 8) if changed else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _range(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randint(0, len(data))
    return start, min(len(data), start + random.choice((1, 4, 16, 64, 256)))


def _cut(data: bytes, random: Random) -> bytes:
    start, end = _range(data, random)
    return random.choice((data[:start], data[start:], data[:start] + data[end:]))


def _duplicate(data: bytes, random: Random) -> bytes:
    start, end = _range(data, random)
    return data[:end] + data[start:end] * random.choice((1, 2, 30)) + data[end:]


def _spliced(data: bytes, other: bytes, random: Random) -> bytes:
    start, end = _range(other, random)
    at = random.randint(0, len(data))
    return data[:at] + other[start:end] + data[at:]


def _insert_token(data: bytes, random: Random) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + random.choice(_TOKENS) * random.choice((1, 1, 1, 20)) + data[at:]


def _replace_token(data: bytes, random: Random) -> bytes:
    start, end = _range(data, random)
    return data[:start] + random.choice(_TOKENS) + data[end:]


def _swap(data: bytes, random: Random) -> bytes:
    """Two lines, or two words, change places."""
    separator = random.choice((b"\n", b" "))
    pieces = data.split(separator)
    a, b = random.randrange(len(pieces)), random.randrange(len(pieces))
    pieces[a], pieces[b] = pieces[b], pieces[a]
    return separator.join(pieces)


def _change_number(data: bytes, random: Random) -> bytes:
    numbers = list(re.finditer(rb"\d+", data))
    if not numbers:
        return data
    found = random.choice(numbers)
    number = random.choice((b"0", b"-1", b"1", b"255", b"65536", b"2147483648", b"9" * 30))
    return data[: found.start()] + number + data[found.end() :]


def _encode_again(data: bytes, random: Random) -> bytes:
    """In another encoding, or read as Latin-1 and written as UTF-8: mojibake."""
    if random.random() < 0.2:
        return data.decode("latin-1").encode()
    return data.decode("utf-8", errors="replace").encode(random.choice(_ENCODINGS), "replace")


def _end_lines(data: bytes, random: Random) -> bytes:
    return data.replace(b"\n", random.choice((b"\r\n", b"\r", b"", b"\n\n", b" ", b"\x0b")))


_MUTATORS: Sequence[Mutate] = (
    _flip_bits,
    _cut,
    _duplicate,
    _insert_token,
    _insert_token,
    _replace_token,
    _swap,
    _change_number,
    _encode_again,
    _end_lines,
)
