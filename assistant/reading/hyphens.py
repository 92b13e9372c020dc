"""Words broken at the end of a line are put together; real hyphens stay.

The document's own words decide: where "open-source" is written in one of its lines and "opensource"
is not, a line that ends in "open-" keeps its hyphen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_HYPHENS = "-\u2010\u00ad"
_WORD = re.compile(rf"[^\W\d_]+(?:[{_HYPHENS}'’][^\W\d_]+)*")
_BROKEN = re.compile(rf"(?P<word>[^\W_]+(?:[-\u2010'’][^\W_]+)*)(?P<hyphen>[{_HYPHENS}])$")
_FIRST = re.compile(r"[^\W_]+(?:[-\u2010'’][^\W_]+)*")
_LONGEST_WORD = 80  # characters before the end of a line that are looked at
_LEAST_PART = 3  # letters of a part that stands for a word of its own
# "pre- and post-training", "Haupt- und Nebensatz": the hyphen stands for the end of a word.
_AND = frozenset("and or nor to und oder bzw sowie et ou y o e of as".split())
# What is written with a hyphen far more often than it is broken there.
_PREFIXES = frozenset("non self then ex".split())


@dataclass(frozen=True, slots=True)
class Words:
    """The words that a document has inside its lines, in small letters, and how often."""

    counts: Counter[str]
    breaks: bool = True  # whether the document breaks words at the ends of lines

    @classmethod
    def of(cls, lines: Iterable[str]) -> Words:
        """The words of these lines; the last of a line that ends in a hyphen is none."""
        counts: Counter[str] = Counter()
        pairs: list[tuple[str, str]] = []
        before: str | None = None
        for line in filter(None, map(str.strip, lines)):
            broken, first = _broken(line), _FIRST.match(line)
            if before and first and first[0].islower():
                pairs.append((before, first[0].lower()))
            found = _WORD.findall(line)
            found = found[1 if before else 0 : -1 if broken else None]
            counts.update(word.lower().replace("\u2010", "-") for word in found)
            before = broken["word"].lower() if broken else None
        joined = sum(counts[a + b] > 0 for a, b in pairs)
        hyphenated = sum(counts[f"{a}-{b}"] > 0 for a, b in pairs)
        return cls(counts, breaks=joined >= hyphenated)


def _broken(line: str) -> re.Match[str] | None:
    return (
        _BROKEN.search(line, max(0, len(line) - _LONGEST_WORD))
        if line.endswith(tuple(_HYPHENS))
        else None
    )


def join_hyphenated(text: str, following: str, known: Words) -> str | None:
    """Both in one where `text` ends in a broken word; None: it does not."""
    broken, first = _broken(text), _FIRST.match(following)
    if broken is None or first is None:
        return None
    stem = text[:-1]
    if broken["hyphen"] == "\u00ad":
        return stem + following
    if first[0].lower() in _AND:
        return None
    return f"{stem}-{following}" if _is_real(broken["word"], first[0], known) else stem + following


def _is_real(before: str, after: str, known: Words) -> bool:
    """Whether the hyphen between two parts belongs to the word."""
    if not after[0].islower() or not before[-1].isalpha() or "-" in after:
        return True
    if len(before) == 1 or before.lower() in _PREFIXES:  # "e-mail", "non-exclusive"
        return True
    first, second = before.lower(), after.lower()
    joined, hyphenated = known.counts[first + second], known.counts[f"{first}-{second}"]
    if joined or hyphenated:
        return hyphenated > joined
    last = re.split(r"[-\u2010]", first)[-1]
    if not known.breaks or (last != first and len(last) <= _LEAST_PART):
        return True  # "business-to-", "look-and-"
    parts = min(len(last), len(second)) >= _LEAST_PART
    return parts and bool(known.counts[last]) and bool(known.counts[second])
