"""Lanes bring every answer back to whoever asked, or drop it when nobody is left."""

import gc
import threading
import time
import weakref

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from reviewer.ui.background import Lane, Lanes


def fail(fault: BaseException) -> None:
    raise AssertionError(fault)


def test_the_answer_comes_back_on_the_windows_thread(qtbot: QtBot) -> None:
    lane, owner, heard = Lane("test"), QObject(), []
    lane.run(
        threading.get_ident,
        then=lambda there: heard.append((there, threading.get_ident())),
        otherwise=fail,
        owner=owner,
    )
    qtbot.waitUntil(lambda: bool(heard))
    there, here = heard[0]
    assert there != here == threading.get_ident()
    lane.close()


def test_an_error_reaches_its_address(qtbot: QtBot) -> None:
    lane, owner, heard = Lane("test"), QObject(), []

    def work() -> int:
        raise KeyError("lost")

    lane.run(work, then=lambda _: fail(AssertionError("no answer was expected")), otherwise=heard.append, owner=owner)
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], KeyError)
    lane.close()


def test_an_answer_whose_owner_is_gone_is_dropped(qtbot: QtBot) -> None:
    import shiboken6

    lane, owner, other, heard = Lane("test"), QObject(), QObject(), []
    lane.run(lambda: 1, then=heard.append, otherwise=fail, owner=owner)
    shiboken6.delete(owner)
    lane.run(lambda: 2, then=heard.append, otherwise=fail, owner=other)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [2]
    lane.close()


def test_closing_waits_for_what_was_asked(qtbot: QtBot) -> None:
    lanes, owner, done = Lanes(), QObject(), []
    may_end = threading.Event()

    def work() -> None:
        may_end.wait(5)
        done.append("recorded")

    lanes.clerk.run(work, then=lambda _: None, otherwise=fail, owner=owner)
    threading.Timer(0.1, may_end.set).start()
    lanes.close()
    assert done == ["recorded"]


def test_one_lane_keeps_the_order_of_what_was_asked(qtbot: QtBot) -> None:
    lane, owner, heard = Lane("test"), QObject(), []
    for number in range(50):
        lane.run(lambda number=number: number, then=heard.append, otherwise=fail, owner=owner)
    qtbot.waitUntil(lambda: len(heard) == 50)
    assert heard == list(range(50))
    lane.close()


def test_what_is_asked_after_closing_is_dropped_unless_it_writes() -> None:
    lanes, owner = Lanes(), QObject()
    lanes.close()
    for lane in (lanes.reader, lanes.glovebox):
        lane.run(lambda: 1, then=fail, otherwise=fail, owner=owner)
        assert not lane.is_busy
    with pytest.raises(RuntimeError, match="shutdown"):
        lanes.clerk.run(lambda: 1, then=fail, otherwise=fail, owner=owner)


def test_what_work_held_is_let_go_on_the_windows_thread(qtbot: QtBot) -> None:
    class Held:
        """Stands for a widget."""

    lane, owner = Lane("test"), QObject()
    ends: list[int] = []

    def ask(is_wrong: bool) -> None:
        held = Held()
        weakref.finalize(held, lambda: ends.append(threading.get_ident()))

        def work(held: Held = held) -> None:
            if is_wrong:
                raise KeyError(held)

        lane.run(work, then=lambda _: None, otherwise=lambda _: None, owner=owner)

    for number in range(400):
        ask(number % 2 == 0)
    qtbot.waitUntil(lambda: not lane.is_busy)
    gc.collect()  # a fault and its traceback hold each other
    assert len(ends) == 400
    assert set(ends) == {threading.get_ident()}
    lane.close()


def test_the_window_stands_still_for_the_last_answer_but_not_for_ever(qtbot: QtBot) -> None:
    lane, owner, heard, may_end = Lane("test"), QObject(), [], threading.Event()
    lane.make_way(10_000)  # nothing was asked for
    lane.run(lambda: 1, then=heard.append, otherwise=fail, owner=owner)
    lane.make_way(10_000)
    assert (lane.is_busy, heard) == (True, [])  # done, and told when the window has its turn
    lane.run(may_end.wait, then=heard.append, otherwise=fail, owner=owner)
    lane.make_way(20)
    may_end.set()
    qtbot.waitUntil(lambda: heard == [1, True])
    lane.close()


def test_after_an_answer_that_kept_the_window_busy_others_have_their_turn_first(qtbot: QtBot) -> None:
    lane, owner, heard, all_done = Lane("test"), QObject(), [], threading.Event()

    def told(number: int) -> None:
        heard.append(number)
        time.sleep(0.02)

    def fails(number: int) -> None:
        told(number)
        raise KeyError(number)

    between = QTimer(owner, interval=0)
    between.timeout.connect(lambda: heard.append(0))
    with qtbot.captureExceptions() as faults:
        for number, then in ((1, told), (2, fails), (3, told)):
            lane.run(lambda number=number: number, then=then, otherwise=fail, owner=owner)
        lane.run(all_done.set, then=lambda _: heard.append(4), otherwise=fail, owner=owner)
        assert all_done.wait(5)
        between.start()
        qtbot.waitUntil(lambda: 4 in heard)
    assert [one for one in heard if one] == [1, 2, 3, 4]
    assert [heard[heard.index(one) - 1] for one in (2, 3, 4)] == [0, 0, 0]
    assert [kind for kind, *_ in faults] == [KeyError]
    lane.close()
