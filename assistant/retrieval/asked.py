"""What a question asks for, as far as it can be told before anything is searched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was read. Strengths are from 0 to 1; what is left out has 0.

    Nothing in it excludes anything: a question may name one document and be answered by another.
    """

    question: str  # as it was asked
    documents: Mapping[str, float] = field(default_factory=dict[str, float])  # by doc_id
    speakers: Mapping[str, float] = field(default_factory=dict[str, float])  # names as in passages
