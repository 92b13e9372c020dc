"""What a question asks for, as far as it can be told before anything is searched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.retrieval.intent import Wanted
from assistant.types import Kind


@dataclass(frozen=True, slots=True)
class Side:
    """One of several that a question names: documents of one name, or a speaker."""

    said: str  # as the question has it
    documents: frozenset[str] = frozenset()  # doc_ids
    speakers: frozenset[str] = frozenset()

    def has(self, doc_id: str, speaker: str | None) -> bool:
        """Whether words are its own: in one of its documents, or said by one of its speakers."""
        return doc_id in self.documents or speaker in self.speakers


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was read. Strengths are from 0 to 1; what is left out has 0.

    Nothing in it excludes anything: a question may name one document and be answered by another.
    """

    question: str  # as it was asked
    text: str  # in plain characters, slips of spelling put right
    documents: Mapping[str, float] = field(default_factory=dict[str, float])  # by doc_id
    speakers: Mapping[str, float] = field(default_factory=dict[str, float])  # names as in passages
    sides: tuple[Side, ...] = ()  # two and more, in the question's order; else empty
    compares: bool = False  # whether it holds its sides against each other
    kinds: frozenset[Kind] = frozenset()  # a preference
    is_yes_no: bool = False
    wanted: frozenset[Wanted] = frozenset()
    language: str = ""  # BCP 47
    in_english: str = ""  # the field's terms, of a question in German or French
    corrected: Mapping[str, str] = field(default_factory=dict[str, str])  # slip -> word, folded

    @property
    def searched(self) -> str:
        """What both searches are given."""
        return f"{self.text} {self.in_english}" if self.in_english else self.text

    @property
    def compared(self) -> tuple[Side, ...]:
        """The sides, where it holds them against each other."""
        return self.sides if self.compares else ()
