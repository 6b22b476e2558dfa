"""A resolution taken back in a case file: the journal keeps it, the log says undone, and a rebuild agrees."""

from reviewer.casefile.claim_facts import timeline
from reviewer.casefile.rebuilding import dump_derived, rebuild
from reviewer.desk.outbox import letters_due
from reviewer.rules.stage import Stage
from tests.casefile.case_room import CaseRoom

C = "2023-000123"


def test_nothing_is_sent_of_a_resolution_taken_back(room: CaseRoom) -> None:
    room.take_in(C)
    room.decide(C)
    assert [one.claim for one in letters_due(room.case_file, now=room.at, numbers=[C])[0]] == [C]
    entry = room.do("sec", "take_back_resolution", C, reason="금액을 잘못 옮김")
    assert letters_due(room.case_file, now=room.at, numbers=[C])[0] == []
    row = room.conn.execute("SELECT state, award FROM decisions WHERE claim = ?", (C,)).fetchone()
    assert (row["state"], row["award"]) == ("UNDONE", 258_660)
    shown = room.conn.execute("SELECT stage, award, letter_no FROM claims WHERE claim = ?", (C,)).fetchone()
    assert tuple(shown) == ("DEFERRED", None, "")
    told = {line.act: line.facts for line in timeline(room.conn, C)}
    assert "resolve" in told
    assert told["take_back_resolution"]["reason"] == "금액을 잘못 옮김"
    before = dump_derived(room.conn)
    with room.case_file.writing() as conn:
        rebuild(conn)
    assert dump_derived(room.conn) == before
    room.do("sec", "take_back", C, entry=entry.uid, undone="take_back_resolution", reason="아님")
    assert room.claim(C).stage is Stage.RESOLVED
