from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from fastapi.testclient import TestClient

from assistant.ui.own_language import OwnLanguage

PAGE = "text/html,application/xhtml+xml"


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()
    app.add_api_route("/", lambda: PlainTextResponse("the page in English"))
    app.add_middleware(OwnLanguage)
    return TestClient(app, follow_redirects=False)


def test_a_german_browser_is_led_to_the_german_page(client: TestClient) -> None:
    answer = client.get("/", headers={"accept": PAGE, "accept-language": "de-AT,en;q=0.5"})

    assert (answer.status_code, answer.headers["location"]) == (307, "/de/")
    assert answer.headers["vary"] == "Accept-Language"


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {"accept": PAGE, "accept-language": "en"}),
        ("/?lang=en", {"accept": PAGE, "accept-language": "de"}),
        ("/", {"accept": "application/json", "accept-language": "de"}),
        ("/", {"accept": PAGE}),
    ],
    ids=["English browser", "chosen by hand", "a program", "no wish"],
)
def test_nobody_else_is_led_anywhere(
    client: TestClient, path: str, headers: dict[str, str]
) -> None:
    assert client.get(path, headers=headers).text == "the page in English"
