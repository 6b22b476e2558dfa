"""The quality draw: the share is kept, nobody steers it, and what matters opens the decision again."""

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from reviewer.rules.acts.quality import may_check
from reviewer.rules.claim import Claim
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.quality import Drawing, by_seed, draw, period_of
from reviewer.rules.stage import Stage
from tests.rules.council_room import LATE, CouncilRoom

C = "2023-000123"
TENTH = Decimal("0.1")


@pytest.fixture
def room(plan: Plan) -> CouncilRoom:
    """A claim that was approved and drawn as the first award of its month."""
    room = CouncilRoom(plan)
    room.receive(C)
    room.adopt_rules()
    room.review(C)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    room.agree(C)
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C], list="CONSENT")
    room.do("sec", "resolve", "meeting:1", room.vote("2023-A-002"), claims=[C], awards=[C], letters={C: "2023-A-0102"})
    return room


def run(sizes: list[int], **more: Any) -> tuple[list[int], Drawing]:
    """How many of each item were drawn, one item after another in one period."""
    drawing, counts = Drawing(), []
    for place, size in enumerate(sizes):
        given = [f"{place}-{number}" for number in range(size)]
        drawn, drawing = draw(drawing, given, [], seed=f"{place}", period="2023-04", share=TENTH, **more)
        counts.append(len(drawn))
    return counts, drawing


def test_the_first_award_of_a_period_is_drawn_and_then_the_share_is_kept() -> None:
    counts, drawing = run([1] * 40)
    assert [place for place, count in enumerate(counts) if count] == [0, 10, 20, 30]
    assert (drawing.awards, drawing.awards_drawn) == (40, 4)
    assert run([1, 30, 9])[0] == [1, 3, 0]
    drawn, _ = draw(drawing, ["next"], [], seed="s", period="2023-05", share=TENTH)
    assert drawn == {"next": "FIRST"}


def test_refusals_keep_a_share_of_their_own() -> None:
    drawn, drawing = draw(Drawing(), ["a", "b"], ["x", "y"], seed="s", period="2023-04", share=TENTH)
    assert sorted(drawn.values()) == ["FIRST", "SHARE"]
    assert len(set(drawn) & {"x", "y"}) == 1
    assert (drawing.refusals, drawing.refusals_drawn) == (2, 1)


def test_a_limit_holds_the_share_back_until_the_next_period_and_never_the_first_award() -> None:
    counts, drawing = run([1] * 40, limit=2)
    assert sum(counts) == 2
    drawn, after = draw(drawing, ["a", "b", "c"], [], seed="s", period="2023-05", share=TENTH, limit=2)
    assert sorted(drawn.values()) == ["FIRST", "SHARE"]
    assert after.period_drawn == 2


def test_the_seed_alone_says_who_is_drawn() -> None:
    names = [f"2023-{number:06d}" for number in range(200)]
    assert by_seed(names, "one") == by_seed(reversed(names), "one") != by_seed(names, "two")
    firsts = {by_seed(names, f"{seed}")[0] for seed in range(200)}
    assert len(firsts) > 100


@pytest.mark.parametrize(
    ("day", "kind", "period"),
    [("2023-04-30", "month", "2023-04"), ("2023-01-01", "week", "2022-W52"), ("2023-06-30", "quarter", "2023-Q2")],
)
def test_periods(day: str, kind: str, period: str) -> None:
    import datetime as dt

    assert period_of(dt.date.fromisoformat(day), kind) == period


def test_whoever_reviewed_an_earlier_decision_does_not_look_over_the_later_one(room: CouncilRoom) -> None:
    claim = room.claims[C]
    earlier = dataclasses.replace(claim.decisions[0], uid="earlier", lead="con-1", second="kfme-1")
    again = room.claims[C] = dataclasses.replace(claim, decisions=(earlier, *claim.decisions))
    for who in ("con-1", "kfme-1"):
        assert not may_check(again, room.case.roster[who])
        assert room.refusals(who, "check_quality", C, outcome="FINE") == ["SamePerson"]
    assert room.refusals("kfme-2", "check_quality", C, outcome="FINE") == []


