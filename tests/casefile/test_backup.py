import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.casefile import proofs
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
    folder = back_up(room.case_file, tmp_path / "backups", lambda done, of: steps.append((done, of)), at=AT)
    room.do("sec", "write_note", C, note="나중")
    assert steps[-1][0] == steps[-1][1]
    with open_case(folder / room.path.name, passphrase=passphrase) as copy:
        assert copy.uid == room.case_file.uid
        report = check(copy, documents=True)
        assert (report.problems, report.entries, report.documents) == ((), 2, 4)
        assert proofs.read(copy, room.claim(C).papers[0].document)
    assert "김하늘".encode() in (folder / room.path.name).read_bytes() or passphrase
    room.case_file.close()


def test_a_backup_can_be_worked_on_and_read_from_media_nobody_can_write(room: CaseRoom, tmp_path: Path) -> None:
    room.take_in(C)
    folder = back_up(room.case_file, tmp_path / "b", at=AT)
    assert sorted(path.name for path in folder.iterdir()) == [room.path.name, room.case_file.documents_path.name]
    room.case_file.close()
    room.path = folder / room.path.name
    room.reopened()
    room.do("sec", "write_note", C, note="복원 뒤")
    assert room.conn.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_only_the_newest_backups_are_kept(room: CaseRoom, tmp_path: Path) -> None:
    for day in range(5):
        back_up(room.case_file, tmp_path / "b", at=AT + dt.timedelta(days=day), keep=3)
    kept = backups_in(tmp_path / "b", room.path.stem)
    assert [path.name.split(" ")[-1][:8] for path in kept] == ["20230403", "20230404", "20230405"]


def test_a_backup_that_does_not_fit_leaves_the_good_ones(disk: Callable[..., Path], room: CaseRoom) -> None:
    place = disk("size=2m")
    good = back_up(room.case_file, place / "b", at=AT)
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
        folder = back_up(opened, tmp_path / "b", at=AT)
    assert [path.name for path in folder.iterdir()] == [room.path.name]


def test_a_copy_never_takes_the_place_of_another_case_or_file(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "other").mkdir()
    with create(tmp_path / "mine" / "a.casedb", is_sample=True) as mine:
        create(tmp_path / "other" / "b.casedb", is_sample=True).close()
        before = (tmp_path / "other" / "b.documents").read_bytes()
        (tmp_path / "other" / "note.casedb").write_text("notes", "utf-8")
        for name in ("b", "note"):
            with pytest.raises(Problem, match="CaseFileExists"):
                back_up_as(mine, tmp_path / "other" / f"{name}.casedb")
        assert (tmp_path / "other" / "b.documents").read_bytes() == before
        copy = tmp_path / "other" / "copy.casedb"
        assert back_up_as(mine, copy) == back_up_as(mine, copy)
