"""Our own words in an answer: one value of `AnswerWords` for each language, each in its own file.

Quotations, titles, names and the labels of sections stay as they are in their document; only what
we say between them is here. Whole sentences, filled with `str.format`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.types import Kind, Status

Likely = Literal["very unlikely", "unlikely", "doubtful"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWords:
    """The words of one language. A pair is what is said of one, and of several."""

    language: str  # BCP 47, of the words below
    thousands: str  # between the thousands of a number
    decimal: str  # before its decimals

    # Where the documents do not answer. {documents} is a number, {scope} the documents in words.
    not_answered: str
    not_mentioned: str  # {words}
    no_such_document: str  # {scope}
    searched: tuple[str, str]  # {documents}
    searched_for: tuple[str, str]  # {documents}, {question}
    searched_in: tuple[str, str]  # {documents}, {scope}
    searched_for_in: tuple[str, str]  # {documents}, {question}, {scope}
    likely: Mapping[Likely, str]  # {percent}
    nearest: str
    add: Mapping[Kind, str]
    ask_all: tuple[str, str]  # {documents}
    ask_otherwise: str

    # Which documents were asked.
    all_of: str  # {first}, {last}: "licenses and panels"
    one_of: str  # {first}, {last}: "English or German"
    more: str  # {count}
    quoted_title: str  # {title}
    in_language: str  # {language}
    of_version: str  # {version}
    kinds: Mapping[Kind, str]  # many of them, inside a sentence
    statuses: Mapping[Status, str]  # the same
    languages: Mapping[str, str]  # by code

    # Whose words a quotation holds, and where they stand.
    summary: str  # {document}: a sheet of ours about it
    spoken: str  # {speaker}, {document}; so are the next three
    spoken_quoted: str  # somebody else repeats the speaker's words in it
    spoken_summary: str
    spoken_quoted_summary: str
    commentary: str  # {title}
    commentary_by: str  # {author}, {title}
    commentary_retold: str  # {author}, {title}: its own words are not in the document
    made_by: str  # {maker}, {name}
    made_by_s: str  # {maker}, {name}; the maker's name ends in s
    record_on: str  # {index}, {name}
    model_card: str  # {name}: a title that does not say what it is
    license: str  # {name}: the same
    labels: Mapping[Status, str]  # behind the name of a document
    section: str  # {number}
    own_labels: Mapping[str, str]  # where the file names no part and its reader has named one

    # What stands around the quotations.
    voices: str
    voices_differ: str  # {one}, {other}
    documents_differ: str  # {pairs}
    pair: str  # {one}, {other}
    silent: str  # of one document in a comparison
    not_quoted: str  # {sides}
    newer: tuple[str, str]  # {versions}

    # The check of a written statement.
    unsupported: str  # {reason}: one of the next
    uncited: str
    says_opposite: str
    says_nothing: str
    gives_order: str
    lacks_words: str
    lacks_number: str  # {number}
    lacks_name: str  # {name}

    # How a written answer came about.
    quoting_only: str  # {reason}
    declined: str  # {model}, {said}
    wrote_nothing: str  # {model}
    incomplete: str  # {reason}
    no_source_named: str  # {model}
    sources_dropped: str  # {model}, {read}, {expected}


def number(count: int, words: AnswerWords) -> str:
    """A whole number as the language writes it: "1,205"."""
    return f"{count:,}".replace(",", words.thousands)


def of_count(count: int, pair: tuple[str, str]) -> str:
    """What is said of one, or of several."""
    one, several = pair
    return one if count == 1 else several


def joined(items: Sequence[str], link: str) -> str:
    """The items as one list, the last behind the link: "licenses, panels and policies"."""
    *before, last = items or [""]
    return link.format(first=", ".join(before), last=last) if before else last
