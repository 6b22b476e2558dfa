"""A masked copy takes the place of a paper for good: nothing of the original stays in any file of the case."""

import datetime as dt
import hashlib
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from reviewer.casefile import desk_notes, fingerprints, journal, proofs, readings
from reviewer.casefile.backup import back_up
from reviewer.casefile.case_file import open_case
from reviewer.casefile.check import check
from reviewer.casefile.claim_facts import papers_of
from reviewer.casefile.rebuilding import dump_derived, rebuild
from reviewer.rules.likeness import Fingerprint
from reviewer.rules.problem import Problem
from reviewer.rules.reading import Reading, Word
from tests.casefile.case_room import CaseRoom, fact_row, store_delivery

C, OTHER = "2023-000123", "2023-000124"
SECRET = b"900101-1234567 resident number in the bytes of the paper"
PAPER = b"%PDF-1.7 " + SECRET * 4000  # long enough for SQLite's overflow pages
COPY = b"%PDF-1.7 a picture of the page, blackened"
CLIPPING = b"\x89PNG\r\n\x1a\n" + b"clipping with 900101-1234567" * 300
DOCUMENT, MASKED = (hashlib.sha256(data).hexdigest() for data in (PAPER, COPY))
AREA = {"document": DOCUMENT, "page": 1, "box": [100, 200, 300, 260]}


@pytest.fixture
def desk(room: CaseRoom) -> CaseRoom:
    """Two claims that were sent the same paper; the lead of the first has it on the desk."""
    proofs.put(room.case_file, PAPER)
    rows = [fact_row(1, C), fact_row(2, OTHER)]
    came = [(C, "SLS", f"{C}/매출.pdf", DOCUMENT), (OTHER, "OTH", f"{OTHER}/기타.pdf", DOCUMENT)]
    with room.case_file.writing() as conn:
        body = store_delivery(conn, "ab" * 32, rows, came)
    room.do("sec", "take_in", f"delivery:{'ab' * 32}", body)
    room.take_up(C)
    return room


def body(**changes: Any) -> dict[str, Any]:
    wanted = {"document": DOCUMENT, "masked": MASKED, "bytes": len(COPY), "areas": [AREA], "claims": [C, OTHER]}
    return {**wanted, **changes}


def mask(desk: CaseRoom, who: str = "law-1") -> None:
    proofs.put(desk.case_file, COPY)
    desk.do(who, "replace_by_masked_copy", "case", body())


def raw_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_nothing_of_the_original_is_left_in_any_file_or_backup(desk: CaseRoom, tmp_path: Path) -> None:
    clipping = proofs.put(desk.case_file, CLIPPING)
    desk.do("law-1", "bind_fact", C, fact="QUERY_FROM", value="2022-09-01", at=AREA, clipping=clipping)
    desk.do("law-1", "release_fact", C, fact="QUERY_FROM")
    stray = proofs.put(desk.case_file, CLIPPING + b"2")  # its entry was never written
    with desk.case_file.writing() as conn:
        read = Reading(DOCUMENT, "SLS", "TEXT", (Word("900101-1234567", 1, (1, 2, 3, 4)),))
        readings.keep(conn, readings.READ, read, 1)
        fingerprints.keep(conn, DOCUMENT, [Fingerprint("TEXT", "900101-1234567", 1)])
        desk_notes.keep_view(conn, "law-1", DOCUMENT, '{"turn": 90}')
        desk_notes.mark_pages(conn, "law-1", DOCUMENT, [1, 2])
    assert b"900101-1234567" in raw_bytes(desk.folder)
    mask(desk)
    with desk.case_file.writing() as conn:  # a reader in the background comes too late
        readings.keep(conn, readings.READ, read, 1)
        fingerprints.keep(conn, DOCUMENT, [Fingerprint("TEXT", "900101-1234567", 1)])
    assert b"900101-1234567" not in raw_bytes(desk.folder)
    folder = back_up(desk.case_file, tmp_path / "backups", at=dt.datetime(2023, 4, 1, tzinfo=dt.UTC)).path
    assert b"900101-1234567" not in raw_bytes(folder)
    for gone in (clipping, stray):
        assert not proofs.is_here(desk.case_file, gone)
    assert desk_notes.pages_seen(desk.conn, "law-1", [MASKED]) == {MASKED: {1, 2}}
    report = check(desk.case_file, documents=True)
    assert (report.problems, report.notes) == ((), ())


def test_the_copy_stands_in_every_claim_under_the_old_name(desk: CaseRoom) -> None:
    desk.do("law-1", "record_check", C, document=DOCUMENT, check="G1", result="PASS")
    mask(desk)
    for number, path in ((C, f"{C}/매출.pdf"), (OTHER, f"{OTHER}/기타.pdf")):
        line = papers_of(desk.conn, number)[0]
        assert (line.document, line.path, line.bytes) == (MASKED, path, len(COPY))
    assert desk.claim(C).paper(MASKED).answers.keys() == {"G1", "G6"}
    seen = desk.conn.execute("SELECT claim, document, path, bytes FROM proofs_view ORDER BY claim").fetchall()
    assert [tuple(row) for row in seen] == [
        (C, MASKED, f"{C}/매출.pdf", len(COPY)),
        (OTHER, MASKED, f"{C}/매출.pdf", len(COPY)),
    ]
    assert proofs.read(desk.case_file, DOCUMENT) == COPY == proofs.read(desk.case_file, MASKED)
    before = dump_derived(desk.conn)
    with desk.case_file.writing() as conn:
        rebuild(conn)
    assert dump_derived(desk.conn) == before


