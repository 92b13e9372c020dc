from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.public.indexed import DENSE, FULL, WORDS, open_indexed
from evals.public.span_search import SpanSearch, recursive_passages
from evals.public.tables import Bench
from tests.doubles import a_document

SOURCE = "\n\nThe anvil is free to use.\n\nThe hammer is for sale in every town.\n"


@given(st.text(" \nab.", max_size=80), st.integers(1, 15))
def test_recursive_pieces_are_slices_in_order_and_lose_only_white_space(
    text: str, chars: int
) -> None:
    pieces = list(recursive_passages(a_document(text), chars))

    assert all(text[p.start : p.end] == p.text and 0 < len(p.text) <= chars for p in pieces)
    assert [p.start for p in pieces] == sorted(p.start for p in pieces)
    assert "".join("".join(p.text.split()) for p in pieces) == "".join(text.split())


@pytest.mark.slow
def test_every_search_gives_ranges_of_the_file_itself(tmp_path: Path) -> None:
    sources = {"0001.txt": SOURCE}
    opened = open_indexed(Bench(tmp_path, tmp_path / "work"), "tools", sources)
    search = SpanSearch(
        opened, sources, plain_row="plain", plain_chars=40, vectors_file=tmp_path / "plain.npz"
    )

    found = search.find(["Is the hammer for sale?"], 1)
    opened.close()

    assert list(found) == ["plain", DENSE, WORDS, FULL]
    (plain,), (full,) = found["plain"][0], found[FULL][0]
    assert SOURCE[plain.start : plain.end] == "The hammer is for sale in every town."
    assert SOURCE[full.start : full.end] == SOURCE.strip()
    assert search.own_pieces == [full]
    assert len(search.plain_pieces) == 2
