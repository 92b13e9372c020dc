"""Who wrote an answer and how it was asked, and what it thought: folded, as HTML. Pure."""

from __future__ import annotations

from html import escape

from assistant.answering.thinking import OFF, ON
from assistant.types import Answer, Writer
from assistant.ui.words import Words, number


def render_written_by(answer: Answer, words: Words) -> str:
    """The model's name, with all that is known of it to be unfolded; else that there was none."""
    if answer.model is None:
        return f"<span>{escape(words.quoted_by)}</span>"
    said = escape(words.written_by.format(model=answer.model))
    if answer.writer is None:
        return f"<span>{said}</span>"
    rows = "".join(
        f'<div><dt>{escape(name)}</dt><dd dir="auto">{escape(value)}</dd></div>'
        for name, value in _facts(answer.writer, words)
        if value
    )
    return (
        f'<details class="writer"><summary>{said}</summary><dl class="facts">{rows}</dl></details>'
    )


def render_thoughts(answer: Answer, words: Words) -> str:
    """What the model thought, folded away; nothing when it did not."""
    if not answer.thoughts.strip():
        return ""
    return (
        f'<details class="thoughts"><summary>{escape(words.models.thoughts)}</summary>'
        f"<p>{escape(words.models.thoughts_why)}</p>"
        f'<div dir="auto">{escape(answer.thoughts.strip())}</div></details>'
    )


def _facts(writer: Writer, page: Words) -> list[tuple[str, str]]:
    words = page.models
    thinking = {OFF: words.thinking_off, ON: words.thinking_on}.get(
        writer.thinking, writer.thinking
    )
    return [
        (words.build, ", ".join(filter(None, (writer.parameter_size, writer.quantization)))),
        (words.license, writer.license or words.not_said),
        (words.digest, writer.digest),
        (words.window, number(writer.context_tokens, page)),
        (words.longest, number(writer.answer_tokens, page)),
        (words.temperature, f"{writer.temperature:g}"),
        (words.seed, str(writer.seed)),
        (words.thinking, thinking),
    ]
