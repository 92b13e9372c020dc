"""Every one of the originals beside the checkout, which a user's clone does not have."""

from __future__ import annotations

import csv
import html
import io
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt

from assistant.errors import ReadingError
from assistant.reading.decode import decode, decode_cells
from assistant.reading.describe import describe_root
from assistant.reading.files import FoundFile, find_files
from assistant.reading.numbering import to_roman
from assistant.reading.read import read_document
from assistant.reading.yaml_nodes import scalars
from assistant.types import Document
from tests.reading.samples import assert_covered

ORIGINALS = Path(__file__).parents[3] / "shared" / "originals"

pytestmark = [
    pytest.mark.originals,
    pytest.mark.skipif(not ORIGINALS.is_dir(), reason=f"no originals in {ORIGINALS.parent}"),
]

# "Section 3(a)(1)"; a letter or a roman number in brackets may have a blank before it.
_REFERENCE = re.compile(
    r"\b(?:Section|paragraph|clause)\s+(\d{1,2}(?:\.\d{1,2})*)((?:\(\w{1,4}\))*)"
)

Documents = Mapping[FoundFile, Document]


@pytest.fixture(scope="module")
def documents() -> Documents:
    described = describe_root(ORIGINALS)
    read: dict[FoundFile, Document] = {}
    for found in find_files(ORIGINALS).files:
        try:
            read[found] = read_document(
                found.path, doc_id=found.doc_id, described=described.get(found.doc_id)
            )
        except ReadingError as exc:
            pytest.fail(f"{found.doc_id} {exc}")
    return read


def test_every_original_is_read(documents: Documents) -> None:
    assert len(documents) == 205
    assert find_files(ORIGINALS).skipped == ()


def test_sections_cover_every_original(documents: Documents) -> None:
    for document in documents.values():
        assert_covered(document)


def test_no_words_of_a_text_are_lost(documents: Documents) -> None:
    for found, document in documents.items():
        if found.path.suffix.lower() not in {".md", ".markdown", ".txt", ".license", ".rst"}:
            continue
        written = decode(found.path.read_bytes())
        if re.search(r"<html\b", written):  # a saved page, whose menus are not read
            continue
        visible = re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->|<[^<>]*>", " ", written, flags=re.S)
        visible = re.sub(r"(!\[[^\n]*?\])\([^()\n]*\)", r"\1", visible)  # where an image lies
        words = Counter(re.findall(r"\w+", html.unescape(visible)))
        lost = words - Counter(re.findall(r"\w+", document.text))
        assert sum(lost.values()) <= 0.01 * sum(words.values()) + 5, (found.doc_id, lost)


def test_every_original_has_what_a_citation_shows(documents: Documents) -> None:
    for document in documents.values():
        source = document.source
        assert source.title
        assert source.publisher
        assert source.kind != "own"
        assert re.fullmatch(r"[a-z]{2}", source.language), source
        assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", source.date), source


def test_captions_have_times_and_transcripts_speakers(documents: Documents) -> None:
    for found, document in documents.items():
        if found.path.suffix in {".srt", ".vtt"}:
            times = [section.time_s for section in document.sections]
            assert None not in times
            assert times == sorted(time for time in times if time is not None)
    spoken = [d for d in documents.values() if any(s.speaker for s in d.sections)]
    panels = [d for d in documents.values() if d.source.kind == "panel"]
    assert len(spoken) >= 0.55 * len(panels)
    assert all(d.source.kind == "panel" for d in spoken), "a speaker outside a panel"


def test_a_speaker_is_a_name_that_the_document_or_its_title_writes(documents: Documents) -> None:
    for document in documents.values():
        known = f"{document.text} {document.source.title}"
        for name in document.source.speakers:
            assert all(word in known for word in name.split()), (document.doc_id, name)
            assert " " in name, (document.doc_id, name)
            assert not re.search(r"break|jingle|unknown|speaker|[:*\[\d]", name, re.I), name


def test_a_transcript_has_a_named_speaker_nearly_everywhere(documents: Documents) -> None:
    for document in documents.values():
        turns = [s for s in document.sections if s.speaker and "quoted" not in s.label]
        if turns:
            named = sum(s.end - s.start for s in turns)
            assert named >= 0.9 * len(document.text), document.doc_id


