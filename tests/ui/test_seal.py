"""The daily seal in the settings: sealed by the secretary, its code typed back by anybody."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.settings.seal_section import SealSection
from tests.ui.conftest import SECOND, SECRETARY

PATIENCE = 15_000


def section_of(opened: Reviewer, qtbot: QtBot, person: str) -> SealSection:
    sitting = opened.window.sitting
    assert sitting is not None
    if sitting.person != person:
        opened.become(person)
        qtbot.waitUntil(lambda: sitting.person == person, timeout=PATIENCE)
    opened.window.show_settings("seal_section")
    found = opened.window._built["settings"].findChildren(SealSection)[-1]
    assert isinstance(found, SealSection)
    qtbot.waitUntil(lambda: found.line.state is not None, timeout=PATIENCE)
    return found


def verified(section: SealSection, qtbot: QtBot, code: str) -> str:
    """What typing this code answers."""
    section.typed.setText(code)
    section.verify()
    qtbot.waitUntil(lambda: section.go.isEnabled() and not section.answer.isHidden(), timeout=PATIENCE)
    return section.answer.text()


@pytest.fixture
def sealed(opened: Reviewer, qtbot: QtBot) -> SealSection:
    """The section after the secretary sealed the day."""
    section = section_of(opened, qtbot, SECRETARY)
    assert "are not yet sealed" in section.line.says.text()
    section.line.go.click()
    qtbot.waitUntil(lambda: bool(section.line.state and not section.line.state.unsealed), timeout=PATIENCE)
    return section


def test_the_secretary_seals_and_the_code_is_there_to_be_copied(sealed: SealSection) -> None:
    assert sealed.line.code.text().count("-") == 3
    assert "Nothing was recorded since" in sealed.line.says.text()
    assert not sealed.line.go.isEnabled()
    assert sealed.line.go.toolTip() == "Nothing was recorded since the seal."


def test_a_code_typed_back_is_answered_in_one_sentence(sealed: SealSection, qtbot: QtBot) -> None:
    code = sealed.line.code.text()
    assert "holds" in verified(sealed, qtbot, code.lower().replace("-", " "))
    assert sealed.answer.property("banner") == "good"
    assert "No seal of this case" in verified(sealed, qtbot, "0000-0000-0000-0000")
    assert sealed.answer.property("banner") == "bad"
    assert "16 characters" in verified(sealed, qtbot, code[:-1])
    sealed.typed.setText("")
    assert sealed.answer.isHidden()
    assert not sealed.go.isEnabled()


def test_the_sheet_for_the_minutes_is_printed_and_told(sealed: SealSection, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "seal.pdf"
    sealed.line.print_to(path)
    qtbot.waitUntil(lambda: bool(sealed.line.state and sealed.line.state.unsealed), timeout=PATIENCE)
    assert path.read_bytes().startswith(b"%PDF")
    assert "1 entry is not yet sealed" in sealed.line.says.text()


def test_a_member_verifies_and_does_not_seal(opened: Reviewer, qtbot: QtBot) -> None:
    section = section_of(opened, qtbot, SECOND)
    assert not section.line.go.isEnabled()
    assert section.line.go.toolTip()
    assert section.line.says.text().startswith("Sealed on ")
    assert "holds" in verified(section, qtbot, section.line.code.text())
    assert "No seal of this case" in verified(section, qtbot, "0000-0000-0000-0000")
