from __future__ import annotations

import logging
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.history.record import HistoryError
from assistant.history.store import HistoryStore
from assistant.history.tables import HISTORY_FILE, connect
from tests.history.made import answer, conversation, exchange
from tests.small_index import REPOSITORY

KEEP_TWENTY = """
import sys
from pathlib import Path
from assistant.history.store import HistoryStore
from tests.history.made import exchange
store = HistoryStore(Path(sys.argv[1]))
for n in range(20):
    store.add("", sys.argv[2], exchange(f"{sys.argv[2]}-{n}"))
    print(n, flush=True)
"""


@pytest.fixture
def store(tmp_path: Path) -> HistoryStore:
    return HistoryStore(tmp_path / "data")


def titles(store: HistoryStore, owner: str = "", search: str = "") -> list[str]:
    return [listed.title for listed in store.conversations(owner, search=search)]


def test_a_conversation_is_there_after_a_restart(store: HistoryStore, tmp_path: Path) -> None:
    store.add("", "c1", exchange("a1"))
    store.add("", "c1", exchange("a2", question="And sell it?", answer=None, stopped=True))

    again = HistoryStore(tmp_path / "data")

    kept = again.conversation("", "c1")
    assert kept.title == "May I use the anvil?"
    assert kept.exchanges == (
        exchange("a1"),
        exchange("a2", question="And sell it?", answer=None, stopped=True),
    )


def test_what_became_of_a_question_replaces_it(store: HistoryStore) -> None:
    store.add("", "c1", exchange("a1", answer=None))

    store.update("", "c1", exchange("a1"))

    assert store.conversation("", "c1").exchanges == (exchange("a1"),)
    assert titles(store, search="free") == ["May I use the anvil?"]


def test_an_answer_to_a_conversation_that_was_deleted_meanwhile_stays_away(
    store: HistoryStore,
) -> None:
    store.add("", "c1", exchange("a1", answer=None))
    store.delete("", "c1")

    store.update("", "c1", exchange("a1"))

    assert store.conversations("") == []


def test_the_newest_conversation_comes_first(store: HistoryStore) -> None:
    for number in (1, 2, 3):
        store.add("", f"c{number}", exchange(question=f"Question {number}"))
    store.add("", "c1", exchange("a2", question="Once more"))

    assert titles(store) == ["Question 1", "Question 3", "Question 2"]
    assert [listed.questions for listed in store.conversations("")] == [2, 1, 1]


def test_a_title_can_be_changed_and_is_one_line(store: HistoryStore) -> None:
    store.add("", "c1", exchange(question="Long  and\nwide " * 50))
    assert len(titles(store)[0]) == 200

    store.rename("", "c1", " Anvils\nand more ")

    assert titles(store) == ["Anvils and more"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["Ramen", "Äpfel", "开源是什么？"]),
        ("äpf", ["Äpfel"]),
        ("ÄPFEL", ["Äpfel"]),
        ("apache-2.0", ["Ramen"]),
        ("noodle apache", ["Ramen"]),
        ("noodle äpfel", []),
        ("开源", ["开源是什么？"]),
        ('" OR 1', []),
        ("100% _", []),
        ("*", []),
        ("äpf\0", ["Äpfel"]),
        ("\ud800", []),
    ],
)
def test_a_search_finds_parts_of_words_in_questions_answers_and_titles(
    store: HistoryStore, search: str, found: list[str]
) -> None:
    store.add("", "c3", exchange(question="开源是什么？", answer=None))
    store.add("", "c2", exchange(question="Äpfel", answer=None))
    store.add("", "c1", exchange(question="Noodles", answer=answer(text="Under Apache-2.0.")))
    store.rename("", "c1", "Ramen")

    assert titles(store, search=search) == found


def answer_ids(store: HistoryStore, conversation_id: str) -> list[str]:
    return [e.answer_id for e in store.conversation("", conversation_id).exchanges]


