from __future__ import annotations

import pytest

from assistant.answering.scope_words import scope_words
from assistant.answering.words.french import FRENCH
from assistant.answering.words.german import GERMAN
from assistant.types import EVERYTHING, KINDS, STATUSES, Scope

MANY = ("a.md", "b.md", "c.md", "d.md", "e.md")


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        (EVERYTHING, ""),
        (Scope(kinds=("license",)), "licenses"),
        (Scope(kinds=("license", "panel", "own")), "licenses, panels and own documents"),
        (Scope(languages=("de", "ja", "xx")), "in German, Japanese or xx"),
        (Scope(versions=("1.0",), statuses=("draft",)), "version 1.0, drafts"),
        (Scope(documents=("a.md",), kinds=("panel",)), "“A.MD”, panels"),
        (Scope(documents=MANY), "“A.MD”, “B.MD”, “C.MD” and 2 more"),
    ],
)
def test_scope_reads_as_a_list(scope: Scope, said: str) -> None:
    assert scope_words(scope, str.upper) == said


def test_every_kind_and_status_has_words() -> None:
    for kind in KINDS:
        assert scope_words(Scope(kinds=(kind,)))
    for status in STATUSES:
        assert scope_words(Scope(statuses=(status,)))


def test_scope_is_said_in_the_language_of_the_page() -> None:
    scope = Scope(
        kinds=("license", "panel"), languages=("de", "en"), versions=("2",), statuses=("draft",)
    )

    assert scope_words(scope, str, GERMAN) == (
        "Lizenzen und Podien, auf Deutsch oder Englisch, Fassung 2, Entwürfe"
    )
    assert scope_words(scope, str, FRENCH) == (
        "licences et tables rondes, en allemand ou anglais, version 2, brouillons"
    )
