"""Votes without a majority: two ties, what is put after them, motions that fail."""

import dataclasses

import pytest

from reviewer.rules import acts
from reviewer.rules.stage import Stage
from tests.rules.council_room import SEATED, CouncilRoom
from tests.rules.meeting_room import HALF, PLAN, C, D, ballot, check, faults, on, table, two_claims_received, whys


@pytest.fixture
def room() -> CouncilRoom:
    return two_claims_received()


def tied_twice(room: CouncilRoom, disposition: str = "APPROVED_FULL") -> None:
    check(room, C, disposition)
    table(room, C)
    room.do("sec", "resolve", "meeting:1", ballot("NOT_PASSED", **HALF))
    assert on(room.claims[C]) == (Stage.DEFERRED, 1, "")
    table(room, C)
    room.do("sec", "resolve", "meeting:1", ballot("NOT_PASSED", **HALF))
    assert on(room.claims[C]) == (Stage.ON_AGENDA, 2, "")


def question(room: CouncilRoom, which: str, result: str, **votes: str) -> None:
    body = {**ballot(result, **votes), "question": which}
    if which != "REFUSAL":
        body = {name: value for name, value in body.items() if name not in ("resolution_no", "letters")}
    room.do("sec", "resolve", "meeting:1", body)


def amounts(*given: int) -> dict[str, int]:
    return dict(zip(SEATED, given, strict=False))


def test_after_the_second_tie_the_loss_is_put_and_then_amounts(room: CouncilRoom) -> None:
    tied_twice(room)
    assert whys(room, "sec", "resolve", "meeting:1", **ballot("PASSED")) == ["put_loss"]
    assert whys(room, "sec", "resolve", "meeting:1", **ballot("PASSED"), amounts=amounts(1, 2, 3, 4, 5, 6)) == [
        "put_loss"
    ]
    question(room, "LOSS", "PASSED")
    assert whys(room, "sec", "resolve", "meeting:1", **ballot("PASSED")) == ["put_amount"]
    body = ballot("PASSED") | {"amounts": amounts(100, 200, 300, 400, 500, 600)}
    room.do("sec", "resolve", "meeting:1", body)
    decision = room.claims[C].decision
    assert decision is not None
    assert (decision.award, decision.award_basis, decision.amount_rule) == (300, "AMOUNT_VOTE", "majority")
    assert [kept.question for kept in room.case.resolutions[1:]] == ["PROPOSAL", "PROPOSAL", "LOSS", "PROPOSAL"]


def test_the_other_rule_takes_the_amount_two_thirds_agree_on(room: CouncilRoom) -> None:
    room.plan = dataclasses.replace(room.plan, settings=dataclasses.replace(PLAN.settings, amount_rule="state_comp"))
    check(room, C)
    table(room, C)
    body = ballot("PASSED") | {"amounts": amounts(100, 200, 300, 400, 500, 600)}
    room.do("sec", "resolve", "meeting:1", body)
    assert room.claims[C].decision.award == 400  # type: ignore[union-attr]


def test_an_amount_needs_a_majority_of_those_present(room: CouncilRoom) -> None:
    check(room, C)
    table(room, C)
    named = amounts(400_000, 300_000, 280_000, 100_000)
    body = ballot("PASSED", **dict.fromkeys([who.replace("-", "_") for who in SEATED if who not in named], "ABSTAIN"))
    body |= {"amounts": named}
    assert [(one.code, one.facts.get("field")) for one in faults(room, body)] == [("BadActBody", "award")]
    assert [one.facts["found"] for one in faults(room, body | {"award": 280_000})] == ["100000"]
    room.do("sec", "resolve", "meeting:1", body | {"award": 100_000})
    decision = room.claims[C].decision
    assert decision is not None
    assert (decision.award, decision.present, len(decision.amounts_voted)) == (100_000, 6, 4)


def test_amounts_of_half_of_those_present_settle_nothing(room: CouncilRoom) -> None:
    check(room, C)
    table(room, C)
    named = amounts(400_000, 300_000, 280_000)
    votes = dict.fromkeys([who.replace("-", "_") for who in SEATED if who not in named], "ABSTAIN")
    body = {"amounts": named, "award": 280_000}
    assert room.refusals("sec", "resolve", "meeting:1", **ballot("PASSED", **votes), **body)[0] == "AmountDiffers"
    room.do("sec", "resolve", "meeting:1", ballot("NOT_PASSED", **votes), amounts=named)
    claim = room.claims[C]
    assert (claim.decision, claim.offers) == (None, ())
    assert on(claim) == (Stage.DEFERRED, 0, "")  # half named amounts: nobody voted on the proposal itself


def test_an_amount_of_who_is_absent_is_refused_by_name(room: CouncilRoom) -> None:
    check(room, C)
    table(room, C)
    away = {who.replace("-", "_"): "ABSENT" for who in SEATED[:2]}
    body = ballot("PASSED", **away) | {"amounts": dict.fromkeys(SEATED, 300_000), "award": 300_000}
    named = [one.facts.get("field") for one in faults(room, body)]
    assert named == [f"amounts.{who}" for who in SEATED[:2]]


def test_an_entry_that_names_no_award_comes_to_what_it_came_to(room: CouncilRoom) -> None:
    """Amount votes were once counted of those who named one; what a council decided then stays."""
    check(room, C)
    table(room, C)
    named = amounts(400_000, 300_000, 280_000, 100_000)
    votes = dict.fromkeys([who.replace("-", "_") for who in SEATED if who not in named], "ABSTAIN")
    scene = room.scene("sec", "resolve", "meeting:1", ballot("PASSED", **votes) | {"amounts": named})
    assert acts.apply_to_claim(room.claims[C], scene).decision.award == 280_000  # type: ignore[union-attr]


