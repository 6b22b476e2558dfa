"""Everything a document might try once it has taken over the child that reads it, tried in that very child."""

import json
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reviewer.children import command
from reviewer.documents import recognition
from reviewer.documents.gloves import Glovebox, Spare
from reviewer.documents.opening import inspect, open_document
from reviewer.rules.problem import Problem
from tests.documents import hostile_child, papers

LINUX = sys.platform.startswith("linux")
pytestmark = pytest.mark.skipif(not LINUX, reason="these walls exist on Linux only")
TASK = "document:office"

Try = Callable[..., str]


class Taken(Spare):
    """A spare glovebox that a document takes over, and after it real ones."""

    def __init__(self, *, cpu_seconds: int = 300, without_filter: bool = False) -> None:
        """Start the one that is taken over."""
        super().__init__()
        line = hostile_child.line(TASK, cpu_seconds=cpu_seconds, without_filter=without_filter)
        self.hostile: Glovebox | None = Glovebox([TASK], line=line)

    def take(self, family: str) -> Glovebox:
        """First the hostile one."""
        taken, self.hostile = self.hostile, None
        return taken or super().take(family)


def tried(spare: Spare, *attempt: str, seconds: float = 30) -> str:
    """What a document that has taken over says of its attempt."""
    with open_document(json.dumps(attempt).encode(), "a.txt", seconds=seconds, spare=spare) as document:
        return document.page_text(0)


def the_next_paper_opens(spare: Spare) -> None:
    with open_document(papers.pdf(), "a.pdf", spare=spare) as document:
        assert papers.ink(document.page(1, scale=1).pixels) > 20


@pytest.fixture
def taken() -> Iterator[Spare]:
    spare = Taken()
    assert spare.hostile is not None
    spare.hostile.wait_ready()
    if spare.hostile.sandbox != "seccomp":
        spare.hostile.end()
        spare.close()
        pytest.skip("this computer does not allow a filter of system calls")
    yield spare
    the_next_paper_opens(spare)
    spare.close()


@pytest.fixture
def case_file(tmp_path: Path) -> str:
    path = tmp_path / "case.casedb"
    path.write_bytes(b"SQLite format 3\0")
    path.chmod(0o666)
    return str(path)


@pytest.mark.parametrize("attempt", ["read", "openat2"])
def test_a_document_cannot_read_the_case_file(taken: Spare, case_file: str, attempt: str) -> None:
    assert tried(taken, attempt, case_file) == "EPERM"


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "/proc/self/environ", "/proc/self/maps", "/proc/self/mem", "/dev/null"]
)
def test_a_document_cannot_read_anything_else_either(taken: Spare, path: str) -> None:
    assert tried(taken, "read", path) == "EPERM"


def test_a_document_cannot_list_a_folder(taken: Spare, tmp_path: Path) -> None:
    assert tried(taken, "list", str(tmp_path)) == "EPERM"


@pytest.mark.parametrize("attempt", ["write", "append", "truncate", "unlink", "rename", "link", "mkdir", "chmod"])
def test_a_document_cannot_write_change_or_remove_a_file(taken: Spare, case_file: str, attempt: str) -> None:
    assert tried(taken, attempt, case_file) == "EPERM"
    folder = Path(case_file).parent
    assert [path.name for path in folder.iterdir()] == ["case.casedb"]
    assert Path(case_file).read_bytes() == b"SQLite format 3\0"


@pytest.mark.parametrize("attempt", ["socket", "local_socket", "socketpair", "connect"])
def test_a_document_cannot_make_a_connection(taken: Spare, attempt: str) -> None:
    assert tried(taken, attempt) == "EPERM"


@pytest.mark.parametrize("attempt", ["fork", "process", "thread_in_new_names", "exec", "execveat"])
def test_a_document_cannot_start_anything(taken: Spare, attempt: str) -> None:
    assert tried(taken, attempt) == "EPERM"


def test_a_document_finds_no_way_to_start_a_process_that_hides_its_flags(taken: Spare) -> None:
    assert tried(taken, "clone3") == "ENOSYS"


