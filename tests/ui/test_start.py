"""Trying the program with sample data, with Cancel, and sitting down with one's own key."""

from pathlib import Path

import platformdirs
import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui import sample_case
from tests.ui.conftest import LEAD, SECRETARY


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder samples are made in, and few claims so that the test is quick."""
    monkeypatch.setattr(sample_case, "SAMPLE_CLAIMS", 40)
    monkeypatch.setattr(sample_case, "SAMPLE_REVIEWED", 0)
    return Path(platformdirs.user_data_dir("claim-reviewer", appauthor=False))


def press(reviewer: Reviewer, name: str) -> None:
    found = reviewer._start.findChild(QPushButton, name)
    assert found is not None
    found.click()


def test_sample_data_is_made_with_progress_and_opened(
    own_home: Path, small: Path, reviewer: Reviewer, qtbot: QtBot
) -> None:
    reviewer.preferences.keep("person", "")
    page = reviewer._start
    press(reviewer, "start_sample")
    assert page.making.is_running
    job = page.making.job
    assert job is not None
    told: list[tuple[int, int]] = []
    job.told.connect(lambda done, total: told.append((done, total)))
    qtbot.waitUntil(lambda: reviewer.window.sitting is not None, timeout=60_000)
    shares = [done / total for done, total in told]
    assert shares == sorted(shares)  # one bar that never goes back
    assert len(shares) > 3
    assert reviewer.window.sitting.person == SECRETARY  # type: ignore[union-attr]
    assert (small / "sample" / "demo.casedb").is_file()


def test_cancel_leaves_no_half_made_sample(own_home: Path, small: Path, reviewer: Reviewer, qtbot: QtBot) -> None:
    press(reviewer, "start_sample")
    press(reviewer, "making_sample_cancel")
    qtbot.waitUntil(lambda: not reviewer._start.making.is_running, timeout=60_000)
    assert "Nothing half-made" in reviewer._start.making.said.text()
    assert not list(small.glob("sample*"))
    assert reviewer.window.sitting is None


def test_whoever_sat_here_last_sits_here_again_without_a_second_build(opened: Reviewer) -> None:
    assert opened.window.sitting is not None
    assert opened.window.sitting.person == LEAD
    assert opened.window.sitting.signer is not None
