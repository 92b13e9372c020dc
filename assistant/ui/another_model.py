"""The last question goes to another model: which ones there are, and the change to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.answering.choosing import NO_MODEL
from assistant.answering.managing import Models, View
from assistant.errors import ModelError
from assistant.ui.render import render_hint
from assistant.ui.words import Words
from assistant.ui.words.reasons import told


class AnotherModel:
    """Offers the models that do not answer now; `models` is None where a reader may not choose."""

    def __init__(self, models: Models | None, words: Words) -> None:
        self._models = models
        self._words = words

    def offer(self, number: int, answering: str | None) -> str:
        """Buttons for the exchange of this number, as HTML. `answering`: None quotes only.

        Takes at most some seconds; a server that cannot be asked leaves quotations to choose.
        """
        if self._models is None:
            return render_hint(self._words.models.read_only)
        view = self._models.look()
        names = _others(view, answering)
        problem = told(view.problem, self._words)
        if not names:
            return render_hint(problem or self._words.models.no_other)
        return _render(number, names, problem, self._words)

    def switch(self, name: str) -> None:
        """Let that model answer from now on. Raises ModelError when it cannot, or may not."""
        if self._models is None:
            raise ModelError(self._words.models.read_only)
        self._models.switch(name)


def _others(view: View, answering: str | None) -> list[str]:
    """What could answer instead, models by name and quotations last."""
    current = view.find(answering) if answering else None
    names = [each.model.name for each in view.able if each is not current]
    return names if answering is None else [*names, NO_MODEL]


def _render(number: int, names: Sequence[str], problem: str, words: Words) -> str:
    here = words.models
    buttons = "".join(
        f'<button type="button" data-do="with" data-of="{number}" data-model="{escape(name)}">'
        f"{escape(here.quotations if name == NO_MODEL else name)}</button>"
        for name in names
    )
    leave = f'<button type="button" data-do="leave">{escape(here.not_now)}</button>'
    trouble = render_hint(problem) if problem else ""
    return (
        f'{trouble}<div class="hint choosing" role="group" aria-label="{escape(here.which_other)}">'
        f"<p>{escape(here.which_other)}</p>{buttons}{leave}</div>"
    )
