"""Facts bound to places, notes, and what a masked copy does to a claim: by the rules alone."""

import dataclasses
from typing import Any

import pytest

from reviewer.rules.bound_facts import FACTS, KINDS, plain_value
from reviewer.rules.places import on_page
from reviewer.rules.plan import Plan
from reviewer.rules.stage import Stage
from tests.rules.council_room import CouncilRoom

C = "2023-000123"
SALES, BANK_BOOK = "02" * 32, "04" * 32
AT = {"document": SALES, "page": 1, "box": [100, 200, 300, 260]}
COPY = "cd" * 32


@pytest.fixture
def room(plan: Plan) -> CouncilRoom:
    room = CouncilRoom(plan)
    room.receive(C)
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    for member in ("law-1", "ksf-1"):
        room.do(member, "answer_conflict", C, ground="NONE")
    room.do("law-1", "take_up", C)
    return room


def bind(room: CouncilRoom, who: str = "law-1", **body: Any) -> list[str]:
    return room.refusals(who, "bind_fact", C, **{"fact": "OUTAGE_WEEK_SALES", "value": "2200000", "at": AT, **body})


def mask(room: CouncilRoom, who: str = "law-1", **body: Any) -> list[str]:
    wanted = {"document": SALES, "masked": COPY, "bytes": 9, "areas": [AT], "claims": [C]}
    return room.refusals(who, "replace_by_masked_copy", "case", **{**wanted, **body})


def test_the_lead_binds_a_figure_to_its_place_and_lets_it_go(room: CouncilRoom) -> None:
    room.do("law-1", "bind_fact", C, fact="OUTAGE_WEEK_SALES", value="2,200,000원", at=AT, clipping="ee" * 32)
    fact = room.claims[C].facts[0]
    assert (fact.key, fact.author, fact.at) == ("OUTAGE_WEEK_SALES", "law-1", on_page(SALES, 1, 10, 20, 30, 26))
    room.do("law-1", "bind_fact", C, fact="OUTAGE_WEEK_SALES", value="2100000")
    assert [(one.value, one.at) for one in room.claims[C].facts] == [("2100000", None)]
    assert room.refusals("law-1", "release_fact", C, fact="BRN") == ["BadActBody"]
    room.do("law-1", "release_fact", C, fact="OUTAGE_WEEK_SALES")
    assert room.claims[C].facts == ()


def test_each_day_and_every_other_fact_stands_by_itself(room: CouncilRoom) -> None:
    for day, amount in (("2022-10-15", "0"), ("2022-10-16", "120000"), ("2022-10-15", "5000")):
        room.do("law-1", "bind_fact", C, fact="DAY_SALES", value=amount, day=day, at=AT)
    for label in ("단체 예약", "휴무 안내"):
        room.do("law-1", "bind_fact", C, fact="OTHER", value="10월 20일", label=label)
    facts = room.claims[C].facts
    assert [one.value for one in facts if one.code == "DAY_SALES"] == ["120000", "5000"]
    assert [one.label for one in facts if one.code == "OTHER"] == ["단체 예약", "휴무 안내"]


@pytest.mark.parametrize(
    ("who", "body", "code"),
    [
        ("ksf-1", {}, "NotYourRole"),
        ("staff", {}, "NotYourRole"),
        ("law-1", {"fact": "WEATHER"}, "BadActBody"),
        ("law-1", {"value": "약 이백만"}, "BadActBody"),
        ("law-1", {"at": {**AT, "document": "99" * 32}}, "ProofMissing"),
        ("law-1", {"at": {**AT, "box": [300, 200, 100, 260]}}, "BadActBody"),
        ("law-1", {"at": {**AT, "sheet": 1}}, "BadActBody"),
        ("law-1", {"label": "장부"}, "BadActBody"),
        ("law-1", {"fact": "OTHER"}, "BadActBody"),
        ("law-1", {"fact": "DAY_SALES"}, "BadActBody"),
        ("law-1", {"fact": "DAY_SALES", "day": "2022-11-01"}, "BadActBody"),
        ("law-1", {"fact": "BRN", "value": "120-81-4752"}, "BadActBody"),
        ("law-1", {"fact": "PROFIT_RATE", "value": "124%"}, "BadActBody"),
        ("law-1", {"fact": "VALID_UNTIL", "value": "2022-02-30"}, "BadActBody"),
    ],
)
def test_a_fact_that_does_not_hold_is_refused(room: CouncilRoom, who: str, body: Any, code: str) -> None:
    assert code in bind(room, who, **body)


def test_staff_takes_who_the_claimant_is_but_not_the_figures(room: CouncilRoom) -> None:
    assert bind(room, "staff", fact="BRN", value="120-81-47521") == []
    assert bind(room, "law-1") == []
    without_place = room.refusals("law-1", "bind_fact", C, fact="BRN", value="1208147521", clipping="ee" * 32)
    assert without_place == ["BadActBody"]
    room.claims[C] = dataclasses.replace(room.claims[C], stage=Stage.PROPOSED)
    assert bind(room) == ["StageForbids"]


