"""The dossier is written beneath the further acts: by its key, masked, or in full once the reason is there."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.casefile import journal
from reviewer.ui.claim_desk.claim_desk import ClaimDesk


def test_its_key_leads_to_the_button_and_a_masked_dossier_is_written(
    desk: ClaimDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.keyClick(desk, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    printing = desk.more.dossier
    assert printing.isVisible()
    qtbot.waitUntil(lambda: bool(desk.more.refused))
    assert desk.window().focusWidget() is printing.go
    assert printing.go.isEnabled()
    printing.write(tmp_path / "dossier.pdf")
    assert not printing.go.isEnabled()
    qtbot.waitUntil(lambda: "dossier.pdf" in printing.strip.said.text())
    assert (tmp_path / "dossier.pdf").read_bytes().startswith(b"%PDF")
    last = list(journal.entries(desk._sitting.on_screen))[-1]
    assert (last.act, last.body["what"], last.body["masked"]) == ("export", "DOSSIER", "YES")


def test_in_full_it_needs_a_reason_and_another_claim_begins_masked(desk: ClaimDesk, qtbot: QtBot) -> None:
    desk.toggle_more()
    printing = desk.more.dossier
    printing.unmasked.setChecked(True)
    assert printing.reason.isVisible()
    assert not printing.go.isEnabled()
    assert printing.go.toolTip()
    qtbot.keyClicks(printing.reason, "court")
    assert printing.go.isEnabled()
    printing.for_claim("2023-999999")
    assert not printing.unmasked.isChecked()
    assert not printing.reason.text()
