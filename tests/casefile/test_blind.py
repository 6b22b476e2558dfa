"""Opinions of a blind reading in a case file: hidden in what is read of a claim until both are there."""

from typing import Any

from reviewer.casefile import standing
from reviewer.casefile.claim_facts import timeline
from reviewer.casefile.rebuilding import dump_derived, rebuild
from reviewer.desk.showing import show
from reviewer.rules.stage import Stage
from reviewer.rules.verdicts import blocking_checks
from reviewer.ui.claim_reading import read_desk
from tests.casefile.case_room import CaseRoom
from tests.rules.council_room import FACTORS

C = "2023-000123"
SECRET = "이익률이 높아 보임"
WEEKS = {"normal_week_from": "2022-10-01", "normal_week_sales": 4_000_000, "outage_week_sales": 2_200_000}


def opinion(room: CaseRoom, **more: Any) -> dict[str, Any]:
    redone = [
        {"check": check.code, "result": answer.result} | ({"document": document} if document else {})
        for document, check, answer in blocking_checks(room.claim(C), standing.plan_in_force(room.conn))
        if answer
    ]
    body = {"disposition": "APPROVED_FULL", "award": 258_660, "award_basis": "CALCULATED", "note": SECRET}
    return {**body, "reasons": [{"code": "A01"}], "calculation": {**FACTORS, **WEEKS}, "redone": redone, **more}


def in_blind_review(room: CaseRoom) -> None:
    room.take_in(C)
    room.adopt_rules()
    room.do("sec", "set_blind", C, blind="YES")
    room.take_up(C)
    plan = standing.plan_in_force(room.conn)
    for paper in room.claim(C).papers:
        for check in plan.checks_of(paper.kind):
            body = {"document": paper.document, "check": check.code, "result": "PASS"}
            room.do("law-1", "record_check", C, body)
    for check in plan.checks_of("CLM"):
        room.do("law-1", "record_check", C, check=check.code, result="PASS", note="확인함")


def everything_read(room: CaseRoom, person: str) -> str:
    """All that the window of this person and the command `show` say of the claim."""
    conn = room.case_file.reader()
    page = read_desk(conn, C, person, room.at)
    shown = "" if person else repr(show(room.case_file, C, unmasked=True))
    return repr((page.claim, page.timeline, page.drafts, shown))


def test_nobody_else_reads_an_opinion_before_the_other_one_is_there(room: CaseRoom) -> None:
    in_blind_review(room)
    room.do("law-1", "record_opinion", C, opinion(room))
    for person in ("ksf-1", "con-1", "sec", ""):
        said = everything_read(room, person)
        assert SECRET not in said
        assert "258660" not in said
        assert "APPROVED_FULL" not in said
    assert SECRET in everything_read(room, "law-1")
    line = next(one for one in timeline(room.conn, C, "sec") if one.act == "record_opinion")
    assert (line.author, dict(line.facts)) == ("law-1", {})
    row = room.conn.execute("SELECT calculated_award, verified_loss FROM claims WHERE claim = ?", (C,)).fetchone()
    assert tuple(row) == (None, None)


def test_both_are_open_once_the_second_arrived(room: CaseRoom) -> None:
    in_blind_review(room)
    room.do("law-1", "record_opinion", C, opinion(room))
    room.do("ksf-1", "record_opinion", C, opinion(room))
    assert room.claim(C).stage is Stage.CHECKED
    for person in ("law-1", "ksf-1", "con-1", ""):
        assert everything_read(room, person).count(SECRET) >= 2
    before = dump_derived(room.conn)
    with room.case_file.writing() as conn:
        rebuild(conn)
    assert dump_derived(room.conn) == before


def test_an_opinion_taken_back_stays_with_its_author(room: CaseRoom) -> None:
    in_blind_review(room)
    entry = room.do("law-1", "record_opinion", C, opinion(room, note="처음 생각"))
    room.do("law-1", "take_back", C, entry=entry.uid, undone="record_opinion", reason="다시 봄")
    assert not room.claim(C).readings[0].opinions
    room.do("law-1", "record_opinion", C, opinion(room))
    last = room.do("ksf-1", "record_opinion", C, opinion(room))
    assert "처음 생각" not in everything_read(room, "ksf-1")
    body = {"entry": last.uid, "undone": "record_opinion", "reason": "다시"}
    assert "ActNotAllowed" in room.refusals("ksf-1", "take_back", C, **body)
