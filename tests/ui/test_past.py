"""The window of a past moment: claims as they stood before and after the meeting, and Cancel."""

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QDateTime, Qt
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile.case_file import open_case
from reviewer.rules.calendar import KOREA
from reviewer.ui import case_windows
from reviewer.ui.moment_choice import MomentChoice
from reviewer.ui.past.past_reading import Told
from reviewer.ui.past.past_window import TYPED, PastWindow
from reviewer.ui.wording import moment
from tests.ui.test_composing import compose

PATIENCE = 30_000


@pytest.fixture
def decided(case: Path) -> tuple[str, QDateTime]:
    """A claim the sample's council decided, and the minute before its last change."""
    with open_case(case) as held:
        conn = held.reader()
        decided = "SELECT d.claim FROM decisions d JOIN claims c ON c.claim = d.claim WHERE c.route = 'INDIVIDUAL'"
        number = next(row[0] for row in conn.execute(f"{decided} ORDER BY d.claim"))
        made = conn.execute("SELECT decided_at FROM decisions WHERE claim = ?", (number,)).fetchone()[0]
    local = QDateTime.fromString(made[:19], Qt.DateFormat.ISODate)
    return number, local.addSecs(int(KOREA.utcoffset(None).total_seconds()) - 60)


@pytest.fixture
def past(decided: tuple[str, QDateTime], opened: Reviewer, qtbot: QtBot) -> PastWindow:
    """The window, opened by its key."""
    qtbot.keyClick(opened.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    if not opened.window.findChildren(PastWindow):  # a shortcut needs an active window, which offscreen may not give
        case_windows.past(opened.window)
    found = opened.window.findChildren(PastWindow)[-1]
    qtbot.addWidget(found)
    return found


def shown_at(past: PastWindow, qtbot: QtBot, at: QDateTime, number: str) -> str:
    """What the page says of a claim at a moment."""
    past.at.setDateTime(at)
    past.go.click()
    qtbot.waitUntil(lambda: past.go.isEnabled() and not past.told.isHidden(), timeout=PATIENCE)
    past.search.setText(number)
    qtbot.waitUntil(lambda: past.table.current() == number, timeout=PATIENCE)
    qtbot.waitUntil(lambda: number in past.page.toPlainText(), timeout=PATIENCE)
    return past.page.toPlainText()


def test_a_claim_is_read_as_it_stood_before_and_after_its_decision(
    past: PastWindow, decided: tuple[str, QDateTime], qtbot: QtBot
) -> None:
    number, before = decided
    page = shown_at(past, qtbot, before, number)
    assert "Decision 1" not in page
    assert "on the agenda" in page.lower()
    told = past.told.text()
    past.page.clear()
    page = shown_at(past, qtbot, before.addDays(2), number)
    assert "Decision 1" in page
    assert "Resolution" in page
    assert "Bank-book copy\naccepted" in page
    assert past.told.text() != told


def test_a_claim_is_found_while_its_name_is_still_being_typed(
    past: PastWindow, decided: tuple[str, QDateTime], qtbot: QtBot
) -> None:
    shown_at(past, qtbot, decided[1], decided[0])
    names = past._sitting.on_screen.execute("SELECT claim, trade_name FROM claims")
    number, name = next((claim, name) for claim, name in names if is_closed(name[:2][-1:]))
    unfinished = chr(ord(name[1]) - (ord(name[1]) - ord("가")) % 28)  # 보, which becomes 볶
    past.search.setText(name[0])
    past.search.setFocus()
    compose(past.search, unfinished)
    rows = past.table.lines
    qtbot.waitUntil(lambda: number in [rows.line(row).key for row in range(rows.rowCount())], timeout=PATIENCE)
    compose(past.search, "")


def is_closed(letter: str) -> bool:
    """Whether a letter is a syllable that ends in a consonant."""
    return "가" <= letter <= "힣" and (ord(letter) - ord("가")) % 28 > 0


def test_personal_data_stays_masked(past: PastWindow, decided: tuple[str, QDateTime], qtbot: QtBot) -> None:
    number, before = decided
    assert "*" in shown_at(past, qtbot, before, number).split("Representative")[1].splitlines()[1]


def test_a_moment_before_the_founding_holds_no_claim(
    past: PastWindow, decided: tuple[str, QDateTime], qtbot: QtBot
) -> None:
    past.at.setDateTime(decided[1].addYears(-5))
    past.go.click()
    qtbot.waitUntil(lambda: not past.told.isHidden(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: past.count.text() == "0 claims", timeout=PATIENCE)
    assert past.told.text().endswith(": 0 entries")
    assert past.table.lines.rowCount() == 0


def test_cancel_leaves_nothing_half_made(past: PastWindow, decided: tuple[str, QDateTime], qtbot: QtBot) -> None:
    cancelled = threading.Event()
    past._lane.run(lambda: cancelled.wait(20), then=lambda _: None, otherwise=lambda _: None, owner=past)
    past.go.click()
    assert past.strip.is_running
    past.strip.stop.click()
    cancelled.set()  # else a fast lane could be done before the click
    qtbot.waitUntil(past.go.isEnabled, timeout=PATIENCE)
    assert past.told.isHidden()
    page = shown_at(past, qtbot, decided[1], decided[0])
    assert decided[0] in page


def test_after_cancel_nothing_stands_there_of_the_moment_before(
    past: PastWindow, decided: tuple[str, QDateTime], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, before = decided
    shown_at(past, qtbot, before, number)
    may_go = threading.Event()
    go = past._reader.go

    def slow(at: dt.datetime, tick: Callable[[], None]) -> Told:
        may_go.wait(10)
        return go(at, tick)

    monkeypatch.setattr(past._reader, "go", slow)
    past.go.click()
    past.strip.stop.click()
    may_go.set()
    qtbot.waitUntil(past.go.isEnabled, timeout=PATIENCE)
    past.search.setText("")
    qtbot.wait(2 * TYPED)  # a search of no moment was a mistake of the program
    assert past.told.isHidden()
    assert past.count.isHidden()
    assert past.table.lines.rowCount() == 0


def test_closing_while_it_reads_waits_for_nothing_and_keeps_the_case_open(
    past: PastWindow, opened: Reviewer, qtbot: QtBot
) -> None:
    past.go.click()
    past.reject()
    assert opened.window.sitting is not None
    assert not opened.window.sitting.case_file._closed


def test_the_days_of_the_council_can_be_picked(past: PastWindow, qtbot: QtBot) -> None:
    meeting = next(place for place in range(past.known.count()) if "Meeting" in past.known.itemText(place))
    past.known.setCurrentIndex(meeting)
    past.known.activated.emit(meeting)
    qtbot.waitUntil(lambda: not past.told.isHidden(), timeout=PATIENCE)
    when = past.known.itemData(meeting)
    assert moment(when.isoformat()) in past.told.text()


def test_the_field_starts_at_the_present_in_korea_wherever_the_computer_stands(
    past: PastWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    field = MomentChoice(past._sitting)
    assert abs(field.moment() - dt.datetime.now(KOREA)) < dt.timedelta(minutes=2)
