"""Which documents the list shows, in which order, and the list as HTML. Pure.

Everything from a document is escaped here; titles, names and notes carry dir=auto.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal, NamedTuple, get_args

from assistant.catalogue import Listed
from assistant.reason import Reason
from assistant.types import Kind, Relation, Source
from assistant.ui.addresses import original, reader_address
from assistant.ui.words import Words, counted, filled, number
from assistant.ui.words.reasons import told

PAGE_ROWS = 50  # of 5,000 documents, what is sent and drawn at once
SHORT_SHA_CHARS = 12  # as much as tells two files apart for the eye
Order = Literal["name", "newest", "title", "publisher", "passages"]
ORDERS: tuple[Order, ...] = get_args(Order)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader wants to see of the list."""

    search: str = ""  # words that all stand in what is known of a document
    kind: Kind | None = None  # None: every kind
    order: Order = "name"
    page: int = 1


class ListPage(NamedTuple):
    """A page of the list."""

    rows: Sequence[Listed]
    number: int  # from 1
    pages: int
    found: int  # documents that are wanted, on all pages
    all: int  # documents there are


def choose(listed: Sequence[Listed], wanted: Wanted) -> ListPage:
    """The page that is wanted; the nearest one where there is none of this number."""
    words = wanted.search.casefold().split()
    found = [
        one
        for one in listed
        if wanted.kind in (None, one.source.kind) and (not words or _holds(one, words))
    ]
    pages = max(1, math.ceil(len(found) / PAGE_ROWS))
    number = min(max(1, wanted.page), pages)
    rows = _ordered(found, wanted.order)[(number - 1) * PAGE_ROWS : number * PAGE_ROWS]
    return ListPage(rows, number, pages, len(found), len(listed))


def render_list(page: ListPage, words: Words, *, may_change: bool) -> str:
    """The page of the list as a table; `may_change` gives each row a button."""
    said = words.documents
    if not page.all:
        return f'<p class="none">{escape(said.nothing)}</p>'
    if not page.found:
        return f'<p class="none">{escape(said.nothing_found)}</p>'
    heads = (
        *(said.document, said.voice, said.edition, said.license, said.origin, said.passages),
        *(said.text, said.related),
    )
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    last = f'<th scope="col"><span class="hidden">{escape(said.change)}</span></th>'
    rows = "".join(_row(one, words, may_change=may_change) for one in page.rows)
    return (
        f'<p class="count" role="status">{escape(_count(page, words))}</p>'
        f'<table class="documents"><thead><tr>{head}{last if may_change else ""}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{_pages(page, words)}"
    )


def _holds(one: Listed, words: Sequence[str]) -> bool:
    """Whether every word stands in what is known of a document."""
    source = one.source
    known = (
        *(source.doc_id, source.title, source.publisher, source.version, source.date),
        *(
            source.language,
            source.url,
            source.license,
            *source.aliases,
            *source.speakers,
            one.sha256,
        ),
    )
    text = " ".join(known).casefold()
    return all(word in text for word in words)


def _ordered(listed: list[Listed], order: Order) -> list[Listed]:
    match order:
        case "newest":  # what has no date comes last
            return sorted(listed, key=lambda one: one.source.date, reverse=True)
        case "title":
            return sorted(listed, key=lambda one: one.source.title.casefold())
        case "publisher":
            return sorted(
                listed, key=lambda one: (not one.source.publisher, one.source.publisher.casefold())
            )
        case "passages":
            return sorted(listed, key=lambda one: -one.passages)
        case "name":
            return listed


def _count(page: ListPage, words: Words) -> str:
    said = words.documents
    if page.found < page.all:
        return filled(said.shown_some, words, found=page.found, all=page.all)
    return counted(page.all, said.shown_one, said.shown_many, words)


