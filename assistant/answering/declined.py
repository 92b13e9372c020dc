"""A model that gives no answer says so in many words: it will not, or the sources do not.

Only a short text without any source is one of these; what is longer is an answer and is checked.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.answering.marker_stream import find_markers

LONGEST = 400  # characters; a polite refusal has about 150

_NOTHING_FOUND = re.compile(
    r"\bnot in the documents\b"
    r"|\b(?:sources?|documents?|passages?|context|excerpts?)\b[^.?!]*"
    r"\b(?:do(?:es)?(?: not|n['’]t)|no|not|nothing|lacks?|without)\b[^.?!]*"
    r"\b(?:say|state|answer|contain|mention|provide|specify|address|include|cover|tell|describe"
    r"|information|found|discuss|explain|give)\w*"
    r"|\b(?:no|not enough|insufficient) (?:relevant )?(?:information|evidence|answer|mention)\b"
    r"[^.?!]*\b(?:sources?|documents?|passages?|context|excerpts?)\b",
    re.IGNORECASE,
)
_WILL_NOT = re.compile(
    r"\b(?:I|we)\b[^.?!]{0,60}"
    r"(?:\b(?:can|could|will|would|may|must|do)(?:not| not|n['’]t)\b|\b(?:can|won)['’]t\b"
    r"|\bunable to\b"
    r"|\bnot (?:able|allowed|permitted|comfortable|going)\b|\bdecline\b|\brefuse\b)"
    r"[^.?!]{0,40}"
    r"\b(?:help|assist|answer|comply|provide|support|discuss|fulfil|respond|share|engage|offer"
    r"|continue|that|this)\w*",
    re.IGNORECASE,
)


def how_it_declines(text: str) -> Literal["finds nothing", "will not"] | None:
    """What a model's whole answer says instead of answering; None: it is an answer."""
    text = " ".join(text.split())
    if len(text) > LONGEST or find_markers(text):
        return None
    if _NOTHING_FOUND.search(text):
        return "finds nothing"
    return "will not" if _WILL_NOT.search(text) else None
