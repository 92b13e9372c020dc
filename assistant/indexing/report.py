"""What a run says of itself, while it goes on and at its end."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """What a run did. `failed`, `skipped` and `notes` name a file and the reason."""

    kept: int = 0
    passages: int = 0
    read: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])  # with its passages
    gone: list[str] = field(default_factory=list[str])
    failed: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    skipped: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    notes: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    @property
    def added(self) -> int:
        """How many documents were read, new ones and changed ones."""
        return len(self.read)

    @property
    def removed(self) -> int:
        """How many documents went with their files."""
        return len(self.gone)


@dataclass(frozen=True, slots=True)
class Progress:
    """Sent while a run goes on: `done` of `total` files are in the library, what happens now."""

    done: int
    total: int  # 0: only `doing` is told
    doing: str  # a reason where `total` is 0, else the file
    passages: int = 0  # encoded so far
    share: float = 0.0  # of the bytes to read, 0 to 1: those of what is encoded
