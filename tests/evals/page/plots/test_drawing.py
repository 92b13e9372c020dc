from __future__ import annotations

import re

from matplotlib.figure import Figure

from evals.page.plots.drawing import ACCENT, FAULT, draw, list_rows
from tests.evals.page.runs import HOSTILE
from tests.evals.page.seen import Seen


def paint(figure: Figure) -> None:
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], "o-", color=ACCENT)
    axes.barh([0, 1], [1, 2], color=FAULT)
    list_rows(axes, ["first", HOSTILE])


def test_colours_are_the_variables_of_the_page() -> None:
    svg = draw("a", 100, paint)

    assert {"var(--accent)", "var(--fault)", "var(--ink)"} <= set(re.findall(r"var\([^)]*\)", svg))
    assert not re.findall(r"#[0-9a-f]{6}\b", svg)


def test_text_stays_text_in_the_font_of_the_page() -> None:
    svg = draw("a", 100, paint)

    assert ">first</text>" in svg
    assert "font-family" not in svg
    assert "script" not in Seen(svg).tags


def test_two_plots_share_no_id_and_find_their_own_parts() -> None:
    first, second = (Seen(draw(slug, 100, paint)) for slug in ("a", "b"))

    assert first.ids
    assert not set(first.ids) & set(second.ids)
    assert {reference.removeprefix("#") for reference in first.references} <= set(first.ids)


def test_nothing_is_left_of_a_file_of_its_own() -> None:
    svg = draw("a", 100, paint)

    assert svg.startswith("<svg ")
    assert "http" not in svg
    assert not {"style", "metadata"} & set(Seen(svg).tags)
    assert svg == draw("a", 100, paint)
