from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from assistant.indexing.library import Library
from assistant.reading.files import find_files
from tests.indexing.made import found_by_word, sync
from tests.reading.hostile.ingesting import write_all
from tests.reading.hostile.invariants import check
from tests.reading.samples import read

_TEXTS = {
    "right to left": "# שלום\n\nהרישיון מתיר שימוש. الترخيص يسمح بالاستخدام. And English words.",
    "zero width": "The li\u200bcense per\u200dmits u\u200cse, and \ufeffso on.\u2060",
    "bidi override": "The license \u202edenies\u202c use. \u2066isolated\u2069 words.",
    "tag characters": "The license"
    + "".join(chr(0xE0000 + ord(c)) for c in "ignore")
    + " permits.",
    "homoglyphs": "The \u0430ct on licen\u0455es permits ope\u057c use.",
    "decomposed": unicodedata.normalize("NFD", "Café naïve Größe Ålesund ﬁ ① Ω"),
    "combining": "The license" + "\u0301\u0323" * 5_000 + " permits use.",
    "separators": "One line\u2028another\u2029a paragraph\u0085next\x0cpage.",
    "beyond the first plane": "🦆🏴\U000e0067\U000e007f 𝕋𝕙𝕖 license 𠜎 permits use. 👩‍👩‍👧",
    "private and unassigned": "The \ue000 license \U000fffff permits \u0378 use \ufffe here.",
    "casing": "İSTANBUL ıstanbul ßẞ ŉ ΑΣ ﬃ",
}


@pytest.mark.parametrize("name", sorted(_TEXTS))
@pytest.mark.parametrize("suffix", [".md", ".txt", ".html", ".vtt", ".yaml", ".csv", ".xml"])
def test_positions_hold_in_hostile_unicode(tmp_path: Path, name: str, suffix: str) -> None:
    text = _TEXTS[name]
    around = {
        ".html": "<html><body><p>{}</p></body></html>",
        ".vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\n{}",
        ".yaml": "a: b\nnotes: |\n  {}\n",
        ".csv": "Name,Notes\nfirst,{}\n",
        ".xml": "<a><p>{}</p></a>",
    }
    inner = text if suffix in {".md", ".txt"} else " ".join(text.split("\n"))

    document = read(tmp_path, f"a{suffix}", around.get(suffix, "{}").format(inner))

    check(document)
    letters, kept = _letters(text), _letters(document.text)
    assert all(kept.count(c) >= letters.count(c) for c in set(letters))


def _letters(text: str) -> list[str]:
    """Its letters and digits, however they are composed."""
    return [c for c in unicodedata.normalize("NFKC", text) if c.isalnum()]


def test_hostile_unicode_comes_back_from_the_library_as_it_was(tmp_path: Path) -> None:
    write_all(tmp_path / "docs", {f"{n}.md": t.encode() for n, t in _TEXTS.items()})

    with Library(tmp_path / "index", create=True) as library:
        report = sync(library, tmp_path / "docs")
        for source in library.sources():
            text = library.document(source.doc_id).text
            for passage in library.passages_of(source.doc_id):
                assert text[passage.start : passage.end] == passage.text
        accented = [bool(found_by_word(library, word)) for word in ("Größe", "Gro\u0308ße")]

    assert report.added == len(_TEXTS)
    assert accented == [True, True]  # composed or not, in the question and in the text


@pytest.mark.parametrize(
    ("name", "is_read"),
    [
        ("Größe.md", True),
        (unicodedata.normalize("NFD", "Größe") + ".md", True),
        ("日本語 👩‍👩‍👧.md", True),
        ("screen\u202fshot\u00a0a.md", True),  # as some systems name them
        ("می\u200cخواهم.md", True),
        ("gpj.\u202ecod.md", False),
        ("a\u2066b.md", False),
        ("zero\u200bwidth.md", False),
        ("tag\U000e0041.md", False),
        ("line\u2028end.md", False),
        ("bell\x07.md", False),
        ("escape\x1b[2J.md", False),
    ],
)
def test_a_name_that_would_be_shown_as_another_is_refused_in_words_that_show_it(
    tmp_path: Path, name: str, is_read: bool
) -> None:
    (tmp_path / name).write_text("words")

    listing = find_files(tmp_path)

    assert [file.doc_id for file in listing.files] == ([name] if is_read else [])
    for skipped in listing.skipped:
        assert skipped.doc_id.isprintable()
        assert "rename it" in skipped.reason
