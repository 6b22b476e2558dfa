"""Once nobody asks for anything, what was kept for the next question goes back to the system."""

import subprocess
import sys
import threading

import pytest
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui import free_memory

HEAPS = """
import ctypes
if sys.argv[1] == "little":
    keep_little()
library = ctypes.CDLL(None)
library.malloc.restype = ctypes.c_void_p
gate = threading.Barrier(6)
def hold():
    library.malloc(1000)
    gate.wait()
threads = [threading.Thread(target=hold) for _ in range(6)]
for one in threads:
    one.start()
for one in threads:
    one.join()
library.fdopen.restype = ctypes.c_void_p
import tempfile
file = tempfile.TemporaryFile()
stream = ctypes.c_void_p(library.fdopen(file.fileno(), b"w"))
library.malloc_info(0, stream)
library.fflush(stream)
file.seek(0)
print(file.read().count(b"<heap "))
"""


def test_pages_kept_for_questions_are_given_back_on_the_thread_that_kept_them(
    opened: Reviewer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    rested, given_back = [], []
    monkeypatch.setattr(sitting.case_file, "rest", lambda: rested.append(threading.get_ident()))
    monkeypatch.setattr(free_memory, "give_back", lambda: given_back.append(threading.get_ident()))
    lane: list[int] = []
    sitting._quiet.setInterval(10)
    sitting.read(lambda _: threading.get_ident(), then=lane.append, otherwise=lambda _: None, owner=opened)
    qtbot.waitUntil(lambda: bool(lane and given_back))
    assert {*lane, threading.get_ident()} <= set(rested)
    assert set(given_back) == set(lane)


def test_memory_is_given_back_also_where_nobody_pauses(
    opened: Reviewer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting, given_back = opened.window.sitting, []
    assert sitting is not None
    monkeypatch.setattr(free_memory, "give_back", lambda: given_back.append(threading.get_ident()))
    sitting._quiet.stop()
    assert sitting._tidying.isActive()
    sitting._tidying.timeout.emit()
    qtbot.waitUntil(lambda: bool(given_back))
    assert threading.get_ident() not in given_back


def test_a_connection_that_rested_answers_as_before(opened: Reviewer) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    asked = "SELECT count(*) FROM claims"
    before = sitting.on_screen.execute(asked).fetchone()[0]
    sitting.case_file.rest()
    free_memory.give_back()
    assert sitting.on_screen.execute(asked).fetchone()[0] == before > 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only the C library of Linux keeps so much")
def test_threads_share_one_heap_so_that_what_one_frees_another_uses() -> None:
    told = "import threading, sys; from reviewer.ui.free_memory import keep_little\n" + HEAPS
    few, many = (
        int(subprocess.run([sys.executable, "-c", told, wish], capture_output=True, check=True, timeout=60).stdout)
        for wish in ("little", "much")
    )
    assert few < many
