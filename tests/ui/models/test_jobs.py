from __future__ import annotations

import pytest

from assistant.answering.jobs import Job
from assistant.answering.pull import Progress
from assistant.ui.models.amounts import amount
from assistant.ui.models.jobs import render_download, render_loading, render_size
from assistant.ui.words.english import ENGLISH
from assistant.ui.words.german import GERMAN

NAME = "gemma3:4b"
HALF = Progress("pulling", 1_650_000_000, 3_300_000_000, 12_300_000.0)


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "0 B"),
        (11_338, "11 kB"),
        (815_000_000, "815 MB"),
        (2_497_293_918, "2.5 GB"),
        (120_000_000_000, "120 GB"),
    ],
)
def test_amounts_are_told_as_ollama_lists_them(count: int, told: str) -> None:
    assert amount(count, ENGLISH) == told


def test_amounts_have_the_decimals_of_the_language() -> None:
    assert amount(2_497_293_918, GERMAN) == "2,5 GB"
    assert "12.3 MB" not in render_download(Job(NAME, HALF), GERMAN)
    assert "1,6 GB" in render_download(Job(NAME, HALF), GERMAN)


def test_size_is_told_before_anything_is_downloaded() -> None:
    size = Progress("pulling", 0, 3_300_000_000)

    assert render_size(NAME, size, 120_000_000_000, ENGLISH) == (
        '<div class="job"><p role="status">gemma3:4b is 3.3 GB. 120 GB are free.</p>'
        '<p class="acts"><button type="button" class="act strong" data-act="start"'
        ' data-model="gemma3:4b" aria-label="Download 3.3 GB: gemma3:4b">Download 3.3 GB</button>'
        '<button type="button" class="act quiet" data-act="dismiss" data-model="">Not now</button>'
        "</p></div>"
    )


def test_what_came_before_is_not_counted_again() -> None:
    assert ">Download 1.6 GB</button>" in render_size(NAME, HALF, None, ENGLISH)


def test_too_little_space_is_told_and_nothing_offered() -> None:
    html = render_size(NAME, HALF, 1_000_000_000, ENGLISH)

    assert html == (
        '<p class="note problem" role="alert" dir="auto">gemma3:4b is 3.3 GB. That is more than the'
        " 1.0 GB that are free where Ollama keeps its models. Free some space first.</p>"
    )


def test_download_is_told_in_bytes_share_and_rate() -> None:
    assert render_download(Job(NAME, HALF), ENGLISH) == (
        '<div class="job"><p>gemma3:4b: 1.6 GB of 3.3 GB, 50 %, 12 MB a second</p>'
        '<progress max="100" value="50" aria-label="gemma3:4b: 1.6 GB of 3.3 GB, 50 %">50 %'
        '</progress><p class="acts"><button type="button" class="act quiet" data-act="stop"'
        ' data-model="" aria-label="Stop: gemma3:4b: 1.6 GB of 3.3 GB, 50 %">Stop</button></p>'
        "</div>"
    )


def test_download_that_has_no_size_yet_is_told() -> None:
    html = render_download(Job(NAME, Progress("pulling manifest")), ENGLISH)

    assert '<progress aria-label="Asking Ollama how large gemma3:4b is"></progress>' in html


def test_download_that_was_stopped_can_be_got_again() -> None:
    html = render_download(Job(NAME, HALF, running=False, stopped=True), ENGLISH)

    assert "Ollama keeps what came; get it again to go on." in html
    assert 'data-act="get" data-model="gemma3:4b"' in html


@pytest.mark.parametrize("render", [render_download, render_loading])
def test_failure_is_told_in_place_with_its_commands(render: object) -> None:
    job = Job(NAME, HALF, running=False, problem="get it with `ollama pull <x>`")

    assert callable(render)
    assert render(job, ENGLISH) == (
        '<p class="note problem" role="alert" dir="auto">Get it with'
        " <code>ollama pull &lt;x&gt;</code></p>"
    )


def test_loading_can_be_stopped_and_says_how_it_ended() -> None:
    assert 'data-act="stop-loading"' in render_loading(Job(NAME), ENGLISH)
    assert render_loading(Job(NAME, running=False), ENGLISH) == (
        '<p class="said" role="status" dir="auto">gemma3:4b is in memory; the first answer begins'
        " sooner.</p>"
    )
    assert "was stopped" in render_loading(Job(NAME, running=False, stopped=True), ENGLISH)
