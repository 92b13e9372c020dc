"""The fields of one JSON object, checked as they are read; errors name the line and the field."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from assistant.errors import AssistantError

T = TypeVar("T")

_NAMES = {str: "a string", list: "a list", bool: "true or false", dict: "an object"}


class GoldError(AssistantError):
    """A gold file cannot be used; the message names the line and the field."""


class Fields:
    """One object of a gold file. Every method raises GoldError for a value of the wrong kind."""

    def __init__(self, raw: Mapping[str, object], where: str, inside: str = "") -> None:
        """`where`: "gold.jsonl, line 3"; `inside`: the field this object stands in."""
        self._raw = raw
        self._where = where
        self._inside = inside

    def __contains__(self, name: str) -> bool:
        return self._raw.get(name) is not None

    def value(self, name: str, wanted: type[T]) -> T:
        """The field, which must be there."""
        if name not in self._raw:
            raise self.error(f"{self._full(name)!r} is missing; it must be {_NAMES[wanted]}")
        return self._as(self._raw[name], wanted, name)

    def flag(self, name: str) -> bool:
        """True or false; false when it is not there."""
        return self._as(self._raw.get(name, False), bool, name)

    def text(self, name: str) -> str:
        """A string that is not blank."""
        text = self.value(name, str)
        if not text.strip():
            raise self.error(f"{self._full(name)!r} is empty")
        return text

    def optional_text(self, name: str) -> str | None:
        """A string; None when it is not there, or null."""
        return self.value(name, str) if name in self else None

    def texts(self, name: str) -> tuple[str, ...]:
        """At least one string, none of them blank."""
        return self._texts(self.value(name, list), name)

    def optional_texts(self, name: str) -> tuple[str, ...]:
        """Like `texts`; empty when the field is not there, null or []."""
        return self.texts(name) if self._raw.get(name) else ()

    def forms(self, name: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of strings; empty when the field is not there."""
        return tuple(
            self._texts(self._as(forms, list, f"{name}[{i}]"), f"{name}[{i}]")
            for i, forms in enumerate(self._as(self._raw.get(name, []), list, name))
        )

    def objects(self, name: str, read: Callable[[Fields], T]) -> tuple[T, ...]:
        """A list of objects, each read by `read`; empty when the field is not there."""
        return tuple(
            read(
                Fields(self._as(raw, dict, f"{name}[{i}]"), self._where, self._full(f"{name}[{i}]"))
            )
            for i, raw in enumerate(self._as(self._raw.get(name, []), list, name))
        )

    def refuse_misspelt(self, known: Collection[str]) -> None:
        """Raise for a field that is nearly one of these; other fields are the writer's own."""
        for name in self._raw:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
            if near and name not in known:
                raise self.error(f"unknown field {name!r}; did you mean {near[0]!r}?")

    def error(self, says: str) -> GoldError:
        """The error to raise about this object."""
        return GoldError(f"{self._where}: {says}")

    @property
    def place(self) -> str:
        """Where the object stands in its line: "evidence[0]"; empty: it is the line."""
        return self._inside

    def name(self, name: str) -> str:
        """The field's full name, as an error gives it."""
        return self._full(name)

    def _texts(self, values: list[object], name: str) -> tuple[str, ...]:
        if not values:
            raise self.error(f"{self._full(name)!r} is empty; it needs at least one string")
        for i, value in enumerate(values):
            if not self._as(value, str, f"{name}[{i}]").strip():
                raise self.error(f"'{self._full(name)}[{i}]' is empty")
        return tuple(str(value) for value in values)

    def _as(self, value: object, wanted: type[T], name: str) -> T:
        if not isinstance(value, wanted):
            raise self.error(f"{self._full(name)!r} is {value!r}; it must be {_NAMES[wanted]}")
        if isinstance(value, str) and any("\ud800" <= sign <= "\udfff" for sign in value):
            raise self.error(f"{self._full(name)!r} holds half of a surrogate pair: {value!r}")
        return value

    def _full(self, name: str) -> str:
        return f"{self._inside}.{name}" if self._inside else name


def read_fields(line: str, where: str) -> Fields:
    """The fields of a line of JSON. Raises GoldError when it is no JSON object."""
    try:
        raw = json.loads(line)
    except json.JSONDecodeError as exc:
        raise GoldError(f"{where}: is not JSON: {exc.msg} at column {exc.colno}") from exc
    except (ValueError, RecursionError) as exc:  # a number of 5,000 digits, a thousand brackets
        raise GoldError(f"{where}: is not JSON that can be read ({exc})") from exc
    if not isinstance(raw, dict):
        raise GoldError(f"{where}: is not a JSON object")
    return Fields(raw, where)
