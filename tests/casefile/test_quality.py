"""The quality draw in a case file: the same after a rebuild, taken back like other acts, told by `show` and the log."""

import datetime as dt

import pytest

from reviewer.casefile import quality
from reviewer.casefile.check import check
from reviewer.casefile.rebuilding import dump_derived, rebuild
from reviewer.desk.quality_list import quality_list, write_quality_list
from reviewer.rules.quality import by_seed
from tests.casefile.case_room import CaseRoom

C = "2023-000123"


def test_a_draw_follows_from_the_entries_alone(room: CaseRoom) -> None:
    room.take_in(C)
    room.decide(C, look_over=False)
    assert [claim.number for claim in quality.waiting(room.conn)] == [C]
    before = dump_derived(room.conn)
    rebuild(room.conn)
    assert dump_derived(room.conn) == before
    (drawn,) = room.claim(C).quality
    seed = quality.resolved_by(room.conn, [drawn.decision.partition("/")[0]])
    assert by_seed([C], next(iter(seed.values()))) == [C]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_list_names_draw_seed_and_finding(room: CaseRoom, lang: str) -> None:
    room.take_in(C)
    room.decide(C, look_over=False)
    found = {"outcome": "REMARKS", "deficiencies": ["Q07"], "praise": "근거가 분명함"}
    room.do("con-1", "check_quality", C, found)
    (row,) = quality_list(room.conn, lang, day=dt.date(2023, 3, 6)).table.rows
    seed = room.conn.execute("SELECT hash FROM journal WHERE act = 'resolve'").fetchone()[0]
    assert row[0] == C
    assert seed.startswith(row[3])
    assert "이름 con-1" in row
    assert "근거가 분명함" in row[6]
    for name in ("list.pdf", "list.csv"):
        path = room.folder / name
        done = write_quality_list(room.case_file, room.signers["sec"], path, lang=lang, now=room.at)
        assert (path.is_file(), done["rows"]) == (True, 1)


def test_an_undone_decision_stays_in_the_log_and_its_check_can_be_taken_back(room: CaseRoom) -> None:
    room.take_in(C)
    room.decide(C, look_over=False)
    entry = room.do("con-1", "check_quality", C, outcome="REOPEN", deficiencies=["Q03"], note="수치가 다름")
    assert room.conn.execute("SELECT state, letter_no FROM decision_log_view").fetchone()[0] == "UNDONE"
    assert room.claim(C).decision is None
    room.do("con-1", "take_back", C, entry=entry.uid, undone="check_quality", reason="다른 건과 혼동함")
    assert room.conn.execute("SELECT state FROM decision_log_view").fetchone()[0] == "IN_FORCE"
    assert room.claim(C).open_quality is not None
    room.look_over(C)
    assert quality.waiting(room.conn) == []
    assert check(room.case_file).ok
