"""Every word the page shows, in one place, so that another language is another file like this one.

Sentences with `{names}` are filled with `str.format`; what is filled in is escaped by the renderer.
"""

from __future__ import annotations

from assistant.types import Kind, Status, Support

LANGUAGE = "en"  # BCP 47, of the words below
TITLE = "Openness Assistant"
LEAD = "What definitions, licenses, panels and model cards say about open AI, word for word."
WELCOME = "What would you like to know about openness in AI?"
WELCOME_MORE = (
    "Every statement comes with the passage behind it. Where the documents disagree, you see who"
    " says what. Where they are silent, the answer is that they are silent."
)
EXAMPLES_LABEL = "Examples to start with"
EXAMPLES: tuple[str, ...] = (
    "Is Llama 3.1 open source?",
    "Does the Open Weight Definition ask for the training data?",
    "What did Amanda Brock say about the EU AI Act?",
    "Who may use Gemma at work?",
)

CONVERSATION_LABEL = "Conversation"
QUESTION_LABEL = "Your question"
QUESTION_PLACEHOLDER = "Ask about openness in AI"
ASK = "Ask"
STOP = "Stop"
CLEAR = "New chat"
YOU_ASKED = "You asked"

EMPTY_QUESTION = "Type a question first, for example: {example}"
LONG_QUESTION = (
    "The question has {length:,} characters; the limit is {limit:,}. Shorten it and ask again."
)
STILL_ANSWERING = "The current answer is still being made. Wait for it, or press Stop."

OPENING = "Opening the documents. Your question is next."
SEARCHING = "Searching the documents"
READING = "{model} is reading {count}"
PASSAGES_ONE = "1 passage"
PASSAGES_MANY = "{count} passages"
SECONDS = "{seconds} s"
STOPPED = "Stopped. What is shown is unfinished and was not checked."
STOPPED_EARLY = "Stopped before anything was written."

STATUS_OPENING = "Opening the documents"
STATUS_MODEL = "{model} writes the answers"
STATUS_QUOTING = "Quoting only: no model is in use, answers are exact quotations"
LIBRARY_ONE = "1 document"
LIBRARY_MANY = "{count:,} documents"

NOT_FOUND = "The documents do not answer this."
NEAREST = "What came nearest"
NEAREST_NONE = "No passage came near the question."
PARTLY_SUPPORTED = (
    "Some statements are not borne out by the passage they cite. They are marked; read the source"
    " before you rely on them."
)
UNSUPPORTED = (
    "Nothing in this answer is borne out by the documents: the model may have written it from its"
    " own memory. Do not rely on it."
)
INCOMPLETE = "The model stopped early. What came is kept; ask again for a complete answer."
ASKED_BY = "{speaker} asked:"
SEARCHED_FOR = "Searched for: {question}"
INVENTED_ONE = "1 citation pointed to no passage and was removed."
INVENTED_MANY = "{count} citations pointed to no passage and were removed."
WRITTEN_BY = "Written by {model}"
QUOTED_BY = "Exact quotations, no model"
CONFIDENCE = "{percent} % likely that the documents answer this"
CONFIDENCE_WRITTEN = "{percent} % likely that this stands in the documents"
TOOK = "{seconds:.1f} s"

FEEDBACK_LABEL = "Was this answer right?"
HELPFUL = "Helpful"
NOT_RIGHT = "Not right"
CORRECTION_LABEL = "What would be right?"
CORRECTION_PLACEHOLDER = "What would be right? (optional)"
SEND = "Send"
KEPT_HERE = "Thank you. This stays on this computer."
KEPT_THERE = "Thank you. This stays on the computer that runs this page."
CORRECTION_KEPT_HERE = "Thank you. Your words stay on this computer."
CORRECTION_KEPT_THERE = "Thank you. Your words stay on the computer that runs this page."
TAKEN_BACK = "Taken back."
EMPTY_CORRECTION = "Type what would be right, then press Send."
LONG_CORRECTION = (
    "This has {length:,} characters; the limit is {limit:,}. Shorten it and send again."
)

PROBLEM_LABEL = "This did not work"
UNEXPECTED = (
    "The program met a fault that it does not know. The question was not answered; the terminal"
    " that runs `app.py` shows what happened. Ask again, or restart it."
)
BUSY = "Too many questions are waiting at the moment. Ask again in a minute."

SOURCES = "Sources"
SOURCES_EMPTY = "The passages behind an answer appear here, in their place in the document."
TO_SOURCES_ONE = "1 source"
TO_SOURCES_MANY = "{count} sources"
FOUND = "Found, and read for this answer"
NOT_CITED = "Found, not cited ({count})"
READ_AROUND = "Read it in its surroundings"
OPEN_ORIGINAL = "Original at {host}"
NEW_TAB = "opens in a new tab"
CITE_LABEL = "Source {marker}: {title}"
BACK_TO_TEXT = "Source {marker}, back to the answer"
SUMMARY_BADGE = "summary in our words"
SUMMARY_WHY = "This sheet was written by the project about the original; it is not its wording."

KINDS: dict[Kind, str] = {
    "definition": "Definition",
    "license": "License",
    "panel": "Panel",
    "model_card": "Model card",
    "policy": "Policy",
    "record": "Record",
    "commentary": "Commentary",
    "own": "Own document",
}
KINDS_COUNTED: dict[Kind, tuple[str, str]] = {  # one, many
    "definition": ("1 definition", "{count} definitions"),
    "license": ("1 license", "{count} licenses"),
    "panel": ("1 panel", "{count} panels"),
    "model_card": ("1 model card", "{count} model cards"),
    "policy": ("1 policy", "{count} policies"),
    "record": ("1 record", "{count} records"),
    "commentary": ("1 commentary", "{count} commentaries"),
    "own": ("1 of your own", "{count} of your own"),
}
# Only what a reader must not miss has a word; "current" and "unknown" stay silent.
STATUSES: dict[Status, str] = {
    "draft": "draft",
    "superseded": "superseded",
    "translation": "translation",
}
SUPPORTS: dict[Support, str] = {
    "quoted": "quoted",
    "supported": "supported",
    "unsupported": "not supported by its source",
    "unchecked": "not checked",
}
SUPPORTS_WHY: dict[Support, str] = {
    "quoted": "The answer repeats these exact words.",
    "supported": "The passage was checked and bears the statement out.",
    "unsupported": "The passage was checked and does not bear the statement out.",
    "unchecked": "The statement was not compared with the passage.",
}

LOGIN = "Sign in with the name and password you were given for this assistant."
STARTED = "The chat is ready: {address}"
STARTED_MORE = "Press Ctrl-C to stop."


def counted(count: int, one: str, many: str) -> str:
    """`one` for 1, else `many` with `{count}` filled in."""
    return one if count == 1 else many.format(count=count)
