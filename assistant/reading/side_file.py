"""The side file of a folder: what a person says about its files, against all other sources.

`about.toml` at a root has one table for each file, named by its path:

    ["licenses/x.txt"]
    title = "X License"
    version = "2.0"
    date = 2024-10-28

What it says counts more than a file's front matter, a manifest and the text. An empty string means
that nothing is known, whatever another source says.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, cast

from assistant.errors import ReadingError
from assistant.reading.dates import iso_date
from assistant.reading.files import SIDE_FILE
from assistant.reading.parsed import NOTHING_SAID, Described
from assistant.reason import phrase
from assistant.types import KINDS, STATUSES

_WORDS = ("title", "version", "publisher", "language", "url", "license")
_LISTS = ("aliases", "speakers")
_CHOICES = {"kind": KINDS, "status": STATUSES}
KEYS = (*_CHOICES, *_WORDS, "date", *_LISTS)


def read_side_file(folder: Path) -> Mapping[str, Described]:
    """What `about.toml` of a folder says, by doc_id; empty where there is none.

    Raises ReadingError, naming the file's table and the key, where it cannot be understood.
    """
    path = folder / SIDE_FILE
    if not path.is_file():
        return {}
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        raise ReadingError(
            "{path!r} cannot be read: {reason}; correct or remove it", path=str(path), reason=exc
        ) from exc
    return parse_side_file(text, str(path))


def parse_side_file(text: str, path: str) -> Mapping[str, Described]:
    """What the text of a side file says, by doc_id; `path` is for messages. Raises ReadingError."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise ReadingError(
            "{path!r} cannot be read: {reason}; correct or remove it", path=path, reason=exc
        ) from exc
    said: dict[str, Described] = {}
    for name, table in tables.items():
        where = f"{path!r}, {name!r}"
        if not isinstance(table, dict) or any(isinstance(v, dict) for v in table.values()):
            raise ReadingError(
                '{where} is no table of one file; write the path in quotes: ["folder/file.md"]',
                where=where,
            )
        values = {key: _value(key, value, where) for key, value in table.items()}
        said[name.replace("\\", "/")] = Described(**cast("dict[str, Any]", values))
    return said


def check_correction(said: Described) -> None:
    """Raise ReadingError where a side file could not say this."""
    for field in fields(said):
        value = getattr(said, field.name)
        if field.name in KEYS and value is not None:
            _value(
                field.name, list(value) if isinstance(value, tuple) else value, phrase("not saved")
            )


def correct(
    described: Mapping[str, Described], corrections: Mapping[str, Described]
) -> dict[str, Described]:
    """The descriptions with the side file's corrections, by doc_id."""
    corrected = {
        doc_id: replace(described.get(doc_id, NOTHING_SAID), corrected=correction)
        for doc_id, correction in corrections.items()
    }
    return {**described, **corrected}


def _value(key: str, value: object, where: str) -> object:
    if key not in KEYS:
        raise ReadingError(
            "{where}: unknown key {key!r}; known are {known}",
            where=where,
            key=key,
            known=", ".join(KEYS),
        )
    if key in _CHOICES:
        if value in _CHOICES[key]:
            return value
        raise ReadingError(
            "{where}: {key} is {value!r}; it must be one of {known}",
            where=where,
            key=key,
            value=value,
            known=", ".join(_CHOICES[key]),
        )
    if key == "date":
        return _date(value, where)
    if key in _LISTS:
        if isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value):
            return tuple(" ".join(v.split()) for v in value)
        raise ReadingError(
            '{where}: {key} is {value!r}; it must be a list: ["...", "..."]',
            where=where,
            key=key,
            value=value,
        )
    if not isinstance(value, str) or (key == "title" and not value.strip()):
        raise ReadingError(
            "{where}: {key} is {value!r}; it must be text in quotes",
            where=where,
            key=key,
            value=value,
        )
    return " ".join(value.split())


def _date(value: object, where: str) -> str:
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return value.isoformat()
    written = str(value).strip()
    if written and iso_date(written) != written:
        raise ReadingError(
            '{where}: date is {value!r}; it must be a year, month or day: "2024", "2024-10"'
            " or 2024-10-28",
            where=where,
            value=value,
        )
    return written
