"""The window of help keeps its place: pictures fit it, and a change of language opens it again where it was."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.help.help_window import HelpWindow
from reviewer.ui.help.manual import PICTURE
from reviewer.ui.help.manual_page import ManualPage
from reviewer.ui.help.terms import found_in
from tests.ui.test_composing import compose

PATIENCE = 20_000


def page_of(opened: Reviewer, qtbot: QtBot) -> ManualPage:
    page = opened.window.helping.show_manual().manual
    qtbot.waitUntil(lambda: bool(page.text.toPlainText()), timeout=PATIENCE)
    return page


def shown(page: ManualPage, chapter: int, qtbot: QtBot) -> None:
    page.list.setCurrentRow(chapter)
    title = page._chapters[page.list.item(chapter).data(Qt.ItemDataRole.UserRole)].title
    qtbot.waitUntil(lambda: page._page is not None and page._page.title == title, timeout=PATIENCE)


def widest(page: ManualPage) -> int:
    assert page._page is not None
    return max(picture.width() for picture in page._page._pictures.values())


def fits(page: ManualPage, title: str) -> None:
    """The layout goes on after a chapter came into view."""
    assert page.text.horizontalScrollBar().maximum() == 0, title


def with_picture(page: ManualPage) -> int:
    return next(place for place, one in enumerate(page._chapters) if PICTURE.search(one.text))


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_no_chapter_scrolls_sideways_at_200_percent(opened: Reviewer, qtbot: QtBot, lang: str) -> None:
    opened.preferences.keep("language", lang)
    opened.preferences.keep("percent", "200")
    before = opened.window.centralWidget()
    opened.settings_changed()
    qtbot.waitUntil(lambda: opened.window.centralWidget() is not before, timeout=PATIENCE)
    page = page_of(opened, qtbot)
    for chapter in range(page.list.count()):
        shown(page, chapter, qtbot)
        title = page.list.item(chapter).text()
        qtbot.waitUntil(lambda title=title: fits(page, title))


def test_pictures_follow_the_window_and_the_place_in_the_chapter_stays(opened: Reviewer, qtbot: QtBot) -> None:
    page = page_of(opened, qtbot)
    shown(page, with_picture(page), qtbot)
    wide, bar = widest(page), page.text.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    top = page.text.cursorForPosition(QPoint(0, 0)).position()
    page.window().resize(700, 560)
    qtbot.waitUntil(lambda: widest(page) < wide, timeout=PATIENCE)
    assert page.text.horizontalScrollBar().maximum() == 0
    assert 0 < page.text.cursorForPosition(QPoint(0, 0)).position() <= top
    assert page._page is not None
    sought = [word for word in page._page.toPlainText().lower().split() if word.isalpha()][-1]
    page.search.setText(sought)
    qtbot.waitUntil(lambda: page.text.textCursor().selectedText().lower() == sought, timeout=PATIENCE)
    page.window().resize(1240, 680)
    qtbot.waitUntil(lambda: widest(page) >= wide, timeout=PATIENCE)


def in_korean(opened: Reviewer, qtbot: QtBot) -> HelpWindow:
    before = opened.window.helping.show_manual()
    opened.preferences.keep("language", "ko")
    opened.settings_changed()
    qtbot.waitUntil(lambda: opened.window.helping._help is not before, timeout=PATIENCE)
    found = opened.window.helping._help
    assert found is not None
    assert found.isVisible()
    assert not before.isVisible()
    assert opened.window.helping.show_manual() is found
    return found


def test_the_manual_is_searched_while_a_syllable_is_still_being_typed(opened: Reviewer, qtbot: QtBot) -> None:
    page = in_korean(opened, qtbot).manual
    qtbot.waitUntil(lambda: page.list.count() > 15, timeout=PATIENCE)
    whole = page.list.count()
    page.search.setText("신청")
    asked = page.list.count()
    assert 0 < asked < whole
    page.search.setText("신")
    page.search.setFocus()
    for syllable in ("ㅊ", "처", "청"):
        compose(page.search, syllable)
        assert asked <= page.list.count() < whole, syllable
        qtbot.waitUntil(lambda: page.text.textCursor().selectedText().startswith("신"), timeout=PATIENCE)
    compose(page.search, "")
    page.search.setText("ㅅㅊ")
    assert asked <= page.list.count() < whole


def test_a_change_of_language_opens_the_same_chapter_again(opened: Reviewer, qtbot: QtBot) -> None:
    shown(page_of(opened, qtbot), 5, qtbot)
    after = in_korean(opened, qtbot).manual
    qtbot.waitUntil(
        lambda: after._page is not None and after._page.title == "5. 서류 보기와 확인 항목", timeout=PATIENCE
    )
    assert after.list.currentRow() == 5


def test_a_change_of_language_shows_the_same_word_again(opened: Reviewer, qtbot: QtBot) -> None:
    window = opened.window.helping.show_manual()
    window.show_terms(found_in(["quorum"], "en"))
    after = in_korean(opened, qtbot)
    assert after.tabs.current() == "terms"
    assert after.terms.list.currentItem().text().startswith("정족수")
