"""The list of claims: paged by id, searched while a syllable is composed, filtered, sorted, opened by keyboard."""

from array import array

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import claims
from reviewer.ui.claim_lines import fetch_lines
from reviewer.ui.claim_table import COLUMNS, LOSS, PAGE, PROOF, ClaimTable
from reviewer.ui.claims.claim_list import ClaimList
from tests.ui.conftest import press


@pytest.fixture
def listed(opened: Reviewer, qtbot: QtBot) -> ClaimList:
    """The place Claims with every claim of the sample in it."""
    opened.window.show_place("claims")
    found = opened.window._built["claims"]
    assert isinstance(found, ClaimList)
    qtbot.waitUntil(lambda: "claims" in found.totals.text())
    return found


def test_the_table_is_a_sound_model(opened: Reviewer) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    model = ClaimTable(lambda ids: fetch_lines(sitting.on_screen, ids), sitting.plan)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    ids = claims.order(sitting.on_screen, claims.Filter(), "claim", False)
    model.show_ids(ids)
    assert (model.rowCount(), model.columnCount()) == (len(ids), len(COLUMNS))
    assert model.rowCount(model.index(0, 0)) == 0
    model.show_ids(array("q"))
    assert model.rowCount() == 0
    assert tester.model() is model


def test_a_claim_is_found_by_its_id_among_all(opened: Reviewer) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    model = ClaimTable(lambda _: (), sitting.plan)
    across = 1 << 56  # its bytes lie across the two before it as well
    ids = [1, 0, across, 7, 300, 1 << 40]
    model.show_ids(array("q", ids))
    assert [model.row_of_id(one) for one in ids] == list(range(len(ids)))
    assert model.row_of_id(2) == model.row_of_id(1 << 48) == -1
    model.show_ids(array("q"))
    assert model.row_of_id(1) == -1


def test_a_line_of_business_of_the_plan_stands_in_the_window_s_language(opened: Reviewer) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    model = ClaimTable(lambda ids: fetch_lines(sitting.on_screen, ids), sitting.plan)
    rows = sitting.on_screen.execute("SELECT id, sector FROM claims WHERE sector IN ('기타', '외식업') ORDER BY id")
    found = dict(tuple(row) for row in rows)
    model.show_ids(array("q", found))
    shown = {model.data(model.index(row, COLUMNS.index("sector"))) for row in range(model.rowCount())}
    assert shown == {{"기타": "Other", "외식업": "Restaurants"}[one] for one in found.values()} != set()


def test_rows_are_read_a_page_at_a_time(opened: Reviewer) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    asked: list[int] = []

    def fetch(ids: "array[int]") -> object:
        asked.append(len(ids))
        return fetch_lines(sitting.on_screen, ids)

    model = ClaimTable(fetch, sitting.plan)  # type: ignore[arg-type]
    model.show_ids(claims.order(sitting.on_screen, claims.Filter(), "claim", False))
    for row in range(PAGE):
        model.data(model.index(row, 0))
    assert asked == [PAGE]


def test_all_claims_are_listed_with_their_sum(listed: ClaimList) -> None:
    sitting = listed._sitting
    count, claimed = claims.totals(sitting.on_screen, claims.Filter())
    assert listed.model.rowCount() == count
    awarded = sitting.on_screen.execute("SELECT sum(award) FROM claims").fetchone()[0]
    assert listed.totals.text() == f"{count:,} claims · {claimed:,} won · awarded {awarded:,} won"


def test_a_syllable_still_being_composed_is_searched(listed: ClaimList, qtbot: QtBot) -> None:
    everything = listed.model.rowCount()
    listed.search.setFocus()
    QApplication.sendEvent(listed.search, QInputMethodEvent("뷁", []))
    assert listed.search.text() == ""
    qtbot.waitUntil(lambda: listed.model.rowCount() < everything)
    assert listed.nothing.currentIndex() == 1
    assert listed.nothing.here.act.isVisible()
    QApplication.sendEvent(listed.search, QInputMethodEvent("", []))
    qtbot.waitUntil(lambda: listed.model.rowCount() == everything)


def test_the_keys_go_to_what_is_in_view_where_nothing_is_found(
    opened: Reviewer, listed: ClaimList, qtbot: QtBot
) -> None:
    window = opened.window
    listed.search.say_silently("zzzzq")
    listed.table.setFocus()
    listed.refresh()
    qtbot.waitUntil(lambda: listed.nothing.currentIndex() == 1)
    assert window.focusWidget() is listed.nothing.here.act
    window.show_place("work")
    window.show_place("claims")
    assert window.focusWidget() is listed.nothing.here.act
    listed.search.setFocus()
    qtbot.keyClick(listed.search, Qt.Key.Key_Escape)
    assert window.focusWidget() is listed.nothing.here.act
    qtbot.keyClick(listed.nothing.here.act, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: listed.nothing.currentIndex() == 0)
    assert window.focusWidget() is listed.table


