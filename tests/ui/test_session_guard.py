from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ui.named import handed_out, named_in_address, named_in_body
from assistant.ui.session_guard import Belongings

FOLDER = Path("/incoming").resolve()
FILE = str(FOLDER / "hash" / "notes.md")


@pytest.mark.parametrize(
    ("method", "path", "query", "named"),
    [
        ("GET", "/gradio_api/queue/data", "session_hash=a&session_hash=%62", {"a", "b"}),
        ("GET", "/de/gradio_api/heartbeat/a", "", {"a"}),
        ("GET", "/gradio_api/stream/a/run/1/playlist.m3u8", "", {"a"}),
        ("POST", "/gradio_api/stream/a/close", "", {"a"}),
        ("GET", "/gradio_api/call/ask/e", "", {"e"}),
        ("GET", "/gradio_api/call/v2/ask/e", "", {"e"}),
        ("POST", "/gradio_api/call/v2/ask", "", set()),
        ("GET", "/gradio_api/upload_progress", "upload_id=u", {"u"}),
        ("GET", f"/gradio_api/file={FOLDER}/hash/../hash/notes.md", "", {FILE}),
        ("GET", "/gradio_api/file=/etc/hosts", "", set()),
        ("GET", "/gradio_api/file=/a\0b", "", set()),
        ("GET", "/gradio_api/info", "all=1", set()),
    ],
)
def test_an_address_names_what_gradio_looks_up(
    method: str, path: str, query: str, named: set[str]
) -> None:
    assert named_in_address(path, query, method, FOLDER) == named


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ('{"session_hash": "a", "event_id": "e"}', {"a", "e"}),
        ('{"session_hash": "a", "session_hash": "b"}', {"b"}),  # as every reader of JSON here
        (f'{{"data": [[{{"path": "{FILE}"}}], {{"x": {{"path": "/etc/hosts"}}}}]}}', {FILE}),
        ('{"session_hash": null, "data": ["session_hash"]}', set()),
        ("[" * 100_000, set()),
        ("username=a", set()),
        ("\udcff", set()),
    ],
)
def test_a_body_names_what_gradio_looks_up(body: str, named: set[str]) -> None:
    assert named_in_body(body.encode("utf-8", "surrogateescape"), FOLDER) == named


def test_a_response_hands_out_an_event_or_files() -> None:
    assert handed_out(b'{"event_id": "e"}', FOLDER) == {"e"}
    assert handed_out(f'["{FILE}", "/etc/hosts", 1]'.encode(), FOLDER) == {FILE}
    assert handed_out(b'{"detail": "Queue is full"}', FOLDER) == set()


def test_a_name_belongs_to_the_one_who_used_it_first() -> None:
    belongings = Belongings()
    assert belongings.may_use("ada", ["s"], FOLDER)

    belongings.give("ada", ["s"])

    assert belongings.may_use("ada", ["s"], FOLDER)
    assert not belongings.may_use("bob", ["s"], FOLDER)
    assert not belongings.may_use("bob", ["new", "s"], FOLDER)


def test_a_file_is_nobodys_until_it_is_given_and_may_have_two_owners() -> None:
    belongings = Belongings()
    assert not belongings.may_use("ada", [FILE], FOLDER)

    belongings.give("ada", [FILE])
    belongings.give("bob", [FILE])

    assert belongings.may_use("ada", [FILE], FOLDER)
    assert belongings.may_use("bob", [FILE], FOLDER)
    assert not belongings.may_use("eve", [FILE], FOLDER)


def test_many_names_of_one_make_nothing_of_another_be_forgotten() -> None:
    belongings = Belongings(most=2)
    belongings.give("ada", ["s"])

    belongings.give("bob", ["1", "2", "3"])

    assert not belongings.may_use("bob", ["s"], FOLDER)
    assert belongings.may_use("ada", ["1"], FOLDER)  # bob's own oldest is forgotten
    assert not belongings.may_use("ada", ["3"], FOLDER)
