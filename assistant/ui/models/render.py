"""The models as HTML. Pure: values in, text out; all that comes from a server is escaped.

A button carries what it does in `data-act` and with which model in `data-model`.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from assistant.answering.choosing import NO_MODEL
from assistant.answering.installed import same_model
from assistant.answering.managing import Offered, View
from assistant.answering.recommended import Recommended
from assistant.ui.models.amounts import amount
from assistant.ui.render import sentence
from assistant.ui.words import Words, filled, number
from assistant.ui.words.models import ModelWords
from assistant.ui.words.reasons import told

DIGEST_SHOWN = 12  # characters, as `ollama list` shows


def render_looking(words: Words) -> str:
    """While the server is asked."""
    return (
        f'<p class="progress" role="status"><span class="pulse"></span>'
        f"{escape(words.models.looking)}</p>"
    )


def render_models(view: View, answering: str | None, words: Words, *, manage: bool) -> str:
    """Server, installed models and recommended ones. `answering`: None quotes only.

    `manage`: whether the reader may change anything.
    """
    parts = [
        _server(view, words),
        "" if manage else f'<p class="note">{escape(words.models.read_only)}</p>',
        _installed(view, answering, words, manage=manage),
        _recommended(view, words, manage=manage),
        f'<p class="estimate">{escape(words.models.estimate)}</p>',
    ]
    return "".join(parts)


def button(act: str, label: str, model: str = "", *, about: str = "", kind: str = "quiet") -> str:
    """A button of this view. `about`: what a screen reader adds to the label."""
    named = f' aria-label="{escape(f"{label}: {about}")}"' if about else ""
    return (
        f'<button type="button" class="act {kind}" data-act="{act}" data-model="{escape(model)}"'
        f"{named}>{escape(label)}</button>"
    )


def _server(view: View, page: Words) -> str:
    words = page.models
    if view.problem:
        state = (
            f'<div class="note problem" role="alert"><strong>{escape(words.runs_not)}</strong>'
            f'<p dir="auto">{sentence(told(view.problem, page))}</p></div>'
        )
    else:
        said = words.runs.format(version=view.version, url=view.url)
        state = f'<p class="runs">{escape(" ".join(said.split()))}</p>'
    facts = []
    if view.memory is not None:
        facts.append(words.memory.format(size=amount(view.memory, page)))
    if view.free is not None:
        facts.append(words.free.format(size=amount(view.free, page)))
    around = f'<p class="facts">{escape(" ".join(facts))}</p>' if facts else ""
    far = (
        "" if view.near else f'<p class="note notice">{escape(words.far.format(url=view.url))}</p>'
    )
    return f'<div class="server">{state}{far}{around}{button("look", words.look_again)}</div>'


def _installed(view: View, answering: str | None, words: Words, *, manage: bool) -> str:
    ways = [_model(each, answering, words, manage=manage) for each in _fit(view, answering)]
    ways.append(_quoting(answering, words.models, manage=manage))
    ways += [
        _model(each, answering, words, manage=manage) for each in view.models if each.model.unfit
    ]
    none = (
        f'<p class="none">{escape(words.models.none_here)}</p>'
        if not view.models and not view.problem
        else ""
    )
    return (
        f'<h3>{escape(words.models.who_answers)}</h3><ul class="models">{"".join(ways)}</ul>{none}'
    )


def _fit(view: View, answering: str | None) -> list[Offered]:
    """Those that can answer: the one that does first, the others by name."""
    return sorted(view.able, key=lambda each: (not _answers(each, answering), each.model.name))


def _answers(each: Offered, answering: str | None) -> bool:
    return answering is not None and same_model(each.model.name, answering)


def _quoting(answering: str | None, words: ModelWords, *, manage: bool) -> str:
    now = _badge(words.answers_now) if answering is None else ""
    act = button("use", words.quote_only, NO_MODEL) if manage and answering is not None else ""
    return (
        f'<li class="model{" answering" if answering is None else ""}">'
        f"<h4>{escape(words.quotations)}{now}</h4>"
        f"<p>{escape(words.quotations_why)}</p>{_buttons(act)}</li>"
    )


def _model(each: Offered, answering: str | None, words: Words, *, manage: bool) -> str:
    model, here = each.model, words.models
    answers = _answers(each, answering)
    badges = (_badge(here.answers_now) if answers else "") + (
        _badge(here.loaded) if model.loaded_bytes else ""
    )
    heading = f'<h4><bdi dir="ltr">{escape(model.name)}</bdi>{badges}</h4>'
    if model.unfit:
        why = here.unfit.get(model.unfit, model.unfit)
        return f'<li class="model unfit">{heading}<p>{escape(why)}</p></li>'
    acts = ""
    if manage and not answers:
        acts += button("use", here.answer_with, model.name, about=model.name, kind="strong")
    if manage and not model.loaded_bytes:
        acts += button("load", here.load, model.name, about=model.name)
    return (
        f'<li class="model{" answering" if answers else ""}">{heading}'
        f"{_facts(_facts_of(each, words))}{_buttons(acts)}</li>"
    )


def _facts_of(each: Offered, words: Words) -> list[tuple[str, str]]:
    model, writer, here = each.model, each.writer, words.models
    window = (
        filled(here.window_of, words, window=writer.context_tokens, limit=model.context_length)
        if model.context_length
        else number(writer.context_tokens, words)
    )
    return [
        (here.size, amount(model.size_bytes, words)),
        (here.build, ", ".join(filter(None, (model.parameter_size, model.quantization)))),
        (here.window, window),
        (here.license, model.license or here.not_said),
        (here.needs, here.fits[each.need.fit].format(size=amount(each.need.bytes, words))),
        (here.digest, model.digest[:DIGEST_SHOWN]),
    ]


def _facts(facts: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f'<div><dt>{escape(name)}</dt><dd dir="auto">{escape(value)}</dd></div>'
        for name, value in facts
        if value
    )
    return f'<dl class="facts">{rows}</dl>'


def _recommended(view: View, page: Words, *, manage: bool) -> str:
    words = page.models
    found = (
        (words.recommended_small, view.recommended.small),
        (words.recommended_larger, view.recommended.larger),
    )
    cards = "".join(
        _recommendation(label, each, view, page, manage=manage)
        for label, each in found
        if each is not None
    )
    return f'<h3>{escape(words.recommended)}</h3><ul class="models recommended">{cards}</ul>'


def _recommendation(label: str, each: Recommended, view: View, page: Words, *, manage: bool) -> str:
    words = page.models
    there = view.find(each.name) is not None
    badge = _badge(words.is_here) if there else ""
    get = button("get", words.get, each.name, about=each.name)
    facts = [
        (words.size, words.listed.format(size=amount(each.size_bytes, page))),
        (words.license, each.license),
    ]
    return (
        f'<li class="model"><h4><span class="sort">{escape(label)}</span>'
        f'<bdi dir="ltr">{escape(each.name)}</bdi>{badge}</h4>'
        f"<p>{escape(words.recommended_why.get(each.name, each.reason))}</p>"
        f"{_facts(facts)}{_buttons(get if manage and not there and not view.problem else '')}</li>"
    )


def _badge(label: str) -> str:
    return f'<span class="badge">{escape(label)}</span>'


def _buttons(acts: str) -> str:
    return f'<p class="acts">{acts}</p>' if acts else ""
