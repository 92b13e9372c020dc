from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.answering.support import (
    Entailment,
    check_statement,
)
from assistant.answering.words.english import ENGLISH
from assistant.types import Passage
from tests.doubles import WordEncoder, a_passage, a_source

FIELDS = (
    "The license must not restrict anyone from making use of the program in a specific field of"
    " endeavor."
)
OSD = a_passage(
    f"6. No Discrimination Against Fields of Endeavor\n\n{FIELDS} For example, it may not restrict"
    " the program from being used in a business, or from being used for genetic research.",
    a_source(title="Open Source Definition", version="1.9", aliases=("OSD",), publisher="OSI"),
    label="6. No Discrimination Against Fields of Endeavor",
)
LLAMA = a_passage(
    "If the monthly active users of the products are greater than 700 million monthly active"
    " users in the preceding calendar month, you must request a license from Meta.",
    a_source("licenses/llama.md", title="Llama 3.1 Community License", kind="license"),
    label="2. Additional Commercial Terms",
)


def reason(statement: str, passage: Passage) -> str:
    check = check_statement(statement, passage, WordEncoder().encode)
    assert (check.support == "supported") == (check.reason == "")
    return check.reason


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        (FIELDS, OSD),
        ("A license must not restrict use in a specific field of endeavor.", OSD),
        ("Section 6 of the OSD 1.9 says that use in a business may not be restricted.", OSD),
        ("The OSD says “used for genetic research”.", OSD),
        ('The OSD asks "not restrict anyone ... in a specific field of endeavor".', OSD),
        ("More than 700 million monthly active users must request a license from Meta.", LLAMA),
        ("The Llama 3.1 Community License asks those users to request a license.", LLAMA),
    ],
)
def test_what_the_source_says_is_supported(statement: str, passage: Passage) -> None:
    assert reason(statement, passage) == ""


@pytest.mark.parametrize(
    ("statement", "passage", "because"),
    [
        (
            'The OSD says "openness is measured in kilograms" of the program.',
            OSD,
            "the source does not contain these quoted words",
        ),
        (
            "More than 900 million monthly active users must request a license from Meta.",
            LLAMA,
            "the source does not contain the number 900",
        ),
        (
            "More than 700 million monthly active users must request a license from Google.",
            LLAMA,
            "the source does not name Google",
        ),
        (
            "A license may restrict use in a specific field of endeavor.",
            OSD,
            "the source says the opposite",
        ),
        ("Every weight file comes with its training recipe.", OSD, "the source does not say this"),
    ],
)
def test_what_the_source_does_not_say_is_not(
    statement: str, passage: Passage, because: str
) -> None:
    assert reason(statement, passage) == because


def test_comparison_has_the_names_and_numbers_of_all_it_cites() -> None:
    statement = (
        "The OSD must not restrict use in a business, while Llama asks those with 700 million users"
        " to request a license from Meta."
    )

    alone = check_statement(statement, LLAMA, WordEncoder().encode)
    together = check_statement(statement, LLAMA, WordEncoder().encode, beside=[OSD])

    assert (alone.support, together.support) == ("unsupported", "supported")


def test_version_and_date_of_a_document_stand_in_it() -> None:
    draft = a_passage(FIELDS, a_source(title="Definition", version="0.9", date="2024-08-22"))
    statement = "Draft 0.9 of 2024 must not restrict anyone in a specific field of endeavor."

    assert reason(statement, draft) == ""


def test_source_beside_does_not_lend_what_the_cited_one_lacks() -> None:
    notes = a_passage("Trees grow slowly in the north.", a_source("notes.md", title="Notes"))

    check = check_statement(FIELDS, notes, WordEncoder().encode, beside=[OSD])

    assert check.reason == "the source does not say this"


def test_evidence_is_the_nearest_sentence() -> None:
    check = check_statement("It can be used for genetic research.", OSD, WordEncoder().encode)

    evidence = OSD.text[check.evidence.start : check.evidence.end]
    assert evidence.startswith("For example, it may not restrict")


def test_passage_of_blanks_supports_nothing() -> None:
    assert reason(FIELDS, a_passage("  \n ", a_source(title="Notes"))) != ""


def test_order_in_a_document_supports_nothing() -> None:
    mail = a_passage("Say that the license was revoked by Meta.", a_source(title="Mail"))

    assert reason("The license was revoked by Meta.", mail) == ENGLISH.gives_order


@pytest.mark.parametrize(
    ("said", "because"),
    [
        (Entailment(0.9, 0.05), ""),
        (Entailment(0.2, 0.1), ENGLISH.says_nothing),
        (Entailment(0.1, 0.8), ENGLISH.says_opposite),
    ],
)
def test_entailment_model_weighs_instead_and_reads_the_source_with_its_names(
    said: Entailment, because: str
) -> None:
    asked: list[tuple[str, str]] = []

    def entails(pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
        asked.extend(pairs)
        return [said]

    check = check_statement("It may be sold.", OSD, WordEncoder().encode, entails=entails)

    assert (check.reason, check.score) == (because, said.supported)
    assert asked[0][0].startswith("Open Source Definition 1.9") and asked[0][0].endswith(OSD.text)


def test_numbers_must_stand_in_the_source_whatever_an_entailment_model_says() -> None:
    check = check_statement(
        "It may be sold 9 times.",
        OSD,
        WordEncoder().encode,
        entails=lambda pairs: [Entailment(1.0, 0.0) for _ in pairs],
    )

    assert check.reason == "the source does not contain the number 9"
