"""Feedback from the chat becomes gold items, one at a time, each confirmed by a person.

Nothing is written before the last yes. What was decided is kept beside the feedback, in a file that
only grows: the feedback itself is never changed.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.feedback.entry import Feedback
from assistant.feedback.lines import append_line, read_lines
from assistant.feedback.store import FeedbackError, keep_line, read_feedback
from evals.asking import Asking, Leaving, Way, printable
from evals.draft import draft_item
from evals.fields import GoldError, read_fields
from evals.gold import GoldItem, read_gold, read_item
from evals.manifest import now
from evals.proof import faults
from evals.shelf import Shelf

DECISIONS_FILE = "promoted.jsonl"
WIDTH = 88  # of what is shown
VERDICTS = {"up": "helpful", "down": "not right"}


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of one entry of the feedback."""

    feedback_id: str
    time: str  # ISO 8601, with offset
    item: str  # id of the gold item; empty: dismissed
    gold: str  # file the item was added to; empty: dismissed


def read_decisions(data_dir: Path) -> dict[str, Decision]:
    """The last decision on each entry, by its id. Raises FeedbackError."""
    path = data_dir / DECISIONS_FILE
    try:
        return {decision.feedback_id: decision for decision in read_lines(path, _decision)}
    except OSError as exc:
        raise FeedbackError(f"{str(path)!r} cannot be read ({exc.strerror})") from exc


def waiting_feedback(data_dir: Path) -> list[Feedback]:
    """The entries that nothing was decided about, oldest first."""
    decided = read_decisions(data_dir)
    return [entry for entry in read_feedback(data_dir) if entry.id not in decided]


def promote(
    entries: Sequence[Feedback], asking: Asking, shelf: Shelf, *, gold_file: Path, data_dir: Path
) -> list[str]:
    """Ask about each entry; the ids of the items that were added.

    Raises GoldError when the gold file is not well formed or cannot be written.
    """
    added: list[str] = []
    for number, entry in enumerate(entries, start=1):
        items = read_items(gold_file)
        asking.tell(render_entry(entry, f"{number} of {len(entries)}"))
        for item in items:
            if (item.question, item.history) == (entry.question, entry.history):
                asking.tell(f"The gold file asks this already: {item.id}.")
        item_id = next_id(gold_file, items)
        confirmed = _confirm(entry, item_id, asking, shelf, gold_file)
        if confirmed == "quit":
            break
        if confirmed == "dismiss":
            keep_line(data_dir / DECISIONS_FILE, asdict(Decision(entry.id, now(), "", "")))
        if isinstance(confirmed, str):
            continue
        _append_item(gold_file, confirmed)
        decision = Decision(entry.id, now(), item_id, str(gold_file))
        keep_line(data_dir / DECISIONS_FILE, asdict(decision))
        asking.tell(f"Added {item_id} to {gold_file}.")
        added.append(item_id)
    return added


def read_items(gold_file: Path) -> tuple[GoldItem, ...]:
    """The items that are there already. Raises GoldError when the file is not well formed."""
    if gold_file.is_dir() or not gold_file.parent.is_dir():
        raise GoldError(f"{gold_file}: name a file in a folder that is there, with --gold")
    if not gold_file.exists() or not gold_file.stat().st_size:
        return ()
    return read_gold(gold_file).items


def next_id(gold_file: Path, items: Sequence[GoldItem]) -> str:
    """An id that is free: the file's name with the next number, "own-001"."""
    numbered = re.compile(rf"{re.escape(gold_file.stem)}-(\d+)")
    taken = [int(found[1]) for item in items if (found := numbered.fullmatch(item.id))]
    return f"{gold_file.stem}-{max(taken, default=0) + 1:03}"


def render_entry(entry: Feedback, place: str) -> str:
    """One entry for a terminal. `place`: "1 of 3"."""
    confidence = f"confidence {entry.confidence:.0%}"
    made = ", ".join((entry.outcome.value, entry.model or "quotations, no model", confidence))
    before = [f"{turn.role}: {turn.content}" for turn in entry.history]
    cited = [f"[{c.marker}] {c.doc_id}, {c.label}: {c.quote}" for c in entry.citations]
    parts = (
        ("Before", before),
        ("Question", [entry.question]),
        (
            f"Answer ({made})",
            entry.answer.replace("**", "").splitlines() or ["(none: the documents were silent)"],
        ),
        ("Citations", cited),
        ("What would be right", [entry.correction] if entry.correction else []),
    )
    said = VERDICTS.get(entry.verdict, entry.verdict)
    head = f"\n--- {place}: {said}, {entry.time[:16].replace('T', ' ')}"
    blocks = [f"{name}\n{_indented(lines)}" for name, lines in parts if lines]
    return "\n\n".join([head, *blocks]) + "\n"


def render_list(entries: Sequence[Feedback], decisions: Mapping[str, Decision]) -> str:
    """All feedback for a terminal, two lines each, three with a correction, oldest first."""
    blocks = []
    for entry in entries:
        decision = decisions.get(entry.id)
        became = "waiting" if decision is None else decision.item or "dismissed"
        lines = [
            f"{entry.time[:16].replace('T', ' ')}  {VERDICTS[entry.verdict]:9}  {became}",
            f"  {textwrap.shorten(printable(entry.question), WIDTH, placeholder=' ...')}",
        ]
        if entry.correction:
            correction = textwrap.shorten(printable(entry.correction), WIDTH, placeholder=" ...")
            lines.append(f"  what would be right: {correction}")
        blocks.append("\n".join(lines))
    return "\n".join(blocks)


def _confirm(
    entry: Feedback, item_id: str, asking: Asking, shelf: Shelf, gold_file: Path
) -> dict[str, object] | Way:
    """The item after the last yes, or what the person wants instead."""
    while True:
        try:
            if not asking.yes("Make a gold item of it?"):
                return "skip"
            raw = {"id": item_id, **draft_item(entry, asking, shelf)}
            item = read_item(read_fields(json.dumps(raw), "the new item"))
            asking.tell(f"\n{json.dumps(raw, ensure_ascii=False, indent=1)}\n")
            if found := faults(item, shelf):
                asking.tell("\n".join(f"This is wrong: {fault}." for fault in found))
            elif asking.yes(f"The documents bear it out. Append it to {gold_file}?"):
                return raw
        except Leaving as leaving:
            if leaving.way != "again":
                return leaving.way


def _append_item(gold_file: Path, raw: Mapping[str, object]) -> None:
    try:
        append_line(gold_file, raw, mode=0o644)
    except OSError as exc:
        raise GoldError(
            f"{gold_file}: cannot be written ({exc.strerror}); name another file with --gold"
        ) from exc


def _decision(raw: Mapping[str, object]) -> Decision:
    return Decision(*(str(raw[name]) for name in ("feedback_id", "time", "item", "gold")))


def _indented(lines: Sequence[str]) -> str:
    wrapped = (
        textwrap.wrap(printable(line), WIDTH, initial_indent="  ", subsequent_indent="    ")
        for line in lines
    )
    return "\n".join(line for paragraph in wrapped for line in paragraph)
