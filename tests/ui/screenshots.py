"""The pictures in docs/, taken anew from the page as it is.

usage: python -m tests.ui.screenshots [FOLDER]

Over the sheets of corpus/ and one Arabic page; answers are quotations, as the stand-in for Ollama
has nothing of its own to say. To be looked at before they are kept.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from assistant.ui.access import take_port
from tests.conftest import BROWSER_OPTIONS
from tests.small_index import REPOSITORY, python

WIDE = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}
COLOURS = 128  # of a picture: a third of the bytes, and nothing is missed
START_S = 120.0
DATA = "Does the Open Weight Definition ask for the training data?"
SPEAKER = "Was sagte Amanda Brock über den EU AI Act?"
ARABIC_QUESTION = "ماذا يشترط التعريف بشأن بيانات التدريب؟"
ARABIC = """\
---
title: تعريف النموذج المفتوح
kind: definition
language: ar
---

# تعريف النموذج المفتوح

## بيانات التدريب

يشترط التعريف بشأن بيانات التدريب أن يصف الناشر مصدر بيانات التدريب وطريقة جمعها.
ولا يشترط نشر البيانات نفسها.

## الأوزان

تنشر أوزان النموذج برخصة تسمح بالاستعمال والتعديل وإعادة النشر.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Take every picture; return the exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    folder = Path(arguments[0]) if arguments else REPOSITORY / "docs"
    with (
        tempfile.TemporaryDirectory() as work,
        _served(Path(work)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(BROWSER_OPTIONS)
        )
        _take_wide(browser, address, folder)
        _take_phone(browser, address, folder)
        browser.close()
    return 0


def _take_wide(browser: Browser, address: str, folder: Path) -> None:
    page = _opened(browser, address, WIDE, "light")
    _keep(page, folder / "welcome.png")
    _ask(page, DATA)
    _keep(page, folder / "answer.png")
    page.goto(page.locator(".card a[href*='read/']").first.evaluate("(a) => a.href"))
    _keep(page, folder / "reader.png")
    page = _opened(browser, address, WIDE, "light")
    for number, name in ((1, "documents"), (2, "models")):
        page.get_by_role("tab").nth(number).click()
        _keep(page, folder / f"{name}.png")
    page = _opened(browser, address, WIDE, "light")
    _ask(page, ARABIC_QUESTION)
    _keep(page, folder / "right-to-left.png")


def _take_phone(browser: Browser, address: str, folder: Path) -> None:
    page = _opened(browser, f"{address}/de/", PHONE, "dark")
    _ask(page, SPEAKER)
    page.evaluate("scrollTo(0, 0)")
    _keep(page, folder / "phone.png")


def _opened(browser: Browser, address: str, size: dict[str, int], scheme: str) -> Page:
    page = browser.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]  # as it lists them
    page.goto(address)
    page.wait_for_selector(".welcome .chip", timeout=START_S * 1000)
    return page


def _ask(page: Page, question: str) -> None:
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#current .exchange[aria-busy='false']", timeout=START_S * 1000)


def _keep(page: Page, path: Path) -> None:
    page.wait_for_timeout(1500)  # what follows an answer, and what moves, has come to rest
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(COLOURS).save(path, optimize=True)


@contextmanager
def _served(work: Path) -> Iterator[str]:
    """The page over a small library of its own; gives its address."""
    (work / "arabic").mkdir()
    (work / "arabic" / "open-model.md").write_text(ARABIC, encoding="utf-8")
    index = str(work / "index")
    for root in (REPOSITORY / "corpus", work / "arabic"):
        done = python("ingest.py", str(root), "--index", index)
        if done.returncode:
            raise RuntimeError(done.stderr)
    with take_port("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "tests.ollama_double.demo", "--model", "none"]
    page = subprocess.Popen(
        [*command, "--index", index, "--port", str(port)],
        cwd=REPOSITORY,
        env={**os.environ, "ASSISTANT_DATA_DIR": str(work / "data")},
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        page.terminate()
        page.wait(timeout=30)


def _wait_for(address: str) -> None:
    until = time.monotonic() + START_S
    while True:
        try:
            httpx.get(address, timeout=5).raise_for_status()
        except httpx.HTTPError:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)
        else:
            return


if __name__ == "__main__":
    raise SystemExit(main())
