"""The checks by keyboard: notes, statements, two digits, and the way from paper to paper."""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.rules.claim import Answer
from reviewer.rules.problem import Problem
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.parts import restyle
from reviewer.ui.reader.papers_list import WHOLE
from tests.ui.conftest import LEAD, SECOND, press, until_recorded


def answers(desk: ClaimDesk) -> dict[str, Answer]:
    assert desk.page is not None
    document = desk.papers.document()
    return desk.page.claim.findings if document == WHOLE else desk.page.claim.paper(document).answers


def focus(desk: ClaimDesk) -> QWidget:
    found = desk.window().focusWidget()
    assert found is not None
    return found


def test_two_digits_pressed_together_go_to_the_second_ten(desk: ClaimDesk, qtbot: QtBot) -> None:
    checks = desk.sections.checks
    for digits, code in (("12", 12), ("10", 10), ("3", 3)):
        checks._digit = ("", 0.0)
        qtbot.keyClicks(desk, digits)
        assert checks.current is checks.lines[code - 1]


def test_the_arrow_keys_walk_through_the_checks_while_one_is_in_focus(desk: ClaimDesk, qtbot: QtBot) -> None:
    checks = desk.sections.checks
    checks.go_to(2)
    for key, place in ((Qt.Key.Key_Down, 2), (Qt.Key.Key_J, 3), (Qt.Key.Key_Up, 2), (Qt.Key.Key_K, 1)):
        qtbot.keyClick(focus(desk), key)
        assert checks.current is checks.lines[place]


def test_the_note_key_writes_to_the_check_just_answered_and_enter_goes_on(desk: ClaimDesk, qtbot: QtBot) -> None:
    checks = desk.sections.checks
    checks.go_to(1)
    until_recorded(desk, qtbot, lambda: press(desk, "p"))
    press(desk, "e")
    note = checks.lines[0].note
    assert focus(desk) is note
    qtbot.keyClicks(note, "all pages are there")
    until_recorded(desk, qtbot, lambda: qtbot.keyClick(note, Qt.Key.Key_Return))
    code = checks.lines[0].check.code
    assert answers(desk)[code].result == "PASS"
    assert desk.sections._note(answers(desk)[code].entry) == "all pages are there"
    qtbot.waitUntil(lambda: focus(desk) is checks.lines[1])


def test_an_answer_read_back_moves_the_keys_nowhere(desk: ClaimDesk, qtbot: QtBot) -> None:
    checks, app = desk.sections.checks, QApplication.instance()
    assert isinstance(app, QApplication)
    been: list[QWidget | None] = []
    checks.go_to(1)
    connection = app.focusChanged.connect(lambda _, now: been.append(now))
    until_recorded(desk, qtbot, lambda: press(focus(desk), "p"))
    qtbot.wait(100)
    assert been == [checks.lines[1]]
    checks.next.setFocus()
    been.clear()
    until_recorded(desk, qtbot, lambda: checks.lines[0].give("UNCLEAR"))
    qtbot.wait(100)
    app.disconnect(connection)
    assert been == []
    assert focus(desk) is checks.next


def test_no_answer_is_given_to_a_check_that_cannot_be_seen(desk: ClaimDesk, qtbot: QtBot) -> None:
    checks, fold = desk.sections.checks, desk.sections.folds["checks"]
    for hide in (desk.toggle_more, lambda: fold.set_open(False)):
        hide()
        assert not checks.isVisible()
        before = answers(desk)
        press(desk, "p")
        qtbot.waitUntil(lambda: checks.isVisible())
        assert focus(desk) is checks.current
        qtbot.wait(300)
        assert answers(desk) == before
    until_recorded(desk, qtbot, lambda: press(focus(desk), "p"))
    desk.toggle_more()
    press(desk, "2")
    assert desk.right.currentWidget() is desk.area
    assert focus(desk) is checks.lines[1]


def test_a_key_that_is_held_down_answers_once(desk: ClaimDesk, qtbot: QtBot) -> None:
    checks = desk.sections.checks
    checks.go_to(1)
    before = len(answers(desk))
    until_recorded(desk, qtbot, lambda: press(focus(desk), "p"))
    for _ in range(5):
        again = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_P, Qt.KeyboardModifier.NoModifier, "p", True)
        QApplication.sendEvent(focus(desk), again)
    qtbot.wait(300)
    assert len(answers(desk)) == before + 1


