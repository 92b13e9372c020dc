from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.ui.access import User, check_host, read_users, refuse_variables, take_port


def password_file(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "users.txt"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_users_are_read_line_by_line(tmp_path: Path) -> None:
    path = password_file(tmp_path, "# us\n\nreader:with:colon\neditor : space \n")

    assert read_users(path) == (User("reader", "with:colon"), User("editor", " space "))


@pytest.mark.parametrize(
    ("text", "mode", "complaint"),
    [
        ("reader:x\n", 0o644, "chmod 600"),
        ("# nobody\n", 0o600, "add a line `name:password`"),
        ("reader:x\neditor\n", 0o600, "line 2: expected `name:password`"),
        (":x\n", 0o600, "line 1"),
    ],
)
def test_a_bad_password_file_says_what_to_do(
    tmp_path: Path, text: str, mode: int, complaint: str
) -> None:
    with pytest.raises(SettingsError, match=complaint):
        read_users(password_file(tmp_path, text, mode))


def test_a_missing_password_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere.*cannot be read"):
        read_users(tmp_path / "nowhere")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.5.5.5", "::1", "localhost"])
def test_a_loopback_host_needs_no_password(host: str) -> None:
    check_host(host, guarded=False, allow_open=False)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "desk.example"])
def test_a_host_in_the_network_needs_a_password_or_a_clear_word(host: str) -> None:
    with pytest.raises(SettingsError, match=r"--password-file FILE.*--allow-open"):
        check_host(host, guarded=False, allow_open=False)

    check_host(host, guarded=True, allow_open=False)
    check_host(host, guarded=False, allow_open=True)


def test_a_taken_port_names_the_port_and_the_next_one() -> None:
    with take_port("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]

        with pytest.raises(SettingsError, match=rf"port {port} .* taken .*--port {port + 1}"):
            take_port("127.0.0.1", port)


def test_a_host_of_another_machine_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"192\.0\.2\.1"):
        take_port("192.0.2.1", 7860)


@pytest.mark.parametrize("name", ["GRADIO_SHARE", "GRADIO_VIBE_MODE", "GRADIO_ALLOWED_PATHS"])
def test_dangerous_variables_are_refused_with_the_reason(name: str) -> None:
    with pytest.raises(SettingsError, match=f"`unset {name}`"):
        refuse_variables({name: "True"})

    refuse_variables({name: "false"})
    refuse_variables({})
