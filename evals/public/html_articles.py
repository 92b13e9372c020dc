"""The main text of web pages: our own HTML reader on scrapinghub's article-extraction-benchmark.

Scored as there: the words of a page in fours, as multisets; precision and recall of each page,
their means over the pages, and the F1 of the two means.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.errors import ReadingError
from assistant.reading.html_page import read_html
from evals.public.tables import Bench, Row, Table, reading
from evals.public.verdicts import mean_over
from evals.stats import Estimate, FloatArray, Statistic, bootstrap

NAME = "html_articles"
COLUMNS = ("F1", "precision", "recall")
SOURCE = "article-extraction-benchmark @ 4a3bc97, 181 pages"
PUBLISHED = {
    "rs_trafilatura": (0.970, 0.951, 0.990),
    "trafilatura 2.0.0": (0.958, 0.938, 0.978),
    "newspaper4k": (0.949, 0.964, 0.934),
    "readability.js": (0.947, 0.914, 0.982),
    "readability-lxml": (0.922, 0.913, 0.931),
    "goose3": (0.896, 0.940, 0.856),
    "justext": (0.804, 0.858, 0.756),
    "inscriptis": (0.679, 0.517, 0.992),
    "html-text": (0.665, 0.500, 0.994),
}
WORDS_TOGETHER = 4

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was fetched, and the text of its article."""

    html: bytes
    article: str


def run(bench: Bench) -> list[Table]:
    """Published readers, trafilatura as installed (the same metric must give its figure), ours."""
    pages = bench.draw(load_pages(bench))
    measured = {"trafilatura as installed, here": trafilatura_text, "ours": our_text}
    rows = [Row(f"published: {name}", _named(values)) for name, values in PUBLISHED.items()]
    rows += [Row(name, score(pages, extract)) for name, extract in measured.items()]
    caption = (
        f"Published: {SOURCE}; here {len(pages)} of them. Ours begins and ends where trafilatura"
        " does and keeps the page's title, its headings and the paragraphs in between that"
        " trafilatura drops: recall before precision. Of a law or a license it keeps every line."
    )
    return [Table(NAME, f"{len(pages)} pages", caption, COLUMNS, tuple(rows))]


def load_pages(bench: Bench) -> list[Page]:
    """The pages in order of their names. Raises DataMissing when one is not there."""
    truth = bench.file(NAME, "ground-truth.json")
    with reading(truth):
        articles = json.loads(truth.read_text(encoding="utf-8"))
        named = [(name, articles[name]["articleBody"]) for name in sorted(articles)]
    return [Page(_html(truth.parent / "html" / f"{name}.html.gz"), text) for name, text in named]


def our_text(html: bytes) -> str:
    """The text our reader gives; empty where it refuses the page."""
    try:
        return read_html(html).text
    except ReadingError:
        return ""


def score(pages: Sequence[Page], extract: Callable[[bytes], str]) -> dict[str, Estimate]:
    """F1, precision and recall over the pages; a page without text has no precision."""
    rows = [page_score(page.article, extract(page.html)) for page in pages]
    return {
        "F1": bootstrap(rows, f1_of_means),
        "precision": bootstrap(rows, _mean_of(0)),
        "recall": bootstrap(rows, _mean_of(1)),
    }


def page_score(article: str, text: str) -> tuple[float, float]:
    """Precision and recall of one page, 0 to 1; nan where it has no words to be right about."""
    wanted, found = fours(article), fours(text)
    shared = (wanted & found).total()
    return (
        shared / found.total() if found else float("nan"),
        shared / wanted.total() if wanted else float("nan"),
    )


def fours(text: str) -> Counter[tuple[str, ...]]:
    """Every four words in a row, with how often they stand there; a shorter text is one piece."""
    words = _WORD.findall(text)
    last = max(len(words) - WORDS_TOGETHER, 0)
    return Counter(tuple(words[i : i + WORDS_TOGETHER]) for i in range(last + 1) if words)


def f1_of_means(rows: FloatArray) -> FloatArray:
    """F1 of the mean precision and the mean recall of rows (precision, recall)."""
    precision, recall = _mean_of(0)(rows), _mean_of(1)(rows)
    return np.asarray(2 * precision * recall / np.maximum(precision + recall, 1e-9))


def _mean_of(column: int) -> Statistic:
    return lambda rows: mean_over(rows[..., column], axis=-1)


def trafilatura_text(html: bytes) -> str:
    """As the benchmark calls it."""
    from trafilatura import extract

    return extract(html.decode("utf-8"), include_comments=False) or ""


def _named(values: Sequence[float]) -> dict[str, float]:
    return dict(zip(COLUMNS, values, strict=True))


def _html(file: Path) -> bytes:
    with reading(file):
        return gzip.decompress(file.read_bytes())
