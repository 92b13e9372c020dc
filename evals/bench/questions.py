"""What a search is timed with: questions people ask, topped up from the corpus' own headings."""

from __future__ import annotations

from pathlib import Path

from assistant.indexing.library import Library
from evals.gold import read_gold

QUESTIONS = 200  # the fifth slowest hundredth is then ten questions


def questions(library: Library, gold: Path | None, count: int = QUESTIONS) -> list[str]:
    """At most `count` different questions: those of the gold set first, in its order.

    Without enough of them, one about a section of each document in turn. `gold` None: only those.
    """
    asked = [item.question for item in read_gold(gold).items] if gold else []
    return list(dict.fromkeys([*asked, *_about_sections(library, count)]))[:count]


def _about_sections(library: Library, count: int) -> list[str]:
    """A question about the first section of every document, then about every second one ..."""
    by_document = [
        [
            f"What does {source.title} say about {label}?"
            for label in dict.fromkeys(
                section.label.rsplit(" > ", 1)[-1]
                for section in library.document(source.doc_id).sections
            )
            if label != source.title
        ]
        for source in library.sources()
    ]
    longest = max(map(len, by_document), default=0)
    found = [some[i] for i in range(longest) for some in by_document if i < len(some)]
    return found[:count]
