from __future__ import annotations

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading.facts import Facts, has_odd_keys, read_facts


def _read(text: str) -> Facts:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    assert node is not None
    return read_facts(node, label="Front matter")


def test_values_lists_and_nested_fields_are_lines() -> None:
    text = "license: mit\nlanguage:\n- en\n- ja\nempty:\nmodel:\n  size: 7B\n  open: no\n"

    assert _read(text).text == "license: mit\nlanguage: en, ja\nmodel.size: 7B\nmodel.open: no"


def test_a_result_of_an_evaluation_is_one_line() -> None:
    text = """
model-index:
- name: Gem
  results:
  - task: {type: text-generation}
    dataset: {name: MMLU}
    metrics: [{type: acc, value: 70.1}, {type: f1, value: 3}]
  - task: {type: text-generation}
    dataset: {name: HellaSwag with a name that is long enough to need a line of its own}
    metrics:
    - type: acc
      value: 80
    source: {name: a leaderboard of some kind, url: "https://example.org/leaderboard/gem/results"}
"""

    assert _read(text).text.split("\n") == [
        "model-index.name: Gem",
        "model-index.results: task.type: text-generation; dataset.name: MMLU;"
        " metrics: type: acc; value: 70.1; metrics: type: f1; value: 3",
        "model-index.results: task.type: text-generation; dataset.name: HellaSwag with a name that"
        " is long enough to need a line of its own; metrics: type: acc; value: 80;"
        " source.name: a leaderboard of some kind;"
        " source.url: https://example.org/leaderboard/gem/results",
    ]


def test_the_conditions_of_a_gated_model_keep_their_lines_under_a_label() -> None:
    text = (
        "license: other\nextra_gated_prompt: |-\n  You agree to this.\n\n  Do no harm.\n"
        "extra_gated_fields:\n  Name: text\n"
    )

    facts = _read(text)

    assert facts.text == (
        "license: other\nextra_gated_prompt:\nYou agree to this.\n\nDo no harm.\n\n"
        "extra_gated_fields.Name: text"
    )
    assert [facts.text[mark.start :].split("\n")[0] for mark in facts.marks] == [
        "extra_gated_prompt:",
        "extra_gated_fields.Name: text",
    ]
    assert [mark.label for mark in facts.marks] == [
        "Front matter > extra_gated_prompt",
        "Front matter",
    ]


def test_a_license_in_the_front_matter_is_cut_at_its_clauses() -> None:
    clauses = "".join(f"  {i}. Clause{i}.  {'Some words. ' * 60}\n\n" for i in range(1, 4))

    facts = _read(f"extra_gated_prompt: |\n  THE LICENSE\n\n{clauses}")

    last = facts.marks[-1]
    assert last.label == "Front matter > extra_gated_prompt > 3. Clause3"
    assert facts.text[last.start :].startswith("3. Clause3.")


def test_a_value_that_holds_itself_is_told_a_few_times() -> None:
    assert len(_read("a: &a\n  b: c\n  d: *a\n").text) < 10_000
    assert len(_read("a: &a [x, *a, *a]\n").text) < 100_000


def test_only_a_key_that_is_no_word_is_odd() -> None:
    for text, is_odd in (("a: {b: c}", False), ("a: [{ {b}: c }]", True)):
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        assert node is not None
        assert has_odd_keys(node) == is_odd


_WORD = st.text("abc: -#é'\"", min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
_VALUE = st.recursive(
    st.one_of(_WORD, st.just("two\nlines")),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_WORD, inner, max_size=4)),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(_WORD, _VALUE, min_size=1, max_size=4))
def test_every_value_of_any_front_matter_is_there(values: dict[str, object]) -> None:
    written = yaml.safe_dump(values, allow_unicode=True, sort_keys=False)

    facts = _read(written)

    shown = " ".join(facts.text.split())
    waiting: list[object] = [values]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            assert " ".join(value.split()) in shown
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()
    assert all(0 <= mark.start < len(facts.text) for mark in facts.marks)
