from __future__ import annotations

from dataclasses import replace

from assistant.history.markdown import conversation_markdown, exchange_markdown, where
from assistant.types import Outcome, Writer
from assistant.ui.words.english_history import MARKDOWN as ENGLISH
from assistant.ui.words.german_history import MARKDOWN as GERMAN
from tests.history.made import ANVIL, FREE, PASSAGE, answer, conversation, exchange

SOURCED = """\
## May I use the anvil?

**Anvil Terms 2.0**, 1. Use:

> The anvil is free to use. [1]

**Sources**

- [1] Anvil Terms, 2.0, 2025-03
  1. Use: “The anvil is free to use.”
  (`tools/anvil.md`, characters 8 to 33; sha256 `{sha}`)

*Exact quotations, no model; confidence 90%; asked 2026-03-01T10:00:00+00:00; index passages-3; \
program 0.1.0*""".format(sha="a" * 64)

WRITTEN = """\
## May I use the anvil?

*The model stopped early; the answer is incomplete.*

Yes [1].

*Ollama was busy.*

**Sources**

- [1] Anvil Terms, 2.0, 2025-03, draft, Anvil Works
  Chair, p. 4, at second 12: “The anvil is free to use.”
  (`tools/anvil.md`, characters 8 to 33; checked: does not support the statement; a summary of the \
original, not its wording)
  <https://anvil.example/terms>

*Written by small:1b (Q4_K_M, MIT, digest d1, num_ctx 4096, num_predict 700, temperature 0, \
seed 0, thinking off); confidence 90%; asked 2026-03-01T10:00:00+00:00; program 0.1.0*"""


GERMAN_ANSWER = """\
## May I use the anvil?

*Das Modell hat vorzeitig aufgehört; die Antwort ist unvollständig.*

**Anvil Terms 2.0**, 1. Use:

> The anvil is free to use. [1]

**Quellen**

- [1] Anvil Terms, 2.0, 2025-03, Entwurf
  Chair, S. 4, bei Sekunde 12: “The anvil is free to use.”
  (`tools/anvil.md`, Zeichen 8 bis 33; sha256 `{sha}`; eine Zusammenfassung des Originals, nicht \
sein Wortlaut)

*Wörtliche Zitate, kein Modell; Sicherheit 90 %; gefragt 2026-03-01T10:00:00+00:00; \
Index passages-3; Programm 0.1.0*""".format(sha="a" * 64)


def test_an_answer_is_copied_with_its_sources() -> None:
    assert exchange_markdown(exchange(), ENGLISH) == SOURCED


def test_all_that_a_reader_must_know_of_a_source_goes_along() -> None:
    source = replace(
        ANVIL,
        status="draft",
        publisher="Anvil Works",
        url="https://anvil.example/terms",
        paraphrase=True,
    )
    passage = replace(PASSAGE, source=source, label="Chair", page=4, time_s=12.0)
    said = answer(
        text="Yes [1].",
        outcome=Outcome.INCOMPLETE,
        citations=(replace(FREE, passage=passage, support="unsupported"),),
        model="small:1b",
        writer=Writer("small:1b", 4096, 700, digest="d1", license="MIT", quantization="Q4_K_M"),
        notice="Ollama was busy.",
        fingerprint="",
    )

    assert exchange_markdown(exchange(answer=said, sha256={}), ENGLISH) == WRITTEN


def test_what_stands_around_an_answer_is_in_the_language_of_the_page() -> None:
    source = replace(ANVIL, status="draft", paraphrase=True)
    passage = replace(PASSAGE, source=source, label="Chair", page=4, time_s=12.0)
    said = answer(outcome=Outcome.INCOMPLETE, citations=(replace(FREE, passage=passage),))

    copied = exchange_markdown(exchange(answer=said), GERMAN)

    assert copied == GERMAN_ANSWER


def test_a_question_without_an_answer_says_what_became_of_it() -> None:
    stopped = exchange(answer=None, stopped=True, written="The anv")
    failed = exchange(answer=None, problem="Ollama is not running.")
    cut = exchange(answer=None)

    assert exchange_markdown(stopped, ENGLISH) == (
        "## May I use the anvil?\n\nThe anv\n\n*Stopped by the reader. What is shown is unfinished"
        " and was not checked.*"
    )
    assert exchange_markdown(failed, ENGLISH).endswith("*Not answered. Ollama is not running.*")
    assert "*The program ended before the answer." in exchange_markdown(cut, ENGLISH)


def test_a_conversation_has_its_title_and_says_that_it_was_imported() -> None:
    whole = conversation(exchange("a1"), exchange("a2"), title="Anvils", imported=True)

    text = conversation_markdown(whole, ENGLISH)

    assert text == (
        "# Anvils\n\nImported from a file: its answers are not known to be this assistant's.\n\n"
        f"{SOURCED}\n\n{SOURCED}\n"
    )


def test_what_a_terminal_or_an_editor_obeys_is_left_out() -> None:
    text = exchange_markdown(exchange(question="May\x1b[2J I\u202e?"), ENGLISH)

    assert text.startswith("## May[2J I?\n")


def test_a_place_is_named_once() -> None:
    assert where(replace(PASSAGE, label="p. 4", page=4), ENGLISH) == "p. 4"
    assert where(replace(PASSAGE, label="", page=None), ENGLISH) == "in the document"
