"""The list as a person arranges it: columns, order, shared views, selection, and kept across restarts."""

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import claims
from reviewer.rules.korean_order import sort_key
from reviewer.ui.claim_columns import COLUMNS, PLACE
from reviewer.ui.claim_lines import fetch_lines
from reviewer.ui.claim_table import ClaimTable
from reviewer.ui.claims.claim_list import ClaimList
from reviewer.ui.claims.column_choice import ColumnChoice
from reviewer.ui.claims.list_changes import ViewsBefore
from reviewer.ui.claims.list_look import ListLook, read_look
from reviewer.ui.claims.saved_views import NameOfView
from reviewer.ui.preferences import Preferences
from tests.ui.conftest import LEAD, SECRETARY, press


def list_of(reviewer: Reviewer, qtbot: QtBot) -> ClaimList:
    reviewer.window.show_place("claims")
    found = reviewer.window.centralWidget().findChild(ClaimList)
    assert found is not None
    qtbot.waitUntil(lambda: found.reading.is_complete and bool(found.totals.text()))
    return found


@pytest.fixture
def listed(opened: Reviewer, qtbot: QtBot) -> ClaimList:
    """The place Claims with every claim of the sample in it."""
    return list_of(opened, qtbot)


Start = Callable[[Path, str], Reviewer]


@pytest.fixture
def start(qapp: QApplication, preferences: Preferences, qtbot: QtBot) -> Iterator[Start]:
    """Starts the program as somebody, after ending the one that ran."""
    running: list[Reviewer] = []

    def end() -> None:
        for one in running:
            one.window.close()
            one.close()
            shiboken6.delete(one.window)
        running.clear()

    def begin(case: Path, person: str) -> Reviewer:
        end()
        preferences.keep("person", person)
        found = Reviewer(qapp, preferences)
        running.append(found)
        found.window.resize(1280, 720)
        found.window.show()
        found.open_case(case)
        qtbot.waitUntil(lambda: found.window.sitting is not None)
        return found

    yield begin
    end()


def test_every_column_is_a_sound_part_of_the_model(listed: ClaimList) -> None:
    sitting = listed._sitting
    model = ClaimTable(
        lambda ids: fetch_lines(sitting.on_screen, ids), sitting.plan, None, sitting.name_of, columns=len(COLUMNS)
    )
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_ids(listed.model.ids())
    assert tester.model() is model
    for row in range(model.rowCount()):
        for place in range(len(COLUMNS)):
            assert isinstance(model.data(model.index(row, place)), str)
    assert [model.headerData(place, Qt.Orientation.Horizontal) for place in (0, PLACE["changed"])] == [
        "Claim", "Last changed",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["name", "stage", "award", "changed"])
def test_a_list_sorts_by_any_column_both_ways(listed: ClaimList, qtbot: QtBot, name: str) -> None:
    field, said = COLUMNS[PLACE[name]].field, {}
    for descending in (False, True):
        listed.sort_by(field, descending)
        qtbot.waitUntil(lambda: listed.reading.is_complete)
        assert listed.model.rowCount() == 120
        said[descending] = [getattr(listed.model.line_at(row), field) for row in range(120)]
    held = [[one for one in lines if one not in ("", None)] for lines in said.values()]
    assert [lines[: len(few)] for lines, few in zip(said.values(), held, strict=True)] == held  # the empty come last
    stages = list(listed._sitting.plan.stages)
    key = {"name": sort_key, "stage": stages.index}.get(name, lambda one: one)
    assert [key(one) for one in held[0]] == sorted(map(key, held[0]))
    assert [key(one) for one in held[1]] == sorted(map(key, held[1]), reverse=True)


