"""The documents on the page: components for the list, for adding files, and for what a document is.

What happens to them: `documents_events`.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

import gradio as gr

from assistant.catalogue import MOST_FILE_BYTES
from assistant.types import KINDS, STATUSES
from assistant.ui.document_list import ORDERS, Wanted
from assistant.ui.pieces import html
from assistant.ui.render import sentence
from assistant.ui.words import Words

LONGEST_FIELD = 500  # characters of a title or an address
EVERY_KIND = ""  # the choice that leaves no kind out

# A click on a button of the list says which document is to be changed, or which page is wanted.
LIST_JS = """
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-change], button[data-page]");
  if (button) trigger("click", { ...button.dataset });
});
"""


class DocumentParts(NamedTuple):
    """The components that events read and change."""

    files: Any
    replace: Any
    job: Any
    stop: Any
    form: Any
    hint: Any
    fields: tuple[Any, ...]
    save: Any
    cancel: Any
    remove: Any
    sure: Any
    yes: Any
    keep: Any
    search: Any
    kind: Any
    order: Any
    list: Any
    wanted: Any
    chosen: Any  # doc_id of the document in the form


def lay_out_documents(words: Words, *, may_change: bool) -> DocumentParts:
    """The components, inside the tab that is being made."""
    said = words.documents
    with gr.Column(elem_id="documents"):
        wanted, chosen = gr.State(Wanted()), gr.State("")
        html(_heading(words, may_change=may_change), "documents-heading")
        with gr.Column(elem_id="documents-add", visible=may_change):
            html(_adding(words), "documents-adding")
            files = gr.File(
                label=said.add,
                show_label=False,
                file_count="multiple",
                type="filepath",
                height=88,
                elem_id="documents-files",
            )
            replaces = gr.Checkbox(label=said.replace, info=said.replace_hint, container=False)
        job = html("", "documents-job")
        stop = gr.Button(said.stop, variant="stop", size="sm", elem_id="documents-stop")
        with gr.Column(elem_id="document-form", visible=False) as form:
            fields = _fields(words)
            hint = html("", "document-hint")
            with gr.Row(elem_id="document-buttons"):
                save = gr.Button(said.save, variant="primary", size="sm", elem_id="document-save")
                cancel = gr.Button(said.cancel, size="sm", elem_id="document-cancel")
                remove = gr.Button(said.remove, size="sm", elem_id="document-remove")
            with gr.Row(elem_id="document-sure", visible=False) as sure:
                yes = gr.Button(said.remove_yes, variant="stop", size="sm", elem_id="document-yes")
                keep = gr.Button(said.keep, size="sm", elem_id="document-keep")
        with gr.Row(elem_id="documents-filter"):
            search = gr.Textbox(
                label=said.search,
                placeholder=said.search_placeholder,
                max_lines=1,
                elem_id="documents-search",
            )
            kind = gr.Dropdown(
                [(said.every_kind, EVERY_KIND), *((words.kinds[k], k) for k in KINDS)],
                value=EVERY_KIND,
                label=said.kind,
                elem_id="documents-kind",
            )
            order = gr.Dropdown(
                [(said.orders[name], name) for name in ORDERS],
                value=ORDERS[0],
                label=said.order,
                elem_id="documents-order",
            )
        listed = html("", "documents-list", js_on_load=LIST_JS)
    return DocumentParts(
        *(files, replaces, job, stop, form, hint, fields, save, cancel, remove, sure, yes, keep),
        *(search, kind, order, listed, wanted, chosen),
    )


def _heading(words: Words, *, may_change: bool) -> str:
    said = words.documents
    more = "" if may_change else f"<p>{sentence(said.not_here)}</p>"
    return f"<h2>{escape(said.title)}</h2><p>{escape(said.lead)}</p>{more}"


def _adding(words: Words) -> str:
    said = words.documents
    hint = said.add_hint.format(mb=MOST_FILE_BYTES // 1_000_000)
    return f"<h3>{escape(said.add)}</h3><p>{escape(hint)}</p>"


def _fields(words: Words) -> tuple[Any, ...]:
    """The components of a `Form`, in its order."""
    said = words.documents

    def text(label: str, name: str, hint: str = "") -> Any:
        return gr.Textbox(
            label=label,
            placeholder=hint or None,
            max_lines=1,
            max_length=LONGEST_FIELD,
            elem_id=f"document-{name}",
        )

    def choice(label: str, choices: Sequence[tuple[str, str]], name: str) -> Any:
        return gr.Dropdown(choices, label=label, elem_id=f"document-{name}")

    html(f"<h3>{escape(said.form)}</h3>", "document-heading")
    title = text(said.name, "title")
    with gr.Row():
        kind = choice(said.kind, [(words.kinds[k], k) for k in KINDS], "kind")
        publisher = text(said.publisher, "publisher")
    with gr.Row():
        version = text(said.version, "version")
        date = text(said.date, "date", said.date_hint)
        status = choice(said.status, [(said.statuses[s], s) for s in STATUSES], "status")
    with gr.Row():
        language = text(said.language, "language", said.language_hint)
        aliases = text(said.aliases, "aliases", said.aliases_hint)
    with gr.Row():
        url = text(said.url, "url")
        license_ = text(said.license, "license")
    return title, kind, publisher, version, date, status, language, aliases, url, license_
