"""The words for asking some documents only, for comparing a few, and for suggested questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.types import Kind, QuestionTemplates, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeWords:
    """The words of one language, in the order in which a reader meets them."""

    everything: str  # on the button that opens the choice, while nothing is chosen
    limited: str  # the same, while something is
    panel: str  # names the choice for who cannot see it
    kind: str
    document: str
    language: str
    version: str
    status: str
    find: str
    done: str
    remove: str  # {name}
    clear: str
    compare: str
    chosen: str  # {scope}: told when the choice has changed
    only: str  # {scope}: stands with an answer
    ask_everything: str
    silent: str  # of one side of a comparison
    follow: str
    kinds: Mapping[Kind, str]  # many of them, inside a sentence
    statuses: Mapping[Status, str]
    languages: Mapping[str, str]  # by code
    templates: QuestionTemplates
