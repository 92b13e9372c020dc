"""Whether a gold quotation stands in a text, whatever it was cut and typeset like.

Matching is by the words, never by passage id: any two ways to cut documents into passages can be
compared. Not here: ranks and shares (`measures`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from assistant.types import Passage
from evals.gold import Evidence

# A longer passage counts only its beginning, so that returning whole documents is no way to a
# good hit rate. 1,200 characters are a long paragraph, about what MiniLM reads (256 word pieces).
USABLE_CHARS = 1200

# Shorter quotations than this ("No.") stand in any evidence by chance.
CHANCE_CHARS = 20

_MARKS = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
    | dict.fromkeys("‘’‚‛′`´", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")  # soft hyphen, zero widths
)


class Run(NamedTuple):
    """A stretch of a normalised quotation, `[start, end)`."""

    start: int
    end: int


@lru_cache(maxsize=4096)  # the same passages are held against every piece of evidence
def normalise(text: str) -> str:
    """The text with case, white space, dashes, quotation marks and ligatures unified."""
    plain = unicodedata.normalize("NFKC", text.translate(_MARKS)).translate(_MARKS)
    return re.sub(r"\s+", " ", plain).strip().casefold()


def shared_run(quote: str, text: str) -> Run:
    """The stretch of `quote` that stands in `text`; both normalised. Empty: none does.

    The whole of the quotation, all of the text, or what stands at the edge where a border went
    through the quotation: its beginning at the end of the text, or its end at the beginning. Words
    shared in the middle are another place: "class: closed, link:" stands in every record.
    """
    if quote in text:
        return Run(0, len(quote))
    if (start := quote.find(text)) >= 0:
        return Run(start, start + len(text))
    for size in range(min(len(quote), len(text)), 0, -1):
        if text.endswith(quote[:size]):
            return Run(0, size)
        if text.startswith(quote[-size:]):
            return Run(len(quote) - size, len(quote))
    return Run(0, 0)


def run_in_passage(piece: Evidence, passage: Passage) -> Run:
    """The stretch of the piece's normalised quotation that the passage holds.

    Empty in any other document.
    """
    if passage.source.doc_id not in piece.files:
        return Run(0, 0)
    return shared_run(normalise(piece.quote), normalise(passage.text[:USABLE_CHARS]))


def is_half(piece: Evidence, covered_chars: int) -> bool:
    """At least half of the quotation: what counts as found."""
    return 2 * covered_chars >= len(normalise(piece.quote)) and covered_chars > 0


def finds(piece: Evidence, passage: Passage) -> bool:
    """Whether the passage holds at least half of the piece's quotation."""
    run = run_in_passage(piece, passage)
    return is_half(piece, run.end - run.start)


def overlaps(piece: Evidence, doc_id: str, quote: str) -> bool:
    """Whether a quotation from `doc_id` and the piece's share half of the shorter one."""
    if doc_id not in piece.files:
        return False
    gold, cited = normalise(piece.quote), normalise(quote)
    run = shared_run(cited, gold)
    needed = max(min(len(cited), len(gold)) / 2, min(CHANCE_CHARS, len(gold)))
    return run.end - run.start >= needed
