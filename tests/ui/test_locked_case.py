"""A real case is locked: each person types one passphrase a day, and the window says which one it wants."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import keys
from reviewer.casefile.case_file import open_case
from reviewer.desk.founding import found_with
from reviewer.ui.passphrase import PassphraseDialog
from reviewer.ui.preferences import Preferences

OF_THE_CASE, MY_OWN = "words of the secretary", "words of my own"
JULY = dt.datetime(2023, 7, 3, 1, tzinfo=dt.UTC)


@pytest.fixture
def mine(tmp_path: Path, preferences: Preferences) -> keys.Signer:
    """The key of a member whose computer has not seen the case yet."""
    preferences.keep("keys_folder", str(tmp_path / "my keys"))
    preferences.keep("person", "law-1")
    return keys.make_key(tmp_path / "my keys", "law-1", MY_OWN)


@pytest.fixture
def locked(mine: keys.Signer, tmp_path: Path) -> Path:
    """A locked case of a secretary, whose roster names the key of the member."""
    path = tmp_path / "locked.casedb"
    roster = [
        {"id": "secretary", "role": "SECRETARY", "body": "KFME", "seat": 0, "computer": "A", "name": "한지우",
         "public_keys": []},
        {"id": "law-1", "role": "MEMBER", "body": "LAW", "seat": 1, "computer": "B", "name": "김가람",
         "public_keys": [mine.public_key]},
    ]  # fmt: skip
    made, _ = found_with(path, roster, tmp_path / "keys of the secretary", OF_THE_CASE, now=JULY)
    made.close()
    return path


def answering(*typed: str | None) -> list[list[str]]:
    """Type these into the dialogs that ask for a passphrase, None cancels; what each dialog said."""
    said: list[list[str]] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, PassphraseDialog):
            words = typed[len(said)]
            said.append([one.text() for one in dialog.findChildren(QLabel)])
            dialog.field.setText(words or "")
            QTimer.singleShot(0, dialog, dialog.reject if words is None else dialog.accept)
        if len(said) < len(typed):
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)
    return said


def sits(reviewer: Reviewer) -> Callable[[], bool]:
    return lambda: reviewer.window.sitting is not None and reviewer.window.sitting.signer is not None


def test_the_key_of_a_person_learns_the_case_and_then_opens_both(
    reviewer: Reviewer, locked: Path, mine: keys.Signer, tmp_path: Path, qtbot: QtBot
) -> None:
    said = answering(OF_THE_CASE, MY_OWN)
    reviewer.open_case(locked)
    qtbot.waitUntil(sits(reviewer))
    assert said == [  # nobody mistyped anything, so nothing is called wrong
        ["The case file locked is locked."],
        ["Your key 김가람", "Once entered here, the passphrase of your key opens this case file too."],
    ]
    reviewer.leave_case()
    keys.change_passphrase(tmp_path / "my keys", mine.key_id, MY_OWN, "words of another day")
    said = answering("words of another day")
    reviewer.open_case(locked)
    qtbot.waitUntil(sits(reviewer))
    assert len(said) == 1
    assert reviewer.window.sitting.person == "law-1"  # type: ignore[union-attr]


def test_whose_passphrase_opens_the_case_sits_here(
    reviewer: Reviewer, locked: Path, mine: keys.Signer, tmp_path: Path, preferences: Preferences, qtbot: QtBot
) -> None:
    for file in (tmp_path / "keys of the secretary").glob("*.key"):  # both use this computer
        file.replace(tmp_path / "my keys" / file.name)
    (hers,) = (one for one in keys.keys_in(tmp_path / "my keys") if one.member == "secretary")
    keys.change_passphrase(tmp_path / "my keys", hers.key_id, OF_THE_CASE, "words of hers")
    said = answering("words of hers")
    reviewer.open_case(locked)
    qtbot.waitUntil(sits(reviewer))
    assert len(said) == 1
    assert reviewer.window.sitting.person == "secretary"  # type: ignore[union-attr]


def test_a_damaged_key_file_is_said_and_the_case_can_still_be_read(
    reviewer: Reviewer, locked: Path, mine: keys.Signer, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "my keys" / f"{mine.key_id}.key"
    content = json.loads(file.read_text())
    file.write_text(json.dumps({**content, "sealed": content["sealed"][:-7]}))
    said = answering(OF_THE_CASE, None)
    reviewer.open_case(locked)
    qtbot.waitUntil(lambda: len(said) == 2)
    assert f"The key file {file.name} is damaged" in said[1][-1]
    assert reviewer.window.sitting is not None
    assert reviewer.window.sitting.signer is None


def test_a_mistyped_passphrase_does_not_lose_that_a_case_is_only_to_be_read(
    reviewer: Reviewer, locked: Path, mine: keys.Signer, qtbot: QtBot
) -> None:
    with open_case(locked, passphrase=OF_THE_CASE):  # another window works in it
        said = answering("words mistyped", OF_THE_CASE, MY_OWN)
        reviewer.open_case(locked)
        qtbot.waitUntil(lambda: reviewer.window.findChild(QPushButton, "way_out") is not None)
        reviewer.window.findChild(QPushButton, "way_out").click()  # type: ignore[union-attr]
        qtbot.waitUntil(sits(reviewer))
        assert "does not open this" in said[1][-1]
        assert not reviewer.window.sitting.case_file.is_writing  # type: ignore[union-attr]
        reviewer.leave_case()
