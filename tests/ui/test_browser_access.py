"""The page for people who do not see it, or see it otherwise, in Chromium."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.ui.conftest import Visit
from tests.ui.scripted import COMPARISON, NOT_FOUND, PARTLY

pytestmark = pytest.mark.browser

SERIOUS = ("serious", "critical")
OPEN_ALL = "document.querySelectorAll('details').forEach((d) => (d.open = true))"
OUTLINED = """() => {
  if (document.activeElement === document.body) return true; // past the last element
  const style = getComputedStyle(document.activeElement);
  const around = document.activeElement.closest('#composer-row');
  const drawn = (s) => s.outlineStyle !== 'none' && s.outlineWidth !== '0px';
  return drawn(style) || (around !== null && getComputedStyle(around).boxShadow !== 'none');
}"""


@pytest.mark.timeout(300)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_any_view(visit: Visit, scheme: str) -> None:
    page = visit.page
    # Without motion: halfway from light to dark a button has neither contrast.
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]  # one of the two it knows
    page.evaluate(f"document.body.classList.toggle('dark', {str(scheme == 'dark').lower()})")
    found = {"welcome": _violations(page)}

    for name, question in (
        ("doubts", PARTLY.question),
        ("comparison", COMPARISON.question),
        ("nothing found", NOT_FOUND.question),
    ):
        visit.ask(question)
        page.evaluate(OPEN_ALL)
        found[name] = _violations(page)
    page.click("#scope-open")
    page.wait_for_selector("#scope-panel .choice")
    for box in page.locator("#scope-panel .of-documents input[type=checkbox]").all()[:2]:
        box.check()
    page.wait_for_selector(".compare")
    found["choice"] = _violations(page)
    page.click("#scope-panel [data-done]")
    page.wait_for_selector("#scope-panel .choice", state="detached")
    tabs = page.get_by_role("tab")
    for number in range(1, tabs.count()):
        tabs.nth(number).click()
        page.wait_for_timeout(500)
        found[tabs.nth(number).inner_text()] = _violations(page)
    tabs.first.click()
    page.emulate_media(reduced_motion="no-preference")

    assert {name: said for name, said in found.items() if said} == {}


def test_whatever_the_tab_key_reaches_is_outlined(visit: Visit) -> None:
    page = visit.ask(COMPARISON.question)
    page.focus("#question textarea")
    bare = []

    for _ in range(25):
        page.keyboard.press("Tab")
        if not page.evaluate(OUTLINED):
            bare.append(page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))

    assert bare == []


def _violations(page: Page) -> list[str]:
    """What axe finds, each with the first element it stands for."""
    found = Axe().run(page).response["violations"]
    return [
        f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]}"
        for v in found
        if v["impact"] in SERIOUS
    ]
