from __future__ import annotations

import pytest
import yaml

from assistant.reading.yaml_nodes import BROKEN, problem_of, scalars


def _values(text: str) -> list[str]:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert root is not None
    return sorted(node.value for node in scalars([root]))


def test_a_node_that_aliases_name_again_is_given_once() -> None:
    assert _values("a: &x [1, 2]\nb: *x\nc: {d: *x}") == ["1", "2", "a", "b", "c", "d"]


def test_a_node_that_holds_itself_ends() -> None:
    assert _values("&x [a, *x]") == ["a"]


def test_the_problem_of_a_broken_text_is_one_line() -> None:
    with pytest.raises(BROKEN) as broken:
        yaml.compose("a: [1", Loader=yaml.SafeLoader)

    assert problem_of(broken.value) == "expected ',' or ']', but got '<stream end>'"
