from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from assistant.settings import ENVIRONMENT_PREFIX, Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_settings_table_is_that_of_the_code() -> None:
    rows = [
        f"| `{ENVIRONMENT_PREFIX}{knob.name.upper()}` | `{knob.default}` |"
        f" {knob.metadata['help']} |"
        for knob in fields(Settings)
    ]
    table = "\n".join(["| variable | default | what it sets |", "| --- | --- | --- |", *rows])

    assert table in README, f"the README needs this table:\n\n{table}"


def test_every_file_of_the_tree_is_there() -> None:
    tree = README.split("## The files")[1].split("```")[1]
    named = re.findall(r"^( *)([\w./-]+)", tree, re.MULTILINE)

    missing = []
    for indent, name in named:
        path = ROOT / ("assistant" if indent else "") / name
        if not path.exists():
            missing.append(name)

    assert not missing


def test_commands_name_only_files_and_flags_that_exist() -> None:
    ingest = (ROOT / "ingest.py").read_text(encoding="utf-8")

    flags = set(re.findall(r"ingest\.py (?:\S+ )?(--[a-z-]+)", README))

    assert flags
    assert all(f'"{flag}"' in ingest for flag in flags)
