"""The case as it stood at any moment: the same as it was when that moment was now."""

import datetime as dt

import pytest

from reviewer.casefile import sealing
from reviewer.casefile.as_of import as_of
from reviewer.casefile.rebuilding import dump_derived
from reviewer.desk import showing
from reviewer.rules.problem import Problem
from tests.casefile.case_room import CaseRoom

C = "2023-000123"


def test_every_earlier_day_is_found_again_to_the_byte(room: CaseRoom) -> None:
    """The derived tables were kept after each step of a decision; as of that moment they come out the same."""
    stood: list[tuple[dt.datetime, bytes, object]] = []

    def keep() -> None:
        stood.append((room.at, dump_derived(room.conn), sealing.chain_heads(room.conn)))

    keep()
    room.take_in(C, "C2")
    keep()
    room.adopt_rules()
    for step in (room.review, room.propose, room.agree, room.resolve):
        step(C)
        keep()
    room.do("sec", "seal_day", "case", chains=sealing.chain_heads(room.conn))
    keep()
    for at, derived, heads in stood:
        with as_of(room.case_file, at) as past:
            assert dump_derived(past.reader()) == derived
            assert past.told()["heads"] == heads
    assert len({derived for _, derived, _ in stood}) == len(stood)


def test_what_was_not_there_yet_is_not_there(room: CaseRoom) -> None:
    before = room.at
    room.take_in(C)
    with as_of(room.case_file, before) as past, pytest.raises(Problem, match="ClaimUnknown"):
        showing.show(past, C, unmasked=False)
    with as_of(room.case_file, room.at) as past:
        assert showing.show(past, C, unmasked=False)["stage"] == "ROUTED"
        assert showing.find(past, "", where={}, sort="claim", limit=9, unmasked=False)["count"] == 1


def test_the_past_cannot_be_written(room: CaseRoom) -> None:
    with as_of(room.case_file, room.at) as past:
        with pytest.raises(Problem, match="CaseFileInUse"):
            _ = past.writer
        with pytest.raises(Exception, match="readonly"):
            past.reader().execute("DELETE FROM heads")
    assert room.conn.execute("SELECT count(*) FROM heads").fetchone()[0]


def test_an_entry_of_a_clock_that_ran_ahead_takes_what_rests_on_it_along(room: CaseRoom) -> None:
    room.take_in(C)
    now = room.at
    room.at += dt.timedelta(days=400)
    room.do("law-1", "write_note", C, note="시계가 빠른 컴퓨터")
    room.at = now
    room.do("sec", "write_note", C, note="그 뒤의 기록")
    with as_of(room.case_file, room.at + dt.timedelta(days=1)) as past:
        acts = [row[0] for row in past.reader().execute("SELECT act FROM journal ORDER BY made_at")]
    assert acts == ["found_case", "take_in"]
