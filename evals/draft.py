"""Feedback becomes a gold item by questions: each answer is checked before the next question.

What is checked last, on the whole item, is `proof`.
"""

from __future__ import annotations

import difflib
from dataclasses import asdict

from assistant.feedback.entry import Feedback
from assistant.types import Outcome
from evals.asking import Asking
from evals.facts import missing_facts
from evals.gold import Evidence
from evals.shelf import Shelf

Forms = tuple[str, ...]  # of one fact

TYPES = (
    "fact, clause, permission, yes_no, who_said, positions, comparison, version, multi_doc,"
    " follow_up, false_premise, unanswerable"
)


def draft_item(entry: Feedback, asking: Asking, shelf: Shelf) -> dict[str, object]:
    """The item as an object of a gold file, without its id. Raises Leaving."""
    if asking.yes("Do the documents answer it?"):
        return _answerable(entry, asking, shelf)
    return _unanswerable(entry, asking, shelf)


def _answerable(entry: Feedback, asking: Asking, shelf: Shelf) -> dict[str, object]:
    evidence = _ask_evidence(entry, asking, shelf)
    quoted = " ".join(piece.quote for piece in evidence)
    facts = _ask_facts(asking, quoted)
    answer = _ask_answer(asking, facts, usual=_flat(entry.correction) or quoted)
    return {
        **_asked(entry, asking, "follow_up" if entry.history else "fact"),
        "evidence": [{"file": piece.files[0], "quote": piece.quote} for piece in evidence],
        "facts": [list(forms) for forms in facts],
        "answer": answer,
        "answerable": True,
        "note": _note(entry),
    }


def _unanswerable(entry: Feedback, asking: Asking, shelf: Shelf) -> dict[str, object]:
    asking.tell("Words that a document with the answer would hold, one a line; Enter ends.")
    absent: list[str] = []
    while word := asking.line("Absent: "):
        present = [d for d in sorted(shelf.doc_ids) if shelf.holds(Evidence((d,), word))]
        if present:
            asking.tell(f"{word!r} stands in {present[0]}, so it does not show that.")
        else:
            absent.append(word)
    answer = asking.needed("What a good answer says, for example that it is not there: ")
    return {
        **_asked(entry, asking, "unanswerable"),
        "evidence": [],
        "facts": [],
        "answer": answer,
        "answerable": False,
        **({"absent": absent} if absent else {}),
        "note": _note(entry),
    }


def _asked(entry: Feedback, asking: Asking, usual: str) -> dict[str, object]:
    asking.tell(f"Types in use: {TYPES}.")
    return {
        "question": entry.question,
        "type": asking.line(f"Type [{usual}]: ", usual),
        "history": [asdict(turn) for turn in entry.history],
    }


def _ask_evidence(entry: Feedback, asking: Asking, shelf: Shelf) -> list[Evidence]:
    """At least one quotation, each standing in its document."""
    while True:
        pieces = [*_ask_cited(entry, asking, shelf), *_ask_typed(entry, asking, shelf)]
        if pieces:
            return pieces
        asking.tell("An answerable item needs at least one quotation.")


def _ask_cited(entry: Feedback, asking: Asking, shelf: Shelf) -> list[Evidence]:
    cited = {str(c.marker): Evidence((c.doc_id,), _flat(c.quote)) for c in entry.citations}
    while cited:
        typed = asking.line("Which citations answer it? Numbers, or Enter for none: ")
        numbers = list(dict.fromkeys(typed.replace(",", " ").split()))
        if unknown := [number for number in numbers if number not in cited]:
            asking.tell(f"There is no citation {unknown[0]}.")
        elif gone := [number for number in numbers if not shelf.holds(cited[number])]:
            asking.tell(f"Citation {gone[0]} does not stand in the indexed documents any more.")
        else:
            return [cited[number] for number in numbers]
    return []


def _ask_typed(entry: Feedback, asking: Asking, shelf: Shelf) -> list[Evidence]:
    pieces: list[Evidence] = []
    while quote := _flat(asking.line("Another quotation, copied exactly (Enter: no more): ")):
        found = next((d for d in entry.hits if shelf.holds(Evidence((d,), quote))), "")
        file = asking.needed(f"File it stands in{f' [{found}]' if found else ''}: ", found)
        piece = Evidence((file,), quote)
        if shelf.holds(piece):
            pieces.append(piece)
        elif file in shelf.doc_ids:
            asking.tell(f"It does not stand in {file}. Copy it again, or name another file.")
        else:
            near = difflib.get_close_matches(file, shelf.doc_ids, n=1, cutoff=0.0)
            asking.tell(f"No document is called {file}; the nearest is {', '.join(near)}.")
    return pieces


def _ask_facts(asking: Asking, quoted: str) -> list[Forms]:
    """At least one fact; says when no quotation holds it."""
    asking.tell(
        "What a good answer must say, one fact a line, other forms of it after |, for example"
        " 700 million | 700,000,000. Enter ends."
    )
    facts: list[Forms] = []
    while True:
        typed = asking.line(f"Fact {len(facts) + 1}: ")
        forms = tuple(form for part in typed.split("|") if (form := part.strip()))
        if not forms and facts:
            return facts
        if not forms:
            asking.tell("An answerable item needs at least one fact.")
            continue
        facts.append(forms)
        if missing_facts([forms], quoted):
            asking.tell("No quotation above says this: an answer of quotations alone will miss it.")


def _ask_answer(asking: Asking, facts: list[Forms], *, usual: str) -> str:
    """A reference answer that says every fact; `usual` is offered when it does."""
    if missing_facts(facts, usual):
        usual = ""
    else:
        asking.tell(f"Enter takes: {usual}")
    while missing := missing_facts(
        facts, answer := asking.needed("A good answer in a sentence or two: ", usual)
    ):
        asking.tell(
            f"It does not say {' | '.join(missing[0])!r}. Type it with that, or `again` to start"
            " over."
        )
    return answer


def _note(entry: Feedback) -> str:
    said = "found helpful" if entry.verdict == "up" else "found not right"
    outcome = "not answered" if entry.outcome is Outcome.NO_EVIDENCE else "answered"
    return f"from the chat, {entry.time[:10]}: {outcome}, {said}"


def _flat(text: str) -> str:
    return " ".join(text.split())
