"""One person, one name within a document: first names completed, spellings of one name joined.

Nobody is invented: a name becomes another one that the document or its title writes. Two names
stay two people where a list has both, where two people fit, or where their spellings are too far
apart. The text keeps its spelling; what was joined is said in a note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from assistant.reading.names import is_person
from assistant.reading.roster import listed_speakers
from assistant.reading.sections import Mark
from assistant.reading.spelling import is_near, is_slip
from assistant.reading.stop_words import STOP_WORDS
from assistant.reason import Reason

_NO_NAME = " (not named)"  # in a label; the role before it may be somebody's
_RARER = 3  # times: how much rarer a spelling is than the one it is taken for


class Joined(NamedTuple):
    """Marks with one name for each person, and a note for each name that was joined."""

    marks: list[Mark]
    notes: tuple[Reason, ...]


def join_names(
    marks: Sequence[Mark],
    text: str,
    *,
    title: str,
    listed: Sequence[str] = (),
    slips: Mapping[str, str] = MappingProxyType({}),
) -> Joined:
    """The marks of a document with one name for each person.

    `listed`: full names that are given apart from the text. `slips`: surnames in the text with
    the full name that they were already taken for.
    """
    if not any(mark.speaker or _NO_NAME in mark.label for mark in marks):
        return Joined(list(marks), ())
    roster = listed_speakers(text)
    counts = Counter(mark.speaker for mark in marks if mark.speaker)
    renamed = _renamed(counts, {*listed, *roster.names}, title)
    by_label = {f"{role}{_NO_NAME}": name for role, name in roster.by_role.items()}
    meant = {slip: renamed.get(full, full) for slip, full in slips.items()}
    read_as = {slip: full for slip, full in meant.items() if slip not in full} | renamed
    return Joined(
        [_renamed_mark(mark, renamed, by_label) for mark in marks],
        tuple(
            Reason("{name!r} is read as {full}", name=name, full=full)
            for name, full in read_as.items()
        ),
    )


def _renamed_mark(mark: Mark, renamed: Mapping[str, str], by_label: Mapping[str, str]) -> Mark:
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
    known = {name: name for name in sorted(listed)}  # every spelling, with the name it stands for
    # From the surest to the rarest, so that a spelling finds the name it was meant for.
    for name in sorted(counts, key=lambda n: (n not in listed, " " not in n, -counts[n], n)):
        full = _full_name(name, known, counts, listed)
        if full is None or full not in title:
            full = _in_title(full or name, title) or full
        known[name] = full or name
    return {name: known[name] for name in counts if known[name] != name}


def _full_name(
    name: str, known: Mapping[str, str], counts: Counter[str], listed: set[str]
) -> str | None:
    """The name among those known that is the same person's; None: nobody's, or two fit."""
    if name in known:
        return name
    exact = {full for other, full in known.items() if _is_part(name, other)}
    if exact:
        return exact.pop() if len(exact) == 1 else None
    spelled = {
        full
        for other, full in known.items()
        if (other in listed or counts[other] >= _RARER * counts[name])
        and _is_misspelled(name, other, free=other in listed and not counts[other])
    }
    return spelled.pop() if len(spelled) == 1 else None


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


def _in_title(name: str, title: str) -> str | None:
    """The name as the title has it: with its other half, or with its surname spelled right."""
    if not is_person(name):
        return None
    first, _, last = name.partition(" ")
    capital = r"[^\W\d_a-z][\w'’-]+"
    found = _whole_names(re.findall(rf"\b{re.escape(first)}[ ]{capital}", title))
    if last:
        found = {full for full in found if is_slip(last, full.split()[-1])}
    elif not found:
        found = _whole_names(re.findall(rf"\b{capital}[ ]{re.escape(name)}\b", title))
    return found.pop() if len(found) == 1 else None


def _whole_names(found: Iterable[str]) -> set[str]:
    return {name for name in found if not STOP_WORDS & set(name.lower().split())}
