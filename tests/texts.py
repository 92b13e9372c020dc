"""The texts of a value of words, for tests that hold one language against another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from string import Formatter


def texts_in(value: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a language with the path to it."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts_in(inner, f"{where}[{key}]")
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from texts_in(inner, f"{where}[{number}]")
    elif is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            yield from texts_in(inner, f"{where}.{field.name}".lstrip("."))


def names_in(text: str) -> set[str]:
    """The names of what a text is filled with."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}
