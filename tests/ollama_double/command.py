"""The command `ollama` in front of the double: what the README says to type, without a model.

usage: python -m tests.ollama_double.command serve | pull NAME | list

`serve` listens where OLLAMA_HOST says, as Ollama does, until it is ended. Nothing is downloaded.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
from collections.abc import Sequence
from urllib.parse import urlsplit

import httpx

from assistant.server_address import from_ollama_host
from tests.ollama_double.server import OllamaDouble

PULLABLE = ("qwen3:1.7b", "qwen3:4b-instruct", "qwen3:8b", "qwen3:14b", "llama3.2:3b", "gemma3:4b")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code, 1 where Ollama's would be."""
    command, *names = sys.argv[1:] if argv is None else argv
    url = from_ollama_host(os.environ.get("OLLAMA_HOST", ""))
    if command == "serve":
        return _serve(url)
    with httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        if command == "list":
            listed = client.get("/api/tags").json()["models"]
            _say("\n".join(model["name"] for model in listed))
            return 0
        lines = client.post("/api/pull", json={"model": names[0]}).text.splitlines()
    last = json.loads(lines[-1])
    _say(last.get("status") or f"Error: {last['error']}")
    return 0 if last.get("status") == "success" else 1


def _serve(url: str) -> int:
    port = urlsplit(url).port or 11434
    double = OllamaDouble(models=(), pullable=PULLABLE, port=port)
    with double, contextlib.suppress(KeyboardInterrupt):
        _say(f"Listening on {double.url}")
        threading.Event().wait()
    return 0


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a command talks to its user


if __name__ == "__main__":
    raise SystemExit(main())
