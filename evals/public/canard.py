"""Follow-up questions rewritten to stand alone: our rule against people's rewrites (CANARD, dev).

BLEU (sacrebleu, cased) rewards a sentence like a person's. Ours is made to be searched, not to be
read, so two more figures stand beside it: the share of the words a person added that it adds too,
and how often a question that needs nothing is left as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.reading.stems import content_terms
from assistant.retrieval.standalone import standalone_question
from assistant.types import Turn
from evals.public.tables import Bench, Row, Table, reading
from evals.public.verdicts import share
from evals.stats import Estimate, FloatArray, bootstrap

NAME = "canard"
BLEU, ADDED, LEFT = "BLEU", "added words found", "left as it is"
COLUMNS = (BLEU, ADDED, LEFT)
ORDER = 4  # longest run of words BLEU counts


@dataclass(frozen=True, slots=True)
class Followup:
    """A question in its conversation, and a person's rewrite of it."""

    dialog: str
    title: str  # of the Wikipedia article the conversation is about
    history: tuple[Turn, ...]
    question: str
    rewrite: str

    @property
    def stands_alone(self) -> bool:
        """Whether the person changed nothing but case."""
        return self.question.strip().lower() == self.rewrite.strip().lower()


Rewrite = Callable[[Followup], str]


def run(bench: Bench) -> list[Table]:
    """Published, two floors, and the rule of `assistant.retrieval.standalone`."""
    items = bench.draw(load_followups(bench))
    systems: dict[str, Rewrite] = {
        "floor: the question as asked": lambda item: item.question,
        "floor: title and question": lambda item: f"{item.title} {item.question}",
        "ours": our_rewrite,
    }
    rows = [
        Row("published: pointer-generator, trained", {BLEU: 51.54}),
        Row("floor of the data's notes: first pronoun by the title", {BLEU: 47.9}),
        *(Row(name, figures(items, rewrite)) for name, rewrite in systems.items()),
    ]
    alone = sum(item.stands_alone for item in items)
    dialogs = len({item.dialog for item in items})
    caption = (
        "Published: CANARD's README, dev. Ours puts the question before in front of one that leans"
        " on it, to be searched and never shown; it has no title to use, the floors have. Last"
        f" column: of {alone} questions that need no change. Intervals resample conversations."
    )
    n = f"{len(items):,} questions in {dialogs} conversations"
    return [Table(NAME, n, caption, COLUMNS, tuple(rows))]


def load_followups(bench: Bench) -> list[Followup]:
    """Every item in the file's order. Raises DataMissing when the file is not there or another."""
    file = bench.file(NAME, "canard_dev.json")
    with reading(file):
        return [
            Followup(
                dialog=item["QuAC_dialog_id"],
                title=item["History"][0],
                history=_turns(item["History"][2:]),  # behind the titles of article and section
                question=item["Question"],
                rewrite=item["Rewrite"],
            )
            for item in json.loads(file.read_text(encoding="utf-8"))
        ]


def our_rewrite(item: Followup) -> str:
    """What our search is given."""
    return standalone_question(item.question, item.history)


def figures(items: Sequence[Followup], rewrite: Rewrite) -> dict[str, Estimate]:
    """The three figures of one system; `n` of each is the items it is measured on."""
    said = [rewrite(item) for item in items]
    pairs = list(zip(items, said, strict=True))
    added = [
        (item, found) for item, text in pairs if (found := added_found(item, text)) is not None
    ]
    counts = [bleu_counts(text, item.rewrite) for item, text in pairs]
    alone = [(item, text) for item, text in pairs if item.stands_alone]
    return {
        BLEU: bootstrap(counts, bleu, clusters=[item.dialog for item in items]),
        ADDED: bootstrap(
            [found for _, found in added], clusters=[item.dialog for item, _ in added]
        ),
        LEFT: share([text == item.question for item, text in alone]),
    }


def added_found(item: Followup, text: str) -> float | None:
    """Share of the content words that the person added which `text` holds; None: none was added."""
    added = content_terms(item.rewrite) - content_terms(item.question)
    return len(added & content_terms(text)) / len(added) if added else None


def bleu_counts(text: str, reference: str) -> tuple[float, ...]:
    """What BLEU sums over a corpus: right and all n-grams for n of 1 to 4, length of both."""
    from sacrebleu.metrics.bleu import BLEU as SACRE_BLEU  # a tool of development

    found = SACRE_BLEU(effective_order=True).sentence_score(text, [reference])
    return (*map(float, (*found.counts, *found.totals)), float(found.sys_len), float(found.ref_len))


def bleu(rows: FloatArray) -> FloatArray:
    """Corpus BLEU, 0 to 100, of rows of `bleu_counts`, without smoothing.

    Method: Papineni et al., ACL 2002; 0 where no run of four words is right.
    """
    sums = np.nansum(rows, axis=-2)
    right, total = sums[..., :ORDER], sums[..., ORDER : 2 * ORDER]
    precisions = right / np.maximum(total, 1)
    logs = np.log(np.maximum(precisions, 1e-300)).mean(axis=-1)
    brevity = np.minimum(0, 1 - sums[..., -1] / np.maximum(sums[..., -2], 1))
    return np.asarray(100 * np.exp(logs + brevity))


def _turns(utterances: Sequence[str]) -> tuple[Turn, ...]:
    return tuple(Turn("assistant" if i % 2 else "user", text) for i, text in enumerate(utterances))
