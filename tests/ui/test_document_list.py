from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest

from assistant.catalogue import Listed
from assistant.reason import Reason
from assistant.types import Kin, Source
from assistant.ui.document_list import PAGE_ROWS, Order, Wanted, choose, render_list
from assistant.ui.words.english import ENGLISH
from tests.ui.hostile import ATTACKS, ELSEWHERE, HOSTILE_DOCUMENT
from tests.ui.library import DOCUMENTS, DRAFT
from tests.ui.shelf import Shelf

LISTED = Shelf(DOCUMENTS).listed()
ROW = """\
<tr><th scope="row"><a href="read/definitions/harbour-0.9.md" target="_blank" dir="auto"\
 title="opens in a new tab">Harbour Definition of Open Models</a>\
<span class="id"><bdi>definitions/harbour-0.9.md</bdi>\
 <code title="ab00000000000000">ab0000000000</code></span></th>\
<td data-label="Kind and publisher"><span class="line" dir="auto">Definition</span>\
<span class="line" dir="auto">Harbour Institute</span></td>\
<td data-label="Version"><span class="line" dir="auto">0.9</span>\
<span class="line date">2024-03</span>\
<span class="badge superseded">superseded</span></td>\
<td data-label="License"><span class="line" dir="auto">CC-BY-4.0</span></td>\
<td data-label="Origin"><a class="original" href="https://www.harbour.example/definition/0.9"\
 target="_blank" rel="noopener noreferrer" title="opens in a new tab">harbour.<wbr>example</a></td>\
<td data-label="Passages">1,234</td>\
<td data-label="Text"><details><summary>1 note</summary><ul><li dir="auto">Is a picture\
</li></ul></details></td>\
<td data-label="Related"><span class="line" dir="auto">2 copies</span>\
<span class="line" dir="auto">1 other version</span></td>\
<td><button type="button" class="change" data-change="definitions/harbour-0.9.md"\
 aria-label="Change Harbour Definition of Open Models">Change</button></td></tr>"""


def titles(wanted: Wanted) -> list[str]:
    return [one.source.doc_id for one in choose(LISTED, wanted).rows]


def test_a_document_is_a_row_with_everything_that_is_known() -> None:
    kin = [Kin("a", "twin", 1.0), Kin("b", "twin", 0.9), Kin("c", "version", 0.7)]
    source = replace(DRAFT.source, license="CC-BY-4.0")
    one = Listed(source, 1234, kin, "ab00000000000000", (Reason("is a picture"),))

    html = render_list(choose([one], Wanted()), ENGLISH, may_change=True)

    assert f"<tbody>{ROW}</tbody>" in html
    assert '<p class="count" role="status">1 document</p>' in html


def test_who_may_not_change_documents_sees_no_buttons() -> None:
    assert "<button" not in render_list(choose(LISTED, Wanted()), ENGLISH, may_change=False)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("lantern 3.1", ["licenses/lantern.md"]),
        ("HARBOUR 2024-03", ["definitions/harbour-0.9.md"]),
        ("règlement fr", ["policy/loi.md"]),
        ("quayside.example", ["panels/quayside-2025.md"]),
        ("nowhere", []),
    ],
)
def test_every_word_that_is_searched_for_stands_in_what_is_known(
    search: str, found: list[str]
) -> None:
    assert titles(Wanted(search=search)) == found


def test_a_kind_leaves_the_others_out() -> None:
    assert titles(Wanted(kind="license")) == ["licenses/lantern.md"]


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        ("name", "definitions/harbour-0.9.md", "panels/quayside-2025.md"),
        ("newest", "panels/quayside-2025.md", "own/undated.md"),
        ("title", "definitions/harbour-0.9.md", "own/undated.md"),
        ("publisher", "definitions/harbour-0.9.md", "own/undated.md"),
        ("passages", "own/undated.md", "panels/quayside-2025.md"),
    ],
)
def test_the_list_is_put_in_order(order: Order, first: str, last: str) -> None:
    listed = [
        Listed(one.source, number, one.kin)
        for number, one in enumerate(LISTED, start=1)
        if one.source.kind in ("definition", "model_card", "panel")
    ]
    undated = Listed(Source("own/undated.md", "Zebra"), 99, ())
    listed = sorted([*listed, undated], key=lambda one: one.source.doc_id)

    rows = [one.source.doc_id for one in choose(listed, Wanted(order=order)).rows]

    assert rows[0] == first
    if order != "passages":
        assert rows[-1] == last


def test_five_thousand_documents_come_page_by_page_and_at_once() -> None:
    listed = [
        Listed(Source(f"own/{n:04}.md", f"Title {n % 77}", publisher=f"P {n % 9}"), n, ())
        for n in range(5000)
    ]
    started = time.perf_counter()

    page = choose(listed, Wanted(search="title p", order="title", page=2))
    html = render_list(page, ENGLISH, may_change=True)

    assert time.perf_counter() - started < 1
    assert (len(page.rows), page.number, page.pages) == (PAGE_ROWS, 2, 100)
    assert html.count("<tr>") == PAGE_ROWS + 1
    assert '<button type="button" data-page="1">Earlier</button><span>Page 2 of 100</span>' in html
    assert choose(listed, Wanted(page=999)).number == 100


def test_an_empty_list_says_so() -> None:
    assert render_list(choose([], Wanted()), ENGLISH, may_change=True) == (
        '<p class="none">There are no documents yet.</p>'
    )
    assert "No document is like this." in render_list(
        choose(LISTED, Wanted(search="nowhere")), ENGLISH, may_change=True
    )


def test_nothing_hostile_survives_in_the_list() -> None:
    hostile_notes = tuple(Reason("{said}", said=attack) for attack in ATTACKS)
    one = Listed(HOSTILE_DOCUMENT.source, 3, (), ATTACKS[12], hostile_notes)

    html = render_list(choose([one], Wanted()), ENGLISH, may_change=True)

    for tag in ("<img", "<svg", "<form", "<script", "<video", "<iframe", "<link", "<h1", "<input"):
        assert tag not in html
    assert f'="{ELSEWHERE}' not in html
    assert not re.search(r"<[^>]* on[a-z]+=\"", html)
