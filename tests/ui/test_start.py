"""Trying the program with sample data, with Cancel, and sitting down with one's own key."""

import datetime as dt
import os
import shutil
from pathlib import Path
from typing import Any

import platformdirs
import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import case_file
from reviewer.desk.wording import problem_parts
from reviewer.rules.problem import Problem
from reviewer.ui import sample_case
from reviewer.ui.frame import Frame
from reviewer.ui.main_window import MainWindow
from reviewer.ui.preferences import Preferences
from reviewer.ui.reader.passwords import today, until_midnight
from reviewer.ui.wording import use_language
from tests.ui.conftest import LEAD, SECOND, SECRETARY


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


def test_a_sample_in_which_all_is_decided_gives_way_to_a_new_one(
    own_home: Path, small: Path, reviewer: Reviewer, qtbot: QtBot
) -> None:
    window = reviewer.window
    press(reviewer, "start_sample")  # nothing in it waits for a reviewer
    qtbot.waitUntil(lambda: window.sitting is not None, timeout=60_000)
    first = window.sitting.case.uid  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: _anew(reviewer) is not None)
    _anew(reviewer).click()  # type: ignore[union-attr]
    assert window.sitting is None
    qtbot.waitUntil(lambda: window.sitting is not None, timeout=60_000)
    assert window.sitting.case.uid != first  # type: ignore[union-attr]
    assert [one.name for one in small.glob("sample*")] == ["sample"]


def _anew(reviewer: Reviewer) -> QPushButton | None:
    found = reviewer.window.findChild(QPushButton, "tour_anew")
    return found if found is not None and found.isVisible() else None


def test_who_opened_no_case_yet_begins_with_the_sample_by_enter(reviewer: Reviewer, own_home: Path) -> None:
    for path in reviewer.preferences.recent:
        reviewer.preferences.forget(path)
    reviewer.show_start()
    held = reviewer._start.focusWidget() or reviewer.window.focusWidget()
    assert held is not None
    assert held.objectName() == "start_sample"


def test_what_the_buttons_do_is_said_in_text_that_looks_like_text(reviewer: Reviewer, own_home: Path) -> None:
    for path in reviewer.preferences.recent:
        reviewer.preferences.forget(path)
    reviewer.show_start()
    said = [one for one in reviewer._start._list.findChildren(QLabel) if one.text().startswith("Open a case file")]
    assert [one.text() for one in said] == [
        "Open a case file – A case file that was given to you, or that you worked in before."
    ]
    assert not any(one.property("weight") == "bold" for one in reviewer._start._list.findChildren(QLabel))


def test_language_and_colours_are_chosen_before_a_case_is_open(reviewer: Reviewer, qtbot: QtBot) -> None:
    press(reviewer, "start_language")
    qtbot.waitUntil(lambda: reviewer._start.findChild(QPushButton, "start_language").text() == "English")
    press(reviewer, "start_theme")
    qtbot.waitUntil(lambda: reviewer.look.theme == "dark")
    press(reviewer, "start_language")
    qtbot.waitUntil(lambda: reviewer._start.findChild(QPushButton, "start_language").text() == "한국어")


def test_a_language_chosen_while_the_sample_is_made_is_that_of_the_sample(
    own_home: Path, small: Path, reviewer: Reviewer, qtbot: QtBot
) -> None:
    press(reviewer, "start_sample")
    page = reviewer._start
    press(reviewer, "start_language")
    qtbot.waitUntil(lambda: reviewer.preferences.language == "ko")
    assert reviewer._start is page  # what is being made tells this very page
    qtbot.waitUntil(lambda: reviewer.window.sitting is not None, timeout=60_000)
    qtbot.waitUntil(
        lambda: "내 업무" in [one.text() for one in reviewer.window.findChildren(QPushButton)], timeout=10_000
    )


def test_a_language_chosen_while_the_first_case_opens_is_that_of_its_windows(
    qapp: QApplication, preferences: Preferences, case: Path, qtbot: QtBot
) -> None:
    running = Reviewer(qapp, preferences)  # with a case named at the start there never was a start page
    running.window.show()
    running.open_case(case)
    preferences.keep("language", "ko")
    running.settings_changed()
    try:
        qtbot.waitUntil(lambda: running.window.sitting is not None)
        qtbot.waitUntil(
            lambda: "내 업무" in [one.text() for one in running.window.findChildren(QPushButton)], timeout=10_000
        )
    finally:
        running.window.close()
        running.close()
        use_language(qapp, "en", [])
        shiboken6.delete(running.window)


