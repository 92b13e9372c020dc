"""The smallest Gradio chat, to compare our page with: `python -m evals.bench.bare_page PORT`."""

from __future__ import annotations

import sys

import gradio as gr


def repeat(message: str, history: list[object]) -> str:
    """Say what was said."""
    del history
    return message


if __name__ == "__main__":
    gr.ChatInterface(repeat, analytics_enabled=False).launch(
        server_name="127.0.0.1", server_port=int(sys.argv[1]), quiet=True
    )
