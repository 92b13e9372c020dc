"""What the fault tests share: how many runs, where the counts go, and an index to break."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

pytest.register_assert_rewrite("tests.faults.trial")  # its checks say what was unequal

from tests.faults.tally import OURS, RAW, Tally, kept  # noqa: E402 - see above
from tests.faults.trial import Trial  # noqa: E402 - see above


@pytest.fixture(scope="session")
def full(pytestconfig: pytest.Config) -> bool:
    """Whether the full numbers are wanted, as `make long` does; else a small seeded sample."""
    return bool(pytestconfig.getoption("--long"))


@pytest.fixture
def tally(request: pytest.FixtureRequest, full: bool) -> Iterator[Tally]:
    """Counts the runs of a row, which the name of the test or of its file tells."""
    named = re.search(r"_(d\d\d)_", f"{request.node.name} {request.path.name}")
    assert named is not None
    contestant = RAW if "raw_chroma" in request.node.name else OURS
    counted = Tally(named[1].upper(), contestant, request.node.name, full=full)
    with kept(counted):
        yield counted


@pytest.fixture(scope="session")
def trial(tmp_path_factory: pytest.TempPathFactory, full: bool) -> Trial:
    """An index in two editions: of 200 documents, or of 20 for the sample."""
    return Trial(tmp_path_factory.mktemp("trial"), *((200, 2) if full else (20, 6)))


@pytest.fixture(scope="session")
def small_trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """An index in two editions of 20 documents: for thousands of looks at it."""
    return Trial(tmp_path_factory.mktemp("small-trial"), 20, 6)
