"""What a benchmark gives: tables of published and own figures, side by side."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from assistant.errors import AssistantError
from evals.report import interval, number, table
from evals.stats import Estimate

T = TypeVar("T")


class DataMissing(AssistantError):
    """The files of a benchmark are not there; the message says what to look for and where."""


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """While a file of a benchmark is taken apart: DataMissing where it turns out to be another."""
    try:
        yield
    except (OSError, EOFError, LookupError, TypeError, ValueError) as exc:
        raise DataMissing(
            f"{file}: is not what this benchmark reads ({exc!r}); get its data again"
        ) from exc


@dataclass(frozen=True, slots=True)
class Bench:
    """Where a benchmark reads, keeps its indexes, and how much of it is run."""

    data: Path  # holds a folder for each benchmark
    work: Path  # indexes made once, found again by the next run
    sample: int | None = None  # questions, drawn with the seed; None: all
    seed: int = 0

    def holds(self, name: str) -> bool:
        """Whether the folder of this benchmark is there."""
        return self._find(name) is not None

    def folder(self, name: str) -> Path:
        """The folder of this benchmark, or one of that name inside another's.

        Raises DataMissing when it is not there.
        """
        folder = self._find(name)
        if folder is None:
            raise DataMissing(
                f"{self.data / name}: is not there; benchmark data is not part of this repository:"
                f" name the folder that holds {name!r} with --data"
            )
        return folder

    def file(self, name: str, inside: str) -> Path:
        """One file of this benchmark. Raises DataMissing when it is not there."""
        path = self.folder(name) / inside
        if not path.is_file():
            raise DataMissing(f"{path}: is not there; get the whole data of {name!r} again")
        return path

    def draw(self, items: Sequence[T]) -> list[T]:
        """The items to run, in the order given: all, or the sample drawn with the seed."""
        if self.sample is None or self.sample >= len(items):
            return list(items)
        drawn = random.Random(self.seed).sample(range(len(items)), self.sample)  # noqa: S311 - no secret
        return [items[i] for i in sorted(drawn)]

    def _find(self, name: str) -> Path | None:
        places = (self.data / name, *sorted(self.data.glob(f"*/{name}")))
        return next((place for place in places if place.is_dir()), None)


@dataclass(frozen=True, slots=True)
class Row:
    """One system's figures by column name; a column it has no figure for is left out."""

    system: str  # "published: ...", "ours, dense only", "ours, full"
    figures: Mapping[str, Estimate | float]  # a bare float: published without interval


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one benchmark."""

    name: str  # "mteb_small: XQuAD-en"
    n: str  # "1,190 questions, 240 documents"
    caption: str  # protocol, and how it differs from the published one
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def render_table(found: Table) -> str:
    """The table as text for the terminal, with its caption."""
    rows = [
        (row.system, *(_cell(row.figures.get(column)) for column in found.columns))
        for row in found.rows
    ]
    return f"{found.name}: {found.n}\n{table(('system', *found.columns), rows)}\n\n{found.caption}"


def _cell(figure: Estimate | float | None) -> str:
    if figure is None:
        return "-"
    if isinstance(figure, float | int):
        return number(figure)
    return f"{number(figure.value)} ({interval(figure)})" if figure.n else "-"
