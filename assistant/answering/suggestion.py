"""A question that may be suggested: what it is put together from, and when it may be shown.

Only what the documents answer is ever suggested: every candidate is asked first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from assistant.types import Answer, Kind, Outcome, QuestionTemplates, Source

SURE = 0.6  # of an answer, at least: a refusal to one's own suggestion would be absurd
LONGEST_NAME = 48  # characters; a longer one is not what anybody calls a document
LONGEST_TOPIC = 5  # words

# What is no part of a name: "(README)", ": a subtitle", "model card".
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_END = re.compile(r"\s*(?:[:|,;–—].*|\s-\s.*)$")
_KIND_WORDS = re.compile(r"\s+(?:model card|read ?me|record|datasheet)$", re.I)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.I)
# What takes an article in English; "Llama 3.1" and "BLOOM" do not.
_COMMON_NOUN = re.compile(
    r"\b(?:definition|licen[cs]e|agreement|terms of use|terms|framework|act|index|guidelines"
    r"|contract|standard|regulation|policy|law|directive)\b",
    re.I,
)
_NUMBERING = re.compile(
    r"^(?:(?:section|article|part|chapter)\s+)?"
    r"(?:\(?(?:\d+(?:\.\d+)*|[ivx]+|[a-z](?=[.)]))(?=[\s.):–—-])[.):]*\s*[-–—:]?\s*)?",
    re.I,
)
_TOPIC = re.compile(r"[^\W\d_][^\d_|<>{}\[\]()\"“”?!:;/@#*=…]{3,}")
_NO_TOPICS = frozenset(
    "beginning introduction summary overview preamble definitions definition miscellaneous general"
    " scope comments contents references acknowledgements appendix annex license licence whole text"
    " front matter abstract background notes note about conclusion video speakers details usage"
    " citation links contact english notices others other excerpt".split()
)


class Suggestion(NamedTuple):
    """A question, and whom an answer to it has to quote."""

    question: str
    doc_ids: frozenset[str]  # every one of them
    speaker: str = ""  # empty: anybody


_TITLED: tuple[Kind, ...] = ("panel", "commentary", "own")
Try = Callable[[str], Answer]  # a question, asked as a reader would; no model writes


def is_answered(suggestion: Suggestion, ask: Try) -> bool:
    """Whether the documents that are meant answer the question, in so many words."""
    answer = ask(suggestion.question)
    if answer.outcome is not Outcome.QUOTED or answer.confidence < SURE:
        return False
    first = answer.citations[0].passage
    quoted = {citation.passage.source.doc_id for citation in answer.citations}
    speakers = {citation.passage.speaker for citation in answer.citations}
    return (
        first.source.doc_id in suggestion.doc_ids
        and suggestion.doc_ids <= quoted
        and (not suggestion.speaker or suggestion.speaker in speakers)
    )


def first_answered(candidates: Iterable[Suggestion], ask: Try, *, tries: int) -> Suggestion | None:
    """The first of so many that is answered; None when none is."""
    for candidate in islice(candidates, tries):
        if is_answered(candidate, ask):
            return candidate
    return None


def plain_name(source: Source) -> str:
    """The title without article, brackets and subtitle; empty: nobody would call it that."""
    title = source.title.rsplit(": ", 1)[-1] if source.kind == "record" else source.title
    plain = _BRACKETS.sub("", _ARTICLE.sub("", title.strip()))
    name = _KIND_WORDS.sub("", _END.sub("", plain)).strip()
    is_name = 1 < len(name) <= LONGEST_NAME and re.search(r"[^\W\d_]", name)
    return name if is_name and not name.endswith(("?", "!")) else ""


def spoken_name(source: Source, templates: QuestionTemplates) -> str:
    """What a document is called in a question; empty: it has no name for one."""
    name = plain_name(source)
    if not name:
        return ""
    if source.kind in _TITLED:
        return templates.as_title.format(name=name)
    return templates.as_text.format(name=name) if _COMMON_NOUN.search(name) else name


def topics_of(labels: Sequence[str]) -> Iterator[str]:
    """What the sections of a document are about, by their headings, in order."""
    seen: set[str] = set()
    for label in labels:
        topic = _NUMBERING.sub("", label.rsplit(" > ", 1)[-1].strip()).strip(" .")
        words = topic.casefold().split()
        if not 1 <= len(words) <= LONGEST_TOPIC or not _TOPIC.fullmatch(topic):
            continue
        if topic.casefold() not in seen and not _NO_TOPICS.issuperset(words):
            seen.add(topic.casefold())
            yield topic if _is_name(topic) else topic.lower()


def _is_name(topic: str) -> bool:
    return any(word.isupper() or re.search(r"[a-z][A-Z]", word) for word in topic.split())
