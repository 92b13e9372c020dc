from __future__ import annotations

import re
from dataclasses import replace

from assistant.catalogue import Files, Relative, Shown
from assistant.reason import Reason
from assistant.types import Kin, Source
from assistant.ui.reader.page import Asked, render_document, render_problem
from assistant.ui.words.english import ENGLISH
from tests.ui.hostile import ATTACKS, ELSEWHERE, HOSTILE_DOCUMENT
from tests.ui.library import DEFINITION, FRENCH, LICENSE, PANEL
from tests.ui.shelf import Shelf

PAGE = """\
<!doctype html><html lang="en"><head><meta charset="utf-8">\
<title>Règlement sur les modèles ouverts · Openness Assistant</title>\
<meta name="viewport" content="width=device-width, initial-scale=1">\
<meta name="color-scheme" content="light dark">\
<link rel="icon" href="../../favicon.ico"><link rel="stylesheet" href="../../reader.css"></head>\
<body><nav class="back"><a href="../../">Back to the assistant</a></nav><main>\
<header><p class="voice"><bdi>Policy · Journal officiel</bdi>\
<span class="badge">translation</span></p>\
<h1 dir="auto">Règlement sur les modèles ouverts</h1>\
<p class="whose" dir="auto">The words of Journal officiel.</p>\
<p><a class="to-passage" href="#passage">To the quoted words</a></p></header>\
<details class="about" open><summary>About this document</summary><dl>\
<dt>Language</dt><dd><bdi>fr</bdi></dd>\
<dt>Document</dt><dd><bdi>policy/loi.md</bdi></dd>\
<dt>File</dt><dd><a href="../../original/policy/loi.md">Open the file itself</a></dd>\
<dt>SHA-256</dt><dd><code>0000000000000000000000000000000000000000000000000000000000000000</code>\
</dd><dt>Size</dt><dd><bdi>61 characters, 3 passages</bdi></dd></dl></details>\
<article lang="fr"><section id="at-0"><h2 dir="auto">Article 4</h2>\
<p class="around" dir="auto">Le <mark id="passage" tabindex="-1">fournisseur</mark>\
 publie un résumé des données d&#x27;entraînement.</p></section></article></main></body></html>"""


def shown(doc_id: str) -> Shown:
    return Shelf().show(doc_id)


NO_PLACE = Asked()


def page(document: Shown, asked: Asked = NO_PLACE) -> str:
    return render_document(document, asked, Files("same"), ENGLISH)


def test_a_document_is_a_page_without_scripts_open_at_the_quoted_words() -> None:
    assert page(shown(FRENCH.doc_id), Asked(3, 14, "0" * 16)) == PAGE


def test_whose_words_these_are_is_told_first() -> None:
    nobody = replace(LICENSE, source=Source("a.md", "A"))
    panel = replace(PANEL, source=replace(PANEL.source, speakers=("Panel Chair", "First Guest")))

    assert "written by the project about the original" in page(shown(DEFINITION.doc_id))
    assert "What was said by Panel Chair, First Guest." in page(Shown(panel, "", 2, ()))
    assert "Whose words these are is not known." in page(Shown(nobody, "", 2, ()))


def test_other_versions_are_a_step_away() -> None:
    assert (
        '<dt>Related</dt><dd><ul><li><a href="../../read/definitions/harbour-0.9.md" dir="auto">'
        "Harbour Definition of Open Models</a> <bdi>(other version, older, 0.9)</bdi></li></ul>"
    ) in page(shown(DEFINITION.doc_id))


def test_the_contents_are_listed_where_there_is_more_than_one_section() -> None:
    assert "<summary>Contents (3)</summary><ol>" in page(shown(LICENSE.doc_id))


def test_a_quotation_of_an_earlier_text_is_told_to_be_one() -> None:
    caution = "This document has changed since it was quoted."

    assert caution in page(shown(LICENSE.doc_id), Asked(0, 9, "1" * 16))
    assert caution not in page(shown(LICENSE.doc_id), Asked(0, 9, "0" * 16))
    assert "The place that this link names is not in the document." in page(
        shown(LICENSE.doc_id), Asked(90_000, 90_009)
    )


def test_a_file_that_was_edited_or_is_gone_is_told() -> None:
    edited = render_document(shown(LICENSE.doc_id), Asked(), Files("changed"), ENGLISH)
    gone = render_document(shown(LICENSE.doc_id), Asked(), Files("gone"), ENGLISH)

    assert "The file was edited after it was read." in edited
    assert "The file is not there any more" in gone
    assert "Open the file itself" not in gone


def test_a_recording_beside_the_file_starts_where_the_quoted_words_are_said() -> None:
    second = PANEL.sections[1].start

    html = render_document(
        shown(PANEL.doc_id), Asked(second, second + 9), Files("same", True), ENGLISH
    )

    assert '<a href="../../recording/panels/quayside-2025.md#t=842">Open the recording</a>' in html


def test_nothing_hostile_survives_in_the_page() -> None:
    notes = tuple(Reason("{said}", said=attack) for attack in ATTACKS)
    document = replace(HOSTILE_DOCUMENT, notes=notes)
    relative = Relative(Kin(ATTACKS[0], "twin", 1.0), HOSTILE_DOCUMENT.source, "")
    hostile = Shown(document, ATTACKS[1], 3, [relative])

    html = page(hostile, Asked(5, 900, ATTACKS[12])) + render_problem(
        ATTACKS[0], ATTACKS[1], ATTACKS[0], ENGLISH
    )

    for tag in ("<img", "<svg", "<form", "<script", "<video", "<iframe", "<input", "<button"):
        assert tag not in html
    assert f'="{ELSEWHERE}' not in html
    assert not re.search(r"<[^>]* on[a-z]+=", html)
    assert not re.search(r'href="(?!#|(\.\./)+(?:read|original|reader\.css|favicon\.ico|"))', html)
