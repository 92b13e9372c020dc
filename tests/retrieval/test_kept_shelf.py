from __future__ import annotations

from assistant.retrieval.kept_shelf import KeptShelf
from assistant.retrieval.shelf import Lookups
from assistant.types import Source


class _Library:
    """Documents by id, which remembers what was read of them."""

    def __init__(self, **texts: str) -> None:
        self.texts = texts
        self.read: list[str] = []

    def opening(self, doc_id: str) -> str:
        self.read.append(doc_id)
        return self.texts[doc_id]

    def shelf(self) -> KeptShelf:
        return KeptShelf(
            sources=lambda: [Source(doc_id, doc_id) for doc_id in sorted(self.texts)],
            hashes=lambda: dict(sorted(self.texts.items())),
            opening=self.opening,
            lookups=Lookups(),
        )


def test_shelf_is_built_once_for_each_revision() -> None:
    library = _Library(gemma="", llama="")
    kept = library.shelf()

    assert kept.at(1) is kept.at(1)
    assert kept.at(2) is not kept.at(1)


def test_new_document_is_on_the_shelf_after_a_change_and_only_it_is_read() -> None:
    library = _Library(gemma="the Gemma Use Policy (GUP)", llama="other")
    kept = library.shelf()
    kept.at(1)
    library.read.clear()
    library.texts["falcon"] = "new"

    shelf = kept.at(2)

    assert "falcon" in shelf.by_word
    assert library.read == ["falcon"]
    assert ("gemma", "use", "policy") in shelf.short_forms["gup"]


def test_short_forms_go_with_the_document_that_explained_them() -> None:
    library = _Library(gemma="the Gemma Use Policy (GUP)")
    kept = library.shelf()
    kept.at(1)
    library.texts = {"llama": "nothing"}

    assert "gup" not in kept.at(2).short_forms
