from __future__ import annotations

from pathlib import Path

from tests.reading.legal_texts import LEGAL
from tests.reading.samples import labels, read, text_of

_RECORD = (
    '<?xml version="1.0"?><SPDXLicenseCollection xmlns="http://www.spdx.org/license">'
    '<license isOsiApproved="false" licenseId="X-1.0" name="Example License 1.0" newWord="a">'
    "<crossRefs><crossRef>https://example.org/x</crossRef></crossRefs>"
    "<obsoletedBys><obsoletedBy>X-2.0</obsoletedBy></obsoletedBys><notes>A\n note.</notes>"
    "<text><titleText><p>Example License<br/>Version 1.0</p></titleText>"
    f"<list><item><bullet>1.</bullet> Grant. <p>{LEGAL}</p></item>"
    f"<item><bullet>2.</bullet><p>Limits. {LEGAL}</p></item></list>"
    "<standardLicenseHeader><p>Copyright <alt name='c' match='.+'>[year]</alt></p>"
    "<p>Under this license.</p></standardLicenseHeader><optional><p>END</p></optional>"
    "</text></license></SPDXLicenseCollection>"
)


def test_what_the_spdx_list_says_is_plain_statements_apart_from_the_text(tmp_path: Path) -> None:
    document = read(tmp_path, "x.xml", _RECORD)

    assert text_of(document, "Record in the SPDX License List").strip().split("\n") == [
        "The SPDX License List says of this license:",
        "OSI approved: no",
        "SPDX license identifier: X-1.0",
        "Name: Example License 1.0",
        "New word: a",
        "See also: https://example.org/x",
        "Obsoleted by: X-2.0",
        "Notes: A note.",
    ]
    assert document.source.title == "Example License 1.0"
    assert document.source.aliases == ("X-1.0", "Example License 1.0")
    assert document.source.kind == "license"


def test_clauses_of_a_record_keep_their_numbers_and_order(tmp_path: Path) -> None:
    document = read(tmp_path, "x.xml", _RECORD)

    assert labels(document)[1:] == ["Beginning", "1. Grant", "2. Limits", "Standard license header"]
    assert text_of(document, "Beginning").strip() == "Example License\nVersion 1.0"
    assert text_of(document, "Standard license header").startswith("Copyright [year]\n\nUnder")


def test_a_broken_record_is_read_as_other_xml_is(tmp_path: Path) -> None:
    text = read(tmp_path, "x.xml", '<a><license licenseId="X"><p>Words.</p></a>').text

    assert text.endswith("Words.")


def test_words_beside_the_elements_of_a_record_are_read(tmp_path: Path) -> None:
    record = (
        '<license licenseId="X" name="N">bare words<titleText>T</titleText> a tail<p>Words.</p>'
        "<notes>N.</notes>behind<?pi x?> all<![CDATA[ & verbatim]]></license>"
    )

    text = read(tmp_path, "x.xml", record).text
    other = read(tmp_path, "y.xml", f"<list>{record}<p>Outside.</p></list>").text

    assert text.split("\n\n")[1:] == [
        "bare words",
        "T",
        "a tail",
        "Words.",
        "behind all & verbatim",
    ]
    assert "Notes: N." in text
    assert "Outside." in other


def test_a_category_is_said_to_be_the_judgement_of_the_database(tmp_path: Path) -> None:
    front = (
        "---\nkey: x-1\nshort_name: X License\nname: The X License 1\ncategory: Permissive\n"
        "owner: Example\nspdx_license_key: LicenseRef-x-1\n---\n\nYou may."
    )

    document = read(tmp_path, "x.LICENSE", front)

    assert "category: Permissive" not in document.text
    assert "the database that keeps this record judges" in text_of(document, "Front matter")
    assert document.source.title == "The X License 1"
    assert document.source.aliases == ("X License", "LicenseRef-x-1", "x-1")
    assert document.source.kind == "license"
