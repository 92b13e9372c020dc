"""What the page is made over: one value, put together by `app.py` and handed down to every view."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.ui.opening import Opening
from assistant.ui.reader.readable import Readable
from assistant.ui.verdict import Keep


@dataclass(frozen=True, slots=True)
class Site:
    """The services behind the page. Views take what they need of it."""

    opening: Opening
    keep: Keep  # what readers think of an answer
    documents: Readable
    shared: bool = False  # a reader may sit at another computer than the one that runs the page
