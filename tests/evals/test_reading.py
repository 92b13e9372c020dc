from __future__ import annotations

from pathlib import Path

import pytest

from assistant.types import KINDS
from evals.__main__ import main
from evals.commands.reading import render
from evals.reading import Reading, as_csv, read_folder
from tests.doubles import WordEncoder

CAPTIONS = (
    "WEBVTT\n\n00:05.000 --> 00:09.000\n<v Amanda Brock>It is open.\n\n"
    "00:09.000 --> 00:12.000\nYes.\n"
)


def readings_of(folder: Path, **files: str | bytes) -> dict[str, Reading]:
    for name, content in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    encoder = WordEncoder()
    found = read_folder(folder, count_tokens=encoder.count_tokens, max_tokens=encoder.max_tokens)
    return {reading.doc_id: reading for reading in found}


@pytest.mark.slow
def test_every_file_has_a_row_with_what_became_of_it(tmp_path: Path) -> None:
    found = readings_of(
        tmp_path,
        talk_vtt=CAPTIONS,
        page_html="<html><script>never read</script><h1>Use</h1><p>Everyone may.</p></html>",
        broken_pdf=b"%PDF-1.4 nothing",
        old_zip=b"PK\x03\x04",
    )

    assert (found["talk.vtt"].speakers, found["talk.vtt"].first_s) == (1, 5.0)
    assert found["talk.vtt"].spoken > 0.5
    assert found["page.html"].kept == 1.0
    assert [found["page.html"].sections, found["page.html"].passages] == [1, 1]
    assert all(found[name].lost == 0 for name in ("talk.vtt", "page.html"))
    assert "damaged" in found["broken.pdf"].failure
    assert "archive" in found["old.zip"].failure
    assert all(r.kind in KINDS for r in found.values() if not r.failure)


def test_table_says_what_all_files_are_together() -> None:
    shown = render(
        [
            Reading(
                "a.vtt", sections=2, speakers=1, passages=3, first_s=5.0, last_s=70.0, kept=0.5
            ),
            Reading("b.md", sections=4, passages=1, kept=1.0),
            Reading("c.pdf", "is damaged"),
        ]
    )

    assert "00:00:05  00:01:10" in shown
    assert shown.endswith(
        "2 of 3 files read: 6 sections, 4 passages, 0 characters lost between them; 1 files name"
        " 1 speakers; of a file's words are kept 0.500 at least, 0.750 on average"
    )


def test_csv_has_the_notes_in_one_cell() -> None:
    head, row, *_ = as_csv([Reading("a.md", notes=("one", "two"))]).split("\n")

    assert head.startswith("doc_id,failure,") and head.endswith(",notes")
    assert row.endswith(",one; two")


@pytest.mark.slow
def test_command_ends_with_1_when_a_file_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text("# Use\n\nEveryone may use it.\n")
    (tmp_path / "b.pdf").write_bytes(b"no PDF")

    code = main(["reading", "--documents", str(tmp_path), "--csv", str(tmp_path / "out.csv")])

    out, err = capsys.readouterr()
    assert code == 1
    assert "1 of 2 files read" in out
    assert "b.pdf: " in err
    assert (tmp_path / "out.csv").read_text().count("\n") == 3