def test_a_refusal_needs_a_majority_and_a_code_of_its_own(room: CouncilRoom) -> None:
    tied_twice(room)
    question(room, "LOSS", "NOT_PASSED", **HALF)
    assert on(room.claims[C]) == (Stage.ON_AGENDA, 2, "NO")
    refusal = ballot("PASSED") | {"question": "REFUSAL"}
    assert whys(room, "sec", "resolve", "meeting:1", **refusal) == ["unknown"]
    assert whys(room, "sec", "resolve", "meeting:1", **refusal, reason="P02") == ["unknown"]
    for code, said in (("N01", "reason_disproved"), ("N04", "reason_disproved"), ("N02", "reason_disproved")):
        body = refusal | {"reason": code, "values": {"detail": "관련 없음", "amount": "1"}}
        assert [one.facts["what"] for one in faults(room, body)] == [said], code  # the record says otherwise
    claim = room.claims[C]
    unmet = dataclasses.replace(claim.findings["CLM1"], result="FAIL")
    room.claims[C] = dataclasses.replace(claim, findings={**claim.findings, "CLM1": unmet})
    assert [one.facts["what"] for one in faults(room, refusal | {"reason": "N04"})] == ["value_missing detail"]
    paid_to = refusal | {"reason": "N04", "values": {"detail": "국민 123456-78-901234로 받음"}}
    assert [one.facts["what"] for one in faults(room, paid_to)] == ["value_with_number detail"]
    room.do("sec", "resolve", "meeting:1", refusal, reason="N04", values={"detail": "관련 없음"})
    decision = room.claims[C].decision
    assert decision is not None
    assert (decision.disposition, decision.award, decision.reasons[0].code) == ("NOT_APPROVED", 0, "N04")


def test_where_the_refusal_finds_no_majority_the_better_offer_stands(room: CouncilRoom) -> None:
    tied_twice(room)
    question(room, "LOSS", "NOT_PASSED", **HALF)
    lost = ballot("NOT_PASSED", **HALF) | {"question": "REFUSAL", "reason": "N04"}
    assert room.refusals("sec", "resolve", "meeting:1", **lost) == ["AmountDiffers"]
    room.do("sec", "resolve", "meeting:1", ballot("TIE_RULE", **HALF), question="REFUSAL", reason="N04")
    decision = room.claims[C].decision
    assert decision is not None
    assert (decision.disposition, decision.award, decision.award_basis) == ("APPROVED_FULL", 258_660, "TIE")


def test_without_that_rule_the_claim_is_held_over(room: CouncilRoom) -> None:
    room.plan = dataclasses.replace(room.plan, settings=dataclasses.replace(PLAN.settings, tie_favours_claimant=False))
    tied_twice(room)
    question(room, "LOSS", "NOT_PASSED", **HALF)
    room.do("sec", "resolve", "meeting:1", ballot("NOT_PASSED", **HALF), question="REFUSAL", reason="N04")
    assert on(room.claims[C])[0] is Stage.DEFERRED


def test_a_tied_refusal_never_becomes_one_without_its_majority(room: CouncilRoom) -> None:
    tied_twice(room, "NOT_APPROVED")
    question(room, "LOSS", "NOT_PASSED", **HALF)
    assert room.refusals("sec", "resolve", "meeting:1", **ballot("TIE_RULE", **HALF), question="REFUSAL",
                         reason="N01", awards=[]) == ["AmountDiffers"]  # fmt: skip
    room.do("sec", "resolve", "meeting:1", ballot("NOT_PASSED", **HALF), question="REFUSAL", reason="N01")
    assert room.claims[C].stage is Stage.DEFERRED
    assert room.claims[C].decision is None


def test_no_amount_of_nothing_and_none_where_no_loss_is_verified(room: CouncilRoom) -> None:
    check(room, C)
    check(room, D, "NOT_APPROVED")
    table(room, C, D, list="DISCUSSION")
    body = ballot("PASSED") | {"amounts": amounts(0, 200, 300, 400, 500, 600)}
    assert whys(room, "sec", "resolve", "meeting:1", **body) == ["refusal_is_its_own_question"]
    body |= {"claims": [D], "letters": {D: "2023-A-0002"}, "amounts": amounts(1, 2, 3, 4, 5, 6)}
    assert whys(room, "sec", "resolve", "meeting:1", **body) == ["no_verified_loss"]


def test_a_lost_motion_holds_the_claim_over_and_refuses_nothing(room: CouncilRoom) -> None:
    check(room, C)
    table(room, C)
    against = dict.fromkeys(("kfme_1", "kfme_2", "ksf_1", "con_1"), "AGAINST")
    room.do("sec", "resolve", "meeting:1", ballot("NOT_PASSED", **against))
    assert on(room.claims[C]) == (Stage.DEFERRED, 0, "")
    refusal = ballot("PASSED") | {"question": "REFUSAL", "reason": "N01"}
    table(room, C)
    assert whys(room, "sec", "resolve", "meeting:1", **refusal) == ["put_proposal"]


def test_holding_over_needs_a_reason_and_no_number(room: CouncilRoom) -> None:
    check(room, C)
    table(room, C)
    body = {**ballot("PASSED"), "question": "DEFER"}
    assert whys(room, "sec", "resolve", "meeting:1", **body) == ["missing"]
    del body["resolution_no"], body["letters"]
    room.do("sec", "resolve", "meeting:1", body, note="POS 자료를 더 보기로 함")
    assert on(room.claims[C]) == (Stage.DEFERRED, 0, "")
    assert room.case.counters.get("resolution 2023-A") == 1
