"""The documents behind one answer: each is read once, for its cards, its hashes and its checks."""

from __future__ import annotations

import logging

from assistant.errors import AssistantError
from assistant.types import Answer, Assistant, Citation, Document
from assistant.ui.surroundings import Stretch, surroundings

_log = logging.getLogger(__name__)


class QuotedDocuments:
    """Documents of the library, as they are now. A document that cannot be had is None."""

    def __init__(self, assistant: Assistant | None) -> None:
        """None: nothing is open, every document is missing."""
        self._assistant = assistant
        self._read: dict[str, Document | None] = {}

    @property
    def open(self) -> bool:
        """Whether there is a library to look into."""
        return self._assistant is not None

    def find(self, doc_id: str, _sha256: str = "") -> Document | None:
        """The document of this name."""
        if doc_id not in self._read:
            self._read[doc_id] = self._document(doc_id)
        return self._read[doc_id]

    def around(self, citation: Citation) -> Stretch | None:
        """The passage of a citation in its document."""
        document = self.find(citation.passage.source.doc_id)
        if document is None:
            return None
        return surroundings(document, citation.passage, citation.start, citation.end)

    def sha256(self, answer: Answer) -> dict[str, str]:
        """Of the file of each cited document, by doc_id; unknown ones are left out."""
        doc_ids = {citation.passage.source.doc_id for citation in answer.citations}
        found = {doc_id: self.find(doc_id) for doc_id in sorted(doc_ids)}
        return {doc_id: document.sha256 for doc_id, document in found.items() if document}

    def _document(self, doc_id: str) -> Document | None:
        if self._assistant is None:
            return None
        try:
            return self._assistant.document(doc_id)
        except AssistantError as exc:  # the card is still good without
            # Not its name: that is part of a conversation, and in an import anybody's words.
            _log.info("a quoted document cannot be had: %s", type(exc).__name__)
            return None
