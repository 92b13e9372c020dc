"""One person, one name within a document: first names completed, spellings of one name joined.

Nobody is invented: a name becomes another one that the document or its title writes. Two names
stay two people where a list has both, where two people fit, or where their spellings are too far
apart. The text keeps its spelling; what was joined is said in a note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.reading.names import is_person
from assistant.reading.roster import listed_speakers
from assistant.reading.sections import Mark
from assistant.reading.stop_words import STOP_WORDS

_NO_NAME = " (not named)"  # in a label; the role before it may be somebody's
_LEAST_CHARS = 4  # of a word that may be misspelled by one letter
_LONG_WORD = 7  # that may be misspelled by two
_RARER = 3  # times: how much rarer a spelling is than the one it is taken for


def join_names(
    marks: Sequence[Mark], text: str, *, title: str, listed: Sequence[str] = ()
) -> tuple[list[Mark], tuple[str, ...]]:
    """The marks with one name for each person, and a note for each name that was joined."""
    if not any(mark.speaker or _NO_NAME in mark.label for mark in marks):
        return list(marks), ()
    roster = listed_speakers(text)
    counts = Counter(mark.speaker for mark in marks if mark.speaker)
    renamed = _renamed(counts, {*listed, *roster.names}, title)
    by_label = {f"{role}{_NO_NAME}": name for role, name in roster.by_role.items()}
    joined = [_renamed_mark(mark, renamed, by_label) for mark in marks]
    notes = tuple(f"{name!r} is read as {full}" for name, full in renamed.items())
    return joined, notes


def _renamed_mark(mark: Mark, renamed: dict[str, str], by_label: dict[str, str]) -> Mark:
    name = mark.speaker or ""
    if name in renamed:
        label = mark.label.replace(name, renamed[name], 1)
        return replace(mark, speaker=renamed[name], label=label)
    label, comma, time = mark.label.partition(",")
    if not name and label.lower() in by_label:
        full = by_label[label.lower()]
        return replace(mark, speaker=full, label=f"{full}{comma}{time}")
    return mark


def _renamed(counts: Counter[str], listed: set[str], title: str) -> dict[str, str]:
    """The names that are another one's, with it."""
    known: list[str] = sorted(listed)
    renamed: dict[str, str] = {}
    # From the surest to the rarest, so that a spelling finds the name it was meant for.
    for name in sorted(counts, key=lambda n: (n not in listed, " " not in n, -counts[n], n)):
        full = _full_name(name, known, counts, listed) or _in_title(name, title)
        if full and full != name:
            renamed[name] = full
        for new in {full or name} - set(known):
            known.append(new)
    return renamed


def _full_name(
    name: str, known: Sequence[str], counts: Counter[str], listed: set[str]
) -> str | None:
    if name in known:
        return name
    exact = [other for other in known if _is_part(name, other)]
    if exact:
        return exact[0] if len(exact) == 1 else None
    spelled = [
        other
        for other in known
        if name not in listed
        and (other in listed or counts[other] >= _RARER * counts[name])
        and _is_misspelled(name, other, free=other in listed and not counts[other])
    ]
    return spelled[0] if len(spelled) == 1 else None


def _words(name: str) -> list[str]:
    return [word.strip("().,'’").casefold() for word in name.split()]


def _is_part(name: str, other: str) -> bool:
    """Whether a name is another one in capitals, without its middle, or its first or last word."""
    words, others = _words(name), _words(other)
    if len(words) == 1:
        return words[0] in others
    fewer, more = sorted((set(words), set(others)), key=len)
    return words[-1] == others[-1] and fewer <= more and len(others) > 1


def _is_misspelled(name: str, other: str, *, free: bool) -> bool:
    """Whether a name is another one but for the spelling of one word.

    A name of one word is compared with a listed one that nobody else speaks under (`free`).
    """
    words, others = _words(name), _words(other)
    if len(words) == 1:
        return free and any(is_near(words[0], word) for word in others)
    differ = [(a, b) for a, b in zip(words, others, strict=False) if a != b]
    return len(words) == len(others) and len(differ) == 1 and is_near(*differ[0])


def is_near(word: str, other: str) -> bool:
    """Whether one word is the other but for a slip: one letter, two in long words."""
    shortest = min(len(word), len(other))
    most = 0 if shortest < _LEAST_CHARS else 1 if shortest < _LONG_WORD else 2
    return word[:1] == other[:1] and edit_distance(word, other) <= most


def edit_distance(a: str, b: str) -> int:
    """How many letters are added, left out, changed, or swapped with their neighbour.

    Method: optimal string alignment, a restricted Damerau-Levenshtein distance.
    """
    before_last: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        row = [i]
        for j, y in enumerate(b, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        before_last, last = last, row
    return last[-1]


def _in_title(name: str, title: str) -> str | None:
    """The name with the surname or first name that the title gives it."""
    if " " in name or not is_person(name):
        return None
    word, capital = re.escape(name), r"[^\W\d_a-z][\w'’-]+"
    found = set(_whole_names(re.findall(rf"\b{word}[ ]{capital}", title)))
    found = found or set(_whole_names(re.findall(rf"\b{capital}[ ]{word}\b", title)))
    return found.pop() if len(found) == 1 else None


def _whole_names(found: Iterable[str]) -> Iterable[str]:
    return (name for name in found if not STOP_WORDS & set(name.lower().split()))
