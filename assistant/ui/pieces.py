"""What every view of the page is made of in Gradio, and the kinds of events that it knows."""

from __future__ import annotations

from typing import Any

import gradio as gr

# Of every event: programs are not offered it, and nothing spins over what it changes.
PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
QUICK: dict[str, Any] = {**PRIVATE, "queue": False}  # answered at once
WATCHING: dict[str, Any] = {
    **PRIVATE,
    "concurrency_limit": None,
}  # waits for something, and shows it

Updates = tuple[Any, ...]  # one value per component that an event is connected to


def html(value: str, elem_id: str, *, js_on_load: str | None = None) -> Any:
    """A piece of the page drawn by us, without Gradio's own styles around it."""
    return gr.HTML(value, elem_id=elem_id, js_on_load=js_on_load, apply_default_css=False)


def text_box(
    label: str, elem_id: str, *, placeholder: str = "", enter: str = "", **more: Any
) -> Any:
    """A box to type in that is named for a screen reader only; `enter`: what a phone's key says."""
    return gr.Textbox(
        label=label,
        placeholder=placeholder or label,
        show_label=False,
        container=False,
        elem_id=elem_id,
        html_attributes=gr.InputHTMLAttributes(enterkeyhint=enter) if enter else None,
        **more,
    )
