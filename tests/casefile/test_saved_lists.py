"""Views of the list that all share: who may change them, whose last look is whose, and what is forgotten."""

import json
from pathlib import Path

import pytest

from reviewer.casefile import saved_lists
from reviewer.casefile.check import check
from reviewer.casefile.saved_lists import SavedList
from reviewer.rules.problem import Problem
from tests.casefile.case_room import CaseRoom

AT = "2023-03-06T00:01:00Z"
VIEW = json.dumps({"query": {"words": "김하늘", "columns": {"claimed_loss": ">500000", "trade_name": "한빛"}}})


@pytest.fixture
def room(tmp_path: Path) -> CaseRoom:
    return CaseRoom(tmp_path)


def names(room: CaseRoom) -> list[tuple[str, str]]:
    return [(one.name, one.made_by) for one in saved_lists.shared(room.conn)]


def test_a_view_is_shared_by_all_and_changed_by_whoever_made_it(room: CaseRoom) -> None:
    with room.case_file.writing() as conn:
        saved_lists.save(conn, SavedList("큰 손실", VIEW, "law-1", AT))
        saved_lists.save(conn, SavedList("나", "{}", "ksf-1", AT))
        saved_lists.rename(conn, "큰 손실", "손실 큰 건", "law-1")
    room = room.reopened()
    assert names(room) == [("나", "ksf-1"), ("손실 큰 건", "law-1")]
    with pytest.raises(Problem, match="ViewOfAnother"), room.case_file.writing() as conn:
        saved_lists.save(conn, SavedList("나", VIEW, "law-1", AT))
    with pytest.raises(Problem, match="ViewOfAnother"), room.case_file.writing() as conn:
        saved_lists.rename(conn, "손실 큰 건", "나", "law-1")
    with pytest.raises(Problem, match="ViewOfAnother"), room.case_file.writing() as conn:
        saved_lists.delete(conn, "나", "law-1")
    with room.case_file.writing() as conn:
        saved_lists.delete(conn, "손실 큰 건", "law-1")
    assert names(room) == [("나", "ksf-1")]
    assert check(room.case_file).ok


def test_everybody_has_a_last_look_of_their_own(room: CaseRoom) -> None:
    with room.case_file.writing() as conn:
        saved_lists.keep_last(conn, "law-1", "{}", AT)
        saved_lists.keep_last(conn, "law-1", VIEW, AT)
        saved_lists.keep_last(conn, "", "{}", AT)
    assert saved_lists.last_of(room.conn, "law-1") == VIEW
    assert saved_lists.last_of(room.conn, "ksf-1") == saved_lists.last_of(room.conn, "") == ""
    assert names(room) == []


def test_what_names_a_claimant_is_forgotten(room: CaseRoom) -> None:
    with room.case_file.writing() as conn:
        saved_lists.save(conn, SavedList("큰 손실", VIEW, "law-1", AT))
        saved_lists.keep_last(conn, "law-1", VIEW, AT)
        saved_lists.forget_persons(conn)
    expected = {"query": {"columns": {"claimed_loss": ">500000"}}}
    assert json.loads(saved_lists.last_of(room.conn, "law-1")) == expected
    assert json.loads(saved_lists.shared(room.conn)[0].content) == expected


def test_a_case_without_sort_keys_gets_them_when_it_opens(room: CaseRoom) -> None:
    room.take_in("2023-000001")
    for table in ("desk_lists", "list_keys"):
        room.conn.execute(f"DROP TABLE {table}")
    room.conn.execute("DELETE FROM _sqlite_migrations WHERE name >= 'm012'")
    room.conn.execute("PRAGMA user_version = 11")
    room = room.reopened()
    keys = room.conn.execute("SELECT name_key, person_key FROM list_keys").fetchall()
    assert [tuple(row) for row in keys] == [("하늘상회11", "김하늘")]
    assert check(room.case_file).ok
