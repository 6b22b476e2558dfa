"""What a check finds when somebody changed a case behind the program's back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.casefile import proofs
from reviewer.casefile.case_file import open_case
from reviewer.casefile.check import Report, check
from reviewer.casefile.engine import Connection, connect
from tests.casefile.case_room import CaseRoom, fact_row, store_delivery

C = "2023-000123"
GUARDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> CaseRoom:
    """A case with one decided and one untouched claim, made once."""
    room = CaseRoom(tmp_path_factory.mktemp("pattern"))
    room.take_in(C, "C2")
    room.decide(C)
    room.case_file.close()
    return room


@pytest.fixture
def decided(pattern: CaseRoom, tmp_path: Path) -> Iterator[CaseRoom]:
    """A copy of it for this test alone."""
    room = pattern.copied_to(tmp_path)
    yield room
    room.case_file.close()


def meddle(room: CaseRoom, *statements: str, documents: bool = False) -> Report:
    """Change the closed file with another tool, guards removed and put back, and check it."""
    room.case_file.close()
    conn = connect(room.case_file.documents_path if documents else room.path)
    conn.execute("PRAGMA foreign_keys = OFF")
    guards = [tuple(row) for row in conn.execute(GUARDS)]
    for name, _ in guards:
        conn.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        assert change(conn, statement), statement
    for _, sql in guards:
        conn.execute(sql)
    conn.close()
    with open_case(room.path, writing=False) as opened:
        return check(opened, documents=True)


def change(conn: Connection, statement: str) -> bool:
    return bool(conn.execute(statement).rowcount)


def codes(report: Report) -> set[str]:
    assert not report.ok
    return {code for code, _ in report.problems}


def test_an_untouched_case_is_in_order(decided: CaseRoom) -> None:
    told: list[tuple[int, int]] = []
    report = check(decided.case_file, documents=True, progress=lambda done, of: told.append((done, of)))
    assert report.ok
    assert report.problems == ()
    assert (report.claims, report.documents) == (2, 8)
    assert report.entries == decided.conn.execute("SELECT count(*) FROM journal").fetchone()[0]
    assert told[-1][0] == told[-1][1] - 1


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE journal SET author = 'kakao-1' WHERE act = 'propose_decision'", {"entry_changed"}),
        ("UPDATE journal SET made_at = '2023-01-01T00:00:00.000000Z' WHERE act = 'assess'", {"entry_changed"}),
        ("UPDATE journal SET body = replace(body, '258660', '958660') WHERE act = 'propose_decision'",
         {"entry_changed"}),
        ("UPDATE journal SET signature = (SELECT signature FROM journal WHERE act = 'assess') WHERE act = 'resolve'",
         {"signature_wrong"}),
        ("DELETE FROM journal WHERE act = 'answer_conflict'", {"entry_missing"}),
        ("DELETE FROM journal WHERE act = 'assess'", {"entry_missing"}),
        ("UPDATE texts SET text = '다른 말' WHERE text = '기준대로'", {"text_changed"}),
        ("DELETE FROM texts WHERE text = '기준대로'", {"text_missing"}),
        ("UPDATE fact_rows SET claimed_loss = 9000000 WHERE claim = 'C2'", {"row_changed", "rows_changed"}),
        ("UPDATE fact_rows SET account = '110-1' WHERE claim = 'C2'", {"row_changed"}),
        ("DELETE FROM fact_rows WHERE claim = 'C2'", {"rows_changed", "standing_differs"}),
        ("UPDATE papers SET document = 'ab' WHERE kind = 'SBC'", {"papers_changed"}),
        ("UPDATE claims SET award = 999999 WHERE claim = '2023-000123'", {"standing_differs"}),
        ("UPDATE claims SET claimed_loss = 1 WHERE claim = 'C2'", {"standing_differs"}),
        ("UPDATE claims SET state = replace(state, '258660', '958660') WHERE state <> ''", {"standing_differs"}),
        ("DELETE FROM claims WHERE claim = 'C2'", {"standing_differs"}),
        ("UPDATE decisions SET award = 1", {"standing_differs"}),
        ("DELETE FROM heads WHERE subject = 'case'", {"standing_differs"}),
        ("UPDATE case_standing SET state = replace(state, '\"law-1\"', '\"law-2\"')", {"standing_differs"}),
        ("UPDATE public_keys SET public_key = (SELECT max(public_key) FROM public_keys)", {"key_unknown"}),
        ("UPDATE case_identity SET case_uid = 'another'", {"entry_of_another_case"}),
    ],
)  # fmt: skip
def test_every_change_behind_the_program_s_back_is_found(decided: CaseRoom, statement: str, expected: set[str]) -> None:
    if "case_identity" in statement:
        decided.case_file.documents_path.unlink()
        report = meddle(decided, statement)
    else:
        report = meddle(decided, statement)
    assert expected <= codes(report)


def test_a_guard_that_was_removed_is_found(decided: CaseRoom) -> None:
    decided.conn.execute("DROP TRIGGER journal_no_update")
    assert codes(check(decided.case_file)) == {"shape_changed"}


def test_changed_bytes_of_a_paper_are_found_only_when_they_are_looked_at(decided: CaseRoom) -> None:
    spoil = "UPDATE documents SET bytes = x'00' WHERE document = (SELECT min(document) FROM documents)"
    report = meddle(decided, spoil, documents=True)
    assert codes(report) == {"document_changed"}
    with open_case(decided.path, writing=False) as opened:
        assert check(opened).ok


def test_a_missing_paper_is_found(decided: CaseRoom) -> None:
    document = decided.claim(C).papers[0].document
    report = meddle(decided, f"DELETE FROM documents WHERE document = '{document}'", documents=True)
    assert report.problems == (("document_missing", document),)


def test_a_paper_that_nothing_names_is_listed_and_no_fault(decided: CaseRoom) -> None:
    orphan = proofs.put(decided.case_file, b"nobody's")
    report = check(decided.case_file, documents=True)
    assert report.ok
    assert ("orphan_document", orphan) in report.notes


def test_a_paper_that_comes_during_a_check_is_no_finding(decided: CaseRoom) -> None:
    came: list[str] = []

    def comes(sql: str) -> None:
        if sql.startswith("SELECT document") and not came:
            came.append(decided.take_in("C3", start=9))

    decided.case_file.documents_reader().set_trace_callback(comes)
    report = check(decided.case_file, documents=True)
    assert came
    assert (report.problems, report.notes) == ((), ())


def test_without_the_documents_a_check_says_which_file_is_missing(decided: CaseRoom) -> None:
    decided.case_file.close()
    decided.case_file.documents_path.unlink()
    with open_case(decided.path, writing=False) as opened:
        assert check(opened).ok
        assert codes(check(opened, documents=True)) == {"documents_missing"}


def test_a_delivery_that_was_broken_off_is_noted(room: CaseRoom) -> None:
    with room.case_file.writing() as conn:
        store_delivery(conn, "ee" * 32, [fact_row(1, "C9")], [])
    report = check(room.case_file)
    assert report.ok
    assert report.notes == (("delivery_unfinished", "ee" * 32),)
    assert report.claims == 0


def test_a_roster_that_one_person_changed_alone_is_noted(room: CaseRoom) -> None:
    entry = room.do("sec", "change_roster", "case", roster=room.roster())
    assert ("roster_by_one_person", entry.uid) in check(room.case_file).notes


def test_torn_pages_are_found(decided: CaseRoom) -> None:
    decided.take_in(*(f"D{number:04d}" for number in range(200)), start=100, papers=False)
    decided.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    decided.case_file.close()
    whole = bytearray(decided.path.read_bytes())
    page = 4096 * (len(whole) // 4096 - 3)
    whole[page : page + 4096] = b"\x7f" * 4096
    decided.path.write_bytes(whole)
    with open_case(decided.path, writing=False) as opened:
        assert "file_damaged" in codes(check(opened))


def test_a_locked_case_is_checked_alike(tmp_path: Path) -> None:
    room = CaseRoom(tmp_path, passphrase="words")
    room.take_in(C)
    assert check(room.case_file, documents=True).ok
    room.case_file.close()


def test_a_check_works_while_a_window_writes(decided: CaseRoom) -> None:
    with open_case(decided.path, writing=False) as reading:
        decided.do("sec", "write_note", "C2", note="동시에")
        assert check(reading).ok
