from __future__ import annotations

import pytest

from assistant.reading.field_names import plain_name


@pytest.mark.parametrize(
    ("key", "plain"),
    [
        ("weights_endmodel", "weights end model"),
        ("trainingcode", "training code"),
        ("licensePath", "license Path"),
        ("endmodellicense", "end model license"),
        ("datasheet", "datasheet"),
        ("huggingface", "huggingface"),
        ("gpt-4o", "gpt 4o"),
        ("Model architecture (final)", "Model architecture (final)"),
        ("重み", "重み"),
        ("", ""),
    ],
)
def test_a_key_is_its_words(key: str, plain: str) -> None:
    assert plain_name(key) == plain


def test_a_long_key_is_left_as_it_is() -> None:
    assert plain_name("data" * 100) == "data" * 100
