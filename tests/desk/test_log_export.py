"""The decision log leaves with a manifest, from one moment of the case, whole or not at all, and is known again."""

import csv
import datetime as dt
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewer.casefile import journal, registers, sealing, search_index
from reviewer.casefile.claims import Filter
from reviewer.casefile.keys import make_key
from reviewer.desk.log_export import Wanted, compare_log, compared_in_words, export_log, manifest_of
from reviewer.letters.decision_log import WRITERS
from reviewer.letters.whole_file import HALF_WRITTEN
from reviewer.rules.problem import Problem
from tests.casefile.case_room import CaseRoom
from tests.desk.many_decisions import multiply_decisions
from tests.desk.meeting_room import C, D, E, MeetingRoom

MAIN = Path(__file__).resolve().parents[2] / "main.py"
PERSONAL = ("하늘상회", "김하늘", "1208147521", "역삼동", "01012345678")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[MeetingRoom]:
    room = MeetingRoom(tmp_path)
    room.pass_all()
    yield room
    room.case_file.close()


def export(room: CaseRoom, name: str = "log.csv", wanted: Wanted | None = None, **more: Any) -> Path:
    path = room.folder / name
    room.at += dt.timedelta(minutes=1)
    export_log(room.case_file, room.signers["sec"], path, wanted, now=room.at, **more)
    return path


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def last_export(room: CaseRoom) -> dict[str, Any]:
    return dict(registers.acts_of_case(room.conn, ("export",))[0].body)


@pytest.mark.parametrize("form", WRITERS)
def test_masked_is_the_rule_and_names_nobody(room: MeetingRoom, form: str) -> None:
    path = export(room, f"log.{form}")
    for file in (path, manifest_of(path)):
        assert not [one for one in PERSONAL if one.encode() in _unpacked(file)], file
    assert last_export(room)["masked"] == "YES"


def _unpacked(path: Path) -> bytes:
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return b"".join(book.read(name) for name in book.namelist())


@pytest.mark.parametrize("form", WRITERS)
def test_in_full_only_with_a_reason_which_is_kept(room: MeetingRoom, form: str) -> None:
    with pytest.raises(ValueError, match="reason"):
        export(room, f"log.{form}", Wanted(unmasked=True, reason=" "))
    assert not (room.folder / f"log.{form}").exists()
    path = export(room, f"log.{form}", Wanted(unmasked=True, reason="감사 요청 12호"))
    assert "김하늘".encode() in _unpacked(path)
    body = last_export(room)
    assert (body["masked"], journal.text_of(room.conn, body["reason"])) == ("NO", "감사 요청 12호")
    assert json.loads(manifest_of(path).read_text("utf-8"))["reason"] == "감사 요청 12호"


def test_the_manifest_tells_count_digest_and_how_far_the_journal_reached_and_the_entry_names_it(
    room: MeetingRoom,
) -> None:
    heads = sealing.chain_heads(room.conn)
    path = export(room, wanted=Wanted(since=dt.date(2023, 3, 1)))
    told, body = json.loads(manifest_of(path).read_text("utf-8")), last_export(room)
    assert (told["count"], told["sha256"]) == (3, hashlib.sha256(path.read_bytes()).hexdigest())
    assert told["heads"] == heads
    assert (told["masked"], told["by"], told["since"], told["claims"]) == (True, "sec", "2023-03-01", None)
    assert told["columns"] == list(lines(path)[0])
    assert {line["export_id"] for line in lines(path)} == {told["export_id"]} == {body["export_id"]}
    assert body["manifest"] == hashlib.sha256(manifest_of(path).read_bytes()).hexdigest()
    assert (body["count"], body["sha256"]) == (3, told["sha256"])


def test_the_log_holds_what_the_list_shows_or_every_decision(room: MeetingRoom) -> None:
    assert [line["claim_no"] for line in lines(export(room))] == [C, D, E]
    with room.case_file.writing() as conn:
        search_index.bring_up_to_date(conn)  # as taking a delivery in does
    wanted = Wanted(claims=Filter(words="김하늘", where={"claim": D}))
    path = export(room, "some.csv", wanted)
    assert [line["claim_no"] for line in lines(path)] == [D]
    query = journal.text_of(room.conn, last_export(room)["query"])
    assert json.loads(query) == {"words": "김하늘", "where": {"claim": D}}
    told = manifest_of(path).read_text("utf-8")
    assert json.loads(told)["claims"] == {"words": "*", "where": {"claim": "*"}}
    assert "김하늘" not in told
    assert lines(export(room, "none.csv", Wanted(until=dt.date(2023, 3, 5)))) == []
    assert "query" not in last_export(room)


def test_a_decision_recorded_meanwhile_is_wholly_out(room: MeetingRoom) -> None:
    heads = sealing.chain_heads(room.conn)

    def decide_meanwhile(done: int, total: int) -> None:
        if done == 1:
            room.do("law-1", "write_note", C, note="그 사이의 일")
            with room.case_file.writing() as conn:
                conn.execute("UPDATE decisions SET record = json_set(record, '$.award', 1)")

    path = export(room, progress=decide_meanwhile)
    assert "1" not in {line["award"] for line in lines(path)}
    assert json.loads(manifest_of(path).read_text("utf-8"))["heads"] == heads
    assert {line["award"] for line in lines(export(room, "after.csv"))} == {"1"}


