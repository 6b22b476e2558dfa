"""Destroying in the settings: who proposed cannot confirm, and who confirms types how many claims lose their data."""

import datetime as dt
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.preferences import Preferences
from tests.casefile.case_room import CaseRoom
from tests.ui.test_closing import PATIENCE, sections_of

CLAIM = "2023-000123"
LATER = dt.datetime(2028, 3, 8, 3, 0, tzinfo=dt.UTC)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with one claim that was decided and paid."""
    room = CaseRoom(tmp_path)
    room.take_in(CLAIM)
    room.decide(CLAIM)
    room.pay(CLAIM)
    room.case_file.close()
    return room.path


@pytest.fixture
def preferences(preferences: Preferences) -> Preferences:
    """The secretary sits here."""
    preferences.keep("person", "sec")
    return preferences


def test_what_waits_is_destroyed_only_by_another_person_who_types_how_many(opened: Reviewer, qtbot: QtBot) -> None:
    _, destroy = sections_of(opened, qtbot, "sec")
    opened.window.sitting.now = lambda: LATER  # type: ignore[method-assign,union-attr]
    destroy.scopes["PAPERS"].setChecked(True)
    destroy.dry_run()
    qtbot.waitUntil(lambda: destroy.propose.isEnabled(), timeout=PATIENCE)
    assert not destroy.confirm.isEnabled()
    destroy.propose.click()
    qtbot.waitUntil(lambda: bool(destroy.waits), timeout=PATIENCE)
    assert (destroy.confirm.isEnabled(), destroy.count.isHidden()) == (False, True)
    assert destroy.why.text() == "You proposed it; another person confirms it."
    assert destroy.scopes["PAPERS"].isChecked()
    assert not destroy.scopes["PAPERS"].isEnabled()
    _, destroy = sections_of(opened, qtbot, "law-1")
    qtbot.waitUntil(lambda: bool(destroy.waits), timeout=PATIENCE)
    assert not destroy.confirm.isEnabled()
    qtbot.keyClicks(destroy.count, str(len(destroy.found.claims) + 1))
    assert not destroy.confirm.isEnabled()
    destroy.count.setText(str(len(destroy.found.claims)))
    destroy.confirm.click()
    qtbot.waitUntil(lambda: destroy.certificate.isEnabled(), timeout=PATIENCE)
    assert destroy.says.text().startswith("Destroyed.")