def test_the_keys_go_to_the_search_field_where_there_is_nothing_to_show_all_of(
    opened: Reviewer, listed: ClaimList
) -> None:
    listed.table.setFocus()
    listed.nothing.here.say_no_claims(listed.take_in.emit, "somebody else writes")
    listed.nothing.show_nothing()
    assert opened.window.focusWidget() is listed.search
    opened.window.show_place("work")
    opened.window.show_place("claims")
    assert opened.window.focusWidget() is listed.search


def test_the_filter_row_is_in_view_where_nothing_was_found_before(listed: ClaimList, qtbot: QtBot) -> None:
    listed.search.say_silently("zzzzq")
    listed.refresh()
    qtbot.waitUntil(lambda: listed.nothing.currentIndex() == 1)
    listed.tools.filter_row.setChecked(True)
    assert listed.table.head.has_focus()
    assert listed.table.head.isVisible()


def test_chips_narrow_the_list_and_clear_again(listed: ClaimList, qtbot: QtBot) -> None:
    everything = listed.model.rowCount()
    listed.filters.stage.choose(frozenset({"IN_REVIEW"}))
    qtbot.waitUntil(lambda: listed.model.rowCount() == 2)
    assert listed.filters.stage.isChecked()
    listed.filters.clear()
    qtbot.waitUntil(lambda: listed.model.rowCount() == everything)


def test_a_click_on_a_head_sorts(listed: ClaimList, qtbot: QtBot) -> None:
    head = listed.table.head
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(head.sectionViewportPosition(LOSS) + 9, 9))
    qtbot.waitUntil(lambda: listed.model.line_at(0).claimed_loss is not None)
    qtbot.waitUntil(
        lambda: (
            listed.model.line_at(0).claimed_loss
            == max(listed.model.line_at(row).claimed_loss or 0 for row in range(listed.model.rowCount()))
        )
    )


def test_proof_marks_are_said_in_words(listed: ClaimList, qtbot: QtBot) -> None:
    listed.filters.stage.choose(frozenset({"IN_REVIEW"}))
    qtbot.waitUntil(lambda: listed.model.rowCount() == 2)
    said = listed.model.data(listed.model.index(0, PROOF), Qt.ItemDataRole.AccessibleTextRole)
    assert "Micro-enterprise confirmation: " in said
    assert len(said.splitlines()) == 4


def test_j_k_space_and_enter_work_in_hangul_mode_too(listed: ClaimList, qtbot: QtBot) -> None:
    listed.table.selectRow(0)
    listed.table.setFocus()
    press(listed.table, "j")
    press(listed.table, "ㅓ")
    assert listed.table.currentIndex().row() == 2
    press(listed.table, "ㅏ")
    assert listed.table.currentIndex().row() == 1
    qtbot.keyClick(listed.table, Qt.Key.Key_Space)
    assert listed.peek.isVisible()
    with qtbot.waitSignal(listed.open_claim) as opened:
        qtbot.keyClick(listed.table, Qt.Key.Key_Return)
    assert opened.args == [listed.model.claim_at(1)]


def test_a_peek_at_a_claim_shows_a_dash_where_nothing_is_known(listed: ClaimList) -> None:
    line = listed.model.line_at(0)
    listed.peek.show_line(line._replace(trade_name="", representative=""))
    told = [one.text() for one in listed.peek.findChildren(QLabel)]
    assert "" not in told
    assert told.count("–") >= 2


def test_all_selected_while_only_the_first_page_is_known_is_all_of_the_list(listed: ClaimList, qtbot: QtBot) -> None:
    asked: list[list[str]] = []
    seen: list[int] = []
    qtbot.waitUntil(lambda: listed.reading.is_complete)
    listed.assign.connect(asked.append)

    def select() -> None:
        seen.append(listed.model.rowCount())
        listed.table.selectAll()
        press(listed.table, "A")

    once = Qt.ConnectionType(Qt.ConnectionType.SingleShotConnection.value | Qt.ConnectionType.QueuedConnection.value)
    listed.model.modelReset.connect(select, once)
    listed.sort_by("claimed_loss", True)
    qtbot.waitUntil(lambda: bool(asked))
    assert seen[0] < 120, "the first page came first"
    assert len(set(asked[0])) == 120
    listed.search.setText("2023")
    qtbot.waitUntil(lambda: listed.reading.is_complete)
    assert not listed.table.are_all_selected(), "another list is another selection"
