"""Nobody can change, take out, exchange, repeat or cut off an entry without a check naming it."""

import itertools
import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from reviewer.casefile import journal, sealing
from reviewer.casefile.case_file import open_case
from reviewer.casefile.check import Report, check
from reviewer.casefile.check_chains import Known, Link, breaks, chain_breaks, known_to, row_faults
from reviewer.casefile.engine import Connection, connect, in_memory
from reviewer.casefile.entry import COLUMNS, entry_of, row_of
from reviewer.casefile.keys import make_key, verify, wrong_signatures
from reviewer.casefile.signatures import Signatures
from tests.casefile.case_room import CaseRoom

C = "2023-000123"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> CaseRoom:
    """A decided case, sealed at the end."""
    room = CaseRoom(tmp_path_factory.mktemp("sealed"))
    room.take_in(C, "C2")
    room.do("sec", "open_claim", "C2", role="OTHER")
    room.decide(C)
    room.do("sec", "unmask", "C2", fields=["phone"], reason="전화 확인")
    seal(room)
    room.case_file.close()
    return room


@pytest.fixture
def sealed(pattern: CaseRoom, tmp_path: Path) -> Iterator[CaseRoom]:
    """A copy of it for this test alone."""
    room = pattern.copied_to(tmp_path)
    yield room
    room.case_file.close()


@pytest.fixture
def bare(sealed: CaseRoom) -> Iterator[Connection]:
    """The same case in memory, without anything that guards it."""
    conn = in_memory()
    sealed.conn.backup(conn)
    for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        conn.execute(f"DROP TRIGGER {name}")
    conn.execute("PRAGMA foreign_keys = OFF")
    yield conn
    conn.close()


def seal(room: CaseRoom) -> None:
    room.do("sec", "seal_day", "case", chains=sealing.chain_heads(room.conn))


def rows_in(conn: Connection) -> list[Row]:
    return [dict(row) for row in conn.execute(f"SELECT {', '.join(COLUMNS)} FROM journal ORDER BY key_id, number")]


def by_place(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row["key_id"], row["number"]))


def lasts(rows: list[Row]) -> list[Link | None]:
    """What stands before each row in its chain."""
    found: list[Link | None] = []
    for place, row in enumerate(rows):
        before = rows[place - 1] if place and rows[place - 1]["key_id"] == row["key_id"] else None
        found.append(None if before is None else Link(before["number"], before["hash"], before["made_at"]))
    return found


def is_found(row: Mapping[str, Any], last: Link | None, known: Known) -> bool:
    if next(row_faults(row, last, known), None) is not None:
        return True
    return wrong_signatures([(known.keys[row["key_id"]], row["hash"], row["signature"])]) == [0]


def changed(row: Row, column: str, place: int, flip: int) -> Row:
    """The row with one byte of a column changed, as a disk or a hand might do it."""
    if column == "number":
        return row | {"number": row["number"] ^ 1 << place}
    spoilt = bytearray(row[column].encode())
    spoilt[place] ^= flip
    return row | {column: spoilt.decode("utf-8", "surrogateescape")}


def bytes_of(row: Row, column: str) -> int:
    return 16 if column == "number" else len(row[column].encode())


def test_every_byte_of_fifty_entries_is_watched(bare: Connection) -> None:
    known, rows, chance = known_to(bare), rows_in(bare), random.Random(4)
    chosen = chance.sample(list(zip(rows, lasts(rows), strict=True)), 50)
    tried = 0
    for row, last in chosen:
        assert not is_found(row, last, known)
        for column in COLUMNS:
            for place in range(bytes_of(row, column)):
                tried += 1
                assert is_found(changed(row, column, place, chance.randrange(1, 256)), last, known), (column, place)
    assert tried > 50 * 500


def test_a_byte_put_into_fifty_entries_or_taken_out_of_them_is_found(bare: Connection) -> None:
    known, rows, chance = known_to(bare), rows_in(bare), random.Random(5)
    for row, last in chance.sample(list(zip(rows, lasts(rows), strict=True)), 50):
        for column in (name for name in COLUMNS if name != "number"):
            text = row[column]
            place = chance.randrange(len(text) + 1)
            assert is_found(row | {column: f"{text[:place]}0{text[place:]}"}, last, known), column
            if text:
                place = chance.randrange(len(text))
                assert is_found(row | {column: text[:place] + text[place + 1 :]}, last, known), column


