"""What is compared beside the stems of words: numbers and quotations.

A plain method on purpose: a reader of the evaluation can follow why a statement was marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTATION = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”»]")
_OMISSION = re.compile(r"\[?(?:\.\.\.|…)\]?")
SHORTEST_QUOTATION = 12  # characters; shorter ones are terms in quotation marks


def numbers(text: str) -> frozenset[str]:
    """The numbers as digits: "700,000,000" and "700000000" are one."""
    return frozenset(n.replace(",", "").rstrip(".") for n in _NUMBER.findall(text))


def quotations(text: str) -> list[str]:
    """What stands in quotation marks and is long enough to be a quotation, not a term.

    One that leaves something out ("...") gives its parts.
    """
    parts = [p.strip() for q in _QUOTATION.findall(text) for p in _OMISSION.split(q)]
    return [part for part in parts if len(part) >= SHORTEST_QUOTATION]


def normalised(text: str) -> str:
    """For finding a quotation in its source: white space, dashes, quotation marks and case fold."""
    text = re.sub(r"[‐-―−]", "-", text.lower())
    text = re.sub(r"[\"“”„«»'’‘`*_]", "", text)
    return re.sub(r"\s+", " ", text).strip()


def coverage(wanted: Iterable[str], present: frozenset[str]) -> float:
    """Share of the wanted terms that are present, 0 to 1; 1 when nothing is wanted."""
    wanted = frozenset(wanted)
    return len(wanted & present) / len(wanted) if wanted else 1.0
