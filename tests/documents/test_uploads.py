from __future__ import annotations

from pathlib import Path

import pytest

from assistant.catalogue import Offered
from assistant.documents.uploads import Uploads, free_name, safe_name
from assistant.errors import ReadingError
from tests.indexing.made import write
from tests.ui.hostile import ATTACKS

HOSTILE_NAMES = {
    "../../etc/passwd.md": "passwd.md",
    "/etc/cron.d/job.txt": "job.txt",
    "..\\..\\windows\\win.txt": "win.txt",
    "C:\\x\\y.md": "y.md",
    "..": "document",
    ".": "document",
    "": "document",
    "   ": "document",
    "/": "document",
    "a/": "document",
    ".htaccess": "document.htaccess",
    "...md": "document.md",
    ".md": "document.md",
    "CON": "document-CON",
    "con.txt": "document-con.txt",
    "Lpt1.tar.md": "document-Lpt1.tar.md",
    "nul .md": "document-nul.md",
    "a\0b.md": "ab.md",
    "a\nb\tc.md": "abc.md",
    "invoice\u202egpj.md": "invoicegpj.md",
    "zero\u200bwidth\ufeff.md": "zerowidth.md",
    "\ud800.md": "document.md",
    "about.toml": "document-about.toml",
    "Manifest.CSV": "document-Manifest.csv",
    "sources.toml": "document-sources.toml",
    "$(reboot).md": "(reboot).md",
    "a; rm -rf `x`.md": "a;-rm-rf-x.md",
    "100%?#&.md": "100.md",
    "name.md.": "name.md",
    "name.md ": "name.md",
    f"{ATTACKS[0]}.md": "img-onerror=-window.owned=1.md",
    "Ünïcode 定義 مرحبا.PDF": "Ünïcode-定義-مرحبا.pdf",
    "x" * 400 + ".md": "x" * 120 + ".md",
    "定" * 400 + ".vtt": "定" * 40 + ".vtt",
}


@pytest.mark.parametrize(("offered", "name"), HOSTILE_NAMES.items(), ids=range(len(HOSTILE_NAMES)))
def test_a_name_is_made_safe(offered: str, name: str, tmp_path: Path) -> None:
    made = safe_name(offered)

    assert made == name
    assert (tmp_path / made).resolve().parent == tmp_path.resolve()
    assert safe_name(made) == made
    (tmp_path / made).write_text("x")


def test_a_name_that_is_taken_gets_a_number_whatever_its_case() -> None:
    assert free_name("a.md", []) == "a.md"
    assert free_name("a.md", ["A.MD", "a-2.md"]) == "a-3.md"


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "uploads", most_bytes=1000)


def offer(tmp_path: Path, name: str, text: str) -> Offered:
    write(tmp_path / "handed-in", {"file": text})
    return Offered(name, tmp_path / "handed-in" / "file")


def files(uploads: Uploads) -> dict[str, str]:
    found = (path for path in uploads.folder.rglob("*") if path.is_file())
    return {path.relative_to(uploads.folder).as_posix(): path.read_text() for path in found}


def test_a_file_is_kept_beside_one_of_its_name(uploads: Uploads, tmp_path: Path) -> None:
    first = uploads.store(offer(tmp_path, "a.md", "one"), {})
    second = uploads.store(offer(tmp_path, "a.md", "two"), {"A-2.md": "of another folder"})

    assert (first.name, second.name) == ("a.md", "a-3.md")
    assert files(uploads) == {"a.md": "one", "a-3.md": "two"}


def test_a_file_is_replaced_when_asked_and_comes_back_when_the_new_one_is_unreadable(
    uploads: Uploads, tmp_path: Path
) -> None:
    uploads.store(offer(tmp_path, "a.md", "one"), {})

    bad = uploads.store(offer(tmp_path, "a.md", "bad"), {"a.md": "x"}, replace=True)
    uploads.settle(bad, is_read=False)
    after_bad = files(uploads)
    good = uploads.store(offer(tmp_path, "a.md", "two"), {"a.md": "x"}, replace=True)
    uploads.settle(good, is_read=True)

    assert after_bad == {"a.md": "one"}
    assert files(uploads) == {"a.md": "two"}


def test_files_of_one_name_that_come_together_do_not_replace_each_other(
    uploads: Uploads, tmp_path: Path
) -> None:
    uploads.store(offer(tmp_path, "a.md", "old"), {})

    one = uploads.store(offer(tmp_path, "a.md", "one"), {}, replace=True)
    two = uploads.store(offer(tmp_path, "a.md", "two"), {}, replace=True, fresh={one.name})
    uploads.settle(one, is_read=False)
    uploads.settle(two, is_read=True)

    assert files(uploads) == {"a.md": "old", "a-2.md": "two"}


def test_a_file_that_has_gone_meanwhile_is_told_like_any_other(
    uploads: Uploads, tmp_path: Path
) -> None:
    with pytest.raises(ReadingError, match="cannot be taken in: No such file or directory"):
        uploads.store(Offered("a.md", tmp_path / "gone"), {})

    assert files(uploads) == {}


def test_a_document_of_another_folder_is_never_replaced(uploads: Uploads, tmp_path: Path) -> None:
    stored = uploads.store(offer(tmp_path, "a.md", "one"), {"a.md": "its sha256"}, replace=True)

    assert stored.name == "a-2.md"


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.docx", "x", "is a Word document; save it as PDF, HTML or text"),
        ("a.zip", "x", r"is an archive \(.zip\); unpack it first"),
        ("a.exe", "x", r"has an unknown format \(.exe\); known: .csv"),
        ("a.md", "", "is empty"),
        ("a.md", "x" * 1001, "and 0 of the 0 MB for uploaded documents are in use"),
    ],
)
def test_what_is_not_taken_is_told_and_leaves_nothing(
    uploads: Uploads, tmp_path: Path, name: str, text: str, reason: str
) -> None:
    with pytest.raises(ReadingError, match=reason):
        uploads.store(offer(tmp_path, name, text), {})

    assert files(uploads) == {}


def test_a_file_that_is_there_already_is_not_kept_twice(uploads: Uploads, tmp_path: Path) -> None:
    stored = uploads.store(offer(tmp_path, "a.md", "one"), {})

    with pytest.raises(ReadingError, match=r"is here already, as 'a\.md'"):
        uploads.store(offer(tmp_path, "b.md", "one"), {stored.name: stored.sha256})


def test_a_file_that_could_not_be_removed_comes_back(uploads: Uploads, tmp_path: Path) -> None:
    uploads.store(offer(tmp_path, "a.md", "one"), {})

    with pytest.raises(ValueError, match="busy"), uploads.hidden("a.md"):
        assert list(files(uploads)) == [".removed/a.md"]
        raise ValueError("busy")
    kept = files(uploads)
    with uploads.hidden("a.md"):
        pass

    assert kept == {"a.md": "one"}
    assert files(uploads) == {}
