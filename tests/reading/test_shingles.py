from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading import shingles
from assistant.reading.shingles import runs_of, sign, similarity, words_of

WORDS = st.lists(st.sampled_from("open model data weights license may not use".split()))


def test_words_are_those_a_reader_sees_in_any_format() -> None:
    markdown = "## 1. Scope\n\n* **Any** use of the [Model](https://example.org/m) is *allowed*.\n"
    page = "Scope\n\n- Any use of the Model is allowed."

    assert words_of(page) == "scope any use of the model is allowed".split()
    assert words_of(markdown)[1:] == words_of(page)  # the "1." stands within the heading
    assert words_of("(a) first\n2) second\n") == ["first", "second"]


def test_characters_of_scripts_without_spaces_are_words() -> None:
    assert words_of("オープンAIの定義") == ["オ", "ー", "プ", "ン", "ai", "の", "定", "義"]


@settings(deadline=None)  # numpy is loaded within
@given(WORDS)
def test_line_ends_case_and_emphasis_change_nothing(words: list[str]) -> None:
    plain = " ".join(words)
    written = "\r\n".join(f"**{word.upper()}**," for word in words)

    assert sign(plain).digest == sign(written).digest


@settings(deadline=None)  # numpy is loaded within
@given(WORDS, WORDS)
def test_similarity_is_the_same_from_both_sides(first: list[str], second: list[str]) -> None:
    a, b = sign(" ".join(first)), sign(" ".join(second))

    assert similarity(a, b) == similarity(b, a)
    assert 0.0 <= similarity(a, b) <= 1.0
    assert similarity(a, a) == (1.0 if first else 0.0)


def test_each_changed_word_costs_the_runs_that_hold_it() -> None:
    words = [f"word{n}" for n in range(100)]
    changed = [*words[:50], "other", *words[51:]]

    found = similarity(sign(" ".join(words)), sign(" ".join(changed)))

    assert found == pytest.approx((98 - 3) / (98 + 3))


def test_long_texts_are_compared_by_a_sample_that_hardly_errs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = [f"word{n}" for n in range(30_000)]
    changed = [f"new{w}" if n % 100 == 0 else w for n, w in enumerate(words)]
    part = words[:3_000]

    sampled = [sign(" ".join(w)) for w in (words, changed, part)]
    monkeypatch.setattr(shingles, "MOST_HASHES", 10**9)
    whole = [sign(" ".join(w)) for w in (words, changed, part)]

    assert [len(s.hashes) <= 4096 for s in sampled] == [True] * 3
    for a, b in ((0, 1), (0, 2)):
        exact = similarity(whole[a], whole[b])
        assert similarity(sampled[a], sampled[b]) == pytest.approx(exact, abs=0.02)


def test_runs_of_a_text_shorter_than_a_run_are_all_its_words() -> None:
    assert runs_of("Two words.") == {("two", "words")}
    assert runs_of("—") == frozenset()
    assert runs_of(html.unescape("a b c &amp; d")) == {("a", "b", "c"), ("b", "c", "d")}
