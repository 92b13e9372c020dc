"""The models as a view of the page: components, and which event goes where."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

import gradio as gr

from assistant.ui.models.desk import Desk, Shown
from assistant.ui.models.render import render_looking
from assistant.ui.pieces import PRIVATE, html, text_box
from assistant.ui.render import render_status
from assistant.ui.site import Site
from assistant.ui.words import Words

AT_ONCE = 16  # readers who watch a download, and clicks on top of them
# A click on a button tells what it does and with which model.
ACTS_JS = """
element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) trigger("click", { act: button.dataset.act, model: button.dataset.model });
});
"""


class ModelParts(NamedTuple):
    """The components that events read and change."""

    tab: Any
    listed: Any
    going: Any
    name: Any
    get: Any


def lay_out_models(words: Words) -> ModelParts:
    """The tab with its components, inside the tabs that are being made."""
    here = words.models
    with (
        gr.Tab(here.tab, id="models", elem_id="models") as tab,
        gr.Column(elem_id="models-view"),
    ):
        html(f"<h2>{escape(here.title)}</h2><p>{escape(here.lead)}</p>", "models-head")
        going = html("", "models-going", js_on_load=ACTS_JS)
        listed = html(render_looking(words), "models-listed", js_on_load=ACTS_JS)
        html(f"<h3>{escape(here.get_another)}</h3>", "models-another")
        with gr.Row(elem_id="models-get"):
            name = text_box(
                here.name_label, "models-name", placeholder=here.name_placeholder, max_length=200
            )
            get = gr.Button(here.get, elem_id="models-get-it", variant="secondary")
    return ModelParts(tab, listed, going, name, get)


def connect_models(parts: ModelParts, status: Any, site: Site, words: Words) -> None:
    """Each event with what it does. `status`: the line in the chat that says who answers."""
    desk = Desk(site.models, site.opening, words, manages=site.manages)

    def updates(steps: Iterator[Shown]) -> Iterator[tuple[Any, ...]]:
        yield (gr.skip(), gr.skip(), gr.skip())  # with no value at all Gradio empties its outputs
        for shown in steps:
            assistant = site.opening.assistant
            said = (
                render_status(assistant.model, assistant.sources(), words)
                if shown.switched and assistant
                else None
            )
            yield tuple(gr.skip() if v is None else v for v in (shown.listed, shown.going, said))

    def on_look() -> Iterator[tuple[Any, ...]]:
        yield from updates(desk.look())

    def on_act(event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        yield from updates(desk.act(str(event.act), str(event.model or "")))

    def on_get(typed: str) -> Iterator[tuple[Any, ...]]:
        yield from updates(desk.act("get", typed))

    shown = [parts.listed, parts.going, status]
    options: dict[str, Any] = {
        **PRIVATE,
        "concurrency_id": "models",
        "concurrency_limit": AT_ONCE,
        # A stop is clicked while the download that it stops is still being shown.
        "trigger_mode": "multiple",
    }
    parts.tab.select(on_look, None, shown, **options)
    parts.listed.click(on_act, None, shown, **options)
    parts.going.click(on_act, None, shown, **options)
    parts.get.click(on_get, parts.name, shown, **options)
    parts.name.submit(on_get, parts.name, shown, **options)