def test_two_programs_that_make_a_sample_at_once_leave_each_other_alone(own_home: Path, small: Path) -> None:
    left = small / "sample.making-1015"
    left.mkdir(parents=True)
    os.utime(left, (0, 0))  # of a program that was cut off long ago
    other: list[Path] = []

    def meanwhile(done: int, total: int) -> None:
        if not other:
            other.append(small)
            other[0] = sample_case.make_sample(lambda *_: None)

    case = sample_case.make_sample(meanwhile)
    with case_file.open_case(case, writing=False) as opened:
        assert opened.is_sample
    assert [case] == other
    assert [one.name for one in small.glob("sample*")] == ["sample"]


def test_cancel_leaves_no_half_made_sample(own_home: Path, small: Path, reviewer: Reviewer, qtbot: QtBot) -> None:
    press(reviewer, "start_sample")
    press(reviewer, "making_sample_cancel")
    qtbot.waitUntil(lambda: not reviewer._start.making.is_running, timeout=60_000)
    assert "Nothing half-made" in reviewer._start.making.said.text()
    assert not list(small.glob("sample*"))
    assert reviewer.window.sitting is None


def test_another_file_that_cannot_be_opened_is_told_over_the_case_that_stays(
    opened: Reviewer, tmp_path: Path, qtbot: QtBot
) -> None:
    sitting, junk = opened.window.sitting, tmp_path / "junk.casedb"
    junk.write_bytes(b"no case")
    opened.open_case(junk)
    told = opened.window.findChild(QLabel, "told_outcome")
    qtbot.waitUntil(told.isVisible)
    assert "junk.casedb" in told.text()
    assert told.property("banner") == "bad"
    assert opened.window.sitting is sitting


def test_several_wrong_files_are_told_in_one_message(opened: Reviewer, tmp_path: Path, qtbot: QtBot) -> None:
    names = ("one.casedb", "two.casedb", "three.casedb", "one.casedb")
    for name in names:
        (tmp_path / name).write_bytes(b"no case")
        opened.open_case(tmp_path / name)
    told = opened.window.findChild(QLabel, "told_outcome")
    frame = opened.window.findChild(Frame)
    qtbot.waitUntil(lambda: len(frame._outcomes) == len(names))
    assert all(name in told.text() for name in names)
    assert len(opened.window.findChildren(QLabel, "told_outcome")) == 1
    assert told.text().count("The file was not changed.") == 1
    assert told.text().count("one.casedb") == 1
    frame._was_read()
    opened.open_case(tmp_path / "two.casedb")
    qtbot.waitUntil(told.isVisible)
    assert "one.casedb" not in told.text(), "what was read is not told again"


