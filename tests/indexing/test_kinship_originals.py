"""Kinship among the definitions and licenses beside the checkout, which a user's clone has not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.indexing.kinship import Related, Signed, find_kin
from assistant.reading.describe import describe_root
from assistant.reading.files import find_files
from assistant.reading.read import read_document
from assistant.reading.shingles import sign

pytestmark = pytest.mark.originals

Found = Mapping[tuple[str, str], Related]


@pytest.fixture(scope="module")
def found(originals: Path) -> Found:
    described = describe_root(originals)
    documents = [
        read_document(file.path, doc_id=file.doc_id, described=described.get(file.doc_id))
        for file in find_files(originals).files
        if file.doc_id.startswith(("definitions/", "licenses/"))
    ]
    texts = {document.doc_id: document.text for document in documents}
    signed = {d.doc_id: Signed(d.source, sign(d.text)) for d in documents}
    return find_kin(signed, signed.keys(), texts.__getitem__)


def _families(found: Found, relation: str) -> set[frozenset[str]]:
    """Who is joined with whom by the relation, by file names without folders."""
    families: list[set[str]] = []
    for pair in (pair for pair, related in found.items() if related.relation == relation):
        names = {doc_id.rsplit("/", 1)[-1] for doc_id in pair}
        joined = [f for f in families if f & names]
        families = [f for f in families if not f & names] + [names.union(*joined)]
    return {frozenset(f) for f in families}


def test_copies_in_two_formats_are_twins(found: Found) -> None:
    assert _families(found, "twin") == {
        frozenset({"apache-2.0.txt", "spdx-record-apache-2.0.xml"}),
        frozenset({"openmdw-1.0.txt", "spdx-record-openmdw-1.0.xml"}),
        frozenset({"osaid-1.0-rc1-hackmd.md", "osaid-1.0-rc1-opensource-org-page.html"}),
    }


def test_versions_of_one_text_are_found_and_no_other_license_with_its_clauses(
    found: Found,
) -> None:
    assert {min(family): len(family) for family in _families(found, "version")} == {
        "gemma-terms-of-use-2024-04-01.LICENSE": 2,
        "gpl-2.0-only.txt": 2,
        "llama-2-community-license.txt": 5,
        "llama-3.2-acceptable-use-policy.md": 2,
        "open-source-definition-1.9-annotated.md": 2,
        "open-weight-definition-0.1.md": 3,
        "openmdw-1.0.txt": 3,
        "osaid-0.0.3-osi-repository.md": 6,
    }


def test_translations_are_found_by_the_names_of_their_files(found: Found) -> None:
    assert {min(family): len(family) for family in _families(found, "translation")} == {
        "open-definition-2.1-ar.markdown": 3
    }