def test_what_is_replaced_is_gone_with_all_that_follows(store: HistoryStore) -> None:
    for number in (1, 2, 3):
        store.add("", "c1", exchange(f"a{number}"))
    store.add("", "c2", exchange("a2"))

    store.add("", "c1", exchange("a4"), instead_of="a2")

    assert answer_ids(store, "c1") == ["a1", "a4"]
    assert answer_ids(store, "c2") == ["a2"]


def test_nothing_is_lost_when_what_replaces_it_cannot_be_kept(tmp_path: Path) -> None:
    HistoryStore(tmp_path).add("", "c1", exchange("a1"))
    full = HistoryStore(tmp_path, largest_bytes=1)
    store = HistoryStore(tmp_path)

    with pytest.raises(HistoryError, match="have reached"):
        full.add("", "c1", exchange("a2"), instead_of="a1")
    with pytest.raises(HistoryError):
        store.add("", "c1", exchange("a1"), instead_of="unknown")  # a1 is there already

    assert answer_ids(store, "c1") == ["a1"]


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


@pytest.mark.parametrize("way", ["delete", "replace"])
def test_deleted_words_are_in_no_file(store: HistoryStore, tmp_path: Path, way: str) -> None:
    canary = "Zaubernuss"
    store.add("", "c0", exchange("a0"))
    secret = answer(text=f"The {canary} blooms. " * 200, notice=canary)
    store.add("", "c1", exchange("a1", question=f"Of {canary}?", answer=None))
    store.update("", "c1", exchange("a1", question=f"Of {canary}?", answer=secret))
    assert canary.encode() in bytes_of(tmp_path / "data")

    if way == "delete":
        store.delete("", "c1")
    else:
        store.add("", "c1", exchange("a2"), instead_of="a1")
        store.rename("", "c1", "Empty")

    left = bytes_of(tmp_path / "data").lower()
    assert canary.lower().encode() not in left
    assert b"ubernu" not in left  # nor a part of it in the word index
    assert store.conversation("", "c0").exchanges == (exchange("a0"),)


OTHERS: list[Callable[[HistoryStore], object]] = [
    lambda store: store.conversation("bob", "c1"),
    lambda store: store.rename("bob", "c1", "Mine"),
    lambda store: store.add("bob", "c1", exchange("a2")),
]


@pytest.mark.parametrize("attempt", OTHERS)
def test_another_users_conversation_is_not_there(
    store: HistoryStore, attempt: Callable[[HistoryStore], object]
) -> None:
    store.add("ada", "c1", exchange("a1"))

    with pytest.raises(HistoryError, match="there is no such conversation"):
        attempt(store)

    assert store.conversations("bob", search="anvil") == []
    assert titles(store, "ada") == ["May I use the anvil?"]


def test_another_user_can_change_or_delete_nothing(store: HistoryStore) -> None:
    store.add("ada", "c1", exchange("a1"))

    store.delete("bob", "c1")
    with pytest.raises(HistoryError, match="there is no such conversation"):
        store.add("bob", "c1", exchange("a2"), instead_of="a1")
    store.update("bob", "c1", exchange("a1", answer=None))

    assert store.conversation("ada", "c1").exchanges == (exchange("a1"),)


def test_an_imported_conversation_is_marked(store: HistoryStore) -> None:
    store.add_whole("", "c1", conversation(exchange("a1"), exchange("a2")))

    assert store.conversations("")[0].imported
    assert store.conversation("", "c1").imported
    assert len(store.conversation("", "c1").exchanges) == 2


def test_reading_before_the_first_question_makes_nothing(
    store: HistoryStore, tmp_path: Path
) -> None:
    assert store.conversations("") == []
    with pytest.raises(HistoryError):
        store.conversation("", "c1")

    assert not (tmp_path / "data").exists()


def test_only_the_owner_of_the_machine_can_read_the_files(
    store: HistoryStore, tmp_path: Path
) -> None:
    store.add("", "c1", exchange())
    with sqlite3.connect(tmp_path / "data" / HISTORY_FILE) as reading:  # keeps the log alive
        reading.execute("SELECT * FROM conversations").fetchall()
        store.add("", "c2", exchange())

        modes = {f.name: stat.S_IMODE(f.stat().st_mode) for f in (tmp_path / "data").iterdir()}
    reading.close()

    assert set(modes) >= {HISTORY_FILE, f"{HISTORY_FILE}-wal"}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_many_threads_lose_nothing(store: HistoryStore) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: store.add("", f"c{n % 4}", exchange(f"a{n}")), range(40)))

    assert sum(listed.questions for listed in store.conversations("")) == 40


