from __future__ import annotations

from assistant.reading.pdf import read_pdf
from tests.reading.samples import Line, column, pdf_of_lines

_BODIES = [
    ["The first page says what is allowed and what is not, in a few words."],
    ["The second page says who gave the permission, and to whom it is given."],
    ["The third page says what happens when someone does not keep to it."],
    ["The fourth page is the last one; it has the names of the two parties."],
]


def _pages(*edges: Line) -> list[list[Line]]:
    """Four pages with the same lines at their edges; "#" is the page's number."""
    return [
        [*column(body), *(e._replace(text=e.text.replace("#", str(i))) for e in edges)]
        for i, body in enumerate(_BODIES, start=1)
    ]


def test_heads_feet_and_page_numbers_leave_the_text() -> None:
    head = Line("Terms of Use | Page # of 4", 72, 750, 9)
    parsed = read_pdf(pdf_of_lines(_pages(head, Line("#", 300, 40, 9))))

    assert parsed.text.count("Terms of Use") == 1, "it stays where it stands first"
    assert "\n".join(body[0] for body in _BODIES[1:]).replace("\n", "\n\n") in parsed.text
    assert parsed.notes == (
        'left out of the text: running heads and feet: "Terms of Use | Page 1 of 4" (3);'
        " page numbers (4)",
    )


def test_a_running_head_that_the_text_has_elsewhere_is_gone() -> None:
    pages = _pages(Line("Terms of Use", 72, 750, 9))
    pages[0].insert(0, Line("Terms of Use", 72, 720, 20))

    assert read_pdf(pdf_of_lines(pages)).text.count("Terms of Use") == 1


def test_body_that_repeats_on_every_page_stays() -> None:
    form = column(["Name of the model:", "License of the weights:", "I agree to these terms."])

    parsed = read_pdf(pdf_of_lines([form] * 5))

    assert parsed.text.count("Name of the model:") == 5
    assert parsed.text.count("I agree to these terms.") == 5


def test_body_that_begins_at_the_top_edge_stays() -> None:
    form = column(["Record of a decision", "made under the rules of the board."] * 3, top=770)

    assert read_pdf(pdf_of_lines([form] * 5)).text.count("Record of a decision") == 15


def test_numbered_headings_at_the_top_of_pages_stay() -> None:
    pages = _pages()
    for number, page in zip((1, 2, 4, 7), pages, strict=True):
        page.insert(0, Line(f"Exhibit {number}", 72, 750, 12))

    text = read_pdf(pdf_of_lines(pages)).text

    assert all(f"Exhibit {number}" in text for number in (1, 2, 4, 7))


def test_the_name_of_a_chapter_leaves_the_pages_it_runs_over() -> None:
    pages = _pages() + _pages()
    for number, page in enumerate(pages, start=1):
        chapter = "First steps" if number <= 4 else "Last words"
        page.append(Line(f"{number} {chapter}", 72, 750, 9))

    text = read_pdf(pdf_of_lines(pages)).text

    assert (text.count("First steps"), text.count("Last words")) == (1, 1)


def test_a_number_that_does_not_count_the_pages_stays() -> None:
    pages = _pages()
    for year, page in zip((1998, 2004, 2013, 2024), pages, strict=True):
        page.append(Line(str(year), 72, 600))

    text = read_pdf(pdf_of_lines(pages)).text

    assert all(str(year) in text for year in (1998, 2004, 2013, 2024))


def test_stamped_scans_need_ocr_too() -> None:
    stamped = pdf_of_lines([*_pages()[:1], *([[Line("Case 1:20 Filed", 72, 760, 9)]] * 4)])

    notes = read_pdf(stamped).notes

    assert any("only a running line; blank, or a picture that needs OCR" in note for note in notes)
