"""Asking some documents only, in English."""

from __future__ import annotations

from assistant.answering.words.english import ENGLISH as ANSWERS
from assistant.types import QuestionTemplates
from assistant.ui.words.scope import ScopeWords

SCOPE = ScopeWords(
    everything="Searching all documents",
    limited="Searching only",
    panel="Which documents are searched",
    kind="Kind",
    document="Document",
    language="Language",
    version="Version",
    status="Status",
    find="Find a document",
    done="Done",
    remove="Do not search only {name}",
    clear="Search all documents",
    compare="Compare side by side",
    chosen="Searching only: {scope}",
    only="Searched only in: {scope}",
    ask_everything="Ask all documents",
    silent=ANSWERS.silent,
    follow="Go on with",
    # As answers say it.
    kinds=ANSWERS.kinds,
    statuses={**ANSWERS.statuses, "unknown": "unknown status"},
    languages=ANSWERS.languages,
    templates=QuestionTemplates(
        definitions=("How does {one} differ from {other}?", "Compare {one} with {other}."),
        named={
            "definition": ("Does {name} ask for the training data?", "What does {name} require?"),
            "license": (
                "Does {name} allow commercial use?",
                "Who may use what is under {name}?",
                "What does {name} forbid?",
            ),
            "model_card": (
                "Is {name} open source?",
                "What license does {name} have?",
                "What was {name} trained on?",
            ),
            "policy": ("What does {name} say about open source?",),
            "record": ("How open is {name}?", "Is the training data of {name} open?"),
        },
        spoken=("What did {speaker} say about {topic}?",),
        topical=("What does {name} say about {topic}?",),
        what_about="And what about {name}?",
        what_says="And what does {speaker} say?",
        as_text="the {name}",
        as_title="“{name}”",
    ),
)
