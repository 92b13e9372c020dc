"""Every word the page shows: one value of `Words` for each language, each in a file of its own.

Sentences with `{names}` are filled with `str.format`; what is filled in is escaped by the renderer.
A language that lacks a word does not pass the type check.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from assistant.answering import words as answer_words
from assistant.answering.words import AnswerWords
from assistant.answering.words.languages import words_of
from assistant.types import Kind, Status, Support
from assistant.ui.words.documents import DocumentsWords
from assistant.ui.words.history import HistoryWords
from assistant.ui.words.models import ModelWords
from assistant.ui.words.reader import ReaderWords
from assistant.ui.words.refusals import RefusalWords
from assistant.ui.words.scope import ScopeWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language, in the order in which a reader meets them."""

    language: str  # BCP 47, of the words below
    name: str  # of the language, in itself
    title: str
    lead: str
    welcome: str
    welcome_more: str
    examples_label: str
    examples: tuple[str, ...]
    languages_label: str
    chat_tab: str
    conversation_label: str
    question_label: str
    question_placeholder: str
    ask: str
    stop: str
    clear: str
    you_asked: str
    empty_question: str
    long_question: str
    still_answering: str
    opening: str
    searching: str
    reading: str
    passages_one: str
    passages_many: str
    seconds: str
    stopped: str
    stopped_early: str
    status_opening: str
    status_model: str
    status_quoting: str
    library_one: str
    library_many: str
    not_found: str
    nearest: str
    nearest_none: str
    partly_supported: str
    unsupported: str
    incomplete: str
    asked_by: str
    searched_for: str
    invented_one: str
    invented_many: str
    written_by: str
    quoted_by: str
    confidence: str
    confidence_written: str
    took: str
    feedback_label: str
    helpful: str
    not_right: str
    correction_label: str
    correction_placeholder: str
    send: str
    kept_here: str
    kept_there: str
    correction_kept_here: str
    correction_kept_there: str
    taken_back: str
    empty_correction: str
    long_correction: str
    problem_label: str
    unexpected: str
    busy: str
    sources: str
    sources_empty: str
    to_sources_one: str
    to_sources_many: str
    found: str
    not_cited: str
    read_around: str
    open_original: str
    new_tab: str
    cite_label: str
    back_to_text: str
    summary_badge: str
    summary_why: str
    kinds: Mapping[Kind, str]
    kinds_counted: Mapping[Kind, tuple[str, str]]  # one, many
    statuses: Mapping[Status, str]  # only what a reader must not miss has a word
    supports: Mapping[Support, str]
    supports_why: Mapping[Support, str]
    login: str
    reader: ReaderWords
    documents: DocumentsWords
    history: HistoryWords
    models: ModelWords
    scope: ScopeWords
    refusals: RefusalWords


class _AsWritten(Formatter):
    """`str.format`; "{count:,}" and "{seconds:.1f}" are written as a language writes them."""

    def __init__(self, words: AnswerWords) -> None:
        self._words = words

    def format_field(self, value: Any, format_spec: str) -> str:
        text = str(super().format_field(value, format_spec))
        if format_spec.endswith(","):
            return text.replace(",", self._words.thousands)
        return text.replace(".", self._words.decimal) if format_spec.endswith("f") else text


def filled(text: str, words: Words, **values: object) -> str:
    """A text of this page with its values; numbers are written as the language writes them."""
    return _AsWritten(words_of(words.language)).format(text, **values)


def counted(count: int, one: str, many: str, words: Words) -> str:
    """`one` for 1, else `many` with `{count}` filled in."""
    return one if count == 1 else filled(many, words, count=count)


def number(count: int, words: Words) -> str:
    """A whole number as the language of the page writes it."""
    return answer_words.number(count, words_of(words.language))
