"""What `run` and `baseline` do: gold file and index in, a whole result out.

The only place of the evaluation that opens an assistant; tests hand in their own.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
from tqdm import tqdm

from assistant.settings import Settings
from evals.baseline import Encode, PlainIndex, cut_documents, run_plain
from evals.fields import GoldError
from evals.gold import GoldSet, read_gold
from evals.items import Texts
from evals.judge import Judge
from evals.manifest import describe_commit, describe_machine, describe_settings, footprint, now
from evals.result import ItemResult, Result
from evals.runner import Measured, run_items
from evals.shelf import Shelf, files_not_indexed, indexed_shelf

T = TypeVar("T")

BATCH_PIECES = 256  # encoded at once by the baseline: a step of the progress bar


class OpenedAssistant(Measured, Protocol):
    """An assistant on an open index."""

    @property
    def model_digest(self) -> str:
        """Of the model's files; empty without a model."""
        ...

    def counts(self) -> Mapping[str, int]:
        """Documents, passages and characters."""
        ...

    @property
    def fingerprint(self) -> str:
        """What the index was built with."""
        ...

    def close(self) -> None:
        """Let go of the index."""
        ...


class OpenAssistant(Protocol):
    """`assistant.wiring.open_assistant`, or what a test has in its place."""

    def __call__(self, settings: Settings, *, model: str | None = None) -> OpenedAssistant:
        """Open it. Raises AssistantError when there is no usable index."""
        ...


OpenEncoder = Callable[[Settings], Encode]


def run_gold(
    gold_file: Path,
    settings: Settings,
    open_assistant: OpenAssistant,
    *,
    model: str | None,
    seed: int,
    judge: Judge | None = None,
) -> Result:
    """Ask every question of the gold file. `model` None: the configured one if it is there."""
    gold = read_gold(gold_file)
    with closing(open_assistant(settings, model=model)) as assistant:
        shelf = _open_shelf(assistant, gold, settings)
        make_result = _result_maker(assistant, gold, settings, seed)
        outcomes = run_items(assistant, gold.items, shelf, judge)
        return make_result("assistant", assistant.model, _shown(outcomes, len(gold.items), "asked"))


def run_baseline(
    gold_file: Path,
    settings: Settings,
    open_assistant: OpenAssistant,
    open_encoder: OpenEncoder,
    *,
    chars: int,
    seed: int,
) -> Result:
    """Search every question in a plain dense index of the same documents' text."""
    gold = read_gold(gold_file)
    with closing(open_assistant(settings, model="none")) as assistant:
        shelf = _open_shelf(assistant, gold, settings)
        make_result = _result_maker(assistant, gold, settings, seed)
        encode = open_encoder(settings)
        pieces = cut_documents((shelf.document(d) for d in sorted(shelf.doc_ids)), chars)
        firsts = range(0, len(pieces), BATCH_PIECES)
        batches = (
            encode([p.text for p in pieces[first : first + BATCH_PIECES]]) for first in firsts
        )
        vectors = np.concatenate(list(_shown(batches, len(firsts), f"{len(pieces)} pieces")))
        index = PlainIndex(pieces, vectors, encode)
        # What is cut is not told: its pieces overlap no quotation by rule, only by place.
        texts = Texts(shelf.holds, is_cut=lambda _: False)
        outcomes = run_plain(index, gold.items, texts)
        name = f"plain dense index, pieces of {chars} characters"
        return make_result(name, None, _shown(outcomes, len(gold.items), "searched"))


def _open_shelf(assistant: OpenedAssistant, gold: GoldSet, settings: Settings) -> Shelf:
    """The documents; raises GoldError when the index holds none that the gold file names."""
    shelf = indexed_shelf(assistant)
    missing = files_not_indexed(gold.items, shelf.doc_ids)
    named = {piece.files for item in gold.items for piece in item.evidence}
    if named and len(missing) == len(named):
        raise GoldError(
            f"none of the {len(named)} documents that {str(gold.path)!r} names is in the index"
            f" {str(settings.index_dir)!r}, for example {missing[0]!r}; ingest the folder that its"
            " paths are relative to, or name another index with --index"
        )
    for name in missing:
        print(f"evals: not in the index, its items cannot be found: {name}", file=sys.stderr)
    return shelf


def _result_maker(
    assistant: OpenedAssistant, gold: GoldSet, settings: Settings, seed: int
) -> Callable[[str, str | None, Iterable[ItemResult]], Result]:
    """A function that makes the result of a run that begins now."""
    # The commit too is that of the beginning: an hour later the files may be others.
    started, clock, commit = now(), time.perf_counter(), describe_commit()

    def make_result(system: str, model: str | None, outcomes: Iterable[ItemResult]) -> Result:
        items = tuple(outcomes)
        return Result(
            system=system,
            gold=str(gold.path),
            gold_sha256=gold.sha256,
            fingerprint=assistant.fingerprint,
            settings=describe_settings(settings),
            model=model,
            model_digest=assistant.model_digest if model else "",
            commit=commit,
            seed=seed,
            started=started,
            duration_s=round(time.perf_counter() - clock, 2),
            machine=describe_machine(),
            footprint=footprint(assistant.counts(), settings.index_dir),
            items=items,
        )

    return make_result


def _shown(values: Iterable[T], total: int, what: str) -> Iterator[T]:
    """The values, with a progress bar on standard error where that is a terminal."""
    return iter(tqdm(values, total=total, desc=what, file=sys.stderr, disable=None))