class Stop(Exception):
    """What the window's Cancel raises."""


@pytest.mark.parametrize("form", WRITERS)
def test_a_cancelled_export_leaves_what_was_there_and_no_entry(room: MeetingRoom, form: str) -> None:
    path = room.folder / f"log.{form}"
    path.write_text("old")
    before = sealing.chain_heads(room.conn)

    def stop(done: int, total: int) -> None:
        if done == total:
            raise Stop

    with pytest.raises(Stop):
        export(room, path.name, progress=stop)
    assert path.read_text() == "old"
    assert not [one.name for one in room.folder.iterdir() if one.name.startswith((".log", "log.")) and one != path]
    assert sealing.chain_heads(room.conn) == before
    assert not room.case_file.reader().in_transaction


def test_nothing_takes_its_place_when_the_export_may_not_be_recorded(room: MeetingRoom) -> None:
    path = room.folder / "log.csv"
    path.write_text("old")
    stranger = make_key(room.folder / "strange", "sec", None)
    with pytest.raises(Problem):
        export_log(room.case_file, stranger, path, now=room.at)
    assert path.read_text() == "old"
    assert not manifest_of(path).exists()


def test_a_log_is_known_again_and_any_changed_byte_is_found(room: MeetingRoom) -> None:
    path = export(room)
    found = compare_log(room.case_file, path)
    told = ("as_exported", "as_exported", True, "sec", 3)
    assert tuple(found[name] for name in ("outcome", "manifest", "journal", "by", "rows")) == told
    assert "이름 sec" in compared_in_words(room.case_file, found, "ko")
    data, beside = path.read_bytes(), manifest_of(path)
    for place in (0, len(data) // 2, len(data) - 1):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert compare_log(room.case_file, path)["outcome"] == "changed"
    manifest = beside.read_bytes()
    beside.unlink()
    assert compare_log(room.case_file, path)["outcome"] == "unknown"
    path.write_bytes(data)
    assert compare_log(room.case_file, path)["manifest"] == "missing"
    beside.write_bytes(manifest.replace(b'"count": 3', b'"count": 4'))
    found = compare_log(room.case_file, path)
    assert (found["outcome"], found["manifest"], found["journal"]) == ("as_exported", "changed", None)


def test_a_log_whose_entries_are_gone_says_so(room: MeetingRoom) -> None:
    path = export(room)
    with room.case_file.writing() as conn:
        for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            conn.execute(f"DROP TRIGGER {name}")
        key = conn.execute("SELECT key_id FROM journal WHERE author = 'law-1' LIMIT 1").fetchone()[0]
        conn.execute("UPDATE journal SET number = 10000 + number WHERE key_id = ?", (key,))
    found = compare_log(room.case_file, path)
    assert (found["outcome"], found["journal"]) == ("as_exported", False)
    assert "run check" in compared_in_words(room.case_file, found, "en")


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with 40,000 decisions, and the keys beside it."""
    room = MeetingRoom(tmp_path_factory.mktemp("crowded"))
    room.pass_all()
    room.case_file.close()
    multiply_decisions(room.path, 40_000)
    return room.path


def command(case: Path, path: Path) -> list[str]:
    return [sys.executable, str(MAIN), "log", str(case), "--out", str(path), "--as", "sec"]


def heed_ctrl_c() -> None:
    """Where the tests run behind a shell, that has children ignore Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C is sent as a signal")
def test_ctrl_c_leaves_nothing_half_made_and_no_entry(crowded: Path, tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    running = subprocess.Popen(command(crowded, path), stderr=subprocess.PIPE, text=True, preexec_fn=heed_ctrl_c)
    until = time.monotonic() + 60
    while running.poll() is None and time.monotonic() < until:
        if any(part.stat().st_size > 100_000 for part in tmp_path.glob(HALF_WRITTEN)):
            running.send_signal(signal.SIGINT)
            break
        time.sleep(0.01)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 1, said
    assert "Stopped" in said or "중단" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="the system tells no peak of memory")
def test_memory_does_not_grow_with_the_log(crowded: Path, tmp_path: Path) -> None:
    code = """if True:
        import re, sys
        from pathlib import Path
        from reviewer.casefile import keys
        from reviewer.casefile.case_file import open_case
        from reviewer.desk.log_export import export_log
        case, folder = Path(sys.argv[1]), Path(sys.argv[2])
        import datetime as dt
        def size(name):
            return int(re.search(name + r":\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
        with open_case(case) as case_file:
            signer = next(keys.unlock(case.parent / "keys", key.key_id, None)
                          for key in keys.keys_in(case.parent / "keys") if key.member == "sec")
            case_file.reader()
            Path("/proc/self/clear_refs").write_text("5")  # the peak of what came before is forgotten
            before = size("VmRSS")
            for form in ("csv", "jsonl", "xlsx"):
                export_log(case_file, signer, folder / f"log.{form}", now=dt.datetime(2023, 4, 1, tzinfo=dt.UTC))
        print(size("VmHWM") - before)
    """
    done = subprocess.run(
        [sys.executable, "-c", code, str(crowded), str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert 0 < float(done.stdout) < 20