def test_a_note_may_stand_before_the_answer(desk: ClaimDesk, qtbot: QtBot) -> None:
    checks = desk.sections.checks
    checks.go_to(3)
    press(desk, "e")
    qtbot.keyClicks(focus(desk), "name in hanja")
    qtbot.keyClick(focus(desk), Qt.Key.Key_Return)
    assert focus(desk) is checks.lines[2]
    until_recorded(desk, qtbot, lambda: press(desk, "n"))
    found = answers(desk)[checks.lines[2].check.code]
    assert (found.result, desk.sections._note(found.entry)) == ("NA", "name in hanja")


def test_a_failed_warning_says_that_its_note_is_wanted_and_the_foot_leads_there(desk: ClaimDesk, qtbot: QtBot) -> None:
    checks = desk.sections.checks
    checks.go_to_check("G4")
    press(desk, "f")

    def links() -> list[QPushButton]:
        shown = [one for one in desk.foot.findChildren(QPushButton) if not one.isHidden()]
        return [one for one in shown if one.text() == "1 note wanted"]

    qtbot.waitUntil(lambda: bool(links()))
    qtbot.mouseClick(links()[0], Qt.MouseButton.LeftButton)
    assert focus(desk) is checks.lines[3].note
    qtbot.keyClicks(focus(desk), "filed under the wrong kind")
    until_recorded(desk, qtbot, lambda: qtbot.keyClick(focus(desk), Qt.Key.Key_Return))
    assert all("wanted" not in text for text, _ in _links(desk))


def _links(desk: ClaimDesk) -> list[tuple[str, str]]:
    from reviewer.ui.claim_desk.desk_acts import open_links

    assert desk.page is not None
    return [(text, target) for target, text in open_links(desk.page, (0, 0), desk.sections)]


def test_the_key_s_passes_the_link_to_the_outage_on_what_the_claimant_said(desk: ClaimDesk, qtbot: QtBot) -> None:
    desk.papers.select(WHOLE)
    checks = desk.sections.checks
    checks.go_to_check("CLM2")
    until_recorded(desk, qtbot, lambda: press(desk, "u"))
    checks.go_to_check("CLM1")
    press(desk, "ㄴ")  # the key S in Hangul mode
    note = focus(desk)
    assert isinstance(note, QLineEdit)
    qtbot.keyClick(note, Qt.Key.Key_Return)
    assert note.property("fault") == "true"  # nothing is passed on silence
    qtbot.keyClicks(note, "by phone on 3 March: every booking came by the channel")
    until_recorded(desk, qtbot, lambda: qtbot.keyClick(note, Qt.Key.Key_Return))
    assert (answers(desk)["CLM1"].result, answers(desk)["CLM1"].reason) == ("PASS", "STATEMENT")
    checks.go_to_check("CLM4")
    assert not checks.pass_on_statement()


def test_another_reason_is_not_recorded_without_its_words(desk: ClaimDesk, qtbot: QtBot) -> None:
    checks = desk.sections.checks
    checks.go_to(1)
    until_recorded(desk, qtbot, lambda: press(desk, "f"))
    box, note = checks.lines[0].reason, checks.lines[0].note
    assert isinstance(box, QComboBox)
    assert note is not None
    box.setCurrentIndex(box.findData("OTHER"))
    box.activated.emit(box.currentIndex())
    assert note.property("fault") == "true"
    assert answers(desk)["G1"].reason == "R01"
    qtbot.keyClicks(note, "burnt by the claimant's printer")
    until_recorded(desk, qtbot, lambda: qtbot.keyClick(note, Qt.Key.Key_Return))
    assert answers(desk)["G1"].reason == "OTHER"


def test_the_tab_key_goes_from_a_check_to_its_reason_to_its_note_to_the_next(desk: ClaimDesk, qtbot: QtBot) -> None:
    checks = desk.sections.checks
    checks.go_to(1)
    until_recorded(desk, qtbot, lambda: press(desk, "f"))
    checks.go_to(1)
    first = checks.lines[0]
    qtbot.waitUntil(lambda: focus(desk) is first and not desk.sections._tabs.isActive())
    way = [first, first.reason, first.note, checks.lines[1], checks.lines[2]]
    for one in way[1:]:
        qtbot.keyClick(focus(desk), Qt.Key.Key_Tab)
        assert focus(desk) is one


