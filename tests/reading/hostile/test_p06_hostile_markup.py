from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import ReadingError
from assistant.reading.files import FoundFile
from assistant.reading.read import FORMATS, read_document
from assistant.reading.sentences import sentence_spans
from assistant.reading.worker import ReadingWorker

# Each is a way into a pattern that tries again at every place, or into a parser that nests.
TRAPS = (
    "(a", "(a) ", "1.1.1.", "1. ", "**", "__", "[[", "[a](", "![", "&&", "&#", "| |", "|",
    "a:a:a:", "a: ", " ", "\t", "\n", "\n ", "-", "- ", "- - ", "--", "---\n", "=", "#", "#\n",
    "> ", ">> ", "*", "* ", "`", "` ", "```\n", "<", "<a ", "<a>", "<b><i>", "</b>", "<!--",
    "<![CDATA[", "<?", "<!DOCTYPE [", "<script>", "<style>", "<h1>", "<h1 ", "<div>", "<sup>",
    "{", "{a: ", "[a, ", "? ", "&a ", "\"", "'", "\",\"", ".", "...", ". . ", "?!", "a.b.",
    "A. ", "I.", "A B\n\n", "Section 1\n", "Whereas:\n", "(1) x\n", "**A:** b\n\n",
    "[00:00] A: b\n\n", "A: b\n\n", "<v A>", "00:00 ", "00:00:00.000 --> 00:00:01.000\n", "1)",
    "• ", "\u200b", "\u0301", "\u2028", "\x0c", "\\", "$$", "www.", "a-\n", "|a|b|\n|-|-|\n",
    "==\n",
)  # fmt: skip
BEGINNINGS = {".vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\n", ".csv": "a,b\n", ".xml": "<a>"}
SUFFIXES = (".md", ".txt", ".html", ".vtt", ".srt", ".yaml", ".csv", ".xml")
SHORT, FULL = 2_000, 100_000
# Of processor time for 2 kB, where a YAML of brackets takes 2 s until it is nested too deeply; and
# for 100 kB, half of what the worker allows.
MOST_S_SHORT, MOST_S = 15.0, 30.0


def _read_trap(suffix: str, unit: str, size: int) -> float:
    """Seconds of processor time that the reader and the sentences take."""
    text = BEGINNINGS.get(suffix, "") + unit * (size // len(unit)) + "!\nx"
    began = time.process_time()
    try:
        sentence_spans(FORMATS[suffix](text.encode()).text)
    except ReadingError as exc:
        assert str(exc)
    return time.process_time() - began


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_repeated_marks_hold_a_reader_up(suffix: str) -> None:
    slow = {unit: s for unit in TRAPS if (s := _read_trap(suffix, unit, SHORT)) > MOST_S_SHORT}

    assert not slow


@pytest.mark.long
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_hundred_thousand_marks_are_read_within_the_time_of_the_worker(suffix: str) -> None:
    slow = {unit: s for unit in TRAPS if (s := _read_trap(suffix, unit, FULL)) > MOST_S}

    assert not slow


@pytest.mark.parametrize("depth", [2_500, pytest.param(100_000, marks=pytest.mark.long)])
@pytest.mark.parametrize("tag", ["div", "b", "table", "ul><li", "blockquote"])
def test_html_nested_without_end_is_read_or_refused_with_its_reason(tag: str, depth: int) -> None:
    page = f"<html><body><p>Words before.</p>{f'<{tag}>' * depth}deep"

    try:
        parsed = FORMATS[".html"](page.encode())
    except ReadingError as exc:
        assert "nested too deeply" in str(exc)
    else:
        assert "Words before." in parsed.text
        assert "deep" in parsed.text or parsed.notes


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("megabytes", [0.5, pytest.param(50, marks=pytest.mark.long)])
def test_a_page_of_many_megabytes_is_read_within_the_limits(
    tmp_path: Path, megabytes: float
) -> None:
    paragraph = "<p>Some <b>words</b> of a very long page &amp; more of them.</p>\n"
    path = tmp_path / "long.html"
    path.write_text("<html><body>" + paragraph * int(megabytes * 1e6 / len(paragraph)))

    with ReadingWorker() as worker:
        ((_, result),) = worker.read_many([FoundFile("long.html", path)])

    if isinstance(result, ReadingError):
        assert "needs more than" in str(result) or "takes too long" in str(result)
    else:
        assert result.text.count("words of a very long page & more") > megabytes * 10_000


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A server on loopback that remembers whoever connects."""
    heard: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    done = threading.Event()

    def serve() -> None:
        while not done.is_set():
            try:
                connection, _ = server.accept()
            except TimeoutError:
                continue
            heard.append(b"connected")
            connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    yield server.getsockname()[1], heard
    done.set()
    thread.join()
    server.close()


def _fetching(url: str) -> dict[str, str]:
    entity = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "{url}">]>'
    parameter = f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{url}"> %p;]>'
    return {
        "entity.xml": f"{entity}<a>Words &e; here.</a>",
        "parameter.xml": f"{parameter}<a>Words here.</a>",
        "dtd.xml": f'<!DOCTYPE a SYSTEM "{url}"><a>Words here.</a>',
        "include.xml": '<a xmlns:xi="http://www.w3.org/2001/XInclude">Words here.'
        f'<xi:include parse="text" href="{url}"/></a>',
        "style.xml": f'<?xml-stylesheet type="text/xsl" href="{url}"?><a>Words here.</a>',
        "entity.html": f"{entity}<html><body><p>Words &e; here.</p></body></html>",
        "loads.html": f"<html><head><base href='{url}'><link rel=stylesheet href='{url}'>"
        f"<meta http-equiv=refresh content='0; url={url}'></head><body><p>Words here.</p>"
        f"<img src='{url}'><iframe src='{url}'></iframe><object data='{url}'></object></body>",
        "image.md": f"# Words here.\n\n![x]({url})\n\n<img src='{url}'>\n\n[a]: {url}\n",
        "tag.yaml": f"a: !include {url}\nb: !!python/object/apply:os.system ['curl {url}']\n",
        "cue.vtt": f"WEBVTT\n\nSTYLE\n::cue {{ background: url({url}) }}\n\n"
        "00:00.000 --> 00:01.000\nWords here.\n",
    }


@pytest.mark.parametrize("name", sorted(_fetching("")))
def test_no_entity_or_address_in_a_file_is_followed(
    tmp_path: Path, listener: tuple[int, list[bytes]], name: str
) -> None:
    port, heard = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("root:x:0:0")
    for url in (f"http://127.0.0.1:{port}/x", secret.as_uri(), "file:///etc/passwd"):
        (tmp_path / name).write_text(_fetching(url)[name])

        document = read_document(tmp_path / name, doc_id=name)

        assert "root:" not in document.text
    assert heard == []


_LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
_ALIASES = "".join(f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 10)}]\n" for i in range(1, 12))


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".xml", f'<!DOCTYPE a [<!ENTITY l0 "lol">{_LAUGHS}]><a>Words &l9; here.</a>'),
        (".html", f'<!DOCTYPE a [<!ENTITY l0 "lol">{_LAUGHS}]><html><body>Words &l9; here.'),
        (".yaml", f"l0: &l0 [lol, lol]\n{_ALIASES}"),
        (".md", f"---\nl0: &l0 [lol, lol]\n{_ALIASES}---\n\nWords here.\n"),
    ],
)
def test_a_billion_laughs_stay_short(suffix: str, text: str) -> None:
    began = time.process_time()

    parsed = FORMATS[suffix](text.encode())

    assert len(parsed.text) < 50_000
    assert time.process_time() - began < 5
