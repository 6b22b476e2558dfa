"""The plain form of acts and claims: whole numbers and words, the same bytes for the same content, its shape named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.rules import acts
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case
from reviewer.rules.plain import canonical, from_plain, to_plain
from tests.rules.council_room import CouncilRoom

C = "2023-000123"


def test_bodies_of_the_wrong_shape_name_the_field(room: CouncilRoom) -> None:
    scene = room.scene("sec", "assign", C, {"lead": 5, "extra": "x"})
    fields = {problem.facts["field"] for problem in acts.refusals(scene)}
    assert fields == {"lead", "second", "extra"}


def test_a_claim_survives_its_plain_form(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.review(C)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    room.agree(C)
    room.resolve(C)
    claim = room.claims[C]
    assert from_plain(Claim, to_plain(claim)) == claim
    assert canonical(to_plain(claim)) == canonical(to_plain(from_plain(Claim, to_plain(claim))))
    assert from_plain(Case, to_plain(room.case)) == room.case


@given(
    st.recursive(
        st.text() | st.integers() | st.booleans(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_canonical_json_is_stable(value: object) -> None:
    import json

    once = canonical(value)
    assert canonical(json.loads(once)) == once


@pytest.mark.parametrize("bad", [None, 1.5, {"a": None}, [0.1]])
def test_canonical_json_refuses_floats_and_nulls(bad: object) -> None:
    with pytest.raises(ValueError, match="canonical JSON"):
        canonical(bad)
