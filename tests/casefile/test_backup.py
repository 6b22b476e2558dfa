import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.casefile import backup, check_papers, proofs
from reviewer.casefile.backup import back_up, back_up_as, backups_in
from reviewer.casefile.case_file import create, open_case
from reviewer.casefile.check import check
from reviewer.rules.problem import Problem
from tests.casefile.case_room import CaseRoom

C = "2023-000123"
AT = dt.datetime(2023, 4, 1, 9, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize("passphrase", [None, "열쇠 문구"])
def test_a_backup_made_while_the_case_is_open_is_a_whole_case(tmp_path: Path, passphrase: str | None) -> None:
    room = CaseRoom(tmp_path, passphrase=passphrase)
    room.take_in(C)
    steps: list[tuple[int, int]] = []
    folder = back_up(room.case_file, tmp_path / "backups", lambda done, of: steps.append((done, of)), at=AT).path
    room.do("sec", "write_note", C, note="나중")
    assert steps[-1][0] == steps[-1][1]
    with open_case(folder / room.path.name, passphrase=passphrase) as copy:
        assert copy.uid == room.case_file.uid
        report = check(copy, documents=True)
        assert (report.problems, report.entries, report.documents) == ((), 2, 4)
        assert proofs.read(copy, room.claim(C).papers[0].document)
    assert ("김하늘".encode() in (folder / room.path.name).read_bytes()) == (passphrase is None)
    room.case_file.close()


def test_a_backup_can_be_worked_on_and_read_from_media_nobody_can_write(room: CaseRoom, tmp_path: Path) -> None:
    room.take_in(C)
    folder = back_up(room.case_file, tmp_path / "b", at=AT).path
    assert sorted(path.name for path in folder.iterdir()) == [room.path.name, room.case_file.documents_path.name]
    room.case_file.close()
    room.path = folder / room.path.name
    room.reopened()
    room.do("sec", "write_note", C, note="복원 뒤")
    assert room.conn.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_backup_ends_while_others_go_on_writing(
    room: CaseRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.take_in(C)
    monkeypatch.setattr(backup, "PAGES_AT_ONCE", 5)
    steps: list[int] = []

    def writes(done: int, of: int) -> None:
        steps.append(done)
        if len(steps) < 200:
            room.do("sec", "write_note", C, note=f"{len(steps)}")

    folder = back_up(room.case_file, tmp_path / "b", writes, at=AT).path
    assert len(steps) < 100, "it began anew all the time"
    with open_case(folder / room.path.name) as copy:
        assert check(copy, documents=True).problems == ()


def test_a_case_is_backed_up_from_a_medium_nobody_can_write(
    disk: Callable[..., Path], room: CaseRoom, tmp_path: Path
) -> None:
    room.take_in(C)
    for number in range(40):
        proofs.put(room.case_file, bytes([number]) * 200_000)
    place = disk("size=40m")
    room.case_file.close()
    for path in (room.path, room.case_file.documents_path):
        killed = "import os, sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA user_version'); os._exit(0)"
        subprocess.run([sys.executable, "-c", killed, shutil.copy(path, place)], check=True)
    assert len(list(place.iterdir())) == 6  # what a program leaves beside them that was killed
    disk("ro")
    steps: list[int] = []

    def told(done: int, of: int) -> None:
        steps.append(done)
        assert len(steps) < 100, "it begins anew all the time"

    with open_case(place / room.path.name, writing=False) as case_file:
        folder = back_up(case_file, tmp_path / "b", told, at=AT).path
    with open_case(folder / room.path.name) as copy:
        report = check(copy, documents=True)
    assert (report.problems, report.documents) == ((), 44)


def test_only_the_newest_backups_are_kept(room: CaseRoom, tmp_path: Path) -> None:
    for day in range(5):
        back_up(room.case_file, tmp_path / "b", at=AT + dt.timedelta(days=day), keep=3)
    kept = backups_in(tmp_path / "b", room.path.stem)
    assert [path.name.split(" ")[-1][:8] for path in kept] == ["20230403", "20230404", "20230405"]


def test_the_backups_of_another_case_of_the_same_name_stay(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    other, room = CaseRoom(tmp_path / "a"), CaseRoom(tmp_path / "b")
    assert other.path.name == room.path.name
    theirs = back_up(other.case_file, tmp_path / "k", at=AT).path
    ours = [back_up(room.case_file, tmp_path / "k", at=AT + dt.timedelta(days=day), keep=2).path for day in range(1, 5)]
    assert backups_in(tmp_path / "k", room.path.stem) == [theirs, *ours[-2:]]
    other.case_file.close()
    room.case_file.close()


def test_a_backup_that_does_not_fit_leaves_the_good_ones(disk: Callable[..., Path], room: CaseRoom) -> None:
    place = disk("size=2m")
    good = back_up(room.case_file, place / "b", at=AT).path
    for number in range(20):
        proofs.put(room.case_file, bytes([number]) * 200_000)
    with pytest.raises(Problem, match="DiskFull"):
        back_up(room.case_file, place / "b", at=AT + dt.timedelta(days=1))
    assert backups_in(place / "b", room.path.stem) == [good]
    assert [path.name for path in (place / "b").iterdir()] == [good.name]


def test_a_bad_case_never_becomes_a_backup(room: CaseRoom, tmp_path: Path) -> None:
    room.take_in(*(f"D{number:04d}" for number in range(300)), papers=False)
    room.case_file.close()
    whole = bytearray(room.path.read_bytes())
    page = 4096 * (len(whole) // 4096 - 3)
    whole[page : page + 4096] = b"\x7f" * 4096
    room.path.write_bytes(whole)
    with open_case(room.path, writing=False) as opened, pytest.raises(Problem, match="CaseFileDamaged"):
        back_up(opened, tmp_path / "b", at=AT)
    assert list((tmp_path / "b").iterdir()) == []


def test_a_case_without_its_documents_is_backed_up_without_them(room: CaseRoom, tmp_path: Path) -> None:
    room.case_file.close()
    room.case_file.documents_path.unlink()
    with open_case(room.path, writing=False) as opened:
        folder, lacks = back_up(opened, tmp_path / "b", at=AT)
    assert [path.name for path in folder.iterdir()] == [room.path.name]
    assert lacks == ()  # it holds no paper


def test_a_backup_names_the_papers_that_are_missing_and_their_claims(room: CaseRoom, tmp_path: Path) -> None:
    room.take_in(C, "C2")
    assert back_up(room.case_file, tmp_path / "b", at=AT, keep=1).wanting == ()
    lost, spoilt = room.claim(C).papers[0].document, room.claim("C2").papers[1].document
    with room.case_file.writing_documents() as conn:
        conn.execute("DELETE FROM documents WHERE document = ?", (lost,))
        conn.execute("UPDATE documents SET bytes = x'00' WHERE document = ?", (spoilt,))
    lacks = (("document_changed", spoilt, ("C2",)), ("document_missing", lost, (C,)))
    assert back_up(room.case_file, tmp_path / "b", at=AT + dt.timedelta(days=1), keep=1).wanting == lacks
    assert back_up_as(room.case_file, tmp_path / "copy.casedb").wanting == lacks
    assert len(backups_in(tmp_path / "b", room.path.stem)) == 2, "the last copy that holds them must stay"
    room.case_file.close()
    room.case_file.documents_path.unlink()
    with open_case(room.path, writing=False) as opened:
        (without,) = back_up(opened, tmp_path / "b", at=AT + dt.timedelta(days=2)).wanting
    assert (without.code, without.claims) == ("documents_missing", (C, "C2"))


def test_the_look_at_the_papers_of_a_copy_can_be_stopped(
    room: CaseRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.take_in(C)
    monkeypatch.setattr(check_papers, "AT_ONCE", 1)
    told: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        told.append((done, of))
        if (done, of) == (3, 4):
            raise InterruptedError

    with pytest.raises(InterruptedError):
        back_up(room.case_file, tmp_path / "backups", stop, at=AT)
    assert told[-3:] == [(1, 4), (2, 4), (3, 4)]
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_copy_never_takes_the_place_of_another_case_or_file(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "other").mkdir()
    with create(tmp_path / "mine" / "a.casedb", is_sample=True) as mine:
        create(tmp_path / "other" / "b.casedb", is_sample=True).close()
        before = (tmp_path / "other" / "b.documents").read_bytes()
        (tmp_path / "other" / "note.casedb").write_text("notes", "utf-8")
        there = set((tmp_path / "other").iterdir())
        for name in ("b", "note"):
            with pytest.raises(Problem, match="CaseFileExists"):
                back_up_as(mine, tmp_path / "other" / f"{name}.casedb")
        assert set((tmp_path / "other").iterdir()) == there
        assert (tmp_path / "other" / "b.documents").read_bytes() == before
        copy = tmp_path / "other" / "copy.casedb"
        assert back_up_as(mine, copy) == back_up_as(mine, copy)
