"""Figures bound to places and notes pinned to them, with the mouse and without, in the real desk."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import journal, proofs
from reviewer.casefile.check import check
from reviewer.rules.places import on_page
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.reader.selection import Selection
from tests.ui.conftest import SECOND, in_review, press, show_desk, until_recorded


def open_paper(desk: ClaimDesk, qtbot: QtBot, kind: str = "SBC") -> str:
    """Put the paper of a kind in view and wait until its first page can be asked."""
    assert desk.page is not None
    document = next(one.document for one in desk.page.claim.papers if one.kind == kind)
    desk.papers.select(document)
    qtbot.waitUntil(
        lambda: (
            desk.viewer.reading is not None
            and desk.viewer.reading.document == document
            and desk.viewer.description is not None
        ),
        timeout=20_000,
    )
    return document


def select(desk: ClaimDesk, document: str, text: str, monkeypatch: pytest.MonkeyPatch) -> Selection:
    """What the reader says is selected; how it is selected with the mouse is the reader's own test."""
    found = Selection(on_page(document, 1, 60, 80, 220, 110), text)
    monkeypatch.setattr(desk.viewer, "selection", lambda: found)
    return found


def shown(widget: QWidget, name: str) -> list[QPushButton]:
    return [one for one in widget.findChildren(QPushButton, name) if one.isVisibleTo(widget)]


def button(widget: QWidget, qtbot: QtBot, name: str) -> QPushButton:
    """The button of this name, as soon as it is there to be pressed."""
    qtbot.waitUntil(lambda: bool(shown(widget, name)))
    return shown(widget, name)[0]


def texts(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]


def take(desk: ClaimDesk, qtbot: QtBot, fact: str, value: str = "") -> None:
    """G, choose the fact, Enter."""
    press(desk, "g")
    form = desk.evidence.form
    qtbot.waitUntil(lambda: form.isVisible() and bool(form._picture or form.place is None))
    form.fact.setCurrentIndex(form.fact.findData(fact))
    form.fact.activated.emit(form.fact.currentIndex())
    if value:
        form.value.setText(value)
    until_recorded(desk, qtbot, lambda: qtbot.keyClick(form.value, Qt.Key.Key_Return))


