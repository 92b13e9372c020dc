"""Invented documents in editions, and 50 questions that tell their passages apart."""

from __future__ import annotations

import random
from pathlib import Path

from tests.indexing.made import write

SUBJECTS = (
    "license weights training data notice patent trademark recital author dataset archive mirror"
    " steward charter clause remedy warranty venue transcript panel record checkpoint tokenizer"
    " evaluation benchmark disclosure registry maintainer contributor release errata annex"
).split()
PARAGRAPHS = 6  # of a document, each about one passage of the stand-in encoder's window
QUERIES = 50


def edition(name: str, documents: int, paragraphs: int = PARAGRAPHS) -> dict[str, str]:
    """Files by name. The same document differs between editions in every passage."""
    return {f"d{n:04}.md": _document(name, n, paragraphs) for n in range(documents)}


def write_edition(folder: Path, name: str, documents: int, paragraphs: int = PARAGRAPHS) -> Path:
    """The folder with this edition in it."""
    return write(folder, edition(name, documents, paragraphs))


def queries() -> list[str]:
    """The same 50 every time: subjects, numbers and editions."""
    chance = random.Random(50)
    return [
        f"{' '.join(chance.sample(SUBJECTS, 3))} topic{chance.randrange(300)} of the second edition"
        for _ in range(QUERIES)
    ]


def _document(edition: str, number: int, clauses: int) -> str:
    chance = random.Random(f"{edition} {number}")
    paragraphs = [f"# Document {number}"]
    for clause in range(clauses):
        words = [
            f"{chance.choice(SUBJECTS)} topic{chance.randrange(300)}"
            for _ in range(chance.randint(30, 44))
        ]
        paragraphs.append(
            f"Clause {clause} of document {number}, {edition} edition: {' and '.join(words)}."
        )
    return "\n\n".join(paragraphs) + "\n"