def test_the_letter_of_a_drawn_decision_waits_for_a_third_person(room: CouncilRoom) -> None:
    (drawn,) = room.claims[C].quality
    assert (drawn.why, drawn.rule, drawn.outcome) == ("FIRST", 1, "")
    letter = {"letter_no": "2023-A-0102", "kind": "DECISION", "files": {"ko": "ab" * 32}}
    with pytest.raises(Problem, match="quality_waits"):
        room.do("sec", "issue_letter", C, letter)
    for who, why in (("law-1", "SamePerson"), ("ksf-1", "SamePerson"), ("sec", "NotYourRole"), ("staff", "NotYourRole"),
                     ("kakao-1", "ActNotAllowed")):  # fmt: skip
        assert room.refusals(who, "check_quality", C, outcome="FINE") == [why]
    room.do("con-1", "answer_conflict", C, ground="COI1")
    assert room.refusals("con-1", "check_quality", C, outcome="FINE") == ["Recused"]
    room.do("kfme-1", "check_quality", C, outcome="FINE", praise="근거가 분명함")
    assert room.refusals("kfme-2", "check_quality", C, outcome="FINE") == ["ActNotAllowed"]
    room.do("sec", "issue_letter", C, letter)
    (checked,) = room.claims[C].quality
    assert (checked.outcome, checked.author, checked.praise) == ("FINE", "kfme-1", "근거가 분명함")


@pytest.mark.parametrize(
    "body",
    [
        {"outcome": "FINE", "deficiencies": ["Q07"]},
        {"outcome": "REMARKS"},
        {"outcome": "REMARKS", "deficiencies": ["Q03"]},
        {"outcome": "REOPEN", "deficiencies": ["Q07"], "note": "x"},
        {"outcome": "REOPEN", "note": "x"},
        {"outcome": "REOPEN", "deficiencies": ["Q03"]},
        {"outcome": "REMARKS", "deficiencies": ["Q99"]},
    ],
)
def test_result_and_deficiencies_must_agree_both_ways(room: CouncilRoom, body: dict[str, Any]) -> None:
    assert len(room.refusals("con-1", "check_quality", C, **body)) == 1


def test_what_matters_opens_the_decision_again_and_leaves_the_old_one_as_it_was(room: CouncilRoom) -> None:
    before = room.claims[C].decision
    room.do("con-1", "check_quality", C, outcome="REOPEN", deficiencies=["Q03", "Q07"], note="평소 주간 합계가 다름")
    claim = room.claims[C]
    assert (claim.stage, claim.deciding, claim.decision, claim.to_pay) == (Stage.IN_REVIEW, "ORIGINAL", None, 0)
    assert claim.decisions == (before,)
    assert before is not None
    assert claim.undone == {before.uid}
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    room.agree(C)
    room.resolve(C, "2023-A-003")
    again = room.claims[C].decision
    assert again is not None
    assert (again.kind, again.seq, again.supersedes) == ("ORIGINAL", 2, before.uid)


def test_awards_named_in_a_resolution_are_those_that_give_money(room: CouncilRoom) -> None:
    room.receive("2023-000124")
    claim = dataclasses.replace(room.claims[C], number="2023-000124", stage=Stage.ON_AGENDA, meeting=1, decisions=())
    room.claims["2023-000124"] = claim
    body = room.vote("2023-A-009") | {"claims": ["2023-000124"], "letters": {"2023-000124": "2023-A-0900"}}
    assert room.refusals("sec", "resolve", "meeting:1", **body, awards=[]) == ["BadActBody"]
    assert room.refusals("sec", "resolve", "meeting:1", **body, awards=["2023-000124"]) == []
    assert room.refusals("sec", "resolve", "meeting:1", **body) == []


def test_a_plan_that_names_no_version_draws_nothing(plan: Plan) -> None:
    older = dataclasses.replace(plan, settings=dataclasses.replace(plan.settings, quality_rule=0))
    room = CouncilRoom(older)
    room.receive(C)
    room.decide(C)
    assert isinstance(room.claims[C], Claim)
    assert room.claims[C].quality == ()
