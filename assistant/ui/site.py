"""What the page is made over: one value, put together by `app.py` and handed down to every view."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.answering.managing import Models
from assistant.history.store import HistoryStore
from assistant.ui.document_service import Curating, Documents
from assistant.ui.job import Job
from assistant.ui.opening import Opening
from assistant.ui.verdict import Keep


@dataclass(frozen=True, slots=True)
class Site:
    """The services behind the page. Views take what they need of it."""

    opening: Opening
    keep: Keep  # what readers think of an answer
    documents: Documents
    models: Models
    curation: Curating | None = None  # None: documents are not changed from this page
    history: HistoryStore | None = None  # conversations; None: nothing is kept
    shared: bool = False  # a reader may sit at another computer than the one that runs the page
    manages: bool = True  # readers may get and choose models, as they may change documents
    job: Job = field(default_factory=Job)  # the change of documents that is running, if any
