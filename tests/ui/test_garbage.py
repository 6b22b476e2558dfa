"""The garbage of Python is collected on the GUI thread only, and as long as the program runs."""

import gc
import threading
import weakref

from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer


class Ring:
    """Garbage that only the collector frees."""

    def __init__(self) -> None:
        self.itself = self


def test_garbage_of_any_thread_is_freed_on_the_gui_thread(reviewer: Reviewer, qtbot: QtBot) -> None:
    freed_by: list[int] = []
    gone: list[weakref.ref[Ring]] = []

    def make_garbage() -> None:
        ring = Ring()
        gone.append(weakref.ref(ring, lambda _: freed_by.append(threading.get_ident())))
        del ring
        for _ in range(40_000):
            Ring()

    lane = threading.Thread(target=make_garbage)
    lane.start()
    lane.join()
    assert not freed_by
    qtbot.waitUntil(lambda: bool(freed_by), timeout=20_000)
    assert freed_by == [threading.get_ident()]


def test_python_collects_by_itself_again_when_the_program_is_closed(reviewer: Reviewer) -> None:
    assert not gc.isenabled()
    reviewer.close()
    assert gc.isenabled()
