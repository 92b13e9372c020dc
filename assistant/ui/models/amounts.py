"""Bytes as people read them; in powers of ten, as Ollama lists them."""

from __future__ import annotations

from assistant.ui.words import Words, filled

_UNITS = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"))


def amount(count: int | float, words: Words) -> str:
    """Such as "2.5 GB", "815 MB", "120 B", with the sign of the language before decimals."""
    for size, unit in _UNITS:
        if count >= size:
            value = count / size
            text = "{value:.1f} {unit}" if unit == "GB" and value < 100 else "{value:.0f} {unit}"
            return filled(text, words, value=value, unit=unit)
    return f"{count:.0f} B"
