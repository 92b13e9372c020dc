from __future__ import annotations

import pytest

from assistant.answering.clause import numbered_as, where


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("6. No Discrimination", "section 6, No Discrimination"),
        ("6", "section 6"),
        ("Introduction > 8. Not Specific to a Product", "section 8, Not Specific to a Product"),
        (
            "4.7 Measures > b. Parallel distribution > iii",
            "section 4.7(b)(iii), Parallel distribution",
        ),
        ("10. Versions of the License > 10.4", "section 10.4, Versions of the License"),
        ("Section 2 – Scope > b. Other rights > 1", "Section 2(b)(1), Other rights"),
        ("Section IV: OTHER PROVISIONS > 10. Liability", "section 10, Liability"),
        (
            "CHAPTER V: MODELS > Article 51: Classification > 1 > (a)",
            "Article 51(1)(a), Classification",
        ),
        (
            "Article 5: Prohibited practices > 1. The following are: > (a)",
            "Article 5(1)(a), Prohibited practices",
        ),
        ("EXHIBIT A: POLICY > 3. Harm", "EXHIBIT A, section 3, Harm"),
        ("Prohibited Uses > 1. Violate the law, including to > g", "Prohibited Uses, section 1(g)"),
        ("Covenants > 1", "Covenants, (1)"),
        ("Recitals > (12)", "Recitals, (12)"),
        ("1. Definitions > “Licensee”", "section 1, “Licensee”"),
        ("Criterion 5: No Discrimination", "Criterion 5, No Discrimination"),
        ("Using Pythia > Reproducing Training", "Reproducing Training"),
        ("LLAMA 3.1 COMMUNITY LICENSE", "LLAMA 3.1 COMMUNITY LICENSE"),
        ("p. 4", "p. 4"),
        ("Speaker not named, 00:20:43", "speaker not named, 00:20:43"),
        ("Beginning", "beginning"),
        ("Whole text", ""),
        ("", ""),
    ],
)
def test_a_place_is_said_as_people_say_it(label: str, said: str) -> None:
    assert where(label) == said


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("2. Redistributions must reproduce the above notice, this…", "section 2"),
        ("Footnotes > (53) Regulation (EU) 2023/988 of the European…", "footnotes, (53)"),
        ("We declare that Open Source is defined solely by the…", ""),
    ],
)
def test_the_first_words_of_a_clause_are_no_heading(label: str, said: str) -> None:
    assert where(label) == said


def test_a_heading_with_which_the_quotation_begins_is_not_said_twice() -> None:
    assert (
        where("1. Definitions > d. “Outputs”", "d. “Outputs” means any content") == "section 1(d)"
    )
    assert where("Redistribution", "Redistribution is allowed.") == ""


def test_a_record_says_the_group_of_its_row() -> None:
    assert where("release > license > distribution", steps=2) == "license: distribution"


@pytest.mark.parametrize(
    ("label", "text", "length"),
    [
        ("9. Hosting Use > 9.1", "9.1.\tSubject to section 9.2", 5),
        ("Article 51 > 1 > (a)", "(a) it has", 4),
        ("Article 51 > 1 > (b)", "(a) it has", 0),
        ("Terms", "2. It has", 0),
    ],
)
def test_the_number_that_the_place_says_already_is_found_in_front_of_the_clause(
    label: str, text: str, length: int
) -> None:
    assert numbered_as(label, text) == length
