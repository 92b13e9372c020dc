"""The weights behind the choice of quotations, fitted on gold: `python -m evals sentences`.

A sentence is right when it shares half of itself or of the evidence with a piece of evidence.
What is fitted is the chance of a right sentence among all sentences of its question (a softmax);
each set counts alike, and each set is also judged by weights that have not seen it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, fields, replace
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.answering.candidates import Candidate, find_candidates
from assistant.answering.place import Locate
from assistant.answering.sentence_signs import Signs, read_signs, read_wanted
from assistant.indexing.rows import section_at
from assistant.types import Section
from assistant.wiring import OpenAssistant
from evals.fields import GoldError
from evals.gold import GoldItem
from evals.listwise import Array, fit_lists
from evals.matching import overlaps
from evals.public.spans import Span, overlap
from evals.public.squad import Question
from evals.shelf import Shelf, indexed_shelf

HITS = 10  # passages the program takes from a search
REGULARISATION = 0.002  # of weights over standardised signs: 0.001 to 0.02 differ by nothing
NAMES = tuple(field.name for field in fields(Signs))
MEANING = NAMES.index("meaning")

IsRight = Callable[[Candidate], bool]


class Example(NamedTuple):
    """The sentences of one question."""

    signs: Array  # (sentences, signs)
    right: npt.NDArray[np.bool_]  # at least one, and not all


class Judged(NamedTuple):
    """How well weights order the sentences of a set."""

    mrr: float  # mean reciprocal rank of the first right sentence
    first: float  # share of questions with a right sentence first
    third: float  # among the first three


class Fit(NamedTuple):
    """Weights in the order of `Signs`, and what they give on each set they have not seen."""

    weights: tuple[float, ...]
    without_meaning: tuple[float, ...]
    unseen: Mapping[str, Judged]


def gold_examples(items: Sequence[GoldItem], opened: OpenAssistant) -> Iterator[Example]:
    """Of each answerable item for which a right sentence was found."""
    locate = _locate_in(indexed_shelf(opened))
    for item in items:
        if item.evidence:
            question = opened.standalone(item.question, item.history)
            yield from _examples(question, opened, locate, partial(_is_evidence, item))


def squad_examples(questions: Iterable[Question], opened: OpenAssistant) -> Iterator[Example]:
    """The same of SQuAD's questions, with places as the documents were read."""
    locate = _locate_in(indexed_shelf(opened))
    for question in questions:
        yield from _examples(question.text, opened, locate, partial(_holds_answer, question))


def fit(sets: Mapping[str, Sequence[Example]]) -> Fit:
    """One set of weights for all sets; raises GoldError when a set has no examples."""
    for name, examples in sets.items():
        if not examples:
            raise GoldError(f"no right sentence was found for any question of {name!r}")
    every = list(sets.values())
    unseen = {
        name: judge(fit_weights([other for other in every if other is not examples]), examples)
        for name, examples in sets.items()
        if len(sets) > 1
    }
    rough = fit_weights(
        [[e._replace(signs=_without(e.signs)) for e in examples] for examples in every]
    )
    return Fit(tuple(fit_weights(every)), tuple(rough), unseen)


def fit_weights(sets: Sequence[Sequence[Example]]) -> Array:
    """The weights that make the right sentences of each question likeliest."""
    examples = [example for some in sets for example in some]
    shares = np.array([1 / len(some) / len(sets) for some in sets for _ in some])
    return fit_lists(examples, shares, smaller=REGULARISATION)


def judge(weights: Array, examples: Sequence[Example]) -> Judged:
    """Where the first right sentence stands, over the examples."""
    ranks = np.array(
        [1 + np.argmax(e.right[np.argsort(-(e.signs @ weights), kind="stable")]) for e in examples]
    )
    return Judged(float(np.mean(1 / ranks)), float(np.mean(ranks == 1)), float(np.mean(ranks <= 3)))


def render_fit(fitted: Fit) -> str:
    """The fit as it goes into `scoring.py` and the log."""
    rows = zip(NAMES, fitted.without_meaning, fitted.weights, strict=True)
    return "\n".join(
        [
            *(
                f"{name}, not seen: MRR {judged.mrr:.3f}, first {judged.first:.3f},"
                f" among three {judged.third:.3f}"
                for name, judged in fitted.unseen.items()
            ),
            f"  {'sign':10} {'without meaning':>15} {'all':>8}",
            *(f"  {name:10} {rough:>+15.2f} {weight:>+8.2f}" for name, rough, weight in rows),
        ]
    )


def _examples(
    question: str, opened: OpenAssistant, locate: Locate, is_right: IsRight
) -> Iterator[Example]:
    found = opened.retrieve(question, HITS)
    candidates = find_candidates(found.hits, locate, found.asked.compared)
    right = np.array([is_right(candidate) for candidate in candidates], dtype=bool)
    if right.any() and not right.all():
        yield Example(read_matrix(question, candidates, opened), right)


def read_matrix(question: str, candidates: Sequence[Candidate], opened: OpenAssistant) -> Array:
    """(candidates, signs): what the choice sees; raises GoldError without kept vectors."""
    wanted = read_wanted(question, candidates, opened.rarity)
    known = [c.nearness for c in candidates if c.nearness is not None]
    if not known:
        raise GoldError("the index keeps no vectors of sentences; build it anew with `--rebuild`")
    usual = float(np.mean(known))
    return np.array(
        [
            astuple(
                replace(read_signs(wanted, c), meaning=usual if c.nearness is None else c.nearness)
            )
            for c in candidates
        ]
    )


def _is_evidence(item: GoldItem, candidate: Candidate) -> bool:
    doc_id = candidate.passage.source.doc_id
    return any(overlaps(piece, doc_id, candidate.text) for piece in item.evidence)


def _holds_answer(question: Question, candidate: Candidate) -> bool:
    own = Span(candidate.passage.source.doc_id, candidate.start, candidate.end)
    return any(overlap(own, place) == place.end - place.start for place in question.places)


def _without(signs: Array) -> Array:
    rough = signs.copy()
    rough[:, MEANING] = 0
    return rough


def _locate_in(shelf: Shelf) -> Locate:
    def locate(doc_id: str, position: int) -> Section:
        return section_at(shelf.document(doc_id).sections, position)

    return locate
