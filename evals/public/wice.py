"""Claims of Wikipedia held against the articles they cite (WiCE, claims of the test set).

The oracle protocol of its authors: each claim is held against up to three pieces of at most 256
words that hold what an annotator marked; the best of them counts. Partly supported counts as not
supported.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.types import Passage
from evals.public.claims import (
    ENOUGH_WORDS,
    SAME_MEANING,
    RememberingEncoder,
    check_claim,
    likeness,
    passage_of,
    sentences_of,
    word_share,
)
from evals.public.indexed import the_encoder
from evals.public.tables import Bench, Row, Table, reading
from evals.public.verdicts import separation, verdict_figures
from evals.stats import Estimate

NAME = "wice"
COLUMNS = ("F1", "precision", "recall", "accuracy", "AUROC")
PIECES, PIECE_WORDS = 3, 256  # of the authors' oracle set
BEFORE, BEHIND = 15, 25  # sentences around the marked ones among which a piece is filled up
PUBLISHED_CLAIMS = 100  # the authors' model outputs hold the first so many of the file
# F1 and accuracy: result_table.tex of ryokamoi/wice @ e798a68; AUROC: the evaluation files there.
PUBLISHED: Mapping[str, Mapping[str, float]] = {
    "T5-3B (ANLI)": {"F1": 0.618, "accuracy": 0.740},
    "T5-3B (ANLI, WiCE), trained": {"F1": 0.778, "accuracy": 0.880, "AUROC": 0.947},
    "GPT-3.5": {"F1": 0.393, "accuracy": 0.320},
    "GPT-4": {"F1": 0.610, "accuracy": 0.770, "AUROC": 0.802},
}
_PROTOCOL = (
    "Each piece is filled up with neighbours of our own drawing, and cited together. Words and"
    " meaning are signs of the check, each cut at .6. Our AUROC is that of the check's score."
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, the sentences of the article it cites, and what annotators said."""

    claim_id: str
    text: str
    article: tuple[str, ...]
    label: str  # "supported", "partially_supported" or "not_supported"
    marked: tuple[tuple[int, ...], ...]  # for each annotator the sentences that support it


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim against the best of its pieces, by each sign."""

    wanted: bool
    check: bool
    score: float  # of the check, 0 to 1
    words: float
    meaning: float


def run(bench: Bench) -> list[Table]:
    """The claims of the published models, then all."""
    claims = load_claims(bench)
    encoder = RememberingEncoder(the_encoder())
    judged = {claim.claim_id: judge(claim, bench.seed, encoder) for claim in bench.draw(claims)}
    first = [c.claim_id for c in claims[:PUBLISHED_CLAIMS] if c.claim_id in judged]
    published = [Row(f"published: {name}", figures) for name, figures in PUBLISHED.items()]
    source = "Published: ryokamoi/wice @ e798a68, its model outputs."
    return [
        _table(
            "claims of the published models",
            [judged[claim_id] for claim_id in first],
            published,
            f"{source} {_PROTOCOL}",
        ),
        _table("all claims", list(judged.values()), [], _PROTOCOL),
    ]


def load_claims(bench: Bench) -> list[Claim]:
    """The claims in the file's order. Raises DataMissing when the file is not there or another."""
    file = bench.file(NAME, "claim_test.jsonl")
    with reading(file):
        return [
            Claim(
                claim_id=item["meta"]["id"],
                text=item["claim"],
                article=tuple(item["evidence"]),
                label=item["label"],
                marked=tuple(tuple(sorted(places)) for places in item["supporting_sentences"]),
            )
            for item in map(json.loads, file.read_text(encoding="utf-8").splitlines())
        ]


def judge(claim: Claim, seed: int, encoder: RememberingEncoder) -> Judged:
    """The claim against its pieces: supported when one of them supports it."""
    pieces = oracle_pieces(claim, random.Random(f"{seed} {claim.claim_id}"))  # noqa: S311
    passages: list[Passage] = [passage_of([claim.article[i] for i in piece]) for piece in pieces]
    encoder.learn([claim.text, *(s for passage in passages for s in sentences_of(passage))])
    checks = check_claim(claim.text, passages, encoder)
    return Judged(
        wanted=claim.label == "supported",
        check=any(check.support == "supported" for check in checks),
        score=max(check.score for check in checks),
        words=max(word_share(claim.text, passage) for passage in passages),
        meaning=max(likeness(claim.text, passage, encoder) for passage in passages),
    )


def oracle_pieces(claim: Claim, drawn: random.Random) -> list[list[int]]:
    """Up to three pieces, as numbers of sentences in the article's order.

    What an annotator marked, filled up with sentences around it, so that length tells nothing; for
    a claim that nothing supports, pieces of the article itself.
    """
    if claim.label == "not_supported":
        pieces = overlapping_pieces(claim.article)
        return drawn.sample(pieces, min(PIECES, len(pieces)))
    marked = [places for places in claim.marked if places]
    if len(marked) > PIECES:
        marked = drawn.sample(marked, PIECES)
    return [
        _filled(claim.article, places, drawn)
        for places in itertools.islice(itertools.cycle(marked), PIECES)
    ]


def overlapping_pieces(article: Sequence[str]) -> list[list[int]]:
    """The whole article in pieces of under 256 words, each beginning in the middle of the last."""
    pieces: list[list[int]] = []
    start = 0
    while not pieces or pieces[-1][-1] < len(article) - 1:
        piece = _fitting(article, range(start, len(article)))
        pieces.append(piece)
        start = piece[-1] + 1 - (len(piece) - 1) // 2
    return pieces


def own_rows(judged: Sequence[Judged]) -> list[Row]:
    """The trivial verdict, the check's signs alone, and the check."""
    wanted = [j.wanted for j in judged]

    def row(name: str, got: Sequence[bool], scores: Sequence[float] | None = None) -> Row:
        figures: dict[str, Estimate] = verdict_figures(wanted, got)
        graded = [float(g) for g in got] if scores is None else scores
        return Row(name, {**figures, "AUROC": separation(graded, wanted)})

    words, meaning = [j.words for j in judged], [j.meaning for j in judged]
    return [
        row("floor: always supported", [True] * len(judged)),
        row("words alone", [w >= ENOUGH_WORDS for w in words], words),
        row("meaning alone", [m >= SAME_MEANING for m in meaning], meaning),
        row("ours, the statement check", [j.check for j in judged], [j.score for j in judged]),
    ]


def _table(name: str, judged: Sequence[Judged], published: Sequence[Row], caption: str) -> Table:
    n = f"{len(judged)} claims, {sum(one.wanted for one in judged)} supported"
    rows = (*published, *own_rows(judged))
    return Table(f"{NAME}: {name}", n, caption, COLUMNS, rows)


def _filled(article: Sequence[str], marked: Sequence[int], drawn: random.Random) -> list[int]:
    around = range(max(marked[0] - BEFORE, 0), min(marked[-1] + BEHIND, len(article)))
    others = [i for i in around if i not in marked]
    return sorted(_fitting(article, [*marked, *drawn.sample(others, len(others))]))


def _fitting(article: Sequence[str], places: Sequence[int]) -> list[int]:
    """As many of these sentences, from the first, as have under 256 words; at least one."""
    sizes = itertools.accumulate(len(article[i].split()) for i in places)
    fitting = sum(1 for _ in itertools.takewhile(lambda words: words < PIECE_WORDS, sizes))
    return list(places[: max(fitting, 1)])
