from __future__ import annotations

import pytest

from assistant.ui.addresses import at_second, file_address, original, reader_address
from tests.ui.hostile import HOSTILE_DOCUMENT


def test_the_reader_opens_at_the_words_that_were_quoted_from_this_very_file() -> None:
    assert reader_address("licenses/x.md", 10, 20, "ab" * 32) == (
        "read/licenses/x.md?start=10&end=20&sha256=abababababababab#passage"
    )
    assert reader_address("licenses/x.md") == "read/licenses/x.md"


def test_a_pdf_opens_at_its_page() -> None:
    assert file_address("cards/a b.pdf", 4) == "original/cards/a%20b.pdf#page=4"
    assert file_address("cards/100%?.md") == "original/cards/100%25%3F.md"


def test_a_name_cannot_leave_the_address_or_its_quotation_marks() -> None:
    address = reader_address(HOSTILE_DOCUMENT.doc_id, 1, 2, "'\"")

    assert not set(address) & set("<>\"' ")


@pytest.mark.parametrize(
    ("url", "started"),
    [
        ("https://m.example/talk.mp3", "https://m.example/talk.mp3#t=751"),
        ("https://m.example/talk.WEBM?x=1#t=2", "https://m.example/talk.WEBM?x=1#t=751"),
        ("https://www.youtube.com/watch?v=a&t=9", "https://www.youtube.com/watch?v=a&t=751s"),
        ("https://youtu.be/a", "https://youtu.be/a?t=751s"),
        ("https://youtube.com/embed/a", "https://youtube.com/embed/a?start=751"),
        ("https://vimeo.com/1234", "https://vimeo.com/1234#t=751s"),
        ("https://archive.org/details/talk", "https://archive.org/details/talk?start=751"),
        ("https://media.ccc.de/v/38c3-1", "https://media.ccc.de/v/38c3-1#t=751"),
        (
            "https://tube.example/w/1234567890123456789012",
            "https://tube.example/w/1234567890123456789012?start=751s",
        ),
    ],
)
def test_a_recording_starts_at_the_second(url: str, started: str) -> None:
    recording = at_second(url, 751.9)

    assert recording is not None
    assert recording.url == started


@pytest.mark.parametrize(
    "url",
    [
        "https://m.example/talk",
        "https://www.youtube.com/@channel",
        "https://notyoutube.com/watch?v=a",
        "https://vimeo.com/about",
        "javascript:alert(1)//a.mp3",
        "",
    ],
)
def test_other_addresses_have_no_seconds(url: str) -> None:
    assert at_second(url, 751.0) is None


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.opensource.org/osd", "opensource.org"),
        ("http://example.org:8080/x?y#z", "example.org"),
        ("https://good.example@evil.example/", "evil.example"),
        ("https://оpensource.org/", "xn--pensource-z2h.org"),  # a Cyrillic o
    ],
)
def test_a_link_shows_the_host_it_leads_to(url: str, host: str) -> None:
    target = original(url)

    assert target is not None
    assert target.host == host


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example",
        "https://",
        "https://a b/",
        "java\nscript:x",
        "https://[::1",
        "https://x\u202egro.example",
    ],
)
def test_other_addresses_are_no_links(url: str) -> None:
    assert original(url) is None
