"""The words of the reader, where one document stands on a page of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.types import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderWords:
    """The words of one language, in the order in which a reader meets them."""

    open_passage: str  # on a card: leads here
    open_file_at_page: str  # on a card: the PDF itself
    open_recording: str  # on a card: what was said, at its second
    back: str
    words_of: str
    words_of_speakers: str
    words_of_nobody: str
    changed_since_quoted: str
    no_such_place: str
    file_changed: str
    to_passage: str
    about: str
    version: str
    date: str
    language: str
    other_names: str
    license: str
    original: str
    document: str
    file: str
    open_file: str
    file_gone: str
    recording: str
    listen: str
    sha256: str
    size: str
    size_of: str
    notes: str
    kin: str
    relations: Mapping[Relation, str]
    ages: Mapping[str, str]  # of a relative, beside the document that is shown
    contents: str
    not_here: str
    sign_in: str
    sign_in_first: str
