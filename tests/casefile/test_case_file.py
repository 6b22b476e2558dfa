import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from sqlcipher3 import dbapi2
from sqlite_utils import Database

from reviewer.casefile import journal, places, proofs
from reviewer.casefile.case_file import SCHEMA_VERSION, create, glance, open_case
from reviewer.casefile.check import check
from reviewer.casefile.engine import SQLITE_VERSION, OperationalError, connect, may_be_locked
from reviewer.casefile.migrations import migrations
from reviewer.casefile.rebuilding import dump_derived
from reviewer.rules.problem import Problem
from tests.casefile.case_room import CaseRoom

HOLDER = """
import sys
from pathlib import Path
from reviewer.casefile.case_file import open_case
held = open_case(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
held.close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "심의 1015.casedb"


def problem_of(act: Callable[[], object]) -> Problem:
    with pytest.raises(Problem) as caught:
        act()
    return caught.value


def code_of(act: Callable[[], object]) -> str:
    return problem_of(act).code


def test_the_library_has_no_wal_fault() -> None:
    assert tuple(map(int, SQLITE_VERSION.split("."))) >= (3, 51, 3)


def test_a_new_case_is_two_files_of_one_case_that_last_through_a_power_cut(path: Path) -> None:
    with create(path) as made:
        uid = made.uid
        assert made.documents_path.is_file()
        for conn in (made.writer, made.documents_writer):
            assert conn.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
            assert conn.execute("PRAGMA synchronous").fetchone()[0] == 2
            assert conn.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    with open_case(path) as again:
        assert again.uid == uid
        assert not again.is_locked
    assert [file.stat().st_size for file in path.parent.glob("*-wal")] in ([], [0], [0, 0])


def test_pages_are_kept_where_they_are_asked_for_again(path: Path) -> None:
    create(path).close()
    with open_case(path) as case:
        kept = [
            -int(conn.execute("PRAGMA cache_size").fetchone()[0])
            for conn in (case.writer, case.documents_writer, case.reader())
        ]
    assert kept[1] < kept[2] < kept[0]


def test_nothing_is_made_over_a_file_that_is_there(path: Path) -> None:
    create(path).close()
    before = path.read_bytes()
    assert code_of(lambda: create(path)) == "CaseFileExists"
    assert path.read_bytes() == before
    path.unlink()
    assert code_of(lambda: create(path)) == "CaseFileExists"  # its documents are still there


def test_a_file_that_is_not_there_is_not_made(path: Path) -> None:
    assert code_of(lambda: open_case(path)) == "CaseFileMissing"
    assert not path.exists()


@pytest.mark.parametrize("content", [b"", b"name,loss\n", b"PK\x03\x04" + b"x" * 5000])
def test_other_files_are_not_taken_for_a_case(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert code_of(lambda: open_case(path)) == "NotACaseFile"
    assert path.read_bytes() == content


NOISE = Random(22).randbytes(4096)


@pytest.mark.parametrize(
    "content",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + NOISE[:3584],  # an office file of 1997
        b"good.txt" + bytes(504) + b"words\n" * 1280,  # a tape archive
        b"\x89PNG\r\n\x1a\n" + NOISE[8:],
        b"PK\x03\x04" + NOISE[4:],
        NOISE[:2048],
    ],
)
def test_other_files_of_whole_blocks_are_not_taken_for_a_locked_case(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert code_of(lambda: open_case(path)) == "NotACaseFile"
    assert code_of(lambda: open_case(path, passphrase="x")) == "NotACaseFile"


def test_whatever_its_salt_a_page_of_ciphertext_may_be_a_locked_case(path: Path) -> None:
    chance = Random(1015)
    for _ in range(500):
        path.write_bytes(chance.randbytes(4096))
        assert may_be_locked(path)


def test_another_program_s_database_is_not_taken_for_a_case(path: Path) -> None:
    with sqlite3.connect(path) as stranger:
        stranger.execute("CREATE TABLE t (x)")
    stranger.close()
    assert code_of(lambda: open_case(path)) == "NotACaseFile"


def test_a_locked_case_opens_with_its_passphrase_only(path: Path) -> None:
    passphrase = "비밀 문구"
    with create(path, passphrase=passphrase) as made:
        document = proofs.put(made, "김하늘".encode() * 500)
        key = made.key
    assert code_of(lambda: open_case(path)) == "CaseFileLocked"
    assert code_of(lambda: open_case(path, passphrase="wrong")) == "WrongPassphrase"
    for file in (path, path.with_suffix(".documents")):
        assert "김하늘".encode() not in file.read_bytes()
        assert b"CREATE TABLE" not in file.read_bytes()
    with open_case(path, passphrase=unicodedata.normalize("NFD", passphrase)) as again:
        assert again.is_locked
        assert proofs.read(again, document) == "김하늘".encode() * 500
    with open_case(path, key=key, writing=False) as by_key:
        assert by_key.is_locked


def test_a_locked_file_opens_with_the_passphrase_in_sqlcipher_s_own_way(path: Path) -> None:
    create(path, passphrase="words").close()
    conn = dbapi2.connect(path)
    conn.execute("PRAGMA key = 'words'")
    assert conn.execute("SELECT locked FROM case_identity").fetchone()[0] == 1
    conn.close()


def test_one_window_writes_and_others_read(room: CaseRoom) -> None:
    room.case_file.close()
    command = [sys.executable, "-c", HOLDER, str(room.path)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    problem = problem_of(lambda: open_case(room.path))
    assert problem.code == "CaseFileInUse"
    assert f"({child.pid})" in str(problem.facts["by"])
    with open_case(room.path, writing=False) as reading:
        assert reading.reader().execute("SELECT count(*) FROM journal").fetchone()[0] == 1
        assert code_of(lambda: reading.writer) == "CaseFileInUse"
    child.communicate("")
    assert child.returncode == 0
    open_case(room.path).close()


def test_a_reading_connection_changes_nothing(room: CaseRoom) -> None:
    with pytest.raises(OperationalError, match="readonly"):
        room.case_file.reader().execute("DELETE FROM heads")


def test_every_thread_reads_through_its_own_connection(room: CaseRoom) -> None:
    found = []

    def read() -> None:
        conn = room.case_file.reader()
        assert conn is room.case_file.reader()
        found.append(conn.execute("SELECT count(*) FROM journal").fetchone()[0])
        room.case_file.release()

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 4


def test_a_newer_file_is_refused_by_both_numbers(room: CaseRoom) -> None:
    room.conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 7}")
    room.case_file.close()
    problem = problem_of(lambda: open_case(room.path))
    assert (problem.code, problem.facts["found"], problem.facts["known"]) == (
        "CaseFileTooNew", SCHEMA_VERSION + 7, SCHEMA_VERSION,
    )  # fmt: skip


def test_an_older_file_is_brought_up_to_date_after_a_copy(path: Path) -> None:
    with create(path) as made:
        uid = made.uid
    path.unlink()
    old = connect(path)
    migrations.apply(Database(old), stop_before="m002_views")
    old.execute("INSERT INTO case_identity VALUES (?, 0, 1)", (uid,))
    old.execute("PRAGMA application_id = 825241909")
    old.execute("PRAGMA user_version = 1")
    old.close()
    assert glance(path).state == "READY"
    assert [file.suffix for file in path.parent.glob("*(version 1)*")] == []  # looking at it changes nothing
    with open_case(path, writing=False) as opened:
        assert opened.reader().execute("SELECT count(*) FROM claims_view").fetchone()[0] == 0
    kept = connect(path.with_name("심의 1015 (version 1).casedb"), readonly=True)
    assert kept.execute("PRAGMA user_version").fetchone()[0] == 1
    assert kept.execute("SELECT case_uid FROM case_identity").fetchone()[0] == uid
    kept.close()


def test_the_version_of_a_file_counts_the_steps_of_its_shape() -> None:
    names = [one.name for one in migrations.pending(Database(memory=True))]
    assert [int(name[1:4]) for name in names] == list(range(1, SCHEMA_VERSION + 1))


def test_an_older_standing_reads_as_if_it_were_added_up_now(room: CaseRoom) -> None:
    """What an earlier program wrote lacks the fields that came later."""
    room.take_in("2023-000001")
    room.decide("2023-000001")
    before = dump_derived(room.conn)
    later = ("review_asked", "undone", "quality", "notices", "destroyed", "remaining", "parts", "part_of", "readings")
    for table in ("claims", "case_standing"):
        for (state,) in room.conn.execute(f"SELECT state FROM {table} WHERE state <> ''").fetchall():
            older = {name: value for name, value in json.loads(state).items() if name not in later}
            text = json.dumps(older, ensure_ascii=False, separators=(",", ":"))
            room.conn.execute(f"UPDATE {table} SET state = ? WHERE state = ?", (text, state))
    for index in ("claims_awarded", "claims_awarded_in_trade"):
        room.conn.execute(f"DROP INDEX {index}")
    room.conn.execute("DELETE FROM _sqlite_migrations WHERE name > 'm009_z'")
    room.conn.execute("PRAGMA user_version = 9")
    assert dump_derived(room.conn) != before
    room = room.reopened()
    assert dump_derived(room.conn) == before
    assert check(room.case_file).ok


def test_documents_of_another_case_are_refused(tmp_path: Path, path: Path) -> None:
    create(path).close()
    create(tmp_path / "b.casedb").close()
    (tmp_path / "b.documents").replace(path.with_suffix(".documents"))
    assert code_of(lambda: open_case(path)) == "DocumentsOfAnotherCase"
    path.with_suffix(".documents").write_bytes(b"x" * 4096)
    assert code_of(lambda: open_case(path, writing=False)) == "DocumentsOfAnotherCase"


def test_locked_documents_of_another_case_are_refused(tmp_path: Path, path: Path) -> None:
    create(path, passphrase="a").close()
    create(tmp_path / "b.casedb", passphrase="b").close()
    (tmp_path / "b.documents").replace(path.with_suffix(".documents"))
    assert code_of(lambda: open_case(path, passphrase="a")) == "DocumentsOfAnotherCase"


def test_without_its_documents_a_case_still_opens_and_says_so(room: CaseRoom) -> None:
    room.take_in("C1")
    document = room.claim("C1").papers[0].document
    room.case_file.close()
    room.case_file.documents_path.unlink()
    with open_case(room.path) as opened:
        assert not opened.has_documents
        assert code_of(lambda: proofs.read(opened, document)) == "DocumentsMissing"
        assert not opened.documents_path.exists()


def test_a_damaged_file_is_told(room: CaseRoom) -> None:
    room.take_in(*(f"C{number}" for number in range(300)), papers=False)
    room.case_file.close()
    whole = bytearray(room.path.read_bytes())
    whole[4096:] = os.urandom(len(whole) - 4096)
    room.path.write_bytes(whole)
    assert code_of(lambda: open_case(room.path)) == "CaseFileDamaged"
    assert glance(room.path).state == "CaseFileDamaged"


def test_a_case_can_be_read_from_media_nobody_can_write(disk: Callable[..., Path], room: CaseRoom) -> None:
    room.case_file.close()
    place = disk("size=8m")
    path = place / room.path.name
    path.write_bytes(room.path.read_bytes())
    disk("ro")
    assert code_of(lambda: open_case(path)) == "FolderReadOnly"
    with open_case(path, writing=False) as opened:
        assert opened.reader().execute("SELECT act FROM journal").fetchone()[0] == "found_case"
    assert code_of(lambda: create(place / "new.casedb")) == "FolderReadOnly"


def fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 4096)


def test_a_full_disk_loses_nothing_that_was_recorded(disk: Callable[..., Path]) -> None:
    place = disk("size=4m")
    room = CaseRoom(place)
    room.take_in("C1")
    filler = place / "filler"
    fill(filler)
    recorded, code = 0, ""
    try:
        while recorded < 1_000:
            room.do("sec", "write_note", "C1", note="가" * 4000)
            recorded += 1
    except Problem as problem:
        code = problem.code
    assert code == "DiskFull"
    assert not room.conn.in_transaction
    filler.unlink()
    room.do("sec", "write_note", "C1", note="다시")
    room.reopened()
    acts = [row[0] for row in room.conn.execute("SELECT act FROM journal ORDER BY number")]
    assert acts == ["found_case", "take_in", *["write_note"] * (recorded + 1)]
    room.case_file.close()


def test_a_file_that_may_not_grow_is_a_full_disk(room: CaseRoom) -> None:
    room.take_in("C1")
    pages = room.conn.execute("PRAGMA page_count").fetchone()[0]
    room.conn.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Problem, match="DiskFull"):
        room.do("sec", "write_note", "C1", note="가" * 100_000)
    assert not room.conn.in_transaction
    assert len(list(journal.entries(room.conn))) == 2


@pytest.mark.parametrize(
    "folder",
    ["OneDrive", "OneDrive - 소상공인연합회/문서", "Dropbox (회사)", "Google Drive/x", "GoogleDrive-a@b.kr/내 드라이브",
     "iCloud Drive", "Library/Mobile Documents/com~apple~CloudDocs", "Naver MYBOX", "네이버 MYBOX"],
)  # fmt: skip
def test_folders_copied_to_the_internet_are_refused_until_a_person_insists(tmp_path: Path, folder: str) -> None:
    place = tmp_path / unicodedata.normalize("NFD", folder)
    place.mkdir(parents=True)
    path = place / "a.casedb"
    assert code_of(lambda: create(path)) == "CloudFolder"
    create(path, allow_cloud=True).close()
    assert code_of(lambda: open_case(path)) == "CloudFolder"
    open_case(path, writing=False).close()
    open_case(path, allow_cloud=True).close()


def test_ordinary_folders_are_not_taken_for_copied_ones(tmp_path: Path) -> None:
    assert places.cloud_part(Path("/data/lee/Documents/onedrive 이전.bak/심의")) == "onedrive 이전.bak"
    assert places.cloud_part(Path("/data/lee/clouds/dropboxes")) == ""


def test_another_computer_s_disk_is_known_by_its_kind() -> None:
    mounts = "/dev/sda1 / ext4 rw 0 0\nnas:/a /mnt/공유\\040폴더 nfs4 rw 0 0\n//x/y /mnt/c cifs rw 0 0\n"
    kinds = [places.kind_of_mount(Path(at), mounts) for at in ("/mnt/공유 폴더/심의", "/mnt/c", "/mnt/cc", "/data/lee")]
    assert kinds == ["nfs4", "cifs", "ext4", "ext4"]
    assert [places.is_network_kind(kind) for kind in kinds] == [True, True, False, False]


def test_a_glance_never_fails(room: CaseRoom, tmp_path: Path) -> None:
    room.take_in("C1", "C2")
    seen = glance(room.path)
    assert (seen.state, seen.claims, seen.is_sample) == ("READY", 2, True)
    assert glance(tmp_path / "none.casedb").state == "MISSING"
    assert glance(tmp_path).state == "MISSING"
    create(tmp_path / "locked.casedb", passphrase="x").close()
    assert glance(tmp_path / "locked.casedb").state == "LOCKED"
    (tmp_path / "junk.casedb").write_bytes(b"junk")
    assert glance(tmp_path / "junk.casedb").state == "NotACaseFile"


@pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be moved")
def test_nothing_is_written_into_a_file_that_was_moved_away_or_replaced_while_open(path: Path) -> None:
    with create(path) as made:
        elsewhere = path.with_name("elsewhere")
        path.rename(elsewhere)
        assert code_of(lambda: made.writer) == "CaseFileMissing"
        path.write_bytes(elsewhere.read_bytes())
        assert code_of(lambda: made.writer) == "CaseFileMissing"
        path.unlink()
        elsewhere.rename(path)
        with made.writing() as conn:  # it is back
            assert conn.in_transaction
