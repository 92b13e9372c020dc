"""A question becomes what is asked for: which documents it names, and which speakers."""

from __future__ import annotations

from assistant.retrieval.asked import Asked
from assistant.retrieval.name_terms import terms_of
from assistant.retrieval.named_documents import named_documents
from assistant.retrieval.named_speakers import named_speakers
from assistant.retrieval.shelf import Shelf


def read_question(question: str, shelf: Shelf) -> Asked:
    """What the question asks for, by what the documents of the shelf are called."""
    terms = terms_of(question)
    return Asked(
        question=question,
        documents=named_documents(terms, shelf),
        speakers=named_speakers(terms, shelf),
    )
