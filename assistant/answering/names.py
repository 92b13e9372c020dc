"""Names in a statement, and whether a source names the same.

Names are what is written with capitals inside a sentence: plain, so that a reader can follow why a
statement was marked. A short form and the words it stands for are one name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading.stems import content_terms
from assistant.reading.stop_words import STOP_WORDS

# Two capitalised words in a row, or one inside a sentence.
_NAME = re.compile(r"[A-Z][\w-]+(?: [A-Z][\w-]+)+|(?<=[a-z,;] )[A-Z][\w-]+|\b[A-Z]{2,}\b")
_CAPITALISED = re.compile(r"\b[A-Z]\w*")
_SHORT_FORM = re.compile(r"[A-Z]{2,6}")
# Words a sentence begins with, before a name: "Only Meeker ..."; more are in STOP_WORDS.
_OPENING = frozenset(
    "according after all although because before both each every however like neither only since"
    " unlike while".split()
)
# "Receiving Party", "Linux Foundation": such words describe, whatever is written large; a text may
# say them otherwise ("the recipient").
_DESCRIBING = re.compile(
    r"\w{3,}(?:ing|tion|sion|ment|ness|ity|ance|ence|ency|ancy|ship|ial|able|ible)s?", re.I
)


def unnamed(statement: str, source: str) -> str:
    """The first name of the statement that the source does not hold; empty when it holds all."""
    known = content_terms(source)
    for name in _NAME.findall(statement):
        words = [
            word for word in _CAPITALISED.findall(name) if word.lower() not in _OPENING | STOP_WORDS
        ]
        naming = [word for word in words if not _DESCRIBING.fullmatch(word)]
        if not content_terms(" ".join(naming)) <= known and not is_abbreviated(words, source):
            return str(name)
    return ""


def is_abbreviated(words: Sequence[str], source: str) -> bool:
    """Whether the source has the words of a short form, or the short form of the words."""
    if len(words) == 1 and _SHORT_FORM.fullmatch(words[0]):
        joint = r"\w*[\s-]+(?:(?:of|for|the|and)\s+)?"
        return re.search(r"\b" + joint.join(words[0]), source) is not None
    short = "".join(word[0] for word in words)
    return len(short) > 1 and re.search(rf"\b{short}\b", source) is not None
