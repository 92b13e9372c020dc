"""The words that stand around an answer in Markdown; each language of the page has its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.types import Outcome, Status, Support


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownWords:
    """The words of one language, in the order in which a reader meets them."""

    imported: str  # below the title of a conversation
    not_answered: str  # {reason}
    stopped: str
    ended: str
    outcomes: Mapping[Outcome, str]  # only what a reader must not miss has a word
    sources: str
    statuses: Mapping[Status, str]  # the same
    page: str  # {page}
    second: str  # {second}
    nowhere: str  # in place of a section, page or second
    characters: str  # {start}, {end}
    supports: Mapping[Support, str]  # the same
    summary: str
    written_by: str  # {model}
    quoted: str
    confidence: str  # {percent}
    asked_at: str  # {time}
    index: str  # {fingerprint}
    program: str  # {version}