def test_after_the_last_check_the_keys_offer_the_next_paper_and_at_the_end_the_next_section(
    desk: ClaimDesk, qtbot: QtBot
) -> None:
    checks = desk.sections.checks
    first = desk.papers.document()
    desk.sections.checks.go_to(1)
    for one in list(checks.lines):
        until_recorded(desk, qtbot, lambda: press(desk, "p"))
        assert one is not None
    assert focus(desk) is checks.next
    port = desk.area.viewport()
    qtbot.waitUntil(lambda: port.rect().contains(QRect(checks.next.mapTo(port, QPoint(0, 0)), checks.next.size())))
    assert "]" in checks.next.text()
    qtbot.keyClick(checks.next, Qt.Key.Key_Space)
    assert desk.papers.document() not in ("", first)
    qtbot.waitUntil(lambda: focus(desk) is checks.lines[0])
    desk.papers.select(WHOLE)
    assert "Sales weeks   F9" in checks.next.text()
    weeks = desk.sections.folds["weeks"]
    checks.next.click()
    assert weeks.head.isChecked()
    assert focus(desk) is weeks.head
    checks.next.setFocus()
    qtbot.keyClick(checks.next, Qt.Key.Key_F9)
    assert focus(desk) is weeks.head, "the key beside the words does what they say"


