"""Versions that a question names, and whether a document is of that version.

A question on "Llama 3.2" is not answered by the license of Llama 3.1, though they share every word.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.reading.stop_words import STOP_WORDS
from assistant.types import Source


class Version(NamedTuple):
    """A numbered name: "Llama 3.2", "GPLv2", "draft 0.0.6"."""

    name: str  # the word before the number, in lower case; empty: a version of something
    number: str  # "3.2"


_TOKEN = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_NUMBER = re.compile(r"v?(\d{1,2}(?:\.\d+)*b?|II|III|IV|VI{0,3})")
_JOINED = re.compile(r"([^\W\d_]{2,}?)-?v?(\d+(?:\.\d+)*)", re.I)
# Before a number these name a place in a text, a count or a time, not a thing that has versions.
_NOT_NAMES = STOP_WORDS | frozenset(
    "article articles section sections point points item items annex clause paragraph recital part"
    " criterion step chapter page number over until up least most about rc".split()
)
_ANY_VERSION = frozenset(("version", "draft", "release"))


def versions_in(question: str) -> list[Version]:
    """The versions named in a question, each once, in its order."""
    tokens = _TOKEN.findall(question)
    found = [
        Version("" if name in _ANY_VERSION else name, number[1].lower())
        for before, token in pairwise(tokens)
        if (number := _NUMBER.fullmatch(token))
        and (name := before.lower()) not in _NOT_NAMES
        and not name.isdigit()
    ]
    joined = [
        Version(match[1].lower(), match[2])
        for token in tokens
        if (match := _JOINED.fullmatch(token)) and match[1].lower() not in _NOT_NAMES
    ]
    return list(dict.fromkeys(found + joined))


def is_version(version: Version, source: Source) -> bool:
    """Whether the document's title, another name of it or its file names this version.

    "2" is "2.0" and not "2.1"; "1.0" is "1.0-rc1" too.
    """
    plain = _plain_identity(source)
    before = rf"\b{re.escape(version.name)} ?" if version.name else r"\b"
    pattern = rf"{before}(?:version )?v?{re.escape(version.number)}(?!\d|\.[1-9])"
    return version.number in plain and re.search(pattern, plain) is not None


@lru_cache(maxsize=4096)  # a hundred documents are looked at for each question
def _plain_identity(source: Source) -> str:
    names = (source.title, *source.aliases, source.doc_id, f"version {source.version}")
    return re.sub(r"[^\w.]+|_", " ", " ".join(names)).lower()
