"""How a change of the documents goes, and what became of each file, as HTML. Pure."""

from __future__ import annotations

from html import escape

from assistant.catalogue import FileResult
from assistant.indexing.report import Progress
from assistant.ui.addresses import reader_address
from assistant.ui.job import JobState
from assistant.ui.render import note, sentence
from assistant.ui.words import Words, counted
from assistant.ui.words.reasons import told

_BAD = ("refused", "failed")


def render_job(state: JobState, words: Words) -> str:
    """The change that is running, or how the last one ended; empty: there is none to speak of."""
    if state.running:
        return _running(state, words)
    if problem := words.unexpected if state.fault else state.problem:
        return note("problem", told(problem, words), words)
    if not state.results:
        return ""
    items = "".join(_result(one, words) for one in state.results)
    return (
        f'<div class="results" role="status"><h3>{escape(words.documents.done)}</h3>'
        f"<ul>{items}</ul></div>"
    )


def _running(state: JobState, words: Words) -> str:
    said, progress = words.documents, state.progress
    doing = said.stopping if state.stopping else _doing(progress, words)
    share = f' value="{progress.share:.3f}"' if progress and progress.total else ""
    return (
        f'<div class="job" role="status"><p dir="auto">{escape(doing)}</p>'
        f'<progress max="1"{share} aria-label="{escape(said.working)}"></progress></div>'
    )


def _doing(progress: Progress | None, words: Words) -> str:
    said = words.documents
    if progress is None:
        return said.working
    if not progress.total:
        return told(progress.doing, words)
    passages = counted(progress.passages, words.passages_one, words.passages_many, words)
    return said.working_on.format(
        done=progress.done, total=progress.total, passages=passages, doing=progress.doing
    )


def _result(one: FileResult, words: Words) -> str:
    said = words.documents
    name = f"<bdi>{escape(one.name)}</bdi>"
    if one.doc_id:
        address = escape(reader_address(one.doc_id))
        name = f'<a href="{address}" target="_blank"><bdi>{escape(one.doc_id)}</bdi></a>'
    passages = (
        f" ({escape(counted(one.passages, words.passages_one, words.passages_many, words))})"
        if one.passages
        else ""
    )
    lines = "".join(
        f'<span class="line" dir="auto">{sentence(told(line, words))}</span>' for line in one.told
    )
    mark = "bad" if one.state in _BAD else "good"
    return f'<li class="{mark}">{name}: {escape(said.states[one.state])}{passages}{lines}</li>'