def test_columns_are_chosen_and_moved_by_keyboard_and_taken_back(listed: ClaimList, qtbot: QtBot) -> None:
    usual = listed.table.columns()
    press(listed.table, "c")
    dialog = listed.findChild(ColumnChoice)
    assert dialog is not None
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert next(iter(listed.table.columns()))[0] == "name"  # behind the dialog at once
    dialog.list.setCurrentRow(PLACE["brn"])
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    for _ in range(PLACE["brn"]):
        qtbot.keyClick(dialog.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    dialog.accept()
    expected = ["brn", "name", *(name for name, _ in usual[2:])]
    assert [name for name, _ in listed.table.columns()] == expected
    shown = listed.model.data(listed.model.index(0, PLACE["brn"]))
    assert shown == listed.model.line_at(0).brn
    listed.table.setColumnWidth(PLACE["brn"], 222)
    assert ("brn", 222) in listed.table.columns()
    listed.undo()
    assert listed.table.columns() == usual


def test_a_view_is_shared_shown_changed_and_deleted(start: Start, case: Path, qtbot: QtBot) -> None:
    listed = list_of(start(case, LEAD), qtbot)
    listed.table.head.set_conditions({"claimed_loss": ">500000"})
    listed.filters.mine.setChecked(True)
    listed.sort_by("claimed_loss", True)
    press(listed.table, "v")
    listed.views._menu.hide()
    listed.views.ask_name("")
    dialog = listed.window().findChild(NameOfView)
    assert dialog is not None
    assert not dialog.go.isEnabled()
    dialog.name.setText("  Large  lo\u202esses ")  # a sign that would turn the words round
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: listed.views.name == "Large losses" and bool(listed.views.views))
    assert listed.views.text() == "Large losses  ▾"
    look = listed.look()

    listed = list_of(start(case, SECRETARY), qtbot)
    assert listed.look() == ListLook()
    texts = [one.text() for one in listed.views.fill_menu().actions()]
    assert texts[0] == f"Large losses  –  {listed._sitting.name_of(LEAD)}"
    assert not any("Delete" in text for text in texts)  # it is somebody else's
    listed.views.fill_menu().actions()[0].trigger()
    assert listed.look() == look  # "mine" is now the secretary's
    qtbot.waitUntil(lambda: listed.reading.is_complete)
    assert listed.model.rowCount() == 0
    listed.views.ask_name("")
    dialog = listed.window().findChild(NameOfView)
    assert dialog is not None
    dialog.name.setText("Large losses")
    assert not dialog.go.isEnabled()
    dialog.reject()

    listed = list_of(start(case, LEAD), qtbot)
    listed.views.name = "Large losses"
    delete = next(one for one in listed.views.fill_menu().actions() if one.text().startswith("Delete"))
    delete.trigger()
    qtbot.waitUntil(lambda: not listed.views.views)
    assert listed.tools.undo.text() == "Undo: View “Large losses” deleted."
    listed.undo()
    qtbot.waitUntil(lambda: [one.made_by for one in listed.views.views] == [LEAD])


def test_the_name_of_a_view_just_saved_comes_back_at_the_next_start(start: Start, case: Path, qtbot: QtBot) -> None:
    listed = list_of(start(case, LEAD), qtbot)
    listed.sort_by("claimed_loss", True)
    qtbot.waitUntil(lambda: listed.reading.is_complete and not listed.memory._timer.isActive())
    listed.views.save("Large losses")
    qtbot.waitUntil(lambda: bool(listed.views.views))
    listed = list_of(start(case, LEAD), qtbot)
    qtbot.waitUntil(lambda: listed.views.text() == "Large losses  ▾")


def test_a_name_pasted_in_its_letters_is_the_name_that_is_there(listed: ClaimList, qtbot: QtBot) -> None:
    listed.views.save("가나")
    qtbot.waitUntil(lambda: [one.name for one in listed.views.views] == ["가나"])
    listed.views.ask_name("")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NameOfView)
    dialog.name.setText(unicodedata.normalize("NFD", "가나"))
    assert "replaced" in dialog.says.text()
    dialog.go.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    qtbot.wait(300)
    assert [one.name for one in listed.views.views] == ["가나"]


def test_an_ampersand_stands_wherever_the_name_of_a_view_does(listed: ClaimList, qtbot: QtBot) -> None:
    listed.table.head.set_conditions({"trade_name": "!R&D"})
    listed._narrowed()
    listed.views.save("R&D")
    qtbot.waitUntil(lambda: listed.views.name == "R&D" and bool(listed.views.views))
    listed.sort_by("claimed_loss", True)
    listed.views.look_changed(listed.look())
    shown = [listed.views, listed.tools.undo, *listed.filters._chips.values(), *listed.views.fill_menu().actions()]
    named = [one.text() for one in shown if "&" in one.text()]
    assert len(named) == 7
    for text in named:  # a single one would be taken for the key of the letter behind it
        assert "R&&D" in text
    assert listed.views.accessibleName() == "Saved view: R&D, changed"


def test_a_long_name_of_a_view_pushes_nothing_out_of_the_window(opened: Reviewer, qtbot: QtBot) -> None:
    before = opened.window.centralWidget()
    for choice, value in (("language", "ko"), ("percent", "150")):
        opened.preferences.keep(choice, value)
    opened.settings_changed()
    qtbot.waitUntil(lambda: opened.window.centralWidget() is not before)
    listed, name = list_of(opened, qtbot), "가" * 40
    room = listed.width()
    listed.views.name = name
    listed.views.look_changed(listed.look())
    qtbot.waitUntil(lambda: listed.views.width() == listed.views.sizeHint().width())
    assert listed.minimumSizeHint().width() <= room
    listed.tools.undo.add(ViewsBefore("deleted", name, frozenset({name})))
    listed.table.head.set_conditions({"trade_name": name})
    listed._narrowed()
    qtbot.waitUntil(lambda: listed.reading.is_complete and listed.tools.undo.isVisible())
    assert listed.minimumSizeHint().width() <= room
    assert listed.views.text().endswith("가…  ▾")
    assert listed.views.toolTip() == name
    assert name in listed.views.accessibleName()


