"""Destruction by two people: rows and bytes are really gone from both files, and the case still proves itself."""

import dataclasses
import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

import pytest

from reviewer.casefile import desk_notes, destruction, kept_letters, proofs, readings, search_index, standing
from reviewer.casefile.as_of import as_of
from reviewer.casefile.check import check
from reviewer.casefile.claim_facts import read_applicant
from reviewer.casefile.claims import Filter, order
from reviewer.casefile.entry import Entry
from reviewer.casefile.rebuilding import dump_derived, rebuild
from reviewer.rules.destruction import SCOPES, may_go
from reviewer.rules.problem import Problem
from reviewer.rules.reading import Reading, Word
from reviewer.rules.stage import Stage
from tests.casefile.case_room import CaseRoom, fact_row, store_delivery

C, OTHER = "2023-000123", "2023-000124"
PAPER = b"%PDF-1.7 bank book of Haneul " * 4000
SHARED = b"%PDF-1.7 a price list both sent"
LETTER = b"%PDF-1.7 to the owner of the moonlight workshop " * 900
CLIPPING = b"\x89PNG\r\n\x1a\n" + b"clipping of the account" * 300
SECRETS = {
    "trade": "달빛공방나루", "name": "독고하늘빛", "phone": "01098765432", "account": "987-654-321098",
    "note": "전화로 들은 사정 서른두글자", "path": "독고하늘빛_통장.pdf", "read": "은행잔액구천이백",
    "draft": "아직 쓰는 중인 초안", "story": "불이 나서 영업을 못함", "refused": "거절된 줄의 내용",
}  # fmt: skip


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def room(room: CaseRoom) -> CaseRoom:
    """One claim full of personal data that was decided years ago, beside one that is under review."""
    for data in (PAPER, SHARED, CLIPPING):
        proofs.put(room.case_file, data)
    own = {
        "trade_name": SECRETS["trade"], "representative": SECRETS["name"], "phone": SECRETS["phone"], "bank": "국민",
        "account": SECRETS["account"], "story": SECRETS["story"], "account_holder": SECRETS["name"],
    }  # fmt: skip
    rows = [fact_row(1, C, **own), fact_row(2, OTHER)]
    came = [
        (C, "SBC", f"{C}/a.pdf", proofs.put(room.case_file, b"a")),
        (C, "SLS", f"{C}/b.pdf", proofs.put(room.case_file, b"b")),
        (C, "SUS", f"{C}/가격표.pdf", sha(SHARED)),
        (C, "BNK", f"{C}/{SECRETS['path']}", sha(PAPER)),
        (OTHER, "SUS", f"{OTHER}/가격표.pdf", sha(SHARED)),
    ]
    with room.case_file.writing() as conn:
        body = store_delivery(conn, "ab" * 32, rows, came)
        conn.execute(
            "INSERT INTO refused_rows VALUES (?, 3, 'bad_date', 'received_on', ?, 'x')", ("ab" * 32, SECRETS["refused"])
        )
    room.do("sec", "take_in", f"delivery:{'ab' * 32}", body)
    room.adopt_rules()
    room.review(C)
    at = {"document": sha(PAPER), "page": 1, "box": [100, 200, 300, 260]}
    room.do("law-1", "bind_fact", C, fact="ACCOUNT", value=SECRETS["account"], at=at, clipping=sha(CLIPPING))
    room.do("law-1", "write_note", C, note=SECRETS["note"])
    with room.case_file.writing() as conn:
        read = Reading(sha(PAPER), "BNK", "TEXT", (Word(SECRETS["read"], 1, (1, 2, 3, 4)),))
        readings.keep(conn, readings.READ, read, 1)
        desk_notes.keep_draft(conn, "law-1", C, "more_write_note", SECRETS["draft"], "2023-03-06")
    room.propose(C)
    room.agree(C)
    room.resolve(C)
    room.pay(C)
    with room.case_file.writing() as conn:
        sent = [row[0] for row in conn.execute("SELECT sha256 FROM letters WHERE claim = ?", (C,))]
    kept_letters.keep(room.case_file, dict.fromkeys(sent, LETTER))
    room.at = dt.datetime(2028, 3, 7, 3, 0, tzinfo=dt.UTC)
    return room


