from __future__ import annotations

import threading
from collections.abc import Iterator

from assistant.catalogue import Changed, FileResult, Stopped
from assistant.errors import IndexBusy
from assistant.indexing.report import Progress
from assistant.ui.job import Job
from assistant.ui.job_report import render_job
from assistant.ui.words.english import ENGLISH
from tests.ui.hostile import ATTACKS, ELSEWHERE

DONE = (FileResult("a.md", "a.md", "added", 3),)
HALF = Progress(1, 2, "b.md", 12, 0.5)
REPORT = """\
<div class="results" role="status"><h3>Done</h3><ul>\
<li class="good"><a href="read/a.md" target="_blank"><bdi>a.md</bdi></a>: added (3 passages)</li>\
<li class="bad"><bdi>b.pdf</bdi>: not added, it cannot be read\
<span class="line" dir="auto">Is damaged</span></li></ul></div>"""


class Steps:
    """A change that goes on when it is told to."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def __call__(self, stopped: Stopped) -> Iterator[Progress | Changed]:
        yield HALF
        self.go.wait(10)
        yield Changed(() if stopped() else DONE)


def told(job: Job) -> None:
    while job.state.progress is None:
        assert not job.wait(0.01)


def test_a_change_goes_on_behind_the_page_and_ends_with_its_results() -> None:
    job, steps = Job(), Steps()

    assert job.start(steps)
    told(job)
    running = job.state
    steps.go.set()

    assert running.running and running.progress == HALF
    assert job.wait(10)
    assert job.state.results == DONE


def test_there_is_one_change_at_a_time() -> None:
    job, steps = Job(), Steps()
    job.start(steps)

    second = job.start(Steps())
    steps.go.set()
    job.wait(10)

    assert not second
    assert job.start(lambda _: iter([Changed(())]))


def test_a_change_that_is_stopped_says_so_until_it_has_ended() -> None:
    job, steps = Job(), Steps()
    job.start(steps)
    told(job)

    job.stop()
    stopping = job.state
    steps.go.set()
    job.wait(10)

    assert stopping.running and stopping.stopping
    assert job.state.results == ()


def test_why_a_change_did_not_happen_is_told() -> None:
    job = Job()

    def busy(_: Stopped) -> Iterator[Progress | Changed]:
        yield HALF
        raise IndexBusy("another process is writing; wait until it is done")

    def broken(_: Stopped) -> Iterator[Progress | Changed]:
        yield HALF
        raise ValueError("a secret detail")

    shown = []
    for steps in (busy, broken):
        job.start(steps)
        job.wait(10)
        shown.append(render_job(job.state, ENGLISH))

    assert '<p dir="auto">Another process is writing; wait until it is done</p>' in shown[0]
    assert "The program met a fault that it does not know." in shown[1]
    assert "secret" not in shown[1]


def test_the_report_names_each_file_with_what_became_of_it() -> None:
    failed = FileResult("b.pdf", "", "failed", told=("is damaged",))
    job = Job()
    assert render_job(job.state, ENGLISH) == ""
    job.start(lambda _: iter([Changed((*DONE, failed))]))
    job.wait(10)

    assert render_job(job.state, ENGLISH) == REPORT


def test_a_running_change_shows_how_far_it_is() -> None:
    job, steps = Job(), Steps()
    job.start(steps)
    told(job)

    html = render_job(job.state, ENGLISH)
    steps.go.set()
    job.wait(10)

    assert html == (
        '<div class="job" role="status"><p dir="auto">1 of 2 files, 12 passages: b.md</p>'
        '<progress max="1" value="0.500" aria-label="Working on it"></progress></div>'
    )


def test_nothing_hostile_survives_in_a_report() -> None:
    job = Job()
    job.start(lambda _: iter([Changed((FileResult(ATTACKS[0], ATTACKS[1], "added", 1, ATTACKS),))]))
    job.wait(10)

    html = render_job(job.state, ENGLISH)

    for tag in ("<img", "<svg", "<form", "<script", "<video", "<iframe", "<h1"):
        assert tag not in html
    assert f'="{ELSEWHERE}' not in html