def test_a_value_is_kept_in_one_form() -> None:
    assert plain_value("OUTAGE_WEEK_SALES", " 2,200,000 원") == "2200000"
    assert plain_value("PROFIT_RATE", "12.4%") == plain_value("PROFIT_RATE", "0.124") == "0.124"
    assert plain_value("BRN", "120-81-47521") == "1208147521"
    assert len(FACTS) == len(KINDS) == 24


def test_every_check_a_fact_belongs_to_stands_in_the_plan(plan: Plan) -> None:
    known = {check.code for kind in (*plan.proof_kinds, "CLM") for check in plan.checks_of(kind)}
    assert {check for kind in KINDS for check in kind.checks} <= known


def test_a_note_needs_words_and_a_place_of_this_claim(room: CouncilRoom) -> None:
    assert room.refusals("ksf-1", "pin_note", C, note="메모", at=AT, about="2022-10-16") == []
    assert room.refusals("ksf-1", "pin_note", C, note=" ") == ["BadActBody"]
    assert room.refusals("ksf-1", "pin_note", C, note="메모", at={**AT, "document": "99" * 32}) == ["ProofMissing"]
    assert room.refusals("ksf-1", "pin_note", C, dropped=True) == ["BadActBody"]
    assert room.refusals("watch", "pin_note", C, note="메모") == ["NotYourRole"]


def test_a_masked_copy_takes_the_place_of_the_paper_with_its_answers(room: CouncilRoom) -> None:
    room.pass_papers("law-1", C)
    room.do("law-1", "bind_fact", C, fact="QUERY_FROM", value="2022-09-01", at=AT, clipping="ee" * 32)
    elsewhere = {**AT, "page": 2}
    room.do("law-1", "bind_fact", C, fact="QUERY_UNTIL", value="2022-10-31", at=elsewhere, clipping="ff" * 32)
    room.do("law-1", "record_sales", C, source="CARD", vat="INCLUDED", days={"2022-10-15": 1}, document=SALES)
    before = room.claims[C].paper(SALES)
    wanted = {"document": SALES, "masked": COPY, "bytes": 77, "areas": [AT], "claims": [C]}
    room.do("law-1", "replace_by_masked_copy", "case", wanted)
    claim = room.claims[C]
    paper = claim.paper(COPY)
    assert (paper.before, paper.bytes, paper.kind, paper.verdict) == ((SALES,), 77, before.kind, before.verdict)
    assert {code: one for code, one in paper.answers.items() if code != "G6"} == {
        code: one for code, one in before.answers.items() if code != "G6"
    }
    assert (paper.answers["G6"].result, paper.answers["G6"].author) == ("PASS", "law-1")
    assert claim.sales is not None
    assert claim.sales.document == COPY
    assert [(one.at.document, one.clipping) for one in claim.facts if one.at] == [(COPY, ""), (COPY, "ff" * 32)]
    assert "ProofMissing" in mask(room)


@pytest.mark.parametrize(
    ("who", "body", "code"),
    [
        ("law-1", {"areas": []}, "BadActBody"),
        ("law-1", {"areas": [{**AT, "document": BANK_BOOK}]}, "BadActBody"),
        ("law-1", {"areas": [{"document": SALES, "sheet": 1, "box": [1, 1, 2, 2]}]}, "BadActBody"),
        ("law-1", {"areas": [{**AT, "box": [100, 200, 100, 260]}]}, "BadActBody"),
        ("law-1", {"masked": SALES}, "BadActBody"),
        ("law-1", {"masked": BANK_BOOK}, "ActNotAllowed"),
        ("law-1", {"document": "99" * 32, "areas": [{**AT, "document": "99" * 32}]}, "ProofMissing"),
        ("law-1", {"claims": []}, "BadActBody"),
        ("con-1", {}, "NotYourRole"),
        ("watch", {}, "NotYourRole"),
    ],
)
def test_a_masked_copy_that_does_not_hold_is_refused(room: CouncilRoom, who: str, body: Any, code: str) -> None:
    assert mask(room) == []
    assert code in mask(room, who, **body)


def test_who_stepped_aside_makes_no_masked_copy(room: CouncilRoom) -> None:
    room.do("ksf-1", "answer_conflict", C, ground="COI2")
    assert "Recused" in mask(room, "ksf-1")
    assert mask(room, "staff") == []


def test_a_closed_case_takes_no_note_and_may_still_be_looked_at(room: CouncilRoom) -> None:
    sealed = dataclasses.replace(room.case.closing, sealed="uid-seal")
    room.case = dataclasses.replace(room.case, closing=sealed)
    assert room.refusals("ksf-1", "pin_note", C, note="메모") == ["CaseClosed"]
    twin = {"other": "2023-000999", "verdict": "SAME", "attributes": ["BRN:00c5c2a2d3a04b5d"], "reason": "같음"}
    assert room.refusals("ksf-1", "judge_twin", C, **twin) == ["CaseClosed"]
    assert room.refusals("ksf-1", "unmask", C, fields=["phone"], reason="확인") == []