def test_turns_without_a_name_say_so_and_end_with_a_sentence(documents: Documents) -> None:
    for found, document in documents.items():
        timed = [s for s in document.sections if s.time_s is not None and not s.speaker]
        assert all(re.match(r"Speaker not named, |[^,]+, ", s.label) for s in timed)
        if found.path.suffix in {".srt", ".vtt"}:
            for section in document.sections[:-1]:
                if section.time_s is not None and section.end - section.start > 500:
                    end = document.text[: section.end].rstrip()[-1]
                    assert end in '.?!…"”', (document.doc_id, section.label)


def test_no_section_of_a_law_or_license_swallows_the_document(documents: Documents) -> None:
    for document in documents.values():
        if document.source.kind in {"license", "policy"} and len(document.text) > 20_000:
            longest = max(section.end - section.start for section in document.sections)
            assert longest < 0.4 * len(document.text), document.doc_id


_LAW = "policy/eu-ai-act-regulation-2024-1689"


@pytest.mark.parametrize("doc_id", [f"{_LAW}.md", f"{_LAW}-official-journal.html"])
def test_every_recital_article_and_annex_of_the_ai_act_is_a_section(
    documents: Documents, doc_id: str
) -> None:
    steps = [step for label in _labels(documents, doc_id) for step in label.split(" > ")]

    assert _numbers(steps, r"Recital (\d+)") == {str(n) for n in range(1, 181)}
    assert _numbers(steps, r"Article (\d+):") == {str(n) for n in range(1, 114)}
    assert _numbers(steps, r"ANNEX ([IVX]+)\b") == {to_roman(n).upper() for n in range(1, 14)}
    assert _numbers(steps, r"CHAPTER ([IVX]+)\b") == {to_roman(n).upper() for n in range(1, 14)}


@pytest.mark.parametrize("doc_id", [f"{_LAW}.md", f"{_LAW}-official-journal.html"])
def test_points_of_a_law_are_below_their_article(documents: Documents, doc_id: str) -> None:
    labels = _labels(documents, doc_id)

    assert _has(labels, "Article 53", "1", "(d)")
    assert _has(labels, "Article 5", "1", "(g)")
    assert _has(labels, "Article 3", "(63)")
    assert _has(labels, "ANNEX XI", "Section 2", "3")
    assert _has(labels, "ANNEX VIII", "Section C", "5")


@pytest.mark.parametrize(
    ("doc_id", "steps"),
    [
        ("cc-by-4.0.txt", ("Section 3", "a", "1", "A", "v")),
        ("cc-by-4.0.txt", ("Section 2", "b", "3")),
        ("cc-by-sa-4.0.txt", ("Section 3", "b", "2")),
        ("apache-2.0.txt", ("4", "(d)")),
        ("apache-2.0.txt", ("1", "“Derivative Works”")),
        ("gpl-3.0-only.txt", ("7", "f)")),
        ("gpl-2.0-only.txt", ("3", "b)")),
        ("lgpl-3.0-only.txt", ("4", "d)", "1)")),
        ("mpl-2.0.txt", ("2", "2.3", "(c)")),
        ("mpl-2.0.txt", ("6",)),
        ("epl-2.0.txt", ("3", "3.1", "b)", "iv)")),
        ("odbl-1.0.txt", ("4.0", "4.7", "b", "iii")),
        ("cdla-permissive-2.0.txt", ("5", "5.3")),
        ("llama-3.1-community-license.txt", ("1", "b", "iv")),
        ("bigcode-openrail-m-v1.LICENSE", ("Section III", "5", "5.2", "c")),
        ("bigcode-openrail-m-v1.LICENSE", ("Attachment A", "(n)")),
        ("bigscience-rail-1.0.LICENSE", ("Attachment A", "13")),
        ("tencent-hunyuan-large-community-license.txt", ("EXHIBIT A", "20")),
        ("spdx-record-apache-2.0.xml", ("4", "(c)")),
    ],
)
def test_a_clause_is_found_by_the_numbers_it_is_cited_with(
    documents: Documents, doc_id: str, steps: tuple[str, ...]
) -> None:
    assert _has(_labels(documents, f"licenses/{doc_id}"), *steps)


def test_a_license_that_names_its_own_clauses_has_them_as_sections(documents: Documents) -> None:
    named, found = 0, 0
    for document in documents.values():
        if document.source.kind != "license":
            continue
        labels = [section.label for section in document.sections]
        for number, points in _REFERENCE.findall(document.text):
            steps = (number, *re.findall(r"\w+", points))
            named += 1
            found += any(_steps_end(label, steps) for label in labels)
    assert named > 200
    assert found >= 0.9 * named, f"{found} of {named}"  # the rest are clauses of other texts


