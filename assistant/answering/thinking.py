"""Whether a model may think before it answers: off, or as little as it lets itself be told.

Unset, capable models think, and may spend the whole answer on it.
"""

from __future__ import annotations

from assistant.answering.installed import InstalledModel

OFF, ON = "off", "on"
_LEVELS = ("low", "medium", "high", "max")  # from least to most
# Cannot be told not to think, only how much; servers before 0.40 do not say so themselves.
_ONLY_LEVELS = ("gptoss", "gpt-oss")
THINKING_TOKENS = 1_024  # on top of the answer's, where thinking cannot be switched off


def least_thinking(model: InstalledModel) -> str:
    """`off`, `on`, or a level: the least that the model understands."""
    values = model.thinking_values
    if values and False not in values:
        return next((level for level in _LEVELS if level in values), ON)
    if not values and "thinking" in model.capabilities and model.family in _ONLY_LEVELS:
        return _LEVELS[0]
    return OFF


def think_value(thinking: str) -> bool | str:
    """What is sent as `think`."""
    return {OFF: False, ON: True}.get(thinking, thinking)
