"""British and American spelling of a word: the index keeps both apart, people write either.

By endings, not by a list: a spelling that nobody uses ("precize") stands in no text, and looking
for it costs nothing.
"""

from __future__ import annotations

import re

_END = r"(?=(?:s|d|r|rs|ed|ing|able|ment|ments)?$)"
_PAIRS = (
    (r"ence" + _END, "ense"), (r"enc(?=(?:ed|ing|able)$)", "ens"),  # licence, defence
    (r"(?<=[a-z]{2})is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)", "iz"),  # quantised
    (r"(?<=[a-z]{3})our" + _END, "or"), (r"(?<=[a-z]{2})tre(?=s?$)", "ter"),  # behaviour, centre
    (r"ogue(?=s?$)", "og"), (r"amme(?=s?$)", "am"), (r"dgement(?=s?$)", "dgment"),
    (r"(?<=[a-z]{2}[aeiou])ll(?=(?:ed|ing|er|ers)$)", "l"),  # labelled
)  # fmt: skip
_BACK = (
    (r"(?<=[a-z])ense" + _END, "ence"), (r"ens(?=(?:ed|ing|able)$)", "enc"),
    (r"(?<=[a-z]{2})iz(?=(?:e|es|ed|er|ers|ing|ation|ations)$)", "is"),
    (r"(?<=[a-z]{3})or" + _END, "our"), (r"(?<=[a-z]{2})ter(?=s?$)", "tre"),
    (r"(?<=[a-z]{3})og(?=s?$)", "ogue"), (r"(?<=[a-z]{4})am(?=s?$)", "amme"),
    (r"dgment(?=s?$)", "dgement"), (r"(?<=[a-z]{2}[aeiou])l(?=(?:ed|ing|er|ers)$)", "ll"),
)  # fmt: skip
_RULES = tuple((re.compile(ending), other) for ending, other in (*_PAIRS, *_BACK))


def other_spelling(word: str) -> str | None:
    """The word, in lower case, as it is spelled on the other side; None where that is the same."""
    for ending, other in _RULES:
        spelled, changes = ending.subn(other, word)
        if changes:
            return spelled
    return None
