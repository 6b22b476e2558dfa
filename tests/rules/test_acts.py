import datetime as dt

import pytest

from reviewer.rules import acts
from reviewer.rules.acts.shape import rate, shape_faults
from reviewer.rules.claim import FOLLOWS
from reviewer.rules.plain import canonical
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage
from tests.rules.council_room import FACTORS, LATE, SEATED, CouncilRoom, changed

C = "2023-000123"


def test_a_claim_goes_from_receipt_to_payment(room: CouncilRoom) -> None:
    room.decide(C)
    decision = room.claims[C].decision
    assert decision is not None
    assert (decision.disposition, decision.award, decision.calculated_award) == ("APPROVED_FULL", 258_660, 258_660)
    assert (decision.lead, decision.second, decision.present, decision.seats) == ("law-1", "ksf-1", 6, 6)
    room.notify(C)
    assert room.claims[C].stage is Stage.NOTIFIED
    room.pay(C)
    assert room.claims[C].stage is Stage.PAID
    assert room.case.open_batches == {}


def test_before_the_rules_are_adopted_nothing_is_proposed(room: CouncilRoom) -> None:
    room.review(C)
    with pytest.raises(Problem, match="RulesNotAdopted"):
        room.propose(C, "APPROVED_FULL", 258_660, "A01")