def test_the_list_comes_back_as_it_was_left(start: Start, case: Path, qtbot: QtBot) -> None:
    listed = list_of(start(case, LEAD), qtbot)
    listed.search.setText("1")
    listed.filters.stage.choose(frozenset({"ROUTED"}))
    listed.sort_by("trade_name", True)
    qtbot.waitUntil(lambda: listed.reading.is_complete)
    listed.table.head.set_conditions({"received_on": "2022"})
    listed._narrowed()
    listed.table.show_columns([("claim", 0), ("phone", 0), ("name", 300)])
    qtbot.waitUntil(lambda: listed.reading.is_complete)
    press(listed.table, "f")
    listed.toggle_peek()
    row = listed.model.rowCount() // 2
    assert row > 10
    listed.table.selectRow(row)
    look, claim, top = listed.look(), listed.model.claim_at(row), listed.table.rowAt(0)
    assert top > 0

    listed = list_of(start(case, SECRETARY), qtbot)
    assert listed.look() == ListLook()

    listed = list_of(start(case, LEAD), qtbot)
    assert listed.look() == look
    assert listed.model.claim_at(listed.table.currentIndex().row()) == claim
    assert listed.table.rowAt(0) == top
    assert listed.peek.isVisible()
    assert listed.table.head.is_row_shown


def test_a_look_that_cannot_be_read_is_the_usual_one() -> None:
    look = ListLook("김", frozenset({"LATE"}), conditions={"award": ">1"}, sort="due", columns=(("brn", 90),))
    assert read_look(look.content(view="x")) == (look, {**read_look(look.content(view="x"))[1]})
    for bad in ("", "[]", "{", '{"query":{"columns":{"award":"?"}}}', '{"columns":[["claim"]]}', '{"query":7}'):
        assert read_look(bad)[0] == ListLook()
    assert read_look('{"sort":"story","columns":[["story",3]]}')[0] == ListLook()


def test_a_selection_is_counted_and_summed(listed: ClaimList, qtbot: QtBot) -> None:
    listed.sort_by("claimed_loss", True)
    qtbot.waitUntil(lambda: listed.reading.is_complete)
    before = listed.totals.text()
    listed.table.selectAll()
    qtbot.waitUntil(lambda: listed.totals.text() == before.replace("120 claims", "120 selected"))
    listed.table.selectRow(0)
    assert listed.totals.text() == before


def test_previous_and_next_follow_the_list_as_it_is_sorted_and_filtered(listed: ClaimList, qtbot: QtBot) -> None:
    listed.sort_by("claimed_loss", True)
    listed.table.head.set_conditions({"claimed_loss": ">0"})
    listed._narrowed()
    qtbot.waitUntil(lambda: listed.reading.is_complete)
    count = listed.model.rowCount()
    numbers = [listed.model.claim_at(row) for row in range(count)]
    assert listed.place.place_of(numbers[5]) == (6, count)
    assert listed.place.neighbour(numbers[5], 1) == numbers[6]
    assert listed.place.neighbour(numbers[0], -1) == listed.place.neighbour(numbers[-1], 1) == ""
    gone = listed.model.ids()
    gone.pop(5)  # as when it was decided and fell out of the filter
    listed.model.show_ids(gone)
    listed.place._stood = (numbers[5], 5)
    assert listed.place.place_of(numbers[5]) == (0, count - 1)
    assert listed.place.neighbour(numbers[5], 1) == numbers[6]
    assert listed.place.neighbour(numbers[5], -1) == numbers[4]


def test_a_query_of_a_view_finds_what_the_list_shows(listed: ClaimList, qtbot: QtBot) -> None:
    look = ListLook(stages=frozenset({"ROUTED"}), conditions={"claimed_loss": "1..500000"}, sort="claimed_loss")
    listed.show_look(look)
    qtbot.waitUntil(lambda: listed.reading.is_complete and listed.model.rowCount() < 120)
    wanted = read_look(look.content())[0].filter_for(LEAD)
    assert listed.model.ids() == claims.order(listed._sitting.on_screen, wanted, "claimed_loss")
