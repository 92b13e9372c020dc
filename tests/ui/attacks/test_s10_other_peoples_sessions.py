"""S10: who has signed in and knows the names of another's session, answers and files gets nothing.

Gradio 6.31 alone asks nobody whose a session, an event or a file is: without our guard it answered
all 17 of `ATTACKS`, two of them (ending a session, stopping an answer) without any sign-in.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from assistant.history.store import HistoryStore
from assistant.ui.access import User
from assistant.ui.history_events import ADDRESS_JS
from tests.faults.tally import Tally
from tests.history.made import exchange
from tests.ui.conftest import make_assistant
from tests.ui.scripted import ANSWERED
from tests.ui.test_browser_documents import Curator

pytestmark = pytest.mark.slow

USERS = (User("alice", "of-alice"), User("bob", "of-bob"))
SECRET = "canary of alice"
KEPT = "a" * 32  # id of a conversation that alice has kept
API = "/gradio_api"


class Owned(NamedTuple):
    """What is alice's, by the names that Gradio knows it by."""

    session: str
    event: str  # of an answer that nobody has fetched yet
    path: str  # of a file she has uploaded
    upload: str  # the name she gave her upload


class Reader(NamedTuple):
    """Someone with a page open, or a program of theirs."""

    client: httpx.Client
    events: dict[tuple[str, str], dict[str, Any]]  # element and event -> what the page calls

    def call(self, element: str, event: str, data: list[Any], session: str, **more: Any) -> Any:
        """The response to an event of the page, sent as the page does."""
        body = {"data": data, "fn_index": self.events[element, event]["id"], **more}
        return self.client.post(f"{API}/run/predict", json=body | {"session_hash": session})


