"""The figures of a table as plain numbers, for tests."""

from __future__ import annotations

from collections.abc import Iterable

from evals.public.tables import Row
from evals.stats import Estimate


def values_of(rows: Iterable[Row]) -> dict[str, dict[str, float | None]]:
    """Each figure's value, by row and column."""
    return {
        row.system: {
            column: figure.value if isinstance(figure, Estimate) else figure
            for column, figure in row.figures.items()
        }
        for row in rows
    }
