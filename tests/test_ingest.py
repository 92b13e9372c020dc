from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import ingest
from assistant.indexing.library import Library
from assistant.indexing.lock import writing
from tests.indexing.made import an_entry
from tests.small_index import python, small_index

HELP = """\
usage: ingest.py [-h] [--index DIR] [--rebuild | --dry-run | --watch] [PATH ...]
       ingest.py [--index DIR] [--verify | --export FILE | --fetch | --remove ROOT_OR_DOC]
       ingest.py [--index DIR] --import FILE [--root [OLD=]NEW] [--replace]

Documents become an index.

python ingest.py                     corpus/ into .index
python ingest.py ~/papers talk.vtt   your own folders and files, beside what is there
python ingest.py --dry-run           what would change; nothing is touched
python ingest.py --remove ~/papers   take a folder, a file or one document out again
python ingest.py --watch ~/papers    go on: what changes there is read at once
python ingest.py --verify            is everything whole? what is not is repaired
python ingest.py --export lib.zip    the library as one file; --import takes it in
python ingest.py --fetch             download the originals of corpus/sources.toml

positional arguments:
  PATH                  folders or files (default: corpus)

options:
  -h, --help            show this help message and exit
  --index DIR           folder of the index (default: .index)
  --rebuild             read and embed everything again
  --dry-run             print the plan and change nothing
  --watch               go on until Ctrl-C
  --verify              look for damage and repair it
  --export FILE         write the library to a file
  --import FILE         take over an exported library
  --fetch               download missing originals, then stop
  --remove ROOT_OR_DOC  remove a root or one document from the index
  --root [OLD=]NEW      with --import: where a folder of that library lies here
  --replace             with --import: give up what the index holds now

exit codes: 0 done, 1 some files failed (each is named with its reason), 2 could not run

Running it twice does nothing the second time. An edited file is read again, a removed one
disappears. Only --fetch ever goes online.
"""


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.md").write_text("# A\n\nSome text about licenses.\n")
    (folder / "picture.png").write_bytes(b"png")
    return folder


@pytest.fixture
def index(tmp_path: Path, docs: Path) -> Path:
    """A library of one removed file and one other root; it has no vector index yet."""
    with Library(tmp_path / "index", create=True) as library:
        library.replace(
            [
                an_entry("Gone by now.", doc_id="gone.md", root=str(docs)),
                an_entry("Stays.", doc_id="other.md", root="/elsewhere"),
            ]
        )
    return tmp_path / "index"


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(f): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def test_help_tells_everything(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")

    with pytest.raises(SystemExit) as end:
        ingest.main(["--help"])

    assert end.value.code == 0
    assert capsys.readouterr().out == HELP


def test_dry_run_prints_the_plan_and_touches_nothing(
    index: Path, docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(index)

    code = ingest.main([str(docs), "--index", str(index), "--dry-run"])

    assert code == 0
    assert capsys.readouterr().out == (
        "read    a.md\n"
        "remove  gone.md\n"
        "leave   picture.png: has an unknown format (.png); known: "
        ".csv .htm .html .licence .license .markdown .md .pdf .rst .sbv .srt .txt .vtt .xml"
        " .yaml .yml\n"
        f"ingest: {docs}: 1 to read, 1 to remove, 0 unchanged; nothing was touched\n"
    )
    assert snapshot(index) == before


def test_dry_run_without_an_index_makes_none(docs: Path, tmp_path: Path) -> None:
    assert ingest.main([str(docs), "--index", str(tmp_path / "none"), "--dry-run"]) == 0

    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{docs}/nowhere"], "does not exist; check the path"),
        (["{docs}/picture.png"], "no documents in "),
        (["{docs}", "--index", "{docs}/a.md"], "name another one with --index"),
        (["{docs}", "--index", "{docs}/a.md/x"], "name another"),
        (["{docs}/\udcff"], "is not valid text; rename it"),
        (["--remove", "a.md", "--index", "{docs}/none"], "no library in "),
        (["--remove", "", "--index", "{index}"], "no root and no document is called ''"),
        (["--remove", "zzz", "--index", "{index}"], "the roots are ["),
    ],
)
def test_what_cannot_run_is_told_in_one_line_with_exit_2(
    arguments: list[str],
    said: str,
    docs: Path,
    index: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    filled = [a.replace("{docs}", str(docs)).replace("{index}", str(index)) for a in arguments]
    if "--index" not in filled:
        filled += ["--index", str(index)]

    code = ingest.main(filled)

    printed = capsys.readouterr()
    assert (code, printed.out) == (2, "")
    assert printed.err.startswith("ingest: ")
    assert said in printed.err
    assert printed.err.count("\n") == 1


def test_unknown_setting_is_told_with_the_nearest(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], docs: Path
) -> None:
    monkeypatch.setenv("ASSISTANT_INDEXDIR", "x")

    assert ingest.main([str(docs), "--dry-run"]) == 2

    assert "did you mean 'ASSISTANT_INDEX_DIR'" in capsys.readouterr().err


