from __future__ import annotations

import pytest

from assistant.server_address import from_ollama_host, is_this_machine, stays_near


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("", "http://127.0.0.1:11434"),
        ("192.168.1.20", "http://192.168.1.20:11434"),
        ("192.168.1.20:8080", "http://192.168.1.20:8080"),
        (":8080", "http://127.0.0.1:8080"),
        ("0.0.0.0", "http://127.0.0.1:11434"),
        ("0.0.0.0:11500", "http://127.0.0.1:11500"),
        ("[::]:11500", "http://[::1]:11500"),
        ("::1", "http://[::1]:11434"),
        ("[fd00::2]", "http://[fd00::2]:11434"),
        ("http://gpu.lan", "http://gpu.lan:80"),
        ("https://models.example.org", "https://models.example.org:443"),
        ("https://models.example.org:8443/ollama/", "https://models.example.org:8443/ollama"),
        ("gpu.lan/ollama", "http://gpu.lan:11434/ollama"),
        (' "gpu.lan:66000" ', "http://gpu.lan:11434"),
        ("gpu.lan:no", "http://gpu.lan:11434"),
    ],
)
def test_ollama_host_means_what_it_means_to_ollama(value: str, url: str) -> None:
    assert from_ollama_host(value) == url


@pytest.mark.parametrize(
    ("url", "near", "here"),
    [
        ("http://127.0.0.1:11434", True, True),
        ("http://[::1]:11434", True, True),
        ("http://localhost:11434", True, True),
        ("http://192.168.1.20:11434", True, False),
        ("http://host.docker.internal:11434", True, False),
        ("http://ollama:11434", True, False),
        ("http://gpu.local:11434", True, False),
        ("https://models.example.org", False, False),
        ("http://8.8.8.8:11434", False, False),
    ],
)
def test_address_is_known_as_near_or_far(url: str, near: bool, here: bool) -> None:
    assert (stays_near(url), is_this_machine(url)) == (near, here)
