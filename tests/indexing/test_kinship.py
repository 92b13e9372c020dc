from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.indexing.kinship import LARGEST_FAMILY, Related, Signed, find_kin, relate
from assistant.reading.editions import family_names
from assistant.reading.shingles import sign
from assistant.types import Source

WORDS = [f"word{n}" for n in range(400)]
TEXT = " ".join(WORDS)

Given = tuple[str, Mapping[str, str], str]  # doc_id, what is known, text


def _changed(many: int, text: str = TEXT) -> str:
    """The text with so many words replaced, far from each other."""
    words = text.split()
    for n in range(many):
        words[(n + 1) * len(words) // (many + 1)] = f"changed{n}"
    return " ".join(words)


def _related(first: Given, second: Given) -> Related | None:
    """What two documents are to each other, from either side."""
    texts = {doc_id: text for doc_id, _, text in (first, second)}
    a, b = _signed(*first), _signed(*second)
    there = relate(a, b, texts.__getitem__)
    assert there == relate(b, a, texts.__getitem__)
    return there


def _signed(doc_id: str, known: Mapping[str, str], text: str) -> Signed:
    fields: dict[str, Any] = {"title": "Example License", "language": "en"} | dict(known)
    source = Source(doc_id, **fields)
    return Signed(source, sign(text), family_names(source.title))


def _relation(first: Given, second: Given) -> str | None:
    related = _related(first, second)
    return related.relation if related else None


@settings(deadline=None)  # numpy is loaded within
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60), st.integers(0, 2**32))
def test_a_document_is_a_twin_of_itself_in_another_layout(words: list[str], seed: int) -> None:
    chance = random.Random(seed)
    written = "".join(
        chance.choice([word, word.upper(), f"**{word}**", f"[{word}](http://x.org/{word})"])
        + chance.choice([" ", "\n", "\r\n\r\n", ", ", "; "])
        for word in words
    )

    related = _related(("a.md", {}, " ".join(words)), ("b.html", {"title": "B"}, written))

    assert related == Related("twin", 1.0)


@settings(deadline=None)  # numpy is loaded within
@given(st.integers(1, 6), st.sampled_from([".md", ".html"]))
def test_changed_words_make_a_version_of_it_and_no_twin(many: int, suffix: str) -> None:
    assert _relation(("a.md", {}, TEXT), (f"b{suffix}", {}, _changed(many))) == "version"


@pytest.mark.parametrize(
    "known",
    [
        ({"version": "1.0"}, {"version": "1.1"}),
        ({"date": "2024-04"}, {"date": "2025-03"}),
        ({"title": "Example License 1.0"}, {"title": "Example License 1.1"}),
    ],
)
def test_two_words_and_another_version_date_or_title_are_no_twins(
    known: tuple[Mapping[str, str], Mapping[str, str]],
) -> None:
    first, second = known

    assert _relation(("a.md", first, TEXT), ("b.md", second, _changed(2))) == "version"
    assert _relation(("a.md", first, TEXT), ("b.html", second, TEXT + " menu")) == "version"


def test_equal_words_of_two_versions_are_no_twins() -> None:
    known = ({"version": "1.0"}, {"version": "1.1"})

    assert _relation(("a.md", known[0], TEXT), ("b.md", known[1], TEXT)) == "version"


def test_a_page_with_its_menu_is_a_twin_of_its_text() -> None:
    menu = " ".join(f"menu{n}" for n in range(10))

    assert _relation(("a.md", {}, TEXT), ("b.html", {}, f"{menu} {TEXT}")) == "twin"
    assert _relation(("a.md", {}, TEXT), ("b.md", {}, f"{menu} {TEXT}")) == "version"


def test_the_same_version_in_another_format_is_a_twin_with_much_around_it() -> None:
    known = {"version": "1.0-RC1"}
    around = " ".join(f"around{n}" for n in range(80))

    page = ("b.html", known, f"{around} {_changed(4)}")

    assert _relation(("a.md", known, TEXT), page) == "twin"


def test_one_file_name_with_two_suffixes_is_one_text() -> None:
    slides = ("talks/slides.pdf", {"title": "August: a meeting"}, _changed(10))

    assert _relation(("talks/slides.txt", {"title": "Slides"}, TEXT), slides) == "twin"
    assert _relation(("talks/slides.txt", {"title": "Slides"}, "Other words."), slides) is None


def test_licenses_that_share_most_of_their_text_are_no_kin() -> None:
    other = ("b.txt", {"title": "Example NonCommercial License", "version": "4.0"}, _changed(2))

    assert _relation(("a.txt", {"version": "4.0"}, TEXT), other) is None


def test_versions_may_share_little_but_a_series_of_meetings_is_none() -> None:
    rewritten = " ".join([*WORDS[:100], *(f"new{n}" for n in range(300))])
    unlike = " ".join([*WORDS[:20], *(f"new{n}" for n in range(380))])
    first, second = {"version": "2.0"}, {"version": "3.0"}

    assert _relation(("a.txt", first, TEXT), ("b.txt", second, rewritten)) == "version"
    assert _relation(("a.txt", first, TEXT), ("b.txt", second, unlike)) is None


def test_numbers_of_products_in_titles_need_more_in_common() -> None:
    rewritten = " ".join([*WORDS[:100], *(f"new{n}" for n in range(300))])
    first, second = {"title": "Example 3.1 card"}, {"title": "Example 3.2 card"}

    assert _relation(("a.md", first, TEXT), ("b.md", second, rewritten)) is None
    assert _relation(("a.md", first, TEXT), ("b.md", second, _changed(20))) == "version"


def test_translations_are_told_by_file_name_or_by_status_and_version() -> None:
    japanese = {"title": "定義", "language": "ja"}
    told = {"title": "Example License 1.0", "language": "ja", "status": "translation"}
    first = {"title": "Example License 1.0"}

    for name, other in (
        ("d/guide-en.md", "d/guide-ja.md"),
        ("d/en/guide.md", "d/ja/guide.md"),
        ("guide.md", "guide.ja.md"),
    ):
        assert _relation((name, {}, TEXT), (other, japanese, "定義")) == "translation"
    assert _relation(("a.md", first, TEXT), ("b.md", told, "定義")) == "translation"
    assert _relation(("a.md", first, TEXT), ("b.md", told | {"version": "2.0"}, "定義")) is None
    assert _relation(("a.md", {}, TEXT), ("b.md", japanese, "定義")) is None


def test_only_pairs_with_a_new_document_are_compared() -> None:
    signed = {
        name: Signed(Source(name, "Example"), sign(TEXT)) for name in ("a.md", "b.md", "c.md")
    }

    found = find_kin(signed, {"b.md"}, lambda _: TEXT)

    assert found == {("a.md", "b.md"): Related("twin", 1.0), ("b.md", "c.md"): Related("twin", 1.0)}


def test_a_title_that_many_contracts_bear_makes_them_no_kin() -> None:
    many = LARGEST_FAMILY + 1
    signed = {
        f"{n}.md": Signed(Source(f"{n}.md", "Agreement"), sign(f"{TEXT} party{n}"))
        for n in range(many)
    }
    few = dict(list(signed.items())[:3])

    assert find_kin(signed, signed.keys(), lambda _: "") == {}
    assert len(find_kin(few, few.keys(), lambda _: "")) == 3


def test_a_short_text_with_two_changed_words_is_a_version_of_it() -> None:
    short = " ".join(WORDS[:30])

    assert _relation(("a.md", {}, short), ("b.md", {}, _changed(2, short))) == "version"
