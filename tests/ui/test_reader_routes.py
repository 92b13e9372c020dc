"""The reader over HTTP, beside a real page: one with passwords and one without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from assistant.ui.access import User
from assistant.ui.headers import FILE_POLICY, POLICY, READER_POLICY
from tests.ui.hostile import HOSTILE_DOCUMENT
from tests.ui.library import FRENCH, PANEL
from tests.ui.scripted import ScriptedAssistant
from tests.ui.shelf import Shelf

pytestmark = pytest.mark.slow  # serves the page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    for name in (FRENCH.doc_id, "panels/quayside-2025.mp3"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("<script>alert(1)</script>", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def open_page(serve_page: Callable[..., str], folder: Path) -> Iterator[httpx.Client]:
    address = serve_page(ScriptedAssistant, documents=Shelf(folder=folder))
    with httpx.Client(base_url=address) as client:
        yield client


def test_a_document_stands_on_a_page_that_allows_no_script(open_page: httpx.Client) -> None:
    page = open_page.get(f"/read/{FRENCH.doc_id}?start=3&end=14")
    style = open_page.get("/reader.css")

    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert page.headers["content-security-policy"] == READER_POLICY
    assert page.headers["x-content-type-options"] == "nosniff"
    assert '<mark id="passage" tabindex="-1">fournisseur</mark>' in page.text
    assert style.headers["content-type"].startswith("text/css")


def test_a_shortened_link_still_opens_the_document(open_page: httpx.Client) -> None:
    for query in ("?start=", "?start=x&end=-1", f"?start={'9' * 500}&end=1", "?sha256=%00%ff"):
        page = open_page.get(f"/read/{FRENCH.doc_id}{query}")

        assert page.status_code == 200
        assert "<mark" not in page.text


def test_a_file_is_shown_and_never_run(open_page: httpx.Client) -> None:
    file = open_page.get(f"/original/{FRENCH.doc_id}")
    part = open_page.get(f"/recording/{PANEL.doc_id}", headers={"Range": "bytes=1-6"})

    assert file.headers["content-type"] == "text/plain; charset=utf-8"
    assert file.headers["content-security-policy"] == FILE_POLICY
    assert (part.status_code, part.headers["content-type"], part.text) == (
        206,
        "audio/mpeg",
        "script",
    )


@pytest.mark.parametrize(
    "path",
    [
        "/read/nothing.md",
        "/original/nothing.md",
        "/original/licenses/lantern.md",  # in the library, and its file is gone
        "/recording/policy/loi.md",
        "/original/..%2F..%2F..%2Fetc%2Fpasswd",
        "/original/%2Fetc%2Fpasswd",
        "/original/policy/..%2F..%2Fpolicy/loi.md",
        "/original/",
        "/read/%00",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(open_page: httpx.Client, path: str) -> None:
    page = open_page.get(path)

    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert "root:" not in page.text


def test_a_hostile_document_is_found_by_its_hostile_name(open_page: httpx.Client) -> None:
    page = open_page.get(f"/read/{HOSTILE_DOCUMENT.doc_id.replace('?', '%3F').replace('#', '%23')}")

    assert page.status_code == 200
    assert "<img" not in page.text


def test_other_addresses_are_still_the_page(open_page: httpx.Client) -> None:
    page = open_page.get("/")

    assert page.status_code == 200
    assert page.headers["content-security-policy"] == POLICY


def test_where_passwords_are_asked_documents_are_for_those_who_signed_in(
    serve_page: Callable[..., str], folder: Path
) -> None:
    address = serve_page(
        ScriptedAssistant, (User("reader", "secret"),), documents=Shelf(folder=folder)
    )
    paths = (
        f"/read/{FRENCH.doc_id}",
        f"/original/{FRENCH.doc_id}",
        f"/recording/{PANEL.doc_id}",
        "/read/nothing.md",
    )

    with httpx.Client(base_url=address) as client:
        before = [client.get(path) for path in paths]
        client.cookies.set("access-token-unsecure-x", "made-up")
        with_made_up_token = client.get(paths[0]).status_code
        client.cookies.clear()
        client.post("/login", data={"username": "reader", "password": "secret"})
        after = [client.get(path).status_code for path in paths]
        upload = client.post("/gradio_api/upload", files={"files": ("a.md", b"x")}).status_code
        client.get("/logout")
        signed_out = client.get(paths[0]).status_code

    assert [page.status_code for page in before] == [401] * 4
    assert all("Sign in on the first page" in page.text for page in before)
    assert "fournisseur" not in before[0].text
    assert with_made_up_token == 401
    assert after == [200, 200, 200, 404]
    assert signed_out == 401
    assert upload == 403  # nobody adds documents to a shared page, unless that is allowed
