"""Whether what a PDF's own description calls its title is one."""

from __future__ import annotations

import re

from assistant.reading.characters import plain_characters
from assistant.reading.sections import short_label

# What programs write there unasked: their own name, the file's, or nothing that names a text.
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)|word|powerpoint|layout \d+|print)\s*[-–:].*"
    r"|untitled.*|unbenannt.*|sans titre.*|(?:\(?anonymous\)?|unspecified|none|null|title|no title)"
    r"|(?:document|dokument|presentation|slide|book|folie)\s*\d*|powerpoint[- ]pr[äe]sentation.*"
    r"|.*\.(?:docx?|odt|rtf|pptx?|odp|xlsx?|indd|qxd|tex|dvi|ps|eps|pdf|ai|html?|txt|md|fm|p65)",
    re.I,
)
_MOST_CHARS = 1000  # more is no title, and slow to look through
_FILE_NAME = re.compile(r"\S*[\d_/\\-]\S*")  # in one word: "draft3", "annual-report_final"


def title_of(said: str) -> str | None:
    """The title, or None where it names no text."""
    title = " ".join(plain_characters(said[:_MOST_CHARS]).replace("\0", " ").split())
    letters = sum(c.isalpha() for c in title)
    if letters < 3 or "\ufffd" in title or _NO_TITLE.fullmatch(title):
        return None
    return None if _FILE_NAME.fullmatch(title) else short_label(title)
