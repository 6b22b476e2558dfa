"""Letters: the queue and why a letter waits, the real pages, issuing, the register that gives back the same bytes."""

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import kept_letters
from reviewer.casefile.case_file import open_case
from reviewer.casefile.keys import keys_in, unlock
from reviewer.desk import issuing
from reviewer.desk.copying import Purpose
from reviewer.desk.verifying import verify_by_letter
from reviewer.letters.attestation import taken_apart
from reviewer.rules.korean import fold, initials
from reviewer.rules.problem import Problem
from reviewer.ui.letters.letter_queue import stop_words
from reviewer.ui.letters.letter_reading import READY, WAITING
from reviewer.ui.letters.letter_register import LetterRegister
from reviewer.ui.letters.letters_view import LettersPlace
from reviewer.ui.long_work import progress_words
from reviewer.ui.meeting.meeting_mode import MeetingMode
from reviewer.ui.passphrase import PassphraseDialog
from reviewer.ui.settings.certificate_section import CertificateSection
from tests.documents.test_signing import NAME, certificate
from tests.ui.conftest import press
from tests.ui.council.conftest import PATIENCE, claim_now, letters_in, row_of
from tests.ui.test_composing import compose


def unsigned_sha256(file: Path) -> str:
    """The fingerprint of a letter without the entry of its issue."""
    apart = taken_apart(file.read_bytes())
    assert apart is not None
    return hashlib.sha256(apart[0]).hexdigest()


def test_ready_letters_are_ticked_and_the_first_is_shown_in_both_languages(letters: LettersPlace, qtbot: QtBot) -> None:
    queue = letters.queue
    assert {line.state for line in queue.lines} == {READY}
    assert len(queue.table.lines.ticked_keys()) == len(queue.lines)
    qtbot.waitUntil(lambda: set(queue.preview.drawn) == {"ko", "en"}, timeout=PATIENCE)
    ko, en = queue.preview._leaves["ko"][0], queue.preview._leaves["en"][0]
    assert not ko.pixmap().isNull()
    assert ko.y() == en.y()
    assert ko.x() + ko.width() <= en.x()


def test_one_language_is_shown_alone_and_larger(letters: LettersPlace, qtbot: QtBot) -> None:
    preview = letters.queue.preview
    qtbot.waitUntil(lambda: set(preview.drawn) == {"ko", "en"}, timeout=PATIENCE)
    narrow = preview._leaves["ko"][0].width()
    preview.choices["ko"].click()
    assert list(preview._leaves) == ["ko"]
    assert preview._leaves["ko"][0].width() > narrow
    preview.zoom(1)
    assert preview._leaves["ko"][0].width() > 1.4 * 2 * narrow


