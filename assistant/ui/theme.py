"""Gradio's theme: system fonts only, and the colours that the files of `style/` build on."""

from __future__ import annotations

from typing import Any

import gradio as gr

# Names of fonts that systems bring; a name in quotes would be fetched if it were a web font.
TEXT_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif")
CODE_FONTS = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")


def make_theme() -> Any:
    """A quiet theme; everything else about the looks is in the files of `style/`."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.stone,
        font=[gr.themes.Font(name) for name in TEXT_FONTS],
        font_mono=[gr.themes.Font(name) for name in CODE_FONTS],
    ).set(
        # Written out: the sign-in page, and the first moment of every page, have none of them.
        body_background_fill="#faf9f7",
        body_background_fill_dark="#171716",
        body_text_color="#1d1c1a",
        body_text_color_dark="#ebe9e5",
        background_fill_primary="#ffffff",
        background_fill_primary_dark="#232322",
        input_background_fill="#ffffff",
        input_background_fill_dark="#232322",
        input_border_color="#e0dcd5",
        input_border_color_dark="#383733",
        input_border_width="1px",
        button_primary_background_fill="#0f6b64",
        button_primary_background_fill_dark="#63c7bb",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#0d1f1d",
    )
