"""A fuzz of one reader: many damaged files, each read within a time, and what came of them."""

from __future__ import annotations

import signal
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType

from assistant.errors import ReadingError
from assistant.reading.read import read_document
from tests.reading.hostile.invariants import check, lost_words
from tests.reading.hostile.mutate import mutated

BUDGET_S = 5.0  # of processor time, for files of some kilobytes that take milliseconds


class OverBudgetError(BaseException):
    """A file took too long. Not an Exception, so that no reader catches it."""


@dataclass
class Tally:
    """What came of the damaged files of one format."""

    suffix: str
    inputs: int = 0
    read: int = 0
    refused: int = 0
    slowest_s: float = 0.0
    failures: list[str] = field(default_factory=list[str])

    def __str__(self) -> str:
        """One row of the table."""
        return (
            f"{self.suffix:10} {self.inputs:7} inputs {self.read:7} read {self.refused:7} refused"
            f" {self.slowest_s:7.2f} s slowest {len(self.failures):4} failures"
        )


TALLIES: list[Tally] = []  # of this run, for the table at its end


def damaged(suffix: str, number: int, seeds: Mapping[str, Sequence[bytes]]) -> bytes:
    """The damaged file of that number: the same one every time."""
    random = Random(f"{suffix} {number}")
    others = [seed for some in seeds.values() for seed in some]
    return mutated(random.choice(seeds[suffix]), others, random)


def fuzz(
    suffix: str, numbers: Sequence[int], seeds: Mapping[str, Sequence[bytes]], folder: Path
) -> Tally:
    """Read the damaged files of these numbers; every failure is named by its number."""
    tally = Tally(suffix)
    path = folder / f"damaged{suffix}"
    for number in numbers:
        data = damaged(suffix, number, seeds)
        path.write_bytes(data)
        tally.inputs += 1
        began = time.process_time()
        try:
            with _budget(BUDGET_S):
                problem = _problem(path, data, suffix, tally)
        except OverBudgetError:
            problem = "over the budget"
        except Exception as exc:  # noqa: BLE001  # whatever it is, it is what a fuzz looks for
            where = traceback.extract_tb(exc.__traceback__)[-1]
            problem = f"{type(exc).__name__}: {exc} ({Path(where.filename).name}:{where.lineno})"
        tally.slowest_s = max(tally.slowest_s, time.process_time() - began)
        if problem:
            tally.failures.append(f"{suffix} {number}: {problem}"[:300])
    return tally


def _problem(path: Path, data: bytes, suffix: str, tally: Tally) -> str:
    try:
        document = read_document(path, doc_id=path.name)
    except ReadingError as exc:
        tally.refused += 1
        return "" if str(exc) else "refused without a word"
    tally.read += 1
    check(document)
    lost = lost_words(data, suffix, document)
    return f"silently lost {lost}" if lost else ""


@contextmanager
def _budget(seconds: float) -> Iterator[None]:
    def over(_: int, __: FrameType | None) -> None:
        raise OverBudgetError

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
