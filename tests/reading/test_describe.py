from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from assistant.errors import ReadingError
from assistant.reading.clues import kind_of_folder, names_in, split_version_and_date
from assistant.reading.describe import describe_root
from assistant.reading.parsed import Described

_HEADER = "file,kind,title,publisher,version_or_date,raw_url\n"


def _describe(folder: Path, row: str) -> Described:
    (folder / "manifest.csv").write_text(_HEADER + row + "\n")
    (described,) = describe_root(folder).values()
    return described


def test_a_row_describes_its_file(tmp_path: Path) -> None:
    row = (
        "d/w.md,definition,Weight Definition (WD),Alliance (copy in X),0.3 (2025-01-21),https://x/w"
    )

    described = _describe(tmp_path, row)

    assert described.title == "Weight Definition (WD)"
    assert described.version == "0.3"
    assert described.date == "2025-01-21"
    assert described.publisher == "Alliance"
    assert described.url == "https://x/w"
    assert described.aliases == ("WD",)
    assert described.status is None


def test_a_manifest_says_under_which_license_a_text_may_be_passed_on(tmp_path: Path) -> None:
    header = "file,title,document_licence_if_known\n"
    (tmp_path / "manifest.csv").write_text(header + "a.md,A,CC-BY-4.0\nb.md,B,\n")

    described = describe_root(tmp_path)

    assert [described[name].license for name in ("a.md", "b.md")] == ["CC-BY-4.0", None]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("licenses/x.txt,licence,X,P,1.0,", "license"),
        ("model_cards/x.md,model_card,X,P,1.0,", "model_card"),
        ("model_cards/x.yaml,model_card,X,P,1.0,", "record"),
        ("policy/scores.csv,policy,X,P,1.0,", "record"),
        ("policy/law.md,policy,The Law,Union,1.0,https://x/law.md", "policy"),
        ("policy/a.md,policy,My view,Some Author,2024,https://x/posts/2024-10-15", "commentary"),
        ("policy/b.md,policy,Forum post 12: weights,Some Author,2024,", "commentary"),
    ],
)  # fmt: skip
def test_kinds_are_told_apart_by_general_rules(tmp_path: Path, row: str, kind: str) -> None:
    assert _describe(tmp_path, row).kind == kind


@pytest.mark.parametrize(
    ("title", "version", "status"),
    [
        ("A Definition", "0.0.9 (2024-08)", "draft"),
        ("A Definition", "1.0-RC1", "draft"),
        ("A Definition v1.0-STRAW", "1.0", "draft"),
        ("A Definition (superseded)", "1.0", "superseded"),
        ("A Definition (Japanese reference translation)", "1.0", "translation"),
        ("Video (French subtitles)", "2022", "translation"),
        ("A License (English text with a Chinese translation)", "1.0", None),
        ("A Definition", "1.0", None),
        ("Resources and force", "0.10.0.1", None),
    ],
)
def test_status_is_guessed_from_plain_words_only(
    tmp_path: Path, title: str, version: str, status: str | None
) -> None:
    assert _describe(tmp_path, f"a.md,definition,{title},P,{version},").status == status


@pytest.mark.parametrize(
    ("words", "version", "date"),
    [
        ("1.0-RC1 (2024-10-02)", "1.0-RC1", "2024-10-02"),
        ("1.1 (2004-04-26), page of 2019-02-22", "1.1", "2004-04-26"),
        ("OJ L, 2024/1689, 12.7.2024", "OJ L, 2024/1689", "2024-07-12"),
        ("2026-06-12 snapshot", None, "2026-06-12"),
        ("2024", None, "2024"),
        ("file last changed 2021-12-07", None, None),
        ("copy kept 2013-2018", None, None),
        ("2023-2025", None, None),
        ("1", "1", None),
        ("", None, None),
    ],
)
def test_version_and_date_are_told_apart(words: str, version: str | None, date: str | None) -> None:
    assert split_version_and_date(words) == (version, date)


def test_an_identifier_in_place_of_a_version_is_another_name() -> None:
    assert names_in("General Public License", "GPL-3.0-only") == (("GPL-3.0-only",), "3.0")
    assert names_in("Definition, release candidate", "1.0-RC1") == ((), "1.0-RC1")


def test_brackets_are_a_name_only_when_they_abbreviate_the_title() -> None:
    assert names_in("Model Openness Framework (MOF)", None)[0] == ("MOF",)
    assert names_in("Interview with Some Author (OSI)", None)[0] == ()


def test_kind_comes_from_the_nearest_folder_that_names_one() -> None:
    assert kind_of_folder("mine/Model Cards/x.md") == "model_card"
    assert kind_of_folder("policy/licenses/x.md") == "license"
    assert kind_of_folder("notes/x.md") is None


def test_a_root_without_manifest_describes_nothing(tmp_path: Path) -> None:
    assert describe_root(tmp_path) == {}
    assert describe_root(tmp_path / "file.md") == {}


def test_a_manifest_that_is_none_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text("name,size\na.md,3\n")

    with pytest.raises(ReadingError, match="no column 'file'; correct or remove it"):
        describe_root(tmp_path)


_ENTRY = """
[[source]]
file = "d/w.md"
title = "Weight Definition"
kind = "definition"
publisher = "Alliance"
version = "0.3 (2025-01-21)"
url = ""
sha256 = "{sha256}"
"""


def _list_source(folder: Path, text: bytes) -> None:
    sha256 = hashlib.sha256(text).hexdigest()
    (folder / "sources.toml").write_text(_ENTRY.format(sha256=sha256))


def test_a_list_of_sources_describes_the_file_it_speaks_of(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d/w.md").write_bytes(b"Weights.")
    _list_source(tmp_path, b"Weights.")

    described = describe_root(tmp_path)["d/w.md"]

    assert (described.title, described.version) == ("Weight Definition", "0.3")
    assert (described.date, described.publisher) == ("2025-01-21", "Alliance")


def test_a_list_of_sources_says_nothing_about_another_file_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d/w.md").write_bytes(b"In our own words.")
    _list_source(tmp_path, b"Weights.")

    assert describe_root(tmp_path) == {}


def test_a_manifest_counts_more_than_a_list_of_sources(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d/w.md").write_bytes(b"Weights.")
    _list_source(tmp_path, b"Weights.")

    described = _describe(tmp_path, "d/w.md,definition,My Weights,,,")

    assert (described.title, described.publisher) == ("My Weights", "Alliance")


def test_a_list_of_sources_of_another_program_is_none_of_ours(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text("[mirror]\nurl = 'x'\n")

    assert describe_root(tmp_path) == {}


def test_a_list_of_sources_with_a_fault_says_which(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text("[[source]]\nfile = 'a.md'\nkind = 'x'\n")

    with pytest.raises(ReadingError, match=r"entry 1 .*`title` is None"):
        describe_root(tmp_path)
