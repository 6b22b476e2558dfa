"""Lists of claims in large text and a small window: nothing scrolls sideways, and what is hidden is still told."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.claim_cells import CellDelegate
from reviewer.ui.claim_columns import PLACE
from reviewer.ui.claim_table import LOSS, NAME, PROOF
from reviewer.ui.claims.claim_list import ClaimList
from reviewer.ui.claims.column_choice import ColumnChoice
from reviewer.ui.claims.list_look import USUAL_COLUMNS
from reviewer.ui.claims_view import ClaimsView
from reviewer.ui.first_rows import FirstList, read_first_rows
from reviewer.ui.intake.intake_window import IntakeWindow
from reviewer.ui.my_work.my_work import MyWork
from reviewer.ui.reader.light_panel import LightPanel
from reviewer.ui.triage.many_at_once import ManyAtOnce
from reviewer.ui.triage.triage import TriagePlace
from tests.ui.conftest import LEAD, SECRETARY, in_review, show_desk
from tests.ui.screens.every_screen import settle


def small(opened: Reviewer, person: str, language: str, percent: int) -> None:
    for name, value in {"person": person, "language": language, "percent": str(percent)}.items():
        opened.preferences.keep(name, value)
    before = opened.window.centralWidget()
    opened.settings_changed()
    settle(opened, lambda: opened.window.centralWidget() is not before)
    opened.window.resize(1280, 720)
    settle(opened)


def reading_says_something(opened: Reviewer) -> None:
    """As where pictures cannot be read: how far the reading is changes while a test looks."""
    queue = opened.window.sitting.queue  # type: ignore[union-attr]
    queue.close()
    queue.can_see = False
    queue.changed.emit()


@pytest.mark.parametrize(("language", "percent"), [("ko", 150), ("ko", 200), ("en", 200)])
def test_the_dry_run_of_many_routes_shows_several_claims(
    opened: Reviewer, qtbot: QtBot, language: str, percent: int
) -> None:
    small(opened, SECRETARY, language, percent)
    opened.window.show_place("triage")
    place = opened.window._built["triage"]
    assert isinstance(place, TriagePlace)
    settle(opened)
    place.route_many()
    dialog = place.findChild(ManyAtOnce)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 3)
    settle(opened)
    table, high = dialog.table, dialog.table.viewport().height()
    assert table.visualRect(dialog.model.index(2, NAME)).bottom() <= high
    assert table.horizontalScrollBar().maximum() == 0
    assert dialog.height() <= 720
    assert dialog.width() <= 1280
    assert not dialog.query.isVisible()
    assert dialog.query.only_new.text() in dialog.narrowed.head.accessibleName()
    dialog.narrowed.set_open(True)
    assert dialog.query.isVisible()
    dialog.reject()


def test_the_names_of_the_sliders_are_whole(opened: Reviewer, qtbot: QtBot) -> None:
    panel = LightPanel(opened.look)
    qtbot.addWidget(panel)
    panel.show()
    for wide, rows in ((900, 2), (276, 4)):
        panel.resize(wide, panel.height())
        qtbot.waitUntil(lambda: panel.width() == wide)  # noqa: B023
        qtbot.waitUntil(lambda: panel.layout().rowCount() >= rows)  # noqa: B023
        qtbot.waitUntil(lambda: not any("…" in one.text() for one in panel._titles))
        assert (panel.sliders["brightness"].y() == panel.sliders["sharpness"].y()) is (rows == 2)


@pytest.mark.parametrize("name", ["new-case", "columns"])
def test_a_window_in_large_text_is_no_higher_than_a_small_screen(opened: Reviewer, qtbot: QtBot, name: str) -> None:
    small(opened, LEAD, "en", 200)
    window, look = opened.window, opened.look
    dialog: QDialog = (
        ColumnChoice(look, USUAL_COLUMNS, window)
        if name == "columns"
        else IntakeWindow(look, opened.lanes, opened.preferences, None, window)
    )
    dialog.open()
    settle(opened)
    assert dialog.height() <= 720
    assert dialog.minimumSizeHint().height() <= 720
    dialog.reject()


@pytest.mark.parametrize(("name", "person"), [("triage", SECRETARY), ("work", LEAD)])
def test_what_has_no_room_stands_below_the_name(opened: Reviewer, qtbot: QtBot, name: str, person: str) -> None:
    small(opened, person, "en", 200)
    opened.window.show_place(name)
    settle(opened)
    table = next(one for one in opened.window._built[name].findChildren(ClaimsView) if one.isVisible())
    model = table.model()
    qtbot.waitUntil(lambda: model.rowCount() > 0)
    assert table.horizontalScrollBar().maximum() == 0
    first = model.index(0, NAME)
    name_alone, below = first.data().split("\n")
    assert name_alone
    hidden = LOSS if name == "triage" else PROOF
    assert table.isColumnHidden(hidden)
    assert model.index(0, hidden).data() in below
    assert table.rowHeight(0) > table.fontMetrics().lineSpacing() * 2
    assert first.data(Qt.ItemDataRole.ToolTipRole).startswith(name_alone)
    if name == "work":
        assert "Micro-enterprise confirmation:" in first.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_wide_list_has_its_columns_again(opened: Reviewer, qtbot: QtBot) -> None:
    opened.window.show_place("work")
    settle(opened)
    table = opened.window._built["work"].table  # type: ignore[attr-defined]
    for wide, is_folded in ((500, True), (1600, False)):
        table.setFixedWidth(wide)
        qtbot.waitUntil(lambda: table.width() == wide)  # noqa: B023
        assert table.isColumnHidden(PROOF) is is_folded
        assert (table.verticalHeader().defaultSectionSize() > opened.look.row_height) is is_folded
        assert table.model().columnCount(QModelIndex()) == 9


@pytest.mark.parametrize(("language", "percent", "rows"), [("ko", 150, 4), ("ko", 200, 3), ("en", 200, 3)])
def test_my_work_shows_several_claims_below_its_tiles(
    opened: Reviewer, qtbot: QtBot, language: str, percent: int, rows: int
) -> None:
    small(opened, LEAD, language, percent)
    opened.window.show_place("work")
    settle(opened)
    work = opened.window._built["work"]
    assert isinstance(work, MyWork)
    qtbot.waitUntil(lambda: work.table.isVisible())
    reading_says_something(opened)
    settle(opened)
    assert work.table.viewport().height() >= rows * work.table.rowHeight(0)
    assert work.height() <= 720
    assert not work.reading.isVisible()
    opened.window.resize(1280, opened.look.px(700))
    settle(opened)
    words, count = work.tiles._words["waiting"], work.tiles.counts["waiting"]
    assert words.y() > count.geometry().bottom(), "in a high window the words stand below the number again"
    assert work.reading.isVisible()


def test_the_further_acts_have_all_the_room_below_their_head(opened: Reviewer, qtbot: QtBot) -> None:
    small(opened, LEAD, "ko", 200)
    desk = show_desk(opened, qtbot, in_review(opened)[0])
    desk.right.toggle()
    qtbot.waitUntil(lambda: bool(desk.more._buttons))
    desk.foot.show_open([("39", lambda: None)], "")
    desk.foot.show_open = lambda *_: None  # type: ignore[method-assign]  # a hint found meanwhile may need a line more
    settle(opened)
    room = desk.more._choosing.viewport()
    acts = [one for one in desk.more._buttons.values() if one.isEnabled()]
    whole = [one for one in acts if room.rect().contains(one.mapTo(room, one.rect().bottomRight()))]
    assert len(whole) >= min(len(acts), 7)
    assert desk.more._choosing.isAncestorOf(desk.more.dossier), "what is printed scrolls with the acts above it"


SERVICES, NAMES = PLACE["services"], [name for name, _ in USUAL_COLUMNS]


def claims_of(opened: Reviewer, qtbot: QtBot) -> ClaimList:
    opened.window.show_place("claims")
    found = opened.window.centralWidget().findChild(ClaimList)
    assert found is not None
    qtbot.waitUntil(lambda: found.reading.is_complete and bool(found.totals.text()))
    settle(opened)
    return found


@pytest.mark.parametrize(("language", "percent"), [("ko", 150), ("ko", 200), ("en", 200)])
def test_the_claims_are_not_scrolled_sideways_and_keep_their_columns(
    opened: Reviewer, qtbot: QtBot, language: str, percent: int
) -> None:
    small(opened, LEAD, language, percent)
    listed = claims_of(opened, qtbot)
    table, first = listed.table, listed.model.index(0, NAME)
    assert table.horizontalScrollBar().maximum() == 0
    assert table.isColumnHidden(SERVICES)
    assert listed.model.index(0, SERVICES).data() in first.data()
    assert [name for name, _ in table.columns()] == NAMES, "what goes below the name stays chosen, and is exported"
    assert [name for name, _ in listed.look().columns] == NAMES


def test_what_is_found_is_told_with_the_marks_of_papers_in_words(opened: Reviewer, qtbot: QtBot) -> None:
    small(opened, LEAD, "en", 200)
    listed = claims_of(opened, qtbot)
    conn = opened.window.sitting.on_screen  # type: ignore[union-attr]
    (claim,) = conn.execute("SELECT claim FROM claims WHERE stage = 'IN_REVIEW' ORDER BY claim LIMIT 1").fetchone()
    listed.search.setText(claim)
    qtbot.waitUntil(lambda: listed.reading.is_complete and listed.model.rowCount() == 1)
    said = str(listed.model.index(0, NAME).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "Micro-enterprise confirmation:" in said
    assert said.endswith(f" – {listed.model.found_in(0)}")


def test_columns_with_a_width_of_their_own_stay_beside_the_name(opened: Reviewer, qtbot: QtBot) -> None:
    small(opened, LEAD, "en", 200)
    table = claims_of(opened, qtbot).table
    table.show_columns([(name, 120 if name == "services" else 0) for name, _ in USUAL_COLUMNS])
    assert not table.isColumnHidden(SERVICES)
    assert table.isColumnHidden(PLACE["sector"])
    table.show_columns([(name, 300) for name, _ in USUAL_COLUMNS])
    assert not any(table.isColumnHidden(PLACE[name]) for name in NAMES)


def test_fields_of_the_filter_row_stand_below_their_own_heads(opened: Reviewer, qtbot: QtBot) -> None:
    small(opened, LEAD, "en", 200)
    listed = claims_of(opened, qtbot)
    for is_shown in (True, False):
        listed.tools.filter_row.setChecked(is_shown)
        assert listed.table.isColumnHidden(SERVICES) is not is_shown


def test_the_chosen_claim_stays_in_view_when_rows_become_higher(opened: Reviewer, qtbot: QtBot) -> None:
    table = claims_of(opened, qtbot).table
    table.setFixedWidth(1600)
    qtbot.waitUntil(lambda: table.width() == 1600)
    row = table.viewport().height() // opened.look.row_height - 1
    table.selectRow(row)
    table.setFixedWidth(500)
    qtbot.waitUntil(lambda: table.isColumnHidden(SERVICES))
    assert table.visualRect(table.currentIndex()).bottom() <= table.viewport().height()


def test_a_claim_chosen_in_a_column_that_goes_below_the_name_stays_in_view(opened: Reviewer, qtbot: QtBot) -> None:
    table = claims_of(opened, qtbot).table
    table.setFixedWidth(1600)
    qtbot.waitUntil(lambda: table.width() == 1600)
    row = table.viewport().height() // opened.look.row_height - 1
    at = table.visualRect(table.model().index(row, SERVICES)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (row, SERVICES)
    table.setFixedWidth(500)
    qtbot.waitUntil(lambda: table.isColumnHidden(SERVICES))
    assert 0 < table.visualRect(table.currentIndex()).bottom() <= table.viewport().height()
    table.setFocus()
    for _ in range(5):
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == row + 5
    assert table.selected_rows() == [range(row + 5, row + 6)]
    assert 0 < table.visualRect(table.currentIndex()).bottom() <= table.viewport().height()


@pytest.mark.parametrize("percent", [150, 200])
def test_the_first_rows_stand_as_those_of_the_list_do(opened: Reviewer, case: Path, qtbot: QtBot, percent: int) -> None:
    small(opened, LEAD, "ko", percent)
    listed = claims_of(opened, qtbot)
    found = read_first_rows(case, case.parent / "keys", LEAD)
    assert found is not None
    first = FirstList(found, opened.look)
    qtbot.addWidget(first)
    first.setFont(listed.table.font())
    first.resize(1280, 720)
    first.show()
    qtbot.waitUntil(lambda: bool(first._shown))
    assert first._shown[0].x() == listed.mapTo(opened.window, QPoint()).x()
    assert first._shown[1].y() - first._shown[0].y() == listed.table.rowHeight(0)
    row = first._shown[0]
    assert row.texts[NAMES.index("name")] == listed.model.index(0, NAME).data()
    assert [wide > 0 for _, wide in row._places] == [not listed.table.isColumnHidden(PLACE[name]) for name in NAMES]


def test_what_stands_below_the_name_is_painted_below_it_and_softly(opened: Reviewer) -> None:
    look = opened.look
    cells, picture = CellDelegate(look), QPixmap(600, 200)
    picture.fill(look.colour("surface"))
    painter = QPainter(picture)
    line = cells.laid(painter, "한빛떡볶이 / 김*늘", 500).size().height()
    cells.write(painter, QRect(0, 0, 600, 200), "한빛떡볶이 / 김*늘\n외식업 · 톡채널")
    painter.end()
    image, tones = picture.toImage(), [look.colour(tone).rgb() for tone in ("ink", "ink-soft")]
    rows = [{y for y in range(200) for x in range(600) if image.pixel(x, y) == tone} for tone in tones]
    name, below = rows
    middle = 100
    assert name
    assert below
    assert middle - line <= min(name) <= max(name) <= middle < min(below) <= max(below) <= middle + line
