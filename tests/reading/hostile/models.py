"""Documents as a person means them, and how each format writes them down.

A model has a title and sections; a section has a heading and paragraphs. Every word is invented
and stands once, so that its place in the text that is read can be told. Each has a vowel: a PDF
page of words without is taken for one whose text layer is broken.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.reading.samples import make_pdf

SPEAKERS = ("Amanda Brock", "Heather Meeker", "Stefano Maffulli")


@dataclass(frozen=True)
class Part:
    """A section: what is above it, and its paragraphs, items and rows, in order."""

    heading: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    speaker: str
    time_s: int

    @property
    def lines(self) -> list[str]:
        """All its text, line by line."""
        cells = [cell for row in self.rows for cell in row]
        return [*self.paragraphs, *self.items, *cells]


@dataclass(frozen=True)
class Model:
    """A whole document."""

    title: str
    parts: tuple[Part, ...]


@st.composite
def models(draw: st.DrawFn) -> Model:
    """Models of one to five sections, whose words are all different."""
    number = 0

    def words(least: int, most: int) -> str:
        nonlocal number
        count = draw(st.integers(least, most))
        number += count
        return " ".join(f"zqu{_letters(n)}qz" for n in range(number - count, number))

    parts = []
    for i in range(draw(st.integers(1, 5))):
        paragraphs = [f"{words(6, 14).capitalize()}." for _ in range(draw(st.integers(1, 3)))]
        items = [words(2, 4) for _ in range(draw(st.sampled_from((0, 0, 2, 3))))]
        rows = [(words(1, 2), words(1, 2)) for _ in range(draw(st.sampled_from((0, 0, 2))))]
        speaker = SPEAKERS[i % len(SPEAKERS)]
        heading = words(1, 4).capitalize()
        parts.append(
            Part(heading, tuple(paragraphs), tuple(items), tuple(rows), speaker, 5 + 100 * i)
        )
    return Model(words(2, 4).capitalize(), tuple(parts))


def _letters(number: int) -> str:
    letters = ""
    while True:
        number, digit = divmod(number, 26)
        letters = chr(ord("a") + digit) + letters
        if not number:
            return letters.rjust(3, "x")


def _markdown(model: Model) -> bytes:
    blocks = [f"# {model.title}"]
    for part in model.parts:
        blocks += [f"## {part.heading}", *part.paragraphs]
        if part.items:
            blocks.append("\n".join(f"- {item}" for item in part.items))
        if part.rows:
            head = "| " + " | ".join(part.rows[0]) + " |\n| --- | --- |"
            body = [f"| {a} | {b} |" for a, b in part.rows[1:]]
            blocks.append("\n".join([head, *body]))
    return "\n\n".join(blocks).encode()


def _html(model: Model) -> bytes:
    pieces = [f"<h1>{html.escape(model.title)}</h1>"]
    for part in model.parts:
        pieces.append(f"<h2>{html.escape(part.heading)}</h2>")
        pieces += [f"<p>{html.escape(p)}</p>" for p in part.paragraphs]
        if part.items:
            pieces.append("<ul>" + "".join(f"<li>{i}</li>" for i in part.items) + "</ul>")
        if part.rows:
            rows = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in part.rows)
            pieces.append(f"<table>{rows}</table>")
    body = "\n".join(pieces)
    return f"<!DOCTYPE html><html lang='en'><body>{body}</body></html>".encode()


def _plain(model: Model) -> bytes:
    blocks = [model.title.upper()]
    for number, part in enumerate(model.parts, start=1):
        blocks += [f"{number}. {part.heading}.", *part.paragraphs]
        blocks += ["\n".join(f"- {item}" for item in part.items)] if part.items else []
        blocks += [f"{a}, {b}." for a, b in part.rows]
    return "\n\n".join(blocks).encode()


def _clock(time_s: float, mark: str) -> str:
    return f"00:{int(time_s) // 60:02d}:{int(time_s) % 60:02d}{mark}{int(time_s * 1000) % 1000:03d}"


def _cues(model: Model, mark: str) -> list[tuple[str, Part, str]]:
    cues = []
    for part in model.parts:
        for i, line in enumerate(part.lines):
            start, end = part.time_s + 2 * i, part.time_s + 2 * i + 1.5
            cues.append((f"{_clock(start, mark)} --> {_clock(end, mark)}", part, line))
    return cues


def _vtt(model: Model) -> bytes:
    cues = [f"{timing}\n<v {p.speaker}>{line}" for timing, p, line in _cues(model, ".")]
    return "\n\n".join(["WEBVTT", *cues]).encode()


def _srt(model: Model) -> bytes:
    cues = _cues(model, ",")
    return "\n\n".join(f"{n}\n{t}\n{line}" for n, (t, _, line) in enumerate(cues, 1)).encode()


def _yaml(model: Model) -> bytes:
    lines = [f"# {model.title}"]
    for part in model.parts:
        lines.append(f"{part.heading.replace(' ', '_')}:")
        lines.append("  text:")
        lines += [f"    - {line}" for line in part.lines]
    return "\n".join(lines).encode()


def _csv(model: Model) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Name", "Notes"])
    writer.writerows([part.heading, "\n".join(part.lines)] for part in model.parts)
    return out.getvalue().encode()


def _xml(model: Model) -> bytes:
    parts = "".join(
        f"<section><heading>{part.heading}</heading>"
        + "".join(f"<p>{line}</p>" for line in part.lines)
        + "</section>"
        for part in model.parts
    )
    return f"<?xml version='1.0'?><document><p>{model.title}</p>{parts}</document>".encode()


def _pdf(model: Model) -> bytes:
    return make_pdf([" ".join([part.heading, *part.lines]) for part in model.parts])


RENDERERS: Mapping[str, Callable[[Model], bytes]] = {
    ".md": _markdown,
    ".html": _html,
    ".txt": _plain,
    ".vtt": _vtt,
    ".srt": _srt,
    ".yaml": _yaml,
    ".csv": _csv,
    ".xml": _xml,
    ".pdf": _pdf,
}
# What a format writes down of a model: captions and PDF pages have no title, captions no headings.
WITHOUT_TITLE = frozenset({".vtt", ".srt", ".csv", ".pdf"})
WITHOUT_HEADINGS = frozenset({".vtt", ".srt"})


def words_written(model: Model, suffix: str) -> list[str]:
    """Every invented word that the file holds, in order, in lower case."""
    words = [] if suffix in WITHOUT_TITLE else model.title.split()
    for part in model.parts:
        lines = part.lines if suffix in WITHOUT_HEADINGS else [part.heading, *part.lines]
        words += " ".join(lines).replace(".", " ").split()
    return [word.lower() for word in words]
