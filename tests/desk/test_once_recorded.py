"""A paper or list takes its place once its entry stands; whatever goes wrong before leaves an older file as it was."""

import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewer.casefile import journal, registers
from reviewer.casefile.keys import Signer, make_key
from reviewer.desk import copying
from reviewer.desk.access_log import Asked as Accesses
from reviewer.desk.access_log import write_access_log
from reviewer.desk.agenda_paper import print_agenda
from reviewer.desk.copying import Purpose
from reviewer.desk.dossier import print_dossier
from reviewer.desk.dossier_parts import Asked
from reviewer.desk.figure_files import write_figure
from reviewer.desk.lane_lists import write_lane_list
from reviewer.desk.letter_register import write_register
from reviewer.desk.minutes import print_minutes
from reviewer.desk.quality_list import write_quality_list
from reviewer.desk.report import write_report
from reviewer.desk.rules_paper import print_rules
from reviewer.rules.problem import Problem
from tests.desk.meeting_room import C, MeetingRoom
from tests.desk.test_issuing import issue, room_with_letters

OLDER = b"printed last week, signed since"
Writer = Callable[[MeetingRoom, Signer, Path], dict[str, Any]]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[MeetingRoom]:
    """A meeting that decided three claims, and a folder for what leaves."""
    found = MeetingRoom(tmp_path)
    found.pass_all()
    (tmp_path / "out").mkdir()
    yield found
    found.case_file.close()


def by(write: Callable[..., dict[str, Any]], *more: Any) -> Writer:
    return lambda room, signer, path: write(room.case_file, signer, path, *more, lang="ko", now=room.at)


def figure(room: MeetingRoom, signer: Signer, path: Path) -> dict[str, Any]:
    return write_figure(room.case_file, signer, path, b"a,b\r\n", 1, now=room.at)


def report(room: MeetingRoom, signer: Signer, path: Path) -> dict[str, Any]:
    return write_report(room.case_file, signer, path, langs=("ko",), now=room.at)


LEAVING: dict[str, Writer] = {
    "minutes.pdf": by(print_minutes, 1),
    "agenda.pdf": by(print_agenda, 1),
    "dossier.pdf": by(print_dossier, Asked(C)),
    "rules.pdf": by(print_rules),
    "access.csv": by(write_access_log, Accesses(claim=C)),
    "quality.csv": by(write_quality_list),
    "report.csv": report,
    "figure.csv": figure,
    "lanes.csv": by(write_lane_list),
    "lanes.xlsx": by(write_lane_list),
    "register.csv": by(write_register),
    "register.xlsx": by(write_register),
}


def left(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


@pytest.mark.parametrize("name", LEAVING)
def test_a_refused_act_leaves_the_older_file_and_a_recorded_one_the_new(
    room: MeetingRoom, tmp_path: Path, name: str
) -> None:
    path, stranger = tmp_path / "out" / name, make_key(tmp_path / "keys", "nobody", None)
    with pytest.raises(Problem):
        LEAVING[name](room, stranger, path)
    assert left(path.parent) == {}
    path.write_bytes(OLDER)
    with pytest.raises(Problem):
        LEAVING[name](room, stranger, path)
    assert left(path.parent) == {name: OLDER}
    told = LEAVING[name](room, room.signers["sec"], path)
    entry = list(journal.entries(room.conn))[-1]
    assert entry.body["sha256"] == told["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert list(left(path.parent)) == [name]


@pytest.mark.parametrize("name", ["minutes.pdf", "lanes.csv"])
@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "DiskFull"), (errno.EROFS, "FolderReadOnly"), (errno.EIO, "FileUnusable")]
)
def test_what_cannot_be_written_is_told_before_anything_is_recorded(
    room: MeetingRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int, code: str
) -> None:
    path = tmp_path / "out" / name
    path.write_bytes(OLDER)
    real, before = Path.open, len(list(journal.entries(room.conn)))

    def refuses(self: Path, *given: Any, **named: Any) -> Any:
        if self.suffix == ".part":
            raise OSError(number, os.strerror(number))
        return real(self, *given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refuses)
        with pytest.raises(Problem) as caught:
            LEAVING[name](room, room.signers["sec"], path)
    assert (caught.value.code, caught.value.facts["file"]) == (code, str(path))
    assert left(path.parent) == {name: OLDER}
    assert len(list(journal.entries(room.conn))) == before


@pytest.mark.parametrize("name", ["minutes.pdf", "lanes.csv"])
def test_a_folder_of_that_name_and_a_held_file_are_told_before_anything_is_recorded(
    room: MeetingRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path, before = tmp_path / "out" / name, len(list(journal.entries(room.conn)))
    path.mkdir()
    with pytest.raises(Problem, match="FileUnusable"):
        LEAVING[name](room, room.signers["sec"], path)
    path.rmdir()
    path.write_bytes(OLDER)
    real = Path.open

    def refuses(self: Path, *given: Any, **named: Any) -> Any:
        if self == path:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(self, *given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refuses)
        with pytest.raises(Problem, match="FileHeld"):
            LEAVING[name](room, room.signers["sec"], path)
    assert left(path.parent) == {name: OLDER}
    assert len(list(journal.entries(room.conn))) == before


def test_copies_of_letters_that_are_refused_leave_what_lay_in_the_folder(tmp_path: Path) -> None:
    room, _ = room_with_letters(tmp_path, 3)
    issue(room)
    lines, folder = copying.chosen(room.case_file, ()), tmp_path / "again"
    folder.mkdir()
    name = f"{lines[0].letter_no}.{lines[0].lang}.pdf"
    (folder / name).write_bytes(OLDER)
    (folder / "labels.pdf").write_bytes(OLDER)
    sec, nothing = room.signers["sec"], Purpose("")
    with pytest.raises(Problem, match="BadActBody"):
        copying.reprint(room.case_file, sec, lines, folder, nothing, now=room.at)
    with pytest.raises(Problem, match="BadActBody"):
        copying.write_labels(
            room.case_file, sec, lines, folder / "labels.pdf", lang="ko", now=room.at, purpose=nothing
        )  # fmt: skip
    assert left(folder) == {name: OLDER, "labels.pdf": OLDER}
    assert registers.acts_of_case(room.conn, ("print",)) == []
    copying.reprint(room.case_file, sec, lines, folder, Purpose("반송"), now=room.at)
    assert len(left(folder)) == len(lines) + 1
    assert (folder / name).read_bytes() == (tmp_path / "out" / name).read_bytes()
