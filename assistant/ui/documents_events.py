"""What happens in the view of the documents: which event goes where, in Gradio.

What goes on behind it is a `Job`: everyone who looks at the view sees the same one.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.catalogue import Offered, Stopped
from assistant.errors import AssistantError
from assistant.reading.side_file import check_correction
from assistant.types import KINDS, Kind
from assistant.ui.document_form import Form, correction, form_of
from assistant.ui.document_list import Order, Wanted, choose, render_list
from assistant.ui.document_service import Curating
from assistant.ui.documents_view import DocumentParts
from assistant.ui.job import Steps
from assistant.ui.job_report import render_job
from assistant.ui.pieces import QUICK, WATCHING, Updates
from assistant.ui.render import render_hint
from assistant.ui.site import Site
from assistant.ui.words import Words
from assistant.ui.words.reasons import told

TICK_S = 0.5  # how often a running change is looked at

# The form opens above the list: what was pressed may be far below it.
TO_FORM_JS = """
() => setTimeout(() => {
  const title = document.querySelector("#document-form input");
  title?.closest("#document-form").scrollIntoView({ block: "start" });
  title?.focus({ preventScroll: true });
}, 200)
"""


def connect_documents(tab: Any, parts: DocumentParts, site: Site, words: Words) -> None:
    """Each event with what it does. The list is read when its tab is opened, not before."""
    listing = [parts.list, parts.wanted]
    asked = [parts.search, parts.kind, parts.order, parts.wanted]

    def on_filter(search: str, kind: str, order: Order, _: Wanted) -> Updates:
        chosen: Kind | None = next((one for one in KINDS if one == kind), None)
        return _listing(site, Wanted(search or "", chosen, order), words)

    def on_open(wanted: Wanted) -> Updates:
        return _listing(site, wanted, words)

    def on_turn(wanted: Wanted, event: gr.EventData) -> Updates:
        return _turn(site, wanted, event, words)

    latest: dict[str, Any] = {"trigger_mode": "always_last"}
    parts.search.change(on_filter, asked, listing, **QUICK, **latest)
    parts.kind.change(on_filter, asked, listing, **QUICK)
    parts.order.change(on_filter, asked, listing, **QUICK)
    if site.curation is None:
        tab.select(on_open, parts.wanted, listing, **QUICK)
        parts.list.click(on_turn, parts.wanted, listing, **QUICK)
    else:
        _connect_changes(tab, parts, site, site.curation, words)


def _connect_changes(
    tab: Any, parts: DocumentParts, site: Site, curation: Curating, words: Words
) -> None:
    """The events of those who may change the documents."""
    changes = _Changes(site, curation, words)
    form = [parts.form, parts.sure, parts.hint, *parts.fields, parts.chosen]
    watched = [parts.job, parts.list, parts.wanted]

    def on_follow(wanted: Wanted) -> Iterator[Updates]:
        yield from changes.follow(wanted)

    tab.select(on_follow, parts.wanted, watched, **WATCHING)
    parts.files.upload(
        changes.add, [parts.files, parts.replace], [parts.files, parts.job], **QUICK
    ).then(on_follow, parts.wanted, watched, **WATCHING)
    parts.stop.click(changes.stop, None, parts.job, **QUICK)
    parts.list.click(
        changes.press, [parts.wanted], [*form, parts.list, parts.wanted], **QUICK
    ).then(None, js=TO_FORM_JS)
    parts.save.click(changes.save, [parts.chosen, *parts.fields], form, **QUICK).then(
        on_follow, parts.wanted, watched, **WATCHING
    )
    parts.cancel.click(_closed, None, form, **QUICK)
    parts.remove.click(changes.ask_remove, parts.chosen, [parts.sure, parts.hint], **QUICK)
    parts.keep.click(_not_asked, None, [parts.sure, parts.hint], **QUICK)
    parts.yes.click(changes.remove, parts.chosen, form, **QUICK).then(
        on_follow, parts.wanted, watched, **WATCHING
    )


class _Changes:
    """What the events of a change do."""

    def __init__(self, site: Site, curation: Curating, words: Words) -> None:
        self._site, self._curation, self._words = site, curation, words
        self._job = site.job

    def follow(self, wanted: Wanted) -> Iterator[Updates]:
        """How the change goes until it has ended, then the list as it is now."""
        yield (render_job(self._job.state, self._words), *_listing(self._site, wanted, self._words))
        if not self._job.state.running:
            return
        while not self._job.wait(TICK_S):
            yield render_job(self._job.state, self._words), gr.skip(), gr.skip()
        yield (render_job(self._job.state, self._words), *_listing(self._site, wanted, self._words))

    def add(self, paths: list[str] | None, replace_same: bool) -> Updates:
        """Begin to read the files that were dropped; the drop zone is emptied."""
        offered = [Offered(Path(path).name, Path(path)) for path in paths or []]
        started = offered and self._job.start(
            lambda stopped: self._adding(offered, stopped, replace_same=replace_same)
        )
        if offered and not started:
            return None, self._busy()
        return None, render_job(self._job.state, self._words)

    def _adding(self, offered: Sequence[Offered], stopped: Stopped, *, replace_same: bool) -> Steps:
        try:
            yield from self._curation.add(offered, replace=replace_same, stopped=stopped)
        finally:
            for one in offered:  # Gradio keeps each in a folder of its own
                shutil.rmtree(one.path.parent, ignore_errors=True)

    def stop(self) -> str:
        """Ask the change to end."""
        self._job.stop()
        return render_job(self._job.state, self._words)

    def press(self, wanted: Wanted, event: gr.EventData) -> Updates:
        """A button of the list: open the form for a document, or turn the page."""
        doc_id = getattr(event, "change", None)
        if doc_id is None:
            unchanged = tuple(gr.skip() for _ in range(len(_closed())))
            return (*unchanged, *_turn(self._site, wanted, event, self._words))
        try:
            form = form_of(self._site.documents.show(str(doc_id)).document.source)
        except AssistantError as exc:
            hint = render_hint(told(exc, self._words))
            shown = (gr.update(visible=False), gr.update(visible=False), hint)
            others = (gr.skip() for _ in range(len(_closed()) - len(shown)))
            return (*shown, *others, gr.skip(), gr.skip())
        opened = (gr.update(visible=True), gr.update(visible=False), "")
        values = (getattr(form, name) for name in Form.__dataclass_fields__)
        return (*opened, *values, str(doc_id), gr.skip(), gr.skip())

    def save(self, doc_id: str, *typed: str) -> Updates:
        """Begin to write what the form says; it closes, unless there is something to say."""
        try:
            before = self._site.documents.show(doc_id).document.source
        except AssistantError as exc:
            return _still_open(told(exc, self._words))
        said = correction(before, Form(*typed))
        if said is None:
            return _still_open(self._words.documents.unchanged)
        try:
            check_correction(said)
        except AssistantError as exc:
            return _still_open(told(exc, self._words))
        started = self._job.start(
            lambda stopped: self._curation.describe(doc_id, said, stopped=stopped)
        )
        return _closed() if started else _still_open(self._words.documents.busy)

    def ask_remove(self, doc_id: str) -> Updates:
        """Ask whether it is really to be removed, or say why it cannot be."""
        try:
            reason = self._curation.why_kept(doc_id)
        except AssistantError as exc:
            reason = str(exc)
        if reason:
            return gr.update(visible=False), render_hint(told(reason, self._words))
        asked = self._words.documents.remove_sure.format(name=doc_id)
        return gr.update(visible=True), render_hint(asked)

    def remove(self, doc_id: str) -> Updates:
        """Begin to remove it."""
        started = self._job.start(lambda _: self._curation.remove(doc_id))
        return _closed() if started else _still_open(self._words.documents.busy)

    def _busy(self) -> str:
        return render_hint(self._words.documents.busy)


def _listing(site: Site, wanted: Wanted, words: Words) -> Updates:
    """The list and what was wanted of it."""
    try:
        page = choose(site.documents.listed(), wanted)
    except AssistantError as exc:
        return render_hint(told(exc, words)), wanted
    drawn = render_list(page, words, may_change=site.curation is not None)
    return drawn, replace(wanted, page=page.number)


def _turn(site: Site, wanted: Wanted, event: gr.EventData, words: Words) -> Updates:
    number = str(getattr(event, "page", ""))
    return _listing(site, replace(wanted, page=int(number) if number.isdecimal() else 1), words)


def _not_asked() -> Updates:
    """Nobody is asked whether a document is to be removed."""
    return gr.update(visible=False), ""


def _closed() -> Updates:
    """The form out of sight and empty."""
    # A choice has no empty value: it stays, unseen, until another document is chosen.
    names = Form.__dataclass_fields__
    fields = (gr.skip() if name in ("kind", "status") else "" for name in names)
    return (gr.update(visible=False), gr.update(visible=False), "", *fields, "")


def _still_open(reason: str) -> Updates:
    fields = (gr.skip() for _ in Form.__dataclass_fields__)
    return (gr.skip(), gr.skip(), render_hint(reason), *fields, gr.skip())
