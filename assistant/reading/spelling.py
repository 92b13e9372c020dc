"""How far apart two spellings of a name are."""

from __future__ import annotations

from collections import Counter

_LEAST_CHARS = 4  # of a word that may be misspelled by one letter
_LONG_WORD = 7  # that may be misspelled by two
_LEAST_SLIPPED = 5  # letters of a word that may be two off, with the same letters but one


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


def is_slip(word: str, other: str) -> bool:
    """Whether one surname is another with a letter left out, swapped, moved, or wrong."""
    word, other = word.casefold(), other.casefold()
    if is_near(word, other):
        return True
    lost, won = Counter(other) - Counter(word), Counter(word) - Counter(other)
    return (
        word[:1] == other[:1]
        and min(len(word), len(other)) >= _LEAST_SLIPPED
        and max(lost.total(), won.total()) <= 1
        and edit_distance(word, other) <= 2
    )
