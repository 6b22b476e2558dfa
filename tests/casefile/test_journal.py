import datetime as dt
import json
import random
import signal
import subprocess
import sys
import threading
import time
import unicodedata
from pathlib import Path

import pytest

from reviewer.casefile import journal
from reviewer.casefile.case_file import open_case
from reviewer.casefile.check import check
from reviewer.casefile.engine import IntegrityError
from reviewer.casefile.entry import Entry, in_order, new_uid
from reviewer.casefile.keys import make_key, verify
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage
from tests.casefile.case_room import CaseRoom

C = "2023-000123"

WRITER = """
import datetime as dt, sys
from pathlib import Path
from reviewer.casefile import journal
from reviewer.casefile.case_file import open_case
from reviewer.casefile.keys import keys_in, unlock
folder, claim = Path(sys.argv[1]), sys.argv[2]
key = next(key for key in keys_in(folder / "keys") if key.member == "sec")
signer = unlock(folder / "keys", key.key_id, None)
with open_case(next(folder.glob("*.casedb"))) as case_file:
    for number in range(10_000):
        entry = journal.append(
            case_file, signer, "write_note", claim, {"note": f"메모 {number}"}, made_at=dt.datetime.now(dt.timezone.utc)
        )
        print(entry.uid, flush=True)
"""


def test_an_entry_is_signed_hashed_and_chained(room: CaseRoom) -> None:
    room.take_in(C)
    first = room.do("sec", "write_note", C, note="하나")
    second = room.do("sec", "write_note", C, note="둘")
    assert (first.number, second.number) == (3, 4)
    assert second.previous == first.hash
    assert first.hash in second.saw
    assert second.hash == second.recomputed_hash()
    assert verify(room.signers["sec"].public_key, second.hash, second.signature)
    assert [entry.hash for entry in journal.entries(room.conn)][-2:] == [first.hash, second.hash]


def test_every_person_has_a_chain_of_their_own(room: CaseRoom) -> None:
    room.take_in(C)
    by_member = room.do("law-1", "write_note", C, note="위원")
    assert (by_member.number, by_member.previous) == (1, "")
    assert by_member.author == "law-1"


def test_an_entry_is_never_changed_or_deleted(room: CaseRoom) -> None:
    room.take_in(C)
    changes = [f"UPDATE {table} SET rowid = 99" for table in ("journal", "fact_rows", "papers", "texts")]
    changes += [f"DELETE FROM {table}" for table in ("journal", "fact_rows", "papers", "texts")]
    for statement in changes:
        with pytest.raises(IntegrityError, match="append-only"):
            room.conn.execute(statement)


def test_a_delivery_takes_no_row_once_its_entry_is_written(room: CaseRoom) -> None:
    delivery = room.take_in(C)
    with pytest.raises(IntegrityError, match="complete"):
        room.conn.execute("INSERT INTO papers VALUES (?, 'late.pdf', ?, 1, ?, 'SBC', 'NEW')", (delivery, "ab" * 32, C))


def test_free_text_stands_apart_under_a_salted_digest(room: CaseRoom) -> None:
    room.take_in(C)
    one = room.do("sec", "write_note", C, note="가맹점명이 다름")
    other = room.do("sec", "write_note", C, note="가맹점명이 다름")
    assert one.body["note"] != other.body["note"]
    assert journal.text_of(room.conn, one.body["note"]) == "가맹점명이 다름"
    stored = room.conn.execute("SELECT body FROM journal WHERE uid = ?", (one.uid,)).fetchone()[0]
    assert "가맹점명" not in stored


def test_a_form_opened_before_somebody_s_act_is_refused_by_name(room: CaseRoom) -> None:
    room.take_in(C)
    saw = journal.saw_for(room.conn, "write_note", C, {})
    room.do("law-1", "write_note", C, note="먼저")
    with pytest.raises(Problem) as caught:
        journal.append(room.case_file, room.signers["sec"], "write_note", C, {"note": "나중"}, made_at=room.at, saw=saw)
    facts = caught.value.facts
    assert caught.value.code == "ClaimChangedMeanwhile"
    assert (facts["claim"], facts["by"], facts["act"]) == (C, "law-1", "write_note")
    fresh = journal.saw_for(room.conn, "write_note", C, {})
    journal.append(room.case_file, room.signers["sec"], "write_note", C, {"note": "나중"}, made_at=room.at, saw=fresh)


def test_another_claim_s_acts_do_not_disturb_a_form(room: CaseRoom) -> None:
    room.take_in(C, "C2")
    saw = journal.saw_for(room.conn, "write_note", C, {})
    room.do("law-1", "write_note", "C2", note="다른 건")
    journal.append(room.case_file, room.signers["sec"], "write_note", C, {"note": "이 건"}, made_at=room.at, saw=saw)