@pytest.fixture(scope="module")
def address(serve_page: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    store = HistoryStore(tmp_path_factory.mktemp("history"))
    store.add("alice", KEPT, exchange("a1", question=SECRET))
    return serve_page(make_assistant, users=USERS, history=store, curation=Curator())


@pytest.fixture(scope="module")
def sign_in(address: str) -> Iterator[Callable[[str], Reader]]:
    clients: list[httpx.Client] = []

    def signed_in(name: str) -> Reader:
        client = httpx.Client(base_url=address, timeout=20)
        clients.append(client)
        client.post("/login", data={"username": name, "password": f"of-{name}"})
        config = client.get("/config").json()
        named = {c["id"]: c["props"].get("elem_id") for c in config["components"]}
        events = {
            (named.get(component) or str(dependency["js"]), event): dependency
            for dependency in reversed(config["dependencies"])
            for component, event in dependency["targets"]
        }
        return Reader(client, events)

    yield signed_in
    for client in clients:
        client.close()


@pytest.fixture
def alice(sign_in: Callable[[str], Reader]) -> Reader:
    return sign_in("alice")


@pytest.fixture
def bob(sign_in: Callable[[str], Reader]) -> Reader:
    return sign_in("bob")


def owned(alice: Reader) -> Owned:
    """Alice has asked something, on her page and through a program, and has uploaded a file."""
    session, upload = uuid.uuid4().hex[:11], uuid.uuid4().hex[:11]
    asked = alice.call("question", "submit", [SECRET, "", None], session)
    assert asked.status_code == 200 and SECRET in asked.text
    called = alice.client.post(f"{API}/call/v2/ask", json={"question": ANSWERED.question})
    (path,) = alice.client.post(
        f"{API}/upload?upload_id={upload}", files={"files": ("of-alice.md", SECRET)}
    ).json()
    return Owned(session, called.json()["event_id"], path, upload)


def get(address: Callable[[Owned], str]) -> Callable[[Reader, Owned], httpx.Response]:
    def getting(reader: Reader, owned: Owned) -> httpx.Response:
        with reader.client.stream("GET", API + address(owned)) as response:
            if response.status_code == 200 and "event-stream" in response.headers["content-type"]:
                next(response.iter_bytes())  # some of these never end
            else:
                response.read()
            return response

    return getting


def post(
    address: str, body: Callable[[Owned], dict[str, Any]]
) -> Callable[[Reader, Owned], httpx.Response]:
    return lambda reader, owned: reader.client.post(API + address, json=body(owned))


def file_of(owned: Owned) -> list[dict[str, Any]]:
    written = str(Path(owned.path).parent / ".." / Path(owned.path).parent.name / "of-alice.md")
    return [{"path": written, "meta": {"_type": "gradio.FileData"}}]


def cancelled(session: str, event: str) -> dict[str, Any]:
    return {"session_hash": session, "event_id": event, "fn_index": 0}


# Some use up what they get: those that others rely on come last.
ATTACKS: dict[str, Callable[[Reader, Owned], httpx.Response]] = {
    "show her conversation": lambda r, o: r.call("stop", "click", [None], o.session),
    "ask in her session": lambda r, o: r.call("question", "submit", ["?", "", None], o.session),
    "judge her answer": lambda r, o: r.call("up", "click", [None], o.session),
    "clear her conversation": lambda r, o: r.call("clear", "click", [None], o.session),
    "a queued event of hers": lambda r, o: r.client.post(
        f"{API}/queue/join",
        json={
            "data": [None],
            "fn_index": r.events["documents-list", "click"]["id"],
            "session_hash": o.session,
        },
    ),
    "a program in her session": post(
        "/call/ask", lambda o: {"data": ["?", None, None], "session_hash": o.session}
    ),
    "her session's messages": get(lambda o: f"/queue/data?session_hash={o.session}"),
    "the second of two names": get(
        lambda o: f"/queue/data?session_hash=b&session_hash={o.session}"
    ),
    "end her session": get(lambda o: f"/heartbeat/{o.session}"),
    "her upload as it goes": get(lambda o: f"/upload_progress?upload_id={o.upload}"),
    "her file": get(lambda o: f"/file={o.path}"),
    "her file by an older address": get(lambda o: f"/file/{o.path}"),
    "add her file": lambda r, o: r.call("documents-files", "upload", [file_of(o), False], "bobs"),
    "her answer's messages": get(lambda o: f"/queue/data?session_hash={o.event}"),
    "stop her answer": post("/cancel", lambda o: cancelled("bobs", o.event)),
    "her answer, newer address": get(lambda o: f"/call/v2/ask/{o.event}"),
    "her answer": get(lambda o: f"/call/ask/{o.event}"),
}


def test_nothing_of_another_is_reached_by_its_name(
    alice: Reader, bob: Reader, tally: Tally
) -> None:
    hers = owned(alice)

    def attack(name: str) -> None:
        answer = ATTACKS[name](bob, hers)
        assert answer.status_code == 403, f"answered {answer.status_code}"

    tally.full = True
    tally.each(ATTACKS, attack)

    assert tally.failures == []


def test_nothing_is_reached_without_signing_in(address: str, alice: Reader, tally: Tally) -> None:
    hers = owned(alice)
    stranger = Reader(httpx.Client(base_url=address, timeout=20), alice.events)

    def attack(name: str) -> None:
        assert ATTACKS[name](stranger, hers).status_code == 401

    tally.full = True
    with stranger.client:
        tally.each(ATTACKS, attack)

    assert tally.failures == []


def test_what_was_tried_in_vain_is_still_there_for_its_owner(alice: Reader, bob: Reader) -> None:
    hers = owned(alice)
    for attack in ATTACKS.values():
        attack(bob, hers)

    shown = alice.call("stop", "click", [None], hers.session)
    file = alice.client.get(f"{API}/file={hers.path}")
    answer = alice.client.get(f"{API}/call/ask/{hers.event}")

    assert (shown.status_code, file.text) == (200, SECRET) and SECRET in shown.text
    assert json.loads(answer.text.splitlines()[1].removeprefix("data: "))[0]["text"]


def test_two_who_upload_the_same_file_both_have_it(alice: Reader, bob: Reader) -> None:
    sent = {"files": ("same.md", "the same words")}
    (hers,) = alice.client.post(f"{API}/upload", files=sent).json()
    (his,) = bob.client.post(f"{API}/upload", files=sent).json()

    assert alice.client.get(f"{API}/file={hers}").status_code == 200
    assert bob.client.get(f"{API}/file={his}").status_code == 200


def test_a_kept_conversation_is_its_owners_alone(alice: Reader, bob: Reader, tally: Tally) -> None:
    def opened(reader: Reader) -> str:
        """What the page shows at the address of the conversation, and from the list."""
        session, told = uuid.uuid4().hex, {"do": "open", "id": KEPT}
        at_address = reader.call(ADDRESS_JS, "load", [f"#c={KEPT}", None], session)
        listed = reader.call("conversations", "click", ["", None], f"{session}2", event_data=told)
        assert (at_address.status_code, listed.status_code) == (200, 200)
        return f"{at_address.text}{listed.text}"

    tally.full = True
    exports = [f"/conversations/{KEPT}/export.{form}" for form in ("md", "json", "html")]
    with tally.run("opened"):
        assert SECRET in opened(alice)
        assert SECRET not in opened(bob)
    for path in exports:
        with tally.run(path):
            assert SECRET in alice.client.get(path).text
            refused = bob.client.get(path)
            assert refused.status_code == 404 and SECRET not in refused.text

    assert tally.failures == []
