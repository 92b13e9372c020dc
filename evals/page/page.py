"""The whole page: values in, one HTML text out.

It loads nothing: style, plots and script stand inside, and a policy in its head forbids the rest.
Everything is escaped by the template; only what is drawn or written here is marked as HTML.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evals.compare import Comparison
from evals.comparison_report import decision
from evals.metrics import PRIMARY
from evals.page.about import manifest, settings, warnings
from evals.page.items import arrange
from evals.page.plots import draw_plots
from evals.page.plots.losses import STAGE_MEANINGS
from evals.page.tables import metric_rows, trivial_rows, type_rows, visible_points
from evals.page.words import percent, signed
from evals.report import TYPE_METRICS, interval, number, verdict
from evals.result import STAGES_OF_LOSS, Result, metrics_of

TEMPLATES = Path(__file__).parent / "templates"


def render_page(result: Result, comparison: Comparison | None = None) -> str:
    """The report of a run; with a comparison, of its later run beside the earlier one.

    The same values give the same text.
    """
    metrics = metrics_of(result)
    style, script = (_source(name) for name in ("style.css", "filter.js"))
    return (
        _environment()
        .get_template("page.html")
        .render(
            result=result,
            comparison=comparison,
            verdict=verdict(metrics),
            decision=decision(comparison) if comparison and comparison.pairs else "",
            warnings=warnings(result, comparison),
            manifest=manifest(result, comparison),
            settings=settings(result, comparison),
            short=metric_rows(metrics, comparison, short=True),
            whole=metric_rows(metrics, comparison),
            primary=PRIMARY,
            visible_points=visible_points(metrics),
            trivial=trivial_rows(result, metrics),
            types=type_rows(result),
            type_metrics=TYPE_METRICS,
            plots=draw_plots(result, metrics, comparison),
            groups=arrange(result.items, comparison),
            item_types=sorted({item.type for item in result.items}),
            stages=[s for s in STAGES_OF_LOSS if any(i.lost_at == s for i in result.items)],
            stage_meanings=STAGE_MEANINGS,
            style=style,
            script=script,
            script_hash=_policy_hash(script),
        )
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "number": number,
        "interval": interval,
        "percent": percent,
        "signed": signed,
    }
    return environment


def _source(name: str) -> Markup:
    return Markup((TEMPLATES / name).read_text(encoding="utf-8"))  # noqa: S704  # ours


def _policy_hash(script: str) -> str:
    """How a content security policy names the only script that may run."""
    return b64encode(hashlib.sha256(script.encode()).digest()).decode()