def test_a_changed_roster_disturbs_every_open_form(room: CaseRoom) -> None:
    room.take_in(C)
    saw = journal.saw_for(room.conn, "write_note", C, {})
    room.do("sec", "change_roster", "case", roster=room.roster())
    with pytest.raises(Problem, match="ClaimChangedMeanwhile"):
        journal.append(room.case_file, room.signers["sec"], "write_note", C, {"note": "x"}, made_at=room.at, saw=saw)


def test_looking_changes_no_head(room: CaseRoom) -> None:
    room.take_in(C)
    saw = journal.saw_for(room.conn, "write_note", C, {})
    looked = room.do("watch", "open_claim", C, role="OTHER")
    assert looked.saw == ()
    assert journal.saw_for(room.conn, "write_note", C, {}) == saw
    assert journal.saw_for(room.conn, "open_claim", C, {}) == []
    assert [entry.act for entry in journal.entries_of(room.conn, C)] == ["open_claim"]


def test_an_act_over_many_claims_becomes_the_head_of_each(room: CaseRoom) -> None:
    room.take_in(C)
    room.decide(C, look_over=False)
    last = room.conn.execute("SELECT hash FROM journal WHERE act = 'resolve'").fetchone()[0]
    assert journal.saw_for(room.conn, "write_note", C, {}) == [last]
    heads = room.conn.execute("SELECT subject FROM heads WHERE hash = ? ORDER BY subject", (last,)).fetchall()
    assert [row[0] for row in heads] == [C, "case"]


def test_what_is_refused_leaves_no_trace(room: CaseRoom) -> None:
    room.take_in(C)
    before = list(room.conn.iterdump()) if hasattr(room.conn, "iterdump") else counts(room)
    for who, act, subject, body in (
        ("watch", "write_note", C, {"note": "배석자"}),
        ("sec", "write_note", "none", {"note": "x"}),
        ("sec", "write_note", C, {}),
        ("sec", "write_note", C, {"note": 1.5}),
        ("sec", "write_note", C, {"note": None}),
        ("sec", "no_such_act", C, {}),
        ("sec", "assign", C, {"lead": "law-1", "second": "law-1"}),
        ("law-1", "take_up", C, {}),
    ):
        with pytest.raises(Problem):
            room.do(who, act, subject, body)
    assert (list(room.conn.iterdump()) if hasattr(room.conn, "iterdump") else counts(room)) == before


def counts(room: CaseRoom) -> list[int]:
    tables = ("journal", "texts", "heads", "journal_claims", "public_keys", "claims")
    return [room.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]


def test_a_dry_run_says_the_same_and_does_nothing(room: CaseRoom) -> None:
    room.take_in(C)
    before = counts(room)
    assert room.refusals("watch", "write_note", C, note="x") == ["NotYourRole"]
    assert room.refusals("sec", "write_note", "none", note="x") == ["ClaimUnknown"]
    assert room.refusals("sec", "write_note", C) == ["BadActBody"]
    assert room.refusals("sec", "write_note", C, note="x") == []
    assert counts(room) == before


def test_a_key_that_is_not_on_the_roster_cannot_sign(room: CaseRoom, tmp_path: Path) -> None:
    room.take_in(C)
    room.signers["law-1"] = make_key(tmp_path / "stolen", "law-1", None)
    with pytest.raises(Problem, match="KeyLocked"):
        room.do("law-1", "write_note", C, note="x")


def test_a_new_key_signs_once_the_secretary_enrolled_it(room: CaseRoom, tmp_path: Path) -> None:
    room.take_in(C)
    room.do("law-1", "write_note", C, note="옛 컴퓨터")
    room.signers["law-1"] = make_key(tmp_path / "new", "law-1", None)
    room.do("sec", "change_roster", "case", roster=room.roster())
    assert room.do("law-1", "write_note", C, note="새 컴퓨터").number == 1
    assert check(room.case_file).problems == ()


def test_several_acts_are_recorded_all_or_none(room: CaseRoom) -> None:
    room.take_in(C)
    before = counts(room)
    wishes = [("write_note", C, {"note": "하나"}, room.at), ("write_note", "none", {"note": "둘"}, room.at)]
    with pytest.raises(Problem, match="ClaimUnknown"):
        journal.append_many(room.case_file, room.signers["sec"], wishes)
    assert counts(room) == before
    done = journal.append_many(room.case_file, room.signers["sec"], [wishes[0]] * 3)
    assert [entry.number for entry in done] == [3, 4, 5]
    assert done[2].saw == tuple(sorted({done[1].hash, room.conn.execute(
        "SELECT hash FROM heads WHERE subject = 'case'").fetchone()[0]}))  # fmt: skip


