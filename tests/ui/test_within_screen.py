"""The window as its desktop frames it fits on the screen, also on a small one."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.ui.within_screen import LOOKS, fit_frame, keep_within_screen


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    """As large as the whole screen; its frame is larger."""
    found = QWidget()
    found.setGeometry(found.screen().availableGeometry())
    found.show()
    qtbot.waitUntil(lambda: found.frameGeometry() != found.geometry())
    yield found
    found.close()


def room_of(window: QWidget) -> QRect:
    return window.screen().availableGeometry()


def test_a_window_whose_frame_is_larger_than_the_screen_is_made_to_fit(window: QWidget, qtbot: QtBot) -> None:
    assert not room_of(window).contains(window.frameGeometry())
    keep_within_screen(window)
    qtbot.waitUntil(lambda: room_of(window).contains(window.frameGeometry()), timeout=LOOKS[-1] + 2_000)
    assert window.frameGeometry().size() == room_of(window).size()


def test_a_window_that_fits_stays_where_it_is_even_partly_out_of_view(window: QWidget) -> None:
    window.resize(300, 200)
    window.move(room_of(window).right() - 100, 50)
    before = window.geometry()
    fit_frame(window)
    assert window.geometry() == before


def test_a_window_that_fills_the_screen_stays_so(window: QWidget) -> None:
    window.showMaximized()
    before = window.geometry()
    fit_frame(window)
    assert (window.isMaximized(), window.geometry()) == (True, before)
