"""The plots of the page; those that have nothing to show are left out."""

from __future__ import annotations

from collections.abc import Mapping

from evals.compare import Comparison
from evals.page.plots.by_type import plot_types
from evals.page.plots.differences import plot_differences
from evals.page.plots.drawing import Plot
from evals.page.plots.latency import plot_latency
from evals.page.plots.losses import plot_losses
from evals.page.plots.reliability import plot_reliability
from evals.page.plots.risk import plot_risk
from evals.result import Result
from evals.stats import Estimate


def draw_plots(
    result: Result, metrics: Mapping[str, Estimate], comparison: Comparison | None
) -> list[Plot]:
    """In the order of the page: what changed first, then where to look, then what it costs."""
    drawn = (
        plot_differences(comparison) if comparison else None,
        plot_types(result, comparison),
        plot_losses(result, comparison),
        plot_risk(result.items),
        plot_reliability(result.items),
        plot_latency(metrics),
    )
    return [plot for plot in drawn if plot is not None]
