"""The garbage of Python is collected on the GUI thread only, and as long as the program runs."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.garbage import WHOLE, Garbage


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
    qtbot.waitUntil(lambda: bool(freed_by))
    assert freed_by == [threading.get_ident()]


def test_python_collects_by_itself_again_when_the_program_is_closed(reviewer: Reviewer) -> None:
    assert not gc.isenabled()
    reviewer.close()
    assert gc.isenabled()


def test_everything_is_looked_at_only_while_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    monkeypatch.setattr(gc, "unfreeze", lambda: looked.append("everything"))
    parent = QObject()
    garbage = Garbage(parent)
    garbage._timer.stop()
    for asked, in_front, found in ((True, False, []), (False, True, []), (False, False, ["everything"])):
        monkeypatch.setattr("reviewer.ui.garbage.is_held", lambda _, asked=asked: asked)
        monkeypatch.setattr("reviewer.ui.garbage._is_in_front", lambda in_front=in_front: in_front)
        garbage._pauses += WHOLE
        garbage.collect()
        assert looked == found
    monkeypatch.undo()
    garbage.give_back()
    gc.disable()