def test_it_cannot_be_taken_back_and_what_follows_can(desk: CaseRoom) -> None:
    desk.do("law-1", "record_check", C, document=DOCUMENT, check="G1", result="PASS")
    mask(desk)
    entry = journal.entries_of(desk.conn, C)[-1]
    back = {"undone": entry.act, "reason": "잘못 누름"}
    assert desk.refusals("law-1", "take_back", C, entry=entry.uid, **back) == ["ActNotAllowed"]
    later = desk.do("law-1", "record_check", C, document=MASKED, check="G2", result="FAIL", reason="R02")
    desk.do("law-1", "take_back", C, entry=later.uid, undone="record_check", reason="잘못 누름")
    assert desk.claim(C).paper(MASKED).answers.keys() == {"G1", "G6"}
    assert check(desk.case_file, documents=True).ok


def test_a_claim_left_out_a_missing_copy_and_a_second_time_are_refused(desk: CaseRoom) -> None:
    with pytest.raises(Problem, match="ProofMissing"):
        desk.do("law-1", "replace_by_masked_copy", "case", body())
    proofs.put(desk.case_file, COPY)
    assert desk.refusals("law-1", "replace_by_masked_copy", "case", **body(claims=[C])) == ["ActNotAllowed"]
    assert proofs.read(desk.case_file, DOCUMENT) == PAPER
    mask(desk)
    assert desk.refusals("law-1", "replace_by_masked_copy", "case", **body()) != []


def test_a_copy_can_be_masked_again(desk: CaseRoom) -> None:
    mask(desk)
    second = proofs.put(desk.case_file, COPY + b" more")
    area = {**AREA, "document": MASKED}
    desk.do("sec", "replace_by_masked_copy", "case", body(document=MASKED, masked=second, bytes=46, areas=[area]))
    assert desk.claim(OTHER).paper(second).before == (DOCUMENT, MASKED)
    assert papers_of(desk.conn, OTHER)[0].path == f"{OTHER}/기타.pdf"
    assert proofs.read(desk.case_file, DOCUMENT) == COPY + b" more"
    assert check(desk.case_file, documents=True).problems == ()


def test_the_same_paper_sent_again_is_not_kept_again(desk: CaseRoom) -> None:
    mask(desk)
    assert proofs.put(desk.case_file, PAPER) == DOCUMENT
    with desk.case_file.writing() as conn:
        came = [("2023-000200", "SLS", "2023-000200/매출.pdf", DOCUMENT)]
        taken = store_delivery(conn, "cd" * 32, [fact_row(1, "2023-000200")], came)
    desk.do("sec", "take_in", f"delivery:{'cd' * 32}", taken)
    assert SECRET not in raw_bytes(desk.folder)
    assert proofs.read(desk.case_file, desk.claim("2023-000200").papers[0].document) == COPY
    assert check(desk.case_file, documents=True).ok


@pytest.mark.parametrize("moment", ["finish", "_stray_pictures", "truncated"])
def test_killed_between_the_entry_and_the_erasure_it_is_done_at_the_next_opening(
    desk: CaseRoom, moment: str, tmp_path: Path
) -> None:
    proofs.put(desk.case_file, COPY)
    desk.case_file.close()
    died = subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), str(desk.path), moment, str(body())])
    assert died.returncode == -signal.SIGKILL
    with open_case(desk.path, writing=False) as left:
        assert left.reader().execute("SELECT count(*) FROM tombstones").fetchone()[0] == 1
        assert ("erased_still_stored", DOCUMENT) in check(left, documents=True).problems or moment == "truncated"
        folder = back_up(left, tmp_path / "backups", at=dt.datetime(2023, 4, 1, tzinfo=dt.UTC)).path
        assert SECRET not in raw_bytes(folder)
    desk.reopened()
    assert SECRET not in raw_bytes(desk.folder)
    assert desk.claim(OTHER).papers[0].document == MASKED
    assert check(desk.case_file, documents=True).ok


KILLED = """
    import ast, datetime, os, signal, sys
    from pathlib import Path
    from reviewer.casefile import journal
    from reviewer.casefile.case_file import open_case
    from reviewer.casefile.keys import keys_in, unlock

    path, moment, body = Path(sys.argv[1]), sys.argv[2], ast.literal_eval(sys.argv[3])
    case = open_case(path)

    def watch(frame, event, arg):
        # 'truncated': the bytes are overwritten, the log of SQLite is not shortened yet
        if not frame.f_code.co_filename.endswith("erasure.py"):
            return
        left = event == "return" and frame.f_code.co_name == "_stray_pictures"
        if moment == "truncated" and left:
            sys.setprofile(None)
            case.documents_writer.set_trace_callback(
                lambda sql: os.kill(os.getpid(), signal.SIGKILL) if "wal_checkpoint" in sql else None
            )
        elif event == "call" and frame.f_code.co_name == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    keys = path.parent / "keys"
    signer = unlock(keys, next(key.key_id for key in keys_in(keys) if key.member == "law-1"), None)
    sys.setprofile(watch)
    journal.append(case, signer, "replace_by_masked_copy", "case", body, made_at=datetime.datetime.now(datetime.UTC))
"""
