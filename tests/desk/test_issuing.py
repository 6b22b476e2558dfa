"""Issuing many letters: in a process of its own, cancelled between two, and cut off at any point without a gap."""

import dataclasses
import hashlib
import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
import pytest

from reviewer.casefile import registers
from reviewer.casefile.case_file import CaseFile, open_case
from reviewer.casefile.check import check
from reviewer.casefile.keys import keys_in, unlock
from reviewer.desk import issuing, outbox
from reviewer.desk.issue_note import unfinished
from reviewer.desk.lane_letters import give_letters
from reviewer.desk.verifying import verify_by_letter
from reviewer.letters import page
from reviewer.letters.attestation import taken_apart
from reviewer.letters.drawing_room import DrawingEnded, DrawingRoom
from reviewer.rules.problem import Problem
from tests.desk.test_lane_letters import LaneRoom

CHILD = Path(__file__).with_name("issuing_child.py")
ROOT = CHILD.parents[2]


def room_with_letters(folder: Path, claims: int) -> tuple[LaneRoom, int]:
    """A case in which so many claims, but for those drawn for a second look, have a letter that may leave."""
    room = LaneRoom(folder)
    numbers = [f"2023-{number:06d}" for number in range(1, claims + 1)]
    room.take_in(*numbers, papers=False)
    for number in numbers:
        room.do("staff", "route_claim", number, route="NEEDS_CONTACT")
    return room, give_letters(room.case_file, room.signers["sec"], now=room.at)


def issue(room: LaneRoom, **more: object) -> issuing.Issued:
    out, signer = room.folder / "out", room.signers["sec"]
    return issuing.issue_letters(room.case_file, signer, out, now=room.at, **more)  # type: ignore[arg-type]


def sha(path: Path) -> str:
    """That of the letter before the entry of its issue was written into it; every file has one."""
    apart = taken_apart(path.read_bytes())
    assert apart is not None
    assert verify_by_letter(path.read_bytes()).genuine
    return hashlib.sha256(apart[0]).hexdigest()


