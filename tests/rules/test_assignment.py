"""The draw of reviewers: even, from two bodies, without those kept away, and the same for anybody who repeats it."""

import dataclasses
from typing import Any

import pytest

from reviewer import RESOURCES
from reviewer.rules.acts.assigning import heirs
from reviewer.rules.acts.assigning_many import draw_again, drawable, seats_of
from reviewer.rules.assignment import Load, Pair, draw, load_after
from reviewer.rules.council import PAYER_BODY
from reviewer.rules.plan_file import read_plan
from reviewer.rules.stage import Stage
from tests.rules.council_room import ROSTER, CouncilRoom

NUMBERS = [f"2023-{number:06d}" for number in range(1, 61)]
BODIES = {name: body for name, _, body, _ in ROSTER}
FREE = {name: Load() for name, _, _, seat in ROSTER if seat}
PLAN = read_plan((RESOURCES / "plans" / "kakao-1015.toml").read_text(encoding="utf-8"))


@pytest.fixture
def room() -> CouncilRoom:
    found = CouncilRoom(PLAN)
    for number in NUMBERS[:12]:
        found.receive(number)
    return found


def drawn(room: CouncilRoom, *claims: str, seed: str = "5f0c", **more: Any) -> dict[str, Any]:
    """A body as the window makes it, with what `more` says instead."""
    body: dict[str, Any] = {
        "claims": list(claims), "seed": seed,
        "load": {member: {"lead": 0, "second": 0} for member in drawable(room.case)},
    } | more  # fmt: skip
    pairs = draw_again(body, room.case, {number: room.claims[number] for number in claims})
    return {"pairs": {number: dataclasses.asdict(pair) for number, pair in pairs.items()}} | body


def test_sixty_claims_are_spread_evenly_and_every_pair_has_two_bodies() -> None:
    pairs = draw("seed", NUMBERS, BODIES, FREE, {}, {})
    after = load_after(FREE, pairs, {})
    assert len(pairs) == 60
    assert all(BODIES[pair.lead] != BODIES[pair.second] for pair in pairs.values())
    assert max(one.lead for one in after.values()) - min(one.lead for one in after.values()) <= 1
    assert max(one.weight for one in after.values()) - min(one.weight for one in after.values()) <= 2
    assert not any(BODIES[pair.lead] == BODIES[pair.second] == PAYER_BODY for pair in pairs.values())


def test_who_has_more_in_hand_gets_less() -> None:
    busy = FREE | {"law-1": Load(lead=20, second=20)}
    pairs = draw("seed", NUMBERS[:20], BODIES, busy, {}, {})
    assert not any("law-1" in (pair.lead, pair.second) for pair in pairs.values())


def test_the_order_of_the_list_decides_nothing_and_the_seed_everything() -> None:
    pairs = draw("seed", NUMBERS, BODIES, FREE, {}, {})
    assert draw("seed", reversed(NUMBERS), dict(reversed(BODIES.items())), FREE, {}, {}) == pairs
    assert draw("another", NUMBERS, BODIES, FREE, {}, {}) != pairs


def test_nobody_is_drawn_who_is_kept_from_the_claim_and_a_claim_may_stay_without_reviewers() -> None:
    kept = {NUMBERS[0]: ("law-1", "ksf-1"), NUMBERS[1]: tuple(FREE)[1:], NUMBERS[2]: tuple(FREE)[2:]}
    for seed in map(str, range(20)):
        pairs = draw(seed, NUMBERS[:3], BODIES, FREE, kept, {})
        assert not {"law-1", "ksf-1"} & {pairs[NUMBERS[0]].lead, pairs[NUMBERS[0]].second}
        assert NUMBERS[1] not in pairs
        assert NUMBERS[2] not in pairs


def test_a_seat_that_is_taken_stays_and_only_the_other_is_drawn() -> None:
    seated = {NUMBERS[0]: Pair("kakao-1", ""), NUMBERS[1]: Pair("", "kfme-1")}
    for seed in map(str, range(20)):
        pairs = draw(seed, NUMBERS[:2], BODIES, FREE, {}, seated)
        assert pairs[NUMBERS[0]].lead == "kakao-1"
        assert BODIES[pairs[NUMBERS[0]].second] != PAYER_BODY
        assert pairs[NUMBERS[1]].second == "kfme-1"
        assert BODIES[pairs[NUMBERS[1]].lead] != "KFME"


def test_one_act_assigns_many_and_says_how_to_draw_them_again(room: CouncilRoom) -> None:
    body = drawn(room, *NUMBERS[:12])
    done = room.do("sec", "assign_claims", "case", body)
    for number in NUMBERS[:12]:
        claim = room.claims[number]
        assert (claim.stage, claim.lead) == (Stage.ASSIGNED, done.body["pairs"][number]["lead"])
    before = {number: dataclasses.replace(room.claims[number], lead="", second="") for number in NUMBERS[:12]}
    again = draw_again(done.body, room.case, before)
    assert {number: dataclasses.asdict(pair) for number, pair in again.items()} == done.body["pairs"]


