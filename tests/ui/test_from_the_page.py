"""From words selected with the mouse on a page to a fact and to the sales weeks, end to end on the real desk."""

import datetime as dt
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from tests.ui.conftest import in_review, press, show_desk, until_recorded
from tests.ui.reader.test_pages import drag, words_known


@pytest.fixture
def with_pdf(opened: Reviewer, qtbot: QtBot) -> tuple[ClaimDesk, str]:
    """The desk on a claim whose sales paper is a PDF with words, that paper in view, and its document."""
    for claim in in_review(opened):
        desk = show_desk(opened, qtbot, claim)
        assert desk.page is not None
        kinds = {one.document: one.kind for one in desk.page.claim.papers}
        for paper in desk.page.papers:
            if kinds.get(paper.document) == "SLS" and paper.path.endswith(".pdf"):
                desk.papers.select(paper.document)
                qtbot.waitUntil(partial(words_known, desk.viewer))
                return desk, paper.document
    raise AssertionError("the sample has no such claim")


def sweep(desk: ClaimDesk, qtbot: QtBot, first: str, last: str) -> None:
    """Drag from the first word with one text to the next one with another, as a hand does."""
    canvas = desk.viewer.canvas
    words = canvas.words.of(1)
    here = next(place for place, word in enumerate(words) if first in word.text)
    there = next(place for place, word in enumerate(words) if place >= here and last in word.text)

    def at(place: int) -> QPoint:
        return canvas.on_screen(1, words[place].box).center().toPoint()

    drag(qtbot, desk.viewer, at(here), at(there))


def test_g_binds_the_words_under_the_mouse_and_shows_their_mark(with_pdf: tuple[ClaimDesk, str], qtbot: QtBot) -> None:
    desk, document = with_pdf
    sweep(desk, qtbot, "사업자등록번호", "-")
    selected = desk.viewer.selection()
    assert selected is not None
    press(desk.viewer.canvas, "ㅎ")  # G in Hangul mode
    form = desk.evidence.form
    qtbot.waitUntil(lambda: form.isVisible() and bool(form._picture))
    assert form.code == "BRN"
    assert form.value.text() in selected.text.replace("-", "")
    until_recorded(desk, qtbot, lambda: QTest.keyClick(desk.window().focusWidget(), Qt.Key.Key_Return))
    assert desk.page is not None
    fact = desk.page.bound["BRN"].fact
    assert fact.at == selected.place
    assert fact.at.document == document
    canvas = desk.viewer.canvas
    assert [mark.name for mark in canvas.marks.marks] == ["fact:BRN"]
    edge = canvas.on_screen(fact.at.page, fact.at.points).adjusted(-2, -2, 2, 2)
    picture = canvas.viewport().grab().toImage()
    wanted = desk._sitting.look.colour("fact-on-paper")
    column = round(edge.center().x())
    seen = [picture.pixelColor(column, round(edge.top()) + by) for by in range(-2, 3)]
    assert any(abs(one.green() - wanted.green()) + abs(one.red() - wanted.red()) < 80 for one in seen)


def test_g_opens_over_the_window_that_has_the_paper(with_pdf: tuple[ClaimDesk, str], qtbot: QtBot) -> None:
    desk, _ = with_pdf
    desk.viewer.open_window()
    qtbot.waitUntil(desk.viewer.canvas.isVisible)
    qtbot.wait(200)
    sweep(desk, qtbot, "사업자등록번호", "-")
    press(desk.viewer.canvas, "g")
    form = desk.evidence.form
    qtbot.waitUntil(lambda: form.isVisible() and bool(form._picture))
    assert form.window() is desk.viewer.canvas.window() is not desk.window()
    assert form.parentWidget().rect().contains(form.geometry())
    QTest.keyClick(form.value, Qt.Key.Key_Escape)
    assert form.isHidden()
    desk.viewer.bring_back()


def test_t_takes_the_days_under_the_mouse_into_the_weeks(with_pdf: tuple[ClaimDesk, str], qtbot: QtBot) -> None:
    desk, document = with_pdf
    weeks = desk.sections.weeks
    sweep(desk, qtbot, "2022-09-01", "2022-09-10")
    press(desk.viewer.canvas, "ㅅ")  # T in Hangul mode
    qtbot.waitUntil(weeks.preview.isVisible)
    assert weeks.grid.sales.days == {}  # shown, not taken yet
    weeks.preview.take.click()
    days = weeks.grid.sales
    assert sorted(days.days)[:9] == [dt.date(2022, 9, number) for number in range(1, 10)]
    assert {place.document for place in days.places.values()} == {document}
    assert all(day in days.places for day in days.days)
