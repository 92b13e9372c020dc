"""Corrections written into the side file of a folder, its other lines and comments left alone."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

from assistant.errors import ReadingError
from assistant.reading.files import SIDE_FILE
from assistant.reading.parsed import Described
from assistant.reading.side_file import KEYS, parse_side_file, read_side_file


def write_correction(folder: Path, doc_id: str, said: Described) -> None:
    """Say this of a document in `about.toml` of its folder; None: what stands there stays.

    Raises ReadingError where the file cannot be understood or written, or would not be valid; it
    is then as it was.
    """
    _rewrite(folder / SIDE_FILE, lambda text: with_correction(text, doc_id, said))


def _rewrite(path: Path, edit: Callable[[str], str]) -> None:
    try:
        after = edit(path.read_text(encoding="utf-8-sig") if path.exists() else "")
        parse_side_file(after, str(path))
        aside = path.with_name(f".{path.name}.new")
        aside.write_text(after, encoding="utf-8")
        if path.exists():
            aside.chmod(path.stat().st_mode)
        os.replace(aside, path)
    except (OSError, UnicodeDecodeError) as exc:
        raise ReadingError(
            "{path!r} cannot be written: {reason}", path=str(path), reason=exc
        ) from exc


def forget_correction(folder: Path, doc_id: str) -> None:
    """Take out what `about.toml` says of a document that is gone; nothing where it says nothing.

    Raises ReadingError as `write_correction`.
    """
    path = folder / SIDE_FILE
    if path.exists() and doc_id in read_side_file(folder):
        _rewrite(path, lambda text: without_correction(text, doc_id))


def without_correction(text: str, doc_id: str) -> str:
    """The side file's text with no words about one document."""
    sheet = _parsed(text)
    for name in [key for key in sheet if key.replace("\\", "/") == doc_id]:
        del sheet[name]
    return tomlkit.dumps(sheet)


def with_correction(text: str, doc_id: str, said: Described) -> str:
    """The side file's text with these words about one document."""
    sheet = _parsed(text)
    name = next((key for key in sheet if key.replace("\\", "/") == doc_id), doc_id)
    if name not in sheet:
        if sheet:
            sheet.add(tomlkit.nl())
        sheet.add(name, tomlkit.table())
    table = sheet[name]
    if not isinstance(table, Table):
        raise ReadingError(
            '{file!r}, {name!r} is no table; write ["folder/file.md"] above it',
            file=SIDE_FILE,
            name=name,
        )
    for field in fields(said):
        value = getattr(said, field.name)
        if field.name in KEYS and value is not None:
            table[field.name] = _item(field.name, value)
    return tomlkit.dumps(sheet)


def _parsed(text: str) -> TOMLDocument:
    try:
        return tomlkit.parse(text)
    except TOMLKitError as exc:
        raise ReadingError(
            "{file!r} cannot be read: {reason}; correct or remove it", file=SIDE_FILE, reason=exc
        ) from exc


def _item(key: str, value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    if key == "date":
        try:
            return date.fromisoformat(str(value))
        except ValueError:  # a year or a month, which TOML has no form for
            return value
    return value