def test_the_same_entry_written_in_another_way_is_a_changed_one(bare: Connection) -> None:
    known, rows = known_to(bare), rows_in(bare)
    for row, last in zip(rows, lasts(rows), strict=True):
        ways = [
            row | {"body": json.dumps(json.loads(row["body"]), ensure_ascii=True, indent=1)},
            row | {"body": row["body"].replace(",", ", ", 1) + " "},
            row | {"saw": f" {row['saw']}"},
            row | {"hash": row["hash"].upper()},
            row | {"signature": row["signature"].upper()},
        ]
        for way in ways:
            assert way == row or is_found(way, last, known)


@pytest.mark.acceptance
def test_ten_thousand_bytes_of_ten_thousand_entries_are_watched(tmp_path: Path) -> None:
    room = CaseRoom(tmp_path)
    room.take_in(C)
    looks = [("open_claim", C, {"role": "OTHER"}, room.at)] * 5_000
    for who in ("law-1", "ksf-1"):
        journal.append_many(room.case_file, room.signers[who], looks)
    known, rows, chance = known_to(room.conn), rows_in(room.conn), random.Random(10_000)
    before = lasts(rows)
    assert len(rows) > 10_000
    tried = 0
    while tried < 10_000:
        at, column = chance.randrange(len(rows)), chance.choice(COLUMNS)
        if not bytes_of(rows[at], column):
            continue  # the first entry of a chain has nothing before it, an access entry saw nothing
        place = chance.randrange(bytes_of(rows[at], column))
        assert is_found(changed(rows[at], column, place, chance.randrange(1, 256)), before[at], known)
        tried += 1
    assert breaks(room.conn) == []
    room.case_file.close()


def test_every_single_deletion_is_found_and_named(bare: Connection) -> None:
    (last,) = sealing.seals(bare)
    rows = rows_in(bare)
    for row in rows:
        bare.execute("BEGIN")
        bare.execute("DELETE FROM journal WHERE uid = ?", (row["uid"],))
        found = [(one.code, one.where) for one in breaks(bare)]
        bare.execute("ROLLBACK")
        if row["uid"] == last.uid:
            assert found == []  # nothing in the file saw it: that is what its printed code is for
            continue
        gone = f"{row['key_id']} {row['number']}"
        assert ("entry_missing", gone) in found or ("sealed_entry_missing", gone) in found, row["act"]


def test_cutting_off_is_found_back_to_the_seal_and_to_whatever_saw_what_is_gone(sealed: CaseRoom) -> None:
    saw_it = sealed.do("law-1", "write_note", "C2", note="확인")
    report = checked_after(sealed, "DELETE FROM journal WHERE act = 'seal_day'")
    assert report.first_break == ("saw_unknown", saw_it.uid)


def checked_after(room: CaseRoom, statement: str) -> Report:
    """What a check finds after this was done to the closed file with another tool."""
    room.case_file.close()
    conn = connect(room.path)
    conn.execute("PRAGMA foreign_keys = OFF")
    guards = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        conn.execute(f"DROP TRIGGER {name}")
    conn.execute(statement)
    for _, sql in guards:
        conn.execute(sql)
    conn.close()
    with open_case(room.path, writing=False) as opened:
        return check(opened)


@pytest.mark.parametrize("swapped", [("key_id", "number"), ("key_id", "number", "previous"), ("body",)])
def test_every_exchange_between_two_entries_is_found(bare: Connection, swapped: tuple[str, ...]) -> None:
    known, rows = known_to(bare), rows_in(bare)[:50]
    for one, other in itertools.combinations(range(len(rows)), 2):
        first, second = (dict(rows[place]) for place in (one, other))
        if all(first[name] == second[name] for name in swapped):
            continue
        for name in swapped:
            first[name], second[name] = second[name], first[name]
        meddled = by_place([*rows[:one], first, *rows[one + 1 : other], second, *rows[other + 1 :]])
        touched = {first["key_id"], second["key_id"]}
        meddled = [row for row in meddled if row["key_id"] in touched]
        assert next(chain_breaks(meddled, known), None) is not None, (one, other)