def test_many_open_a_new_history_at_once_and_none_finds_it_locked(tmp_path: Path) -> None:
    def open_new(number: int) -> None:
        connect(tmp_path / f"history{number // 8}.db").close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(open_new, range(8 * 100)))


@pytest.mark.slow
def test_two_programs_write_and_one_is_killed_and_nothing_reported_is_lost(
    store: HistoryStore, tmp_path: Path
) -> None:
    data = str(tmp_path / "data")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", KEEP_TWENTY, data, name],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("left", "right")
    ]
    assert writers[0].stdout is not None
    assert writers[0].stdout.readline() == "0\n"
    writers[0].kill()
    reported = 1 + len(writers[0].stdout.read().splitlines())
    writers[0].wait(timeout=60)
    assert writers[1].communicate(timeout=60)[0].count("\n") == 20

    assert len(store.conversation("", "right").exchanges) == 20
    assert len(store.conversation("", "left").exchanges) in (reported, reported + 1)


@pytest.mark.parametrize("damage", [b"not a database" * 500, b"\0" * 5000])
def test_a_damaged_file_is_set_aside_and_said(
    store: HistoryStore, tmp_path: Path, damage: bytes
) -> None:
    store.add("", "c1", exchange())
    file = tmp_path / "data" / HISTORY_FILE
    whole = file.read_bytes()
    file.write_bytes(damage + whole[len(damage) :])

    store.add("", "c2", exchange(question="And now?"))

    assert titles(store) == ["And now?"]
    (aside,) = (f for f in (tmp_path / "data").iterdir() if ".damaged-" in f.name)
    assert aside.read_bytes().startswith(damage[:100])
    assert store.notice == (
        f"The file of the kept conversations was damaged; it has been set aside as {str(aside)!r}"
        " and a new one was begun. To have the old conversations back, stop the program and put a"
        " backup in the place of 'history.db'."
    )


def test_a_file_of_a_newer_version_is_left_alone(store: HistoryStore, tmp_path: Path) -> None:
    store.add("", "c1", exchange())
    file = tmp_path / "data" / HISTORY_FILE
    with sqlite3.connect(file) as newer:
        newer.execute("PRAGMA user_version = 7")
    newer.close()
    before = file.read_bytes()

    with pytest.raises(HistoryError, match=r"newer version .* update the program"):
        store.add("", "c2", exchange())

    assert file.read_bytes() == before


def test_a_folder_that_cannot_be_made_names_what_to_set(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(HistoryError, match="name another folder with ASSISTANT_DATA_DIR"):
        HistoryStore(tmp_path / "file" / "data").add("", "c1", exchange())


def test_a_full_history_keeps_no_more_and_can_still_be_deleted_from(tmp_path: Path) -> None:
    store = HistoryStore(tmp_path, largest_bytes=90_000)
    with pytest.raises(HistoryError, match="reached 0 MB; delete some to keep more"):
        for number in range(100):
            store.add("", f"c{number}", exchange(f"a{number}"))
    kept = store.conversations("")

    for listed in kept:
        store.delete("", listed.id)
    store.add("", "new", exchange())

    assert titles(store) == ["May I use the anvil?"]


def test_nothing_of_a_conversation_is_logged(
    store: HistoryStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    canary = "Zaubernuss"
    store.add("", "c1", exchange("a1", question=canary))
    with sqlite3.connect(tmp_path / "data" / HISTORY_FILE) as broken:
        broken.execute("UPDATE exchanges SET record = replace(record, 'quoted', ?)", (canary,))
    broken.close()

    assert store.conversation("", "c1").exchanges == ()

    assert "kept exchange 1 has an unknown form and is left out" in caplog.text
    assert canary not in caplog.text
