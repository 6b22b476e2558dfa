"""A meeting in large text on a small screen: what can be done stays in view."""

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from tests.ui.council.conftest import PATIENCE
from tests.ui.screens.every_screen import settle


@pytest.mark.parametrize(("language", "percent", "in_view"), [("ko", 150, True), ("en", 150, True), ("en", 200, False)])
def test_what_waits_and_the_fixed_amounts_keep_their_act_in_view(
    opened: Reviewer, qtbot: QtBot, language: str, percent: int, in_view: bool
) -> None:
    for name, value in {"language": language, "percent": str(percent)}.items():
        opened.preferences.keep(name, value)
    before = opened.window.centralWidget()
    opened.settings_changed()
    settle(opened, lambda: opened.window.centralWidget() is not before)
    opened.window.resize(1280, 720)
    opened.window.show_place("meeting")
    place = opened.window._built["meeting"]
    qtbot.waitUntil(lambda: place.meeting is not None and place.fixed.page is not None, timeout=PATIENCE)  # type: ignore[attr-defined]
    for part, act in (("waiting", place.waiting.put), ("fixed", place.fixed.draw)):  # type: ignore[attr-defined]
        place.tabs.go(part)  # type: ignore[attr-defined]
        settle(opened)
        foot = act.mapTo(opened.window, QPoint(0, act.height()))
        assert act.isVisible()
        assert foot.y() <= 720 or not in_view, part
    fixed = place.fixed  # type: ignore[attr-defined]
    table, said = fixed.claims.geometry(), fixed.said.geometry()
    assert not table.intersects(said), "what is told stands below the rows, not on them"
    assert fixed.lists.rowAt(fixed.lists.viewport().height() // 2) >= 0, "a list is in view"
