"""The search box: every key is answered, the field of the find is told in the row, and Enter opens the only claim."""

from typing import ClassVar

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QInputMethodEvent, QPainter, QPixmap, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLabel, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import claims, search
from reviewer.ui.claim_columns import NAME_LEAST
from reviewer.ui.claim_table import NAME
from reviewer.ui.claims.claim_list import ClaimList
from reviewer.ui.claims.found_in import FoundDelegate
from tests.ui.conftest import in_review


@pytest.fixture
def listed(opened: Reviewer, qtbot: QtBot) -> ClaimList:
    """The place Claims with every claim of the sample in it."""
    opened.window.show_place("claims")
    found = opened.window._built["claims"]
    assert isinstance(found, ClaimList)
    qtbot.waitUntil(lambda: found.reading.is_complete and bool(found.totals.text()))
    return found


class Written(FoundDelegate):
    """Keeps what can be read of each text."""

    def write(self, painter: QPainter, room: QRect, text: str, tone: str = "ink", *, is_right: bool = False) -> None:
        self.read.append(painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width()))

    read: ClassVar[list[str]] = []


@pytest.mark.parametrize("field", ["Representative", "Report number", "Reg. no.", "Claim number", "Paper"])
def test_the_word_for_the_field_of_a_find_is_whole_however_long_the_name(opened: Reviewer, field: str) -> None:
    model = QStandardItemModel(1, 1)
    model.setData(model.index(0, 0), "A shop with a name that fills the cell and more / 김대표")
    model.setData(model.index(0, 0), f"{field}: 김대표 120-81-47521 · Address: 강남", Qt.ItemDataRole.UserRole)
    option, picture, sitting = QStyleOptionViewItem(), QPixmap(200, 36), opened.window.sitting
    option.rect = QRect(0, 0, NAME_LEAST, 36)  # as narrow as it becomes by itself
    assert sitting is not None
    delegate = Written(sitting.look)
    delegate.read.clear()
    painter = QPainter(picture)
    delegate.paint(painter, option, model.index(0, 0))
    painter.end()
    assert delegate.read[0].startswith(field)
    assert delegate.read[1].startswith("A s")


def ids(listed: ClaimList, words: str) -> list[int]:
    wanted = claims.Filter(words=words, texts=True, person=listed._sitting.person)
    return list(claims.order(listed._sitting.on_screen, wanted))


def typed(listed: ClaimList, qtbot: QtBot, words: str) -> None:
    listed.search.setText(words)
    qtbot.waitUntil(lambda: listed.reading.is_complete)


def a_line(listed: ClaimList) -> claims.ListLine:
    """A claim in review, with all its facts."""
    number = in_review_of(listed)[0]
    conn = listed._sitting.on_screen
    return claims.lines(conn, [claims.id_of(conn, number)], masked=False)[0]


def in_review_of(listed: ClaimList) -> list[str]:
    rows = listed._sitting.on_screen.execute("SELECT claim FROM claims WHERE stage = 'IN_REVIEW' ORDER BY claim")
    return [row[0] for row in rows]


