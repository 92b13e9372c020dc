"""Numbers as a reader of the page wants them."""

from __future__ import annotations

from evals.report import number


def percent(share: float | None) -> str:
    """A share as a whole percentage; "-" for none."""
    return "-" if share is None else f"{share:.0%}"


def signed(value: float | None) -> str:
    """A difference with its sign, U+2212 for less; "-" for none."""
    if value is None:
        return "-"
    sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else ""
    return sign + number(abs(value))


def seconds(value: float | None) -> str:
    """Milliseconds below a tenth of a second; "-" for none."""
    if value is None:
        return "-"
    if value < 0.1:
        return f"{value * 1000:.0f} ms"
    return f"{value:.1f} s"


def duration(value_s: float) -> str:
    """Seconds, minutes or hours, in the two largest units."""
    whole = round(value_s)
    if whole < 60:
        return f"{value_s:.1f} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return f"{minutes // 60} h {minutes % 60} min"


def size(value_bytes: int) -> str:
    """Bytes in kB or MB of powers of ten."""
    if value_bytes < 1_000_000:
        return f"{value_bytes / 1000:.0f} kB"
    return f"{value_bytes / 1_000_000:,.1f} MB"


def count(n: int, one: str, many: str = "") -> str:
    """The number with its noun: "1 question", "2 questions"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"
