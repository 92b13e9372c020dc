from __future__ import annotations

from pathlib import Path

import pytest

from assistant.reading.clues import is_title, kind_of_title
from assistant.reading.opening import read_itself, read_name, read_opening
from tests.reading.samples import read

RUNNING = "The makers have worked on this text for a long time and with many others. " * 3


@pytest.mark.parametrize(
    ("line", "version", "date"),
    [
        ("Version 2.0, January 2004", "2.0", "2004-01"),
        ("VERSION 1, OCTOBER 16, 2018", "1", "2018-10-16"),
        ("### version 0.0.3", "0.0.3", None),
        ("**Version 1.0 / 25.May.2022**", "1.0", "2022-05-25"),
        ("Version 1.1 ratified on April 26, 2004. Supersedes Version 1.0.", "1.1", "2004-04-26"),
        ("*Version 0.3, last modified, 2025-01-21*", "0.3", "2025-01-21"),
        ("Draft v. 0.9-rc1", "0.9-rc1", None),
        ("Status: Draft v0.1", "0.1", None),
        ("Last modified: March 24, 2025", None, "2025-03-24"),
        ("Example 3.1 Version Release Date: July 23, 2024", None, "2024-07-23"),
        ("Effective: December 11, 2024 (the previous terms are kept)", None, "2024-12-11"),
        ("dated May 19, 2022", None, "2022-05-19"),
        (":date: 2024-10-15", None, "2024-10-15"),
        ("upload_date: 2026-01-24", None, "2026-01-24"),
        ("September 2023", None, "2023-09"),
        ("of 13 June 2024", None, "2024-06-13"),
        ("Publié le 3 mars 2023", None, "2023-03-03"),
        ("最終更新日 2024年10月22日", None, "2024-10-22"),
        ("**A Conference, second day (2026-02-20)**", None, "2026-02-20"),
        # These speak of something else.
        ("This license incorporates version 3 of the General License.", None, None),
        ("Trained on data from January 2023 to July 2023", None, None),
        ("[2023.12.29] We released the second model", None, None),
        ("Released March 2024: a new model of 7B", None, None),
        ("Version control is needed for March 2024", None, None),
    ],
)
def test_version_and_date_are_read_from_a_line_of_their_own(
    line: str, version: str | None, date: str | None
) -> None:
    told = read_opening(f"# The Example\n\n{line}\n\n{RUNNING}")

    assert (told.version, told.date) == (version, date)


def test_running_text_and_the_middle_of_a_text_say_nothing() -> None:
    middle = f"{RUNNING}\n" * 50 + "Version 2.0, January 2004\n" + f"{RUNNING}\n" * 50

    assert read_opening(f"Version 2.0, January 2004 {RUNNING}").version is None
    assert read_opening(middle).version is None


def test_the_last_lines_may_say_it_too() -> None:
    text = f"# The Example\n\n{RUNNING}\n" * 30 + "\n*Version 0.3, last modified 2025-01-21*\n"

    told = read_opening(text)

    assert (told.version, told.date) == ("0.3", "2025-01-21")


@pytest.mark.parametrize(
    ("title", "version"),
    [
        ("The Example Definition – draft v. 0.0.8 – Example Initiative", "0.0.8"),
        ("The Example Definition v.1.0-RC1 - Host", "1.0-RC1"),
        ("Example License, version 1.1 (EL-1.1)", "1.1"),
        ("Example License 2.0", "2.0"),
        ("EXAMPLE 3.1 COMMUNITY LICENSE", None),
        ("Example 4", None),
        ("Example-4.5", None),
    ],
)
def test_a_title_says_the_version_but_not_a_products_number(
    title: str, version: str | None
) -> None:
    assert read_opening(RUNNING, title=title).version == version


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("Draft", "draft"),
        ("**Status:** Draft v0.1", "draft"),
        ("This document is a working draft.", "draft"),
        ("This version has been superseded by version 2.", "superseded"),
        ("Unofficial translation", "translation"),
        ("（日本語参考訳）", "translation"),
        ("Drafting a license takes time", None),
        ("The first one was superseded by the second", None),
    ],
)
def test_status_is_read_from_plain_words_at_the_top(line: str, status: str | None) -> None:
    assert read_opening(f"# The Example\n\n{line}\n\n{RUNNING}").status == status


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Copyright (C) 2007 Example Fund, Inc. <https://example.org>", "Example Fund, Inc"),
        ("© 2018-2024 Example GmbH. All rights reserved.", "Example GmbH"),
        ("Published by: The Example Initiative", "The Example Initiative"),
        ("Copyright (c) <year> <owner>", None),
        ("Copyright holders may choose", None),
    ],
)  # fmt: skip
def test_a_publisher_is_who_says_so(line: str, publisher: str | None) -> None:
    assert read_opening(f"# The Example\n\n{line}\n\n{RUNNING}").publisher == publisher


@pytest.mark.parametrize(
    ("doc_id", "version", "date"),
    [
        ("talks/townhall-01-2024-01-12.srt", None, "2024-01-12"),
        ("index-2025-12-scores.csv", None, "2025-12"),
        ("licenses/example-by-4.0.txt", "4.0", None),
        ("definition_v0.3.md", "0.3", None),
        ("definition-2.1-ja.markdown", "2.1", None),
        ("example-3.1-license.txt", None, None),
        ("regulation-2024-1689.md", None, None),
        ("notes.md", None, None),
    ],
)
def test_a_file_name_says_what_it_ends_in(
    doc_id: str, version: str | None, date: str | None
) -> None:
    named = read_name(doc_id)

    assert (named.version, named.date) == (version, date)


def test_where_text_and_name_name_two_versions_none_is_known() -> None:
    text = f"# The Example\n\nVersion 0.1, last modified, 2024-12-05\n\n{RUNNING}"

    told = read_itself(text, doc_id="example-0.2.md", title="The Example", is_card=False)
    agreed = read_itself(text, doc_id="example-v0.1.md", title="The Example", is_card=False)

    assert (told.version, told.date) == (None, "2024-12-05")
    assert agreed.version == "0.1"


def test_a_models_number_is_not_the_version_of_its_card() -> None:
    told = read_itself(RUNNING, doc_id="model-2.0.md", title="Model v2.0", is_card=True)

    assert told.version is None


def test_what_a_document_says_counts_less_than_what_is_said_about_it(tmp_path: Path) -> None:
    text = "---\nversion: '3'\n---\n# The Example License\n\nVersion 2.0, January 2004\n"

    source = read(tmp_path, "example-1.0.md", text).source

    assert (source.version, source.date, source.kind) == ("3", "2004-01", "license")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("The Example License, version 2.0", "license"),
        ("EXAMPLE LICENCE AGREEMENT", "license"),
        ("The Example Definition – draft", "definition"),
        ("Example Model Card", "model_card"),
        ("Why the license matters", None),
    ],
)
def test_a_title_may_name_the_kind(title: str, kind: str | None) -> None:
    assert kind_of_title(title, "a.md") == kind
    assert kind_of_title("Example", "a.vtt") == "panel"


def test_a_copyright_notice_or_a_sentence_is_no_title(tmp_path: Path) -> None:
    assert is_title("Example Inc.")
    assert is_title("定義")
    for words in ("Copyright (c) <year> <owner>", "..", "Table of Contents"):
        assert not is_title(words)
    assert not is_title("All right, thanks everyone for joining us today.")
    text = "Copyright (c) 2020 Example\n\nYou may use this for anything.\n"
    assert read(tmp_path, "my-license.txt", text).source.title == "my license"
