"""A page as a browser's parser sees it: its elements, references and words."""

from __future__ import annotations

import re
from html.parser import HTMLParser

LOADING = frozenset(
    "src srcset href xlink:href action formaction data poster background ping cite".split()
)


class Seen(HTMLParser):
    """Every element with its attributes, and the text outside scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self._holder = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._holder = tag if tag in self.inside else ""

    def handle_endtag(self, tag: str) -> None:
        self._holder = ""

    def handle_data(self, data: str) -> None:
        if self._holder:
            self.inside[self._holder].append(data)
        else:
            self.text += data

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.elements if "id" in attrs]

    @property
    def references(self) -> list[str]:
        """What an attribute or a style would load or point to."""
        found = [
            value for _, attrs in self.elements for name, value in attrs.items() if name in LOADING
        ]
        styled = [
            value
            for _, attrs in self.elements
            for name, value in attrs.items()
            if not name.startswith("data-")  # only words, for the filter and the phone
        ]
        whole = "".join((*styled, *self.inside["style"]))
        return found + [m[1].strip("'\" ") for m in re.finditer(r"url\(([^)]*)\)", whole)]
