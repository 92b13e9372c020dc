from __future__ import annotations

from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from assistant.ui.body import UPLOAD
from assistant.ui.upload_guard import MOST_WAITING_BYTES, UploadGuard


def post(folder: Path, path: str, *, allowed: bool = True, size: str = "0") -> tuple[int, str]:
    """Status and text of the answer."""
    guard = UploadGuard(PlainTextResponse("taken"), folder=folder, allowed=allowed)
    response = TestClient(guard).post(path, headers={"Content-Length": size})
    return response.status_code, response.text


def test_files_are_taken_where_documents_may_be_added(tmp_path: Path) -> None:
    (tmp_path / "before.md").write_text("x" * 100)

    assert post(tmp_path, UPLOAD) == (200, "taken")


@pytest.mark.parametrize("path", [UPLOAD, f"/de{UPLOAD}", f"{UPLOAD}/", f"{UPLOAD}?upload_id=x"])
def test_files_are_refused_where_documents_may_not_be_added(tmp_path: Path, path: str) -> None:
    assert post(tmp_path, path, allowed=False)[0] == 403
    assert post(tmp_path, "/gradio_api/queue/join", allowed=False) == (200, "taken")


def test_a_file_that_is_taken_away_while_it_is_counted_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "gone.md").symlink_to(tmp_path / "taken")

    assert post(tmp_path, UPLOAD) == (200, "taken")


def test_too_much_at_once_is_refused_with_the_limit(tmp_path: Path) -> None:
    assert post(tmp_path, UPLOAD, size=str(MOST_WAITING_BYTES + 1)) == (
        413,
        "More than 500 MB at once; send fewer files, or wait for those before.\n",
    )
    assert post(tmp_path, UPLOAD, size="-")[0] == 411


def test_what_is_left_of_an_upload_is_removed_once_none_is_on_its_way(tmp_path: Path) -> None:
    (tmp_path / "hash").mkdir()
    (tmp_path / "hash" / "whole.md").write_text("whole")
    (tmp_path / "tmpcut").write_text("cut o")

    assert post(tmp_path, UPLOAD) == (200, "taken")

    assert [path.name for path in tmp_path.rglob("*")] == ["hash", "whole.md"]
