"""What stands in a window has the room it needs: heads and amounts of tables, papers, the totals of weeks."""

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QListWidget, QScrollArea, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.desk.letter_notes import LetterNotes
from reviewer.ui import case_windows
from reviewer.ui.claim_columns import shared_room
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.claim_desk.desk_middle import PAPERS
from reviewer.ui.claims.list_look import USUAL_COLUMNS
from reviewer.ui.claims.list_tools import ListTools
from reviewer.ui.done_today import DoneToday
from reviewer.ui.elided import Elided
from reviewer.ui.folding import folded, usual_order, with_folded
from reviewer.ui.letters.letter_notes import LetterNotesLine
from reviewer.ui.letters.letter_preview import LONG_TITLE
from reviewer.ui.letters.preview_bar import PreviewBar
from reviewer.ui.meeting.meeting_columns import MeetingColumns
from reviewer.ui.meeting.meeting_tables import columns
from reviewer.ui.reader.paper_rows import EDGE, ROW, PaperDelegate, PaperRow
from reviewer.ui.rows_table import LinesTable
from reviewer.ui.sales.sales_grid import TOTAL, SalesGrid
from reviewer.ui.table_lines import Column, Line
from reviewer.ui.waiting_window import WaitingWindow
from tests.ui.screens.every_screen import settle


def test_heads_and_amounts_of_a_table_are_whole_where_there_is_room(opened: Reviewer, qtbot: QtBot) -> None:
    table = LinesTable("t", "t", (Column("Trade name of it", 0), Column("Award", 40, True)), opened.look)
    qtbot.addWidget(table)
    table.resize(420, 200)
    table.show()
    table.show_lines([Line("1", ("a", "1,234,567,890 won"))])
    head, wide = table.horizontalHeader(), table.fontMetrics().horizontalAdvance("1,234,567,890 won")
    assert table.columnWidth(1) > wide
    assert table.columnWidth(0) >= head.sectionSizeHint(0)
    assert head.length() <= table.viewport().width()


def test_amounts_that_have_no_room_stand_below_the_item_and_nothing_scrolls(opened: Reviewer, qtbot: QtBot) -> None:
    columns = (Column("Claim", 0), Column("asked", 72, True), Column("awarded", 66, True))
    table = LinesTable("t", "t", columns, opened.look)
    qtbot.addWidget(table)
    table.show_whole()
    table.resize(900, 10)
    table.show()
    table.show_lines([Line(str(row), (str(row), "12,845,000,000", "79,412,000")) for row in range(3)])
    high = table.height()
    assert table.verticalScrollBar().maximum() == table.horizontalScrollBar().maximum() == 0
    table.resize(180, table.height())
    assert table.horizontalScrollBar().maximum() == table.verticalScrollBar().maximum() == 0
    assert table.lines.index(0, 0).data() == "0\nasked 12,845,000,000"
    assert (table.isColumnHidden(1), table.isColumnHidden(2)) == (True, False)
    assert table.height() > high
    table.resize(900, 10)
    assert table.lines.index(0, 0).data() == "0"
    assert table.height() == high


def test_a_table_scrolls_sideways_at_no_width(opened: Reviewer, qtbot: QtBot) -> None:
    columns = (Column("Letter", 126), Column("Claimant", 0), Column("Issued", 112), Column("Award", 90, True))
    table = LinesTable("t", "t", columns, opened.look, ticks=True)
    qtbot.addWidget(table)
    table.show()
    names = ("주식회사 르쏠레이유학원", "a")
    table.show_lines([Line(str(row), ("2023-A-0001", names[row % 2], "27 Jul 2023", "1,234,000")) for row in range(5)])
    for wide in range(230, 640, 10):
        table.resize(wide, 160)
        assert table.horizontalHeader().length() <= table.viewport().width(), wide


def test_an_item_breaks_into_lines_before_it_ends_in_three_dots(opened: Reviewer, qtbot: QtBot) -> None:
    table = LinesTable("t", "t", (Column("List", 60), Column("Item", 0), Column("State", 80)), opened.look)
    qtbot.addWidget(table)
    table.resize(360, 200)
    table.show()
    table.show_lines([Line("1", ("Consent", "2: 2023-000003, 2023-000005", "open")), Line("2", ("Open", "short", "–"))])
    assert table.horizontalScrollBar().maximum() == 0
    assert not table.isColumnHidden(2)
    assert table.rowHeight(0) > table.rowHeight(1) == opened.look.row_height


def test_what_is_folded_is_told_in_the_order_of_the_heads() -> None:
    order = usual_order(5, (3,), 1, keeps_first=False)
    assert order == [4, 2, 3, 0]
    assert usual_order(5, (3,), 1, keeps_first=True) == [4, 2, 3]
    for room, gone in ((600, set()), (500, {4}), (300, {2, 4}), (100, {0, 2, 3, 4})):
        assert folded((100, 0, 150, 100, 120), order, wide=1, least=100, room=room) == gone
    assert with_folded("a", [("", "b"), ("Loss", "7"), ("", "")]) == "a\nb · Loss 7"
    assert with_folded("", [("", "b")]) == "–\nb", "what stands below is not taken for the name"
    assert with_folded("", [("", "–")]) == ""


