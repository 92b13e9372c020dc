"""An exported conversation as one HTML page that needs nothing else. Pure: values in, text out.

It has no script, and its own policy lets it load nothing. The record that `python -m assistant
check` reads lies in it as data.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files

from assistant.history.exported_file import RECORD_CLOSES, RECORD_OPENS
from assistant.history.markdown import where, writer_facts
from assistant.history.record import ConversationRecord, ExchangeRecord, conversation_to_json
from assistant.types import Answer, Citation
from assistant.ui.addresses import original
from assistant.ui.keeping import exchange_of
from assistant.ui.render import not_cited, render_exchange, sentence
from assistant.ui.words import Words

POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"


def render_export(conversation: ConversationRecord, words: Words, *, exported: str) -> str:
    """The whole page; `exported` is the time of now, as it is to be shown."""
    said = words.history.page
    style = (files("assistant.ui") / "exported.css").read_text(encoding="utf-8")
    imported = f'<p class="note">{escape(said.imported_note)}</p>'
    exchanges = "".join(
        _exchange(exchange, number, words)
        for number, exchange in enumerate(conversation.exchanges, start=1)
    )
    # No `<` in the record, so that nothing in it can end its element.
    record = conversation_to_json(conversation).replace("<", "\\u003c")
    return (
        f'<!doctype html>\n<html lang="{escape(words.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(conversation.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<header><h1 dir="auto">{escape(conversation.title)}</h1>'
        f"<p>{escape(words.title)}. {escape(said.exported.format(time=exported))}.</p>"
        f"<p>{sentence(said.how_to_check)}</p>"
        f"{imported if conversation.imported else ''}</header>\n"
        f"<main>{exchanges}</main>\n{RECORD_OPENS}{record}{RECORD_CLOSES}\n</body>\n</html>\n"
    )


def _exchange(exchange: ExchangeRecord, number: int, words: Words) -> str:
    said = words.history.page
    drawn = render_exchange(exchange_of(exchange, number), words)
    answer = exchange.answer
    if answer is None:
        return f'<section class="asking">{drawn}</section>'
    sources = "".join(_source(c, number, exchange, words) for c in answer.citations)
    return (
        f'<section class="asking">{drawn}'
        f"{_titled(said.sources, f'<ol>{sources}</ol>') if sources else ''}"
        f"{_not_cited(answer, words)}{_made(answer, exchange, words)}</section>"
    )


def _titled(title: str, body: str) -> str:
    return f"<h3>{escape(title)}</h3>{body}"


def _source(citation: Citation, number: int, exchange: ExchangeRecord, words: Words) -> str:
    """A quotation with everything that is needed to find it again."""
    said, passage = words.history.page, citation.passage
    source = passage.source
    place = said.characters.format(start=citation.start, end=citation.end)
    status = words.statuses.get(source.status, "")
    edition = ", ".join(part for part in (source.version, source.date, status) if part)
    facts = [
        (said.document, f"{source.title} ({source.doc_id})"),
        (said.publisher, " · ".join(p for p in (words.kinds[source.kind], source.publisher) if p)),
        (said.version, edition),
        (said.place, f"{where(passage, words.history.markdown)}, {place}"),
        (said.sha256, exchange.sha256.get(source.doc_id) or said.hash_unknown),
        (said.support, words.supports[citation.support]),
    ]
    target = original(source.url)
    link = target and f'<a href="{escape(target.url)}" rel="noreferrer">{escape(target.url)}</a>'
    return (
        f'<li id="source-{number}-{citation.marker}" value="{citation.marker}">'
        f'<blockquote dir="auto">{escape(citation.quote)}</blockquote><dl>'
        f"{''.join(_fact(name, escape(value)) for name, value in facts if value)}"
        f"{_fact(said.address, link) if link else ''}</dl></li>"
    )


def _fact(name: str, html: str) -> str:
    return f'<dt>{escape(name)}</dt><dd dir="auto">{html}</dd>'


def _not_cited(answer: Answer, words: Words) -> str:
    rest = [hit.passage for hit in not_cited(answer)]
    if not rest:
        return ""
    places = [f"{each.source.title}, {where(each, words.history.markdown)}" for each in rest]
    items = "".join(f'<li dir="auto">{escape(place)}</li>' for place in places)
    label = escape(words.history.page.not_cited)
    return f'<details class="rest"><summary>{label}</summary><ul>{items}</ul></details>'


def _made(answer: Answer, exchange: ExchangeRecord, words: Words) -> str:
    said = words.history.page
    searched = answer.searched_for if answer.searched_for != answer.question else ""
    facts = [
        (said.model, answer.model or said.no_model),
        (said.settings, "; ".join(writer_facts(answer.writer)) if answer.writer else ""),
        (said.confidence, f"{answer.confidence:.0%}"),
        (said.index, answer.fingerprint),
        (said.program, exchange.program),
        (said.searched_for, searched),
    ]
    asked = escape(said.asked_at.format(time=exchange.asked_at))
    listed = "".join(_fact(name, escape(value)) for name, value in facts if value)
    return (
        f'<details class="how" open><summary>{escape(said.made)}</summary><p>{asked}</p>'
        f"<dl>{listed}</dl></details>"
    )
