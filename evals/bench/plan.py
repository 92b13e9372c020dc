"""What is measured, in order, and the index of the corpus that all of it starts from."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from assistant.indexing.library import Library
from evals.bench.adding import race_add
from evals.bench.again import middle_document, race_again
from evals.bench.ingests import missing_packages, race_ingest
from evals.bench.loads import race_load
from evals.bench.processes import BenchError, python, say, time_process
from evals.bench.questions import questions
from evals.bench.race import Race
from evals.bench.results import Results
from evals.bench.sample import draw_sample
from evals.bench.search import Grown, refuse_small, time_search
from evals.bench.sizes import SIZES
from evals.bench.starts import race_ask, race_page
from evals.bench.streams import race_streams
from evals.manifest import CORPUS

INGEST_S = 1800.0  # longest the first ingest of the corpus may take


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run measures, and with what."""

    kinds: Sequence[str]  # of KINDS, in order
    corpus: Path = CORPUS  # a folder
    passages: int | None = None  # of files drawn from it; None: all of them
    index_dir: Path | None = None  # for ask and page; None: one of the corpus
    times: int = 3
    sizes: Sequence[int] = SIZES
    gold: Path | None = None  # questions to search for; None: made of the corpus


class Ready(NamedTuple):
    """What every race starts from."""

    index_dir: Path  # to ask
    corpus_index: Path  # an index of the corpus
    folder: Path  # for what is made


RACES: Mapping[str, Callable[[Plan, Ready], list[Race]]] = {
    "ask": lambda plan, ready: [race_ask(ready.index_dir, plan.times)],
    "page": lambda plan, ready: [race_page(ready.index_dir, plan.times)],
    "load": lambda plan, ready: race_load(ready.index_dir, plan.times),
    "stream": lambda plan, ready: race_streams(ready.index_dir, plan.times),
    "ingest": lambda plan, ready: race_ingest(
        plan.corpus, ready.corpus_index, ready.folder, plan.times
    ),
    "again": lambda plan, ready: race_again(
        plan.corpus, ready.corpus_index, ready.folder, plan.times
    ),
    "add": lambda plan, ready: [race_add(ready.corpus_index, ready.folder, plan.times)],
}
KINDS = (*RACES, "search")


def run_bench(plan: Plan) -> Results:
    """Everything planned, in order; a kind that fails is left out and the rest goes on.

    Raises BenchError when the corpus cannot be ingested, or has as many passages as a size.
    """
    races: list[Race] = []
    grown = Grown([], [])
    left_out: list[str] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        if plan.passages:
            drawn = draw_sample(plan.corpus, Path(folder) / "sample", passages=plan.passages)
            say(f"bench: {drawn} passages drawn from {plan.corpus}")
            plan = replace(plan, corpus=Path(folder) / "sample")
        ready = _make_ready(plan, Path(folder))
        for kind in plan.kinds:
            say(f"{kind}: {plan.times} turns of each")
            try:
                if kind == "search":
                    grown = _search(plan, ready)
                else:
                    races += RACES[kind](plan, ready)
            except BenchError as exc:
                left_out.append(f"{kind}: {exc}")
    missing = missing_packages() if "ingest" in plan.kinds else []
    left_out += [f"LangChain: {name} is not installed; run `make setup-dev`" for name in missing]
    return Results(races, grown.results, [*left_out, *grown.left_out])


def _make_ready(plan: Plan, folder: Path) -> Ready:
    corpus_index = folder / "corpus-index"
    if plan.index_dir and set(plan.kinds) <= {"ask", "page", "load", "stream"}:
        return Ready(plan.index_dir, plan.index_dir, folder)
    say(f"bench: indexing {plan.corpus}")
    ingest = python("ingest.py", str(plan.corpus), "--index", str(corpus_index))
    time_process(ingest, timeout_s=INGEST_S)
    if "search" in plan.kinds:
        refuse_small(corpus_index, plan.sizes)  # now, and not after everything else
    return Ready(plan.index_dir or corpus_index, corpus_index, folder)


def _search(plan: Plan, ready: Ready) -> Grown:
    with Library(ready.corpus_index) as library:
        asked = questions(library, plan.gold)
    newcomer = plan.corpus / middle_document(ready.corpus_index)
    return time_search(ready.corpus_index, newcomer, asked, sizes=plan.sizes, times=plan.times)