def test_criteria_of_the_free_software_guidelines_have_their_numbers(documents: Documents) -> None:
    labels = _labels(documents, "definitions/debian-social-contract-and-dfsg-page.md")
    document = _document(documents, "definitions/debian-social-contract-and-dfsg-page.md")

    assert _has(labels, "The Debian Free Software Guidelines (DFSG)", "3. Derived Works")
    assert "Getting Debian" not in document.text


def test_saved_pages_have_no_cookie_notice_and_no_menu(documents: Documents) -> None:
    pages = [d for found, d in documents.items() if found.path.suffix == ".html"]

    for document in pages:
        assert not re.search(r"cookie consent|skip to content", document.text, re.I)


def test_a_second_language_is_no_part_of_the_first(documents: Documents) -> None:
    doc_id = "licenses/falcon-180b-tii-license-1.0-english-and-chinese.md"
    document = _document(documents, doc_id)

    assert document.source.language == "en"
    for section in document.sections:
        text = document.text[section.start : section.end]
        if len(re.findall(r"[\u4e00-\u9fff]", text)) * 2 > len(text):
            assert not section.label.startswith("english")


def _document(documents: Documents, doc_id: str) -> Document:
    return next(d for found, d in documents.items() if found.doc_id == doc_id)


def _labels(documents: Documents, doc_id: str) -> list[str]:
    return [section.label for section in _document(documents, doc_id).sections]


def _numbers(steps: list[str], pattern: str) -> set[str]:
    return {m[1] for step in steps if (m := re.match(pattern, step))}


def _has(labels: list[str], *steps: str) -> bool:
    """Whether a label has these numbers one below the other, up to its last step."""
    return any(_steps_end(label, steps) for label in labels)


def _steps_end(label: str, steps: tuple[str, ...]) -> bool:
    own = label.split(" > ")
    return any(
        all(
            re.match(rf"(?:(?:Section|Article) )?\(?{re.escape(want.strip('()'))}(?!\w)", have)
            for want, have in zip(steps, own[i:], strict=False)
        )
        for i in range(len(own) - len(steps) + 1)
    )


def test_every_value_of_a_record_is_in_its_text(documents: Documents) -> None:
    records = [(f, d) for f, d in documents.items() if f.path.suffix in {".yaml", ".yml"}]
    assert len(records) == 27
    for found, document in records:
        nodes = list(yaml.compose_all(found.path.read_text("utf-8"), Loader=yaml.SafeLoader))
        text = " ".join(document.text.split())
        for node in scalars(nodes):
            assert " ".join(node.value.split()) in text, (document.doc_id, node.value)


def test_judgements_of_a_record_name_whose_they_are(documents: Documents) -> None:
    for found, document in documents.items():
        if found.path.suffix not in {".yaml", ".yml"}:
            continue
        summary, *blocks = document.sections
        assert summary.label == "Summary"
        for sentence in document.text[: summary.end].strip().split("\n"):
            assert document.source.publisher in sentence
        assert len({block.label for block in blocks}) >= 6, document.doc_id
        classes = Counter(re.findall(r"^ +class: *(\w+)", document.text, re.M))
        told = re.findall(r'judges these as "(\w+)" \(class\): (.*)\.', document.text)
        assert {value: len(re.split(r"[;,] ", fields)) for value, fields in told} == classes


def test_every_table_of_a_card_is_a_markdown_table_with_a_header(documents: Documents) -> None:
    count = 0
    for found, document in documents.items():
        if found.path.suffix not in {".md", ".markdown"}:
            continue
        assert not re.search(r"<(?:table|tr|td|th)\b", document.text), document.doc_id
        lines = document.text.split("\n")
        parser = MarkdownIt("commonmark").enable("table").disable("inline")
        for token in parser.parse(document.text):
            if token.type == "table_open" and token.map and token.level == 0:
                count += 1
                rows = lines[slice(*token.map)]
                assert all(row.strip()[0] == row.strip()[-1] == "|" for row in rows), rows
                assert re.fullmatch(r"[|:\s-]+", rows[1])
    assert count >= 90


def test_every_cell_of_a_csv_is_in_the_section_of_its_row(documents: Documents) -> None:
    for found, document in documents.items():
        if found.path.suffix != ".csv":
            continue
        written = decode_cells(found.path.read_bytes())
        header, *rows = csv.reader(io.StringIO(written, newline=""))
        for row, section in zip(rows, document.sections, strict=True):
            text = document.text[section.start : section.end]
            for name, cell in zip(header, row, strict=True):
                assert not cell.strip() or f"{name}: {cell.strip()}" in text