def test_several_wrong_files_are_told_in_one_message_while_no_case_is_open(
    reviewer: Reviewer, case: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    def told(count: int) -> str:
        qtbot.waitUntil(lambda: len(reviewer._unopened) == count and not reviewer._opening)
        said: str = reviewer._start.problem.text()
        return said

    (tmp_path / "one.casedb").write_bytes(b"no case")
    with case_file.open_case(case, writing=True):
        for path in (tmp_path / "one.casedb", tmp_path / "missing.casedb", case):
            reviewer.open_case(path)
        assert all(name in told(3) for name in ("one.casedb", "missing.casedb", case.name))
        ways = reviewer._start.findChildren(QPushButton, "way_out")
        assert [one.text() for one in ways] == [f"Open to read only: {case.name}"]
    reviewer.open_case(tmp_path / "missing.casedb")
    assert "one.casedb" not in told(1), "what was told of the files of before is not told again"


def test_a_wrong_file_is_told_above_the_case_that_opens_beside_it(
    reviewer: Reviewer, case: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "one.casedb").write_bytes(b"no case")
    for path in (tmp_path / "one.casedb", case):
        reviewer.open_case(path)
    qtbot.waitUntil(lambda: reviewer.window.sitting is not None)
    told = reviewer.window.findChild(QLabel, "told_outcome")
    assert "one.casedb" in told.text()


def test_whoever_sat_here_last_sits_here_again_without_a_second_build(opened: Reviewer) -> None:
    assert opened.window.sitting is not None
    assert opened.window.sitting.person == LEAD
    assert opened.window.sitting.signer is not None


def test_passwords_of_papers_last_for_the_day_over_persons_and_cases(
    opened: Reviewer, sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    first = opened.window.sitting
    assert first is not None
    first.passwords.keep("2023-000001", "a", "pw1015", today())
    opened.become(SECOND)
    qtbot.waitUntil(lambda: opened.window.sitting.person == SECOND)  # type: ignore[union-attr]
    for name in ("demo.casedb", "demo.documents"):
        shutil.copy(sample / name, tmp_path / f"other-{name}")
    opened.open_case(tmp_path / "other-demo.casedb")
    qtbot.waitUntil(lambda: opened.window.sitting not in (None, first))
    kept = opened.window.sitting.passwords  # type: ignore[union-attr]
    assert kept.known("2023-000001", "a", today()) == ("pw1015",)
    opened._midnight.timeout.emit()
    assert kept.known("2023-000001", "a", today()) == ()
    assert opened._midnight.isActive()  # and the night after


def test_the_day_ends_at_midnight_of_the_reviewers_own_clock() -> None:
    seoul = dt.timezone(dt.timedelta(hours=9))
    assert until_midnight(dt.datetime(2023, 7, 3, 23, 59, 59, tzinfo=seoul)) == 1_001
    assert until_midnight(dt.datetime(2023, 7, 3, 0, 0, tzinfo=seoul)) == 86_400_001


def test_the_window_is_as_large_again_after_the_program_was_killed(
    reviewer: Reviewer, preferences: Preferences, qtbot: QtBot
) -> None:
    reviewer.window.show()
    reviewer.window.resize(780, 640)
    qtbot.waitUntil(lambda: not preferences.window.isEmpty())
    again = MainWindow(preferences, reviewer.lanes)
    try:
        assert (again.width(), again.height()) == (780, 640)
    finally:
        again.close()


def test_the_window_comes_back_as_large_and_where_it_was(reviewer: Reviewer, preferences: Preferences) -> None:
    reviewer.window.resize(760, 620)
    reviewer.window.move(20, 50)
    before = reviewer.window.geometry()
    reviewer.window.close()
    again = MainWindow(preferences, reviewer.lanes)
    try:
        assert again.geometry() == before
    finally:
        again.deleteLater()


def test_a_case_was_last_changed_in_korean_time(reviewer: Reviewer, case: Path, qtbot: QtBot) -> None:
    evening = dt.datetime(2023, 3, 2, 18, 45, tzinfo=dt.UTC).timestamp()
    os.utime(case, (evening, evening))
    reviewer.preferences.opened(case)
    reviewer._start.refresh()

    def said() -> str:
        return " ".join(one.text() for one in reviewer._start.findChildren(QLabel))

    qtbot.waitUntil(lambda: "last changed" in said())
    assert "last changed 3 Mar 2023 03:45" in said()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_case_on_a_full_disk_is_offered_to_read_only(
    reviewer: Reviewer, case: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    really = case_file.open_case

    def on_a_full_disk(path: Path, *, writing: bool = True, **given: Any) -> Any:
        if writing:
            raise Problem("DiskFull", file=str(path))
        return really(path, writing=False, **given)

    monkeypatch.setattr(case_file, "open_case", on_a_full_disk)
    reviewer.preferences.keep("language", language)
    reviewer.settings_changed()
    reviewer.open_case(case)
    qtbot.waitUntil(lambda: reviewer._start.problem.isVisible())
    said = reviewer._start.problem.text()
    assert said == " ".join(problem_parts(Problem("NoRoomToOpen", file=str(case)), language))
    assert not {"form", "입력은"} & set(said.replace(";", " ").split())
    other = reviewer._start
    reviewer.preferences.keep("theme", "dark")  # the page is built anew, and says it again
    reviewer.settings_changed()
    qtbot.waitUntil(lambda: reviewer._start is not other and reviewer._start.problem.isVisible())
    assert reviewer._start.problem.text() == said
    way = reviewer._start.findChild(QPushButton, "way_out")
    assert reviewer.window.focusWidget() is way
    assert way.width() <= way.sizeHint().width() + 2
    press(reviewer, "way_out")
    qtbot.waitUntil(lambda: reviewer.window.sitting is not None)
    assert not reviewer.window.sitting.case_file.is_writing  # type: ignore[union-attr]
    told = " ".join(one.text() for one in reviewer.window.findChildren(QLabel))
    assert ("read only" if language == "en" else "읽기 전용") in told
    assert "can sign" not in told
    assert "서명 가능" not in told


def test_a_case_is_left_for_another_one_by_a_key(opened: Reviewer, qtbot: QtBot) -> None:
    window, sitting = opened.window, opened.window.sitting
    assert sitting is not None
    path = sitting.path
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.sitting is None)
    assert opened._start is not None
    qtbot.waitUntil(opened._start.isVisible)
    opened.open_case(path)
    qtbot.waitUntil(lambda: window.sitting is not None)
    assert window.sitting is not sitting
    assert window.sitting.case_file.is_writing  # type: ignore[union-attr]  # the first one let go of it
