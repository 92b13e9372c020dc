from __future__ import annotations

from assistant.retrieval.shelf import Lookups, build_shelf
from assistant.types import Source
from tests.retrieval.library_of_names import SOURCES, small_shelf


def test_every_document_is_on_the_shelf_once() -> None:
    assert [identity.source for identity in small_shelf().identities] == list(SOURCES)


def test_short_form_comes_from_the_initials_of_a_title() -> None:
    assert ("open", "source", "definition") in small_shelf().short_forms["osd"]


def test_name_of_one_document_tells_all_and_of_every_document_nothing() -> None:
    shelf = small_shelf()

    assert shelf.narrowness(1) == 1.0
    assert shelf.narrowness(len(SOURCES)) < 0.05


def test_empty_library_makes_an_empty_shelf() -> None:
    shelf = build_shelf([])

    assert not shelf.by_word
    assert shelf.narrowness(0) == 1.0


def test_document_without_a_title_is_told_by_its_file_name() -> None:
    shelf = build_shelf([Source("acme-robotics_nda.txt", "")])

    assert {"acme", "robotics", "nda"} <= shelf.by_word.keys()


def test_file_name_that_writes_words_as_one_is_taken_apart() -> None:
    shelf = build_shelf([Source("TabunKitchenNDA-2.0.txt", ""), Source("a%20b%20EFCAForm.txt", "")])

    assert {"tabun", "kitchen", "nda", "efca", "form"} <= shelf.by_word.keys()
    assert shelf.identities[0].numbers == {"2"}


def test_what_every_other_passage_speaks_of_names_little() -> None:
    shelf = build_shelf(
        SOURCES, lookups=Lookups(share=lambda words: 0.5 if words == "mit" else 0.1)
    )

    assert shelf.rarity("mit") == 0.0
    assert shelf.rarity("apache") == 1.0