def test_a_consent_list_in_english_is_whole_in_a_small_window(opened: Reviewer, qtbot: QtBot) -> None:
    table = LinesTable("t", "t", columns(is_consent=True), opened.look)
    qtbot.addWidget(table)
    table.resize(498, 200)  # 622 at the size of a meeting's text, in a window of 1280
    table.show()
    table.show_lines([Line("1", ("2023-000999", "한빛떡볶이", "Outside the scheme", "12,845,000", "1,000,000"))])
    head = table.horizontalHeader()
    assert table.horizontalScrollBar().maximum() == 0
    assert all(table.columnWidth(place) >= head.sectionSizeHint(place) for place in range(5))
    assert all(table.columnWidth(place) >= table.sizeHintForColumn(place) for place in range(5))


def test_a_text_message_that_was_copied_pushes_nothing_out_of_the_window(opened: Reviewer, qtbot: QtBot) -> None:
    notes = LetterNotesLine()
    qtbot.addWidget(notes)
    notes.resize(320, 200)
    for lang in ("ko", "en"):
        notes.show_notes(lang, LetterNotes("[1015 Council] We will pay you support. " * 2))
    notes.show()
    notes.copy("en")
    assert notes.said.isVisible()
    assert notes.minimumSizeHint().width() <= 320


def test_a_message_takes_two_lines_before_it_ends_in_three_dots(opened: Reviewer, qtbot: QtBot) -> None:
    message = Elided(lines=2)
    qtbot.addWidget(message)
    message.say("We will pay you support. Please see our letter.")
    seen = []
    for part in (1.2, 0.7, 0.3):
        message.resize(int(message.fontMetrics().horizontalAdvance(message.whole()) * part), 40)
        message.resizeEvent(QResizeEvent(message.size(), message.size()))
        seen.append((message.text().count("\n"), "…" in message.text()))
    assert seen == [(0, False), (1, False), (1, True)]
    assert message.toolTip() == message.whole()


def test_the_title_of_a_letter_stands_above_its_buttons_where_both_do_not_fit(opened: Reviewer, qtbot: QtBot) -> None:
    bar = PreviewBar(opened.look, LONG_TITLE)
    bar.setParent(opened.window)
    bar.title.say("2023-000004 · Approved, in full or in part")
    bar.show()
    for wide in (620, 440):
        bar.resize(opened.look.px(wide), 80)
        bar.layout().activate()
        assert "…" not in bar.title.text()
        assert (bar.title.geometry().bottom() < bar.choices["both"].parentWidget().y()) == (wide < LONG_TITLE)


def test_a_window_that_has_nothing_to_show_is_no_ocean(opened: Reviewer, qtbot: QtBot) -> None:
    case_windows.confirm(opened.window)
    case_windows.done_today(opened.window)
    for kind, name in ((WaitingWindow, "Nothing waits"), (DoneToday, "recorded nothing")):
        (found,) = opened.window.findChildren(kind)
        qtbot.waitUntil(lambda found=found, name=name: name in _texts(found))
        assert found.height() < opened.look.px(260)
        found.reject()


def _texts(window: WaitingWindow | DoneToday) -> str:
    return " ".join(one.text() for one in window.findChildren(QLabel) if one.isVisible())


def test_pages_seen_never_stand_on_the_state_of_a_paper(opened: Reviewer, qtbot: QtBot) -> None:
    names = QListWidget()
    qtbot.addWidget(names)
    names.addItem("")
    delegate, option = PaperDelegate(opened.look, names), QStyleOptionViewItem()
    names.initViewItemOption(option)
    index = names.model().index(0, 0, QModelIndex())
    names.item(0).setData(ROW, PaperRow("1  Sales", "not accepted", "NOT_ACCEPTED", "S.xlsx", 1, 12, are_sheets=True))
    highs = []
    names.show()
    for wide in (400, 150):
        names.resize(wide, 200)
        highs.append(delegate.sizeHint(option, index).height())
    assert highs[1] > highs[0], "the count has a line of its own"


@pytest.mark.parametrize("wide", [230, 150])
def test_a_long_korean_name_of_a_paper_is_never_cut_at_the_edge(opened: Reviewer, qtbot: QtBot, wide: int) -> None:
    names = QListWidget()
    qtbot.addWidget(names)
    names.addItem("")
    names.setItemDelegate(PaperDelegate(opened.look._replace(percent=200), names))
    names.item(0).setData(ROW, PaperRow("1  사업자등록증(증명원)", "", ""))
    names.resize(wide, 400)
    names.show()
    picture = names.viewport().grab().toImage()
    edge, rows = picture.width() - EDGE - 1, range(names.visualItemRect(names.item(0)).height() - 2)
    assert not [y for y in rows if picture.pixelColor(edge, y).value() < 128], "no letter ends at the edge of its room"


