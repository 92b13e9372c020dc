"""S08: the page does not start where other machines reach it without a password."""

from __future__ import annotations

import itertools

import pytest

import app
from tests.faults.tally import Tally

HOSTS = (
    "0.0.0.0", "::", "0", "00.0.0.0", "192.168.1.5", "10.0.0.7", "203.0.113.9", "fe80::1",
    "2001:db8::1", "::ffff:0.0.0.0", "::ffff:192.168.1.5", "desk", "desk.local", "example.org",
    "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.1 ", " 0.0.0.0", "*", "",
)  # fmt: skip


def test_no_address_of_the_network_is_served_without_a_password(
    tally: Tally, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tally.full = True

    def start(case: tuple[str, str]) -> None:
        host, way = case
        if way == "environment":
            monkeypatch.setenv("ASSISTANT_HOST", host)
        else:
            monkeypatch.delenv("ASSISTANT_HOST", raising=False)
        code = app.main(["--port", "7999", *(["--host", host] if way == "flag" else [])])
        said = capsys.readouterr().err
        assert code == 2
        assert "--password-file" in said or "host is" in said, said
        assert "starting" not in said

    tally.each(itertools.product(HOSTS, ("flag", "environment")), start)

    assert tally.failures == []
