from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.public.html_articles import (
    Page,
    f1_of_means,
    fours,
    load_pages,
    our_text,
    page_score,
    run,
    score,
    trafilatura_text,
)
from evals.public.tables import Bench, DataMissing
from tests.conftest import SHARED

ARTICLE = "The anvil may be used by every smith in the town, says its maker."
HTML = f"<html><body><nav>Home</nav><p>{ARTICLE}</p></body></html>".encode()
WORDS = st.lists(st.sampled_from(["anvil", "smith", "may"]), max_size=12).map(" ".join)


def slow_fours(text: str) -> list[tuple[str, ...]]:
    words = text.split()
    if len(words) < 4:
        return [tuple(words)] if words else []
    return [(words[i], words[i + 1], words[i + 2], words[i + 3]) for i in range(len(words) - 3)]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Bench]:
    """One page in a folder below the data."""

    def write_page(inside: str) -> Bench:
        folder = tmp_path / "data" / inside
        (folder / "html").mkdir(parents=True)
        (folder / "html" / "one.html.gz").write_bytes(gzip.compress(HTML))
        (folder / "ground-truth.json").write_text(json.dumps({"one": {"articleBody": ARTICLE}}))
        return Bench(tmp_path / "data", tmp_path / "work")

    return write_page


@given(WORDS)
def test_fours_are_every_four_words_with_their_number(text: str) -> None:
    assert fours(text) == Counter(slow_fours(text))


@given(WORDS, WORDS)
def test_a_page_agrees_with_a_slow_version_that_crosses_out(article: str, text: str) -> None:
    wanted, found = slow_fours(article), slow_fours(text)
    left = list(wanted)
    shared = 0
    for piece in found:
        if piece in left:
            left.remove(piece)
            shared += 1

    precision, recall = page_score(article, text)

    assert precision == shared / len(found) if found else math.isnan(precision)
    assert recall == shared / len(wanted) if wanted else math.isnan(recall)


def test_f1_is_of_the_means_and_not_the_mean_of_the_pages() -> None:
    rows = np.array([[1.0, 0.5], [0.5, 1.0], [math.nan, 0.0]])

    # Precision .75 over two pages, recall .5 over three.
    assert f1_of_means(rows) == pytest.approx(0.6)


def test_a_page_that_is_refused_has_no_recall_and_no_precision() -> None:
    pages = [Page(b"<html></html>", ARTICLE), Page(HTML, ARTICLE)]

    found = score(pages, our_text)

    assert found["recall"].value == 0.5
    assert found["precision"].value == pytest.approx(page_score(ARTICLE, our_text(HTML))[0])


@pytest.mark.parametrize("inside", ["parser_robustness/html_articles", "html_articles"])
def test_the_pages_are_found_beside_the_other_formats_or_alone(
    write: Callable[[str], Bench], inside: str
) -> None:
    assert load_pages(write(inside)) == [Page(HTML, ARTICLE)]


def test_a_page_that_is_not_there_is_named(write: Callable[[str], Bench]) -> None:
    bench = write("html_articles")
    (bench.data / "html_articles" / "html" / "one.html.gz").unlink()

    with pytest.raises(DataMissing, match=r"one\.html\.gz: is not what .*get its data again"):
        load_pages(bench)


def test_ours_stands_beside_the_published_readers(write: Callable[[str], Bench]) -> None:
    (table,) = run(write("html_articles"))

    systems = {row.system: row.figures for row in table.rows}
    assert systems["published: trafilatura 2.0.0"]["F1"] == 0.958
    assert systems["ours"].keys() == {"F1", "precision", "recall"}


@pytest.mark.originals
def test_the_metric_gives_trafilatura_what_was_published() -> None:
    pages = load_pages(Bench(SHARED / "bench", Path("unused")))[:25]

    found = score(pages, trafilatura_text)["F1"]

    assert found.low is not None and found.high is not None
    assert found.low <= 0.958 <= found.high
