"""The list of kept conversations as HTML. Pure: values in, text out.

Titles are what a user typed: they are escaped here. `script/history.js` opens the two templates.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from html import escape
from itertools import groupby

from assistant.history.store import Listed
from assistant.ui.keeping import Overview
from assistant.ui.render import sentence
from assistant.ui.words import Words


def render_list(
    overview: Overview, words: Words, *, shown: str, search: str = "", today: date | None = None
) -> str:
    """The conversations by day, newest first; `shown` is the id of the one on the page."""
    today = today or datetime.now().astimezone().date()
    said = f'<p class="said-of-history" role="status">{sentence(overview.said)}</p>'
    days = "".join(
        f"<h3>{escape(_day(day, today, words))}</h3><ul>{''.join(items)}</ul>"
        for day, items in (
            (day, [_item(one, words, shown=shown) for one in group])
            for day, group in groupby(overview.listed, key=_date)
        )
    )
    label = escape(words.history.title)
    return (
        f'<nav class="kept" aria-label="{label}" data-shown="{escape(shown)}">'
        f"{said if overview.said else ''}{days or _empty(overview, words, search)}"
        f"{_templates(words)}</nav>"
    )


def _empty(overview: Overview, words: Words, search: str) -> str:
    if overview.said and not search:
        return ""
    none = words.history.none_found.format(search=search) if search else words.history.empty
    return f'<p class="none" dir="auto">{escape(none)}</p>'


def _date(listed: Listed) -> date:
    return datetime.fromisoformat(listed.updated).astimezone().date()


def _day(day: date, today: date, words: Words) -> str:
    if day == today:
        return words.history.today
    if day == today - timedelta(days=1):
        return words.history.yesterday
    return day.isoformat()


def _item(listed: Listed, words: Words, *, shown: str) -> str:
    said = words.history
    title, conversation_id = escape(listed.title), escape(listed.id)
    current = ' aria-current="page"' if listed.id == shown else ""
    badge = f' <span class="badge">{escape(said.imported)}</span>' if listed.imported else ""
    rename = escape(said.rename.format(title=listed.title))
    delete = escape(said.delete.format(title=listed.title))
    return (
        f'<li data-id="{conversation_id}"><a href="#c={conversation_id}" dir="auto"{current}'
        f' title="{title}">{title}{badge}</a><span class="tools">'
        f'<button type="button" class="rename" aria-label="{rename}" title="{rename}"></button>'
        f'<button type="button" class="delete" aria-label="{delete}" title="{delete}"></button>'
        "</span></li>"
    )


def _templates(words: Words) -> str:
    """What takes the place of a conversation in the list while it is renamed or deleted."""
    said = words.history
    return (
        '<template class="renaming"><form>'
        f'<input type="text" dir="auto" maxlength="200" aria-label="{escape(said.new_title)}">'
        f'<button type="submit">{escape(said.save)}</button>'
        f'<button type="button" class="cancel">{escape(said.cancel)}</button></form></template>'
        '<template class="deleting"><div role="alertdialog">'
        f"<p>{escape(said.delete_sure)}</p>"
        f'<button type="button" class="sure">{escape(said.delete_yes)}</button>'
        f'<button type="button" class="cancel">{escape(said.delete_no)}</button></div></template>'
    )
