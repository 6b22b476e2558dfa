"""Closing a real case: what is open stands on paper with person and date, and one code proves the closing itself."""

import datetime as dt
from pathlib import Path

import pytest

from reviewer.casefile.check import check
from reviewer.casefile.closing import open_lines
from reviewer.casefile.rebuilding import dump_derived, rebuild
from reviewer.desk import closing
from reviewer.desk.sealing import verify_code
from reviewer.rules.problem import Problem
from tests.casefile.case_room import CaseRoom
from tests.rules.council_room import LATE
from tests.rules.test_closing import KEPT

C, REPORT, LANE = "2023-000123", "2023-000124", "2023-000125"


@pytest.fixture
def room(tmp_path: Path) -> CaseRoom:
    """One claim decided and told, one report that never became an application, one in a lane."""
    room = CaseRoom(tmp_path)
    room.take_in(C)
    room.take_in(REPORT, start=2, papers=False)
    room.take_in(LANE, start=3, papers=False, route="USER")
    room.decide(C)
    letter = {"letter_no": "2023-A-0102", "kind": "DECISION", "files": {"ko": "ab" * 32}}
    room.do("sec", "issue_letter", C, letter)
    return room


def pay(room: CaseRoom) -> None:
    due = room.claim(C).to_pay
    room.do("sec", "list_payments", "case", batch="b", claims=[C], amounts={C: due})
    paid = {"claim": C, "result": "PAID", "amount": due, "date": "2023-03-06"}
    room.do("sec", "record_payments", "case", batch="b", claims=[C], results=[paid])


def resolve_all(room: CaseRoom) -> None:
    votes = dict(room.vote("x")["votes"])
    for what, more in (("INTAKE", {}), ("REMAINING", {"members": ["law-1"]}), ("CLOSING", {})):
        room.do("sec", "put_motion", "meeting:1", **LATE, what=what, **more)
        closing.resolve_motion(room.case_file, room.signers["sec"], 1, what, votes, now=room.at)
    room.do("sec", "list_keeping", "case", items=KEPT)
    room.do("sec", "close_meeting", "meeting:1")


def close(room: CaseRoom) -> str:
    room.at += dt.timedelta(minutes=1)
    return closing.close_case(room.case_file, room.signers["sec"], now=room.at).code


def test_every_open_line_has_a_person_and_says_what_is_open(room: CaseRoom) -> None:
    found = {line.claim: line for line in open_lines(room.conn, dt.date(2023, 3, 6))}
    assert set(found) == {C, REPORT}
    assert (found[C].what, found[C].person, found[C].must) == ("to_pay", "sec", True)
    assert (found[REPORT].what, found[REPORT].must) == ("never_applied", False)
    pay(room)
    (line,) = (line for line in open_lines(room.conn, dt.date(2023, 3, 6)) if line.claim == C)
    assert (line.what, line.must, line.by) == ("review_period", True, dt.date(2023, 4, 12))
    room.do("sec", "plan_remaining", "case", claims=[REPORT], person="law-1", by="2023-08-31")
    (line,) = (line for line in open_lines(room.conn, dt.date(2023, 4, 13)) if line.claim == REPORT)
    assert (line.person, line.by) == ("law-1", dt.date(2023, 8, 31))


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_list_of_what_is_open_is_printed(room: CaseRoom, tmp_path: Path, lang: str) -> None:
    listed = closing.open_list(room.conn, lang, day=dt.date(2023, 3, 6))
    assert [row[0] for row in listed.table.rows] == [C, REPORT]
    assert all(row[3].startswith("이름 ") for row in listed.table.rows)
    for name in ("open.pdf", "open.csv"):
        path = tmp_path / name
        done = closing.write_open_list(room.case_file, room.signers["sec"], path, lang=lang, now=room.at)
        assert (path.is_file(), done["rows"]) == (True, 2)


def test_a_case_is_closed_when_nothing_is_left_that_must_be_finished(room: CaseRoom) -> None:
    resolve_all(room)
    with pytest.raises(Problem, match="still_to_finish"):
        close(room)
    pay(room)
    room.at = dt.datetime(2023, 4, 13, 3, 0, tzinfo=dt.UTC)
    assert closing.close_finished(room.case_file, room.signers["sec"], now=room.at) == [C]
    assert closing.final_code(room.conn) == ""
    assert "2023-A" in " ".join(closing.closing_sheet(room.conn, "ko", day=dt.date(2023, 4, 13)).texts)
    refused = room.refusals("sec", "seal_case", "case", left_open=0)
    assert refused == ["ActNotAllowed"]
    code = close(room)
    assert closing.final_code(room.conn) == code
    assert verify_code(room.conn, code).outcome == "holds"
    for lang in ("ko", "en"):
        sheet = closing.closing_sheet(room.conn, lang, day=dt.date(2023, 4, 13))
        assert (sheet.heading, len(sheet.table.rows)) == (code, 5)
        path = room.folder / f"sheet.{lang}.pdf"
        closing.write_closing_sheet(room.case_file, room.signers["sec"], path, lang=lang, now=room.at)
        assert path.read_bytes().startswith(b"%PDF")
    with pytest.raises(Problem, match="CaseClosed"):
        room.do("sec", "write_note", C, note="x")
    before = dump_derived(room.conn)
    with room.case_file.writing() as conn:
        rebuild(conn)
    assert dump_derived(room.conn) == before
    assert check(room.case_file).ok