def test_the_author_of_a_proposal_cannot_check_it(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.review(C)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    found = room.refusals("law-1", "check_decision", C, opinion="DIFFER", calculated_award=1, note="no")
    assert "SamePerson" in found


def test_lead_and_second_are_different_people_of_different_bodies(room: CouncilRoom) -> None:
    assert "SamePerson" in room.refusals("sec", "assign", C, lead="law-1", second="law-1")
    assert "ActNotAllowed" in room.refusals("sec", "assign", C, lead="kfme-1", second="kfme-2")


def test_a_recused_member_cannot_work_on_the_claim(room: CouncilRoom) -> None:
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    room.do("law-1", "answer_conflict", C, ground="COI2")
    assert room.claims[C].stage is Stage.ROUTED
    assert room.claims[C].lead == ""
    assert room.refusals("law-1", "route_claim", C, route="NO_LOSS") == ["Recused"]
    assert "Recused" in room.refusals("sec", "assign", C, lead="law-1", second="ksf-1")


def test_a_recused_member_does_not_vote(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.review(C)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    room.agree(C)
    room.do("kakao-1", "answer_conflict", C, ground="COI5")
    with pytest.raises(Problem, match="Recused"):
        room.resolve(C)


def test_a_tie_defers_and_never_refuses(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.review(C)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    room.agree(C)
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C], list="DISCUSSION")
    votes = dict(zip(SEATED, ["FOR"] * 3 + ["AGAINST"] * 3, strict=True))
    room.do("sec", "resolve", "meeting:1", claims=[C], votes=votes, result="NOT_PASSED", meeting_date="2023-03-06")
    assert room.claims[C].stage is Stage.DEFERRED
    assert room.claims[C].ties == 1
    assert room.claims[C].decision is None


def test_votes_must_be_counted_rightly(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.review(C)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    room.agree(C)
    with pytest.raises(Problem, match="AmountDiffers"):
        room.resolve(C, law_1="AGAINST", ksf_1="AGAINST", con_1="AGAINST")
    absent = {member.replace("-", "_"): "ABSENT" for member in SEATED[:3]}
    with pytest.raises(Problem, match="NoQuorumPossible"):
        room.do(
            "sec", "resolve", "meeting:1", room.vote("2023-A-009", **absent),
            claims=[C], letters={C: "2023-A-0900"},
        )  # fmt: skip


def test_an_amount_vote_takes_the_majority_amount(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.review(C)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    room.agree(C)
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C], list="DISCUSSION")
    amounts = dict(zip(SEATED, (100_000, 200_000, 300_000, 400_000, 500_000, 600_000), strict=True))
    room.do(
        "sec", "resolve", "meeting:1", room.vote("2023-A-002"),
        claims=[C], letters={C: "2023-A-0001"}, amounts=amounts,
    )  # fmt: skip
    decision = room.claims[C].decision
    assert decision is not None
    assert (decision.award, decision.award_basis, decision.calculated_award) == (300_000, "AMOUNT_VOTE", 258_660)


def test_failing_checks_ask_for_more_evidence_and_expiry_needs_a_person(room: CouncilRoom) -> None:
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    room.do("law-1", "answer_conflict", C, ground="NONE")
    room.do("law-1", "take_up", C)
    room.pass_papers("law-1", C, SLS1="FAIL")
    sales_proof = room.claims[C].papers[1]
    assert (sales_proof.kind, sales_proof.verdict) == ("SLS", "SUPPLEMENT")
    items = [{"kind": "SLS", "reason": "R06"}]
    room.do("law-1", "request_supplement", C, items=items, due="2023-03-20", letter_no="2023-A-0001")
    assert room.refusals("law-1", "expire_supplement", C) == ["ActNotAllowed"]
    room.at = dt.datetime(2023, 3, 21, 3, tzinfo=dt.UTC)
    room.do("law-1", "expire_supplement", C)
    assert room.claims[C].stage is Stage.SUPPLEMENT_EXPIRED
    assert room.claims[C].papers[1].verdict == "NOT_ACCEPTED"
    room.do("law-1", "take_up", C)
    assert room.claims[C].stage is Stage.IN_REVIEW


def test_new_papers_answer_a_supplement_and_a_third_round_is_refused(room: CouncilRoom) -> None:
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    room.do("law-1", "answer_conflict", C, ground="NONE")
    room.do("law-1", "take_up", C)
    for number in (1, 2):
        items = [{"kind": "SLS", "reason": "R06"}]
        room.do("law-1", "request_supplement", C, items=items, due="2023-03-20", letter_no=f"2023-A-000{number}")
        room.do("staff", "receive_papers", C, papers=[{"document": f"{number}f" * 32, "kind": "SLS"}])
        assert room.claims[C].stage is Stage.SUPPLEMENT_RECEIVED
        room.do("law-1", "take_up", C)
    found = room.refusals("law-1", "request_supplement", C, items=items, due="2023-03-20", letter_no="2023-A-0009")
    assert "ActNotAllowed" in found


@pytest.mark.parametrize("stage", ["PROPOSED", "CHECKED", "ON_AGENDA", "DEFERRED"])
def test_a_paper_that_came_after_the_proposal_takes_it_off(room: CouncilRoom, stage: str) -> None:
    """Nobody agrees to, or votes on, a file that holds a paper nobody looked at."""
    room.adopt_rules()
    room.review(C)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    if stage != "PROPOSED":
        room.agree(C)
    if stage in ("ON_AGENDA", "DEFERRED"):
        room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C])
    room.claims[C] = changed(room.claims[C], stage=Stage(stage))
    room.do("staff", "receive_papers", C, papers=[{"document": "1f" * 32, "kind": "SLS"}])
    claim = room.claims[C]
    assert (claim.stage, claim.lead) == (Stage.IN_REVIEW, "law-1")
    assert (claim.proposal, claim.opinion, claim.meeting, claim.agenda_list) == (None, None, 0, "")
    assert room.refusals("ksf-1", "check_decision", C, opinion="AGREE", calculated_award=258_660) == ["StageForbids"]
    full = {"disposition": "APPROVED_FULL", "award": 258_660, "award_basis": "CALCULATED", "reasons": [{"code": "A01"}]}
    assert "DecisionIncomplete" in room.refusals("law-1", "propose_decision", C, **full)
    room.pass_papers("law-1", C)
    assert room.refusals("law-1", "propose_decision", C, **full) == []


UNFIT = {
    "beyond the calendar": ({"due": "2041-01-07"}, "CalendarUnknown"),
    "on a Sunday": ({"due": "2023-03-26"}, "BadActBody"),
    "for less than the period": ({"due": "2023-03-17"}, "BadActBody"),
    "for nothing": ({"items": []}, "BadActBody"),
    "for a reason of another paper": ({"items": [{"kind": "BNK", "reason": "R06"}]}, "BadActBody"),
}


