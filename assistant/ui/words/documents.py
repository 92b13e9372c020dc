"""The words of the view of all documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.catalogue import ResultState


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsWords:
    """The words of one language, in the order in which a reader meets them."""

    tab: str
    title: str
    lead: str
    add: str
    add_hint: str  # {mb}: of one file
    drop: str  # in the place where files are dropped
    replace: str
    replace_hint: str
    not_here: str  # in place of adding, where nobody may
    stop: str
    search: str
    search_placeholder: str
    kind: str
    every_kind: str
    order: str
    orders: Mapping[str, str]
    shown_one: str
    shown_many: str
    shown_some: str
    nothing: str
    nothing_found: str
    document: str
    voice: str
    edition: str
    license: str
    origin: str
    passages: str
    text: str
    text_good: str
    notes_one: str
    notes_many: str
    related: str
    twins_one: str
    twins_many: str
    versions_one: str
    versions_many: str
    translations_one: str
    translations_many: str
    change: str
    change_label: str
    page: str
    earlier: str
    later: str
    form: str
    name: str
    publisher: str
    version: str
    date: str
    date_hint: str
    status: str
    statuses: Mapping[str, str]
    language: str
    language_hint: str
    aliases: str
    aliases_hint: str
    url: str
    save: str
    cancel: str
    remove: str
    remove_sure: str  # {name!r}: the document's id
    remove_yes: str
    keep: str
    unchanged: str
    working: str
    working_on: str
    stopping: str
    busy: str
    done: str
    states: Mapping[ResultState, str]
