from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import pytest

from assistant.retrieval.collapse import KinOf
from assistant.retrieval.collapse import collapse as collapse_best
from assistant.types import Hit, Kin, Relation, Source
from tests.doubles import a_passage, a_source, some_hits

CLAUSE = "You may use the model for any purpose, and you need not ask anybody for permission to."


class Relatives:
    """Makes documents kin of each other, and remembers which were asked for."""

    def __init__(self, *doc_ids: str, relation: Relation = "twin") -> None:
        self.kin = {
            a: [Kin(b, relation, 1.0) for b in doc_ids if b != a] for a in doc_ids
        }  # fmt: skip
        self.asked: list[set[str]] = []

    def __call__(self, doc_ids: Collection[str]) -> Mapping[str, Sequence[Kin]]:
        self.asked.append(set(doc_ids))
        return {doc_id: self.kin[doc_id] for doc_id in doc_ids if doc_id in self.kin}


def collapse(query: str, hits: Sequence[Hit], kin_of: KinOf) -> list[Hit]:
    return collapse_best(query, hits, kin_of, k=10)


def _hits(*texts_and_sources: tuple[str, Source]) -> list[Hit]:
    return some_hits(*(a_passage(text, source) for text, source in texts_and_sources))


def _shown(hits: Sequence[Hit]) -> list[str]:
    return [hit.passage.source.doc_id for hit in hits]


def test_five_copies_of_a_text_are_one_result_that_names_the_others() -> None:
    names = [f"copy{n}.md" for n in range(5)]
    other = ("Something else.", a_source("other.md"))
    hits = _hits(*((CLAUSE, a_source(name)) for name in names), other)

    found = collapse("May I use it?", hits, Relatives(*names))

    assert _shown(found) == ["copy0.md", "other.md"]
    assert found[0] == replace(hits[0], also=("copy1.md", "copy2.md", "copy3.md", "copy4.md"))
    assert found[1] == hits[5]


def test_the_same_clause_of_unrelated_licenses_is_two_results() -> None:
    hits = _hits((CLAUSE, a_source("a.md")), (CLAUSE, a_source("b.md")))

    assert collapse("May I?", hits, Relatives()) == hits


def test_other_passages_of_twins_stay() -> None:
    hits = _hits((CLAUSE, a_source("a.md")), ("Another clause about fees.", a_source("b.md")))

    assert collapse("May I?", hits, Relatives("a.md", "b.md")) == hits


def test_a_changed_word_keeps_the_versions_apart() -> None:
    changed = CLAUSE.replace("need not", "have to")
    hits = _hits((CLAUSE, a_source("a.md")), (changed, a_source("b.md")))

    assert collapse("May I?", hits, Relatives("a.md", "b.md", relation="version")) == hits


def test_twins_may_be_cut_differently() -> None:
    long = f"Use\n\n{CLAUSE} A second sentence follows here."
    hits = _hits((CLAUSE, a_source("a.md")), (long, a_source("b.html")))

    assert _shown(collapse("May I?", hits, Relatives("a.md", "b.html"))) == ["a.md", "b.html"]
    assert _shown(collapse("May I?", hits[::-1], Relatives("a.md", "b.html"))) == ["b.html"]


def test_translations_are_never_collapsed() -> None:
    hits = _hits((CLAUSE, a_source("a.md")), (CLAUSE, a_source("b.md")))

    assert collapse("May I?", hits, Relatives("a.md", "b.md", relation="translation")) == hits


@pytest.mark.parametrize(
    ("query", "first", "second", "shown"),
    [
        ("May I?", {"status": "draft"}, {"status": "current"}, "b.md"),
        ("May I?", {"status": "superseded"}, {"status": "draft"}, "b.md"),
        ("May I?", {"version": "1.0"}, {"version": "1.1"}, "b.md"),
        ("May I?", {"date": "2025"}, {"date": "2024-03"}, "a.md"),
        ("May I?", {"version": "1"}, {"status": "draft", "version": "2"}, "a.md"),
        ("May I?", {}, {"status": "current"}, "b.md"),
        ("May I?", {}, {}, "a.md"),
        ("May I under v1.0?", {"version": "1.0"}, {"version": "1.1"}, "a.md"),
        ("And in 1.0-RC1?", {"version": "1.0"}, {"version": "1.0-RC1", "status": "draft"}, "b.md"),
        ("May I, in 2024?", {"date": "2024-03"}, {"date": "2025-03"}, "a.md"),
        ("What about Acme?", {"title": "Deal with Acme"}, {"title": "Deal with Zeta"}, "a.md"),
        ("What about Zeta?", {"title": "Deal with Acme"}, {"title": "Deal with Zeta"}, "b.md"),
    ],
)  # fmt: skip
def test_the_asked_for_then_the_current_then_the_newest_is_shown(
    query: str, first: dict[str, str], second: dict[str, str], shown: str
) -> None:
    hits = _hits((CLAUSE, a_source("a.md", **first)), (CLAUSE, a_source("b.md", **second)))
    kin = Relatives("a.md", "b.md", relation="version")

    (found,) = collapse(query, hits, kin)

    assert found.passage.source.doc_id == shown
    assert found.score == hits[0].score
    assert found.also == (("b.md",) if shown == "a.md" else ("a.md",))


@pytest.mark.parametrize(("sure", "shown"), [(0.9, "1.md"), (0.5, "2.md")])
def test_edition_that_is_surely_named_is_shown_instead_of_the_newest(
    sure: float, shown: str
) -> None:
    editions = [(CLAUSE, a_source(f"{n}.md", version=f"{n}.0")) for n in (1, 2)]
    kin = Relatives("1.md", "2.md", relation="version")

    named = {"1.md": sure, "2.md": 0.45}

    found = collapse_best("And the first?", _hits(*editions), kin, 10, named)

    assert _shown(found) == [shown]


def test_passages_of_one_document_are_not_compared() -> None:
    source = a_source("a.md")
    hits = some_hits(a_passage(CLAUSE, source), a_passage(CLAUSE, source, start=500))
    relatives = Relatives("a.md", "b.md")

    assert collapse("May I?", hits, relatives) == hits
    assert relatives.asked == []


def test_no_more_are_shown_than_were_asked_for() -> None:
    hits = _hits(*((CLAUSE, a_source(f"{name}.md")) for name in "abc"))

    assert _shown(collapse_best("May I?", hits, Relatives("a.md", "b.md"), k=1)) == ["a.md"]
    assert _shown(collapse_best("May I?", hits, Relatives(), k=2)) == ["a.md", "b.md"]
