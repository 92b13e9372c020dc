from __future__ import annotations

import pytest

from assistant.answering.license_name import license_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("    Apache License\n  Version 2.0, January 2004\n", "Apache-2.0"),
        ("MIT License\n\nCopyright (c) Some Company\n", "MIT"),
        ("Microsoft.\nCopyright (c) Some.\n\nMIT License\n\nPermission is hereby granted, free of"
         " charge, to any person", "MIT"),
        ("LLAMA 3.2 COMMUNITY LICENSE AGREEMENT\nLlama 3.2 Version Release Date: ...",
         "LLAMA 3.2 COMMUNITY LICENSE AGREEMENT"),
        ("\n\n  Gemma   Terms of Use \n\nLast modified", "Gemma Terms of Use"),
        ("", ""),
        ("x" * 200, "x" * 79 + "…"),
    ],
)  # fmt: skip
def test_license_is_called_by_its_identifier_or_its_first_line(text: str, name: str) -> None:
    assert license_name(text) == name
