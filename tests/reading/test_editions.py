from __future__ import annotations

import pytest

from assistant.reading.editions import (
    agree_in_edition,
    differ_in_edition,
    family,
    family_names,
    newer,
    same_family,
)
from assistant.types import Source


def _source(title: str, **fields: str) -> Source:
    return Source("own/a.md", title, **fields)  # type: ignore[arg-type]


def _same(first: str, second: str) -> bool:
    return same_family(family_names(first), family_names(second))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The Example Definition, version 1.0-RC1 (saved page)", "example definition"),
        ("The Example Definition – draft v. 0.0.8", "example definition"),
        ("Example License v2", "example license"),
        ("EXAMPLE 3.1 COMMUNITY LICENSE", "example community license"),
        ("Example-2.0", "example"),
        ("Terms of Use, March 24, 2025", "terms of use"),
        ("policy final old", "policy"),
        ("Example Open++-M", "example open++ m"),
        # These numbers are part of the name.
        ("Example 2-Clause", "example 2 clause"),
        ("Regulation 2024/1689", "regulation 2024 1689"),
        ("GPT-2 license", "gpt 2 license"),
        ("2.0", ""),
    ],
)
def test_a_family_is_the_title_without_version_date_and_draft(title: str, name: str) -> None:
    assert family(title) == name


def test_the_name_of_a_site_at_the_end_of_a_title_does_not_count() -> None:
    page = "The Example Definition v.1.0 - Example Host"

    assert _same(page, "Example Definition")
    assert _same("Example Definition", page)
    assert not _same("Example Definition - Another Host", page)
    assert not _same("Data License - Permissive", "Data License - Sharing")
    assert not _same("2.0", "3.0")


@pytest.mark.parametrize(
    ("older", "younger"),
    [
        ("0.0.8", "0.0.9"),
        ("0.0.9", "1.0"),
        ("1.0-RC1", "1.0-RC2"),
        ("1.0-RC2", "1.0"),
        ("1.0-draft", "1.0-beta"),
        ("1.9", "1.10"),
        ("v1", "2.0"),
    ],
)
def test_versions_are_in_order(older: str, younger: str) -> None:
    first, second = _source("X", version=older), _source("X", version=younger)

    assert newer(second, first) == 1
    assert newer(first, second) == -1
    assert differ_in_edition(first, second)


def test_the_same_version_may_be_written_in_two_ways() -> None:
    assert agree_in_edition(_source("X", version="2"), _source("X", version="v2.0"))
    assert agree_in_edition(_source("X 2.0"), _source("X", version="2.0"))


def test_dates_tell_editions_apart_where_no_version_does() -> None:
    spring, autumn = _source("X", date="2024-04-01"), _source("X", date="2025-03-24")

    assert newer(autumn, spring) == 1
    assert differ_in_edition(spring, autumn)
    assert agree_in_edition(spring, _source("X", date="2024-04"))


def test_what_is_not_known_makes_no_difference() -> None:
    assert not differ_in_edition(_source("X", version="1.0"), _source("X"))
    assert not agree_in_edition(_source("X", version="1.0"), _source("X"))
    assert newer(_source("X"), _source("X")) == 0
    assert newer(_source("Report of 2024"), _source("Report of 2025")) == 0
