"""Two small articles in SQuAD's format, made up for these tests."""

from __future__ import annotations

import json
from pathlib import Path

ANVIL = ["The anvil was made by a smith.", "It weighs as much as a horse, say its owners."]
FAIR = "The fair of the town opens every Friday, and the hammer is sold there."


def write_articles(folder: Path) -> Path:
    """The file, in the place where a benchmark run looks below `folder`."""
    made = _asked("Who made the anvil?", "a smith", ANVIL[0])
    sold = _asked("When does the fair of the town open?", "every Friday", FAIR)
    paragraphs = [
        {"context": ANVIL[0], "qas": [made, _asked("Who sold the anvil?", "", ANVIL[0])]},
        {"context": ANVIL[1], "qas": []},
    ]
    articles = [
        {"title": "The_Anvil", "paragraphs": paragraphs},
        {"title": "The_Fair", "paragraphs": [{"context": FAIR, "qas": [sold]}]},
    ]
    file = folder / "squad2_halfdev" / "dev-v2.0.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"data": articles}))
    return file


def _asked(question: str, answer: str, context: str) -> dict[str, object]:
    """Marked by two people alike; no answer: nobody marked any."""
    marked = {"text": answer, "answer_start": context.index(answer)}
    return {"question": question, "answers": [marked, marked] if answer else []}
