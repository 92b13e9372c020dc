"""What manner of answer a question wants: yes or no, positions, a comparison; what it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.terms import content_terms
from assistant.reading.editions import family
from assistant.types import Passage, Source

_YES_OR_NO = re.compile(
    r"(?:^|[.?!:,;]\s+)(?:(?:and|but|so|then|ok|okay|well)\s+)?(?:is|are|was|were|am|do|does|did|can"
    r"|could|may|might|must|shall|should|will|would|has|have|had|need)(?:n['’]t)?\s",
    re.I,
)
_OPEN = re.compile(r"\b(?:what|which|who|whom|whose|when|where|why|how)\b", re.I)
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


@dataclass(frozen=True, slots=True)
class Manner:
    """How the answer to a question is laid out."""

    question: str = ""
    yes_or_no: bool = False
    asks_positions: bool = False
    compares: bool = False
    sides: tuple[str, ...] = ()  # of a comparison, as the question names them; empty: not known

    def side_of(self, passage: Passage) -> str:
        """The side a passage speaks for; empty when there are no sides, or it is none's."""
        if len(self.sides) < 2:
            return ""
        source = passage.source
        known = content_terms(" ".join((source.title, source.doc_id, *source.aliases)))
        known |= {short.lower() for short in _short_forms(source)}
        known |= content_terms(passage.speaker or "")
        scores = {side: _share(side, known) for side in self.sides}
        best = max(scores, key=lambda side: scores[side])
        told = [side for side, score in scores.items() if score == scores[best]]
        return best if scores[best] > 0 and len(told) == 1 else ""

    def names(self, source: Source) -> bool:
        """Whether the question names this document, by its title, an alias, or its initials."""
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


def read_manner(question: str, sides: Sequence[str] = ()) -> Manner:
    """What a question asks for, by its words. `sides`: of a comparison, where they are known."""
    compares = len(sides) > 1 or bool(_COMPARES.search(question))
    return Manner(
        question=question,
        yes_or_no=bool(_YES_OR_NO.search(question)) and not _OPEN.match(question.strip()),
        asks_positions=bool(_POSITIONS.search(question)),
        compares=compares,
        sides=tuple(sides),
    )


def _short_forms(source: Source) -> tuple[str, ...]:
    """The initials of a title: "Open Source AI Definition" is OSAID; of three words and more."""
    words = [word for word in family(source.title).split() if word not in ("of", "and", "for")]
    if len(words) < 3:
        return ()
    upper = {word.casefold() for word in _WORD.findall(source.title) if word.isupper()}
    return ("".join(word if word in upper else word[0] for word in words),)


def _share(side: str, known: frozenset[str]) -> float:
    wanted = content_terms(side) | {word.lower() for word in _WORD.findall(side) if word.isupper()}
    return len(wanted & known) / len(wanted) if wanted else 0.0
