"""The walls of the glovebox and the way it ends."""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.children import command
from reviewer.documents import kinds, slips
from reviewer.documents.gloves import Glovebox, GloveboxEnded, Spare
from reviewer.documents.opening import inspect, open_document
from reviewer.documents.starting import BEHIND
from reviewer.rules.problem import Problem
from tests.documents import papers
from tests.documents.paper_trial import children

LINUX = sys.platform.startswith("linux")
ATTEMPTS = """
import errno, json, os, resource, socket, subprocess, sys
from reviewer.documents import limits
walls = limits.raise_walls()
def attempt(what):
    try:
        what()
    except OSError as error:
        return errno.errorcode[error.errno]
    except ValueError:  # how Python words the EPERM of setrlimit
        return "EPERM"
    except MemoryError:
        return "MemoryError"
    return "done"
print(json.dumps({
    "walls": walls,
    "open": attempt(lambda: open("/etc/hostname")),
    "write": attempt(lambda: os.open("/dev/shm/never", os.O_CREAT | os.O_WRONLY)) if walls == 2 else "",
    "socket": attempt(lambda: socket.socket()),
    "fork": attempt(os.fork) if walls == 2 else "",
    "exec": attempt(lambda: os.execv("/bin/true", ["true"])) if walls == 2 else "",
    "kill": attempt(lambda: os.kill(os.getppid(), 0)),
    "limits": attempt(lambda: resource.setrlimit(resource.RLIMIT_AS, (1 << 20, 1 << 20))),
    "memory": attempt(lambda: bytearray(1 << 31)),
}), flush=True)
os._exit(0)
"""


@pytest.mark.skipif(not LINUX, reason="the filter of system calls exists on Linux only")
def test_inside_the_walls_nothing_can_be_opened_sent_started_or_outgrown() -> None:
    line = [sys.executable, "-c", ATTEMPTS]
    said = json.loads(subprocess.run(line, capture_output=True, check=True, timeout=20).stdout)
    if slips.SANDBOXES[said.pop("walls")] != "seccomp":
        pytest.skip("this computer does not allow a filter of system calls")
    assert said.pop("memory") == "MemoryError"
    assert said == dict.fromkeys(("open", "write", "socket", "fork", "exec", "kill", "limits"), "EPERM")


@pytest.mark.skipif(not LINUX, reason="rlimits and /proc")
def test_without_a_filter_the_other_limits_hold_and_it_is_told() -> None:
    line = [sys.executable, "-c", "import sys\nsys.modules['pyseccomp'] = None\n" + ATTEMPTS]
    said = json.loads(subprocess.run(line, capture_output=True, check=True, timeout=20).stdout)
    assert slips.SANDBOXES[said["walls"]] == "rlimits"
    assert said["memory"] == "MemoryError"
    assert said["open"] in ("EACCES", "done")  # with Landlock, or where the kernel has none


def test_the_description_says_how_far_the_glovebox_was_locked() -> None:
    assert inspect(b"a,b\n", "a.csv").sandbox in slips.SANDBOXES[1 if LINUX else 0 :]


@pytest.mark.skipif(sys.platform == "win32", reason="there they are equals")
def test_the_window_has_the_processor_before_its_children() -> None:
    with Glovebox(["document:pages"]) as glovebox:
        own = os.getpriority(os.PRIO_PROCESS, 0)
        assert os.getpriority(os.PRIO_PROCESS, glovebox.pid) == min(own + BEHIND, 19)


def test_the_child_gets_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIM_REVIEWER_PASSPHRASE", "secret")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    with Glovebox(["document:sheets"]) as glovebox:
        glovebox.wait_ready()
        if LINUX:
            with open(f"/proc/{glovebox.pid}/environ", "rb") as file:  # noqa: PTH123
                assert b"secret" not in file.read()


def test_a_glovebox_goes_when_it_is_asked() -> None:
    glovebox = Glovebox(["document:sheets"])
    glovebox.wait_ready()
    assert glovebox.end() == 0


def stubborn(body: str) -> Glovebox:
    """A child that does something else than it should."""
    return Glovebox([], line=[sys.executable, "-c", f"import signal,sys,time\n{body}"])


