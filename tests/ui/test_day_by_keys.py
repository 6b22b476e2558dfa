"""A day of the council without a mouse: triage, a review, the meeting, letters and the log, by key presses alone."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import journal, standing
from reviewer.rules.acts.quality import may_check
from reviewer.rules.claim import Claim
from reviewer.rules.stage import Stage
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.reader.papers_list import WHOLE
from reviewer.ui.sitting import Sitting
from tests.ui.conftest import SECRETARY, in_review
from tests.ui.hands import Hands


class Day:
    """What somebody beside the keyboard sees: the file, and what has the keyboard."""

    def __init__(self, opened: Reviewer, qtbot: QtBot) -> None:
        self.window, self.hands = opened.window, Hands(qtbot)

    def entries(self, act: str) -> list[journal.Entry]:
        conn = self.window.sitting.on_screen  # type: ignore[union-attr]
        return [entry for entry in journal.entries(conn) if entry.act == act]

    def claim(self, number: str) -> Claim:
        return standing.read_claim(self.window.sitting.on_screen, number)  # type: ignore[union-attr]

    @property
    def desk(self) -> ClaimDesk:
        assert isinstance(self.window.desk, ClaimDesk)
        return self.window.desk

    def become(self, member: str) -> None:
        """Go to the settings by the palette and choose who sits here."""
        hands = self.hands
        hands.press("Ctrl+K")
        hands.write("who i am")
        hands.press("Return")
        box = hands.tab_to("setting_person")
        assert isinstance(box, QComboBox)
        steps = box.findData(member) - box.currentIndex()
        hands.press("Alt+Down")
        hands.until(box.view().isVisible)  # the other sections are still being made
        hands.press(*["Down" if steps > 0 else "Up"] * abs(steps), "Return")
        hands.until(lambda: self.window.sitting is not None and self.window.sitting.person == member)


@pytest.fixture
def day(opened: Reviewer, qtbot: QtBot) -> Day:
    return Day(opened, qtbot)


def triage(day: Day) -> None:
    """Route a claim as the rule suggests, take it back, and put it on another route by its number key."""
    hands, routed = day.hands, len(day.entries("route_claim"))
    hands.press("Ctrl+3")
    place = day.window._built["triage"]
    hands.until(lambda: hands.focus().objectName() == "triage_table" and place.pane.facts)  # type: ignore[attr-defined]
    hands.press("Ctrl+Return")
    hands.until(lambda: len(day.entries("route_claim")) == routed + 1)
    hands.press("Ctrl+Z")
    hands.until(lambda: day.entries("take_back") and place.pane.facts)  # type: ignore[attr-defined]
    hands.press("3")
    hands.until(lambda: len(day.entries("route_claim")) == routed + 2)


def open_from_list(day: Day, claim: str) -> None:
    hands = day.hands
    hands.press("Ctrl+2", "Ctrl+F")
    hands.until(lambda: hands.focus().objectName() == "claim_search")
    hands.write(claim)
    hands.press("Return")
    hands.until(lambda: day.window.desk is not None and day.desk.page is not None)
    hands.until(lambda: day.desk.page.claim.number == claim)  # type: ignore[union-attr]


def pass_everything(day: Day) -> None:
    """P for every check of every paper; the key ] leads on to the claim as a whole."""
    desk, hands = day.desk, day.hands
    hands.press("1")
    while True:
        document = desk.papers.document()
        hands.press(*("P" for _ in desk.sections.checks.lines))

        def all_answered(document: str = document) -> bool:
            assert desk.page is not None
            claim = desk.page.claim
            answers = claim.findings if document == WHOLE else claim.paper(document).answers
            return len(answers) == len(desk.sections.checks.lines)

        hands.until(all_answered)
        if document == WHOLE:
            return
        hands.press("]")
        hands.until(lambda document=document: desk.papers.document() != document)  # type: ignore[misc]


def weigh(day: Day) -> None:
    """The days of sales and the three factors."""
    desk, hands = day.desk, day.hands
    while hands.focus() is not desk.sections.folds["weeks"].head:
        hands.press("F9")
    hands.tab_to("sales_grid")
    outage = desk._sitting.plan.outage_week[0]
    amounts = ["100,000" if week == outage else "400,000" for week in desk.sections.weeks.grid.weeks for _ in range(7)]
    QApplication.clipboard().setText("\n".join(amounts))  # copied in a spreadsheet
    hands.press("Ctrl+V")
    hands.until(lambda: desk.sections.weeks.comparison() is not None)
    hands.tab_to("record_sales")
    hands.press("Space")
    hands.until(lambda: desk.page is not None and desk.page.claim.sales is not None)
    hands.press("F9")
    for name, value in (("profit_rate", "0.15"), ("alt_factor", "1"), ("share_factor", "0.8")):
        for field, text in ((f"{name}_value", value), (f"{name}_ref", "p. 2")):
            hands.tab_to(field)
            hands.replace(text)
    hands.tab_to("record_assessment")
    hands.press("Space")
    hands.until(lambda: desk.page is not None and desk.page.claim.assessment is not None)


def propose(day: Day) -> None:
    desk, hands = day.desk, day.hands
    hands.press("F9")
    form = desk.sections.proposal
    hands.until(lambda: bool(form.disposition))
    held = hands.tab_to(next(iter(form.reasons.values())).objectName())
    assert isinstance(held, QCheckBox)
    if not held.isChecked():
        hands.press("Space")
    hands.until(lambda: desk.foot.button.isEnabled())
    hands.press("Ctrl+Return")
    hands.until(lambda: desk.page is not None and desk.page.claim.stage is Stage.PROPOSED)


def meet(day: Day) -> str:
    """Take the attendance, vote on the one item, close the meeting; returns the claim that was decided."""
    hands = day.hands
    hands.press("Ctrl+4")
    place = day.window._built["meeting"]
    hands.until(lambda: place.meeting is not None and place.meeting.number == 3)  # type: ignore[attr-defined]
    hands.press("Ctrl+Return")
    hands.until(lambda: hands.front().objectName() == "meeting_mode")
    mode = hands.front()
    hands.until(lambda: mode.page is not None and mode.key == "OPENING")  # type: ignore[attr-defined]
    hands.press("0", "Ctrl+Return")
    hands.until(lambda: bool(day.entries("record_attendance")) and mode.key != "OPENING")  # type: ignore[attr-defined]
    before = len(day.entries("resolve"))
    claim = str(mode.current().claims[0])  # type: ignore[attr-defined]
    hands.press("0")
    hands.until(lambda: mode.votes.record.isEnabled())  # type: ignore[attr-defined]
    hands.press("Ctrl+Return")
    hands.until(lambda: len(day.entries("resolve")) == before + 1 and mode.key == "CLOSING")  # type: ignore[attr-defined]
    closed = len(day.entries("close_meeting"))
    hands.press("Ctrl+Return", "Ctrl+Return", "Tab", "Return")  # asked once more, for nothing opens it again
    hands.until(lambda: len(day.entries("close_meeting")) == closed + 1)
    hands.press("Esc")
    hands.until(lambda: hands.front() is day.window)
    return claim


def check_quality(day: Day, number: str) -> None:
    """A third person looks at the decision that was drawn, by one of the further acts."""
    seats = day.window.sitting.case.seats  # type: ignore[union-attr]
    checker = next(one.id for one in seats if may_check(day.claim(number), one))
    day.become(checker)
    open_from_list(day, number)
    hands = day.hands
    hands.press("Ctrl+.")
    hands.tab_to("more_check_quality")
    hands.press("Return")
    hands.until(lambda: day.desk.more.form is not None)
    hands.tab_to("act_outcome")
    hands.press("Down", "Ctrl+Return")
    hands.until(lambda: day.claim(number).open_quality is None)


def write_letters(day: Day, folder: Path) -> None:
    hands = day.hands
    hands.press("Ctrl+5")
    queue = day.window._built["letters"].queue  # type: ignore[attr-defined]
    hands.until(lambda: bool(queue.ticked()))
    hands.tab_to("issue_letters")
    folder.mkdir()

    def choose() -> None:
        hands.replace(str(folder))
        hands.press("Return")

    hands.in_dialog(QFileDialog, choose)
    hands.press("Space")
    hands.until(lambda: len(list(folder.glob("*.pdf"))) >= 2 and not queue.issuing.strip.is_running)


def export_log(day: Day, file: Path) -> None:
    hands = day.hands
    hands.tab_to("tab_queue")
    hands.press("Right", "Right")
    hands.tab_to("log_export")

    def choose() -> None:
        hands.replace(str(file))
        hands.press("Return")

    hands.in_dialog(QFileDialog, choose)
    hands.press("Space")
    hands.until(lambda: file.is_file() and any(one.body.get("what") == "DECISION_LOG" for one in day.entries("export")))


def a_day(day: Day, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    triage(day)
    number = min(in_review(day), key=lambda one: len(day.claim(one).papers))  # type: ignore[arg-type]
    open_from_list(day, number)
    assert len(day.claim(number).papers) >= 3
    pass_everything(day)
    weigh(day)
    propose(day)
    assert day.claim(number).proposal is not None
    day.become(SECRETARY)
    decided = meet(day)
    if day.claim(decided).open_quality is not None:
        check_quality(day, decided)
        day.become(SECRETARY)
    now = Sitting.now
    monkeypatch.setattr(Sitting, "now", staticmethod(lambda: now() + dt.timedelta(days=3)))  # the outbox hours pass
    write_letters(day, folder / "letters")
    assert day.claim(decided).letters
    export_log(day, folder / "log.xlsx")
    assert (folder / "log.xlsx").stat().st_size > 1_000


def test_a_day_is_done_by_key_presses_alone(day: Day, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_day(day, tmp_path, monkeypatch)


@pytest.mark.xvfb
def test_a_day_is_done_by_the_keys_of_a_real_display(day: Day, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert day.hands.is_real
    a_day(day, tmp_path, monkeypatch)
