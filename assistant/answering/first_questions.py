"""Questions to begin with, drawn from what is indexed: each of another kind, each answered.

The same library gives the same questions. No rule names a document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, islice

from assistant.answering.suggestion import (
    Suggestion,
    Try,
    first_answered,
    plain_name,
    spoken_name,
    topics_of,
)
from assistant.reading.editions import family
from assistant.types import Kind, QuestionTemplates, Source

MOST = 4  # that are shown
TRIES = 10  # of one kind; asking takes some 60 ms
LOOKED_AT = 12  # documents of a kind, the most spoken of first
PAIRS = 3  # of definitions
TOPICS = 6  # headings of one document
# In this order they are shown; the first four that have any give one each.
_KINDS: tuple[Kind, ...] = (
    "definition", "license", "panel", "model_card", "policy", "record", "commentary", "own",
)  # fmt: skip
_TALKED_OF: tuple[Kind, ...] = ("policy", "definition", "license")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is looked up in the library."""

    sources: Sequence[Source]  # by doc_id
    labels: Callable[[str], Sequence[str]]  # doc_id -> its sections' labels, in order
    share: Callable[[str], float]  # of all passages, those that hold the words in a row
    # words -> how many passages of each speaker of each document hold them in a row
    speakers_of: Callable[[str], Mapping[tuple[str, str], int]]  # (doc_id, speaker) -> passages


def first_questions(facts: Facts, templates: QuestionTemplates, ask: Try) -> tuple[str, ...]:
    """At most four questions that the documents answer; fewer where they answer fewer."""
    shelf = _by_kind(facts)
    candidates = {kind: _of_kind(kind, shelf, facts, templates) for kind in _KINDS if kind in shelf}
    chosen: list[str] = []
    while candidates and len(chosen) < MOST:
        for kind in list(candidates):
            found = first_answered(candidates[kind], ask, tries=TRIES)
            if found is None:
                del candidates[kind]
            elif found.question not in chosen:
                chosen.append(found.question)
            if len(chosen) == MOST:
                break
    return tuple(chosen)


def _by_kind(facts: Facts) -> dict[Kind, list[Source]]:
    """Documents with a name, those that the library speaks of most first."""
    named = [s for s in facts.sources if plain_name(s) and s.language.split("-")[0] in ("", "en")]
    share = {s.doc_id: facts.share(plain_name(s)) for s in named}
    named.sort(key=lambda s: (s.status != "current", -share[s.doc_id], s.doc_id))
    shelf: dict[Kind, list[Source]] = {}
    for source in named:
        shelf.setdefault(source.kind, []).append(source)
    return {kind: sources[:LOOKED_AT] for kind, sources in shelf.items()}


def _of_kind(
    kind: Kind, shelf: Mapping[Kind, Sequence[Source]], facts: Facts, templates: QuestionTemplates
) -> Iterator[Suggestion]:
    if kind == "definition":
        yield from _two_definitions(shelf[kind], templates)
    if kind == "panel":
        yield from _speakers(shelf, facts, templates)
    for source in shelf[kind]:
        for template in templates.named.get(kind, ()):
            question = template.format(name=spoken_name(source, templates))
            yield Suggestion(question, frozenset([source.doc_id]))
    for source in shelf[kind]:
        if source.speakers:
            continue  # its headings are who speaks
        for topic in islice(topics_of(facts.labels(source.doc_id)), TOPICS):
            for template in templates.topical:
                question = template.format(name=spoken_name(source, templates), topic=topic)
                yield Suggestion(question, frozenset([source.doc_id]))


def _two_definitions(
    sources: Sequence[Source], templates: QuestionTemplates
) -> Iterator[Suggestion]:
    """Two of different publishers, those first whose names are easily taken for each other."""
    pairs = [
        (_likeness(one, other), one, other)
        for one, other in combinations(sources, 2)
        if one.publisher != other.publisher and family(one.title) != family(other.title)
    ]
    pairs.sort(key=lambda pair: -pair[0])
    for _, one, other in pairs[:PAIRS]:
        names = {"one": spoken_name(one, templates), "other": spoken_name(other, templates)}
        for template in templates.definitions:
            yield Suggestion(template.format(**names), frozenset([one.doc_id, other.doc_id]))


def _likeness(one: Source, other: Source) -> float:
    return SequenceMatcher(None, plain_name(one), plain_name(other)).ratio()


def _speakers(
    shelf: Mapping[Kind, Sequence[Source]], facts: Facts, templates: QuestionTemplates
) -> Iterator[Suggestion]:
    """Who is heard, on what they speak of most: a text of the library by its name."""
    texts = [s for kind in _TALKED_OF for s in shelf.get(kind, ())]
    names = {
        name: templates.as_text.format(name=name)
        for source in texts
        for name in (plain_name(source), *_short(source.aliases))
    }
    talk = [
        (passages, speaker, said, doc_id)
        for name, said in names.items()
        for (doc_id, speaker), passages in facts.speakers_of(name).items()
        if len(speaker.split()) > 1
    ]
    # The longer of two names of one text says more than the short one.
    for _, speaker, name, doc_id in sorted(talk, key=lambda t: (-t[0], -len(t[2]), *t[1:])):
        for template in templates.spoken:
            question = template.format(speaker=speaker, topic=name)
            yield Suggestion(question, frozenset([doc_id]), speaker)


def _short(aliases: Sequence[str]) -> list[str]:
    """Names of two or three words: one alone is often a word of its own."""
    return [alias for alias in aliases if 2 <= len(alias.split()) <= 3]
