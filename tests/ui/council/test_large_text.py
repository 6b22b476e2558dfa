"""A meeting in large text on a small screen: what can be done stays in view."""

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.rows_table import LinesTable
from reviewer.ui.tabs import Tabs
from tests.ui.council.conftest import PATIENCE
from tests.ui.screens.every_screen import settle

SIDES = 16
"""Pixels that the style sheet leaves beside the words of a cell."""


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


@pytest.mark.parametrize(("language", "percent"), [("ko", 150), ("ko", 200), ("en", 200)])
@pytest.mark.parametrize("size", [(1280, 720), (1366, 768)])
def test_no_table_of_meetings_and_letters_scrolls_sideways(
    opened: Reviewer, qtbot: QtBot, language: str, percent: int, size: tuple[int, int]
) -> None:
    for name, value in {"language": language, "percent": str(percent)}.items():
        opened.preferences.keep(name, value)
    before = opened.window.centralWidget()
    opened.settings_changed()
    settle(opened, lambda: opened.window.centralWidget() is not before)
    opened.window.resize(*size)
    for name in ("meeting", "letters"):
        opened.window.show_place(name)
        place = opened.window._built[name]
        settle(opened, place.isVisible)
        for tabs in place.findChildren(Tabs):
            for page in tabs._pages:
                tabs.go(page)
                settle(opened)
                tables = [one for one in place.findChildren(LinesTable) if one.isVisible()]
                assert [one.objectName() for one in tables if one.horizontalScrollBar().maximum()] == []
                assert [cell for one in tables for cell in _cut(one)] == []


def test_a_low_window_in_large_text_cuts_no_word_below_the_letters(opened: Reviewer, qtbot: QtBot) -> None:
    for name, value in {"language": "ko", "percent": "150"}.items():
        opened.preferences.keep(name, value)
    before = opened.window.centralWidget()
    opened.settings_changed()
    settle(opened, lambda: opened.window.centralWidget() is not before)
    opened.window.resize(1280, 600)  # or 720, with the tour above
    opened.window.show_place("letters")
    queue = opened.window._built["letters"].queue  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bool(queue.lines), timeout=PATIENCE)
    queue.table.selectRow(0)
    settle(opened)
    for part, text in (
        (queue.why, "보류 사유: 표본 점검 대상으로 뽑힌 결정이며 아직 점검하지 않았습니다."),
        (queue.back.why, "통지가 보류되어 있습니다. 나가기 전까지 간사나 위원장이 의결을 되돌릴 수 있습니다."),
    ):  # as of a decision that is held back
        part.setText(text)
        part.show()
    queue.back.show()
    settle(opened)
    words = (queue.why, queue.back.why, queue.issuing.said)
    assert [one.text() for one in words if one.height() < one.heightForWidth(one.width())] == []
    boxes = (one.parentWidget() for one in words)
    assert [one.objectName() for one in boxes if one.height() < one.childrenRect().bottom()] == []
    assert queue.table.visualRect(queue.table.model().index(0, 0)).bottom() <= queue.table.viewport().height()


def _cut(table: LinesTable) -> list[str]:
    """The items of a table that are not whole in their rows."""
    found = []
    for row in range(table.lines.rowCount()):
        index, option = table.lines.index(row, table._wide), QStyleOptionViewItem()
        table.initViewItemOption(option)
        option.rect.setSize(QSize(table.columnWidth(table._wide) - SIDES, table.rowHeight(row)))
        needed = table.itemDelegateForIndex(index).sizeHint(option, index)
        if needed.height() > table.rowHeight(row) or needed.width() > table.columnWidth(table._wide):
            found.append(f"{table.objectName()}: {index.data()}")
    return found
