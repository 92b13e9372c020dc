"""One thing that `doctor` looked at."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """One thing that was looked at. `needed`: nothing works without it."""

    what: str
    ok: bool
    told: str
    needed: bool = True
