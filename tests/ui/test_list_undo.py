"""What was done to the list, its columns and its views is taken back, one after the other, and by nobody else."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import saved_lists
from reviewer.rules.problem import Problem
from reviewer.ui.claim_columns import PLACE
from reviewer.ui.claims.claim_list import ClaimList
from reviewer.ui.claims.list_look import ListLook, read_look
from reviewer.ui.claims.saved_views import NameOfView
from tests.ui.conftest import SECRETARY
from tests.ui.test_list_views import list_of


@pytest.fixture
def listed(opened: Reviewer, qtbot: QtBot) -> ClaimList:
    """The place Claims with every claim of the sample in it."""
    return list_of(opened, qtbot)


def test_a_column_moved_or_hidden_at_its_head_is_taken_back(listed: ClaimList, qtbot: QtBot) -> None:
    usual = listed.table.columns()
    menu = listed.table.menu_of("services")
    next(one for one in menu.actions() if "Hide" in one.text()).trigger()
    hidden = listed.table.columns()
    assert len(hidden) == len(usual) - 1
    head = listed.table.head
    head.moveSection(head.visualIndex(PLACE["stage"]), 0)  # as a drag does
    assert listed.table.columns()[0][0] == "stage"
    head.resizeSection(PLACE["stage"], 200)  # a width is no step of its own
    listed.undo()
    assert [name for name, _ in listed.table.columns()] == [name for name, _ in hidden]
    listed.undo()
    assert listed.table.columns() == usual
    assert not listed.tools.undo.changes


def test_everything_done_to_views_is_undone_one_after_the_other(listed: ClaimList, qtbot: QtBot) -> None:
    views = listed.views

    def are(*expected: tuple[str, str]) -> None:
        def kept() -> list[tuple[str, str]]:
            return [(one.name, read_look(one.content)[0].words) for one in views.views]

        qtbot.waitUntil(lambda: kept() == list(expected))

    for words, name in (("1", "A"), ("2", "B"), ("3", "B")):
        listed.search.setText(words)
        views.save(name)
        qtbot.waitUntil(lambda name=name: views.name == name)
        qtbot.waitUntil(lambda words=words: words in [read_look(one.content)[0].words for one in views.views])
    views.rename("B", "A")
    are(("A", "3"))
    assert listed.tools.undo.text() == "Undo: View “B” renamed."
    views.delete("A")
    are()
    listed.undo()
    are(("A", "3"))
    listed.undo()
    are(("A", "1"), ("B", "3"))
    listed.undo()
    are(("A", "1"), ("B", "2"))
    for name in ("A", "B"):
        views.delete(name)
    are()
    listed.undo()
    listed.undo()
    are(("A", "1"), ("B", "2"))
    assert views.name == "A"


def test_a_double_click_saves_a_view_once(listed: ClaimList, qtbot: QtBot) -> None:
    listed.views.ask_name("")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NameOfView)
    dialog.name.setText("가나")
    for _ in range(2):
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [one.name for one in listed.views.views] == ["가나"])
    listed.undo()
    qtbot.waitUntil(lambda: listed.views.views == [])
    assert not listed.tools.undo.changes


def test_a_view_that_cannot_be_written_is_told_above_the_list_and_its_undo_stays(
    listed: ClaimList, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Problem("DiskFull", file="demo.casedb")

    listed.views.save("mine")
    qtbot.waitUntil(lambda: bool(listed.views.views))
    with monkeypatch.context() as patched:
        patched.setattr(saved_lists, "delete", full)
        listed.views.delete("mine")
        qtbot.waitUntil(lambda: not listed.problem.isHidden())
        assert listed.problem.text().startswith("The disk has no room left.")
        listed.problem.hide()
        listed.undo()  # the saving of it
        qtbot.waitUntil(lambda: not listed.problem.isHidden())
    listed.undo()
    qtbot.waitUntil(lambda: not listed.views.views)


def test_undo_of_another_view_brings_the_name_of_this_one_back_too(listed: ClaimList, qtbot: QtBot) -> None:
    listed.search.setText("1")
    listed.views.save("Ones")
    qtbot.waitUntil(lambda: listed.views.name == "Ones")
    listed.views._usual()
    assert (listed.views.name, listed.search.text()) == ("", "")
    assert listed.tools.undo.text() == "Undo: another view"
    listed.undo()
    assert (listed.views.name, listed.search.text()) == ("Ones", "1")
    assert not listed.views.is_changed


def test_what_can_be_undone_goes_on_in_another_language_and_look(opened: Reviewer, qtbot: QtBot) -> None:
    listed = list_of(opened, qtbot)
    usual = listed.look()
    assert not listed.tools.undo.isVisible()
    listed.views.save("Large")
    qtbot.waitUntil(lambda: bool(listed.views.views))
    listed.show_look(ListLook(conditions={"claimed_loss": ">500000"}), "view", "")
    listed.remove_filter("claimed_loss")
    for choice, value in (("theme", "dark"), ("language", "ko")):
        before = opened.window.centralWidget()
        opened.preferences.keep(choice, value)
        opened.settings_changed()
        qtbot.waitUntil(lambda before=before: opened.window.centralWidget() is not before)
    again = list_of(opened, qtbot)
    assert again is not listed
    assert again.tools.undo.isVisible()
    assert again.tools.undo.text() == "되돌리기: 조건을 지움"
    again.undo()
    assert again.look().conditions == {"claimed_loss": ">500000"}
    again.undo()
    assert again.look() == usual
    again.undo()
    qtbot.waitUntil(lambda: not again.views.views)
    assert again.tools.undo.changes == ()


def test_what_another_person_did_to_the_list_is_not_undone(opened: Reviewer, qtbot: QtBot) -> None:
    list_of(opened, qtbot).show_look(ListLook(conditions={"claimed_loss": ">500000"}), "view", "")
    opened.become(SECRETARY)
    qtbot.waitUntil(lambda: opened.window.sitting.person == SECRETARY)  # type: ignore[union-attr]
    assert list_of(opened, qtbot).tools.undo.changes == ()
