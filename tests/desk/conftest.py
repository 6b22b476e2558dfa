"""A founded case for the tests of the desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.delivery_room import DeliveryRoom


@pytest.fixture
def room(tmp_path: Path) -> Iterator[DeliveryRoom]:
    made = DeliveryRoom(tmp_path)
    yield made
    made.case_file.close()
