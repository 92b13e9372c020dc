"""What manner of answer a question wants: yes or no, positions, a comparison; what it names."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.reading.editions import family
from assistant.reading.stems import content_terms
from assistant.types import Passage, Source

_YES_OR_NO = re.compile(
    r"(?:^|[.?!:,;]\s+)(?:(?:and|but|so|then|ok|okay|well)\s+)?(?:is|are|was|were|am|do|does|did|can"
    r"|could|may|might|must|shall|should|will|would|has|have|had|need)(?:n['’]t)?\s",
    re.I,
)
_OPEN = re.compile(
    r"\W*(?:(?:and|but|so|then|ok|okay|well)\s+)*(?:what|which|who|whom|whose|when|where|why|how)\b",
    re.I,
)
_POSITIONS = re.compile(
    r"\b(?:who|whom|which (?:speakers?|people|voices?|side|of them))\b"
    r".*\b(?:agree|argue|believe|call|claim|critici|defend|differ|disagree|dissent|object|oppose"
    r"|prefer|reject|say|said|support|think|want)\w*"
    r"|\b(?:positions?|opinions?|views?|stances?|sides?|arguments?|controvers\w+|debates?|disput\w+"
    r"|disagree\w*|critici\w+|objections?)\b",
    re.I,
)
_COMPARES = re.compile(
    r"\b(?:compar\w+|differ(?:s|ence|ences)?|versus|vs|both|contrast)\b|\bas opposed to\b",
    re.I,
)
_VERSION = re.compile(r"\d+(?:\.\d+)*")
_WORD = re.compile(r"[^\W_]+")


class Side(Protocol):
    """One of several that a question holds against each other."""

    @property
    def said(self) -> str:
        """Its name, as the question has it."""
        ...

    @property
    def documents(self) -> Collection[str]:
        """The doc_ids that bear the name."""
        ...

    @property
    def speakers(self) -> Collection[str]:
        """The speakers of that name, as passages have them."""
        ...


@dataclass(frozen=True, slots=True)
class Manner:
    """How the answer to a question is laid out."""

    question: str = ""
    yes_or_no: bool = False
    asks_positions: bool = False
    compares: bool = False
    sides: tuple[Side, ...] = ()  # of a comparison; empty: not known
    named: frozenset[str] = frozenset()  # doc_ids that the question is known to name
    speakers: frozenset[str] = frozenset()  # whom it names, as passages have them

    def side_of(self, passage: Passage) -> str:
        """The side a passage speaks for; empty when there are none, or it is of none or several."""
        spoken = [side.said for side in self.sides if passage.speaker in side.speakers]
        written = [side.said for side in self.sides if passage.source.doc_id in side.documents]
        told = spoken or written
        return told[0] if len(told) == 1 else ""

    def names(self, source: Source) -> bool:
        """Whether the question names this document, by its title, an alias, or its initials."""
        if source.doc_id in self.named:
            return True
        words = {word.casefold() for word in _WORD.findall(self.question)}
        names = (*source.aliases, *_short_forms(source), family(source.title))
        asked = content_terms(self.question)
        return any(
            name.casefold() in words or (content_terms(name) and content_terms(name) <= asked)
            for name in names
            if name
        )

    def wants(self, source: Source) -> bool:
        """Whether the question asks for this version: it has the number of its name."""
        said = _VERSION.findall(f"{source.title} {source.version}")
        return not frozenset(said).isdisjoint(_VERSION.findall(self.question))


def read_manner(
    question: str,
    sides: Sequence[Side] = (),
    named: Collection[str] = (),
    speakers: Collection[str] = (),
    *,
    asked: str = "",
) -> Manner:
    """What a question asks for, by its words.

    `sides`: of a comparison, `named` and `speakers`: doc_ids and people the question names, where
    these are known. `asked`: the question as it was typed, when `question` has the one before it
    in front.
    """
    form = asked or question
    return Manner(
        question=question,
        yes_or_no=bool(_YES_OR_NO.search(form)) and not _OPEN.match(form.strip()),
        asks_positions=bool(_POSITIONS.search(form)),
        compares=len(sides) > 1 or bool(_COMPARES.search(form)),
        sides=tuple(sides) if len(sides) > 1 else (),
        named=frozenset(named),
        speakers=frozenset(speakers),
    )


def _short_forms(source: Source) -> tuple[str, ...]:
    """The initials of a title: "Open Source AI Definition" is OSAID; of three words and more."""
    words = [word for word in family(source.title).split() if word not in ("of", "and", "for")]
    if len(words) < 3:
        return ()
    upper = {word.casefold() for word in _WORD.findall(source.title) if word.isupper()}
    return ("".join(word if word in upper else word[0] for word in words),)
