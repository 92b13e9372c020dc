from __future__ import annotations

import pytest

from assistant.answering.installed import InstalledModel
from assistant.answering.thinking import least_thinking, think_value


@pytest.mark.parametrize(
    ("model", "thinking"),
    [
        (InstalledModel("llama3.2", capabilities=("completion",)), "off"),
        (InstalledModel("qwen3:8b", capabilities=("completion", "thinking")), "off"),
        (
            InstalledModel("gpt-oss", family="gptoss", capabilities=("completion", "thinking")),
            "low",
        ),
        (InstalledModel("gpt-oss", family="gptoss"), "off"),  # a level would be refused
        (InstalledModel("new", thinking_values=(True, False)), "off"),
        (InstalledModel("new", thinking_values=("medium", "high")), "medium"),
        (InstalledModel("new", thinking_values=(True,)), "on"),
        (InstalledModel("new", thinking_values=(False,)), "off"),
    ],
)
def test_model_thinks_as_little_as_it_can_be_told_to(model: InstalledModel, thinking: str) -> None:
    assert least_thinking(model) == thinking


def test_words_become_what_the_server_takes() -> None:
    assert [think_value(word) for word in ("off", "on", "low")] == [False, True, "low"]
