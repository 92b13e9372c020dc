"""Passages of the documents that a question names come before others that are as good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.retrieval.asked import Asked
from assistant.types import Hit

# Added for a document that is named for certain. With .1 hit@1 goes from .269 to .327 and
# evidence_recall@10 from .651 to .699 on the gold questions over the originals, and over the corpus
# from .667 to .660 and from .927 to .947; .05 and .15 lie within a point of it, .3 below.
NAMED = 0.1


def favour_named(hits: Sequence[Hit], asked: Asked) -> list[Hit]:
    """The hits with what being named adds to the score of each: best first, 0 to 1."""
    favoured = [
        replace(
            hit,
            score=min(1.0, hit.score + NAMED * asked.documents.get(hit.passage.source.doc_id, 0.0)),
        )
        for hit in hits
    ]
    return sorted(favoured, key=lambda hit: -hit.score)
