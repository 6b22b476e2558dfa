"""The recovery sheet in the settings: printed, typed back, and gone on from with a new key."""

import datetime as dt
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import journal, keys
from reviewer.casefile.case_file import open_case
from reviewer.casefile.standing import read_case
from reviewer.ui.preferences import Preferences
from reviewer.ui.settings.council_section import read_council
from reviewer.ui.settings.my_key import MyKey
from reviewer.ui.settings.roster_form import roster_lines
from tests.desk.test_recovering import typed_from
from tests.ui.conftest import LEAD, SECRETARY

SECRET = "four words of mine"
LATER = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)


@pytest.fixture
def locked_key(case: Path, tmp_path: Path, preferences: Preferences) -> Path:
    """A folder with a locked key of the lead, which the roster of the sample names beside the open one."""
    folder = tmp_path / "my keys"
    mine = keys.make_key(folder, LEAD, SECRET)
    with open_case(case) as opened:
        everybody = {one.member: one for one in keys.keys_in(case.parent / "keys")}
        page = read_council(opened.writer)
        lines = roster_lines(read_case(opened.writer), page.names)
        for line in lines:
            if line["id"] == LEAD:
                line["public_keys"] = [mine.public_key, *line["public_keys"]]
        signers = {who: keys.unlock(case.parent / "keys", everybody[who].key_id, None) for who in (SECRETARY, LEAD)}
        changed = journal.append(opened, signers[SECRETARY], "change_roster", "case", {"roster": lines}, made_at=LATER)
        confirm = {"entry": changed.uid}
        journal.append(opened, signers[LEAD], "confirm_roster", "case", confirm, made_at=LATER)
    preferences.keep("keys_folder", str(folder))
    return folder


def section(opened: Reviewer, qtbot: QtBot) -> MyKey:
    opened.window.show_settings("my_key")
    found = opened.window._built["settings"].findChild(MyKey)
    assert isinstance(found, MyKey)
    qtbot.waitUntil(lambda: bool(found.shown))
    return found


def printed(opened: Reviewer, qtbot: QtBot, path: Path) -> str:
    found = section(opened, qtbot)
    form = found.sheet
    assert form is not None
    assert not form.go.isEnabled()
    assert form.missing.text() == "Enter the passphrase of this key."
    form.passphrase.setText(SECRET)
    form.write(path)
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: not form.said.isHidden())
    assert form.passphrase.text() == ""
    assert len(pdfium.PdfDocument(path)) == 1
    return typed_from(path)


def test_a_sheet_is_printed_and_typed_back_into_a_new_key(
    locked_key: Path, opened: Reviewer, qtbot: QtBot, tmp_path: Path
) -> None:
    typed = printed(opened, qtbot, tmp_path / "sheet.pdf")
    opened.window.sitting.signer = None  # type: ignore[union-attr]  # another computer: nobody's key is open
    form = section(opened, qtbot).restore
    form.passphrase.setText(SECRET)
    form.lines.setPlainText("\n".join(typed.splitlines()[:5]))
    assert form.missing.text() == "5 of 6 lines typed"
    wrong = typed.splitlines()
    wrong[3] = wrong[3][:-1] + ("A" if wrong[3][-1] != "A" else "B")
    form.lines.setPlainText("\n".join(wrong))
    assert form.missing.text() == "Not as printed: line 4"
    assert not form.go.isEnabled()
    form.lines.setPlainText(typed)
    assert form.go.isEnabled()
    before = {one.key_id for one in keys.keys_in(locked_key)}
    form.go.click()
    qtbot.waitUntil(lambda: opened.window.sitting.person == LEAD)  # type: ignore[union-attr]
    sitting = opened.window.sitting
    assert sitting is not None
    (new,) = {one.key_id for one in keys.keys_in(locked_key)} - before
    assert sitting.signer.key_id == new
    assert sitting.signer.public_key in sitting.case.roster[LEAD].public_keys
    recorded = []
    sitting.record(
        "write_note", sitting.on_screen.execute("SELECT claim FROM claims").fetchone()[0], {"note": "새 열쇠로"},
        then=recorded.append, otherwise=recorded.append, owner=opened.window,
    )  # fmt: skip
    qtbot.waitUntil(lambda: bool(recorded))
    assert recorded[0].key_id == new


def test_a_wrong_passphrase_is_said_and_the_lines_stay(
    locked_key: Path, opened: Reviewer, qtbot: QtBot, tmp_path: Path
) -> None:
    typed = printed(opened, qtbot, tmp_path / "sheet.pdf")
    form = section(opened, qtbot).restore
    form.lines.setPlainText(typed)
    form.passphrase.setText("another passphrase")
    form.go.click()
    qtbot.waitUntil(lambda: not form.said.isHidden())
    assert form.said.property("banner") == "bad"
    assert form.lines.toPlainText() == typed
    assert len(keys.keys_in(locked_key)) == 1


def test_the_form_opens_with_the_lines_in_focus(opened: Reviewer, qtbot: QtBot) -> None:
    found = section(opened, qtbot)
    found.restore_wanted.click()
    lines = found.findChild(QWidget, "restore_key_lines")
    qtbot.waitUntil(lambda: opened.window.focusWidget() is lines)
