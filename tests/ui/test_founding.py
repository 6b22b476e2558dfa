"""A case is founded in the window before any delivery: the council, its people, and who answers for the data."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import keys
from reviewer.casefile.standing import kept_text
from reviewer.desk.founding import USUAL_GROUND, plan_text
from reviewer.ui.founding.founding_window import FoundingWindow
from reviewer.ui.intake.intake_window import IntakeWindow
from reviewer.ui.meeting.meeting import MeetingPlace
from reviewer.ui.preferences import Preferences
from reviewer.ui.triage.triage import TriagePlace

SECRET = "four words of mine"


@pytest.fixture
def window(reviewer: Reviewer, preferences: Preferences, tmp_path: Path) -> FoundingWindow:
    preferences.keep("keys_folder", str(tmp_path / "keys"))
    preferences.keep("person", "")
    reviewer._found_case()
    found = reviewer.window.findChild(FoundingWindow)
    assert isinstance(found, FoundingWindow)
    return found


def fill(window: FoundingWindow, path: Path) -> None:
    for name, text in (("path", str(path)), ("name", "1015 심의"), ("passphrase", SECRET), ("again", SECRET)):
        window.fields[name].setText(text)


def field(window: FoundingWindow, name: str) -> QLineEdit:
    found = window.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def test_escape_by_habit_does_not_empty_the_window(window: FoundingWindow, qtbot: QtBot, tmp_path: Path) -> None:
    fill(window, tmp_path / "심의.casedb")
    name = window.fields["name"]
    qtbot.keyClick(name, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert "once more" in window.problem.text()
    name.setText("1015 다른 심의")
    qtbot.keyClick(name, Qt.Key.Key_Escape)
    assert window.isVisible()  # something was entered in between
    qtbot.keyClick(name, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_escape_closes_a_window_in_which_nothing_was_entered(window: FoundingWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.fields["name"], Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_a_case_is_founded_with_its_people_and_opens(
    window: FoundingWindow, reviewer: Reviewer, qtbot: QtBot, tmp_path: Path
) -> None:
    assert [row["id"].text() for row in window.roster.rows][:3] == ["secretary", "kfme-1", "kfme-2"]  # type: ignore[union-attr]
    fill(window, tmp_path / "심의.casedb")
    assert window.missing.text() == "Still missing: Controller of the personal data"
    usual = [window.findChild(QPushButton, f"found_{name}_choose") for name in ("controller", "legal_ground")]
    assert [one.accessibleName() for one in usual if one is not None] == [
        "The usual one: Controller of the personal data",
        "The usual one: Legal ground for the council to receive it",
    ]
    for one in usual:
        assert one is not None
        one.click()
    assert window.fields["legal_ground"].text() == USUAL_GROUND
    window.fields["legal_ground"].setText("정보주체의 동의")
    assert window.missing.text() == "Enter the name of the secretary, who founds the case."
    field(window, "roster_name_1").setText("한지우")
    field(window, "roster_name_2").setText("김가람")
    window.roster.add()
    number = len(window.roster.rows)
    field(window, f"roster_name_{number}").setText("감사 사람")
    role = window.findChild(QComboBox, f"roster_role_{number}")
    assert isinstance(role, QComboBox)
    assert role.findData("CHAIR") == -1  # the first meeting elects the chair
    role.setCurrentIndex(role.findData("AUDITOR"))
    assert window.go.isEnabled(), window.missing.text()
    window.go.click()
    qtbot.waitUntil(lambda: reviewer.window.sitting is not None, timeout=30_000)
    sitting = reviewer.window.sitting
    assert sitting is not None
    qtbot.waitUntil(lambda: sitting.signer is not None)
    case, conn = sitting.case, sitting.on_screen
    assert {one.id: (one.role, one.seat) for one in case.roster.values()} == {
        "secretary": ("SECRETARY", 0), "kfme-1": ("MEMBER", 1), f"person-{number}": ("AUDITOR", 0),
    }  # fmt: skip
    assert (case.name, kept_text(conn, case.legal_ground)) == ("1015 심의", "정보주체의 동의")
    assert kept_text(conn, case.roster["kfme-1"].name) == "김가람"
    assert sitting.case_file.is_locked
    (mine,) = keys.keys_in(tmp_path / "keys")
    assert (mine.member, mine.is_encrypted) == ("secretary", True)
    assert case.roster["secretary"].public_keys == (mine.public_key,)
    reviewer.window.show_place("triage")
    triage = reviewer.window._built["triage"]
    assert isinstance(triage, TriagePlace)
    nothing = "No claims yet. Take a delivery in to begin."
    qtbot.waitUntil(lambda: triage.nothing.text.text() == nothing)  # nobody routed anything
    triage.nothing.act.click()
    qtbot.waitUntil(lambda: reviewer.window.findChild(IntakeWindow) is not None)
    intake = reviewer.window.findChild(IntakeWindow)
    assert isinstance(intake, IntakeWindow)
    intake.reject()
    reviewer.window.show_place("meeting")
    meeting = reviewer.window._built["meeting"]
    assert isinstance(meeting, MeetingPlace)
    qtbot.waitUntil(meeting.nothing.act.isVisible)
    meeting.nothing.act.click()
    qtbot.waitUntil(meeting.convene.isVisible)


def test_what_is_wrong_is_said_before_anything_is_written(window: FoundingWindow, tmp_path: Path) -> None:
    assert window.missing.text() == "Choose where the case file is to lie."
    fill(window, tmp_path / "a.casedb")
    for name, missing in (("controller", "Controller of the personal data"),
                          ("legal_ground", "Legal ground for the council to receive it")):  # fmt: skip
        assert window.missing.text() == f"Still missing: {missing}"
        window.fields[name].setText("카카오")
    field(window, "roster_name_1").setText("한지우")
    field(window, "roster_name_2").setText("김가람")
    field(window, "roster_id_2").setText("secretary")
    assert window.missing.text() == "Roster id secretary is there twice."
    field(window, "roster_id_2").setText("kfme-1")
    window.fields["controller"].clear()
    assert window.missing.text() == "Still missing: Controller of the personal data"
    assert not list(tmp_path.glob("*.casedb"))


def test_another_plan_brings_its_own_seats_and_a_broken_one_is_said(window: FoundingWindow, tmp_path: Path) -> None:
    other = tmp_path / "plan.toml"
    other.write_text(plan_text().replace('code = "ACADEMIA", seats = 0', 'code = "ACADEMIA", seats = 1'), "utf-8")
    field(window, "roster_name_1").setText("한지우")
    window.use_plan(other)
    assert [row["id"].text() for row in window.roster.rows].count("academia-1") == 1  # type: ignore[union-attr]
    assert field(window, "roster_name_1").text() == "한지우"
    assert "7 seats" in window.fields["plan"].text() == window.fields["plan"].toolTip()
    other.write_text("version = 1", "utf-8")
    window.use_plan(other)
    assert not window.problem.isHidden()
    assert "7 seats" in window.fields["plan"].text()


def test_a_key_with_another_passphrase_is_named_when_a_second_case_is_founded(
    window: FoundingWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    keys.make_key(tmp_path / "keys", "secretary", "words of the first case")
    fill(window, tmp_path / "둘째.casedb")
    for name in ("controller", "legal_ground"):
        window.fields[name].setText("카카오")
    field(window, "roster_name_1").setText("한지우")
    window.go.click()
    qtbot.waitUntil(lambda: not window.problem.isHidden())
    assert "already holds a key of secretary" in window.problem.text()
    assert window.go.isEnabled()
    assert not list(tmp_path.glob("*.casedb"))