def propose(room: CaseRoom, *scopes: str, claims: tuple[str, ...] = (C,)) -> tuple[Entry, dict[str, Any]]:
    found = destruction.doomed(room.conn, scopes, claims)
    return room.do("sec", "propose_destruction", "case", found.body), dict(found.body)


def destroy(room: CaseRoom, *scopes: str) -> None:
    entry, body = propose(room, *scopes)
    room.do("law-1", "confirm_destruction", "case", body, entry=entry.uid)


def bytes_of(room: CaseRoom) -> bytes:
    """Everything that lies in the folder of the case, as it is on the disk."""
    return b"".join(path.read_bytes() for path in sorted(room.folder.glob("심의 1015*")))


def still_there(room: CaseRoom) -> set[str]:
    raw = bytes_of(room)
    found = {name for name, text in SECRETS.items() if text.encode() in raw}
    found |= {
        name
        for name, data in (("paper", PAPER), ("clipping", CLIPPING), ("letter", LETTER))
        if data[:200] in raw or data[-90:] in raw
    }
    return found


def test_nothing_of_what_was_destroyed_remains_in_either_file(room: CaseRoom) -> None:
    room.case_file.close()
    assert still_there(room) == {*SECRETS, "paper", "clipping", "letter"}
    room = room.reopened()
    destroy(room, *SCOPES)
    assert still_there(room) == set()
    room = room.reopened()
    assert still_there(room) == set()
    assert check(room.case_file, documents=True).problems == ()


def test_a_case_that_lost_a_claim_still_adds_up_and_shows_what_is_left(room: CaseRoom) -> None:
    destroy(room, *SCOPES)
    before = dump_derived(room.conn)
    with room.case_file.writing() as conn:
        rebuild(conn)
    assert dump_derived(room.conn) == before
    assert read_applicant(room.conn, C).trade_name == ""
    assert read_applicant(room.conn, OTHER).trade_name != ""
    assert not order(room.conn, Filter(words="달빛공방"))
    claim = room.claim(C)
    assert claim.decision is not None
    assert (claim.decision.award, claim.destroyed) == (258_660, frozenset(SCOPES))
    (done,) = standing.read_case(room.conn).destroyed
    assert (done.proposed_by, done.confirmed_by, done.claims, done.papers) == ("sec", "law-1", 1, 3)
    with as_of(room.case_file, dt.datetime(2023, 3, 7, tzinfo=dt.UTC)) as past:
        assert read_applicant(past.reader(), C).trade_name == ""


@pytest.mark.parametrize(("scope", "stays"), [("PAPERS", True), ("ACCOUNTS", True), ("TEXTS", False), ("FACTS", False)])
def test_a_letter_goes_with_what_it_says(room: CaseRoom, scope: str, stays: bool) -> None:
    destroy(room, scope)
    assert ("letter" in still_there(room)) is stays
    sent = [row[0] for row in room.conn.execute("SELECT sha256 FROM letters WHERE claim = ?", (C,))]
    kept_letters.keep(room.case_file, dict.fromkeys(sent, LETTER))  # the file that left is never taken back
    assert sent
    assert all((kept_letters.kept(room.case_file, one) is not None) is stays for one in sent)
    assert check(room.case_file, documents=True).problems == ()


def test_a_paper_that_another_claim_holds_stays(room: CaseRoom) -> None:
    found = destruction.doomed(room.conn, ["PAPERS"], [C])
    assert found.shared == (sha(SHARED),)
    destroy(room, "PAPERS")
    conn = room.case_file.documents_reader()
    kept = {row[0] for row in conn.execute("SELECT document FROM documents")}
    assert sha(SHARED) in kept
    assert sha(PAPER) not in kept
    assert still_there(room) >= {"trade", "note"}
    assert check(room.case_file, documents=True).ok


