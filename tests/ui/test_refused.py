from __future__ import annotations

import pytest
from starlette.types import Scope

from assistant.ui.refused import refusal, refused
from tests.raised import CODE, unworded_responses


def request(path: str, accept_language: str = "") -> Scope:
    headers = [(b"accept-language", accept_language.encode())] if accept_language else []
    return {"type": "http", "path": path, "headers": headers}


@pytest.mark.parametrize(
    ("path", "accept_language", "said"),
    [
        ("/gradio_api/upload", "", "Documents are not added from this page.\n"),
        ("/de/gradio_api/upload", "", "Auf dieser Seite werden keine Dokumente hinzugefügt.\n"),
        ("/fr/gradio_api/upload", "de", "On n'ajoute pas de documents depuis cette page.\n"),
        ("/", "de-AT,en;q=0.5", "Auf dieser Seite werden keine Dokumente hinzugefügt.\n"),
        ("/", "ja", "Documents are not added from this page.\n"),
        ("/", ";q=x,", "Documents are not added from this page.\n"),
    ],
)
def test_a_refusal_speaks_the_language_of_the_page_else_the_browsers(
    path: str, accept_language: str, said: str
) -> None:
    assert refusal(request(path, accept_language), lambda words: words.no_uploads) == said


def test_a_refusal_has_its_status_and_numbers_as_the_language_writes_them() -> None:
    response = refused(request("/de/"), 413, lambda w: w.uploads_too_large, limit=2_000)

    assert response.status_code == 413
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert bytes(response.body).decode() == (
        "Diese Dateien haben zusammen mehr als 2.000 Bytes; schicken Sie weniger auf einmal.\n"
    )


def test_no_response_says_what_only_english_has() -> None:
    assert [
        where for path in sorted(CODE.rglob("ui/**/*.py")) for where in unworded_responses(path)
    ] == []
