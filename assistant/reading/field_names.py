"""The names of a record's fields in plain words: "weights_endmodel" is "weights end model".

Labels are read by people and searched by word, and nobody asks for an "endmodel". The name as it
is written stays in the text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

# Words that records of models run together in one key. A name is taken apart only where it is
# made of them from end to end; "datasheet" and "performance" are here so that they stay whole.
_WORDS = frozenset(
    """
    access api architecture base benchmark card checkpoint class code data dataset datasets
    datasheet date description documentation end eval evaluation fine id index inference info
    instruct license licence licenses link links llm method methods metrics model models name
    notes open openness org package page paper parameter parameters performance policy preprint
    pretraining project release report repository research results reward rl science score size
    source sources status system tech test text token tokenizer tool training tuned tuning type
    url use version weight weights year
    """.split()
)
_JOINTS = re.compile(r"[\s_.-]+|(?<=[a-z0-9])(?=[A-Z])")


def plain_name(key: str) -> str:
    """The words of a key, in the case they are written in."""
    if not re.fullmatch(r"[A-Za-z0-9_.-]+", key):
        return " ".join(key.split())
    words = (word for word in _JOINTS.split(key) if word)
    return " ".join(part for word in words for part in _taken_apart(word))


@lru_cache(maxsize=1024)
def _taken_apart(word: str) -> tuple[str, ...]:
    """A word as the fewest known words it is made of; itself where it is not made of them."""
    lower = word.lower()
    if not lower.isalpha() or len(word) > 40:
        return (word,)
    best: list[tuple[int, ...] | None] = [(0,), *[None] * len(word)]  # cuts up to each position
    for end in range(1, len(word) + 1):
        for start in range(end):
            cuts, here = best[start], best[end]
            if cuts is None or lower[start:end] not in _WORDS:
                continue
            if here is None or len(cuts) + 1 < len(here):
                best[end] = (*cuts, end)
    cuts = best[-1]
    if cuts is None:
        return (word,)
    return tuple(word[a:b] for a, b in pairwise(cuts))
