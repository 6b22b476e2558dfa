"""Mistakes of the program are written down where this system keeps logs, without anything a claimant wrote."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.ui import problems


@pytest.fixture(autouse=True)
def fresh_log() -> None:
    for one in list(problems.log.handlers):
        problems.log.removeHandler(one)
        one.close()


def test_a_mistake_stands_in_the_log_without_what_it_was_about(own_home: Path, qtbot: QtBot) -> None:
    mistakes = problems.Mistakes(QWidget())
    for _ in range(2):
        mistakes.tell(ValueError("김하늘 010-1234-5678"))
    assert mistakes.dialog is not None
    qtbot.addWidget(mistakes.dialog)
    written = problems.log_file()
    assert written.is_relative_to(own_home)
    text = written.read_text("utf-8")
    assert text.count("ValueError") == 2
    assert "김하늘" not in text
    fresh = problems.log.handlers[0]
    problems.log.removeHandler(fresh)
    fresh.close()


def test_a_log_that_cannot_be_written_stops_nobody(own_home: Path, qtbot: QtBot) -> None:
    own_home.mkdir(exist_ok=True)
    (own_home / "state").write_text("in the way", encoding="utf-8")
    mistakes = problems.Mistakes(QWidget())
    mistakes.tell(ValueError("x"))
    assert mistakes.dialog is not None
    qtbot.addWidget(mistakes.dialog)
    assert not problems.log.handlers
