from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.prompts import write_messages
from assistant.answering.window import Gauge, count_tokens, estimate_tokens, fit_messages
from assistant.errors import AnswerFailed
from assistant.types import Turn
from tests.doubles import a_passage, some_hits

HITS = some_hits(*(a_passage(f"Source {n}. " + "Weights are free. " * 60) for n in range(8)))
TALK = [Turn("user", "Who may use it? " * 40), Turn("assistant", "Everyone [1]. " * 40)]


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("The license must not restrict anyone.", 8),
        ("许可证不得限制任何人", 10),
        ("ใบอนุญาต", 8),
        ("الترخيص", 7),
        ("0123456789", 10),
        ("| - | - |", 5),
        ("Лицензия не должна", 6),
        ("😀😀", 2),
        ("", 0),
    ],
)
def test_estimate_is_at_least_what_tokenizers_count(text: str, least: int) -> None:
    assert least <= estimate_tokens(text) <= len(text) + 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_longer_text_is_not_estimated_shorter(one: str, other: str) -> None:
    assert estimate_tokens(one + other) >= max(estimate_tokens(one), estimate_tokens(other))


@given(st.integers(900, 6000), st.booleans())
@settings(deadline=None)
def test_messages_fit_and_one_source_more_would_not(tokens: int, with_talk: bool) -> None:
    talk = TALK if with_talk else []

    messages, used = fit_messages("Why?", HITS, talk, fence="f", tokens=tokens)

    assert count_tokens(messages) <= tokens
    assert 1 <= used <= len(HITS)
    if used < len(HITS) and len(messages) == 2 + len(talk):
        more, _ = fit_messages("Why?", HITS[: used + 1], talk, fence="f", tokens=100_000)
        assert count_tokens(more) > tokens


def test_best_sources_are_kept() -> None:
    messages, used = fit_messages("Why?", HITS, [], fence="f", tokens=2000)

    prompt = str(messages[-1].content)
    assert [f"Source {n}." in prompt for n in range(8)] == [n < used for n in range(8)]


def test_conversation_goes_before_the_last_source_does() -> None:
    messages, used = fit_messages("Why?", HITS, TALK, fence="f", tokens=1000)

    assert (len(messages), used) == (2, 1)


def test_question_that_leaves_no_room_for_a_source_is_refused_with_what_to_do() -> None:
    with pytest.raises(AnswerFailed) as caught:
        fit_messages("Why? " * 800, HITS, TALK, fence="f", tokens=1348)

    assert str(caught.value) == (
        "the question and one source do not fit into the 1,348 tokens that the model reads; ask in"
        " fewer words, or raise ASSISTANT_CONTEXT_TOKENS"
    )


def test_more_sources_fit_once_the_model_has_told_how_it_counts() -> None:
    gauge = Gauge()
    messages, few = fit_messages("Why?", HITS, [], fence="f", tokens=2000, rate=gauge.rate)

    assert gauge.learn(messages, int(count_tokens(messages) * 0.6)) == 0
    _, more = fit_messages("Why?", HITS, [], fence="f", tokens=2000, rate=gauge.rate)

    assert gauge.rate == pytest.approx(0.66, abs=0.01)
    assert more > few


def test_rate_is_that_of_the_text_that_took_the_most_tokens() -> None:
    gauge = Gauge()
    messages = write_messages("Why?", HITS, [], fence="f")
    for share in (0.7, 1.2, 0.9):
        gauge.learn(messages, int(count_tokens(messages) * share))

    assert gauge.rate == pytest.approx(1.2 * 1.1, abs=0.01)


def test_sources_that_were_dropped_are_noticed_and_teach_nothing() -> None:
    gauge = Gauge()
    messages = write_messages("Why?", HITS, [], fence="f")
    estimated = count_tokens(messages)

    assert gauge.learn(messages, estimated // 3) > estimated // 3
    assert gauge.rate == 1.0


def test_what_was_kept_from_the_last_question_is_not_missed() -> None:
    gauge = Gauge()
    messages = write_messages("Why?", HITS[:3], [], fence="f")
    read = int(count_tokens(messages) * 0.7)
    system = int(count_tokens(messages[:1]) * 0.7)

    assert gauge.learn(messages, read) == gauge.learn(messages, read - system) == 0
