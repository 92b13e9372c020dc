"""The lexical half of the search: BM25 over headings and texts, in SQLite's FTS5."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Sequence

from assistant.indexing.library import Library
from assistant.indexing.rows import passage_of
from assistant.indexing.spellings import other_spelling
from assistant.reading.characters import plain_characters
from assistant.reading.stop_words import STOP_WORDS
from assistant.types import Hit

# A heading names the document and the section: a word there tells more than one in the text.
HEADING_WEIGHT = 2.0
TEXT_WEIGHT = 1.0

_WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")


def match_expression(query: str) -> str:
    """The query for FTS5: every term quoted, any of them may match; empty when there is no term.

    British and American spelling are looked for both. Quoting makes `apache-2.0` a phrase and
    `what?` a word; raw, both are syntax errors.
    """
    # In plain characters: "ö" typed as two would be cut in the middle of its word.
    composed = plain_characters(query)
    words = [w.lower() for w in _WORD.findall(composed)]
    terms = [w for w in words if w not in STOP_WORDS] or words
    parts = [p for t in terms for p in re.split(r"[-.'’]", t) if len(p) > 1 and p != t]
    spelled = [other for t in terms if t.isalpha() and (other := other_spelling(t))]
    unique = dict.fromkeys(terms + parts + spelled)
    return " OR ".join(f'"{term}"' for term in unique if term not in STOP_WORDS or term in terms)


def search_words(
    library: Library, query: str, k: int, within: Collection[str] | None = None
) -> list[Hit]:
    """The k passages that share most of the query's rarer words, best first.

    `within`: doc_ids of the documents that are searched; None: all.
    """
    expression = match_expression(query)
    if not expression:
        return []
    limited = within is not None
    joined = " JOIN passages ON number = words.rowid" if limited else ""
    of_these = " AND doc_id IN (SELECT value FROM json_each(?))" if limited else ""
    doc_ids = [json.dumps(list(within))] if within is not None else []
    # The best are chosen before anything is looked up: most passages share some word with a
    # question, and reading all of them took as long again as ranking them.
    rows = library.rows(
        "SELECT p.*, d.source, best.distance FROM"
        f" (SELECT words.rowid AS number, bm25(words, ?, ?) AS distance FROM words{joined}"
        f" WHERE words MATCH ?{of_these} ORDER BY distance, words.rowid LIMIT ?) AS best"
        " JOIN passages p USING (number) JOIN documents d USING (doc_id)"
        " ORDER BY best.distance, number",
        (HEADING_WEIGHT, TEXT_WEIGHT, expression, *doc_ids, k),
    )
    # FTS5 gives the negated BM25, lower is better: turned round here and never again.
    return [Hit(passage_of(row), -float(row["distance"])) for row in rows]


def texts_holding(library: Library, word: str, k: int, *, beginning: bool = False) -> list[str]:
    """Up to k passages that hold the word, or one that begins so; in the library's order."""
    if not _WORD.fullmatch(word):
        return []
    rows = library.rows(
        "SELECT text FROM (SELECT rowid AS number FROM words WHERE words MATCH ? LIMIT ?)"
        " JOIN passages USING (number)",
        (f'text : "{word}"{"*" if beginning else ""}', k),
    )
    return [str(row["text"]) for row in rows]


def rarity(library: Library, words: Sequence[str]) -> dict[str, float]:
    """How rare each word is among the passages: inverse document frequency as BM25 has it.

    A word that no passage holds is the rarest. 0 at least: a word of most passages tells nothing.
    """
    rare: dict[str, float] = {}
    if not words:
        return rare
    # By way of the index of documents: it is a hundredth of the size of the rows.
    counted = library.rows("SELECT count(*) FROM passages INDEXED BY passages_of_document")
    passages = int(counted[0][0])
    for word in dict.fromkeys(words):
        expression = match_expression(word)
        rows = library.rows("SELECT count(*) FROM words WHERE words MATCH ?", (expression,))
        holding = int(rows[0][0])
        rare[word] = math.log1p((passages - holding + 0.5) / (holding + 0.5))
    return rare


def share_holding(library: Library, words: str) -> float:
    """The share of the passages that hold these words in a row, 0 to 1."""
    phrase = " ".join(_WORD.findall(words))
    if not phrase:
        return 0.0
    rows = library.rows(
        "SELECT (SELECT count(*) FROM words WHERE words MATCH ?) AS holding,"
        " (SELECT count(*) FROM passages) AS all_of_them",
        (f'text : "{phrase}"',),
    )
    return int(rows[0]["holding"]) / max(1, int(rows[0]["all_of_them"]))


def speakers_holding(library: Library, words: str) -> dict[tuple[str, str], int]:
    """How many passages of each speaker hold these words in a row, by doc_id and speaker."""
    phrase = " ".join(_WORD.findall(words))
    if not phrase:
        return {}
    rows = library.rows(
        "SELECT doc_id, speaker, count(*) AS passages"
        " FROM (SELECT rowid AS number FROM words WHERE words MATCH ?)"
        " JOIN passages USING (number) WHERE speaker IS NOT NULL GROUP BY doc_id, speaker",
        (f'text : "{phrase}"',),
    )
    return {(row["doc_id"], row["speaker"]): row["passages"] for row in rows}
