from __future__ import annotations

from assistant.reading.pipe_table import with_outer_pipes


def test_rows_without_outer_pipes_get_them() -> None:
    text = "Text | more\n\na | b\n--- | ---\n1 | 2\n3|4\\|\n\nEnd | here"

    assert with_outer_pipes(text) == (
        "Text | more\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3|4\\| |\n\nEnd | here"
    )


def test_tables_with_outer_pipes_stay_as_they_are() -> None:
    text = "  | a | b |\n  |---|---|\n  | 1 | 2 |\n\n```\na | b\n--- | ---\n```\n"

    assert with_outer_pipes(text) == text