def test_second_ingest_at_once_is_told_to_wait(
    docs: Path, index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with writing(index):
        code = ingest.main([str(docs), "--index", str(index)])

    assert code == 2
    assert "another process is writing" in capsys.readouterr().err


def test_two_ways_at_once_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        ingest.main(["--rebuild", "--dry-run"])

    assert end.value.code == 2
    assert "not allowed with argument" in capsys.readouterr().err


@pytest.mark.slow
def test_ingest_names_what_failed_and_goes_on(tmp_path: Path) -> None:
    index = shutil.copytree(small_index(), tmp_path / "index")
    docs = Path(shutil.copytree(small_index().parent / "docs", tmp_path / "docs"))
    (docs / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    (docs / "song.mp3").write_bytes(b"mp3")
    shutil.rmtree(docs / "definitions")
    shutil.rmtree(docs / "licenses")
    (docs / "new.md").write_text("# New\n\nOne more document about weights.\n")

    done = python("ingest.py", str(docs), "--index", str(index))

    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if "files, " not in line]
    assert lines[0] == "ingest: loading the embedding model"
    assert lines[1].startswith("ingest: left out song.mp3: has an unknown format")
    assert lines[2].startswith("ingest: failed broken.pdf: ")
    assert len(lines) == 3
    assert done.stdout.startswith("ingest: 1 read (1 passages), 0 removed, 0 unchanged, 1 failed, ")


@pytest.mark.slow
def test_second_ingest_does_nothing_and_says_so() -> None:
    index = small_index()

    done = python("ingest.py", str(index.parent / "docs"), "--index", str(index))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("ingest: nothing to do, 3 unchanged, 0 failed, ")


@pytest.mark.slow
def test_exported_library_is_imported_elsewhere_and_found_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, index = tmp_path / "library.zip", str(tmp_path / "index")
    docs = small_index().parent / "docs"

    codes = [
        ingest.main(["--export", str(file), "--index", str(small_index())]),
        ingest.main(["--import", str(file), "--index", index]),
        ingest.main(["--verify", "--index", index]),
        ingest.main([str(docs), "--index", index]),
    ]

    exported, taken, roots, *verified, again = capsys.readouterr().out.splitlines()
    assert codes == [0, 0, 0, 0]
    assert exported.startswith("ingest: 3 documents, ")
    assert f"passages in {file}, " in exported
    assert taken.endswith("passages taken over")
    assert roots == f"ingest: 3 from {docs}"
    assert [line[:8] for line in verified] == ["ok      "] * 6 + ["ingest: "]
    assert again.startswith("ingest: nothing to do, 3 unchanged")


def test_library_that_cannot_be_repaired_is_told_with_exit_1(
    index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (index / "library.db").open("r+b") as opened:
        opened.truncate(20_000)

    code = ingest.main(["--verify", "--index", str(index)])

    printed = capsys.readouterr().out.splitlines()
    assert code == 1
    assert printed[0].startswith("BROKEN   library file: ")
    assert printed[-1] == "ingest: 0 repaired, 1 could not be repaired"


def test_options_of_an_import_go_with_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        ingest.main(["--root", "/docs"])

    assert end.value.code == 2
    assert "--root and --replace go with --import" in capsys.readouterr().err