def test_the_account_goes_by_itself_and_the_rest_later(room: CaseRoom) -> None:
    destroy(room, "ACCOUNTS")
    assert read_applicant(room.conn, C).account == ""
    assert read_applicant(room.conn, C).trade_name == SECRETS["trade"]
    assert check(room.case_file).ok
    destroy(room, "FACTS", "TEXTS")
    assert read_applicant(room.conn, C).trade_name == ""
    assert check(room.case_file).ok


def test_one_person_proposes_and_another_confirms_the_very_same(room: CaseRoom) -> None:
    entry, body = propose(room, "PAPERS")
    assert room.refusals("law-1", "propose_destruction", "case", **body) == ["ActNotAllowed"]
    assert room.refusals("sec", "confirm_destruction", "case", **body, entry=entry.uid) == ["SamePerson"]
    other = body | {"sum": "ef" * 32}
    assert room.refusals("law-1", "confirm_destruction", "case", **other, entry=entry.uid) == ["ActNotAllowed"]
    assert room.refusals("law-1", "confirm_destruction", "case", **body, entry="x") == ["ActNotAllowed"]
    assert room.refusals("staff", "confirm_destruction", "case", **body, entry=entry.uid) == ["NotYourRole"]
    more = [{"document": proofs.put(room.case_file, b"new"), "kind": "OTH"}]
    room.deliver(more[0]["document"])
    room.do("staff", "receive_papers", C, papers=more)
    assert room.refusals("law-1", "confirm_destruction", "case", **body, entry=entry.uid) == ["ActNotAllowed"]
    room.do("law-1", "drop_destruction", "case", entry=entry.uid)
    destroy(room, "PAPERS")


def test_nothing_goes_before_its_period_is_over_or_while_the_claim_is_held(room: CaseRoom) -> None:
    assert destruction.over(room.conn, ["PAPERS"], dt.date(2026, 3, 6)) == []
    assert destruction.over(room.conn, ["PAPERS"], dt.date(2026, 3, 7)) == [C]
    assert destruction.over(room.conn, list(SCOPES), dt.date(2028, 3, 6)) == []
    with pytest.raises(Problem, match="still_kept"):
        propose(room, "PAPERS", claims=(C, OTHER))
    room.at = dt.datetime(2026, 3, 6, 3, 0, tzinfo=dt.UTC)
    with pytest.raises(Problem, match="still_kept"):
        propose(room, "PAPERS")


def test_nothing_goes_of_a_claim_that_is_still_to_be_paid_or_is_decided_anew(room: CaseRoom) -> None:
    paid_claim = standing.read_claim(room.conn, C)
    settings, closing = standing.plan_in_force(room.conn).settings, standing.read_case(room.conn).closing
    unpaid = dataclasses.replace(paid_claim, paid_total=0)
    for stage in (Stage.NOTIFIED, Stage.PAYMENT_LISTED, Stage.PAYMENT_FAILED, Stage.ACCOUNT_FIXED):
        waiting = dataclasses.replace(unpaid, stage=stage)
        assert not may_go(waiting, "PAPERS", settings, closing, dt.date(2040, 1, 1))
    for stage in (Stage.RESOLVED, Stage.APPEALED, Stage.IN_REVIEW):
        again = dataclasses.replace(paid_claim, stage=stage)
        assert not may_go(again, "PAPERS", settings, closing, dt.date(2040, 1, 1))
    assert may_go(paid_claim, "PAPERS", settings, closing, dt.date(2026, 3, 7))


def test_rows_and_names_of_papers_cannot_be_emptied_without_their_entry(room: CaseRoom) -> None:
    for statement in (
        "UPDATE fact_rows SET trade_name = ''",
        "UPDATE papers SET path = 'destroyed/000000 x'",
        "DELETE FROM refused_rows",
        "DELETE FROM texts",
    ):
        with pytest.raises(Exception, match="append-only"):
            room.conn.execute(statement)


