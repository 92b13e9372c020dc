from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.errors import ReadingError
from assistant.reading.markup import read_xml
from tests.reading.samples import read


def test_text_is_read_and_attributes_stay_as_written(tmp_path: Path) -> None:
    text = (
        '<?xml version="1.0"?>\n<!-- note --><root><license isOsiApproved="false"\n  name="X 1.0">'
        "<titleText>The X License</titleText><list><item><bullet>1.</bullet>\n<p>You\nmay &amp; can"
        "</p></item></list><p>More <b>bold</b> text.</p></license></root>"
    )

    document = read(tmp_path, "licenses/x.xml", text)

    assert document.text == (
        '<license isOsiApproved="false" name="X 1.0">\n\nThe X License\n\n1. You may & can\n\n'
        "More bold text."
    )
    assert document.source.title == "The X License"


def test_entities_are_neither_resolved_nor_multiplied(tmp_path: Path) -> None:
    text = (
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
        "<r><p>&x; &b; end</p></r>"
    )

    assert read(tmp_path, "a.xml", text).text == "&x; &b; end"


def test_xml_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no text"):
        read(tmp_path, "a.xml", "<r><p/></r>")


def test_verbatim_text_is_read_and_a_comment_in_it_is_text(tmp_path: Path) -> None:
    comment = "<!DOCTYPE a [<!ENTITY b 'c'>]><!-- <![CDATA[ no ]]> -->"
    text = f"{comment}<a><![CDATA[d < <!-- e --> &amp;]]></a>"

    assert read(tmp_path, "a.xml", text).text == "d < <!-- e --> &amp;"


@pytest.mark.parametrize(
    "unit", ["<!--", "<?", "<![CDATA[", "<!DOCTYPE [", "<!DOCTYPE a", "<name>"]
)
def test_openings_that_nothing_closes_take_no_time(unit: str) -> None:
    data = f"<a>{unit * (300_000 // len(unit))}words".encode()
    began = time.process_time()

    read_xml(data)

    assert time.process_time() - began < 10  # quadratic: minutes