def test_f9_goes_through_the_sections_and_back(desk: ClaimDesk, qtbot: QtBot) -> None:
    desk.setFocus()
    qtbot.keyClick(desk, Qt.Key.Key_F9)
    assert focus(desk) is desk.sections.folds["checks"].head
    qtbot.keyClick(focus(desk), Qt.Key.Key_F9)
    second = focus(desk)
    assert second is not desk.sections.folds["checks"].head
    qtbot.keyClick(second, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert focus(desk) is desk.sections.folds["checks"].head


def test_every_line_stays_where_it_is_painted_when_an_answer_comes_back(desk: ClaimDesk, qtbot: QtBot) -> None:
    checks = desk.sections.checks
    checks.go_to(2)
    before = list(checks.lines)
    until_recorded(desk, qtbot, lambda: press(desk, "p"))
    assert checks.lines == before
    assert before[1].answer is not None
    assert "Pass – " in "\n".join(one.text() for one in before[1].findChildren(QLabel) if not one.isHidden())


def test_letters_too_many_at_the_end_answer_nothing_and_enter_goes_on(desk: ClaimDesk, qtbot: QtBot) -> None:
    checks = desk.sections.checks
    first, last = desk.papers.document(), checks.lines[-1].check.code
    given: list[str] = []
    checks._answered = lambda check, *_: given.append(check)
    for one in checks.lines:
        one.answered = checks._answered
    checks.go_to(1)
    desk.window().activateWindow()
    for _ in range(len(checks.lines) + 3):
        QTest.keyClick(desk.window().focusWidget(), Qt.Key.Key_P)
    assert given.count(last) == 1
    assert desk.window().focusWidget() is checks.next
    QTest.keyClick(checks.next, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.papers.document() != first)


def test_esc_leaves_the_note_being_typed_before_it_leaves_the_claim(desk: ClaimDesk, qtbot: QtBot) -> None:
    left: list[bool] = []
    desk.left.connect(lambda: left.append(True))
    press(desk, "m")
    field = desk.sections.notes.editor.text
    qtbot.waitUntil(lambda: focus(desk) is field)
    qtbot.keyClicks(field, "asked for the till roll")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert focus(desk) is desk
    assert left == []
    assert field.toPlainText() == "asked for the till roll"
    qtbot.keyClick(desk, Qt.Key.Key_Escape)
    assert left == [True]


def test_the_lines_of_a_kind_are_made_once_and_filled_for_each_paper(desk: ClaimDesk, qtbot: QtBot) -> None:
    checks = desk.sections.checks
    first = desk.papers.document()
    qtbot.waitUntil(lambda: not checks._ahead)  # made in quiet moments
    made = {kind: list(lines) for kind, (_, lines) in checks._made.items()}
    assert desk.page is not None
    assert set(made) == {paper.kind for paper in desk.page.claim.papers} | {WHOLE}
    checks.go_to(1)
    until_recorded(desk, qtbot, lambda: press(desk, "f"))
    checks.lines[1].write_note("typed, not recorded")
    qtbot.keyClicks(checks.lines[1].note, "!")
    until_kept = {checks.lines[1].check.code: "typed, not recorded!"}
    answered, kind = checks.lines[0], checks.kind
    desk.papers.select(WHOLE)
    assert checks.lines == made[WHOLE]
    assert not any(one.isVisibleTo(checks) for one in [answered, *made[kind][1:]])  # the line answered was made anew
    desk.papers.step(-1)
    desk.papers.select(first)
    assert checks.lines == [answered, *made[kind][1:]]
    assert checks.lines[0].reason is not None  # what was answered with its reason
    assert checks.unsaved() == until_kept
    other = Answer("PASS", SECOND, "another entry")
    checks.show_checks(kind, {checks.lines[1].check.code: other}, {}, same=False)  # another paper of this kind
    assert [one.answer for one in checks.lines[:2]] == [None, other]
    assert (checks.lines[0].reason, checks.lines[1].note, checks.unsaved()) == (None, None, {})
    given = [press.isChecked() for press in checks.lines[0]._group.buttons()]
    assert not any(given)


def test_an_answer_is_being_recorded_until_it_is_read_back_and_never_looks_recorded_before(
    desk: ClaimDesk, qtbot: QtBot
) -> None:
    checks = desk.sections.checks
    line = checks.lines[0]
    given = line.findChild(QPushButton, f"{line.check.code}_PASS")
    head = line.findChild(QLabel, f"head_{line.check.code}")
    assert given is not None
    assert head is not None
    before = head.text()

    def by_mouse() -> None:
        qtbot.mouseClick(given, Qt.MouseButton.LeftButton)
        assert head.text() == f"{before} · recording: Pass…"
        assert not given.isChecked()

    until_recorded(desk, qtbot, by_mouse)
    again = checks.lines[0].findChild(QPushButton, f"{line.check.code}_PASS")
    said = checks.lines[0].findChild(QLabel, f"head_{line.check.code}")
    assert (again.isChecked(), said.text()) == (True, before)  # type: ignore[union-attr]
    checks.lines[1].answered = lambda *_: desk._refused(desk.number, Problem("KeyLocked", author="", folder=""))
    checks.go_to(2)
    press(desk, "f")
    second = checks.lines[1].findChild(QLabel, f"head_{checks.lines[1].check.code}")
    assert "recording" not in second.text()  # type: ignore[union-attr]
    assert not checks._pending


def test_after_a_refusal_the_keys_are_back_on_the_first_check_that_was_not_recorded(
    desk: ClaimDesk, qtbot: QtBot
) -> None:
    checks = desk.sections.checks
    refused = Problem("DiskFull", file="case.casedb")
    for one in checks.lines[:3]:
        one.answered = lambda *_: QTimer.singleShot(50, desk, lambda: desk._refused(desk.number, refused))
    checks.go_to(2)
    press(desk, "p")
    press(desk, "p")
    assert checks._at == 3
    qtbot.waitUntil(lambda: desk.foot.refused.isVisible())
    assert (checks._at, checks.lines[1].hasFocus()) == (1, True)
    assert [one.answer for one in checks.lines[1:3]] == [None, None]


def test_reason_and_note_are_made_once_and_bring_nothing_along_from_the_claim_before(desk: ClaimDesk) -> None:
    one = desk.sections.checks.lines[0]
    one.show_answer(Answer("FAIL", LEAD, "first", reason="OTHER"))
    reason, note = one.reason, one.note
    assert reason is not None
    assert note is not None
    note.setText("of the claim before")
    restyle(note, fault="true")
    one.allow(False)
    one.show_answer(None)
    assert (one.reason, one.note, one.typed()) == (None, None, "")
    assert reason.isHidden()
    assert note.isHidden()
    one.show_answer(Answer("UNCLEAR", LEAD, "second"))
    assert (one.reason, one.note) == (reason, note)
    assert (reason.currentData(), note.text(), note.property("fault")) == ("", "", "")
    assert reason.isEnabled()
    assert note.isEnabled()
