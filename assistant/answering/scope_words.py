"""Which documents were asked, in words: "licenses, in German, version 2.0"."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answering.words import AnswerWords, joined
from assistant.answering.words.english import ENGLISH
from assistant.types import Scope

TITLES_SHOWN = 3


def scope_words(
    scope: Scope, title_of: Callable[[str], str] = str, words: AnswerWords = ENGLISH
) -> str:
    """The scope as a list that can be read; empty when every document is in it.

    `title_of`: the title of a document by its doc_id.
    """
    shown = scope.documents[:TITLES_SHOWN]
    documents = [words.quoted_title.format(title=title_of(doc_id)) for doc_id in shown]
    if more := len(scope.documents) - len(documents):
        documents.append(words.more.format(count=more))
    languages = joined([words.languages.get(c, c) for c in scope.languages], words.one_of)
    versions = joined(scope.versions, words.one_of)
    parts = [
        joined(documents, words.all_of),
        joined([words.kinds[kind] for kind in scope.kinds], words.all_of),
        words.in_language.format(language=languages) if languages else "",
        words.of_version.format(version=versions) if versions else "",
        joined([words.statuses[status] for status in scope.statuses], words.one_of),
    ]
    return ", ".join(part for part in parts if part)
