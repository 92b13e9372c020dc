"""One Ollama server: its address, how it is trusted, and a request for one JSON object.

The `ollama` client is not used for these: it drops `remote_host` and `capabilities` of a listed
model, by which those that run elsewhere, or do not chat, are known. Streams are read elsewhere.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypedDict
from urllib.parse import urlsplit

from assistant.answering.start_command import next_step
from assistant.errors import AnswerFailed, ModelError, ModelMissing, OllamaNotRunning
from assistant.reason import Reason

PATIENCE_S = 1.0  # for a question without a model behind it; a local server answers in milliseconds

Json = Mapping[str, object]
Ask = Callable[[str, Json | None], Json]  # (path, body; None: GET) -> the object that came


class ClientOptions(TypedDict):
    """What every HTTP client towards Ollama is made with."""

    trust_env: bool
    follow_redirects: bool
    verify: ssl.SSLContext | bool


@dataclass(frozen=True, slots=True)
class Server:
    """Where Ollama is. `ca_file`: PEM with the authority of its certificate; empty: public ones."""

    url: str
    ca_file: str = ""

    def client_options(self) -> ClientOptions:
        """No proxy and no redirect: what is asked goes to this address or nowhere.

        Raises AnswerFailed when the file of the authority cannot be used.
        """
        verify: ssl.SSLContext | bool = True
        if self.ca_file:
            try:
                verify = ssl.create_default_context(cafile=self.ca_file)
            except OSError as exc:  # ssl.SSLError is one
                raise AnswerFailed(
                    "the certificate file {file!r} cannot be used ({reason}); set ASSISTANT_CA_FILE"
                    " to a PEM file",
                    file=self.ca_file,
                    reason=exc,
                ) from exc
        return {"trust_env": False, "follow_redirects": False, "verify": verify}


@contextmanager
def connected(server: Server, *, patience_s: float = PATIENCE_S) -> Iterator[Ask]:
    """A function that asks the server, over one connection.

    It raises OllamaNotRunning, ModelMissing for a 404 of `/api/show`, or AnswerFailed.
    """
    _knock(server.url, patience_s)
    import httpx  # late: when nobody listens, it is not needed (0.3 s)

    options = server.client_options()
    with httpx.Client(base_url=server.url, timeout=patience_s, **options) as client:

        def ask(path: str, body: Json | None) -> Json:
            try:
                response = client.request("GET" if body is None else "POST", path, json=body)
                if response.status_code != 200:
                    raise _refusal(server.url, path, response.status_code, response.text)
                return as_object(response.json())
            except httpx.TimeoutException as exc:
                raise OllamaNotRunning(
                    "{url!r} does not answer within {patience_s:g} s; restart Ollama",
                    url=server.url,
                    patience_s=patience_s,
                ) from exc
            except httpx.ConnectError as exc:
                raise not_reached(server, exc) from exc
            except (OSError, httpx.HTTPError, ValueError, TypeError) as exc:
                raise another_protocol(server.url, exc) from exc

        yield ask


def not_reached(server: Server, exc: Exception) -> ModelError:
    """Why no connection came about: nobody listens there, or its certificate is not trusted."""
    if "CERTIFICATE_VERIFY_FAILED" in str(exc):
        return AnswerFailed(
            "the certificate of {url!r} is not trusted; name the PEM file of its authority"
            " with ASSISTANT_CA_FILE",
            url=server.url,
        )
    return OllamaNotRunning(
        "Ollama is not running at {url}; {next_step}",
        url=server.url,
        next_step=next_step(server.url),
    )


def as_object(value: object) -> Json:
    """The JSON object. Raises TypeError for anything else."""
    if not isinstance(value, dict):
        raise TypeError(Reason("a JSON object was expected, not {kind}", kind=type(value).__name__))
    return value


def text_of(found: Json, key: str) -> str:
    """The text under the key; empty when there is none."""
    value = found.get(key)
    return value if isinstance(value, str) else ""


def number_of(found: Json, key: str) -> int:
    """The number under the key as an integer; 0 when there is none."""
    value = found.get(key)
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0


def object_of(found: Json, key: str) -> Json:
    """The object under the key; an empty one when there is none."""
    value = found.get(key)
    return value if isinstance(value, dict) else {}


def objects_of(found: Json, key: str) -> tuple[Json, ...]:
    """The objects in the list under the key. Raises TypeError when there is no such list."""
    value = found.get(key)
    if not isinstance(value, list):
        raise TypeError(Reason("{key!r} is no list", key=key))
    return tuple(as_object(entry) for entry in value)


def texts_of(found: Json, key: str) -> tuple[str, ...]:
    """The texts in the list under the key."""
    value = found.get(key)
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()


def _knock(url: str, patience_s: float) -> None:
    try:
        address = urlsplit(url)
        port = address.port or (443 if address.scheme == "https" else 80)
        socket.create_connection((address.hostname or "", port), timeout=patience_s).close()
    except (OSError, ValueError) as exc:  # ValueError: no port has that number
        raise OllamaNotRunning(
            "Ollama is not running at {url}; {next_step}", url=url, next_step=next_step(url)
        ) from exc


def _refusal(url: str, path: str, status: int, body: str) -> ModelError:
    if status == 404 and path == "/api/show":
        return ModelMissing("Ollama does not have the model: {said}", said=body[:200])
    return another_protocol(
        url, Exception(Reason("{path} gave status {status}", path=path, status=status))
    )


def another_protocol(url: str, exc: Exception) -> AnswerFailed:
    """What listens there is not Ollama, or something stands between."""
    return AnswerFailed(
        "{url!r} does not speak Ollama's protocol ({reason}); check ASSISTANT_OLLAMA_URL",
        url=url,
        reason=exc,
    )
