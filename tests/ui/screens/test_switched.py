"""Switching the language loses nothing: what is typed, chosen, ticked and scrolled stands there in the other one."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QDate
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.tabs import Tabs
from tests.ui.screens.every_screen import settle, show_desk

TYPED = "반쯤 쓴 half 1"
LIVE = ("setting_", "single_keys", "ask_for_another", "wording_value")
"""What acts at once and then stands as before, or is kept by the program itself."""


def switch(reviewer: Reviewer, language: str) -> None:
    reviewer.preferences.keep("language", language)
    before = reviewer.window.centralWidget()
    reviewer.settings_changed()
    settle(reviewer, lambda: reviewer.window.centralWidget() is not before, pause=400)


def fill(reviewer: Reviewer, place: QWidget) -> dict[tuple[str, int], Any]:
    """Put something into every field in view that takes it; what they hold then, by name."""
    for field in place.findChildren(QWidget):
        name = field.objectName()
        if not field.isVisible() or not field.isEnabled() or name.startswith(LIVE):
            continue
        if isinstance(field, QLineEdit | QPlainTextEdit):
            if name and not name.startswith("qt_") and not field.isReadOnly():
                _type(field)
        elif isinstance(field, QDateTimeEdit):
            field.setDate(QDate(2023, 8, 1))
        elif isinstance(field, QCheckBox):
            field.setChecked(not field.isChecked())
        elif isinstance(field, QComboBox) and not field.isEditable() and field.count() > 1:
            field.setCurrentIndex(field.count() - 1)
    settle(reviewer, pause=300)
    return held(place)


def _type(field: QWidget) -> None:
    """As an input method does."""
    typed = QInputMethodEvent()
    typed.setCommitString(TYPED)
    QApplication.sendEvent(field, typed)


def held(place: QWidget) -> dict[tuple[str, int], Any]:
    found: dict[tuple[str, int], Any] = {}
    counts: dict[str, int] = {}
    for one in place.findChildren(QWidget):
        value = _value(one)
        name = one.objectName()
        if value is not None and name and not name.startswith(("qt_", *LIVE)):
            counts[name] = counts.get(name, 0) + 1
            found[name, counts[name]] = value
    return found


def _value(one: QWidget) -> Any:
    if isinstance(one, QLineEdit) and one.isModified():
        return one.text()
    if isinstance(one, QPlainTextEdit) and one.document().isModified():
        return one.toPlainText()
    if isinstance(one, QDateTimeEdit):
        return one.date()
    if isinstance(one, QCheckBox):
        return one.isChecked()
    if isinstance(one, QComboBox) and not one.isEditable():
        return str(one.currentData())
    if isinstance(one, QAbstractItemView) and one.currentIndex().isValid():
        return one.currentIndex().row()
    if isinstance(one, QAbstractScrollArea) and one.isVisible() and one.verticalScrollBar().value():
        return one.verticalScrollBar().value()
    return None


def stays(reviewer: Reviewer, place: Callable[[], QWidget], before: dict[tuple[str, int], Any]) -> list[str]:
    """What is lost or changed after a switch to Korean and one back to English."""
    lost = []
    for language in ("ko", "en"):
        switch(reviewer, language)
        now = held(place())
        lost += [f"{language} {key}: {value!r} became {now.get(key)!r}" for key, value in before.items()
                 if now.get(key) != value]  # fmt: skip
    return lost


PLACES = ("work", "claims", "triage", "meeting", "letters", "figures", "settings")


@pytest.mark.parametrize("name", PLACES)
def test_a_place_keeps_what_was_entered(opened: Reviewer, qtbot: QtBot, name: str) -> None:
    window = opened.window
    window.show_place(name)
    settle(opened, pause=400)

    def place() -> QWidget:
        return window._built[name]

    found = stays(opened, place, fill(opened, place()))
    for page in [page for tabs in place().findChildren(Tabs) for page in tabs._pages][1:]:
        place().findChild(Tabs).go(page)
        settle(opened, pause=400)
        before = fill(opened, place())
        found += [f"{page} {one}" for one in stays(opened, place, before)]
        assert place().findChild(Tabs).current() == page
    assert not found, "\n".join(found)
    assert window.place == name


def test_the_form_that_convenes_stays_open(opened: Reviewer, qtbot: QtBot) -> None:
    window = opened.window
    window.show_place("meeting")
    place: Any = window._built["meeting"]
    settle(opened, lambda: place.meeting is not None)
    place.open_form()
    before = fill(opened, place.convene)
    found = stays(opened, lambda: window._built["meeting"].convene, before)  # type: ignore[attr-defined]
    assert not found, "\n".join(found)
    assert window._built["meeting"].convene.isVisible()  # type: ignore[attr-defined]


@pytest.mark.parametrize("stage", ["IN_REVIEW", "SUPPLEMENT_REQUESTED", "CHECKED"])
def test_every_section_of_the_desk_keeps_what_was_entered(opened: Reviewer, qtbot: QtBot, stage: str) -> None:
    desk = show_desk(opened, stage)
    for fold in desk.sections.folds.values():
        fold.set_open(not fold.isHidden())
    settle(opened)
    before = fill(opened, desk.right)
    found = stays(opened, lambda: opened.window.desk.right, before)  # type: ignore[union-attr]
    assert not found, "\n".join(found)
    assert opened.window.claim == desk.number


def test_every_form_of_a_further_act_stays_open(opened: Reviewer, qtbot: QtBot) -> None:
    desk = show_desk(opened, "IN_REVIEW")
    desk.toggle_more()
    settle(opened, lambda: bool(desk.more._buttons))
    found = []
    for act in [act for act, opens in desk.more._buttons.items() if opens.isEnabled()]:
        desk.right.show_form(act)
        settle(opened)
        before = fill(opened, desk.more)
        found += [f"{act} {one}" for one in stays(opened, lambda: opened.window.desk.more, before)]  # type: ignore[union-attr]
        desk = opened.window.desk  # type: ignore[assignment]
        assert desk.more.form is not None
        assert desk.more.form.act == act
    assert not found, "\n".join(found)


def test_open_claims_keep_their_tabs_and_their_papers(opened: Reviewer, qtbot: QtBot) -> None:
    first, window = show_desk(opened, "IN_REVIEW"), opened.window
    window.show_in_tab(show_other(opened))
    settle(opened, lambda: window.desk.page is not None)
    window.show_claim(first.number)
    settle(opened, lambda: window.desk.papers.document())
    window.desk.papers.select(window.desk.papers.order()[-1][0])
    settle(opened, pause=300)
    before = (window.desks.claims, window.claim, window.desk.papers.document())
    switch(opened, "ko")
    settle(opened, lambda: window.desk.page is not None)
    assert (window.desks.claims, window.claim, window.desk.papers.document()) == before


def show_other(opened: Reviewer) -> str:
    from tests.ui.conftest import in_review

    return in_review(opened)[1]


def test_a_paper_in_a_window_of_its_own_stays_there(opened: Reviewer, qtbot: QtBot) -> None:
    desk = show_desk(opened, "IN_REVIEW")
    desk.viewer.open_window()
    desk.viewer.own_window.setGeometry(60, 70, 640, 480)
    settle(opened)
    switch(opened, "ko")
    qtbot.waitUntil(lambda: opened.window.desk is not desk)
    again = opened.window.desk.viewer
    qtbot.waitUntil(lambda: again.own_window is not None and again.own_window.isVisible())
    assert again.own_window.geometry().getRect() == (60, 70, 640, 480)
    qtbot.waitUntil(lambda: again.canvas.has_page())
    again.own_window.close()
    assert again.isAncestorOf(again.body)


def test_a_meeting_is_not_taken_away_by_a_new_look(opened: Reviewer, qtbot: QtBot) -> None:
    window = opened.window
    window.show_place("meeting")
    place: Any = window._built["meeting"]
    settle(opened, lambda: place.meeting is not None)
    place.begin()
    settle(opened, lambda: place.mode.page is not None)
    before = window.centralWidget()
    opened.preferences.keep("language", "ko")
    opened.settings_changed()
    settle(opened)
    assert place.mode.isVisible()
    assert window.centralWidget() is before
    place.mode.close()
    settle(opened, lambda: window.centralWidget() is not before, pause=1200)
