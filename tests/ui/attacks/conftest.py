"""What the attacks share: how many are tried, and where the counts go."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.faults.tally import Tally, kept


@pytest.fixture(scope="session")
def full(pytestconfig: pytest.Config) -> bool:
    """Whether the full numbers are wanted, as `make long` does; else a small seeded sample."""
    return bool(pytestconfig.getoption("--long"))


@pytest.fixture
def tally(request: pytest.FixtureRequest, full: bool) -> Iterator[Tally]:
    """Counts the tries of a row, which the name of the test's file tells."""
    named = re.search(r"test_([sw]\d\d)_", request.path.name)
    assert named is not None
    with kept(Tally(named[1].upper(), test=request.node.name, full=full)) as counted:
        yield counted