@pytest.mark.parametrize("who", ["sec", "law-1"])
def test_two_neighbours_exchanged_are_told_as_moved(sealed: CaseRoom, bare: Connection, who: str) -> None:
    key = sealed.signers[who].key_id
    bare.execute("UPDATE journal SET number = -number WHERE key_id = ?", (key,))
    bare.execute("UPDATE journal SET number = CASE number WHEN -3 THEN 4 WHEN -4 THEN 3 ELSE -number END "
                 "WHERE number < 0")  # fmt: skip
    named = {one.code for one in breaks(bare)}
    assert {"entry_moved"} <= named <= {"entry_moved", "chain_broken"}


def test_an_entry_put_in_again_is_told_as_replayed(bare: Connection) -> None:
    row = rows_in(bare)[5]
    (count,) = bare.execute("SELECT max(number) FROM journal WHERE key_id = ?", (row["key_id"],)).fetchone()
    again = row | {"uid": "again", "number": count + 1, "hash": "ab" * 32}
    bare.execute(f"INSERT INTO journal ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})",
                 tuple(again[name] for name in COLUMNS))  # fmt: skip
    assert ("entry_replayed", "again") in [(one.code, one.where) for one in breaks(bare)]


def test_an_entry_put_in_again_as_it_is_needs_a_table_without_guards_and_is_still_replayed(bare: Connection) -> None:
    known, rows = known_to(bare), rows_in(bare)
    named = [one.code for one in chain_breaks(by_place([*rows, rows[5]]), known)]
    assert named == ["entry_replayed"]


def test_signing_anew_with_another_key_is_found(bare: Connection, tmp_path: Path) -> None:
    """Somebody rewrites the last entry and all that follow from it, with a key of their own."""
    stranger = make_key(tmp_path, "sec", None)
    row = bare.execute("SELECT * FROM journal WHERE act = 'resolve'").fetchone()
    forged = row_of(entry_of(dict(row) | {"body": row["body"].replace("FOR", "AGAINST")}))
    name = entry_of(dict(zip(COLUMNS, forged, strict=True))).recomputed_hash()
    bare.execute("BEGIN")
    bare.execute("UPDATE journal SET body = ?, hash = ?, signature = ? WHERE uid = ?",
                 (forged[COLUMNS.index("body")], name, stranger.sign(name), row["uid"]))  # fmt: skip
    assert "signature_wrong" in {one.code for one in breaks(bare)}
    bare.execute("INSERT INTO public_keys VALUES (?, ?)", (stranger.key_id, stranger.public_key))
    forged_row = dict(zip(COLUMNS, forged, strict=True)) | {"key_id": stranger.key_id, "number": 1, "previous": ""}
    name = entry_of(forged_row).recomputed_hash()
    bare.execute(
        "UPDATE journal SET key_id = ?, number = 1, previous = '', hash = ?, signature = ? WHERE uid = ?",
        (stranger.key_id, name, stranger.sign(name), row["uid"]),
    )
    named = {one.code for one in breaks(bare)}
    bare.execute("ROLLBACK")
    assert {"key_not_enrolled", "entry_missing", "saw_unknown"} <= named


def test_the_owner_of_a_key_who_writes_the_past_anew_is_found_by_the_seal_and_by_who_saw_it(sealed: CaseRoom) -> None:
    """The secretary has the key; what others signed, and the printed code, hold against the secretary too."""
    signer, conn = sealed.signers["sec"], sealed.conn
    conn.execute("DROP TRIGGER journal_no_update")
    previous = ""
    for row in conn.execute("SELECT * FROM journal WHERE key_id = ? ORDER BY number", (signer.key_id,)).fetchall():
        fresh = dict(row) | {"previous": previous}
        if row["act"] == "resolve":
            fresh["body"] = row["body"].replace("FOR", "AGAINST", 1)
        previous = entry_of(fresh).recomputed_hash()
        conn.execute("UPDATE journal SET body = ?, previous = ?, hash = ?, signature = ? WHERE uid = ?",
                     (fresh["body"], fresh["previous"], previous, signer.sign(previous), row["uid"]))  # fmt: skip
    assert verify(signer.public_key, previous, signer.sign(previous))
    assert "sealed_entry_changed" in {one.code for one in breaks(conn)}