@pytest.mark.parametrize("few", [0, search.FEW])
def test_the_row_says_in_which_field_it_was_found_and_a_screen_reader_too(
    listed: ClaimList, qtbot: QtBot, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FEW", few)
    line = a_line(listed)
    part = line.address.split()[1]
    typed(listed, qtbot, part)
    assert list(listed.model.ids()) == ids(listed, part)
    row = list(listed.model.ids()).index(line.id)
    name = listed.model.index(row, NAME)
    assert f"Address: {part}" in name.data(Qt.ItemDataRole.UserRole)
    said = name.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == f"{name.data()} – {name.data(Qt.ItemDataRole.UserRole)}" == name.data(Qt.ItemDataRole.ToolTipRole)
    listed.table.selectRow(row)
    listed.peek.show()
    listed._selected()
    told = listed.peek.findChild(QLabel, "peek_found_in")
    assert told is not None
    assert part in told.text()
    listed.toggle_peek()  # beside it columns go below the name
    typed(listed, qtbot, "")
    assert listed.model.index(0, NAME).data(Qt.ItemDataRole.UserRole) is None
    qtbot.waitUntil(lambda: listed.model.index(0, NAME).data(Qt.ItemDataRole.AccessibleTextRole) is None)


def test_a_note_is_found_with_the_words_around_it(opened: Reviewer, listed: ClaimList, qtbot: QtBot) -> None:
    number, done = in_review(opened)[0], []
    body = {"note": "전화로 들음: 배달앱 매출은 따로 보낸다고 함"}
    listed._sitting.record("write_note", number, body, then=done.append, otherwise=done.append, owner=listed)
    qtbot.waitUntil(lambda: bool(done))
    typed(listed, qtbot, "배달앱매출")
    assert [listed.model.claim_at(row) for row in range(listed.model.rowCount())] == [number]
    assert listed.model.found_in(0) == "Note: 전화로 들음: 배달앱 매출은 따로 보낸다고 함"


def test_a_syllable_in_the_making_is_found_with_its_field(listed: ClaimList, qtbot: QtBot) -> None:
    line = a_line(listed)
    first = line.representative[0]
    listed.search.setFocus()
    QApplication.sendEvent(listed.search, QInputMethodEvent(first, []))
    qtbot.waitUntil(lambda: listed.reading.is_complete and line.id in listed.model.ids())
    row = list(listed.model.ids()).index(line.id)
    assert "Representative" in listed.model.found_in(row)
    QApplication.sendEvent(listed.search, QInputMethodEvent("", []))


def test_enter_opens_the_only_claim_even_before_the_answer_is_there(listed: ClaimList, qtbot: QtBot) -> None:
    number = in_review_of(listed)[0]
    with qtbot.waitSignal(listed.open_claim) as opened:
        listed.search.setText(number)
        qtbot.keyClick(listed.search, Qt.Key.Key_Return)
    assert opened.args == [number]


def test_enter_on_several_goes_to_the_rows_and_another_key_calls_it_off(listed: ClaimList, qtbot: QtBot) -> None:
    listed.search.setFocus()
    listed.search.setText("서울")
    qtbot.keyClick(listed.search, Qt.Key.Key_Return)
    listed.search.setText(in_review_of(listed)[0])
    with qtbot.assertNotEmitted(listed.open_claim, wait=300):
        qtbot.waitUntil(lambda: listed.model.rowCount() == 1)
    typed(listed, qtbot, "서울")
    assert listed.model.rowCount() > 1
    with qtbot.assertNotEmitted(listed.open_claim, wait=200):
        qtbot.keyClick(listed.search, Qt.Key.Key_Return)
    assert listed.table.currentIndex().row() == 0


def test_only_the_last_of_many_keys_is_shown(listed: ClaimList, qtbot: QtBot) -> None:
    line = a_line(listed)
    shown: list[int] = []
    listed.reading.shown.connect(shown.append)
    words = line.trade_name
    for end in range(1, len(words) + 1):
        listed.search.setText(words[:end])
    qtbot.waitUntil(lambda: listed.reading.is_complete)
    assert list(listed.model.ids()) == ids(listed, words)
    assert len(shown) == 1


def test_rows_stand_before_their_sum(listed: ClaimList, qtbot: QtBot) -> None:
    before = listed.totals.text()
    typed(listed, qtbot, in_review_of(listed)[0])
    assert listed.totals.text() == before
    qtbot.waitUntil(lambda: listed.totals.text().startswith("1 claim "))


def test_papers_behind_the_window_give_way_to_whoever_types(opened: Reviewer, listed: ClaimList, qtbot: QtBot) -> None:
    queue = listed._sitting.queue
    read: list[str] = []
    typed(listed, qtbot, "서울")
    queue.start()
    queue.read.connect(read.append)
    qtbot.wait(700)
    assert (read, queue.is_running) == ([], True)
    qtbot.waitUntil(lambda: bool(read), timeout=60_000)


def test_where_nothing_is_found_it_is_said_how_many_papers_are_read(listed: ClaimList, qtbot: QtBot) -> None:
    queue = listed._sitting.queue
    queue.done, queue.total = 3, 1_040
    typed(listed, qtbot, "뷁뷁")
    qtbot.waitUntil(lambda: "3 of 1,040" in listed.nothing.here.text.text())
    queue.done = queue.total
    typed(listed, qtbot, "뷁뷁뷁")
    qtbot.waitUntil(lambda: listed.nothing.here.text.text() == "No claim fits this search.")


def test_a_syllable_that_is_whole_is_looked_for_as_it_stands(listed: ClaimList, qtbot: QtBot) -> None:
    listed.search.setFocus()
    QApplication.sendEvent(listed.search, QInputMethodEvent("가", []))
    qtbot.waitUntil(lambda: listed._sitting.listed[0].words == "가")
    assert listed._sitting.listed[0].composing
    whole = QInputMethodEvent("", [])
    whole.setCommitString("가")
    QApplication.sendEvent(listed.search, whole)
    qtbot.waitUntil(lambda: not listed._sitting.listed[0].composing)
    qtbot.waitUntil(lambda: listed.reading.is_complete)
    assert listed._sitting.listed[0].words == "가"
    assert listed.model.rowCount() == len(ids(listed, "가"))
