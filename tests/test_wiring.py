from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.answering.choosing import choose_model
from assistant.errors import IndexMismatch, LibraryError
from assistant.indexing.library import Library
from assistant.ingestion.ingest import ingest
from assistant.local_models import ollama_server
from assistant.settings import Settings, read_settings
from assistant.types import Answer, Found, Outcome, Scope, Token, Turn
from assistant.wiring import open_assistant
from tests.ollama_double import DROPPED, Model, OllamaDouble, Script, pieces_of, says

pytestmark = pytest.mark.slow

DOCUMENTS = {
    "definitions/tea.md": """\
---
title: Open Tea Definition
kind: definition
version: "1.0"
status: current
---

# Open Tea Definition

## 1. Leaves

Everyone may brew, study, change and share the leaves. A tea that forbids iced tea is not open.

## 2. Recipe

The recipe must name the water temperature in degrees.
""",
    "licenses/kettle.md": """\
---
title: Kettle License
kind: license
---

# Kettle License

Businesses with more than 700 kettles must ask the kettle maker for a separate permission.
""",
    "panels/cups.md": """\
---
title: Panel on Cups
kind: panel
---

# Panel on Cups

The speakers agreed that handles of cups are a matter of taste.
""",
}
ASKED = "Must the recipe of an open tea name the water temperature?"
SENTENCE = "The recipe must name the water temperature in degrees."


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings for an index of three small documents."""
    folder = tmp_path_factory.mktemp("wiring")
    for name, text in DOCUMENTS.items():
        (folder / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    settings = read_settings({}, index_dir=folder / "index")
    for _ in ingest(settings, [folder / "docs"]):
        pass
    return settings


@pytest.fixture(scope="module")
def double() -> Iterator[OllamaDouble]:
    with OllamaDouble() as double:
        yield double


def with_ollama(settings: Settings, double: OllamaDouble) -> Settings:
    return read_settings({}, index_dir=settings.index_dir, ollama_url=double.url)


def test_written_answer_is_streamed_with_citations_that_stand_in_the_file(
    settings: Settings, double: OllamaDouble
) -> None:
    text = "Yes, says the Open Tea Definition: the recipe must name the water temperature [1]."
    double.say(Script(tokens=pieces_of(text), split_bytes=3))

    with closing(open_assistant(with_ollama(settings, double))) as assistant:
        found, *tokens, answer = assistant.stream(ASKED)
        document = assistant.document("definitions/tea.md")

    assert isinstance(found, Found) and isinstance(answer, Answer)
    assert "".join(token.text for token in tokens if isinstance(token, Token)) == text
    assert (answer.outcome, answer.model) == (Outcome.ANSWERED, "qwen3:4b-instruct")
    assert answer.text == text
    citation = answer.citations[0]
    assert (citation.quote, citation.support) == (SENTENCE, "supported")
    assert document.text[citation.start : citation.end] == SENTENCE
    assert citation.passage.label.endswith("2. Recipe")
    assert double.in_progress == 0


def test_model_sees_the_passages_numbered_and_is_never_asked_to_load_twice(
    settings: Settings, double: OllamaDouble
) -> None:
    with closing(open_assistant(with_ollama(settings, double))) as assistant:
        answers = [assistant.ask(ASKED), assistant.ask("How many kettles need a permission?")]

    assert all(answer.model for answer in answers)
    prompt = str(double.chats[-2].body["messages"][-1]["content"])
    assert "[1]\n<source-" in prompt
    assert "\n# Open Tea Definition 1.0, section 1, Leaves\n" in prompt
    assert SENTENCE in prompt
    assert len(double.loads) == 1


def test_answer_on_its_way_is_finished_by_the_model_that_began_it(settings: Settings) -> None:
    text = "Yes, says the Open Tea Definition: the recipe must name the water temperature [1]."
    slow = Script(tokens=pieces_of(text), per_token_s=0.05)
    both = (Model("qwen3:4b-instruct"), Model("gemma3:1b"))
    with OllamaDouble(models=both, scripts=[slow, says(text)]) as double:
        own = with_ollama(settings, double)
        with closing(open_assistant(own)) as assistant:
            events = assistant.stream(ASKED)
            next(events)
            assistant.use_model(choose_model(ollama_server(own), "gemma3:1b"))
            *_, first = events
            second = assistant.ask(ASKED)

    assert isinstance(first, Answer)
    assert (first.text, first.model, second.model) == (text, "qwen3:4b-instruct", "gemma3:1b")
    assert second.writer is not None and second.writer.digest == Model("gemma3:1b").digest


def test_broken_answer_is_kept_and_called_incomplete(
    settings: Settings, double: OllamaDouble
) -> None:
    double.say(DROPPED)

    with closing(open_assistant(with_ollama(settings, double))) as assistant:
        answer = assistant.ask(ASKED)

    assert (answer.text, answer.outcome) == ("Hello", Outcome.INCOMPLETE)
    assert answer.notice == "Incomplete: the connection to Ollama broke off; ask again"


def test_without_ollama_the_sentence_itself_is_quoted(settings: Settings) -> None:
    with closing(open_assistant(settings, model="none")) as assistant:
        answer = assistant.ask(ASKED)
        unknown = assistant.ask("Who won the chess olympiad in Budapest?")

    assert (answer.outcome, answer.model) == (Outcome.QUOTED, None)
    assert SENTENCE in answer.citations[0].quote
    assert unknown.outcome is Outcome.NO_EVIDENCE


def test_documents_and_kinds_are_at_hand(settings: Settings) -> None:
    with closing(open_assistant(settings, model="none")) as assistant:
        sources = assistant.sources()
        hits = assistant.search("kettles", k=5, scope=Scope(kinds=("panel",)))

    assert [source.doc_id for source in sources] == sorted(DOCUMENTS)
    assert {hit.passage.source.kind for hit in hits} == {"panel"}


def test_question_to_one_document_finds_its_passages_and_says_where_it_looked(
    settings: Settings,
) -> None:
    with closing(open_assistant(settings, model="none")) as assistant:
        every = assistant.sources()
        for source in every:
            answer = assistant.ask(ASKED, scope=Scope(documents=(source.doc_id,)))

            assert {hit.passage.source.doc_id for hit in answer.hits} == {source.doc_id}
            assert answer.scope == Scope(documents=(source.doc_id,))


def test_unknown_document_in_a_scope_is_an_error_that_names_near_ones(settings: Settings) -> None:
    known = sorted(DOCUMENTS)[0]
    with (
        closing(open_assistant(settings, model="none")) as assistant,
        pytest.raises(LibraryError, match=f"no document .* there are '{known}'"),
    ):
        assistant.search("kettles", k=5, scope=Scope(documents=(f"{known}x",)))


def test_index_that_another_model_built_anew_is_not_searched_with_the_old_one(
    settings: Settings,
) -> None:
    with closing(open_assistant(settings, model="none")) as assistant:
        with Library(settings.index_dir) as library:
            built_with = library.fingerprint
            library.fingerprint = "passages-3 model-another dims-384"
            try:
                with pytest.raises(IndexMismatch, match=r"another.*start the program again"):
                    assistant.search("kettles", k=5)
            finally:
                library.fingerprint = built_with

        assert assistant.search("kettles", k=5)


def test_shelf_of_names_is_kept_until_the_library_changes(settings: Settings) -> None:
    with closing(open_assistant(settings, model="none")) as assistant:
        shelf = assistant.shelf()

        assert assistant.shelf() is shelf
        assert ("open", "tea", "definition") in shelf.short_forms["otd"]


def test_names_are_read_while_the_index_is_opened(settings: Settings) -> None:
    with closing(open_assistant(settings, model="none")) as assistant:
        kept = assistant._kept_shelf._kept

    assert kept is not None
    assert [i.source.doc_id for i in kept[1].identities] == sorted(DOCUMENTS)


def test_rarity_of_a_word_is_counted_once_until_the_library_changes(
    settings: Settings, tmp_path: Path
) -> None:
    index_dir = tmp_path / "index"
    shutil.copytree(settings.index_dir, index_dir)
    own = read_settings({}, index_dir=index_dir)
    with closing(open_assistant(own, model="none")) as assistant:
        before = assistant.rarity(["temperature", "samovar"])
        assert assistant.rarity(["samovar"]) == {"samovar": before["samovar"]}

        note = tmp_path / "samovar.md"
        note.write_text("# Samovar\n\nA samovar keeps the temperature of the water.\n")
        for _ in ingest(own, [note]):
            pass

        assert assistant.rarity(["samovar"])["samovar"] < before["samovar"]


def test_question_in_a_conversation_is_searched_by_the_names_of_the_library(
    settings: Settings,
) -> None:
    talk = [Turn("user", "What does the Kettle License ask of a business?")]

    with closing(open_assistant(settings, model="none")) as assistant:
        leaning = assistant.ask("and the recipe?", history=talk)
        alone = assistant.ask("Must the Open Tea Definition name it in that recipe?", history=talk)

    assert leaning.searched_for == f"{talk[0].content} and the recipe?"
    assert alone.searched_for == "Must the Open Tea Definition name it in that recipe?"