@pytest.mark.parametrize("seed", range(12))
def test_the_whole_check_names_the_entry_that_breaks_first(sealed: CaseRoom, seed: int) -> None:
    chance, rows = random.Random(seed), rows_in(sealed.conn)
    row = chance.choice(rows)
    column = chance.choice([name for name in COLUMNS if name not in ("number", "uid") and row[name]])
    spoilt = bytearray(row[column].encode())
    spoilt[chance.randrange(len(spoilt))] ^= chance.randrange(1, 256)
    sealed.case_file.close()
    conn = connect(sealed.path)
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("DROP TRIGGER journal_no_update")
    conn.execute(f"UPDATE journal SET {column} = CAST(? AS TEXT) WHERE uid = ?", (bytes(spoilt), row["uid"]))
    conn.close()
    with open_case(sealed.path, writing=False) as opened:
        report = check(opened)
    assert not report.ok
    assert report.first_break is not None
    place = f"{row['key_id']} {row['number']}"
    assert report.first_break[1] in (row["uid"], place), (column, report.problems)


def test_a_lost_hash_is_named_before_those_who_saw_it(bare: Connection) -> None:
    """Whoever saw the entry misses it too, perhaps as the second entry of a chain that began long before."""
    row = bare.execute("SELECT * FROM journal WHERE act = 'propose_decision'").fetchone()
    bare.execute("UPDATE journal SET hash = ? WHERE uid = ?", ("ab" * 32, row["uid"]))
    found = breaks(bare)
    assert (found[0].code, found[0].where) == ("entry_changed", row["uid"])
    assert "saw_unknown" in {one.code for one in found}


def test_what_lies_after_the_last_seal_is_told_as_not_yet_sealed(sealed: CaseRoom) -> None:
    (last,) = sealing.seals(sealed.conn)
    assert sealing.sealed(sealed.conn) == sealing.Sealed(last.made_at, 0)
    sealed.do("law-1", "write_note", "C2", note="하나")
    sealed.do("sec", "open_claim", "C2", role="OTHER")
    report = check(sealed.case_file)
    assert (report.ok, report.sealed_until, report.unsealed) == (True, last.made_at, 2)
    seal(sealed)
    assert check(sealed.case_file).unsealed == 0


def test_a_case_that_was_never_sealed_says_so(room: CaseRoom) -> None:
    report = check(room.case_file)
    assert (report.sealed_until, report.unsealed) == (None, report.entries)


def test_a_seal_names_the_entries_that_stand_last_and_needs_something_new(sealed: CaseRoom) -> None:
    heads = sealing.chain_heads(sealed.conn)
    assert sealed.refusals("sec", "seal_day", "case", chains=heads) == ["ActNotAllowed"]  # nothing new
    sealed.do("law-1", "open_claim", "C2", role="OTHER")
    assert sealed.refusals("sec", "seal_day", "case", chains=heads) == ["ActNotAllowed"]  # not the last entries
    now = sealing.chain_heads(sealed.conn)
    assert sealed.refusals("sec", "seal_day", "case", chains=now) == []
    assert sealed.refusals("law-1", "seal_day", "case", chains=now) == ["NotYourRole"]


def test_signatures_verified_by_other_processes_are_told_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    signer = make_key(tmp_path, "law-1", None)
    names = [f"{number:064x}" for number in range(5_000)]
    signed = [signer.sign(names[0] if number in (17, 4_999) else name) for number, name in enumerate(names)]
    signed[30] = f"{signed[0]}\n\n{signed[0]}"  # must not put what the child answers out of step
    for is_there in (True, False):
        if not is_there:  # without its child it does the work itself
            monkeypatch.setattr("sys.executable", str(tmp_path / "none"))
        with Signatures[int](len(names), many=1) as signatures:
            for number, (name, signature) in enumerate(zip(names, signed, strict=True)):
                signatures.ask(signer.public_key, name, signature, number)
            assert sorted(signatures.wrong()) == [17, 30, 4_999]
            assert bool(signatures._helpers) == is_there
