"""The words around kept conversations: the list, the actions on an answer, exports, imports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.history.markdown_words import MarkdownWords
from assistant.history.recheck import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryWords:
    """See `Words`."""

    title: str
    show: str  # opens the list where there is no room for it
    close: str
    search: str
    empty: str
    none_found: str  # {search}
    today: str
    yesterday: str
    imported: str
    rename: str  # {title}
    new_title: str
    save: str
    cancel: str
    delete: str  # {title}
    delete_sure: str
    delete_yes: str
    delete_no: str
    bring_in: str
    bring_in_more: str
    bring_in_too_large: str  # {limit}
    bringing_in: str
    off: str
    not_kept: str  # {reason}
    interrupted: str
    imported_note: str
    actions: str
    edit: str
    editing: str
    keep_as_it_was: str
    again: str
    another_model: str
    copy: str
    copied: str
    export: str
    export_answer: str
    export_whole: str
    formats: Mapping[str, str]  # by the end of a file's name
    standings: Mapping[Standing, str]
    restarted: str
    gone: str
    page: ExportWords
    markdown: MarkdownWords  # of what is copied and exported


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportWords:
    """The words of the page that an export is."""

    exported: str  # {time}
    how_to_check: str
    imported_note: str
    asked_at: str  # {time}
    sources: str
    not_cited: str
    document: str
    place: str
    characters: str  # {start}, {end}
    sha256: str
    hash_unknown: str
    publisher: str
    version: str
    address: str
    support: str
    made: str
    model: str
    no_model: str
    settings: str
    confidence: str
    index: str
    program: str
    searched_for: str
