"""The choice of documents as HTML: chips of what is chosen, and a panel to choose in. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from assistant.types import EVERYTHING, KINDS, STATUSES, Scope, Source
from assistant.ui.choice import FIELDS, Choice
from assistant.ui.words import Words

Titles = Mapping[str, str]  # by doc_id


class _Option(NamedTuple):
    value: str
    name: str
    many: int = 0  # documents; 0: not told


def titles_of(sources: Sequence[Source]) -> dict[str, str]:
    """What the documents are called in a list: with the version where that tells them apart."""
    same = Counter(source.title for source in sources)
    return {
        s.doc_id: s.title if same[s.title] == 1 else f"{s.title} ({s.version or s.doc_id})"
        for s in sources
    }


def scope_said(scope: Scope, titles: Titles, words: Words) -> str:
    """The scope in the words of the page: "licenses, English"; empty: everything."""
    return ", ".join(_named(field, v, titles, words) for field, v in _chosen(scope))


def render_chips(choice: Choice, titles: Titles, words: Words) -> str:
    """What is chosen, each with a button that takes it away; empty while nothing is."""
    said = words.scope
    if choice.scope == EVERYTHING:
        return ""
    chips = "".join(
        _chip(field, value, _named(field, value, titles, words), words)
        for field, value in _chosen(choice.scope)
    )
    compare = (
        f'<button type="button" class="compare" data-compare'
        f' aria-pressed="{str(choice.compares).lower()}">{escape(said.compare)}</button>'
        if choice.can_compare
        else ""
    )
    told = escape(said.chosen.format(scope=scope_said(choice.scope, titles, words)))
    return (
        f'<p class="hidden" role="status">{told}</p><ul class="chosen">{chips}</ul>{compare}'
        f'<button type="button" class="everything" data-everything>{escape(said.clear)}</button>'
    )


def render_panel(scope: Scope, sources: Sequence[Source], words: Words) -> str:
    """Everything that can be chosen, as boxes to tick."""
    said = words.scope
    groups = (
        ("kinds", said.kind, _kinds(sources, words)),
        ("documents", said.document, _documents(sources)),
        ("languages", said.language, _languages(sources, words)),
        ("versions", said.version, _versions(sources)),
        ("statuses", said.status, _statuses(sources, words)),
    )
    drawn = "".join(
        _group(field, legend, list(options), scope, words) for field, legend, options in groups
    )
    return (
        f'<div class="choice" role="group" aria-label="{escape(said.panel)}">{drawn}'
        f'<button type="button" class="done" data-done>{escape(said.done)}</button></div>'
    )


def _chosen(scope: Scope) -> Iterator[tuple[str, str]]:
    for field in FIELDS:
        for value in getattr(scope, field):
            yield field, value


def _named(field: str, value: str, titles: Titles, words: Words) -> str:
    said = words.scope
    names: Mapping[str, Mapping[str, str]] = {
        "documents": titles,
        "kinds": {str(kind): name for kind, name in said.kinds.items()},
        "languages": said.languages,
        "statuses": {str(status): name for status, name in said.statuses.items()},
    }
    if field == "versions":
        return f"{said.version} {value}"
    return names[field].get(value, value)


def _chip(field: str, value: str, name: str, words: Words) -> str:
    label = escape(words.scope.remove.format(name=name))
    return (
        f'<li dir="auto"><span>{escape(name)}</span><button type="button" data-remove="{field}"'
        f' data-value="{escape(value)}" aria-label="{label}" title="{label}">×</button></li>'
    )


def _group(field: str, legend: str, options: Sequence[_Option], scope: Scope, words: Words) -> str:
    """One field; with a single thing to choose there is no choice."""
    if len(options) < 2:
        return ""
    chosen = getattr(scope, field)
    boxes = "".join(_box(field, option, ticked=option.value in chosen) for option in options)
    find = (
        f'<input type="search" class="find" aria-label="{escape(words.scope.find)}"'
        f' placeholder="{escape(words.scope.find)}">'
        if field == "documents"
        else ""
    )
    return (
        f'<fieldset class="of-{field}"><legend>{escape(legend)}</legend>{find}'
        f"<div>{boxes}</div></fieldset>"
    )


def _box(field: str, option: _Option, *, ticked: bool) -> str:
    checked = " checked" if ticked else ""
    many = f' <span class="many">{option.many}</span>' if option.many else ""
    return (
        f'<label dir="auto"><input type="checkbox" name="{field}" value="{escape(option.value)}"'
        f"{checked}> <span>{escape(option.name)}</span>{many}</label>"
    )


def _kinds(sources: Sequence[Source], words: Words) -> Iterator[_Option]:
    counted = Counter(source.kind for source in sources)
    return (_Option(k, words.scope.kinds[k], counted[k]) for k in KINDS if counted[k])


def _documents(sources: Sequence[Source]) -> Iterator[_Option]:
    titles = titles_of(sources)
    ordered = sorted(sources, key=lambda s: (titles[s.doc_id].casefold(), s.doc_id))
    return (_Option(s.doc_id, titles[s.doc_id]) for s in ordered)


def _languages(sources: Sequence[Source], words: Words) -> Iterator[_Option]:
    counted = Counter(source.language for source in sources if source.language)
    names = words.scope.languages
    return (_Option(code, names.get(code, code), n) for code, n in counted.most_common())


def _versions(sources: Sequence[Source]) -> Iterator[_Option]:
    counted = Counter(source.version for source in sources if source.version)
    return (_Option(version, version, counted[version]) for version in sorted(counted))


def _statuses(sources: Sequence[Source], words: Words) -> Iterator[_Option]:
    counted = Counter(source.status for source in sources)
    return (_Option(s, words.scope.statuses[s], counted[s]) for s in STATUSES if counted[s])