def ignores(pid: int, number: int) -> bool:
    """Whether a process ignores this signal, as the system tells it."""
    told = dict(line.split(":\t", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return bool(int(told["SigIgn"], 16) >> (number - 1) & 1)


@pytest.mark.skipif(not LINUX, reason="signals")
def test_a_child_that_does_not_listen_is_terminated() -> None:
    assert stubborn("time.sleep(60)").end() == -15


@pytest.mark.skipif(not LINUX, reason="signals")
def test_a_child_that_will_not_be_terminated_is_killed() -> None:
    glovebox = stubborn("signal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint(flush=True)\ntime.sleep(60)")
    while not ignores(glovebox.pid, signal.SIGTERM):
        time.sleep(0.02)
    assert glovebox.end() == -9


def test_a_child_that_says_nothing_is_ended_at_its_deadline() -> None:
    glovebox = stubborn("time.sleep(60)")
    began = time.monotonic()
    with pytest.raises(GloveboxEnded, match="timed_out"):
        glovebox.wait_ready(0.3)
    assert time.monotonic() - began < 5
    glovebox.end()
    assert not glovebox.is_alive()


@pytest.mark.parametrize(
    "said", ["b'hello world, this is no slip at all ........'", "b''", "b'\\x14\\0\\0\\0'", "b'\\xff'*28"]
)
def test_a_child_that_talks_nonsense_is_not_believed(said: str) -> None:
    glovebox = stubborn(f"sys.stdout.buffer.write({said})")
    with pytest.raises(GloveboxEnded, match="crashed"):
        glovebox.wait_ready(10)
    glovebox.end()


def test_a_page_that_takes_for_ever_is_given_up() -> None:
    began = time.monotonic()
    told = inspect(papers.endless_pdf(), "loop.pdf", seconds=5)
    assert (told.opened, told.pages) == (False, 1)
    assert told.problem in ("timed_out", "too_large")  # whichever is used up first, its time or its memory
    assert time.monotonic() - began < 20


def test_a_glovebox_that_died_is_told_as_such() -> None:
    document = open_document(papers.pdf(), "a.pdf")
    document._glovebox._child.kill()
    with pytest.raises(Problem, match="crashed"):
        document.page(1)
    document.close()


def test_slips_refuse_lengths_counts_and_text_that_cannot_be() -> None:
    head = slips._SLIP.pack(slips.DRAWN, 0, 0, 1, 1, 0, 0, 1 << 40)
    with pytest.raises(slips.BadSlip):
        slips.read_slip(io.BytesIO(head), most=1_000)
    with pytest.raises(slips.BadSlip):
        slips.unpack_rows(b"a\x1fb", 2)
    with pytest.raises(slips.BadSlip):
        slips.unpack_rows(b"\xff\xfe", 1)
    with pytest.raises(slips.BadSlip):
        slips.Unpacker(b"\xff\xff\xff\xff").text()
    rows = [["가", ""], [""], ["x\x1fy", "z"]]
    assert slips.unpack_rows(slips.pack_rows(rows), 3) == [["가", ""], [""], ["x\ufffdy", "z"]]


def test_the_command_line_shuts_out_the_user_and_the_folder() -> None:
    line = command("glovebox", "document:pages")
    assert line[1:5] == ["-I", "-S", "-X", "utf8"]


@pytest.mark.parametrize(
    ("data", "name", "kind", "warned"),
    [
        (papers.pdf(), "사진.jpg", "pdf", True),
        (papers.photo(), "scan.pdf", "image", True),
        (papers.photo("PNG"), "a.PNG", "image", False),
        (b"a,b\n1,2\n", "a.csv", "spreadsheet", False),
        ("번호,상호\n1,가게\n".encode("cp949"), "a.csv", "spreadsheet", False),
        ("그냥 글".encode(), "a.txt", "text", False),
        (papers.zipped(("a.txt", b"a")), "a.xlsx", "archive", True),
        (b"\x00\x01\x02" * 100, "a.bin", "unknown", False),
        (b"MZ" + b"\x00" * 100, "a.pdf", "unknown", True),
    ],
)
def test_the_bytes_decide_and_not_the_name(data: bytes, name: str, kind: str, warned: bool) -> None:
    told = inspect(data, name)
    assert told.kind == kind
    assert ("wrong_extension" in told.warnings) is warned


def test_an_empty_file_is_said_to_be_empty() -> None:
    told = inspect(b"", "a.pdf")
    assert (told.kind, told.opened, told.problem, told.bytes) == ("unknown", False, "empty", 0)


@pytest.mark.parametrize("text", ["", "a", "가나다\n", "\t1\t2"])
def test_text_is_recognised_in_the_encodings_of_korean_offices(text: str) -> None:
    for codec in ("utf-8", "utf-8-sig", "cp949", "utf-16"):
        data = (text * 30).encode(codec)
        if len(data) > 3:
            guessed = kinds.guess_encoding(data)
            assert guessed is not None
            assert data.decode(guessed) == text * 30


@pytest.mark.skipif(not LINUX, reason="/proc")
def test_the_next_spare_warms_up_only_after_the_rest_of_the_one_that_was_taken() -> None:
    before = set(children())
    with contextlib.closing(Spare(rest=0.5)) as spare:
        (first,) = set(children()) - before
        with spare.take("pages") as taken:
            assert taken.pid == first
            assert set(children()) - before == {first}
            assert wait_until(lambda: len(set(children()) - before) == 2, 20)
            (second,) = set(children()) - before - {first}
            with spare.take("pages") as next_taken:
                assert next_taken.pid == second
    assert set(children()) == before


@pytest.mark.skipif(not LINUX, reason="/proc")
def test_a_spare_that_is_closed_within_its_rest_starts_nothing_afterwards() -> None:
    before, threads = set(children()), threading.active_count()
    spare = Spare(rest=0.2)
    spare.take("pages").end()
    spare.close()
    assert threading.active_count() == threads
    assert not wait_until(lambda: set(children()) != before, 0.5)
    spare.take("pages").end()  # whoever comes late still gets one
    assert not wait_until(lambda: set(children()) != before, 0.5)


def wait_until(is_so: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while not is_so() and time.monotonic() < until:
        time.sleep(0.02)
    return is_so()
