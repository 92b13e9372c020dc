"""Where in its document a stretch of a passage stands.

A passage may hold several short sections, two turns of a conversation say. What is quoted is one of
them: it gets the label, speaker, second and page of its own section.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.types import Passage, Section

Locate = Callable[[str, int], Section]  # (doc_id, position) -> the section it stands in


def place(passage: Passage, position: int, locate: Locate) -> Passage:
    """The passage, labelled as the section that holds this position of the document."""
    section = locate(passage.source.doc_id, position)
    return replace(
        passage,
        label=section.label,
        speaker=section.speaker,
        time_s=section.time_s,
        page=section.page,
    )
