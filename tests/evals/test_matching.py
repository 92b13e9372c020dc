from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.gold import Evidence
from evals.matching import USABLE_CHARS, finds, normalise, overlaps, shared_run
from tests.evals.scripted import document, passage

QUOTE = "Nobody may sell the anvil."
PIECE = Evidence(("tools/anvil.md",), QUOTE)


def slow_shared(quote: str, text: str) -> int:
    """The longest of: the whole quotation, the whole text, and the shared edges; with sets."""

    def beginnings(of: str) -> set[str]:
        return {of[:i] for i in range(len(of) + 1)}

    def ends(of: str) -> set[str]:
        return {of[i:] for i in range(len(of) + 1)}

    shared = (beginnings(quote) & ends(text)) | (ends(quote) & beginnings(text))
    wholes = {a for a, b in ((quote, text), (text, quote)) if a in b}
    return max(map(len, shared | wholes))


@given(st.text("ab .", max_size=14), st.text("ab .", max_size=25))
def test_the_shared_run_agrees_with_a_slow_version_of_sets(quote: str, text: str) -> None:
    run = shared_run(quote, text)

    assert run.end - run.start == slow_shared(quote, text)
    assert quote[run.start : run.end] in text


@pytest.mark.parametrize(
    "typeset",
    [
        "nobody MAY sell\n  the\tanvil.",
        "No\u00adbody may\u00a0sell the anvil.",
        "Before. Nobody may sell the anvil. After.",
    ],
)
def test_a_quotation_is_found_however_it_is_typeset(typeset: str) -> None:
    assert finds(PIECE, passage(typeset))


def test_dashes_quotation_marks_and_ligatures_are_unified() -> None:
    assert normalise("‘ﬁne’ – “so” — it’s…") == normalise("'fine' - \"so\" - it's...")


def test_the_same_words_in_another_document_are_no_evidence() -> None:
    other = document("tools/hammer.md", QUOTE)

    assert not finds(PIECE, passage(QUOTE, within=other))


def test_one_of_several_files_is_enough() -> None:
    piece = Evidence(("tools/anvil.txt", "tools/anvil.md"), QUOTE)

    assert finds(piece, passage(QUOTE))


def test_half_of_the_quotation_is_enough_and_less_is_not() -> None:
    assert len(QUOTE) == 26
    assert finds(PIECE, passage("Its makers say: " + QUOTE[:13]))
    assert not finds(PIECE, passage("Its makers say: " + QUOTE[:12]))
    assert finds(PIECE, passage(QUOTE[13:] + " More follows."))
    assert finds(PIECE, passage(QUOTE[7:25]))


def test_words_shared_in_the_middle_are_another_place() -> None:
    piece = Evidence(("tools/anvil.md",), "code: class: closed, link: none, notes: none")

    assert not finds(piece, passage("data: class: closed, link: none, notes: none given, says he."))


def test_scattered_words_of_the_quotation_are_not_the_quotation() -> None:
    assert not finds(PIECE, passage("The anvil may be heavy; nobody would sell an old anvil."))


def test_only_the_beginning_of_a_long_passage_counts() -> None:
    filler = "x" * USABLE_CHARS

    assert not finds(PIECE, passage(filler + QUOTE))
    assert finds(PIECE, passage(filler[: -len(QUOTE)] + QUOTE))


def test_a_cited_part_of_a_long_gold_quotation_overlaps() -> None:
    piece = Evidence(("tools/anvil.md",), "Whatever was said before, " + QUOTE + " Ever. " * 20)

    assert overlaps(piece, "tools/anvil.md", QUOTE)
    assert not overlaps(piece, "tools/hammer.md", QUOTE)
    assert not overlaps(piece, "tools/anvil.md", "The smith is free to forge whatever she likes.")


def test_a_few_letters_do_not_overlap_by_chance() -> None:
    assert not overlaps(PIECE, "tools/anvil.md", "No")
    assert overlaps(Evidence(("tools/anvil.md",), "No."), "tools/anvil.md", "No.")