@pytest.mark.parametrize("name", sorted(UNFIT))
def test_more_evidence_is_not_asked_for(room: CouncilRoom, name: str) -> None:
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    room.do("law-1", "answer_conflict", C, ground="NONE")
    room.do("law-1", "take_up", C)
    changed, code = UNFIT[name]
    body = {"items": [{"kind": "SLS", "reason": "R06"}], "due": "2023-03-20", "letter_no": "2023-A-0001", **changed}
    assert room.refusals("law-1", "request_supplement", C, **body) == [code]


def test_a_resolution_bears_the_day_of_its_meeting(room: CouncilRoom) -> None:
    room.do("sec", "convene_meeting", "meeting:1", date="2023-03-06", place="서울", notified_on="2023-02-27")
    vote = {**room.vote("2023-A-001"), "meeting_date": "2023-03-07"}
    assert room.refusals("sec", "adopt_rules", "meeting:1", **vote) == ["BadActBody"]


def test_a_rate_is_written_in_plain_digits(room: CouncilRoom) -> None:
    field = {"profit_rate": rate()}
    assert [fault.code for fault in shape_faults(field, {"profit_rate": "０.１"})] == ["BadActBody"]
    assert list(shape_faults(field, {"profit_rate": "0.1"})) == []


def test_the_fixed_path_needs_a_second_person_and_one_vote(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.receive("F1", 450_000, "FLAT_50K")
    room.receive("F2", 120_000, "FLAT_30K")
    for number in ("F1", "F2"):
        room.pass_papers("staff", number)
        assert room.claims[number].stage is Stage.FIXED_READY
    room.do("sec", "draw_up_fixed_list", "meeting:1", **LATE, list=1, claims=["F1", "F2"])
    assert room.refusals("sec", "check_fixed_list", "meeting:1", list=1) == ["SamePerson"]
    room.do("law-1", "check_fixed_list", "meeting:1", list=1)
    assert room.refusals("ksf-1", "check_fixed_list", "meeting:1", list=1) == ["ActNotAllowed"]
    room.do("law-1", "pull_line", "meeting:1", list=1, claims=["F2"], reason="예금주")
    room.do(
        "sec", "adopt_fixed_list", "meeting:1", room.vote("2023-A-002"),
        list=1, claims=["F1"], letters={"F1": "2023-A-0001"},
    )  # fmt: skip
    decision = room.claims["F1"].decision
    assert decision is not None
    assert (decision.disposition, decision.award, decision.award_basis) == ("FIXED", 50_000, "FIXED")
    assert room.claims["F2"].stage is Stage.FIXED_READY


def test_a_held_claim_waits(room: CouncilRoom) -> None:
    reason = next(iter(room.plan.hold_reasons))
    room.do("sec", "hold", C, reason=reason)
    assert room.refusals("sec", "assign", C, lead="law-1", second="ksf-1") == ["ClaimOnHold"]
    room.do("sec", "release", C, note="끝")
    assert room.refusals("sec", "assign", C, lead="law-1", second="ksf-1") == []


def test_a_member_says_of_another_claim_that_it_is_not_the_same_and_nothing_moves(room: CouncilRoom) -> None:
    room.receive("2023-000124")
    before = dict(room.claims)
    body = {"other": "2023-000124", "verdict": "NOT_SAME", "attributes": ["FILE:" + "0a" * 8], "reason": "다른 점포"}
    scene = room.do("law-1", "judge_twin", C, body)
    assert sorted(scene.claims) == [C, "2023-000124"]
    assert room.claims == before
    assert "BadActBody" in room.refusals("law-1", "judge_twin", C, **{**body, "attributes": ["everything"]})


def test_observers_change_nothing(room: CouncilRoom) -> None:
    for act in acts.ACTS.values():
        if act.deciding and act.name != "found_case":
            assert "OBSERVER" not in act.roles, act.name


def test_a_withdrawn_claim_is_decided_without_a_vote(room: CouncilRoom) -> None:
    room.do("staff", "withdraw", C, date="2023-03-05", how="전화", letter_no="2023-A-0001")
    decision = room.claims[C].decision
    assert decision is not None
    assert (decision.disposition, decision.award) == ("WITHDRAWN", 0)


def test_every_act_has_an_example_of_its_own_shape() -> None:
    for act in acts.ACTS.values():
        assert list(shape_faults(act.body, act.example)) == [], act.name
        canonical(act.example)


def test_every_stage_can_be_left() -> None:
    assert set(FOLLOWS) == set(Stage)
    assert all(FOLLOWS.values())


@pytest.mark.parametrize("week", ["2022-10-15", "2022-10-02", "2022-08-27", "2021-10-02"])
def test_the_normal_week_is_one_of_the_seven(room: CouncilRoom, week: str) -> None:
    room.review(C)
    sales = {"normal_week_from": week, "normal_week_sales": 4_000_000, "outage_week_sales": 2_200_000}
    assert room.refusals("law-1", "assess", C, **FACTORS, **sales) == ["BadActBody"]


@pytest.mark.parametrize(("said", "why"), [("통장 352-1234-5678-90", "account"), ("900101-1234567", "resident")])
def test_no_source_of_a_calculation_names_an_account_or_a_person(room: CouncilRoom, said: str, why: str) -> None:
    room.review(C)
    weeks = {"normal_week_from": "2022-10-01", "normal_week_sales": 4_000_000, "outage_week_sales": 2_200_000}
    rate = {"profit_rate": {**FACTORS["profit_rate"], "source_ref": said}}
    offsets = [{"amount": 10_000, "reason": "보상"}, {"amount": 10_000, "reason": said}]
    scene = room.scene("law-1", "assess", C, {**FACTORS, **weeks, **rate, "offsets": offsets})
    named = [(one.code, one.facts["field"], one.facts["why"]) for one in acts.refusals(scene)]
    places = ("profit_rate.source_ref", "offsets[1].reason")
    assert named == [("BadActBody", place, f"{why}_number") for place in places]


def days_with_places(room: CouncilRoom, **changed: object) -> dict[str, object]:
    """Two days of sales, one of them bound to a cell of a paper of the claim."""
    paper = next(paper.document for paper in room.claims[C].papers if paper.kind == "SLS")
    place = {"document": paper, "sheet": 1, "box": [5, 4, 5, 4]}
    return {
        "source": "CARD", "vat": "INCLUDED", "days": {"2022-10-15": 180_000, "2022-10-17": 90_000},
        "closed": ["2022-10-16"], "places": {"2022-10-15": place},
        "papers": {paper: {"source": "POS", "vat": "EXCLUDED"}}, "totals": {"2022-10-15": 900_000},
        "annual_sales": 90_000_000, "half_year_vat_base": 40_000_000, **changed,
    }  # fmt: skip


def test_each_day_of_sales_may_be_bound_to_its_place(room: CouncilRoom) -> None:
    room.review(C)
    body = days_with_places(room)
    room.do("law-1", "record_sales", C, body)
    sales = room.claims[C].sales
    assert sales is not None
    assert sales.places["2022-10-15"].box == (5, 4, 5, 4)
    assert (sales.papers[sales.places["2022-10-15"].document].source, sales.totals) == ("POS", {"2022-10-15": 900_000})
    assert (sales.annual_sales, sales.half_year_vat_base) == (90_000_000, 40_000_000)


def test_a_place_of_sales_is_in_a_paper_of_the_claim_and_can_be_found_again(room: CouncilRoom) -> None:
    room.review(C)
    place: dict[str, object] = dict(days_with_places(room)["places"]["2022-10-15"])  # type: ignore[index]
    wrong = {
        "ProofMissing": {"places": {"2022-10-15": place | {"document": "ef" * 32}}},
        "BadActBody": {"places": {"2022-10-15": place | {"box": [5, 4]}}},
    }
    for code, altered in wrong.items():
        assert room.refusals("law-1", "record_sales", C, **days_with_places(room, **altered)) == [code]
    for altered in (
        {"places": {"2022-10-20": place}},
        {"places": {"2023-10-15": place}},
        {"totals": {"2022-10-16": 1}},
    ):
        assert "BadActBody" in room.refusals("law-1", "record_sales", C, **days_with_places(room, **altered))
    strange = {"papers": {"ef" * 32: {"source": "POS", "vat": "EXCLUDED"}}}
    assert room.refusals("law-1", "record_sales", C, **days_with_places(room, **strange)) == ["ProofMissing"]
