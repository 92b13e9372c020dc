from __future__ import annotations

import pytest

from assistant.indexing.spellings import other_spelling


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("licence", "license"),
        ("licences", "licenses"),
        ("licenced", "licensed"),
        ("defence", "defense"),
        ("quantised", "quantized"),
        ("organisation", "organization"),
        ("behaviour", "behavior"),
        ("endeavours", "endeavors"),
        ("centre", "center"),
        ("catalogue", "catalog"),
        ("programme", "program"),
        ("judgement", "judgment"),
        ("labelled", "labeled"),
        ("modelling", "modeling"),
    ],
)
def test_each_spelling_gives_the_other(british: str, american: str) -> None:
    assert other_spelling(british) == american
    assert other_spelling(american) == british


@pytest.mark.parametrize("word", ["model", "data", "is", "our", "for", "ai", "", "weights", "open"])
def test_word_that_is_spelled_alike_has_no_other(word: str) -> None:
    assert other_spelling(word) is None