@pytest.mark.parametrize(
    "attempt",
    ["kill_parent", "tgkill_parent", "tkill_parent", "pidfd_parent", "signal_parent", "ptrace_parent", "read_parent",
     "limits_of_parent"],
)  # fmt: skip
def test_a_document_cannot_touch_the_program_that_opened_it(taken: Spare, attempt: str) -> None:
    assert tried(taken, attempt) == "EPERM"


@pytest.mark.parametrize(
    "attempt",
    ["executable_memory", "made_executable", "executable_key", "read_implies_exec", "memory_file", "shared_memory"],
)
def test_a_document_cannot_make_memory_that_is_executed_or_shared(taken: Spare, attempt: str) -> None:
    assert tried(taken, attempt) == "EPERM"


@pytest.mark.parametrize(
    "attempt",
    ["raise_limits", "unshare", "setns", "mount", "chroot", "keyctl", "bpf", "perf_event_open", "userfaultfd",
     "io_uring_setup", "open_by_handle_at", "setsid", "sched_setaffinity", "terminal", "own_descriptor",
     "copy_descriptor"],
)  # fmt: skip
def test_a_document_cannot_reach_into_the_kernel_or_change_its_own_walls(taken: Spare, attempt: str) -> None:
    assert tried(taken, attempt) == "EPERM"


def test_a_document_finds_only_the_hatch_and_the_table_open(taken: Spare) -> None:
    open_there = dict(one.split(":") for one in tried(taken, "descriptors").split())
    kinds = sorted(open_there.values())
    assert kinds.count("pipe") == 3  # in, its copy, out
    # Twice /dev/null, where decoders print; the table for pixels and its map; two weights of the bundled font.
    assert kinds.count("file") <= 6
    assert len(kinds) == kinds.count("pipe") + kinds.count("file")


def test_a_document_meets_the_limit_of_memory(taken: Spare) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert 100 < int(tried(taken, "memory")) < 1_024
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


@pytest.mark.parametrize("attempt", ["spin", "deaf", "sleep"])
def test_a_document_that_never_ends_is_killed_at_its_deadline(taken: Spare, attempt: str) -> None:
    began = time.monotonic()
    with pytest.raises(Problem, match="timed_out"):
        tried(taken, attempt, *(["60"] if attempt == "sleep" else []), seconds=1)
    assert time.monotonic() - began < 8


def test_a_document_that_computes_beyond_its_limit_is_ended_by_the_system() -> None:
    spare = Taken(cpu_seconds=1)
    began = time.monotonic()
    with pytest.raises(Problem, match="timed_out"):
        tried(spare, "spin", seconds=60)
    assert time.monotonic() - began < 40
    the_next_paper_opens(spare)
    spare.close()


def test_a_document_that_floods_the_hatch_is_ended_and_fills_nothing(taken: Spare) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Problem, match="crashed"):
        tried(taken, "flood")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 80 * 1024


def test_a_document_that_takes_over_is_told_like_any_other(taken: Spare) -> None:
    told = inspect(json.dumps(["deaf"]).encode(), "a.txt", seconds=1, spare=taken)
    assert (told.opened, told.problem) == (False, "timed_out")


def test_korean_text_without_its_font_leaves_ink_behind_the_walls_and_is_named(taken: Spare) -> None:
    tried(taken, "read", "/etc/hostname")  # uses up the hostile one; the next is a real glovebox
    with open_document(papers.korean_pdf(b"Batang"), "a.pdf", spare=taken) as document:
        assert document.description.sandbox == "seccomp"
        assert papers.ink(document.page(1, scale=1).pixels) > 800
        assert "font_substituted" in document.prove().warnings


NO_LANDLOCK = "this kernel has no Landlock"


def has_landlock() -> bool:
    program = "from reviewer.documents import landlock; print(landlock.read_only(()))"
    return subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout == b"True\n"