def test_the_totals_of_the_weeks_stand_before_the_days(desk: ClaimDesk) -> None:
    grid = desk.findChild(SalesGrid)
    assert grid.horizontalHeader().visualIndex(TOTAL) == 0


def test_large_text_puts_the_totals_of_the_list_below_its_controls(opened: Reviewer, qtbot: QtBot) -> None:
    opened.window.show_place("claims")
    tools = opened.window.findChild(ListTools)
    qtbot.waitUntil(lambda: bool(tools.totals.text()))
    assert tools.totals.y() < tools.views.height()
    tools.totals.setText(tools.totals.text() * 3)
    tools.resize(tools.width() - 1, tools.height())
    qtbot.waitUntil(lambda: tools.totals.y() > tools.filters.y() + tools.views.height() // 2)


def test_amounts_stay_whole_in_larger_type_that_comes_after_the_rows(opened: Reviewer, qtbot: QtBot) -> None:
    table = LinesTable("t", "t", (Column("Trade name", 0), Column("Award", 40, True)), opened.look)
    table.show_lines([Line("1", ("손끝 과일", "3,200,000 won"))])
    table.resize(900, 300)
    qtbot.addWidget(table)
    table.show()
    before = table.columnWidth(1)
    table.setStyleSheet("QTableView { font-size: 40px; }")
    assert table.columnWidth(1) >= table.fontMetrics().horizontalAdvance("3,200,000 won") > before


def test_the_papers_of_a_claim_have_the_width_they_were_given(opened: Reviewer, desk: ClaimDesk) -> None:
    opened.window.resize(1440, 900)
    assert desk.papers.width() >= opened.look.px(PAPERS) - 2


@pytest.mark.parametrize("wide", [200, 150])
def test_a_row_of_a_paper_is_as_high_as_its_lines(opened: Reviewer, qtbot: QtBot, wide: int) -> None:
    names = QListWidget()
    qtbot.addWidget(names)
    names.addItem("")
    delegate, option = PaperDelegate(opened.look, names), QStyleOptionViewItem()
    names.initViewItemOption(option)
    names.resize(wide, 200)
    names.show()
    high = []
    for state in ("", "accepted", "accepted with a note"):
        names.item(0).setData(ROW, PaperRow("3  Service-use proof", state, "ACCEPTED_WITH_NOTE", "S.pdf"))
        high.append(delegate.sizeHint(option, names.model().index(0, 0, QModelIndex())).height())
    line = high[1] - high[0]
    assert high[2] - high[0] == line * (2 if wide == 150 else 1), "nothing is cut off, and no line stays empty"


def test_a_place_scrolls_sideways_for_itself_alone_in_large_text(opened: Reviewer) -> None:
    opened.preferences.keep("percent", "200")
    opened.window.resize(1280, 720)
    before = opened.window.centralWidget()
    opened.settings_changed()
    settle(opened, lambda: opened.window.centralWidget() is not before)
    for place in ("letters", *opened.window.places(), "settings"):
        opened.window.show_place(place)
        settle(opened, lambda place=place: opened.window._built[place].isVisible())
        area = opened.window.findChild(QScrollArea, "place_scroll")
        assert area.horizontalScrollBar().maximum() == 0, place


def test_agenda_and_votes_take_turns_where_both_do_not_fit(opened: Reviewer, qtbot: QtBot) -> None:
    agenda, item, votes = QLabel("agenda"), QLabel("item"), QLabel("votes")
    columns = MeetingColumns(opened.look._replace(percent=200), agenda, item, votes)
    qtbot.addWidget(columns.turns)
    qtbot.addWidget(columns)
    columns.resize(1280, 600)
    columns.show()
    assert (agenda.isVisible(), votes.isVisible()) == (False, True)
    columns.turns.click()
    assert (agenda.isVisible(), votes.isVisible()) == (True, False)
    columns.show_votes(True)
    assert (agenda.isVisible(), votes.isVisible()) == (False, True)
    columns.show_votes(False)
    assert (agenda.isVisible(), votes.isVisible()) == (True, False)
    columns.show_votes(True)
    columns.resize(1920, 600)
    assert (agenda.isVisible(), item.isVisible(), votes.isVisible()) == (True, True, True)


@pytest.mark.parametrize(
    ("name", "text"), [("services", "Kakao Login (account, authentication)"), ("sector", "Wholesale and retail")]
)
def test_one_service_and_the_sector_stand_whole_in_the_list_of_a_usual_window(
    opened: Reviewer, name: str, text: str
) -> None:
    names = [one for one, _ in USUAL_COLUMNS]
    widths = shared_room(USUAL_COLUMNS, opened.look, 1440 - opened.look.px(176))
    assert widths[names.index(name)] >= opened.window.fontMetrics().horizontalAdvance(text) + 16
    on_small_screen = shared_room(USUAL_COLUMNS, opened.look, 1085)
    assert sum(on_small_screen) <= 1085, "My work on a small screen does not scroll"
    assert all(on_small_screen), "and nothing goes below the name"