def test_a_decision_just_made_waits_for_its_outbox_hour(letters: LettersPlace, mode: MeetingMode, qtbot: QtBot) -> None:
    before = len(letters.queue.lines)
    press(mode, "0")
    mode.record()
    qtbot.waitUntil(lambda: "passed, resolution" in mode.said.text(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(letters.queue.lines) > before, timeout=PATIENCE)
    waiting = [line for line in letters.queue.lines if line.state == WAITING]
    drawn = [line for line in letters.queue.lines if line.stop is not None and line.stop.code == "ActNotAllowed"]
    assert len(waiting) + len(drawn) == len(letters.queue.lines) - before  # some may be drawn for a sample check
    key = f"{waiting[0].due.letter_no} DECISION"
    row = letters.queue.table.lines.row_of(key)
    assert "left" in letters.queue.table.lines.line(row).cells[-1]
    assert not letters.queue.table.lines.line(row).can_tick


def test_a_resolution_is_taken_back_by_keyboard_before_its_letter_leaves(
    letters: LettersPlace, mode: MeetingMode, opened: Reviewer, qtbot: QtBot
) -> None:
    press(mode, "0")
    mode.record()
    qtbot.waitUntil(lambda: "passed, resolution" in mode.said.text(), timeout=PATIENCE)
    queue = letters.queue
    qtbot.waitUntil(lambda: any(line.state == WAITING for line in queue.lines), timeout=PATIENCE)
    one = next(line for line in queue.lines if line.state == WAITING)
    queue.table.go_to(f"{one.due.letter_no} DECISION")
    assert "The letter waits." in queue.back.why.text()
    QTest.keyClick(queue.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not queue.back.reason.isHidden()
    QTest.keyClick(queue.back.reason, Qt.Key.Key_Return)
    assert claim_now(opened, one.due.claim).decision is not None  # not without a reason
    QTest.keyClicks(queue.back.reason, "the amount was copied wrongly")
    QTest.keyClick(queue.back.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: all(line.due != one.due for line in queue.lines), timeout=PATIENCE)
    claim = claim_now(opened, one.due.claim)
    assert (claim.stage.value, claim.decision, len(claim.undone)) == ("DEFERRED", None, 1)


def test_letters_are_issued_into_a_folder_and_enter_the_register(
    letters: LettersPlace, opened: Reviewer, tmp_path: Path, qtbot: QtBot
) -> None:
    queue, count = letters.queue, len(letters.queue.lines)
    one = queue.lines[0].due
    queue.issuing.issue_into(tmp_path / "out")
    qtbot.waitUntil(lambda: not queue.issuing.strip.is_running and not queue.lines, timeout=PATIENCE)
    assert f"{count} letters issued" in queue.issuing.strip.said.text()
    issued = {letter.letter_no: letter for letter in claim_now(opened, one.claim).letters}[one.letter_no]
    for lang, digest in issued.files.items():
        file = tmp_path / "out" / f"{one.letter_no}.{lang}.pdf"
        assert unsigned_sha256(file) == digest
    qtbot.waitUntil(lambda: row_of(letters.register, one.letter_no, "ko") >= 0, timeout=PATIENCE)


def test_cancel_stops_between_two_letters_and_says_what_was_issued(
    letters: LettersPlace, opened: Reviewer, tmp_path: Path, qtbot: QtBot
) -> None:
    queue, count = letters.queue, len(letters.queue.lines)
    queue.issuing.issue_into(tmp_path / "out")
    assert queue.issuing.strip.job is not None
    queue.issuing.strip.job.told.connect(lambda *_: queue.issuing.strip.stop.click())
    queue.issuing.strip.job.cancel()
    qtbot.waitUntil(lambda: not queue.issuing.strip.is_running, timeout=PATIENCE)
    assert queue.issuing.strip.said.text().startswith("Cancelled.")
    issued = len(list((tmp_path / "out").glob("*.ko.pdf")))
    qtbot.waitUntil(lambda: len(queue.lines) == count - issued, timeout=PATIENCE)  # the queue is read again
    assert issued < count


class PowerCutError(Exception):
    """The computer went off."""


def test_a_run_that_was_cut_off_is_gone_on_with(
    case: Path, tmp_path: Path, qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    def off(done: int, _: int) -> None:
        if done == 1:
            raise PowerCutError

    key = next(one for one in keys_in(tmp_path / "keys") if one.member == "SIM-secretary")
    signer = unlock(tmp_path / "keys", key.key_id, None)
    with open_case(case) as case_file, pytest.raises(PowerCutError):
        issuing.issue_letters(case_file, signer, tmp_path / "out", now=dt.datetime.now(dt.UTC), progress=off)
    lost = next((tmp_path / "out").glob("*.ko.pdf"))
    lost.unlink()
    line = request.getfixturevalue("letters").queue.issuing
    qtbot.waitUntil(lambda: not line.cut_off.isHidden(), timeout=PATIENCE)
    assert str(tmp_path / "out") in line.cut_off.text()
    assert "1 of " in line.cut_off.text()
    line.go_on.click()
    assert line.go_on.isHidden()
    qtbot.waitUntil(lambda: "written again" in line.strip.said.text(), timeout=PATIENCE)
    assert lost.is_file()
    qtbot.waitUntil(lambda: line.cut_off.isHidden() and not line.strip.is_running, timeout=PATIENCE)


def answer(name: str) -> None:
    """Press a button of the question that stands over the window."""
    box = QApplication.activeModalWidget()
    assert box is not None
    found = box.findChild(QPushButton, name)
    assert found is not None
    found.click()


@pytest.mark.parametrize("choice", ["issue_leave_go_on", "issue_leave_stop"])
def test_closing_the_window_while_letters_are_issued_asks(
    letters: LettersPlace, opened: Reviewer, tmp_path: Path, qtbot: QtBot, choice: str
) -> None:
    line, count = letters.queue.issuing, len(letters.queue.lines)
    line.issue_into(tmp_path / "out")
    QTimer.singleShot(0, lambda: answer(choice))
    closed = opened.window.close()
    if choice == "issue_leave_go_on":
        qtbot.waitUntil(lambda: not line.strip.is_running, timeout=PATIENCE)
        assert f"{count} letters issued" in line.strip.said.text()
    else:
        assert closed
        assert len(list((tmp_path / "out").glob("*.ko.pdf"))) < count


def test_how_far_the_work_is_stands_in_words() -> None:
    assert progress_words(412, 1_000, 1.0) == "412 of 1,000"
    assert progress_words(412, 1_000, 41.2) == "412 of 1,000 · about 59 s left"
    assert progress_words(100, 10_000, 10.0) == "100 of 10,000 · about 16 min left"
    assert progress_words(1, 1, 5.0) == ""


def test_the_register_draws_the_very_letter_that_left(letters: LettersPlace, tmp_path: Path, qtbot: QtBot) -> None:
    register = letters.register
    letters.tabs.go("register")
    letter = letters_in(register)[0]
    assert letter.sha256 in register.facts.text().replace("\u200b", "")
    register.acts.write_file(tmp_path / "copy.pdf", Purpose("for the file"))
    qtbot.waitUntil(lambda: (tmp_path / "copy.pdf").is_file(), timeout=PATIENCE)
    assert unsigned_sha256(tmp_path / "copy.pdf") == letter.sha256
    qtbot.waitUntil(lambda: "Written" in register.strip.said.text(), timeout=PATIENCE)


def test_a_letter_that_would_differ_is_not_saved(
    letters: LettersPlace, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = letters.register
    first = letters_in(register)[0]
    monkeypatch.setattr(register.acts, "_chosen", lambda: [replace(first, sha256="0" * 64)])
    register.acts.write_file(tmp_path / "copy.pdf", Purpose("for the file"))
    qtbot.waitUntil(lambda: register.strip.said.property("banner") == "bad", timeout=PATIENCE)
    assert not (tmp_path / "copy.pdf").exists()
    assert "cannot be drawn again" in register.strip.said.text()


def test_the_register_is_searched_by_number_name_and_fingerprint(letters: LettersPlace, qtbot: QtBot) -> None:
    register = letters.register
    letter = letters_in(register)[-1]
    for words in (letter.letter_no, letter.claim, letter.sha256[:12], name_of(register)):
        register.search.setText("no such letter")
        qtbot.waitUntil(lambda: not register.nothing.isHidden(), timeout=PATIENCE)
        assert register.nothing.text() == "No letter fits this search."
        assert not register.acts.buttons["file"].isEnabled()
        assert register.acts.buttons["file"].toolTip() == "No letter is selected."
        register.search.setText(words)
        qtbot.waitUntil(lambda: letter in letters_in(register), timeout=PATIENCE)


def test_the_register_is_searched_by_initials_and_while_a_syllable_is_composed(
    letters: LettersPlace, qtbot: QtBot
) -> None:
    register = letters.register
    letter, name = letters_in(register)[-1], name_of(register)

    def found(is_so: bool) -> None:
        qtbot.waitUntil(lambda: (letter in letters_in(register)) is is_so, timeout=PATIENCE)

    register.search.setText("zzzzq")
    found(False)
    register.search.setText(initials(fold(name)))
    found(True)
    register.search.setText("zzzzq")
    found(False)
    register.search.clear()
    found(True)
    register.search.setFocus()
    compose(register.search, "힣")
    found(False)
    compose(register.search, initials(fold(name))[0])
    found(True)
    compose(register.search, "")


def name_of(register: LetterRegister) -> str:
    """The claimant of the last letter in view."""
    return register.table.lines.line(register.table.lines.rowCount() - 1).cells[2]


def test_a_hard_stop_is_said_in_words() -> None:
    words = stop_words(Problem("LetterStopped", claim="2023-000001", why="account_number"))
    assert words.startswith("Held back: a whole account number stands in the text.")


def test_the_reason_of_a_letter_held_back_is_said_once() -> None:
    words = stop_words(Problem("ActNotAllowed", act="issue_letter", why="quality_waits"))
    assert words == "Held back: the decision was drawn for a sample check, and nobody has made it yet."


def test_without_a_tick_the_button_says_why(letters: LettersPlace) -> None:
    letters.queue.table.lines.tick_all(False)
    assert not letters.queue.issuing.issue.isEnabled()
    assert letters.queue.issuing.issue.toolTip() == "Tick the letters to be issued."


def test_a_page_that_is_not_drawn_yet_says_so(letters: LettersPlace, qtbot: QtBot) -> None:
    preview = letters.queue.preview
    qtbot.waitUntil(lambda: set(preview.drawn) == {"ko", "en"}, timeout=PATIENCE)
    preview.choices["ko"].click()
    leaf = preview._leaves["ko"][0]
    assert (leaf.text(), leaf.pixmap().isNull()) == ("Drawing the letter…", True)
    qtbot.waitUntil(lambda: not preview._leaves["ko"][0].pixmap().isNull(), timeout=PATIENCE)
    assert leaf.text() == ""


def test_the_text_message_of_the_letter_in_view_is_copied_by_a_key(letters: LettersPlace, qtbot: QtBot) -> None:
    queue = letters.queue
    qtbot.waitUntil(lambda: set(queue.preview.notes.notes) == {"ko", "en"}, timeout=PATIENCE)
    QApplication.clipboard().setText("")
    press(queue.table, "c")
    message = QApplication.clipboard().text()
    assert message.startswith("[1015협의체] ")
    assert len(message.encode("cp949")) <= 90
    queue.preview.notes.findChild(QPushButton, "copy_message_en").click()
    assert QApplication.clipboard().text().startswith("[1015 Council] ")
    assert queue.preview.notes.said.text()


def test_all_applications_received_are_acknowledged_at_once_after_the_count(
    letters: LettersPlace, qtbot: QtBot
) -> None:
    line = letters.queue.preparing
    qtbot.waitUntil(lambda: bool(line.due), timeout=PATIENCE)
    line.kind.setCurrentIndex(line.kind.findData("RECEIPT"))
    numbers = line.due["RECEIPT"]
    assert numbers
    assert f"{len(numbers):,}" in line.go.text()
    before = len(letters.queue.lines)
    QTest.keyClick(letters.queue, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: line.due["RECEIPT"] == [], timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(letters.queue.lines) == before + len(numbers), timeout=PATIENCE)
    assert {one.due.kind for one in letters.queue.lines} >= {"RECEIPT"}


def test_with_a_certificate_installed_letters_leave_signed_once_its_passphrase_is_given(
    letters: LettersPlace, opened: Reviewer, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    sitting.keys_folder = tmp_path / "keys"
    (tmp_path / "council.p12").write_bytes(certificate())
    section = CertificateSection(sitting)
    qtbot.addWidget(section)
    assert not section.remove.isEnabled()
    for secret, says in (("wrong", "cannot be used"), ("secret", NAME)):
        section.take(tmp_path / "council.p12", secret)
        qtbot.waitUntil(lambda says=says: says in section.said.text(), timeout=PATIENCE)
    assert section.remove.isEnabled()
    given: list[str | None] = [None, "secret"]
    monkeypatch.setattr(PassphraseDialog, "ask", lambda *_, **__: given.pop(0))
    line = letters.queue.issuing
    line.issue_into(tmp_path / "out")
    assert not line.strip.is_running  # the person cancelled
    line.issue_into(tmp_path / "out")
    qtbot.waitUntil(lambda: not line.strip.is_running and not letters.queue.lines, timeout=4 * PATIENCE)  # each signed
    files = list((tmp_path / "out").glob("*.pdf"))
    assert files
    assert all(NAME in verify_by_letter(file.read_bytes()).signed_by for file in files[:2])
    section.take_away()
    assert not section.remove.isEnabled()
    assert not sitting.has_certificate


def test_a_letter_that_somebody_shows_is_checked_by_its_file_and_by_its_code(
    letters: LettersPlace, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, check = letters.queue.issuing, letters.exports.check
    line.issue_into(tmp_path / "out")
    qtbot.waitUntil(lambda: not line.strip.is_running and not letters.queue.lines, timeout=PATIENCE)
    file = min((tmp_path / "out").glob("*.ko.pdf"))
    check.check_file(file)
    qtbot.waitUntil(lambda: "is genuine and unchanged" in check.strip.said.text(), timeout=PATIENCE)
    assert check.strip.said.property("banner") == "good"
    assert not check.keep.isVisibleTo(check), "the case keeps what left"
    with monkeypatch.context() as lost:
        lost.setattr(kept_letters, "kept", lambda case_file, sha256: None)
        check.check_file(file)
        qtbot.waitUntil(lambda: check.keep.isVisibleTo(check), timeout=PATIENCE)
    check.keep.click()
    qtbot.waitUntil(lambda: "is kept with the case" in check.strip.said.text(), timeout=PATIENCE)
    assert not check.keep.isVisibleTo(check)
    file.write_bytes(file.read_bytes()[:-2])
    check.check_file(file)
    qtbot.waitUntil(lambda: "not a letter issued from this case" in check.strip.said.text(), timeout=PATIENCE)
    assert check.strip.said.property("banner") == "bad"
    assert not check.go.isEnabled()
    check.code.setText("not a code")
    QTest.keyClick(check.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "This is no code of a letter" in check.strip.said.text(), timeout=PATIENCE)


def test_the_tip_of_a_letter_names_it_whole(letters: LettersPlace) -> None:
    register, letter = letters.register, letters_in(letters.register)[0]
    tip = str(register.table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)).split("\n")
    assert {letter.letter_no, letter.claim, letter.sha256} <= set(tip)
