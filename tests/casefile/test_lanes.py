"""Lanes in a real case: dry run, one act for many, its undo, the draw, and the result list."""

import json
from array import array
from decimal import Decimal

import pytest

from reviewer.casefile import claims, journal, lanes
from reviewer.casefile.check import check
from reviewer.casefile.claims import Filter
from reviewer.casefile.queries import query_text, read_query
from reviewer.casefile.rebuilding import dump_derived, rebuild
from reviewer.casefile.shapes import VIEWS, statements
from reviewer.desk.triage import routing_of
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage
from tests.casefile.case_room import CaseRoom

NUMBERS = [f"2023-{number:06d}" for number in range(1, 61)]
SHARE = Decimal("0.02")
LANE = Filter(route=frozenset({"USER"}), where={"routed_by": ""})


@pytest.fixture
def lane(room: CaseRoom) -> CaseRoom:
    room.take_in(*NUMBERS, route="USER")
    return room


def route_many(room: CaseRoom, who: str, wanted: Filter, route: str, *left_out: str) -> str:
    found = lanes.numbers_of(room.conn, lanes.dry_run(room.conn, wanted, route, who).ids)
    kept = [number for number in found if number not in left_out]
    body = {"claims": kept, "route": route, "query": query_text(wanted), "count": len(found)}
    return room.do(who, "route_claims", "case", body | ({"left_out": list(left_out)} if left_out else {})).uid


def same_after_rebuild(room: CaseRoom) -> bool:
    before = dump_derived(room.conn)
    with room.case_file.writing() as conn:
        rebuild(conn)
    return before == dump_derived(room.conn)


def test_a_query_is_one_text_and_reads_back() -> None:
    wanted = Filter(words="김밥", route=frozenset({"USER", "LATE"}), most_loss=0, where={"services": "melon"})
    text = query_text(wanted)
    assert text == '{"most_loss":0,"route":["LATE","USER"],"where":{"services":"melon"},"words":"김밥"}'
    assert read_query(text) == wanted
    assert query_text(Filter()) == "{}"
    for bad in ("{", "[]", '{"nothing":1}', '{"where":{"state":"x"}}', '{"most_loss":"many"}'):
        with pytest.raises(Problem, match="BadActBody"):
            read_query(bad)


def test_a_dry_run_says_what_would_change_and_why_others_stay(lane: CaseRoom) -> None:
    lane.do("staff", "hold", NUMBERS[0], reason="H01")
    lane.do("staff", "route_claim", NUMBERS[1], route="USER")
    lane.do("staff", "route_claim", NUMBERS[2], route="INDIVIDUAL")
    lane.do("sec", "assign", NUMBERS[2], lead="law-1", second="ksf-1")
    before = dump_derived(lane.conn)
    found = lanes.dry_run(lane.conn, Filter(), "USER", "staff")
    assert found.left == {"held": 1, "same": 1, "stage": 1}
    assert lanes.numbers_of(lane.conn, found.ids) == NUMBERS[3:]
    assert dump_derived(lane.conn) == before


def test_a_dry_run_marks_what_another_band_would_be_refused_and_a_line_of_acts_leaves_it_out(room: CaseRoom) -> None:
    low, high = NUMBERS[:2], NUMBERS[2:5]
    room.take_in(*low, route="USER", claimed_loss=300_000)
    room.take_in(*high, route="USER", start=10, claimed_loss=300_001)
    room.take_in(NUMBERS[5], route="USER", start=20, claimed_loss=None)
    found = lanes.dry_run(room.conn, Filter(), "FLAT_30K", "staff")
    assert lanes.numbers_of(room.conn, found.ids) == NUMBERS[:6]
    assert lanes.numbers_of(room.conn, array("q", found.refused)) == NUMBERS[2:6]
    assert list(found.refused.values()) == ["another_band"] * 3 + ["loss_unknown"]
    assert lanes.dry_run(room.conn, Filter(), "LATE", "staff").refused == {}
    body = routing_of(room.conn, "staff", "{}", "FLAT_30K", [NUMBERS[0]])
    assert (body["claims"], body["count"]) == ([NUMBERS[1]], 6)
    assert body["left_out"] == [NUMBERS[0], *NUMBERS[2:6]]
    room.do("staff", "route_claims", "case", body)
    assert [room.claim(one).route for one in NUMBERS[:3]] == ["USER", "FLAT_30K", "USER"]