def test_a_tombstone_for_something_else_is_found(room: CaseRoom) -> None:
    destroy(room, "TEXTS")
    entry = room.conn.execute("SELECT uid FROM journal WHERE act = 'confirm_destruction'").fetchone()[0]
    (row,) = room.conn.execute("SELECT digest FROM fact_rows WHERE claim = ?", (OTHER,)).fetchall()
    room.conn.execute("INSERT INTO tombstones VALUES (?, ?)", (row[0], entry))
    room.conn.execute("UPDATE fact_rows SET trade_name = '' WHERE claim = ?", (OTHER,))
    assert ("tombstone_unfounded", f"{row[0]} {entry}") in check(room.case_file).problems


def test_a_locked_case_is_destroyed_in_the_same_way(tmp_path: Path) -> None:
    room = CaseRoom(tmp_path, passphrase="correct horse battery")
    room.take_in(C)
    room.decide(C)
    room.pay(C)
    room.at = dt.datetime(2028, 3, 7, 3, 0, tzinfo=dt.UTC)
    destroy(room, *SCOPES)
    assert read_applicant(room.conn, C).trade_name == ""
    assert check(room.case_file, documents=True).ok


def test_words_over_several_claims_go_with_the_last_of_them(tmp_path: Path) -> None:
    room = CaseRoom(tmp_path)
    room.take_in(C, OTHER)
    typed = "상회\u3000하늘"  # finds both, and stands nowhere else as it was typed
    query = f'{{"route":["INDIVIDUAL"],"words":"{typed}"}}'
    both = {"claims": [C, OTHER], "route": "INDIVIDUAL", "query": query, "count": 2}
    with room.case_file.writing() as conn:
        search_index.rebuild(conn)  # the room writes facts without the index that a query asks
    room.do("sec", "route_claims", "case", both)
    room.adopt_rules()
    room.do("sec", "record_statement", "meeting:1", kind="STATEMENT", member="law-1", said="회의 전체에 관한 말")
    for place, claim in enumerate((C, OTHER), 1):
        room.do("staff", "withdraw", claim, date="2023-03-06", how="전화", letter_no=f"2023-A-000{place}")
    with room.case_file.writing() as conn:
        for name, content in (("query:하늘", query), ("query:개별", '{"route":["INDIVIDUAL"]}')):
            desk_notes.keep_draft(conn, "sec", "case", name, content, "2023-03-06")
    room.at = dt.datetime(2028, 3, 7, 3, 0, tzinfo=dt.UTC)

    def words() -> set[str]:
        return {row[0] for row in room.conn.execute("SELECT text FROM texts")}

    entry, body = propose(room, "TEXTS", claims=(C,))
    room.do("law-1", "confirm_destruction", "case", body, entry=entry.uid)
    assert query in words()
    assert set(desk_notes.drafts_of(room.conn, "sec", "case")) == {"query:개별"}
    entry, body = propose(room, "TEXTS", claims=(OTHER,))
    room.do("law-1", "confirm_destruction", "case", body, entry=entry.uid)
    assert query not in words()
    assert "회의 전체에 관한 말" in words()
    assert typed.encode() not in bytes_of(room)
    assert check(room.case_file).ok
    before = dump_derived(room.conn)
    with room.case_file.writing() as conn:
        rebuild(conn)
    assert dump_derived(room.conn) == before


def test_what_was_said_of_a_claim_in_a_meeting_goes_with_it(room: CaseRoom) -> None:
    said = {"kind": "STATEMENT", "member": "law-1", "item": C, "said": "하늘빛 대표의 사정을 들음"}
    room.at = dt.datetime(2023, 3, 6, 9, 0, tzinfo=dt.UTC)
    room.do("sec", "record_statement", "meeting:1", said)
    room.at = dt.datetime(2028, 3, 7, 3, 0, tzinfo=dt.UTC)
    destroy(room, "TEXTS")
    assert "하늘빛 대표의 사정을 들음".encode() not in bytes_of(room)
    assert check(room.case_file).ok
