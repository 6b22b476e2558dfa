import json
from pathlib import Path
from typing import Any

import pytest

from reviewer.sample.delivery import DeliveryMade, make_delivery

Line = dict[str, Any]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> DeliveryMade:
    """A delivery of ten reports, all of them full applications."""
    return make_delivery(tmp_path_factory.mktemp("small") / "delivery", 10, 7)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeliveryMade:
    """A delivery large enough to show every fault: 10,000 reports, 43 applications."""
    return make_delivery(tmp_path_factory.mktemp("made") / "delivery", 10_000, 3)


@pytest.fixture(scope="session")
def truths(made: DeliveryMade) -> list[Line]:
    return lines(made.truth)


@pytest.fixture(scope="session")
def claim_truths(made: DeliveryMade) -> list[Line]:
    return lines(made.claims_truth)


def lines(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