def test_one_act_routes_what_was_not_unticked_and_one_undo_restores_all(lane: CaseRoom) -> None:
    lane.do("staff", "route_claim", NUMBERS[5], route="LATE")
    before = {number: lane.claim(number) for number in NUMBERS}
    entry = route_many(lane, "sec", Filter(), "NO_LOSS", NUMBERS[7])
    assert {lane.claim(number).route for number in NUMBERS} == {"NO_LOSS", "USER"}
    assert lane.claim(NUMBERS[7]) == before[NUMBERS[7]]
    assert len([one for one in journal.entries(lane.conn) if one.act == "route_claims"]) == 1
    assert same_after_rebuild(lane)
    last = lanes.last_routed_many(lane.conn, "sec")
    assert last is not None
    assert (last.entry, last.count, len(last.standing)) == (entry, 59, 59)
    lane.do("sec", "take_back_routes", "case", entry=entry, claims=list(last.standing), reason="다시")
    assert {number: lane.claim(number) for number in NUMBERS} == before
    assert lanes.last_routed_many(lane.conn, "sec") is None
    assert same_after_rebuild(lane)
    assert check(lane.case_file).ok


def test_the_query_of_an_act_can_be_read_and_destroyed(lane: CaseRoom) -> None:
    entry = route_many(lane, "staff", LANE, "USER")
    body = json.loads(lane.conn.execute("SELECT body FROM journal WHERE uid = ?", (entry,)).fetchone()[0])
    assert read_query(journal.text_of(lane.conn, body["query"])) == LANE


def test_a_claim_that_moved_on_is_not_taken_back(lane: CaseRoom) -> None:
    entry = route_many(lane, "staff", LANE, "USER")
    lane.do("staff", "hold", NUMBERS[0], reason="H01")
    lane.do("staff", "write_note", NUMBERS[0], note="전화함")
    lane.do("sec", "write_note", NUMBERS[1], note="전화 안 받음")
    undo = {"entry": entry, "claims": NUMBERS, "reason": "다시"}
    assert lane.refusals("staff", "take_back_routes", "case", **undo) == ["ActNotAllowed"]
    assert lane.refusals("sec", "take_back_routes", "case", **undo | {"claims": NUMBERS[1:]}) == ["ActNotAllowed"]
    last = lanes.last_routed_many(lane.conn, "staff")
    assert last is not None
    assert list(last.standing) == NUMBERS[1:]
    lane.do("staff", "take_back_routes", "case", undo | {"claims": NUMBERS[1:]})
    assert [lane.claim(number).triage is None for number in NUMBERS[:3]] == [False, True, True]
    assert same_after_rebuild(lane)
    assert check(lane.case_file).ok


def test_what_was_routed_before_can_be_taken_back_once_what_came_after_is_taken_back(lane: CaseRoom) -> None:
    first = route_many(lane, "staff", LANE, "USER")
    second = route_many(lane, "staff", Filter(), "NO_LOSS")
    assert lane.refusals("staff", "take_back_routes", "case", entry=first, claims=NUMBERS, reason="다시")
    for entry in (second, first):
        last = lanes.last_routed_many(lane.conn, "staff")
        assert last is not None
        assert last.entry == entry
        assert {*NUMBERS[:3]} <= {*last.standing}
        lane.do("staff", "take_back_routes", "case", entry=entry, claims=list(last.standing), reason="다시")
        lane.do("staff", "write_note", NUMBERS[0], note="전화함")
    assert lane.claim(NUMBERS[0]).triage is None
    assert same_after_rebuild(lane)
    assert check(lane.case_file).ok


def test_nothing_is_recorded_when_one_claim_may_not_go(lane: CaseRoom) -> None:
    lane.do("staff", "hold", NUMBERS[9], reason="H01")
    before = dump_derived(lane.conn)
    body = {"claims": NUMBERS, "route": "LATE", "query": "{}", "count": 60}
    assert lane.refusals("staff", "route_claims", "case", **body) == ["ClaimOnHold"]
    with pytest.raises(Problem, match="ClaimOnHold"):
        lane.do("staff", "route_claims", "case", body)
    assert dump_derived(lane.conn) == before


def test_the_recorded_query_finds_the_claims_that_are_routed(lane: CaseRoom) -> None:
    """Nobody writes a query into the journal that did not find what was routed."""
    lane.do("staff", "route_claim", NUMBERS[0], route="LATE")
    body = {"claims": NUMBERS[1:], "route": "NO_LOSS", "query": query_text(LANE), "count": 59}

    def found(**other: object) -> list[str]:
        return lane.refusals("staff", "route_claims", "case", **{**body, **other})

    assert found() == []
    assert found(claims=NUMBERS[2:], left_out=[NUMBERS[1]]) == []
    assert found(claims=NUMBERS, count=60) == ["BadActBody"]  # one that the query does not find
    assert found(claims=NUMBERS[1:], left_out=NUMBERS[:1], count=60) == ["BadActBody"]
    assert found(claims=NUMBERS[2:], count=58) == ["BadActBody"]  # one that it finds is left out unsaid
    assert found(query="{") == ["BadActBody"]


