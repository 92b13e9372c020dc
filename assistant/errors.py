"""Every failure we can explain, as a small tree.

    AssistantError
    +-- SettingsError          a setting is unknown or makes no sense
    +-- QuestionError          the question is empty, too long, or not text
    +-- ScopeError             the documents that are to be asked are not there
    +-- ReadingError           a file cannot be read; affects only that file
    +-- EncoderError           the embedding model is missing, changed or broken
    +-- LibraryError
    |   +-- IndexMissing       nothing was ingested yet
    |   +-- IndexMismatch      built with other settings, or by another version
    |   +-- IndexDamaged       the library itself cannot be read
    |   +-- IndexBusy          another process is writing
    +-- FetchError             an original could not be downloaded
    +-- ModelError             the language model
        +-- OllamaNotRunning
        +-- ModelMissing
        +-- ModelBusy
        +-- AnswerCutOff       the stream ended early; what came is kept
        +-- AnswerFailed
        +-- PullFailed         a model could not be downloaded; what came is kept by Ollama

A message says what happened, with which value, and what to do next. Library exceptions are
translated in the one module that knows the library.

A message with values is given as a template and its values, `LibraryError("no {name!r}", name=x)`:
the page says it in its own language (`answering/words/reasons/`).
"""

from __future__ import annotations

from assistant.reason import Reason


class AssistantError(Exception):
    """Base of every failure the program can explain; `str` of it is a `Reason` if it has values."""

    def __init__(self, said: str, /, **values: object) -> None:
        # Without values nothing is filled in: braces in what somebody else said are only braces.
        super().__init__(Reason(said, **values) if values else said)


class SettingsError(AssistantError):
    """A setting is unknown or has a value that makes no sense."""


class QuestionError(AssistantError):
    """The question is empty, too long, or holds no text."""


class ScopeError(AssistantError):
    """The scope of a question names a language or a version that no document has."""


class ReadingError(AssistantError):
    """One file cannot be read; the message is its status, shown to a person.

    `may_pass`: what it lacked is not its own (time, memory, a permission), so that the same file
    may be read the next time.
    """

    def __init__(self, said: str, /, *, may_pass: bool = False, **values: object) -> None:
        super().__init__(said, **values)
        self.may_pass = may_pass


class EncoderError(AssistantError):
    """The embedding model is missing, is not the expected one, or does not load."""


class LibraryError(AssistantError):
    """The library or its vector index cannot be used."""


class IndexMissing(LibraryError):
    """Nothing was ingested into this folder yet."""


class IndexMismatch(LibraryError):
    """The index was built with another embedding model or by another version."""


class IndexDamaged(LibraryError):
    """The library file cannot be read."""


class IndexBusy(LibraryError):
    """Another process is writing to this index."""


class FetchError(AssistantError):
    """An original could not be downloaded, or is not the expected file."""


class ModelError(AssistantError):
    """The language model did not give a complete answer."""


class OllamaNotRunning(ModelError):
    """Nothing answers at the configured address."""


class ModelMissing(ModelError):
    """Ollama runs but does not have the model."""


class ModelBusy(ModelError):
    """Ollama refused the request because its queue is full."""


class AnswerCutOff(ModelError):
    """The stream ended before the answer did."""


class AnswerFailed(ModelError):
    """The model or its server failed."""


class PullFailed(ModelError):
    """Ollama could not download a model."""
