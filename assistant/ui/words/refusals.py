"""The words of requests that are refused before they get to the page: plain texts of one line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalWords:
    """The words of one language."""

    too_large: str  # {limit}, {characters}: of a question
    uploads_too_large: str  # {limit}
    uploads_full: str  # {mb}
    no_uploads: str
    no_length: str
    other_host: str
    other_site: str
    not_offered: str
    not_yours: str
    sign_in: str
    file_type: str  # {type}
