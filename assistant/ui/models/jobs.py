"""What goes on with a model, as HTML: a size to be agreed to, a download, a loading. Pure."""

from __future__ import annotations

from html import escape

from assistant.answering.jobs import Job
from assistant.answering.pull import Progress
from assistant.ui.models.amounts import amount
from assistant.ui.models.render import button
from assistant.ui.render import sentence
from assistant.ui.words import Words
from assistant.ui.words.reasons import told


def render_said(said: str) -> str:
    """A sentence about what was done; empty: nothing to say."""
    return f'<p class="said" role="status" dir="auto">{sentence(said)}</p>' if said else ""


def render_problem(problem: str) -> str:
    """Why something was not done, with the next step."""
    return f'<p class="note problem" role="alert" dir="auto">{sentence(problem)}</p>'


def render_size(model: str, size: Progress, free: int | None, words: Words) -> str:
    """How large a model is, and whether it is to be got. `free`: bytes; None is not known."""
    here = words.models
    left = size.total - size.completed
    said = [here.is_so_large.format(model=model, size=amount(size.total, words))]
    if free is not None and free < left:
        said.append(here.no_space.format(size=amount(free, words)))
        return render_problem(" ".join(said))
    if free is not None:
        said.append(here.is_free.format(size=amount(free, words)))
    acts = button(
        "start", here.download.format(size=amount(left, words)), model, about=model, kind="strong"
    ) + button("dismiss", here.not_now)
    return _job(f'<p role="status">{escape(" ".join(said))}</p>', acts)


def render_download(job: Job, words: Words) -> str:
    """A download: how far it is, or how it ended."""
    here = words.models
    if job.running:
        return _running(job, words)
    if job.problem:
        return render_problem(told(job.problem, words))
    if job.stopped:
        again = button("get", here.get, job.name, about=job.name)
        return _job(render_said(here.stopped.format(model=job.name)), again)
    return render_said(here.here_now.format(model=job.name))


def render_loading(job: Job, words: Words) -> str:
    """A loading: that it goes on, or how it ended."""
    here = words.models
    if job.running:
        label = here.loading.format(model=job.name)
        waits = f'<p class="progress" role="status"><span class="pulse"></span>{escape(label)}</p>'
        return _job(waits, button("stop-loading", here.stop, about=label))
    if job.problem:
        return render_problem(told(job.problem, words))
    if job.stopped:
        return render_said(here.loading_stopped.format(model=job.name))
    return render_said(here.loaded_now.format(model=job.name))


def _running(job: Job, page: Words) -> str:
    words = page.models
    done = job.progress
    if not done.total:
        label = words.measuring.format(model=job.name)
        bar = f'<progress aria-label="{escape(label)}"></progress>'
    else:
        percent = 100 * done.completed // done.total
        label = words.downloading.format(
            model=job.name,
            completed=amount(done.completed, page),
            total=amount(done.total, page),
            percent=percent,
        )
        bar = (
            f'<progress max="100" value="{percent}" aria-label="{escape(label)}">{percent} %'
            "</progress>"
        )
    rate = f", {words.per_second.format(size=amount(done.rate, page))}" if done.rate else ""
    stop = button("stop", words.stop, about=label)
    return _job(f"<p>{escape(label + rate)}</p>{bar}", stop)


def _job(said: str, acts: str) -> str:
    return f'<div class="job">{said}<p class="acts">{acts}</p></div>'
