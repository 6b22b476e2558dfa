"""What cannot be displayed is said first, with name, size and the reason, and leads to its place."""

import dataclasses

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.rules.problem import Problem
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.claim_desk.unshowable import in_bytes
from reviewer.ui.reader.unshown import Unshown


def test_files_that_cannot_be_displayed_are_named_above_the_papers(desk: ClaimDesk, qtbot: QtBot) -> None:
    assert desk.page is not None
    unshowable = desk.unshowable
    assert unshowable.isHidden()
    broken, locked = desk.page.papers[-1], desk.page.papers[0]
    states = {one.document: "READ" for one in desk.page.papers}
    states |= {broken.document: "damaged", locked.document: "password"}
    hints = dataclasses.replace(desk.page.hints, states=states)
    unshowable.show_page(dataclasses.replace(desk.page, hints=hints))
    assert unshowable.area.isHidden()
    assert unshowable.head.text() == "▸ 2 files cannot be shown"
    unshowable.head.click()
    assert unshowable.head.text() == "▾ 2 files cannot be shown"
    said = [one.text() for one in unshowable.findChildren(QLabel)]
    assert "because it is damaged" in said
    assert "because it is protected by a password" in said
    link = unshowable.findChild(QPushButton, f"unshowable_{broken.document[:8]}")
    assert link.text().endswith(in_bytes(broken.bytes))
    link.click()
    assert desk.papers.document() == broken.document
    unshowable.show_page(desk.page)
    assert unshowable.isHidden()


def test_the_list_of_papers_keeps_two_thirds_of_its_column(desk: ClaimDesk, qtbot: QtBot) -> None:
    assert desk.page is not None
    desk.hints.blockSignals(True)  # what is read meanwhile does not answer
    desk.window().resize(1280, 720)
    papers = tuple(
        dataclasses.replace(one, path=f"증빙서류 {n}/아주 긴 이름의 파일 {n}.hwp")
        for n, one in enumerate(desk.page.papers)
    )
    states = {one.document: "damaged" for one in papers}
    hints = dataclasses.replace(desk.page.hints, states=states)
    desk.unshowable.show_page(dataclasses.replace(desk.page, papers=papers, hints=hints))
    column = desk.unshowable.parentWidget()
    assert column is not None
    desk.unshowable.head.click()
    qtbot.waitUntil(lambda: desk.unshowable.area.height() > 100 and desk.unshowable.height() * 3 <= column.height())
    desk.unshowable.head.click()
    qtbot.waitUntil(lambda: 0 < desk.unshowable.height() < 48)
    desk.unshowable.head.click()
    desk.window().resize(1280, 1000)
    qtbot.waitUntil(lambda: column.height() > 700 and 100 < desk.unshowable.height() <= column.height() / 3)


def test_a_paper_that_was_opened_after_all_is_not_named_any_more(desk: ClaimDesk) -> None:
    assert desk.page is not None
    desk.hints.blockSignals(True)
    locked = desk.page.papers[0]
    hints = dataclasses.replace(desk.page.hints, states={locked.document: "password"})
    desk.unshowable.show_page(dataclasses.replace(desk.page, hints=hints))
    assert not desk.unshowable.isHidden()
    desk.viewer.opened.emit(locked.document, 1)
    assert desk.unshowable.isHidden()


def test_sizes_are_said_as_people_say_them() -> None:
    assert [in_bytes(count) for count in (12, 2048, 5 * 1024**2, 3 * 1024**3)] == ["12 B", "2.0 KB", "5.0 MB", "3.0 GB"]


def test_a_locked_paper_of_a_kind_without_passwords_asks_for_a_copy_and_for_no_password(qtbot: QtBot) -> None:
    unshown = Unshown()
    qtbot.addWidget(unshown)
    unshown.password_given = True
    unshown.say_problem(Problem("DocumentUnreadable", reason="locked_format", file="a.hwp"), can_save=True)
    assert unshown.password.isHidden()
    assert unshown.open.isHidden()
    assert not unshown.copy.isHidden()
    assert "Ask for a copy without a password, or for a PDF." in unshown.words.text()
    unshown.say_problem(Problem("DocumentUnreadable", reason="password", file="a.xlsx"), can_save=True)
    assert not unshown.password.isHidden()
    assert unshown.words.text().startswith("This password does not open the paper.")
