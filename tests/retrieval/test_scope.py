from __future__ import annotations

import pytest

from assistant.errors import LibraryError, ScopeError
from assistant.retrieval.scope import documents_in, exact_scope
from assistant.types import Scope
from tests.doubles import a_source

MIT = a_source("licenses/mit.md", kind="license", language="en")
EUPL = a_source("licenses/eupl.md", kind="license", language="fr", version="1.2")
DRAFT = a_source(
    "definitions/osaid.md", language="en-GB", version="v2.0-rc1", status="draft", kind="definition"
)
FINAL = a_source("definitions/osd.md", version="2.0", status="current", kind="definition")
SOURCES = (FINAL, DRAFT, EUPL, MIT)


@pytest.mark.parametrize(
    ("scope", "wanted"),
    [
        (Scope(), SOURCES),
        (Scope(kinds=("license",)), (EUPL, MIT)),
        (Scope(kinds=("license", "definition")), SOURCES),
        (Scope(documents=("licenses/mit.md", "definitions/osd.md")), (FINAL, MIT)),
        (Scope(languages=("en",)), (DRAFT, MIT)),
        (Scope(languages=("en-gb",)), (DRAFT,)),
        (Scope(versions=("2",)), (FINAL,)),
        (Scope(versions=("2.0-RC1",)), (DRAFT,)),
        (Scope(versions=("1.2", "2.0")), (FINAL, EUPL)),
        (Scope(statuses=("draft", "current")), (FINAL, DRAFT)),
        (Scope(kinds=("license",), languages=("en",)), (MIT,)),
        (Scope(kinds=("license",), statuses=("draft",)), ()),
    ],
)
def test_what_is_given_holds_at_once_and_one_of_several_is_enough(
    scope: Scope, wanted: tuple[object, ...]
) -> None:
    found = documents_in(scope, SOURCES)

    assert found == {source.doc_id for source in SOURCES if source in wanted}


def test_names_become_those_of_the_library() -> None:
    said = Scope(documents=("mit.md", "licenses/mit.md"), languages=("French", "EN"))

    assert exact_scope(said, SOURCES) == Scope(
        documents=("licenses/mit.md",), languages=("fr", "en")
    )


@pytest.mark.parametrize(
    ("scope", "error", "told"),
    [
        (
            Scope(documents=("licenses/mitt.md",)),
            LibraryError,
            "no document 'licenses/mitt.md' in the library; there are 'licenses/mit.md',"
            " 'licenses/eupl.md'; `python -m assistant documents` lists all",
        ),
        (
            Scope(documents=("mitt.md",)),
            LibraryError,
            "no document 'mitt.md' in the library; there are 'licenses/mit.md';"
            " `python -m assistant documents` lists all",
        ),
        (
            Scope(documents=("x",)),
            LibraryError,
            "no document 'x' in the library; `python -m assistant documents` lists all",
        ),
        (
            Scope(languages=("de",)),
            ScopeError,
            "no document is in the language 'de'; there are 'en', 'en-GB', 'fr'",
        ),
        (
            Scope(versions=("1.3",)),
            ScopeError,
            "no document has the version '1.3'; there are '1.2'",
        ),
        (
            Scope(versions=("nine",)),
            ScopeError,
            "no document has the version 'nine'; there are '1.2', '2.0', 'v2.0-rc1'",
        ),
    ],
)
def test_what_is_not_there_is_an_error_that_names_what_is(
    scope: Scope, error: type[Exception], told: str
) -> None:
    with pytest.raises(error) as caught:
        exact_scope(scope, SOURCES)

    assert str(caught.value) == told


def test_library_that_knows_no_language_says_so() -> None:
    with pytest.raises(ScopeError, match="'de'; there are none that are known"):
        exact_scope(Scope(languages=("de",)), (FINAL,))
