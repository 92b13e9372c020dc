from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from evals.bench.processes import BenchError
from evals.bench.streams import QUESTION, over_budget, read_together
from tests.ui.conftest import serve_page  # noqa: F401  # a fixture
from tests.ui.scripted import ANSWERED, NOT_FOUND, ScriptedAssistant


def test_what_is_over_its_budget_is_missed() -> None:
    within, over = (over_budget("a token", [1.0, figure, 9.0], 5.0) for figure in (4.0, 6.0))

    assert (within.ratio, within.is_reached) == (0.8, True)
    assert (over.ratio, over.is_reached) == (1.2, False)


@pytest.mark.slow
def test_each_reader_is_told_how_long_a_word_took(serve_page: Callable[..., str]) -> None:  # noqa: F811
    answer = replace(ANSWERED, question=QUESTION)
    slow = ScriptedAssistant(script={QUESTION: answer}, token_s=0.02)

    paces_ms = read_together(serve_page(lambda: slow), 3)

    assert len(paces_ms) == 3
    assert all(15 < pace_ms < 500 for pace_ms in paces_ms)


@pytest.mark.slow
def test_an_answer_that_is_not_streamed_is_no_figure(serve_page: Callable[..., str]) -> None:  # noqa: F811
    quoting = ScriptedAssistant(script={QUESTION: replace(NOT_FOUND, question=QUESTION)})

    with pytest.raises(BenchError, match="streamed no answer"):
        read_together(serve_page(lambda: quoting), 1)
