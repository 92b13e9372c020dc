from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.reading.read import read_document
from assistant.reading.split import split_document
from assistant.types import Document, Section
from tests.doubles import WordEncoder
from tests.reading.hostile.invariants import check
from tests.reading.hostile.models import RENDERERS, Model, Part, models, words_written

LABELLED = (".md", ".html", ".txt", ".yaml", ".csv")
_FEW = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
_MANY = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_WORD = re.compile(r"zq[a-z]+qz", re.I)


def _read(model: Model, suffix: str) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"model{suffix}"
        path.write_bytes(RENDERERS[suffix](model))
        return read_document(path, doc_id=path.name)


def _section_of(document: Document, word: str) -> Section:
    at = document.text.lower().index(word.lower())
    return next(s for s in document.sections if s.start <= at < s.end)


def _first_word(part: Part) -> str:
    return part.lines[0].split()[0].strip(".")


def _check_words(model: Model, suffix: str) -> None:
    document = _read(model, suffix)
    check(document)
    read = [word.lower() for word in _WORD.findall(document.text)]
    assert read == words_written(model, suffix)


def _check_labels(model: Model, suffix: str) -> None:
    document = _read(model, suffix)
    for part in model.parts:
        for line in part.lines:
            section = _section_of(document, line.split()[0].strip("."))
            named = section.label.lower().replace("_", " ")
            assert part.heading.lower() in named


@pytest.mark.parametrize("suffix", sorted(RENDERERS))
def test_every_word_of_a_document_is_in_the_text_in_its_order(suffix: str) -> None:
    _FEW(given(models())(lambda model: _check_words(model, suffix)))()


@pytest.mark.long
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("suffix", sorted(RENDERERS))
def test_every_word_of_many_documents_is_in_the_text_in_its_order(suffix: str) -> None:
    _MANY(given(models())(lambda model: _check_words(model, suffix)))()


@pytest.mark.parametrize("suffix", LABELLED)
def test_every_paragraph_stands_under_its_own_heading(suffix: str) -> None:
    _FEW(given(models())(lambda model: _check_labels(model, suffix)))()


@_FEW
@given(models())
def test_every_page_of_a_pdf_keeps_its_number(model: Model) -> None:
    document = _read(model, ".pdf")

    for number, part in enumerate(model.parts, start=1):
        assert _section_of(document, _first_word(part)).page == number


@_FEW
@given(models(), st.sampled_from([".vtt", ".srt"]))
def test_every_turn_keeps_its_time_and_its_speaker(model: Model, suffix: str) -> None:
    document = _read(model, suffix)

    for part in model.parts:
        section = _section_of(document, _first_word(part))
        assert section.time_s is not None
        assert section.time_s <= part.time_s
        if suffix == ".vtt":
            assert section.time_s == part.time_s
            assert section.speaker == part.speaker


@_FEW
@given(models(), st.sampled_from(sorted(RENDERERS)), st.integers(24, 256))
def test_passages_are_slices_that_cover_the_text_and_fit(
    model: Model, suffix: str, max_tokens: int
) -> None:
    document = _read(model, suffix)
    count_tokens = WordEncoder().count_tokens

    passages = split_document(document, count_tokens=count_tokens, max_tokens=max_tokens)

    end = 0
    for passage in passages:
        assert document.text[passage.start : passage.end] == passage.text
        assert not document.text[end : passage.start].strip()
        section = next(s for s in document.sections if s.start <= passage.start < s.end)
        assert (passage.label, passage.page) == (section.label, section.page)
        assert sum(count_tokens([passage.text])) <= max_tokens
        end = passage.end
    assert not document.text[end:].strip()