@pytest.mark.parametrize(
    ("attempt", "refused"),
    [("read", "EACCES"), ("write", "EACCES"), ("unlink", "EACCES"), ("rename", "EACCES"), ("fork", "EAGAIN")],
)
def test_without_a_filter_of_system_calls_the_second_wall_holds(case_file: str, attempt: str, refused: str) -> None:
    if not has_landlock():
        pytest.skip(NO_LANDLOCK)
    spare = Taken(without_filter=True)
    said = tried(spare, attempt, *([case_file] if attempt != "fork" else []))
    if not (attempt == "fork" and said == "done"):  # the limit of processes does not hold for root
        assert said == refused
    assert Path(case_file).read_bytes() == b"SQLite format 3\0"
    the_next_paper_opens(spare)
    spare.close()


# --- recognition: tesseract's walls, with another program behind them ------------------------------------


def recognition_tried(*attempt: str, seconds: float = 30, stop: threading.Event | None = None) -> str:
    """What a program says that stands where tesseract stands, or how it ended."""
    python = Path(sys.executable).resolve()
    checkout = str(Path(hostile_child.__file__).resolve().parents[2])
    program = (
        f"import sys;sys.path+=[{checkout!r}];from tests.documents import hostile_child as h;"
        f"print(h.attempt({json.dumps(json.dumps(attempt))}),flush=True)"
    )
    line = [str(seconds), checkout, str(python), "-I", "-S", "-c", program]
    return recognition._run(command("recognition", *line), b"", seconds, stop).decode().strip()


@pytest.fixture
def recognition_walls() -> Try:
    if recognition_tried("socket") != "EPERM":
        pytest.skip("this computer does not allow a filter of system calls")
    return recognition_tried


def test_recognition_reads_its_own_data_and_system_folders_only(recognition_walls: Try, case_file: str) -> None:
    assert recognition_walls("read", "/usr/bin/env") == "done"
    if not has_landlock():
        pytest.skip(NO_LANDLOCK)
    for path in (case_file, "/etc/passwd", "/proc/self/environ"):
        assert recognition_walls("read", path) == "EACCES"


@pytest.mark.parametrize("attempt", ["write", "append", "truncate", "unlink", "rename", "link", "mkdir", "chmod"])
def test_recognition_cannot_write_change_or_remove_a_file(recognition_walls: Try, case_file: str, attempt: str) -> None:
    assert recognition_walls(attempt, case_file) == "EPERM"
    assert [path.name for path in Path(case_file).parent.iterdir()] == ["case.casedb"]


@pytest.mark.parametrize(
    "attempt",
    ["socket", "local_socket", "socketpair", "connect", "fork", "process", "execveat", "kill_parent", "tgkill_parent",
     "tkill_parent", "pidfd_parent", "signal_parent", "ptrace_parent", "read_parent", "limits_of_parent",
     "executable_memory", "made_executable", "read_implies_exec", "memory_file", "shared_memory", "raise_limits",
     "unshare", "mount", "keyctl", "bpf", "io_uring_setup", "setsid"],
)  # fmt: skip
def test_recognition_cannot_send_start_or_touch_anything(recognition_walls: Try, attempt: str) -> None:
    assert recognition_walls(attempt) == "EPERM"


def test_recognition_cannot_become_another_program(recognition_walls: Try) -> None:
    with pytest.raises(recognition.NotRecognised, match="crashed"):
        recognition_walls("exec")


def test_recognition_meets_its_limits_of_memory_time_and_output(recognition_walls: Try) -> None:
    assert 500 < int(recognition_walls("memory")) < 2_048
    for attempt in ("spin", "deaf"):
        with pytest.raises(recognition.NotRecognised, match="timed_out"):
            recognition_walls(attempt, seconds=1)
    with pytest.raises(recognition.NotRecognised, match="crashed"):
        recognition_walls("flood")


def test_recognition_is_stopped_even_when_it_does_not_listen(recognition_walls: Try) -> None:
    stop = threading.Event()
    threading.Timer(1, stop.set).start()
    began = time.monotonic()
    with pytest.raises(recognition.NotRecognised, match="stopped"):
        recognition_walls("deaf", stop=stop)
    assert time.monotonic() - began < 8
