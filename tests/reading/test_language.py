from __future__ import annotations

import pytest

from assistant.reading.language import detect_language, language_in_brackets, language_suffix


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The license is free for all of you, and that is not to be changed.", "en"),
        ("Le modèle est ouvert et les données sont publiées avec le code pour tous.", "fr"),
        ("Das Modell ist offen und die Daten sind mit dem Code für alle da.", "de"),
        ("オープンソースAIの定義は、自由を与えるシステムのことです。", "ja"),
        ("本协议授予您非独占的许可,用于 Apache License 2.0", "zh"),
        ("المعرفة مفتوحة إذا كان أي شخص حراً", "ar"),
        ("x1 = 3, y2 = 4", "en"),
        ("123 456", ""),
        ("language: en, de, es, una, van", "en"),
    ],
)
def test_language_is_that_of_most_of_the_text(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_language_is_named_by_a_title_or_a_file_name() -> None:
    assert language_in_brackets("Definition (Japanese reference translation)") == "ja"
    assert language_in_brackets("Definition (final)") is None
    assert language_suffix("a/definition-ja.md") == "ja"
    assert language_suffix("a/README_zh.md") == "zh"
    assert language_suffix("a/how-to.md") is None
