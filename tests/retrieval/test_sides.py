from __future__ import annotations

from collections.abc import Sequence

from assistant.retrieval.asked import Asked, Side
from assistant.retrieval.sides import keep_sides
from assistant.types import Hit
from tests.doubles import a_passage, a_source

OSAID, OWD, OSD = (
    Side(name, documents=frozenset([f"{name}.md"])) for name in ("OSAID", "OWD", "OSD")
)


def hits_of(*names: str) -> list[Hit]:
    return [
        Hit(a_passage(f"Text {n}.", a_source(f"{name}.md")), 1 - n / 100)
        for n, name in enumerate(names)
    ]


def names_of(hits: Sequence[Hit]) -> list[str]:
    return [hit.passage.source.doc_id.removesuffix(".md") for hit in hits]


def kept(hits: Sequence[Hit], k: int, *sides: Side) -> list[str]:
    return names_of(keep_sides(Asked("?", "?", sides=sides), hits, k))


def test_side_that_has_no_place_gets_that_of_the_last() -> None:
    hits = hits_of("OSAID", "OSAID", "OSAID", "OSAID", "OWD", "OWD")

    assert kept(hits, 4, OSAID, OWD) == ["OSAID", "OSAID", "OSAID", "OWD"]


def test_sides_that_have_a_place_change_nothing() -> None:
    hits = hits_of("OSAID", "OWD", "OSAID", "OSD")

    assert kept(hits, 3, OSAID, OWD) == ["OSAID", "OWD", "OSAID"]


def test_side_is_not_driven_out_by_another() -> None:
    hits = hits_of("OSAID", "OSAID", "OSAID", "OWD", "OSD")

    assert kept(hits, 6, OSAID, OWD, OSD)[-2:] == ["OWD", "OSD"]
    assert kept(hits_of("MOF", "MOF", "MOF", "OWD", "OSD"), 4, OWD, OSD) == [
        "MOF", "MOF", "OWD", "OSD",
    ]  # fmt: skip


def test_at_most_half_of_the_places_are_for_sides() -> None:
    hits = hits_of("MOF", "MOF", "OSAID", "OWD", "OSD")

    assert kept(hits, 2, OSAID, OWD, OSD) == ["MOF", "OSAID"]


def test_speakers_are_sides_too() -> None:
    hits = [
        *hits_of("OSAID", "OSAID", "OSAID", "OSAID"),
        Hit(a_passage("I disagree.", speaker="Amanda Brock"), 0.1),
    ]
    brock = Side("Brock", speakers=frozenset(["Amanda Brock"]))

    assert keep_sides(Asked("?", "?", sides=(OSAID, brock)), hits, 4)[-1] is hits[-1]


def test_question_without_sides_keeps_the_best() -> None:
    hits = hits_of("a", "b", "c")

    assert keep_sides(Asked("?", "?"), hits, 2) == hits[:2]
