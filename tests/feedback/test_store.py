from __future__ import annotations

import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.feedback import store
from assistant.feedback.store import FEEDBACK_FILE, FeedbackError, keep_feedback, read_feedback
from assistant.settings import read_settings
from tests.feedback.made import feedback
from tests.small_index import python

HOME_DATA = Path("~/.local/share/openness-assistant").expanduser()

KEEP_TWENTY = """
import sys
from pathlib import Path
from assistant.feedback.store import keep_feedback
from tests.feedback.made import feedback
for n in range(20):
    keep_feedback(feedback(id=f"{sys.argv[2]}-{n}", correction="x" * 5000), Path(sys.argv[1]))
"""


def test_a_verdict_is_read_back(tmp_path: Path) -> None:
    entry = feedback()

    keep_feedback(entry, tmp_path / "data")

    assert read_feedback(tmp_path / "data") == [entry]


def test_a_later_verdict_on_an_answer_replaces_the_earlier_one(tmp_path: Path) -> None:
    first, other = feedback(id="a", verdict="up"), feedback(id="b")
    second = feedback(id="a", verdict="down", correction="Ask the smith.")

    for entry in (first, other, second):
        keep_feedback(entry, tmp_path)

    assert read_feedback(tmp_path) == [other, second]


def test_a_verdict_that_was_taken_back_is_gone_until_it_is_given_again(tmp_path: Path) -> None:
    keep_feedback(feedback(verdict="down"), tmp_path)
    keep_feedback(feedback(verdict="none"), tmp_path)
    assert read_feedback(tmp_path) == []

    keep_feedback(feedback(verdict="up"), tmp_path)

    assert read_feedback(tmp_path) == [feedback(verdict="up")]


def test_reading_before_the_first_verdict_makes_nothing(tmp_path: Path) -> None:
    assert read_feedback(tmp_path / "data") == []
    assert not (tmp_path / "data").exists()


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "share" / "assistant"

    keep_feedback(feedback(), folder)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / FEEDBACK_FILE).stat().st_mode) == 0o600


def test_threads_and_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    names = ("one", "two", "three")

    with ThreadPoolExecutor(len(names) + 2) as pool:
        done = [pool.submit(python, "-c", KEEP_TWENTY, str(tmp_path), name) for name in names]
        for n in range(20):
            pool.submit(keep_feedback, feedback(id=f"here-{n}"), tmp_path)

    assert [each.result().returncode for each in done] == [0, 0, 0]
    ids = {entry.id for entry in read_feedback(tmp_path)}
    assert ids == {f"{name}-{n}" for name in (*names, "here") for n in range(20)}


def test_a_folder_that_cannot_be_made_is_named_with_the_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(FeedbackError) as caught:
        keep_feedback(feedback(), tmp_path / "file" / "data")

    assert str(caught.value) == (
        f"feedback cannot be kept in {str(tmp_path / 'file' / 'data')!r} (Not a directory); name"
        " another folder with ASSISTANT_DATA_DIR"
    )


def test_a_file_that_has_grown_too_large_takes_no_more(tmp_path: Path) -> None:
    with (tmp_path / FEEDBACK_FILE).open("wb") as file:
        file.truncate(store.LARGEST_BYTES + 1)

    with pytest.raises(FeedbackError, match=r"feedback\.jsonl' has reached 100 MB; move the file"):
        keep_feedback(feedback(), tmp_path)


def test_tests_never_write_into_the_home_folder() -> None:
    here = read_settings().data_dir
    done = python("-c", "from assistant.settings import *; print(read_settings().data_dir)")

    assert here != HOME_DATA
    assert done.stdout.strip() == str(here), sys.executable
