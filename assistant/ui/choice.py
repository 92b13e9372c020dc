"""Which documents the reader of a page has chosen to ask, and how a page tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.answering.comparing import FEWEST, MOST
from assistant.types import EVERYTHING, KINDS, STATUSES, Scope

MOST_CHOSEN = 500  # of one field; a page that tells of more is none of ours
LONGEST = 1000  # characters of a name
FIELDS = ("documents", "kinds", "languages", "versions", "statuses")


@dataclass(frozen=True, slots=True)
class Choice:
    """The scope of the questions to come, and whether its documents are compared."""

    scope: Scope = EVERYTHING
    wants_comparison: bool = False

    @property
    def can_compare(self) -> bool:
        """Whether as many documents are chosen as can be compared."""
        return FEWEST <= len(self.scope.documents) <= MOST

    @property
    def compares(self) -> bool:
        """Whether the next question is asked of each document alone."""
        return self.wants_comparison and self.can_compare


ALL = Choice()


def read_scope(told: object) -> Scope:
    """The scope that a page tells of, as fields with lists; what makes no sense is left out."""
    fields = told if isinstance(told, Mapping) else {}

    def names(field: str) -> tuple[str, ...]:
        listed = fields.get(field)
        listed = listed if isinstance(listed, list) else []
        return tuple(n for n in listed[:MOST_CHOSEN] if isinstance(n, str) and len(n) <= LONGEST)

    return Scope(
        kinds=tuple(kind for kind in KINDS if kind in names("kinds")),
        documents=names("documents"),
        languages=names("languages"),
        versions=names("versions"),
        statuses=tuple(status for status in STATUSES if status in names("statuses")),
    )


def without(scope: Scope, field: str, value: str) -> Scope:
    """The scope without one of its limits."""
    if field not in FIELDS:
        return scope
    left = tuple(name for name in getattr(scope, field) if name != value)
    return replace(scope, **{field: left})