def test_g_proposes_the_fact_and_enter_records_it_with_its_clipping(
    desk: ClaimDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = open_paper(desk, qtbot)
    selected = select(desk, document, "120-81-47521", monkeypatch)
    press(desk, "ㅎ")  # the key that types G, in Hangul mode
    form = desk.evidence.form
    qtbot.waitUntil(lambda: form.isVisible() and bool(form._picture))
    assert (form.code, form.value.text()) == ("BRN", "1208147521")
    assert desk.viewer.rect().contains(form.geometry())
    until_recorded(desk, qtbot, lambda: qtbot.keyClick(form.value, Qt.Key.Key_Return))
    assert form.isHidden()
    assert desk.page is not None
    bound = desk.page.bound["BRN"]
    assert (bound.value, bound.fact.at) == ("1208147521", selected.place)
    picture = proofs.read(desk._sitting.case_file, bound.fact.clipping)
    assert picture.startswith(b"\x89PNG")
    marks = {mark.name: mark.place for mark in desk.viewer._marks["facts"]}
    assert marks == {"fact:BRN": selected.place}


def test_a_resident_number_is_warned_of_and_neither_recorded_nor_clipped(
    desk: ClaimDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = open_paper(desk, qtbot)
    select(desk, document, "900101-1234567", monkeypatch)
    taken: list[object] = []
    monkeypatch.setattr(
        desk.viewer, "clipping", lambda place, then: taken.append(then(QImage(4, 4, QImage.Format.Format_RGB32)))
    )
    press(desk, "g")
    form = desk.evidence.form
    qtbot.waitUntil(lambda: form.isVisible() and bool(taken))
    assert "masked copy" in form.fault.text()
    assert [form._values[code] for code in form._values if form._values[code]] == []
    assert form._picture == b""
    wanted: list[object] = []
    form.wanted.connect(lambda body, picture: wanted.append(body))
    form.fact.setCurrentIndex(form.fact.findData("ACCOUNT"))
    form.value.setText("")
    qtbot.keyClicks(form.value, "900101-1234567")
    qtbot.keyClick(form.value, Qt.Key.Key_Return)
    assert wanted == []
    assert "masked copy" in form.fault.text()
    assert "1234567" not in str(form.body())


def test_a_press_on_the_source_brings_the_reader_there_from_another_paper(
    desk: ClaimDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = open_paper(desk, qtbot)
    select(desk, document, "120-81-47521", monkeypatch)
    take(desk, qtbot, "BRN")
    desk.sections.folds["facts"].set_open(True)
    qtbot.waitUntil(lambda: "the paper says 120-81-47521" in texts(desk.sections.facts))
    other = open_paper(desk, qtbot, "BNK")
    assert other != document
    desk.sections.folds["facts"].set_open(True)
    qtbot.mouseClick(button(desk.sections.facts, qtbot, "source_facts_BRN"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.viewer.reading is not None and desk.viewer.reading.document == document)
    qtbot.waitUntil(lambda: desk.viewer.canvas.marks.is_flashing())


def test_a_mark_on_the_page_opens_its_line_and_the_line_lets_the_fact_go(
    desk: ClaimDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = open_paper(desk, qtbot)
    select(desk, document, "120-81-47521", monkeypatch)
    take(desk, qtbot, "BRN")
    desk.viewer.mark_pressed.emit("fact:BRN")
    assert desk.sections.folds["evidence"].head.isChecked()
    release = button(desk.sections.evidence, qtbot, "release_BRN")
    release.click()
    qtbot.waitUntil(lambda: desk.page is not None and desk.page.bound == {})
    assert check(desk._sitting.case_file, documents=True).ok


def test_a_typed_figure_says_that_it_has_no_place(desk: ClaimDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.viewer.description is not None)
    desk.evidence._facts.typed.emit()
    form = desk.evidence.form
    form.fact.setCurrentIndex(form.fact.findData("PROFIT_RATE"))
    form.fact.activated.emit(0)
    form.value.setText("12.4%")
    until_recorded(desk, qtbot, form.record)
    assert "no place" in texts(desk.sections.evidence)
    assert desk.page is not None
    assert (desk.page.bound["PROFIT_RATE"].value, desk.page.bound["PROFIT_RATE"].fact.at) == ("0.124", None)
    desk.sections.folds["calculation"].set_open(True)
    rate = desk.sections.calculation
    rate.values["profit_rate"].setText("0.2")
    rate._edited()
    qtbot.waitUntil(lambda: any("the paper says 0.124" in text for text in texts(rate)))


def test_a_value_that_is_none_stays_in_the_form_and_says_what_is_wanted(
    desk: ClaimDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = open_paper(desk, qtbot)
    select(desk, document, "약 이백만 원쯤", monkeypatch)
    press(desk, "g")
    form = desk.evidence.form
    form.fact.setCurrentIndex(form.fact.findData("OUTAGE_WEEK_SALES"))
    form.fact.activated.emit(0)
    form.value.setText("이백만")
    form._edited()
    form.record()
    assert "whole won" in form.fault.text()
    assert form.isVisible()
    assert desk.drafts is not None
    desk.drafts.write()
    assert desk.drafts.of("bind_fact")["value"] == "이백만"
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert form.isHidden()
    assert desk.drafts.of("bind_fact") == {}


def test_without_a_selection_g_says_what_to_do(desk: ClaimDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.viewer.description is not None)
    press(desk, "g")
    assert desk.evidence.form.isHidden()
    assert "Select a figure" in desk.foot.said.text()


def note(desk: ClaimDesk, qtbot: QtBot, words: str, about: str = "") -> None:
    press(desk, "m")
    editor = desk.sections.notes.editor
    editor.text.setPlainText(words)
    if about:
        editor.about.setText(about)
    until_recorded(desk, qtbot, editor.record)


def test_notes_are_sorted_by_the_day_they_are_about_and_keep_every_wording(
    desk: ClaimDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = open_paper(desk, qtbot)
    select(desk, document, "2022년 10월 20일 휴무", monkeypatch)
    note(desk, qtbot, "휴무라고 적힘")
    note(desk, qtbot, "단체 예약이 취소됨", "10/16")
    section = desk.sections.notes
    assert [str(one.now.about) for one in section.shown()] == ["2022-10-16", "2022-10-20"]
    first = section.shown()[0]
    button(section, qtbot, f"note_edit_{first.uid}").click()
    section.editor.text.setPlainText("단체 예약 두 건이 취소됨")
    until_recorded(desk, qtbot, section.editor.record)
    changed = section.shown()[0]
    assert [one.text for one in changed.versions] == ["단체 예약이 취소됨", "단체 예약 두 건이 취소됨"]
    button(section, qtbot, f"note_history_{changed.uid}").click()
    qtbot.waitUntil(lambda: any("단체 예약이 취소됨" in text for text in texts(section)))
    drop = button(section, qtbot, f"note_drop_{changed.uid}")
    until_recorded(desk, qtbot, drop.click)
    assert [one.now.text for one in section.shown()] == ["휴무라고 적힘"]
    assert {mark.name for mark in desk.viewer._marks["notes"]} == {f"note:{section.shown()[0].uid}"}
    entries = journal.entries_of(desk._sitting.on_screen, desk.number)
    assert [one.act for one in entries].count("pin_note") == 4


def test_only_mine_leaves_out_the_notes_of_others(opened: Reviewer, qtbot: QtBot) -> None:
    number = in_review(opened)[0]
    desk = show_desk(opened, qtbot, number)
    note(desk, qtbot, "담당의 메모")
    mine = desk._sitting.signer
    desk._sitting.signer = mine.acting_as(SECOND)
    section = desk.sections.notes
    section._fill()
    assert len(section.shown()) == 1
    assert shown(section, f"note_edit_{section.shown()[0].uid}") == []
    section.mine.setChecked(True)
    assert section.shown() == []
    desk._sitting.signer = mine


def test_who_stepped_aside_pins_no_note_and_is_told_why(opened: Reviewer, qtbot: QtBot) -> None:
    desk = show_desk(opened, qtbot, in_review(opened)[0])
    note(desk, qtbot, "회피하기 전의 메모")
    section = desk.sections.notes
    uid = section.shown()[0].uid
    assert button(section, qtbot, f"note_edit_{uid}").isEnabled()
    until_recorded(desk, qtbot, lambda: desk.record("answer_conflict", {"ground": "COI2"}))
    qtbot.waitUntil(lambda: not button(section, qtbot, f"note_drop_{uid}").isEnabled())
    assert not button(section, qtbot, f"note_edit_{uid}").isEnabled()
    assert not section.editor.save.isEnabled()
    said: list[str] = []
    section.failed.connect(said.append)
    press(desk, "m")
    assert section.editor.isHidden()
    assert said == [section.editor.save.toolTip()]
    assert "COI2" in said[0]


def test_a_note_that_cannot_be_saved_keeps_its_words_and_says_so_loudly(
    desk: ClaimDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: desk.viewer.description is not None)
    press(desk, "m")
    editor = desk.sections.notes.editor
    editor.text.setPlainText("긴 메모")
    desk._sitting.signer = None
    editor.record()
    qtbot.waitUntil(lambda: editor.fault.isVisible())
    assert editor.text.toPlainText() == "긴 메모"
    assert desk.foot.refused.isVisible()
    assert desk.sections.folds["notes"].head.isChecked()


def test_a_note_left_unsaved_is_there_again_after_a_power_cut(desk: ClaimDesk, qtbot: QtBot, opened: Reviewer) -> None:
    press(desk, "m")
    desk.sections.notes.editor.text.setPlainText("반쯤 적은 메모")
    assert desk.drafts is not None
    desk.drafts.write()
    desk._sitting.unsaved.clear()
    other = in_review(opened)[1]
    show_desk(opened, qtbot, other)
    assert desk.sections.notes.editor.isHidden()
    again = show_desk(opened, qtbot, in_review(opened)[0])
    assert again.sections.notes.editor.text.toPlainText() == "반쯤 적은 메모"
    assert not again.sections.notes.editor.isHidden()


def test_e_still_goes_to_the_note_of_the_check(desk: ClaimDesk, qtbot: QtBot) -> None:
    open_paper(desk, qtbot)
    press(desk, "1")
    until_recorded(desk, qtbot, lambda: press(desk.sections.checks.lines[0], "u"))
    press(desk, "e")
    held: Any = desk.window().focusWidget()
    assert held.objectName().endswith("_note")
