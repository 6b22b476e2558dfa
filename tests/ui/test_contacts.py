"""Contacts on the claim desk: one key, a small form, statements that name their contact, promises, a visit's record."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import journal
from reviewer.desk.reviewing import korean_day
from reviewer.ui.claim_desk.act_form import ActForm
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.my_work.my_work import MyWork
from reviewer.ui.reader.papers_list import WHOLE
from reviewer.ui.wording import day
from tests.ui.conftest import press, until_recorded


def open_form(desk: ClaimDesk, letter: str = "y") -> ActForm:
    press(desk, letter)
    assert desk.more.form is not None
    assert desk.more.form.act == "record_contact"
    return desk.more.form


def record(desk: ClaimDesk, qtbot: QtBot, **values: object) -> str:
    """Record a contact through its form; returns its entry."""
    form = open_form(desk)
    for name, value in values.items():
        form.fields[name].put(value)
    form._edited()
    assert form.button.isEnabled(), form.missing.text()
    until_recorded(desk, qtbot, desk.record_main)
    assert desk.page is not None
    return desk.page.claim.contacts[-1].entry


def words(widget: object) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())  # type: ignore[attr-defined]


@pytest.mark.parametrize("letter", ["y", "ㅛ"])
def test_one_key_opens_the_form_in_latin_and_hangul_mode(desk: ClaimDesk, qtbot: QtBot, letter: str) -> None:
    form = open_form(desk, letter)
    assert {"kind": "CALL", "direction": "OUT"}.items() <= form.body().items()
    assert "Who spoke" in form.missing.text()
    qtbot.keyClick(desk, Qt.Key.Key_Escape)
    assert desk.right.currentWidget() is desk.area  # the key leads straight back to the sections


def test_a_call_with_a_promise_is_recorded_and_the_promise_settled(desk: ClaimDesk, qtbot: QtBot) -> None:
    entry = record(
        desk, qtbot, person="대표자", said="문을 닫지 않았다고 함", promise="매출 자료", promise_due="20990101"
    )
    assert desk.right.currentWidget() is desk.area
    section = desk.sections.contacts
    assert "문을 닫지 않았다고 함" in words(section)
    assert "Promised by" in words(section)
    desk.sections.folds["timeline"].set_open(True)
    assert "Call · from the council" in words(desk.sections.timeline)
    assert "Promise: 매출 자료 · 1 Jan 2099" in words(desk.sections.timeline)
    assert "OUT" not in words(desk.sections.timeline)
    assert "1 promise open" in desk.sections.folds["contacts"].head.text()
    kept = section.findChild(QPushButton, f"promise_KEPT_{entry}")
    until_recorded(desk, qtbot, kept.click)
    assert desk.page is not None
    assert desk.page.claim.contacts[0].settled == "KEPT"
    assert "Kept" in words(section)
    qtbot.waitUntil(lambda: section.findChild(QPushButton, f"promise_KEPT_{entry}") is None)


def test_a_call_nobody_answered_asks_for_no_words_and_is_counted(desk: ClaimDesk, qtbot: QtBot) -> None:
    form = open_form(desk)
    form.fields["unanswered"].put(True)
    form._edited()
    assert form.fields["said"].isHidden()
    until_recorded(desk, qtbot, desk.record_main)
    assert "1 call not answered" in desk.sections.contacts.count.text()
    form = open_form(desk)
    form.fields["kind"].put("VISIT")
    form._edited()
    assert form.fields["unanswered"].isHidden()
    assert "Where" in form.missing.text()


def test_a_check_passes_on_what_was_said_in_a_contact(desk: ClaimDesk, qtbot: QtBot) -> None:
    entry = record(desk, qtbot, person="대표자", said="배달 주문이 끊겼다고 함")
    desk.papers.select(WHOLE)
    checks = desk.sections.checks
    checks.go_to_check("CLM1")
    press(desk, "s")
    line = checks.current
    assert line is not None
    assert line.contact is not None
    assert line.contact.currentData() == entry
    assert line.note is not None
    until_recorded(desk, qtbot, lambda: qtbot.keyClick(line.note, Qt.Key.Key_Return))  # no note is needed
    assert desk.page is not None
    answer = desk.page.claim.findings["CLM1"]
    assert (answer.result, answer.reason, answer.contact) == ("PASS", "STATEMENT", entry)
    assert "on a statement · Call" in words(next(one for one in checks.lines if one.check.code == "CLM1"))
    assert "Statement for CLM1" in words(desk.sections.contacts)


def test_without_a_recorded_contact_the_statement_asks_for_its_note(desk: ClaimDesk) -> None:
    desk.papers.select(WHOLE)
    desk.sections.checks.go_to_check("CLM1")
    press(desk, "s")
    assert desk.sections.checks.current is not None
    assert desk.sections.checks.current.findChild(QComboBox, "CLM1_contact") is None


def test_a_visit_has_a_record_of_one_page(desk: ClaimDesk, qtbot: QtBot, tmp_path: Path) -> None:
    said = "\n".join(["매장에 결제 단말기가 한 대 있음"] * 30)
    record(desk, qtbot, kind="VISIT", person="대표자", said=said, place="매장")
    path = tmp_path / "visit.pdf"
    assert desk.page is not None
    desk.sections.contacts.print_to(path, desk.page.claim.contacts[-1])
    qtbot.waitUntil(lambda: "Visit record saved" in desk.sections.contacts.said.text())
    assert len(pdfium.PdfDocument(path)) == 1
    printed = [one for one in journal.entries(desk._sitting.on_screen) if one.act == "print"][-1]
    assert printed.body["what"] == "VISIT_RECORD"


def test_a_promise_that_falls_due_stands_in_my_work(opened: Reviewer, desk: ClaimDesk, qtbot: QtBot) -> None:
    now = korean_day(desk._sitting.now())
    today = now.isoformat()
    record(desk, qtbot, person="대표자", said="통화", promise="다시 전화하기로 함", promise_due="2099-01-01")
    record(desk, qtbot, on=today, person="대표자", said="통화", promise="자료를 보기로 함", promise_due=today)
    opened.window.show_place("work")
    work = opened.window._built["work"]
    assert isinstance(work, MyWork)
    qtbot.waitUntil(lambda: work.tiles.counts["promises"].text() == "1")
    work.tiles.tiles["promises"].click()
    assert work.promised.text() == f"{day(now)} 자료를 보기로 함"
    assert work.model.claim_at(0) == desk.number
