"""The page in Chromium, opened as a file, with every request refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from evals.compare import Comparison
from evals.page import render_page
from tests.evals.page.runs import HOSTILE, answered, asked, compared, hostile, run

pytestmark = pytest.mark.browser

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OPEN_ALL = "document.querySelectorAll('details').forEach((d) => (d.open = true))"
SHOWN = "[...document.querySelectorAll('details.item')].filter((d) => d.checkVisibility()).length"


@dataclass
class Look:
    """An open page, and what it tried or complained of."""

    page: Page
    asked_for: list[str] = field(default_factory=list)  # anything but the file itself
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def look_at(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Look]]:
    """Opens a comparison's page as a file, in a browser context of its own."""
    contexts: list[BrowserContext] = []

    def start(comparison: Comparison, **options: object) -> Look:
        file = tmp_path / "report.html"
        file.write_text(render_page(comparison.after, comparison), encoding="utf-8")
        context = browser.new_context(**options)  # type: ignore[arg-type]  # options pass through
        contexts.append(context)
        look = Look(context.new_page())

        def refuse(route: Route) -> None:
            if route.request.url == file.as_uri():
                route.continue_()
            else:
                look.asked_for.append(route.request.url)
                route.abort()

        context.route("**/*", refuse)
        look.page.on(
            "console", lambda m: look.complaints.append(m.text) if m.type == "error" else None
        )
        look.page.on("pageerror", lambda error: look.complaints.append(str(error)))
        look.page.goto(file.as_uri())
        return look

    yield start
    for context in contexts:
        context.close()


def some() -> Comparison:
    before = run(
        *(asked(f"q{n}", kind=f"kind_{n % 4}", hit_at_5=0.0, latency_s=1.0) for n in range(8)),
        *(answered(f"a{n}", n / 10, right=n > 4) for n in range(10)),
        asked("lost", lost_at="rank", question="Where is the anvil?"),
    )
    better = (replace(i, scores={**i.scores, "hit@5": 1.0}) for i in before.items[:8])
    return compared(before, replace(before, items=(*better, *before.items[8:])))


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("make", [some, lambda: compared(hostile(), hostile())])
def test_nothing_is_asked_for_and_nothing_sticks_out_sideways(
    look_at: Callable[..., Look], make: Callable[[], Comparison], width: int
) -> None:
    look = look_at(make(), viewport={"width": width, "height": 844})
    closed = look.page.evaluate(SIDEWAYS)

    look.page.evaluate(OPEN_ALL)

    assert (closed, look.page.evaluate(SIDEWAYS)) == (0, 0)
    assert (look.asked_for, look.complaints) == ([], [])


def test_hostile_words_are_shown_and_do_nothing(look_at: Callable[..., Look]) -> None:
    look = look_at(compared(hostile(), hostile()))
    look.page.evaluate(OPEN_ALL)

    assert HOSTILE in look.page.inner_text("main")
    assert look.page.evaluate("window.owned") is None
    assert look.page.evaluate("document.querySelectorAll('img, a:not([href^=\"#\"])').length") == 0


def test_the_filter_leaves_what_matches(look_at: Callable[..., Look]) -> None:
    look = look_at(some())
    page = look.page

    page.fill("#filter [name=words]", "anvil")
    by_words = page.evaluate(SHOWN)
    page.fill("#filter [name=words]", "")
    page.select_option("#filter [name=type]", "kind_1")
    by_type = page.evaluate(SHOWN)
    page.select_option("#filter [name=type]", "")
    page.select_option("#filter [name=stage]", "rank")

    assert (by_words, by_type, page.evaluate(SHOWN)) == (1, 2, 1)
    assert page.inner_text("#filter output") == "1 of 19"
    assert look.complaints == []


def test_without_scripts_every_question_is_there_and_no_filter(
    look_at: Callable[..., Look],
) -> None:
    page = look_at(some(), java_script_enabled=False).page

    page.click("details.group > summary")

    assert page.locator("details.item:visible").count() == 19
    assert not page.locator("#filter").is_visible()


def test_plots_follow_light_and_dark(look_at: Callable[..., Look]) -> None:
    page = look_at(some(), color_scheme="light").page
    colours = (
        "[getComputedStyle(document.body).backgroundColor,"
        " getComputedStyle(document.querySelector('#plot-types text')).fill]"
    )
    light = page.evaluate(colours)

    page.emulate_media(color_scheme="dark")

    assert light == ["rgb(250, 249, 247)", "rgb(95, 91, 85)"]
    assert page.evaluate(colours) == ["rgb(23, 23, 22)", "rgb(170, 165, 157)"]
