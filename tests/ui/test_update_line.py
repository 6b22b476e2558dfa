"""What a person is told when a case file of an earlier version was brought up to date."""

import lzma
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.update_line import UpdateLine

OLD = Path(__file__).parent.parent / "casefile" / "older" / "version-09.casedb.xz"
ROOT = Path(__file__).resolve().parent.parent.parent


def older(folder: Path) -> Path:
    path = folder / "심의.casedb"
    path.write_bytes(lzma.decompress(OLD.read_bytes()))
    return path


def test_the_window_says_where_the_older_file_is_until_it_is_read(
    reviewer: Reviewer, tmp_path: Path, qtbot: QtBot
) -> None:
    reviewer.open_case(older(tmp_path))
    qtbot.waitUntil(lambda: reviewer.window.sitting is not None)
    line = reviewer.window.centralWidget().findChild(UpdateLine)
    assert line is not None
    qtbot.waitUntil(lambda: line.isVisibleTo(reviewer.window))  # Qt shows a new page of the window a moment later
    assert "심의 (version 9).casedb" in line.findChild(QLabel).text()
    line.findChild(QPushButton, "update_line_close").click()
    assert not line.isVisibleTo(reviewer.window)
    reviewer.window.sit_down(reviewer.window.sitting)
    assert not reviewer.window.centralWidget().findChild(UpdateLine).isVisibleTo(reviewer.window)


def test_a_command_says_it_too(tmp_path: Path) -> None:
    command = [sys.executable, "main.py", "check", str(older(tmp_path))]
    for told in (["brought up to date from shape 9; as it was", "심의 (version 9).casedb"], []):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        assert ("brought up to date" in done.stderr) is bool(told)
        assert all(words in done.stderr for words in told)