def test_a_line_that_the_seed_did_not_draw_must_be_named_as_changed(room: CouncilRoom) -> None:
    body = drawn(room, *NUMBERS[:3])
    before = body["pairs"][NUMBERS[1]]
    other = {"lead": before["second"], "second": before["lead"]}
    changed = body | {"pairs": body["pairs"] | {NUMBERS[1]: other}}
    assert room.refusals("sec", "assign_claims", "case", **changed) == ["ActNotAllowed"]
    assert room.refusals("sec", "assign_claims", "case", **changed, changed=[NUMBERS[1]]) == []


def test_every_line_obeys_what_assign_obeys(room: CouncilRoom) -> None:
    a, b, c = NUMBERS[:3]
    room.claims[c] = dataclasses.replace(room.claims[c], route="NO_LOSS")
    pairs = {a: ("law-1", "law-1"), b: ("kfme-1", "kfme-2"), c: ("law-1", "ksf-1")}
    body = drawn(room, a, b, c, changed=[a, b, c])
    body["pairs"] = {number: {"lead": lead, "second": second} for number, (lead, second) in pairs.items()}
    alone = [code for number in (a, b, c) for code in room.refusals("sec", "assign", number, **body["pairs"][number])]
    assert room.refusals("sec", "assign_claims", "case", **body) == alone == [
        "SamePerson", "ActNotAllowed", "ActNotAllowed",
    ]  # fmt: skip


def test_who_stepped_aside_is_never_in_the_draw_and_must_be_named(room: CouncilRoom) -> None:
    a = NUMBERS[0]
    room.do("law-1", "answer_conflict", a, ground="COI2")
    assert "BadActBody" in room.refusals("sec", "assign_claims", "case", **drawn(room, a))
    body = drawn(room, a, kept={a: ["law-1"]})
    assert room.refusals("sec", "assign_claims", "case", **body) == []
    body["pairs"][a] = {"lead": "law-1", "second": "ksf-1"}
    assert room.refusals("sec", "assign_claims", "case", **body, changed=[a]) == ["Recused"]


@pytest.mark.parametrize(("who", "refused"), [("staff", "NotYourRole"), ("law-1", "NotYourRole"), ("sec", "")])
def test_only_secretary_and_chair_assign_many(room: CouncilRoom, who: str, refused: str) -> None:
    found = room.refusals(who, "assign_claims", "case", **drawn(room, NUMBERS[0]))
    assert found == ([refused] if refused else [])


def test_the_pairs_are_those_of_the_claims_and_nobody_without_a_seat_is_drawn(room: CouncilRoom) -> None:
    body = drawn(room, *NUMBERS[:2])
    short = body | {"pairs": {NUMBERS[0]: body["pairs"][NUMBERS[0]]}}
    assert room.refusals("sec", "assign_claims", "case", **short) == ["BadActBody"]
    staff = body["load"] | {"staff": {"lead": 0, "second": 0}}
    assert "BadActBody" in room.refusals("sec", "assign_claims", "case", **drawn(room, NUMBERS[0], load=staff))


def test_the_payer_s_seat_is_never_left_alone_on_a_claim(room: CouncilRoom) -> None:
    a = NUMBERS[0]
    room.do("sec", "assign", a, lead="kakao-1", second="law-1")
    room.do("kakao-1", "answer_conflict", a, ground="NONE")
    room.do("kakao-1", "take_up", a)
    room.claims[a] = dataclasses.replace(room.claims[a], second="")  # stepped aside while the work went on
    check = {"check": "CLM1", "result": "PASS"}
    assert room.refusals("kakao-1", "record_check", a, **check) == []  # what was seen may be written down
    days = {"source": "CARD", "vat": "INCLUDED", "days": {"2022-10-15": 1}}
    assert room.refusals("kakao-1", "record_sales", a, **days) == ["ActNotAllowed"]
    room.adopt_rules()
    outside = {"disposition": "INADMISSIBLE", "award": 0, "award_basis": "CALCULATED", "reasons": [{"code": "E05"}]}
    assert room.refusals("kakao-1", "propose_decision", a, **outside) == ["ActNotAllowed"]
    room.do("sec", "assign", a, lead="kakao-1", second="law-1")
    room.do("kakao-1", "take_up", a)
    room.do("kakao-1", "propose_decision", a, outside)
    proposed = room.claims[a]
    room.claims[a] = dataclasses.replace(proposed, lead="", second="kakao-1", conflicts={"kakao-1": "NONE"})
    alone = {"opinion": "DIFFER", "calculated_award": 0, "note": "다른 의견"}
    assert "ActNotAllowed" in room.refusals("kakao-1", "check_decision", a, **alone)
    room.claims[a] = dataclasses.replace(room.claims[a], stage=Stage.IN_REVIEW, lead="law-1", second="")
    assert room.refusals("law-1", "hand_over", a, to="kakao-1", reason="출장") == ["ActNotAllowed"]
    assert "kakao-1" not in heirs(room.claims[a], room.case, "law-1")
    assert room.refusals("law-1", "hand_over", a, to="ksf-1", reason="출장") == []


def test_seats_that_are_taken_are_told_from_free_ones(room: CouncilRoom) -> None:
    room.do("sec", "assign", NUMBERS[0], lead="law-1", second="ksf-1")
    assert seats_of(room.claims) == {NUMBERS[0]: Pair("law-1", "ksf-1")}