def test_one_s_own_last_act_can_be_taken_back(room: CaseRoom) -> None:
    room.take_in(C)
    room.take_up(C)
    document = room.claim(C).papers[0].document
    before = room.claim(C)
    checked = room.do("law-1", "record_check", C, document=document, check="G1", result="FAIL", reason="R01")
    assert room.claim(C) != before
    undo = {"entry": checked.uid, "undone": "record_check", "reason": "잘못 누름"}
    assert room.refusals("sec", "take_back", C, **undo) == ["ActNotAllowed"]
    assert room.refusals("law-1", "take_back", C, **undo | {"undone": "assess"}) == ["ActNotAllowed"]
    room.do("law-1", "take_back", C, undo)
    assert room.claim(C) == before
    assert room.refusals("law-1", "take_back", C, **undo) == ["ActNotAllowed"]
    assert check(room.case_file).ok


def test_undoing_goes_back_step_by_step(room: CaseRoom) -> None:
    room.take_in(C)
    first = room.do("sec", "route_claim", C, route="NO_LOSS")
    second = room.do("sec", "route_claim", C, route="AFFILIATE")
    for entry in (second, first):
        room.do("sec", "take_back", C, entry=entry.uid, undone="route_claim", reason="다시")
    assert (room.claim(C).route, room.claim(C).stage) == ("INDIVIDUAL", Stage.ROUTED)


def test_a_delivery_is_taken_in_once(room: CaseRoom) -> None:
    delivery = room.take_in(C)
    body = journal.entries_of(room.conn, C)
    assert body == []
    entry = next(entry for entry in journal.entries(room.conn) if entry.act == "take_in")
    with pytest.raises(Problem, match="delivery_known"):
        room.do("sec", "take_in", f"delivery:{delivery}", {**entry.body, "name": "again"})


def test_a_plan_that_cannot_be_read_is_not_adopted(room: CaseRoom) -> None:
    with pytest.raises(Problem, match="PlanInvalid"):
        room.do("sec", "adopt_plan", "case", text="version = 1")


def test_reading_threads_never_stop_the_writer(room: CaseRoom) -> None:
    room.take_in(C)
    stop, seen = threading.Event(), []

    def read() -> None:
        conn = room.case_file.reader()
        while not stop.is_set():
            seen.append(conn.execute("SELECT count(*) FROM journal").fetchone()[0])
        room.case_file.release()

    thread = threading.Thread(target=read)
    thread.start()
    for number in range(50):
        room.do("sec", "write_note", C, note=str(number))
    stop.set()
    thread.join()
    assert seen == sorted(seen)


def test_nothing_that_was_shown_as_recorded_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    room = CaseRoom(tmp_path)
    room.take_in(C)
    room.case_file.close()
    shown: list[str] = []
    chance = random.Random(7)
    for _ in range(8):
        command = [sys.executable, "-c", WRITER, str(tmp_path), C]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        shown.append(child.stdout.readline().strip())
        time.sleep(chance.uniform(0.0, 0.05))
        child.send_signal(signal.SIGKILL)
        shown += child.stdout.read().split("\n")[:-1]  # a line without its end was never shown whole
        child.wait()
        child.stdout.close()
    with open_case(room.path) as opened:
        assert check(opened, documents=True).problems == ()
        recorded = {row[0] for row in opened.reader().execute("SELECT uid FROM journal")}
    assert len(shown) > 8
    assert set(shown) <= recorded


def test_entries_come_after_what_they_saw_and_else_by_hash() -> None:
    def entry(name: str, number: int, key: str, *saw: str) -> Entry:
        return Entry("c", name, key, "a", number, "", "write_note", C, saw, {}, "", name)

    made = [entry("d", 1, "k1"), entry("a", 2, "k1"), entry("c", 1, "k2", "a"), entry("b", 1, "k3")]
    for _ in range(5):
        random.shuffle(made)
        assert [one.hash for one in in_order(made)] == ["b", "d", "a", "c"]


def test_names_of_entries_sort_by_their_time(room: CaseRoom) -> None:
    early, late = (new_uid(dt.datetime(2023, 1, day, tzinfo=dt.UTC)) for day in (1, 2))
    assert early < late
    assert (early[14], early[19] in "89ab") == ("7", True)


def test_a_body_is_kept_composed(room: CaseRoom) -> None:
    decomposed = unicodedata.normalize("NFD", "청구서-가")
    room.take_in(C)
    entry = room.do("sec", "route_claim", C, route="NO_LOSS", marks=[decomposed])
    assert json.loads(json.dumps(entry.body["marks"])) == [unicodedata.normalize("NFC", decomposed)]


def test_resident_numbers_never_get_into_a_note(room: CaseRoom) -> None:
    room.take_in(C)
    entry = room.do("sec", "write_note", C, note="대표 900101-1234567 통화, 계좌는 110-123-456789")
    kept = journal.text_of(room.conn, entry.body["note"])
    assert kept == "대표 900101-******* 통화, 계좌는 110-123-456789"
