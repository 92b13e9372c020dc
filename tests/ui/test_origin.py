from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from assistant.ui.origin import is_foreign

HOST = "127.0.0.1:7860"
LINK = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


def asks(method: str, **headers: str) -> bool:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return is_foreign(method, Headers({"host": HOST, **named}))


def test_a_program_says_nothing_of_where_it_comes_from_and_is_answered() -> None:
    assert not asks("POST")
    assert not asks("GET")


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_the_page_itself_is_answered_even_where_its_origin_is_hidden(site: str) -> None:
    assert not asks("POST", sec_fetch_site=site, origin="null")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("method", ["POST", "GET", "OPTIONS"])
def test_a_page_of_another_site_or_another_port_is_refused(site: str, method: str) -> None:
    assert asks(method, sec_fetch_site=site, sec_fetch_mode="cors", sec_fetch_dest="empty")


def test_a_link_to_the_page_may_be_followed_and_no_form_may_be_sent() -> None:
    assert not is_foreign("GET", Headers({"sec-fetch-site": "cross-site", **LINK}))
    assert is_foreign("POST", Headers({"sec-fetch-site": "cross-site", **LINK}))


def test_the_page_is_no_picture_or_frame_of_another_page() -> None:
    assert asks(
        "GET", sec_fetch_site="cross-site", sec_fetch_mode="no-cors", sec_fetch_dest="image"
    )
    assert asks(
        "GET", sec_fetch_site="cross-site", sec_fetch_mode="navigate", sec_fetch_dest="iframe"
    )


@pytest.mark.parametrize(
    ("origin", "foreign"),
    [
        ("http://127.0.0.1:7860", False),
        ("http://127.0.0.1:3000", True),
        ("http://127.0.0.1", True),
        ("http://localhost:7860", True),
        ("http://evil.example", True),
        ("null", True),
        ("", True),
        ("http://[", True),
        ("http://127.0.0.1:port", True),
        ("file://127.0.0.1:7860", True),
    ],
)
def test_without_metadata_the_origin_decides(origin: str, foreign: bool) -> None:
    assert asks("POST", origin=origin) is foreign


@pytest.mark.parametrize("origin", ["https://chat.example", "https://chat.example:443"])
def test_behind_a_proxy_the_name_it_passes_on_counts(origin: str) -> None:
    assert not is_foreign("POST", Headers({"host": "chat.example", "origin": origin}))
