from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.casefile import journal, standing
from reviewer.casefile.check import check
from reviewer.casefile.rebuilding import dump_derived, rebuild
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case
from reviewer.rules.log_row import LOG_COLUMNS
from reviewer.rules.plain import canonical, from_plain, record_json, to_plain
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage
from tests.casefile.case_room import CaseRoom
from tests.casefile.working_days import WorkingDays

C = "2023-000123"


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_after_any_day_of_work_the_standing_is_what_the_journal_adds_up_to(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    room = CaseRoom(tmp_path_factory.mktemp("day"))
    days = WorkingDays(room, seed)
    days.work(30)
    before = dump_derived(room.conn)
    found = check(room.case_file)
    handles = room.conn.execute("SELECT id, claim FROM claims ORDER BY id").fetchall()
    with room.case_file.writing() as conn:
        rebuild(conn)
    assert dump_derived(room.conn) == before
    assert found.problems == ()
    assert [tuple(row) for row in room.conn.execute("SELECT id, claim FROM claims ORDER BY id")] == [
        tuple(row) for row in handles
    ]
    for number in days.claims:
        claim = room.claim(number)
        assert from_plain(Claim, to_plain(claim)) == claim
        assert record_json(claim).encode() == canonical(to_plain(claim))
    case = standing.read_case(room.conn)
    assert from_plain(Case, to_plain(case)) == case
    room.case_file.close()


def test_a_claim_stands_as_its_delivery_brought_it(room: CaseRoom) -> None:
    room.take_in(C)
    claim = room.claim(C)
    assert (claim.stage, claim.route, claim.claimed_loss) == (Stage.ROUTED, "INDIVIDUAL", 1_800_000)
    assert [paper.kind for paper in claim.papers] == ["BNK", "SBC", "SLS", "SUS"]
    assert claim.services == ("talk_channel",)
    row = room.conn.execute("SELECT * FROM claims WHERE claim = ?", (C,)).fetchone()
    assert (row["proof_marks"], row["trade_name"], row["state"]) == ("OOOO", "하늘상회 1", "")


def test_without_a_loss_a_claim_waits_unrouted(room: CaseRoom) -> None:
    room.take_in(C, route="", papers=False)
    assert room.claim(C).stage is Stage.RECEIVED
    row = room.conn.execute("SELECT stage, proof_marks FROM claims").fetchone()
    assert tuple(row) == ("RECEIVED", "MMMM")


def test_an_unknown_claim_is_told(room: CaseRoom) -> None:
    with pytest.raises(Problem, match="ClaimUnknown"):
        room.claim("none")


def test_the_list_shows_what_the_entries_say(room: CaseRoom) -> None:
    room.take_in(C)
    room.decide(C)
    row = room.conn.execute("SELECT * FROM claims_view WHERE claim = ?", (C,)).fetchone()
    assert (row["stage"], row["lead"], row["second"], row["proof_marks"]) == ("RESOLVED", "law-1", "ksf-1", "AAAA")
    assert (row["disposition"], row["award"], row["verified_loss"]) == ("APPROVED_FULL", 258_660, 1_800_000)
    assert row["letter_no"] == "2023-A-0102"
    assert {row[0] for row in room.conn.execute("SELECT verdict FROM proofs_view")} == {"ACCEPTED"}
    assert room.conn.execute("SELECT count(*) FROM timeline_view WHERE act = 'resolve'").fetchone()[0] == 1


def test_the_decision_log_has_every_column_in_order(room: CaseRoom) -> None:
    room.take_in(C)
    room.decide(C)
    row = room.conn.execute("SELECT * FROM decision_log_view").fetchone()
    assert tuple(row.keys()) == LOG_COLUMNS
    entry = next(entry for entry in journal.entries(room.conn) if entry.act == "resolve")
    assert (row["claim_no"], row["hash"], row["prev_hash"]) == (C, entry.hash, entry.previous)
    assert (row["award"], row["votes_for"], row["present"], row["seats"]) == (258_660, 6, 6, 6)
    assert (row["profit_rate"], row["floor_applied"], row["state"]) == ("0.15", 0, "IN_FORCE")
    assert row["decided_at"].endswith("+09:00")
    assert row["reason_codes"] == "A01"


def test_letters_are_found_by_the_bytes_that_left_the_house(room: CaseRoom) -> None:
    room.take_in(C)
    room.decide(C)
    files = {"ko": "ab" * 32, "en": "cd" * 32}
    room.do("sec", "issue_letter", C, letter_no="2023-A-0102", kind="DECISION", files=files)
    rows = room.conn.execute("SELECT lang, claim, sha256 FROM letters ORDER BY lang").fetchall()
    assert [tuple(row) for row in rows] == [("en", C, "cd" * 32), ("ko", C, "ab" * 32)]


def test_a_confirmed_change_is_laid_over_the_application(room: CaseRoom) -> None:
    days = WorkingDays(room, 1)
    number = days.claims[0]
    body = {"delivery": days.later, "row": 1, "relation": "CHANGE", "accept": True, "fields": ["phone"]}
    room.do("staff", "confirm_link", number, {**body, "claimed_loss": 1_700_000})
    row = room.conn.execute("SELECT phone, address, claimed_loss FROM claims WHERE claim = ?", (number,)).fetchone()
    assert tuple(row) == ("01099998888", "서울 강남구 역삼동", 1_700_000)
    assert check(room.case_file).ok


def test_the_plan_and_the_wording_are_those_the_journal_holds(room: CaseRoom) -> None:
    assert standing.plan_in_force(room.conn).version == "1015-2026.1"
    assert standing.wording_in_force(room.conn) == "wording"


def test_a_standing_survives_closing_and_opening(room: CaseRoom) -> None:
    room.take_in(C)
    room.decide(C)
    claim, case = room.claim(C), standing.read_case(room.conn)
    room.reopened()
    assert room.claim(C) == claim
    assert standing.read_case(room.conn) == case
    assert journal.text_of(room.conn, case.roster["sec"].name) == "이름 sec"


def test_a_locked_case_rebuilds_alike(tmp_path: Path) -> None:
    room = CaseRoom(tmp_path, passphrase="words")
    days = WorkingDays(room, 3)
    days.work(5)
    before = dump_derived(room.conn)
    with room.case_file.writing() as conn:
        rebuild(conn)
    assert dump_derived(room.conn) == before
    room.case_file.close()


def test_items_of_an_agenda_are_told_apart_by_what_they_are_not_by_how_they_begin(room: CaseRoom) -> None:
    room.take_in("2023-000123", "접수-000124")
    items = ["RULES", "접수-000124", "MOTION:closing", "2023-000123", "2023-000999"]
    assert standing.claims_among(room.conn, items) == ["접수-000124", "2023-000123"]
