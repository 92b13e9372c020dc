"""What the license of a model is called, from the text that Ollama has of it."""

from __future__ import annotations

import re

LONGEST = 80  # characters of a first line that is shown
# Beginnings of the common texts, and their SPDX identifiers.
_KNOWN = (
    (re.compile(r"Apache License\W+Version 2\.0", re.IGNORECASE), "Apache-2.0"),
    (re.compile(r"\AMIT License\b|\AThe MIT License\b", re.IGNORECASE), "MIT"),
    (re.compile(r"Permission is hereby granted, free of charge", re.IGNORECASE), "MIT"),
    (re.compile(r"BSD 3-Clause", re.IGNORECASE), "BSD-3-Clause"),
    (re.compile(r"Attribution-NonCommercial 4\.0 International", re.IGNORECASE), "CC-BY-NC-4.0"),
    (re.compile(r"Attribution 4\.0 International", re.IGNORECASE), "CC-BY-4.0"),
)
_BEGINNING = 1500  # characters in which a text names itself


def license_name(text: str) -> str:
    """An SPDX identifier where the beginning is known, else the first line; empty: none is given.

    Only the first license counts where a model carries several.
    """
    beginning = text.strip()[:_BEGINNING]
    for pattern, name in _KNOWN:
        if pattern.search(beginning):
            return name
    first = next((" ".join(line.split()) for line in beginning.splitlines() if line.strip()), "")
    return first if len(first) <= LONGEST else first[: LONGEST - 1].rstrip() + "…"