def _row(one: Listed, words: Words, *, may_change: bool) -> str:
    said, source = words.documents, one.source
    cells = (
        (said.voice, _lines(words.kinds[source.kind], source.publisher)),
        (said.edition, _edition(source, words)),
        (said.license, _lines(source.license)),
        (said.origin, _origin(source, words)),
        (said.passages, number(one.passages, words)),
        (said.text, _notes(one.notes, words)),
        (said.related, _related(one, words)),
    )
    drawn = "".join(f'<td data-label="{escape(name)}">{cell}</td>' for name, cell in cells)
    button = _button(source, words) if may_change else ""
    return f'<tr><th scope="row">{_name(one, words)}</th>{drawn}{button}</tr>'


def _name(one: Listed, words: Words) -> str:
    source = one.source
    badge = (
        f' <span class="badge summary" title="{escape(words.summary_why)}">'
        f"{escape(words.summary_badge)}</span>"
        if source.paraphrase
        else ""
    )
    return (
        f'<a href="{escape(reader_address(source.doc_id))}" target="_blank" dir="auto"'
        f' title="{escape(words.new_tab)}">{escape(source.title)}</a>{badge}'
        f'<span class="id"><bdi>{escape(source.doc_id)}</bdi>'
        f' <code title="{escape(one.sha256)}">{escape(one.sha256[:SHORT_SHA_CHARS])}</code></span>'
    )


def _lines(*parts: str) -> str:
    return "".join(f'<span class="line" dir="auto">{escape(part)}</span>' for part in parts if part)


def _edition(source: Source, words: Words) -> str:
    status = words.statuses.get(source.status, "")
    badge = f'<span class="badge {source.status}">{escape(status)}</span>' if status else ""
    date = f'<span class="line date">{escape(source.date)}</span>' if source.date else ""
    return _lines(source.version) + date + badge


def _origin(source: Source, words: Words) -> str:
    target = original(source.url)
    if target is None:
        return ""
    return (
        f'<a class="original" href="{escape(target.url)}" target="_blank"'
        f' rel="noopener noreferrer" title="{escape(words.new_tab)}">{_host(target.host)}</a>'
    )


def _host(host: str) -> str:
    """The name of a host, which may go on in the next line after a dot and nowhere else."""
    return escape(host).replace(".", ".<wbr>")


def _notes(notes: Sequence[Reason], words: Words) -> str:
    said = words.documents
    if not notes:
        return escape(said.text_good)
    items = "".join(f'<li dir="auto">{escape(told(note, words))}</li>' for note in notes)
    label = escape(counted(len(notes), said.notes_one, said.notes_many, words))
    return f"<details><summary>{label}</summary><ul>{items}</ul></details>"


def _related(one: Listed, words: Words) -> str:
    said = words.documents
    names: dict[Relation, tuple[str, str]] = {
        "twin": (said.twins_one, said.twins_many),
        "version": (said.versions_one, said.versions_many),
        "translation": (said.translations_one, said.translations_many),
    }
    many = {relation: sum(kin.relation == relation for kin in one.kin) for relation in names}
    return _lines(*(counted(many[r], *names[r], words) for r in names if many[r]))


def _button(source: Source, words: Words) -> str:
    label = escape(words.documents.change_label.format(title=source.title))
    return (
        f'<td><button type="button" class="change" data-change="{escape(source.doc_id)}"'
        f' aria-label="{label}">{escape(words.documents.change)}</button></td>'
    )


def _pages(page: ListPage, words: Words) -> str:
    if page.pages == 1:
        return ""
    said = words.documents
    steps = ((said.earlier, page.number - 1), (said.later, page.number + 1))
    earlier, later = (
        f'<button type="button" data-page="{number}"'
        f"{'' if 1 <= number <= page.pages else ' disabled'}>{escape(label)}</button>"
        for label, number in steps
    )
    where = escape(said.page.format(number=page.number, pages=page.pages))
    return f'<nav class="pages" aria-label="{where}">{earlier}<span>{where}</span>{later}</nav>'
