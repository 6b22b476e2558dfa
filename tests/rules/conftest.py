"""A council with one claim received, for the tests of its rules."""

import pytest

from reviewer.rules.plan import Plan
from tests.rules.council_room import CouncilRoom


@pytest.fixture
def room(plan: Plan) -> CouncilRoom:
    """Before its first meeting; claim 2023-000123 is received."""
    found = CouncilRoom(plan)
    found.receive("2023-000123")
    return found
