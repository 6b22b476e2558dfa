"""Assigning many in a real case: who waits, the load, one act and its undo, and the draw repeated from the journal."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from reviewer.casefile import assignments, journal
from reviewer.casefile.check import check
from reviewer.casefile.rebuilding import dump_derived, rebuild
from reviewer.desk.assigning import draw_of, draw_own, own_draw
from reviewer.rules.assignment import Load, Pair, draw
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage
from tests.casefile.case_room import PLAN, CaseRoom
from tests.rules.council_room import ROSTER

NUMBERS = [f"2023-{number:06d}" for number in range(1, 21)]


@pytest.fixture
def waiting(room: CaseRoom) -> CaseRoom:
    room.take_in(*NUMBERS)
    return room


def same_after_rebuild(room: CaseRoom) -> bool:
    before = dump_derived(room.conn)
    with room.case_file.writing() as conn:
        rebuild(conn)
    return before == dump_derived(room.conn)


def test_what_was_drawn_is_recorded_as_one_entry_and_rebuilds_identically(waiting: CaseRoom) -> None:
    found = draw_of(waiting.conn, "")
    assert found.claims == tuple(NUMBERS)
    assert not found.without
    waiting.do("sec", "assign_claims", "case", found.body({}))
    assert len(assignments.unassigned(waiting.conn)) == 0
    now = assignments.load_now(waiting.conn)
    assert now == found.after({})
    assert sum(load.lead for load in now.values()) == 20
    assert same_after_rebuild(waiting)
    assert check(waiting.case_file).ok


def test_the_exported_entry_and_the_roster_are_enough_to_draw_again(waiting: CaseRoom) -> None:
    waiting.do("law-1", "answer_conflict", NUMBERS[3], ground="COI2")
    entry = waiting.do("sec", "assign_claims", "case", draw_of(waiting.conn, "", away=("con-1",)).body({}))
    body = json.loads(json.dumps(entry.body))
    load = {member: Load(**one) for member, one in body["load"].items()}
    bodies = {name: body_of for name, _, body_of, _ in ROSTER}
    again = draw(body["seed"], body["claims"], bodies, load, body["kept"], {})
    assert {number: dataclasses.asdict(pair) for number, pair in again.items()} == body["pairs"]
    assert "con-1" not in json.dumps(body["pairs"])


def test_a_changed_line_stands_in_the_entry_and_in_the_load(waiting: CaseRoom) -> None:
    found = draw_of(waiting.conn, "", NUMBERS[:4])
    before = found.pairs[NUMBERS[0]]
    changed = {NUMBERS[0]: Pair(before.second, before.lead)}
    entry = waiting.do("sec", "assign_claims", "case", found.body(changed))
    assert entry.body["changed"] == [NUMBERS[0]]
    assert assignments.load_now(waiting.conn) == found.after(changed)
    assert len(assignments.unassigned(waiting.conn)) == 16


def test_nobody_waits_among_no_claims(waiting: CaseRoom) -> None:
    assert len(assignments.unassigned(waiting.conn, NUMBERS[:2])) == 2
    assert len(assignments.unassigned(waiting.conn, [])) == 0


def test_a_draw_that_does_not_know_the_load_of_now_is_drawn_again(waiting: CaseRoom) -> None:
    found = draw_of(waiting.conn, "", NUMBERS[:4])
    waiting.do("sec", "assign", NUMBERS[10], lead="law-1", second="ksf-1")
    with pytest.raises(Problem, match="load_changed"):
        waiting.do("sec", "assign_claims", "case", found.body({}))
    waiting.do("sec", "assign_claims", "case", draw_of(waiting.conn, "", NUMBERS[:4]).body({}))


def test_nobody_chooses_the_seed(waiting: CaseRoom) -> None:
    chosen = draw_of(waiting.conn, "5f0c", NUMBERS[:4])
    with pytest.raises(Problem, match="not_the_seed"):
        waiting.do("sec", "assign_claims", "case", chosen.body({}))
    drawn = draw_of(waiting.conn, "", NUMBERS[:4])
    assert drawn.seed == assignments.seed_now(waiting.conn)
    waiting.do("sec", "assign_claims", "case", drawn.body({}))


def test_many_are_taken_back_as_one_until_somebody_acts_on_them(waiting: CaseRoom) -> None:
    waiting.do("sec", "assign_claims", "case", draw_of(waiting.conn, "").body({}))
    lead = waiting.claim(NUMBERS[0]).lead
    waiting.do(lead, "answer_conflict", NUMBERS[0], ground="NONE")
    waiting.do("staff", "write_note", NUMBERS[1], note="전화함")
    last = assignments.last_assigned_many(waiting.conn, "sec")
    assert last is not None
    assert (last.count, last.standing) == (20, tuple(NUMBERS[1:]))
    undo = {"entry": last.entry, "claims": list(last.standing), "reason": "위원 출장"}
    with pytest.raises(Problem, match="not_the_last"):
        waiting.do("sec", "take_back_assignments", "case", undo | {"claims": NUMBERS})
    waiting.do("sec", "take_back_assignments", "case", undo)
    assert waiting.claim(NUMBERS[1]).stage is Stage.ROUTED
    assert not waiting.claim(NUMBERS[1]).lead
    assert waiting.claim(NUMBERS[0]).lead == lead
    assert len(assignments.unassigned(waiting.conn)) == 19
    assert assignments.last_assigned_many(waiting.conn, "sec") is None
    assert same_after_rebuild(waiting)


def test_only_an_act_of_this_kind_is_taken_back_so(waiting: CaseRoom) -> None:
    entry = waiting.do("sec", "assign", NUMBERS[0], lead="law-1", second="ksf-1")
    undo = {"entry": entry.uid, "claims": NUMBERS[:1], "reason": "다시"}
    assert waiting.refusals("sec", "take_back_assignments", "case", **undo) == ["BadActBody"]


def test_a_seat_that_fell_empty_waits_again_and_a_claim_on_hold_does_not(waiting: CaseRoom) -> None:
    a, b = NUMBERS[:2]
    waiting.do("sec", "assign", a, lead="law-1", second="ksf-1")
    waiting.do("ksf-1", "answer_conflict", a, ground="COI2")
    waiting.do("sec", "hold", b, reason="H01")
    assert list(draw_of(waiting.conn, "").claims) == [a, *NUMBERS[2:]]
    assert draw_of(waiting.conn, "").kept == {a: ["ksf-1"]}


def test_somebody_else_s_assignment_meanwhile_is_told_by_name(waiting: CaseRoom) -> None:
    body = draw_of(waiting.conn, "", NUMBERS[:2]).body({})
    saw = journal.saw_for(waiting.conn, "assign_claims", "case", body)
    waiting.do("law-1", "answer_conflict", NUMBERS[1], ground="NONE")
    with pytest.raises(Problem) as caught:
        journal.append(
            waiting.case_file, waiting.signers["sec"], "assign_claims", "case", body, made_at=waiting.at, saw=saw
        )
    facts = caught.value.facts
    assert (caught.value.code, facts["by"], facts["claim"]) == ("ClaimChangedMeanwhile", "law-1", NUMBERS[1])


def test_whose_declared_interest_a_claim_touches_is_left_out_of_its_draw(waiting: CaseRoom) -> None:
    waiting.do("con-1", "declare_interests", "case", {"regions": [], "numbers": ["120-81-47521"], "relatives": []})
    for number in NUMBERS[:5]:
        waiting.do("con-1", "answer_conflict", number, ground="NONE", note="같은 번호를 쓰는 다른 회사")
    found = draw_of(waiting.conn, "")
    assert found.kept == {number: ["con-1"] for number in NUMBERS[5:]}
    assert "con-1" in {pair.lead for pair in found.pairs.values()} | {pair.second for pair in found.pairs.values()}
    waiting.do("sec", "assign_claims", "case", found.body({}))


class PoolRoom(CaseRoom):
    """A council that lets members draw their own claims."""

    def founding(self, roster: Any = ROSTER) -> dict[str, Any]:
        return super().founding(roster) | {"plan": PLAN.replace("members_draw = false", "members_draw = true")}


def test_members_draw_their_own_only_where_the_council_lets_them(waiting: CaseRoom) -> None:
    number, body = own_draw(waiting.conn, "law-1")
    assert waiting.refusals("law-1", "draw_claim", number, **body) == ["ActNotAllowed"]


def test_an_empty_desk_draws_the_next_claim_and_a_second_that_nobody_chose(tmp_path: Path) -> None:
    room = PoolRoom(tmp_path)
    room.take_in(*NUMBERS)
    number, body = own_draw(room.conn, "law-1")
    other = next(one for one in NUMBERS if one != number)
    assert room.refusals("law-1", "draw_claim", other, **body) == ["ActNotAllowed"]
    chosen = next(one for one in ("ksf-1", "con-1", "kfme-1") if one != body["second"])
    assert room.refusals("law-1", "draw_claim", number, **body | {"second": chosen}) == ["ActNotAllowed"]
    assert room.refusals("staff", "draw_claim", number, **body) == ["NotYourRole"]
    assert draw_own(room.case_file, room.signers["law-1"], now=room.at) == number
    claim = room.claim(number)
    assert (claim.stage, claim.lead, claim.second) == (Stage.ASSIGNED, "law-1", body["second"])
    again, more = own_draw(room.conn, "law-1")
    assert again != number
    assert room.refusals("law-1", "draw_claim", again, **more) == ["ActNotAllowed"]  # one waits already
    room.do("law-1", "answer_conflict", number, ground="NONE")
    room.do("law-1", "take_up", number)
    again, more = own_draw(room.conn, "law-1")
    assert room.refusals("law-1", "draw_claim", again, **more) == []
    assert same_after_rebuild(room)
