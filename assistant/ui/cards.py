"""A citation or a hit becomes a card: whose words, from where, and the words in their place.

Everything that comes from a document is escaped here. Titles, labels and texts carry dir=auto.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from textwrap import shorten

from assistant.history.recheck import Standing
from assistant.types import Citation, Hit, Passage, Source
from assistant.ui.addresses import Original, at_second, file_address, original, reader_address
from assistant.ui.reflow import readable, reflow, reflow_stretch, without_headings
from assistant.ui.surroundings import Piece, Stretch, excerpt
from assistant.ui.words import Words

PREVIEW_CHARS = 150  # two lines of a folded passage


def card_id(exchange: int, marker: int) -> str:
    """The id of the card behind one [n] of one answer."""
    return f"source-{exchange}-{marker}"


def render_card(
    citation: Citation,
    exchange: int,
    around: Stretch | None,
    words: Words,
    standing: Standing | None = None,
) -> str:
    """The card of one citation; `around` is the passage in its document, None: not to be had.

    `standing`: what has become of the quotation since; None: it need not be said.
    """
    passage = citation.passage
    # Whole: where a piece begins, the length of its first line does not tell why it ended.
    whole = replace(passage, text=reflow(passage.text))
    short = excerpt(whole, citation.start, citation.end)
    sha256 = around.sha256 if around else ""
    links = _links(passage, citation.start, citation.end, words, sha256=sha256)
    back = escape(words.back_to_text.format(marker=citation.marker))
    return (
        f'<article class="card {citation.support}" id="{card_id(exchange, citation.marker)}"'
        f' tabindex="-1" data-kind="{passage.source.kind}">'
        f'<header><a class="number" href="#cite-{exchange}-{citation.marker}" aria-label="{back}">'
        f"{citation.marker}</a>{_heading(passage, words)}</header>"
        f"{_quotation(short)}"
        f"{_standing(standing, words)}"
        f"{_surroundings(around, words)}"
        f'<p class="foot">{_support(citation, words)}{links}</p>'
        "</article>"
    )


def render_found(hit: Hit, words: Words) -> str:
    """One line for a passage that was found, opening to its text."""
    passage = hit.passage
    links = _links(passage, passage.start, passage.end, words)
    return (
        f'<li><details class="found"><summary>{_heading(passage, words)}'
        f'<span class="preview" dir="auto">{escape(_preview(passage))}</span></summary>'
        f'<div class="text" dir="auto">{escape(reflow(passage.text).strip())}</div>'
        f'<p class="foot">{links}</p></details></li>'
    )


def place(passage: Passage) -> str:
    """Where in the document: speaker and time, else the section's label."""
    if passage.speaker and passage.time_s is not None:
        return f"{passage.speaker}, {clock(passage.time_s)}"
    return passage.label or passage.speaker or ""


def clock(seconds: float) -> str:
    """Hours, minutes and seconds of a recording: `00:12:31`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest:02}"


def _preview(passage: Passage) -> str:
    words_only = " ".join(readable(reflow(without_headings(passage.text))).split())
    return shorten(words_only, PREVIEW_CHARS, placeholder=" …")


def _heading(passage: Passage, words: Words) -> str:
    source = passage.source
    voice = " · ".join(part for part in (words.kinds[source.kind], source.publisher) if part)
    where = " · ".join(part for part in (place(passage), _edition(source)) if part)
    return (
        '<span class="heading">'
        f'<span class="voice"><bdi>{escape(voice)}</bdi>{_badges(source, words)}</span>'
        f'<span class="title" dir="auto">{escape(source.title)}</span>'
        f'<span class="where" dir="auto">{escape(where)}</span>'
        "</span>"
    )


def _edition(source: Source) -> str:
    version = source.version
    if version and version[0].isdigit():
        version = f"v{version}"
    return ", ".join(part for part in (version, source.date) if part)


def _badges(source: Source, words: Words) -> str:
    badges = ""
    if status := words.statuses.get(source.status):
        badges += f'<span class="badge {source.status}">{escape(status)}</span>'
    if source.paraphrase:
        why = escape(words.summary_why)
        badges += f'<span class="badge summary" title="{why}">{escape(words.summary_badge)}</span>'
    return badges


def _quotation(short: Stretch) -> str:
    return (
        '<blockquote class="text" dir="auto">'
        f"{'' if short.starts else '… '}{_pieces(short).strip()}{'' if short.ends else ' …'}"
        "</blockquote>"
    )


def _standing(standing: Standing | None, words: Words) -> str:
    if standing is None:
        return ""
    said = escape(words.history.standings[standing])
    return f'<p class="standing {standing.value}">{said}</p>'


def _surroundings(around: Stretch | None, words: Words) -> str:
    if around is None:
        return ""
    around = reflow_stretch(around)
    last = around.tail or around.quote or around.lead
    gap = last[len(last.rstrip()) :]  # drawn outside the passage, which has a background
    passage = f'<span class="passage">{_pieces(around).rstrip()}</span>{gap}'
    return (
        f'<details class="around"><summary>{escape(words.read_around)}</summary>'
        f'<div class="text" dir="auto">{"" if around.starts else "… "}'
        f"{_sections(around.before)}{_label(around.label)}{passage}"
        f"{_sections(around.after).rstrip()}{'' if around.ends else ' …'}</div></details>"
    )


def _sections(pieces: Sequence[Piece]) -> str:
    return "".join(_label(piece.label) + escape(piece.text) for piece in pieces)


def _label(label: str) -> str:
    return f'<span class="label">{escape(label)}</span>' if label else ""


def _pieces(stretch: Stretch) -> str:
    quote = f"<mark>{escape(stretch.quote)}</mark>" if stretch.quote else ""
    return f"{escape(stretch.lead)}{quote}{escape(stretch.tail)}"


def _support(citation: Citation, words: Words) -> str:
    why = escape(words.supports_why[citation.support])
    mark = escape(words.supports[citation.support])
    return f'<span class="support {citation.support}" title="{why}">{mark}</span>'


def _links(passage: Passage, start: int, end: int, words: Words, *, sha256: str = "") -> str:
    """To the words in the reader, to the file at their page, to the original or its recording."""
    source, said = passage.source, words.reader
    reader = reader_address(source.doc_id, start, end, sha256)
    links = _tab("reader", reader, said.open_passage, words)
    if passage.page:
        label = said.open_file_at_page.format(page=passage.page)
        links += _tab("file", file_address(source.doc_id, passage.page), label, words)
    recording = None if passage.time_s is None else at_second(source.url, passage.time_s)
    if recording and passage.time_s is not None:
        time = clock(passage.time_s)
        return links + _out(
            recording, said.open_recording.format(time=time, host=recording.host), words
        )
    target = original(source.url)
    return links + (
        _out(target, words.open_original.format(host=target.host), words) if target else ""
    )


def _out(target: Original, label: str, words: Words) -> str:
    return _tab("original", target.url, label, words)


def _tab(kind: str, address: str, label: str, words: Words) -> str:
    return (
        f'<a class="{kind}" href="{escape(address)}" target="_blank"'
        f' rel="noopener noreferrer" title="{escape(words.new_tab)}">{escape(label)}</a>'
    )
