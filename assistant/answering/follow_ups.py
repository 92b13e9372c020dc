"""Questions that lead on from an answer: to another version, another voice, the next section.

Drawn from what was found and not cited; shown only when the documents answer them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from assistant.answering.suggestion import (
    Suggestion,
    Try,
    is_answered,
    plain_name,
    spoken_name,
    topics_of,
)
from assistant.types import Answer, Kin, Outcome, QuestionTemplates, Source

MOST = 3
TRIES = 6  # candidates asked after one answer: some 60 ms each


def follow_ups(
    answer: Answer,
    templates: QuestionTemplates,
    *,
    versions: Sequence[Source],
    labels: Callable[[str], Sequence[str]],
    ask: Try,
) -> tuple[str, ...]:
    """At most three; `versions`: other versions of what the answer cites, the newer first.

    `ask` asks as the next question of the same conversation.
    """
    if answer.outcome is Outcome.NO_EVIDENCE or answer.sides:
        return ()
    chosen: list[str] = []
    for suggestion in islice(_candidates(answer, templates, versions, labels), TRIES):
        if is_answered(suggestion, ask):
            chosen.append(suggestion.question)
        if len(chosen) == MOST:
            break
    return tuple(chosen)


def _candidates(
    answer: Answer,
    templates: QuestionTemplates,
    versions: Sequence[Source],
    labels: Callable[[str], Sequence[str]],
) -> Iterator[Suggestion]:
    cited = {c.passage.source.doc_id: c.passage.source for c in answer.citations}
    asked = answer.question.casefold()
    found = dict.fromkeys(hit.passage.source for hit in answer.hits)
    # Another kind of text first: a license beside what a panel says of it.
    kinds = {source.kind for source in cited.values()}
    others = sorted(found, key=lambda source: source.kind in kinds)
    named: set[str] = set()
    for source in (*versions, *others):
        name = _voice(source, answer, templates)
        is_asked = plain_name(source).casefold() in asked and plain_name(source) != ""
        if not name or source.doc_id in cited or name in named or is_asked:
            continue
        named.add(name)
        yield Suggestion(name, frozenset([source.doc_id]))
        if len(named) == TRIES - 2:
            break
    for citation in answer.citations[:1]:
        source, label = citation.passage.source, citation.passage.label
        if source.speakers or not plain_name(source):
            continue
        for topic in _next_topics(labels(source.doc_id), label):
            for template in templates.topical[:1]:
                question = template.format(name=spoken_name(source, templates), topic=topic)
                yield Suggestion(question, frozenset([source.doc_id]))


def _voice(source: Source, answer: Answer, templates: QuestionTemplates) -> str:
    """The question for a document that was found: by who speaks in it, else by its name."""
    of_it = (hit.passage for hit in answer.hits if hit.passage.source.doc_id == source.doc_id)
    speaker = next((passage.speaker for passage in of_it if passage.speaker), None)
    if speaker:
        return templates.what_says.format(speaker=speaker)
    name = spoken_name(source, templates)
    return templates.what_about.format(name=name) if name else ""


def _next_topics(labels: Sequence[str], here: str) -> Iterator[str]:
    at = labels.index(here) if here in labels else -1
    yield from topics_of(labels[at + 1 :])


def other_versions(
    cited: Sequence[Source], kin: Mapping[str, Sequence[Kin]], by_id: Mapping[str, Source]
) -> list[Source]:
    """Versions of what is cited that have another title or number; the most similar first."""
    ids = {source.doc_id for source in cited}
    related = (one for source in cited for one in kin.get(source.doc_id, ()))
    found = (one.doc_id for one in related if one.relation == "version")
    return [by_id[doc_id] for doc_id in dict.fromkeys(found) if doc_id not in ids]
