"""What was typed into the search box becomes a condition on conversations. Pure."""

from __future__ import annotations

SHORTEST_INDEXED = 3  # characters: the word index knows runs of three


def matching(search: str) -> tuple[str, tuple[str, ...]]:
    """A condition on `c`, and its values: every word stands in the title, a question or an answer.

    The words need not stand in one exchange. Empty for nothing: every conversation.
    """
    conditions, values = [], []
    for word in search.split():
        conditions.append(f"AND (c.title LIKE ? ESCAPE '\\' OR {_held(word)})")
        values += [_anywhere(word), *_held_values(word)]
    return " ".join(conditions), tuple(values)


def _held(word: str) -> str:
    if len(word) >= SHORTEST_INDEXED:
        return (
            "c.id IN (SELECT e.conversation FROM words JOIN exchanges e ON e.number = words.rowid"
            " WHERE words MATCH ?)"
        )
    # Two characters are a word of Chinese or Japanese: every exchange is looked through.
    return (
        "EXISTS (SELECT 1 FROM exchanges e WHERE e.conversation = c.id AND"
        " (e.question LIKE ? ESCAPE '\\' OR e.answer LIKE ? ESCAPE '\\'))"
    )


def _held_values(word: str) -> list[str]:
    if len(word) >= SHORTEST_INDEXED:
        return ['"' + word.replace('"', '""') + '"']  # raw, `apache-2.0` is an error of FTS5
    return [_anywhere(word)] * 2


def _anywhere(word: str) -> str:
    plain = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"