def test_stopping_half_way_leaves_nothing(lane: CaseRoom) -> None:
    before = dump_derived(lane.conn)

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    body = {"claims": NUMBERS, "route": "LATE", "query": "{}", "count": 60}
    with pytest.raises(InterruptedError):
        journal.append(
            lane.case_file, lane.signers["staff"], "route_claims", "case", body, made_at=lane.at, progress=stop
        )
    assert dump_derived(lane.conn) == before


def test_two_percent_of_a_lane_wait_for_somebody_else(lane: CaseRoom) -> None:
    assert list(lanes.looks_due(lane.conn, SHARE)) == []
    route_many(lane, "staff", LANE, "USER")
    due = lanes.looks_due(lane.conn, SHARE, "law-1")
    assert len(due) == 2  # 2 % of 60, rounded up
    assert list(lanes.looks_due(lane.conn, SHARE, "staff")) == []
    drawn = lanes.numbers_of(lane.conn, due)
    numbers = {number: lane.claim(number).triage.draw for number in NUMBERS}  # type: ignore[union-attr]
    assert sorted(drawn) == sorted(sorted(NUMBERS, key=lambda number: numbers[number])[:2])
    lane.do("law-1", "look_again", drawn[0], opinion="AGREE")
    lane.do("law-1", "look_again", drawn[1], opinion="SEND_BACK", note="다시")
    assert lane.claim(drawn[1]).stage is Stage.RECEIVED
    left = lanes.numbers_of(lane.conn, lanes.looks_due(lane.conn, SHARE))
    assert set(left).isdisjoint(drawn)
    assert same_after_rebuild(lane)


def test_a_lane_of_one_is_looked_at_again(lane: CaseRoom) -> None:
    lane.do("staff", "route_claim", NUMBERS[3], route="LATE")
    assert lanes.numbers_of(lane.conn, lanes.looks_due(lane.conn, SHARE, "sec")) == [NUMBERS[3]]


def test_what_waits_for_triage_is_what_no_person_routed(lane: CaseRoom) -> None:
    assert len(claims.order(lane.conn, lanes.TO_DO)) == 60
    lane.do("staff", "route_claim", NUMBERS[3], route="USER")
    assert len(claims.order(lane.conn, lanes.TO_DO)) == 59


def test_the_result_list_waits_for_the_second_look(lane: CaseRoom) -> None:
    route_many(lane, "staff", LANE, "USER")
    waiting = lanes.looks_due(lane.conn, SHARE)
    rows = list(lanes.lane_rows(lane.conn, frozenset({"USER"}), waiting))
    assert len(rows) == 58
    assert rows[0]["route"] == "USER"
    assert list(lanes.lane_rows(lane.conn, frozenset({"LATE"}), waiting)) == []


def test_an_earlier_claim_of_the_same_business_is_found(lane: CaseRoom) -> None:
    assert lanes.earlier_twin(lane.conn, NUMBERS[0], "1208147521") == ""
    assert lanes.earlier_twin(lane.conn, NUMBERS[4], "1208147521") == NUMBERS[0]
    assert lanes.earlier_twin(lane.conn, NUMBERS[4], "") == ""


def test_a_case_of_before_the_lanes_is_added_up_again_when_it_opens(lane: CaseRoom) -> None:
    lane.do("staff", "route_claim", NUMBERS[0], route="LATE")
    expected = dump_derived(lane.conn)
    conn = lane.conn
    conn.execute("DROP VIEW claims_view")
    conn.execute("DROP INDEX claims_lane")
    for column in ("routed_by", "draw", "second_look"):
        conn.execute(f"ALTER TABLE claims DROP COLUMN {column}")
    conn.execute("UPDATE claims SET state = json_remove(state, '$.triage') WHERE state <> ''")
    conn.execute(next(one for one in statements(VIEWS) if one.startswith("CREATE VIEW claims_view")))
    conn.execute("DELETE FROM _sqlite_migrations WHERE name = 'm006_triage'")
    conn.execute("PRAGMA user_version = 5")
    lane.reopened()
    assert dump_derived(lane.conn) == expected
    routed = lane.conn.execute("SELECT claim FROM claims_view WHERE routed_by = 'staff'")
    assert [row[0] for row in routed] == NUMBERS[:1]
    assert check(lane.case_file).ok
