"""A matplotlib figure as SVG for the middle of a page.

Its text stays text in the page's font, and its colours are the page's variables, so that a plot
follows the reader's light or dark mode. The same figure gives the same SVG on every machine.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from markupsafe import Markup
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evals.report import shorten

WIDTH = 380.0  # units of the SVG: a phone shows them at nine tenths of a pixel, a desk at 1.3
ROW = 18.0  # height of one line of a plot that is a list
LABEL_CHARS = 22  # of a name beside a row

# Stand-ins that no default of matplotlib uses; the SVG gets the page's variable instead.
INK, SOFT, LINE, ACCENT, WASH, FAULT, PAPER = (f"#0101{i:02x}" for i in range(7))
_VARIABLES = {
    INK: "ink",
    SOFT: "soft",
    LINE: "line",
    ACCENT: "accent",
    WASH: "accent-soft",
    FAULT: "fault",
    PAPER: "surface",
}
_STAND_IN = re.compile("|".join(_VARIABLES))
_REFERENCE = re.compile(r"(?<=url\(#)|(?<=^#)")
_FAMILY = re.compile(r"font-family:[^;]*;? ?")

_STYLE: dict[str, object] = {
    "axes.edgecolor": LINE,
    "axes.facecolor": "none",
    "axes.labelcolor": SOFT,
    "axes.labelsize": 11.5,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlecolor": SOFT,
    "axes.titlelocation": "left",
    "axes.titlesize": 11.5,
    "axes.grid": True,
    "axes.axisbelow": True,
    "figure.facecolor": "none",
    "figure.constrained_layout.h_pad": 0.04,
    "figure.constrained_layout.w_pad": 0.02,
    # It comes with matplotlib: the same widths everywhere, whatever font the page shows.
    "font.family": "DejaVu Sans",
    "font.size": 11.5,
    "grid.color": LINE,
    "grid.linewidth": 0.7,
    "svg.fonttype": "none",
    "text.color": INK,
    "text.parse_math": False,  # a dollar sign in a name is a dollar sign
    "xtick.color": LINE,
    "xtick.labelcolor": SOFT,
    "xtick.major.pad": 5,
    "xtick.major.size": 0,
    "ytick.color": LINE,
    "ytick.labelcolor": INK,
    "ytick.major.pad": 6,
    "ytick.major.size": 0,
}


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot, what it says in words, how to read it, and its numbers as a table."""

    slug: str
    title: str
    says: str
    key: str
    svg: Markup
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def draw(slug: str, height: float, paint: Callable[[Figure], None]) -> Markup:
    """The figure as an `<svg>` element, `WIDTH` wide; `paint` gets it empty.

    `slug`: its ids begin with it, so that several can stand in one page.
    """
    out = io.StringIO()
    with style.context(["default", {**_STYLE, "svg.hashsalt": slug}]):
        figure = Figure(figsize=(WIDTH / 72, height / 72), layout="constrained")
        paint(figure)
        figure.savefig(out, format="svg", metadata={"Date": None})
    return _for_page(out.getvalue(), slug)


def list_rows(axes: Axes, names: list[str]) -> None:
    """The names at 0, 1, 2 ... from the top, one a row, without lines between them."""
    axes.set_yticks(range(len(names)), [shorten(name, LABEL_CHARS) for name in names])
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)


def percent_axis(axes: Axes, *which: str) -> None:
    """Both ends and the quarters between as whole percentages; `which`: "x", "y"."""
    ticks = [0, 0.25, 0.5, 0.75, 1]
    for name in which:
        axis = axes.xaxis if name == "x" else axes.yaxis
        axis.set_ticks(ticks, [f"{tick:.0%}" for tick in ticks])
        axis.set_tick_params(labelcolor=SOFT)


def _for_page(svg: str, slug: str) -> Markup:
    """Without what belongs to a file of its own: namespaces, metadata, a style for everything."""
    root = ET.fromstring(svg)  # noqa: S314  # what matplotlib just wrote
    for parent in list(root.iter()):
        for child in list(parent):
            if _local(child.tag) in ("metadata", "style"):
                parent.remove(child)
    for element in root.iter():
        element.tag = _local(element.tag)
        element.attrib = {
            _local(name): _ours(_local(name), value, slug)
            for name, value in element.attrib.items()
            # Groups are numbered anew in each figure; nothing refers to them.
            if not (name == "id" and element.tag == "g")
        }
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    # The caption says what it shows; a screen reader need not spell out the ticks.
    root.attrib |= {"aria-hidden": "true", "focusable": "false"}
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704  # escaped by the line itself


def _ours(name: str, value: str, slug: str) -> str:
    if name == "id":
        return f"{slug}-{value}"
    if name in ("href", "clip-path"):
        return _REFERENCE.sub(f"{slug}-", value)
    if name == "style":
        value = _STAND_IN.sub(lambda found: f"var(--{_VARIABLES[found[0]]})", value)
        return _FAMILY.sub("", value).strip("; ")
    return value


def _local(name: str) -> str:
    return name.rpartition("}")[2]
