"""The conversation and its sources as HTML. Pure: values in, text out.

Everything that comes from a user, a document or a model passes through `escape` or `markdown`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from html import escape
from types import MappingProxyType

from assistant.answering.refusal import what_was_searched
from assistant.answering.written import marks_pattern
from assistant.history.recheck import Standing
from assistant.types import EVERYTHING, Answer, Citation, Hit, Outcome, Source
from assistant.ui.cards import card_id, render_card, render_found
from assistant.ui.conversation import Exchange, Phase
from assistant.ui.markdown import to_html
from assistant.ui.quoted import render_quoted
from assistant.ui.scope_html import scope_said
from assistant.ui.sides import difference_of, render_sides
from assistant.ui.surroundings import Stretch
from assistant.ui.words import Words, counted, filled
from assistant.ui.written_by import render_thoughts, render_written_by

PLACES = '<span class="chip-place"></span>' * 4  # of the questions to begin with
NEAREST_SHOWN = 3  # open under "not found"; the rest is folded
_COMMAND = re.compile("`([^`]+)`")
Around = Callable[[Citation], Stretch | None]  # None: the document cannot be had
# The marks of the check as they are in HTML, with any reason.
_DOUBT = re.compile(rf"<em>\(({marks_pattern('[^<]*')})\)</em>")


def render_welcome(words: Words, questions: Sequence[str], *, awaited: bool = False) -> str:
    """What an empty conversation shows: what this is, and questions to start with.

    `awaited`: the questions are being looked for, and their places are kept.
    """
    chips = "".join(
        f'<li><button type="button" class="chip" data-ask="{escape(example)}">'
        f"{escape(example)}</button></li>"
        for example in questions
    )
    listed = f'<ul class="chips" aria-label="{escape(words.examples_label)}">{chips}</ul>'
    if awaited:
        listed = f'<div class="chips" aria-hidden="true">{PLACES}</div>'
    return (
        f'<section class="welcome"><h2>{escape(words.welcome)}</h2>'
        f"<p>{escape(words.welcome_more)}</p>"
        f"{listed if chips or awaited else ''}</section>"
    )


def render_exchange(
    exchange: Exchange,
    words: Words,
    *,
    model: str | None = None,
    waited_s: int = 0,
    actions: str = "",
) -> str:
    """A question with its answer, or with how far the answer has come.

    `model` and `waited_s` are told while the answer is in the making; `actions` is the HTML of what
    can be done with it afterwards.
    """
    if exchange.answer is not None:
        body = render_answer(exchange.answer, exchange.number, words)
    elif exchange.problem:
        body = _written(exchange) + note("problem", exchange.problem, words)
    elif exchange.stopped:
        said = words.stopped if exchange.written.strip() else words.stopped_early
        body = _written(exchange) + note("stopped", said, words)
    elif exchange.phase is Phase.DONE:
        body = _written(exchange) + note("stopped", words.history.interrupted, words)
    else:
        body = _written(exchange) + _progress(exchange, model, waited_s, words)
    busy = "true" if exchange.phase is not Phase.DONE else "false"
    state = "exchange answered" if exchange.answer is not None else "exchange"
    if exchange.imported:
        state += " imported"
    return (
        f'<article class="{state}" id="exchange-{exchange.number}" aria-busy="{busy}">'
        f'<h2 class="asked" dir="auto"><span class="hidden">{escape(words.you_asked)}: </span>'
        f"{escape(exchange.question)}</h2>"
        f'<div class="answer">{body}</div>{actions}</article>'
    )


def render_answer(answer: Answer, exchange: int, words: Words) -> str:
    """The finished answer: notes that change how it is to be read, the text, how it was made."""
    if answer.sides:
        return _compared(answer, exchange, words)
    if answer.outcome is Outcome.NO_EVIDENCE:
        return _not_found(answer, exchange, words) + note("notice", answer.notice, words)
    return _said(answer, exchange, words) + _made(answer, exchange, words)


def _compared(answer: Answer, exchange: int, words: Words) -> str:
    by_marker = {citation.marker: citation for citation in answer.citations}

    def draw(marker: int) -> str:
        citation = by_marker.get(marker)
        return _marker(citation, exchange, words, first=False) if citation else ""

    difference = to_html(difference_of(answer), draw)
    differ = f'<div class="differ">{difference}</div>' if difference else ""
    sides = render_sides(answer, lambda side: _said(side, exchange, words), words)
    return f"{differ}{sides}{_made(answer, exchange, words)}"


def _said(answer: Answer, exchange: int, words: Words) -> str:
    """What an answer says, with what a reader must know before."""
    drawn: Counter[int] = Counter()
    by_marker = {citation.marker: citation for citation in answer.citations}

    def draw(marker: int) -> str:
        citation = by_marker.get(marker)
        if citation is None:
            return ""
        drawn[marker] += 1
        return _marker(citation, exchange, words, first=drawn[marker] == 1)

    if answer.outcome is Outcome.QUOTED:
        text = render_quoted(answer, draw, words)
    else:
        text = _with_doubts(to_html(answer.text, draw))
    caution = {
        Outcome.PARTLY_SUPPORTED: words.partly_supported,
        Outcome.UNSUPPORTED: words.unsupported,
        Outcome.INCOMPLETE: words.incomplete,
    }.get(answer.outcome, "")
    return (
        f'{note("caution", caution, words)}<div class="written">{text}</div>'
        f"{note('notice', answer.notice, words)}"
    )


def render_sources(
    answer: Answer,
    exchange: int,
    around: Around,
    words: Words,
    standings: Mapping[int, Standing] = MappingProxyType({}),
) -> str:
    """The cards of one answer, then what was found and not cited, folded.

    `standings`: what has become of a quotation since, by marker.
    """
    cards = "".join(
        render_card(c, exchange, around(c), words, standings.get(c.marker))
        for c in answer.citations
    )
    rest = not_cited(answer)
    nearest = rest[:NEAREST_SHOWN] if answer.outcome is Outcome.NO_EVIDENCE else []
    return (
        f'<details class="sources-of" id="sources-{exchange}" open>'
        f'<summary dir="auto">{escape(answer.question)}</summary>'
        f"{cards}{_nearest(answer, nearest, words)}"
        f"{_not_cited(rest[len(nearest) :], words)}</details>"
    )


def not_cited(answer: Answer) -> list[Hit]:
    """What was found and stands behind no statement, best first."""
    cited = {citation.passage.passage_id for citation in answer.citations}
    return [hit for hit in answer.hits if hit.passage.passage_id not in cited]


def render_hits(exchange: Exchange, words: Words) -> str:
    """What was found for a question that has no answer, or none yet."""
    if not exchange.hits:
        return ""
    items = "".join(render_found(hit, words) for hit in exchange.hits)
    return (
        f'<details class="sources-of" id="sources-{exchange.number}" open>'
        f'<summary dir="auto">{escape(exchange.question)}</summary>'
        f'<h3>{escape(words.found)}</h3><ul class="found-list">{items}</ul></details>'
    )


def render_sources_column(groups: Sequence[str], words: Words) -> str:
    """The sources of all answers, the newest first and open; the older ones folded."""
    if not groups:
        return f'<p class="none">{escape(words.sources_empty)}</p>'
    newest, *older = reversed(groups)
    return newest + "".join(group.replace(" open>", ">", 1) for group in older)


def render_status(model: str | None, sources: Sequence[Source], words: Words) -> str:
    """Who answers, with the way to another model, and from what."""
    who = words.status_quoting if model is None else words.status_model.format(model=model)
    mark = "quoting" if model is None else "writing"
    change = f'<button type="button" class="to-models">{escape(words.models.change)}</button>'
    return f'<p class="status {mark}">{escape(who)} {change} · {_library(sources, words)}</p>'


def render_not_ready(problem: str, words: Words) -> str:
    """The status line while the assistant is being opened, or the reason why it cannot be."""
    if problem:
        return f'<p class="status failed">{sentence(problem)}</p>'
    return f'<p class="status opening">{escape(words.status_opening)}</p>'


def render_imported(words: Words) -> str:
    """What stands above an imported conversation."""
    return note("caution", words.history.imported_note, words)


def render_hint(hint: str) -> str:
    """A sentence under the question box; empty: nothing."""
    return f'<p class="hint" role="alert" dir="auto">{sentence(hint)}</p>' if hint else ""


def render_said(said: str, *, failed: bool) -> str:
    """A sentence beside the thumbs; empty: nothing."""
    kind = "said failed" if failed else "said"
    return f'<p class="{kind}" dir="auto">{sentence(said)}</p>' if said else ""


def sentence(text: str) -> str:
    """A sentence of ours or of an error, with `commands` set as code."""
    return _COMMAND.sub(r"<code>\1</code>", escape(text))


def _written(exchange: Exchange) -> str:
    if not exchange.written.strip():
        return ""
    # Markers of a text in the making are not checked yet: shown, but no links.
    text = to_html(exchange.written, lambda n: f'<sup class="cite pending">{n}</sup>')
    return f'<div class="written unfinished">{text}</div>'


def _progress(exchange: Exchange, model: str | None, waited_s: int, words: Words) -> str:
    if exchange.phase is Phase.WAITING:
        said = words.opening
    elif exchange.phase is Phase.SEARCHING or model is None:
        said = words.searching
    else:
        count = len(exchange.hits)
        passages = counted(count, words.passages_one, words.passages_many, words)
        said = words.reading.format(model=model, count=passages)
    if exchange.written.strip():
        return '<p class="progress" aria-hidden="true"><span class="pulse"></span></p>'
    seconds = f" {words.seconds.format(seconds=waited_s)}" if waited_s >= 2 else ""
    return (
        f'<p class="progress" role="status"><span class="pulse"></span>{escape(said)}'
        f'<span class="seconds" aria-hidden="true">{escape(seconds)}</span></p>'
    )


def _with_doubts(html: str) -> str:
    """The written text with the marks of the check set apart from the words of the model."""
    return _DOUBT.sub(r'<span class="doubt">\1</span>', html)


def _marker(citation: Citation, exchange: int, words: Words, *, first: bool) -> str:
    title = words.cite_label.format(marker=citation.marker, title=citation.passage.source.title)
    label = escape(f"{title} ({words.supports[citation.support]})")
    anchor = f' id="cite-{exchange}-{citation.marker}"' if first else ""
    return (
        f'<a class="cite {citation.support}"{anchor}'
        f' href="#{card_id(exchange, citation.marker)}" aria-label="{label}" title="{label}">'
        f"{citation.marker}</a>"
    )


def note(kind: str, said: str, words: Words) -> str:
    """A sentence set apart: notice, caution, stopped or problem; empty: nothing."""
    if not said:
        return ""
    if kind != "problem":
        return f'<p class="note {kind}" dir="auto">{sentence(said)}</p>'
    return (
        f'<div class="note problem" role="alert"><strong>{escape(words.problem_label)}</strong>'
        f'<p dir="auto">{sentence(said)}</p></div>'
    )


def _not_found(answer: Answer, exchange: int, words: Words) -> str:
    """That there is no answer, and what was searched."""
    link = (
        f'<a class="to-sources" href="#sources-{exchange}">{escape(words.nearest)}</a>'
        if answer.hits
        else ""
    )
    # Its first sentence is the heading here, and what came nearest stands among the sources.
    said = to_html(what_was_searched(answer.text), lambda _: "")
    again = _ask_everything(answer, words) if answer.scope != EVERYTHING else ""
    return f'<div class="not-found"><h3>{escape(words.not_found)}</h3>{said}{link}</div>{again}'


def _ask_everything(answer: Answer, words: Words) -> str:
    return (
        f'<button type="button" class="ask-everything" data-everywhere'
        f' data-ask="{escape(answer.question)}">{escape(words.scope.ask_everything)}</button>'
    )


def _searched_in(answer: Answer, words: Words) -> str:
    if answer.scope == EVERYTHING or answer.sides:
        return ""
    titles = {hit.passage.source.doc_id: hit.passage.source.title for hit in answer.hits}
    said = words.scope.only.format(scope=scope_said(answer.scope, titles, words))
    return f'<p class="searched" dir="auto">{escape(said)}</p>'


def _searched_for(answer: Answer, words: Words) -> str:
    if not answer.searched_for or answer.searched_for == answer.question:
        return ""
    said = words.searched_for.format(question=answer.searched_for)
    return f'<p class="searched" dir="auto">{escape(said)}</p>'


def _made(answer: Answer, exchange: int, words: Words) -> str:
    """How the answer was made, in one quiet line."""
    percent = round(100 * answer.confidence)
    sure = words.confidence if answer.model is None else words.confidence_written
    facts = [sure.format(percent=percent)]
    if took := answer.timings_s.get("total", sum(answer.timings_s.values())):
        facts.append(filled(words.took, words, seconds=took))
    if answer.invented_markers:
        facts.append(
            counted(answer.invented_markers, words.invented_one, words.invented_many, words)
        )
    count = len(answer.citations)
    label = counted(count, words.to_sources_one, words.to_sources_many, words)
    link = f'<a class="to-sources" href="#sources-{exchange}">{escape(label)}</a>' if count else ""
    spans = "".join(f"<span>{escape(fact)}</span>" for fact in facts)
    return (
        f"{_searched_for(answer, words)}{_searched_in(answer, words)}"
        f"{render_thoughts(answer, words)}"
        f'<div class="made">{link}{render_written_by(answer, words)}{spans}</div>'
    )


def _nearest(answer: Answer, nearest: Sequence[Hit], words: Words) -> str:
    if answer.outcome is not Outcome.NO_EVIDENCE:
        return ""
    if not nearest:
        return f'<p class="none">{escape(words.nearest_none)}</p>'
    items = "".join(render_found(hit, words) for hit in nearest)
    return f'<h3>{escape(words.nearest)}</h3><ul class="found-list">{items}</ul>'


def _not_cited(hits: Sequence[Hit], words: Words) -> str:
    if not hits:
        return ""
    label = escape(words.not_cited.format(count=len(hits)))
    items = "".join(render_found(hit, words) for hit in hits)
    return (
        f'<details class="not-cited"><summary>{label}</summary>'
        f'<ul class="found-list">{items}</ul></details>'
    )


def _library(sources: Sequence[Source], words: Words) -> str:
    count = counted(len(sources), words.library_one, words.library_many, words)
    kinds = Counter(source.kind for source in sources)
    parts = [counted(kinds[k], *words.kinds_counted[k], words) for k in words.kinds if kinds[k]]
    listed = f'<span class="kinds">: {escape(", ".join(parts))}</span>' if parts else ""
    return f'<span class="library">{escape(count)}{listed}</span>'
