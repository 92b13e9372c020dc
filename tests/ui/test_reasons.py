"""What did not work, on the German page; each through the parts that meet it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.answering.start_command import next_step
from assistant.catalogue import Changed, FileResult, Listed
from assistant.errors import IndexBusy, ReadingError
from assistant.indexing.report import Progress
from assistant.local_models import open_models
from assistant.reading.read import read_document
from assistant.reason import Reason, places
from assistant.settings import Settings, read_settings
from assistant.types import Assistant
from assistant.ui.chat import answer_last, ask
from assistant.ui.conversation import Conversation
from assistant.ui.document_list import Wanted, choose, render_list
from assistant.ui.job import Job, JobState
from assistant.ui.job_report import render_job
from assistant.ui.models.desk import Desk
from assistant.ui.models.render import render_models
from assistant.ui.opening import Opening
from assistant.ui.words import Words
from assistant.ui.words.english import ENGLISH
from assistant.ui.words.french import FRENCH
from assistant.ui.words.german import GERMAN
from assistant.ui.words.languages import LANGUAGES
from assistant.ui.words.reasons import told, told_within
from assistant.wiring import open_assistant
from tests.answering.reader import MODEL, a_reader
from tests.ollama_double import Model, OllamaDouble, Script, refuses
from tests.raised import templates
from tests.ui.scripted import ScriptedAssistant

NOBODY_LISTENS = "http://127.0.0.1:9"
BROKEN_OFF = Script(tokens=("Redistribution ", "of the ", "software"), ending="close", stop_after=2)


def problem_of(opening: Opening) -> str:
    conversation = Conversation()
    ask("Wer darf das?", conversation, GERMAN)
    list(answer_last(conversation, opening, GERMAN))
    return conversation.exchanges[-1].problem


def test_ollama_does_not_run() -> None:
    with closing(open_models(Settings(ollama_url=NOBODY_LISTENS))) as models:
        html = render_models(models.look(), None, GERMAN, manage=True)

    assert f"Ollama läuft nicht unter {NOBODY_LISTENS}; " in html
    assert told_within(next_step(NOBODY_LISTENS), GERMAN).split("`")[0] in html
    assert "not running" not in html


def test_a_model_is_missing_for_an_answer() -> None:
    refused = [refuses(404, f"model '{MODEL}' not found")]
    with OllamaDouble(scripts=refused) as double, a_reader(double.url) as reader:
        seen = reader.ask(language="de")

    assert seen.told == (
        f"Nur Zitate: Ollama hat das Modell '{MODEL}' nicht; holen Sie es mit `ollama pull {MODEL}`"
    )


def test_a_model_that_is_chosen_is_missing() -> None:
    with (
        OllamaDouble(models=[Model(MODEL)]) as double,
        closing(open_models(Settings(ollama_url=double.url))) as models,
    ):
        desk = Desk(models, Opening(ScriptedAssistant), GERMAN, manages=True)
        *_, last = desk.act("use", "gemma3:1b")

    assert "Ollama hat das Modell &#x27;gemma3:1b&#x27; nicht; holen Sie es mit" in str(last.going)


def test_a_stream_breaks_off() -> None:
    with OllamaDouble(scripts=[BROKEN_OFF]) as double, a_reader(double.url) as reader:
        seen = reader.ask(language="de")

    assert seen.told == (
        "Unvollständig: die Verbindung zu Ollama ist abgebrochen; fragen Sie noch einmal"
    )


def test_there_is_no_index(tmp_path: Path) -> None:
    nowhere = tmp_path / "index"

    problem = problem_of(Opening(lambda: open_assistant(read_settings(index_dir=nowhere))))

    assert problem == (
        f"In {str(nowhere)!r} liegt keine Bibliothek; führen Sie `python ingest.py` aus, um sie aus"
        " corpus/ zu bauen, oder nennen Sie mit --index einen anderen Ordner"
    )
    assert type(problem) is str  # it is kept, and nothing but a text is


def test_an_opening_meets_a_fault_that_nobody_knows() -> None:
    def broken() -> Assistant:
        raise ValueError("secret")

    assert problem_of(Opening(broken)) == GERMAN.unexpected


def test_a_question_is_too_long() -> None:
    asked = ask("x" * 5_000, Conversation(), GERMAN)

    assert "Die Frage hat 5.000 Zeichen; erlaubt sind 4.000." in asked.hint
    assert "5\u202f000" in ask("x" * 5_000, Conversation(), FRENCH).hint


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            ReadingError("is a picture ({what}); only text is read", what="PNG"),
            "Ist ein Bild (PNG)",
        ),
        (ReadingError("holds no text"), "Enthält keinen Text"),
    ],
)
def test_a_file_is_not_taken(error: ReadingError, said: str) -> None:
    job = Job()
    refused = FileResult("a.png", "", "refused", told=(str(error),))
    job.start(lambda _: iter([Changed((refused,))]))
    job.wait(10)

    assert said in render_job(job.state, GERMAN)


def test_another_process_writes() -> None:
    job = Job()

    def busy(_: object) -> Iterator[Progress | Changed]:
        yield Progress(0, 0, "")
        raise IndexBusy(
            "another process is writing to {folder!r}; wait until it is done, then run the"
            " same command again",
            folder="index",
        )

    job.start(busy)
    job.wait(10)

    assert "Ein anderer Prozess schreibt gerade in" in render_job(job.state, GERMAN)


def test_a_change_says_what_it_does() -> None:
    doing = Progress(0, 0, Reason("embedding {passages} passages", passages=300))
    state = JobState(running=True, progress=doing)

    assert "300 Textstellen werden in Vektoren umgerechnet" in render_job(state, GERMAN)
    assert "Calcul des vecteurs de 300 passages" in render_job(state, FRENCH)


def test_notes_on_the_quality_of_a_text(tmp_path: Path) -> None:
    file = tmp_path / "models.csv"
    file.write_text("model,weights,paper\nAnvil,open,\nBellows,closed,\n")
    document = read_document(file, doc_id="models.csv")
    listed = choose([Listed(document.source, 1, (), "", document.notes)], Wanted())

    html = render_list(listed, GERMAN, may_change=False)

    assert document.notes == ("columns in which no row has a value are left out: paper",)
    assert "Spalten, in denen keine Zeile einen Wert hat, sind weggelassen: paper" in html


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=list(LANGUAGES))
def test_every_reason_begins_its_line_with_a_capital_letter(words: Words) -> None:
    begins = {said: told(_made(said), words)[0] for said in templates() if said[0] != "{"}

    assert {said: first for said, first in begins.items() if first.islower()} == {}


def test_a_reason_behind_a_colon_and_a_name_at_the_beginning_stay_small() -> None:
    gone = Reason("{where} is no table of one file", where="documents.toml")

    assert told_within("is empty", GERMAN) == "ist leer"
    assert told(gone, ENGLISH) == str(gone)
    assert told("", GERMAN) == ""


def test_a_part_that_is_a_reason_begins_the_line() -> None:
    assert told(Reason("{what}, so to speak", what=Reason("is empty")), ENGLISH)[:2] == "Is"


def _made(template: str) -> Reason:
    """The reason with a value in each of its places."""
    return Reason(template, **dict.fromkeys(places(template), "x"))