def bookmarks(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [one.get_title() for one in document.get_toc()]


def test_drawn_elsewhere_a_letter_has_the_same_bytes(tmp_path: Path) -> None:
    room, _ = room_with_letters(tmp_path, 3)
    due, _ = outbox.letters_due(room.case_file, now=room.at)
    letters = [
        outbox.compose_letter(room.case_file, one, lang, issued_on=room.at.date(), both=True)
        for one in due
        for lang in ("ko", "en")
    ]
    with DrawingRoom() as drawing:
        for letter in letters:
            drawing.ask(letter)
            drawing.add(letter.letter_no, letter)
        assert [drawing.answer() for _ in letters] == [page.render(letter) for letter in letters]
        assert drawing.merged() == page.merge([(letter.letter_no, letter) for letter in letters])


def test_what_cannot_be_drawn_is_a_problem_and_the_next_letter_is_drawn(tmp_path: Path) -> None:
    room, _ = room_with_letters(tmp_path, 3)
    (due, *_), _ = outbox.letters_due(room.case_file, now=room.at)
    letter = outbox.compose_letter(room.case_file, due, "ko", issued_on=room.at.date(), both=True)
    broken = dataclasses.replace(letter, title="\U0001f600")
    with DrawingRoom() as drawing:
        drawing.ask(broken)
        drawing.ask(letter)
        with pytest.raises(Problem, match="GlyphMissing"):
            drawing.answer()
        assert drawing.answer() == page.render(letter)


def test_a_drawing_process_that_fell_is_said_and_the_run_can_be_gone_on_with(tmp_path: Path) -> None:
    room, count = room_with_letters(tmp_path, 12)

    def fell(done: int, _: int) -> None:
        if done == 4:
            (child,) = children_of(None)
            subprocess.run(["kill", "-9", str(child)], check=True)

    with pytest.raises(DrawingEnded):
        issue(room, progress=fell)
    before = unfinished(room.conn, "sec")
    assert before is not None
    assert (before.folder, len(before.letters)) == ((tmp_path / "out").resolve(), count)
    assert issue(room).letters < count
    assert len({line.letter_no for line in registers.letters_issued(room.conn)}) == count


def test_a_merged_file_has_a_bookmark_for_each_letter(tmp_path: Path) -> None:
    room, count = room_with_letters(tmp_path, 4)
    done = issue(room, merged=True)
    assert done.letters == count
    said = bookmarks(tmp_path / "out" / "merged.pdf")
    assert len(set(said)) == 2 * count
    assert said[0].endswith(" ko")
    with pypdfium2.PdfDocument(tmp_path / "out" / "merged.pdf") as document:  # nobody's letter on another's back
        assert raw.FPDF_VIEWERREF_GetDuplex(document) == raw.Simplex


def test_cancel_leaves_whole_letters_and_nothing_to_go_on_with(tmp_path: Path) -> None:
    room, count = room_with_letters(tmp_path, 12)
    told: list[int] = []
    done = issue(room, progress=lambda n, _: told.append(n), cancelled=lambda: len(told) > 5, merged=True)
    assert done.letters == 5
    assert_whole(room.case_file, tmp_path / "out", 5)
    assert len(bookmarks(tmp_path / "out" / "merged.pdf")) == 10
    assert unfinished(room.conn, "sec") is None
    assert issue(room).letters == count - 5


def test_files_that_an_interrupted_run_lost_are_written_again_from_the_record(tmp_path: Path) -> None:
    room, count = room_with_letters(tmp_path, 8)
    out = tmp_path / "out"
    run(tmp_path / room.path.name, out, room, step=30)
    room = room.reopened()
    left = registers.letters_issued(room.conn)
    assert 2 <= len(left) < 2 * count
    gone, changed = (out / f"{left[place].letter_no}.{left[place].lang}.pdf" for place in (0, 1))
    gone.unlink()
    changed.write_bytes(changed.read_bytes()[:-1])
    (out / "2023-A-0001.ko.pdf.part").write_bytes(b"half")
    done = issue(room, merged=True)
    assert sorted(done.mended) == sorted(map(str, (gone, changed)))
    assert_whole(room.case_file, out, count)
    assert len(bookmarks(out / "merged.pdf")) == 2 * count


def test_a_refused_run_leaves_nothing_behind(tmp_path: Path) -> None:
    room, _ = room_with_letters(tmp_path, 2)
    with pytest.raises(Problem):
        issuing.issue_letters(room.case_file, room.signers["staff"], tmp_path / "out", now=room.at)
    assert list((tmp_path / "out").iterdir()) == []
    assert unfinished(room.conn, "staff") is None


# --- killed ----------------------------------------------------------------------------------------------


def children_of(process: int | None) -> list[int]:
    """The numbers of the processes that this one started."""
    at = Path(f"/proc/{process or 'self'}/task")
    return [int(word) for one in at.glob("*/children") for word in one.read_text().split()]


def run(case: Path, out: Path, room: LaneRoom, *, after: float | None = None, step: int = 0) -> bool:
    """Issue in a process of its own, killed `after` seconds or at a step; whether it ended by itself."""
    room.case_file.close()
    line = [sys.executable, str(CHILD), str(case), str(out), room.at.isoformat(), str(step)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, text=True) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        drawing = children_of(child.pid) if said else []
        if after is not None:
            time.sleep(after)
            child.kill()
        said += child.stdout.read()
        child.wait()
    until = time.monotonic() + 10
    while any(Path(f"/proc/{one}/stat").exists() for one in drawing):  # it ends when nobody asks any more
        assert time.monotonic() < until
        time.sleep(0.02)
    return said.endswith("done\n")


def assert_whole(case_file: CaseFile, out: Path, count: int) -> None:
    """So many letters, each number once; their files are what the entries say, and nothing else is there."""
    letters = registers.letters_issued(case_file.reader())
    acts = case_file.writer.execute("SELECT body FROM journal WHERE act = 'issue_letter'").fetchall()
    numbers = [json.loads(row[0])["letter_no"] for row in acts]
    assert len(numbers) == len(set(numbers)) == count
    assert {(line.letter_no, line.lang) for line in letters} == {(no, lang) for no in numbers for lang in ("ko", "en")}
    files = {out / f"{line.letter_no}.{line.lang}.pdf": line.sha256 for line in letters}
    assert {path: sha(path) for path in out.iterdir() if path.name != "merged.pdf"} == files


def killed_and_gone_on_with(tmp_path: Path, claims: int, kills: int, seconds: float, seed: int) -> None:
    chance = random.Random(seed)
    room, count = room_with_letters(tmp_path, claims)
    out, case, ended, cut = tmp_path / "out", tmp_path / room.path.name, False, 0
    while not ended:
        if cut >= kills:
            ended = run(case, out, room)
        elif cut % 2:
            ended = run(case, out, room, step=chance.randint(1, 12 * claims // kills))
        else:
            ended = run(case, out, room, after=chance.uniform(0, seconds))
        cut += not ended
        assert cut <= kills
    key = next(one for one in keys_in(tmp_path / "keys") if one.member == "sec")
    assert unlock(tmp_path / "keys", key.key_id, None)
    with open_case(case) as case_file:
        assert_whole(case_file, out, count)
        assert len(set(bookmarks(out / "merged.pdf"))) == 2 * count
        assert unfinished(case_file.reader(), "sec") is None
        assert check(case_file).ok
    assert cut >= kills // 2


@pytest.mark.skipif(sys.platform != "linux", reason="kills by signal, and looks at /proc")
def test_killed_at_any_point_each_letter_leaves_once(tmp_path: Path) -> None:
    killed_and_gone_on_with(tmp_path, 120, 8, 0.5, seed=1)


@pytest.mark.acceptance
@pytest.mark.skipif(sys.platform != "linux", reason="kills by signal, and looks at /proc")
@pytest.mark.parametrize("seed", range(3))
def test_a_thousand_letters_killed_at_any_point_leave_once_each(tmp_path: Path, seed: int) -> None:
    killed_and_gone_on_with(tmp_path, 1_020, 24, 1.0, seed)
