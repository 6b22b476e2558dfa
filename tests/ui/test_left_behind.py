"""Acts that end after their claim was left: they touch nothing of the claim in view, and say whose they were."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.rules.problem import Problem
from reviewer.ui.claim_desk import desk_evidence, notes_section
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.claim_desk.desk_acts import open_links
from tests.ui.conftest import in_review, show_desk
from tests.ui.hands import Hands
from tests.ui.test_evidence import open_paper, select


def drafts_of(desk: ClaimDesk, form: str) -> dict[str, object]:
    assert desk.drafts is not None
    return desk.drafts.of(form)


def test_a_note_that_is_recorded_late_leaves_that_of_the_next_claim(
    opened: Reviewer, desk: ClaimDesk, slow: Callable[[], None], qtbot: QtBot
) -> None:
    first, other = in_review(opened)[:2]
    editor = desk.sections.notes.editor
    desk.sections.notes.pin(None, None)
    QTest.keyClicks(editor.text, "first")
    Hands(qtbot).press("Ctrl+Return")
    show_desk(opened, qtbot, other)
    desk.sections.notes.pin(None, None)
    QTest.keyClicks(editor.text, "second")
    slow()
    qtbot.waitUntil(lambda: not opened.window.sitting.lanes.clerk.is_busy)  # type: ignore[union-attr]
    assert editor.text.toPlainText() == "second"
    assert drafts_of(desk, notes_section.FORM)["note"] == "second"
    desk = show_desk(opened, qtbot, first)
    assert desk.page is not None
    assert [one.now.text for one in desk.page.notes] == ["first"]
    assert editor.text.toPlainText() == ""


def test_a_fact_that_is_recorded_late_leaves_the_form_of_the_next_claim(
    opened: Reviewer, desk: ClaimDesk, slow: Callable[[], None], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, other = in_review(opened)[:2]
    for claim, value in ((first, "하늘상회"), (other, "바다상회")):
        show_desk(opened, qtbot, claim)
        select(desk, open_paper(desk, qtbot), value, monkeypatch)
        desk.evidence.take_figure("SBC1")
        desk.evidence.form.value.setFocus()
        QTest.keyClicks(desk.evidence.form.value, "1")
        if claim == first:
            desk.evidence.form.record()
    slow()
    qtbot.wait(600)
    assert desk.evidence.form.isVisible()
    assert str(drafts_of(desk, desk_evidence.FORM)["value"]).startswith("바다상회")
    show_desk(opened, qtbot, first)
    assert drafts_of(desk, desk_evidence.FORM) == {}
    assert not desk.evidence.form.isVisible()


def test_a_further_act_that_is_recorded_late_is_no_draft_any_more(
    opened: Reviewer, desk: ClaimDesk, slow: Callable[[], None], qtbot: QtBot
) -> None:
    first, other = in_review(opened)[:2]
    desk.right.show_form("write_note")
    form = desk.more.form
    assert form is not None
    form.fields["note"].setFocus()
    QTest.keyClicks(opened.window.focusWidget(), "late")
    desk.more.record()
    show_desk(opened, qtbot, other)
    slow()
    qtbot.waitUntil(lambda: desk.foot.said.text().startswith(first))
    assert not desk.foot.undo_link.isVisible()
    show_desk(opened, qtbot, first)
    assert drafts_of(desk, "write_note") == {}


def test_a_refusal_that_comes_late_names_its_claim(
    opened: Reviewer, desk: ClaimDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, other = in_review(opened)[:2]
    show_desk(opened, qtbot, other)
    desk._refused(first, Problem("DiskFull", file="x"))
    assert desk.foot.refused.text().startswith(f"{first}: ")


@pytest.mark.parametrize("where", ["check", "section", "note", "button"])
def test_the_keys_to_the_next_claim_act_wherever_the_keyboard_is(
    opened: Reviewer, desk: ClaimDesk, qtbot: QtBot, where: str
) -> None:
    moved: list[int] = []
    desk.moved.connect(moved.append)
    if where == "note":
        desk.sections.notes.pin(None, None)
        desk.sections.notes.editor.text.setFocus()
    elif where == "check":
        desk.sections.checks.resume()
    elif where == "section":
        desk.sections.folds["calculation"].head.setFocus()
    else:
        desk.foot.button.setFocus()
    Hands(qtbot).press("Alt+Right")
    Hands(qtbot).press("Alt+Left")
    assert moved == [1, -1]


def test_a_fact_that_was_left_has_its_picture_again(
    opened: Reviewer, desk: ClaimDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, other = in_review(opened)[:2]
    show_desk(opened, qtbot, first)
    select(desk, open_paper(desk, qtbot), "하늘상회", monkeypatch)
    desk.evidence.take_figure("SBC1")
    field: QLineEdit = desk.evidence.form.value
    field.setFocus()
    QTest.keyClicks(field, "1")
    show_desk(opened, qtbot, other)
    show_desk(opened, qtbot, first)
    assert desk.evidence.form.isVisible()
    open_paper(desk, qtbot)
    qtbot.waitUntil(lambda: not desk.evidence.form.wants_picture)


def test_a_letter_typed_while_the_window_changes_its_look_is_no_answer(
    opened: Reviewer, desk: ClaimDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    select(desk, open_paper(desk, qtbot), "하늘상회", monkeypatch)
    desk.evidence.take_figure("SBC1")
    desk.evidence.form.value.setFocus()
    QTest.keyClicks(desk.evidence.form.value, "1")
    opened.preferences.keep("theme", "dark")
    opened.settings_changed()
    qtbot.waitUntil(lambda: opened.window.desk not in (desk, None))
    fresh = opened.window.desk
    assert isinstance(fresh, ClaimDesk)
    answered: list[str] = []
    monkeypatch.setattr(fresh, "record", lambda act, _: answered.append(act))
    for _ in range(40):
        QTest.keyClick(QApplication.focusWidget() or fresh, Qt.Key.Key_P)
        qtbot.wait(50)
    assert answered == []
    assert fresh.evidence.form.value.hasFocus()
    assert fresh.evidence.form.value.text().endswith("p")


def test_who_looks_at_the_further_acts_from_a_note_comes_back_to_it(desk: ClaimDesk, qtbot: QtBot) -> None:
    desk.right.show_fold(desk.sections.folds["notes"])
    desk.sections.notes.pin(None, None)
    text = desk.sections.notes.editor.text
    qtbot.waitUntil(text.isVisible)
    text.setFocus()
    Hands(qtbot).press("Ctrl+.")
    qtbot.waitUntil(lambda: not text.hasFocus())
    Hands(qtbot).press("Ctrl+.")
    assert text.hasFocus()


def test_tab_comes_by_the_foot_last(desk: ClaimDesk) -> None:
    found, one = [], desk.head.nextInFocusChain()
    while one is not desk.head:
        found.append(one)
        one = one.nextInFocusChain()
    assert found.index(desk.foot.button) > max(found.index(part) for part in (desk.papers, desk.sections.checks.next))


def test_a_note_of_an_earlier_day_is_named_until_it_is_saved(opened: Reviewer, desk: ClaimDesk, qtbot: QtBot) -> None:
    first, other = in_review(opened)[:2]
    desk.sections.notes.pin(None, None)
    QTest.keyClicks(desk.sections.notes.editor.text, "later")
    show_desk(opened, qtbot, other)
    show_desk(opened, qtbot, first)

    def named() -> list[str]:
        return [text for where, text in open_links(desk.page, (0, 0), desk.sections) if where == "written"]  # type: ignore[arg-type]

    qtbot.waitUntil(lambda: named() == ["a note not saved"])
    desk.right.show_fold(desk.sections.folds["notes"])
    desk.sections.notes.editor.record()
    qtbot.waitUntil(lambda: named() == [])
