"""Whether a text is written as a license, a contract or a law is: in clauses that people cite.

There every numbered item is a clause with a name of its own ("Section 3(a)(1)"). In a card or a
manual the same numbers are steps of a list, and none of them is a heading.
"""

from __future__ import annotations

import re

_WORDS = re.compile(
    r"\b(?:licen[sc]ors?|licensees?|sublicen[sc]\w+|here(?:by|in|inafter|of|under)|thereof|shall"
    r"|notwithstanding|pursuant|warrant(?:y|ies)|liability|indemnif\w+|royalt(?:y|ies)|infring\w+"
    r"|agrees? not to|(?:may|must|will) not|prohibited|violat\w+|unlawful|unauthori[sz]ed"
    r"|illegal|governing law|terms and conditions)\b"
    r"|许可|許可|授权|授權|协议|協議|条款|條款|责任|責任|不得",
    re.I,
)
WHEREAS = re.compile(r"^\s*whereas:?\s*$", re.I | re.M)  # the reasons of a law follow
# Of 168 cards, definitions, transcripts, licenses and laws: contracts and laws have from 1.4 such
# words in a thousand characters, and 3 different ones even where they are ten lines long; cards and
# talks about licenses less than 1.2, or two words over and over.
_LEAST_IN_THOUSAND = 1.2
_LEAST_DIFFERENT = 3


def is_legal(text: str) -> bool:
    """Whether the words of contracts and laws are frequent in a text, and several of them there."""
    if WHEREAS.search(text):
        return True
    found = [word.lower() for word in _WORDS.findall(text)]
    frequent = len(found) * 1000 >= _LEAST_IN_THOUSAND * len(text)
    return frequent and len(set(found)) >= _LEAST_DIFFERENT
