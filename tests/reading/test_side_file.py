from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ReadingError
from assistant.reading.parsed import Described
from assistant.reading.read import read_document
from assistant.reading.side_file import correct, read_side_file
from assistant.types import Source

_WHOLE = """
["licenses/x.txt"]
title = "X  License"
kind = "license"
publisher = "X Foundation"
version = "2.0"
date = 2024-10-28
status = "superseded"
language = "en"
url = "https://example.org/x"
aliases = ["XL", "x-2.0"]

['talks\\panel.vtt']
speakers = ["The Chair", "A Guest"]
date = "2024-10"
"""


def _side_file(folder: Path, text: str) -> Path:
    (folder / "about.toml").write_text(text, encoding="utf-8")
    return folder


def _source(folder: Path, text: str, described: Described | None = None) -> Source:
    (folder / "a.md").write_text(text)
    said = correct({"a.md": described} if described else {}, read_side_file(folder))
    return read_document(folder / "a.md", doc_id="a.md", described=said.get("a.md")).source


def test_every_key_of_a_side_file_is_read(tmp_path: Path) -> None:
    said = read_side_file(_side_file(tmp_path, _WHOLE))

    assert said["licenses/x.txt"] == Described(
        title="X License",
        kind="license",
        version="2.0",
        date="2024-10-28",
        status="superseded",
        language="en",
        publisher="X Foundation",
        url="https://example.org/x",
        aliases=("XL", "x-2.0"),
    )
    assert said["talks/panel.vtt"] == Described(date="2024-10", speakers=("The Chair", "A Guest"))


def test_a_folder_without_side_file_is_corrected_by_nothing(tmp_path: Path) -> None:
    assert read_side_file(tmp_path) == {}
    assert read_side_file(tmp_path / "missing") == {}


def test_a_side_file_outranks_the_files_own_front_matter(tmp_path: Path) -> None:
    _side_file(tmp_path, '["a.md"]\ntitle = "Right"\nstatus = "draft"\n')
    text = "---\ntitle: Wrong\nversion: '3'\nstatus: current\n---\nWords."

    source = _source(tmp_path, text, Described(title="Wrong too", publisher="Somebody"))

    assert (source.title, source.status) == ("Right", "draft")
    assert (source.version, source.publisher) == ("3", "Somebody")


def test_an_empty_text_in_a_side_file_says_that_nothing_is_known(tmp_path: Path) -> None:
    _side_file(tmp_path, '["a.md"]\nversion = ""\ndate = ""\n')

    source = _source(tmp_path, "---\nversion: '3'\ndate: 2024\n---\nWords.")

    assert (source.version, source.date) == ("", "")


def test_speakers_of_a_side_file_stand_in_place_of_those_found(tmp_path: Path) -> None:
    talk = "**Host:** Welcome to the show.\n\n**Guest:** Thank you for having me.\n\n" * 3

    found = _source(tmp_path, talk, Described(kind="panel", speakers=("The Producer",)))
    _side_file(tmp_path, '["a.md"]\nspeakers = ["The Chair"]\n')
    corrected = _source(tmp_path, talk, Described(kind="panel"))

    assert found.speakers[-1] == "The Producer"
    assert corrected.speakers == ("The Chair",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('["a.md"]\ntitel = "X"', "'a.md': unknown key 'titel'; known are kind, status, title"),
        ('["a.md"]\nkind = "licence"', "kind is 'licence'; it must be one of definition, license"),
        ('["a.md"]\nstatus = "old"', "status is 'old'; it must be one of current, draft"),
        ('["a.md"]\nversion = 1.0', "version is 1.0; it must be text in quotes"),
        ('["a.md"]\ntitle = " "', "title is ' '; it must be text in quotes"),
        ('["a.md"]\ndate = "last May"', "date is 'last May'; it must be a year, month or day"),
        ('["a.md"]\ndate = true', "date is True; it must be a year, month or day"),
        ('["a.md"]\nspeakers = "X"', "speakers is 'X'; it must be a list"),
        ("[a.md]\ntitle = 'X'", 'write the path in quotes: \\["folder/file.md"\\]'),
        ("title = 'X'", "'title' is no table of one file"),
        ("[x", "about.toml' cannot be read: .*; correct or remove it"),
    ],
)
def test_what_a_side_file_cannot_mean_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ReadingError, match=told):
        read_side_file(_side_file(tmp_path, text))
