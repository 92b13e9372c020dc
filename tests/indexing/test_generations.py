from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import IndexDamaged
from assistant.indexing.generations import (
    CURRENT,
    DATABASE,
    MANIFEST,
    build_generation,
    check_generation,
    current_generation,
    is_current,
    read_manifest,
    remove_old_generations,
)
from assistant.indexing.library import Library
from tests.indexing.made import an_entry

PAGE = 4096  # bytes of SQLite's pages
VECTOR_FILES = ("data_level0.bin", "header.bin", "length.bin", "link_lists.bin")


def generation(index_dir: Path) -> Path:
    folder = current_generation(index_dir)
    assert folder is not None
    return folder


def up_to_date(index_dir: Path) -> bool:
    with Library(index_dir) as library:
        return is_current(index_dir, library)


def forge(index_dir: Path, **fields: object) -> None:
    """Change what the manifest says."""
    file = generation(index_dir) / MANIFEST
    file.write_text(json.dumps(json.loads(file.read_text()) | fields))


def halve(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.truncate(file.stat().st_size // 2)


def overwrite(file: Path) -> None:
    """Other bytes in the middle, and the size as before."""
    size = file.stat().st_size
    with file.open("r+b") as opened:
        opened.seek(size // 2)
        opened.write(b"\xa5" * min(4096, size - size // 2))


def delete(file: Path) -> None:
    file.unlink()


def test_fresh_index_is_up_to_date(index_dir: Path) -> None:
    assert up_to_date(index_dir)
    assert [f.name for f in index_dir.glob("gen-*")] == [generation(index_dir).name]


def test_changed_library_makes_the_generation_old(index_dir: Path) -> None:
    with Library(index_dir) as library:
        library.remove(["panels/talk.md"])

    assert not up_to_date(index_dir)


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"gen-", b"gen-000000000000", b"../../etc", b"\xff\xfe", b"\x00", b"gen-" * 9999],
)
def test_current_that_names_no_generation_is_noticed(index_dir: Path, content: bytes) -> None:
    (index_dir / CURRENT).write_bytes(content)

    assert current_generation(index_dir) is None
    assert not up_to_date(index_dir)


def test_missing_current_is_noticed(index_dir: Path) -> None:
    (index_dir / CURRENT).unlink()

    assert not up_to_date(index_dir)


@pytest.mark.parametrize("name", VECTOR_FILES)
@pytest.mark.parametrize("damage", [halve, overwrite, delete])
def test_damaged_vector_file_is_noticed(
    index_dir: Path, name: str, damage: Callable[[Path], None]
) -> None:
    [file] = generation(index_dir).rglob(name)
    if file.stat().st_size == 0:
        pytest.skip(f"{name} is empty in an index of three passages")

    damage(file)

    assert not up_to_date(index_dir)


@pytest.mark.parametrize("name", [DATABASE, MANIFEST])
@pytest.mark.parametrize("damage", [halve, overwrite, delete])
def test_damaged_database_or_manifest_is_noticed(
    index_dir: Path, name: str, damage: Callable[[Path], None]
) -> None:
    damage(generation(index_dir) / name)

    assert not up_to_date(index_dir)


def test_zeros_in_any_page_of_the_database_are_noticed(index_dir: Path) -> None:
    folder = generation(index_dir)
    library_id = read_manifest(folder).library_id
    database = folder / DATABASE
    whole = database.read_bytes()
    unnoticed = []
    for start in range(0, len(whole), PAGE):
        database.write_bytes(whole[:start] + bytes(PAGE) + whole[start + PAGE :])
        try:
            check_generation(folder, library_id)
        except IndexDamaged:
            continue
        unnoticed.append(start // PAGE)

    assert unnoticed == []


def test_missing_database_is_not_made_anew(index_dir: Path) -> None:
    (generation(index_dir) / DATABASE).unlink()

    assert not up_to_date(index_dir)
    assert not (generation(index_dir) / DATABASE).exists()


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"files": null}', '"x"'])
def test_manifest_that_is_none_is_noticed(index_dir: Path, content: str) -> None:
    (generation(index_dir) / MANIFEST).write_text(content)

    assert not up_to_date(index_dir)


def test_generation_of_another_library_is_noticed(index_dir: Path) -> None:
    with pytest.raises(IndexDamaged, match="built from another library"):
        check_generation(generation(index_dir), "0123456789abcdef")


@pytest.mark.parametrize("forged", ["0.6.3", "99.0.0"])
def test_other_version_of_chroma_is_noticed(index_dir: Path, forged: str) -> None:
    forge(index_dir, chromadb=forged)
    with (
        Library(index_dir) as library,
        pytest.raises(IndexDamaged, match=f"by chromadb '{forged}'"),
    ):
        check_generation(generation(index_dir), library.library_id)


def test_only_our_old_generations_are_removed(index_dir: Path) -> None:
    for name in ("gen-0123456789ab", "gen-of-my-papers", "gen-0123456789AB", "library.db-mine"):
        (index_dir / name).mkdir()
        (index_dir / name / "file").write_text("x")
    for name in ("CURRENT.01234567", "CURRENT.txt"):
        (index_dir / name).write_text("x")

    remove_old_generations(index_dir)

    left = {file.name for file in index_dir.iterdir()}
    assert "gen-0123456789ab" not in left
    assert "CURRENT.01234567" not in left
    assert {"gen-of-my-papers", "gen-0123456789AB", "library.db-mine", "CURRENT.txt"} <= left
    assert up_to_date(index_dir)


@pytest.mark.slow
def test_new_generation_replaces_the_old_one_and_removes_it(index_dir: Path) -> None:
    old = generation(index_dir)
    with Library(index_dir) as library:
        library.replace([an_entry("One more about weights.", doc_id="more.md")])

    new = build_generation(index_dir)

    assert generation(index_dir) == new
    assert up_to_date(index_dir)
    assert not old.exists()


@pytest.mark.slow
def test_generation_that_cannot_be_built_leaves_the_old_one(index_dir: Path) -> None:
    old = generation(index_dir)
    with Library(index_dir) as library:
        library.execute("UPDATE vectors SET vector = x'00' WHERE number = 2")

    with pytest.raises(IndexDamaged, match=r"could not be built .*run `python ingest\.py` again"):
        build_generation(index_dir)

    assert generation(index_dir) == old
    assert [folder.name for folder in index_dir.glob("gen-*")] == [old.name]


@pytest.mark.slow
def test_builder_ends_when_the_process_that_started_it_is_gone(index_dir: Path) -> None:
    script = (
        "import subprocess, sys, time;"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; from assistant.indexing"
        ".builder import _end_with_parent as e; e(); print(1, flush=True); time.sleep(60)'],"
        " stdout=subprocess.PIPE); child.stdout.read(1); print(child.pid, flush=True)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert gone_within(int(done.stdout), 5.0)


def gone_within(pid: int, seconds: float) -> bool:
    for _ in range(int(seconds * 10)):
        if not Path(f"/proc/{pid}").exists():
            return True
        time.sleep(0.1)
    return False
