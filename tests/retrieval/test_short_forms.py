from __future__ import annotations

import pytest

from assistant.retrieval.short_forms import read_short_forms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The Open Source AI Definition (OSAID) says",
            {"osaid": ("open", "source", "ai", "definition")},
        ),
        ("an MOF (Model Openness Framework) class", {"mof": ("model", "openness", "framework")}),
        ("They are large language models (LLMs).", {"llm": ("large", "language", "models")}),
        ("the Open Database License (ODbL)", {"odbl": ("open", "database", "license")}),
        ("a grant (NOT AN OFFER)", {}),
        ("Regulation (EU) 2024/1689", {}),
        ("see the license (MIT)", {}),
    ],
)
def test_short_form_is_read_where_the_text_explains_it(
    text: str, found: dict[str, tuple[str, ...]]
) -> None:
    assert read_short_forms([text]) == {short: {long} for short, long in found.items()}


def test_brackets_without_end_cost_no_time() -> None:
    assert read_short_forms(["(" * 100_000, "(A" * 50_000]) == {}
