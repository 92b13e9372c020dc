"""How well a list of passages was ranked for the evidence of one item.

Ranking measures are ir-measures' (pytrec_eval underneath), over pieces of evidence instead of
passage ids: any way to cut documents can be compared with any other. Character measures: Smith
and Troynikov, "Evaluating Chunking Strategies for Retrieval", Chroma, 2024. Wrong documents: the
document-level retrieval mismatch of LegalBench-RAG's successors (arXiv 2510.06999).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from assistant.types import Hit
from evals.gold import Evidence
from evals.matching import USABLE_CHARS, finds, is_half, normalise, run_in_passage
from evals.stats import share

if TYPE_CHECKING:
    from ir_measures.measures import Measure

DEPTH = 10  # passages asked for; every ...@k has k of at most this
FIRST = 5  # passages that the character measures look at

Scores = dict[str, float | None]


def ranking_scores(evidence: Sequence[Evidence], hits: Sequence[Hit]) -> Scores:
    """The scores of a ranking by name, those that end in @k of the first k passages.

    hit, mrr, ndcg, evidence_recall, wrong_document, char_recall, char_precision and char_iou are
    None without evidence; chars, the mean length, is not.

    `hits` are the passages as retrieved, best first. An empty list is wrong. chars@5 is the mean
    length of the first five, uncut: a good hit@k can be bought with length.
    """
    scores = {**_ranks(evidence, hits), **_documents(evidence, hits), **_characters(evidence, hits)}
    scores["evidence_recall@10"] = share(pieces_found(evidence, hits[:DEPTH]))
    if not evidence:
        scores = dict.fromkeys(scores)
    lengths = [len(hit.passage.text) for hit in hits[:FIRST]]
    return {**scores, "chars@5": sum(lengths) / len(lengths) if lengths else None}


def first_useful_rank(evidence: Sequence[Evidence], hits: Sequence[Hit]) -> int | None:
    """Rank, from 1, of the first of the ten best passages that finds any piece. None: none does."""
    for rank, hit in enumerate(hits[:DEPTH], start=1):
        if any(finds(piece, hit.passage) for piece in evidence):
            return rank
    return None


def pieces_found(evidence: Sequence[Evidence], hits: Sequence[Hit]) -> tuple[bool, ...]:
    """For each piece, whether the passages *together* hold at least half of its quotation."""
    return tuple(is_half(piece, len(_covered(piece, hits))) for piece in evidence)


def _ranks(evidence: Sequence[Evidence], hits: Sequence[Hit]) -> Scores:
    names = {f"hit@{k}": f"Success@{k}" for k in (1, 3, 5, 10)}
    names |= {"mrr@10": "RR@10", "ndcg@10": "nDCG@10"}
    if not evidence:
        return dict.fromkeys(names)
    measured = _measured(tuple(names.values()), len(evidence), _run(evidence, hits[:DEPTH]))
    return {ours: measured[theirs] for ours, theirs in names.items()}


def _run(evidence: Sequence[Evidence], hits: Iterable[Hit]) -> list[str]:
    """The list as a ranking of pieces: what each passage finds first, or a name of its own.

    A passage that finds several pieces puts them in a row, so that a perfect list scores 1; one
    that finds only what an earlier one found adds nothing.
    """
    ranked: list[str] = []
    for rank, hit in enumerate(hits):
        found = [f"piece {i}" for i, piece in enumerate(evidence) if finds(piece, hit.passage)]
        new = [name for name in found if name not in ranked]
        ranked += new or [f"other {rank}"]
    return ranked


def _measured(names: Sequence[str], pieces: int, ranked: Sequence[str]) -> dict[str, float]:
    import ir_measures

    relevant = [ir_measures.Qrel("q", f"piece {i}", 1) for i in range(pieces)]
    run = [ir_measures.ScoredDoc("q", name, -float(rank)) for rank, name in enumerate(ranked)]
    measures = [_parsed(name) for name in names]
    if not run:
        return dict.fromkeys(names, 0.0)
    return {str(m.measure): m.value for m in ir_measures.iter_calc(measures, relevant, run)}


@cache
def _parsed(name: str) -> Measure:
    import ir_measures

    return ir_measures.parse_measure(name)


def _documents(evidence: Sequence[Evidence], hits: Sequence[Hit]) -> Scores:
    files = {file for piece in evidence for file in piece.files}
    wrong = [hit.passage.source.doc_id not in files for hit in hits[:FIRST]] or [True]
    return {"wrong_document@1": float(wrong[0]), "wrong_document@5": share(wrong)}


def _characters(evidence: Sequence[Evidence], hits: Sequence[Hit]) -> Scores:
    """Of the first five passages; characters that are retrieved twice count twice as retrieved."""
    wanted = sum(len(normalise(piece.quote)) for piece in evidence)
    shared = sum(len(_covered(piece, hits[:FIRST])) for piece in evidence)
    got = sum(len(normalise(hit.passage.text[:USABLE_CHARS])) for hit in hits[:FIRST])
    either = wanted + got - shared
    return {
        "char_recall@5": shared / wanted if wanted else None,
        "char_precision@5": shared / got if got else 0.0,
        "char_iou@5": shared / either if either else None,
    }


def _covered(piece: Evidence, hits: Sequence[Hit]) -> set[int]:
    """The characters of the normalised quotation that the passages hold, together."""
    covered: set[int] = set()
    for hit in hits:
        covered.update(range(*run_in_passage(piece, hit.passage)))
    return covered
