"""The tour taken by somebody who knows nothing but its words: real presses, wheel and keys, to vote and letter."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as Waited
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import standing
from reviewer.sample.council import SampleCouncil
from reviewer.sample.demo import make_demo
from reviewer.sample.seats import SECRETARY
from reviewer.ui.help.tour import Frame, Tour
from reviewer.ui.help.tour_steps import steps
from reviewer.ui.letters.letter_preview import LetterPreview

PATIENCE = 60_000
MEETING = {"date": "2023-08-24", "place": "협의체 회의실"}


def _leave_for_the_tour(council: SampleCouncil, numbers: Any) -> None:
    """One claim in review, its sales-loss proof unchecked, and a meeting that is called."""
    council._bring_to(numbers[0], "review")
    council._do((SECRETARY, "convene_meeting", "meeting:3", MEETING))


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small sample with work for the tour."""
    monkeypatch.setattr(SampleCouncil, "leave_work", _leave_for_the_tour)
    make_demo(tmp_path, claims=120, seed=7, review=1)
    return tmp_path / "demo.casedb"


class Stranger:
    """Looks at what is in sight, presses it, turns the wheel and types; knows no name but those on the screen."""

    def __init__(self, opened: Reviewer, qtbot: QtBot) -> None:
        self.opened, self.qtbot = opened, qtbot

    @property
    def screen(self) -> QWidget:
        return QApplication.activeModalWidget() or QApplication.activeWindow() or self.opened.window

    @property
    def tour(self) -> Tour:
        return self.opened.window.findChildren(Tour)[-1]

    def at(self, step: str) -> bool:
        return bool(self.opened.window.findChildren(Tour)) and self.tour.step.id == step

    def until(self, step: str) -> None:
        """Wait for a step, and for who sits there: the window is built anew for another person."""
        self.wait(lambda: self.at(step) and bool(self.tour.title.text()) and self.is_seated(), f"the step {step}")

    def is_seated(self) -> bool:
        return self.tour._waits_for in ("", self.opened.window.sitting.person)  # type: ignore[union-attr]

    def wait(self, found: Callable[[], object], what: str) -> None:
        try:
            self.qtbot.waitUntil(lambda: bool(found()), timeout=PATIENCE)
        except Waited:
            said = self.tour.text.text() if self.opened.window.findChildren(Tour) else ""
            pytest.fail(f"waited in vain for {what}; the tour says: {said}")

    def in_sight(self, kind: type[Any]) -> Iterator[Any]:
        for one in self.screen.findChildren(kind):
            if one.isVisible() and not one.visibleRegion().isEmpty():
                yield one

    def button(self, words: str) -> Any:
        return next(
            (one for one in self.in_sight(QAbstractButton) if one.isEnabled() and re.match(words, one.text())), None
        )

    def press(self, words: str) -> None:
        self.wait(lambda: self.button(words), f"a button {words!r}")
        self.press_on(self.button(words))

    def scroll_to(self, words: str) -> None:
        """Turn the wheel over the sections, down and up again, until the button is in sight; then press it."""
        self.qtbot.wait(1500)  # what was pressed before is carried out first
        for turn in (*[-240] * 20, *[240] * 20):
            if self.button(words):
                break
            self.wheel(self.opened.window.desk.area.viewport(), turn)  # type: ignore[union-attr]
            self.qtbot.wait(100)
        self.press(words)

    def hold(self) -> None:
        """A press brings the window to the front, where there is a desktop."""
        if QApplication.activeWindow() is None:
            self.opened.window.activateWindow()
            self.wait(QApplication.activeWindow, "the window to be in front")

    def press_on(self, control: QWidget) -> None:
        self.hold()
        part = control.visibleRegion().boundingRect()
        on_its_words = QPoint(part.x() + min(part.width() // 2, 40), part.center().y())
        QTest.mouseClick(control, Qt.MouseButton.LeftButton, pos=on_its_words)

    def row(self, words: str) -> tuple[QAbstractItemView, QPoint] | None:
        for view in self.in_sight(QAbstractItemView):
            model = view.model()
            for n in range(model.rowCount() if model is not None else 0):
                for column in range(2):
                    index = model.index(n, column)
                    if index.isValid() and words in str(index.data()):
                        return view, view.visualRect(index).center()
        return None

    def choose(self, words: str, *, twice: bool = False) -> None:
        self.hold()
        self.wait(lambda: self.row(words), f"a line {words!r}")
        found = self.row(words)
        assert found is not None
        view, place = found
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        if twice:
            QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def key(self, key: Any, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.screen.focusWidget() or self.screen, key, held)

    def answer(self, letters: str, *, until: str) -> None:
        """Press one letter after another, the last one for all checks that follow, until the tour goes on."""
        for place in range(400):
            if self.at(until):
                break
            self.key(getattr(Qt.Key, f"Key_{letters[min(place, len(letters) - 1)]}"))
            self.qtbot.wait(150)
        self.until(until)

    def record(self) -> None:
        self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def field(self, words: str) -> Any:
        return next(
            (one for one in self.in_sight(QLineEdit) if words in (one.accessibleName(), one.placeholderText())), None
        )

    def framed(self, control: QWidget | None) -> bool:
        """Whether the frame of the tour is around this control."""
        middle = control.mapTo(self.opened.window, control.rect().center()) if control is not None else QPoint(-1, -1)
        frames = (one for one in self.opened.window.findChildren(Frame) if one.isVisible())
        return any(one.geometry().contains(middle) for one in frames)

    def wheel(self, over: QWidget, turn: int) -> None:
        middle = QPointF(over.rect().center())
        event = QWheelEvent(
            middle, over.mapToGlobal(middle), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(over, event)

    def labels(self, within: QWidget) -> list[str]:
        return [one.text() for one in within.findChildren(QLabel) if one.isVisible()]


def test_a_claim_is_decided_from_the_tour_alone(opened: Reviewer, qtbot: QtBot) -> None:
    me, claim = _proposed(opened, qtbot)
    _check_as_another(me, claim)
    _decide(me)
    _read_the_letter(me)
    decided = standing.read_claim(opened.window.sitting.on_screen, claim)  # type: ignore[union-attr]
    assert decided.decision is not None
    assert decided.decision.resolution_no
    assert decided.decision.award == decided.decision.calculated_award > 0


def test_who_puts_it_back_is_led_to_propose_once_more(opened: Reviewer, qtbot: QtBot) -> None:
    me, claim = _proposed(opened, qtbot)
    _open_as_another(me, claim)
    second = opened.window.desk.sections.second  # type: ignore[union-attr]
    me.wait(lambda: any(second.isAncestorOf(one) for one in me.in_sight(QAbstractButton)), "the section")
    qtbot.wait(1500)
    second.opinion.setCurrentIndex(second.opinion.findData("SEND_BACK"))
    second.opinion.activated.emit(second.opinion.currentIndex())
    QTest.keyClicks(second.note, "BNK5")
    me.wait(lambda: me.framed(me.button("Record second check")), "the frame around what records it")
    me.record()
    me.until("open")
    assert me.tour.text.text().startswith("The second reviewer put it back")
    me.press("My work")
    me.choose(claim, twice=True)
    me.until("proposal")
    assert me.tour.text.text().startswith("The second reviewer put it back")
    me.wait(lambda: me.framed(me.button("Take up the review")), "the frame around what takes it up")
    me.record()
    _propose(me)
    me.until("handed_on")
    assert not me.tour.text.text().startswith("The second reviewer put")


def test_who_sits_elsewhere_at_the_welcome_or_the_end_stays_there(opened: Reviewer, qtbot: QtBot) -> None:
    opened.window.helping.begin_tour()
    me = Stranger(opened, qtbot)
    me.until("welcome")
    opened.become(SECRETARY)
    qtbot.waitUntil(lambda: opened.window.sitting.person == SECRETARY)  # type: ignore[union-attr]
    me.wait(lambda: me.at("welcome") and me.tour.title.text(), "the step again")
    qtbot.wait(500)
    assert opened.window.sitting.person == SECRETARY  # type: ignore[union-attr]
    me.press("Next")
    me.until("open")  # which is the lead's
    assert opened.window.sitting.person != SECRETARY  # type: ignore[union-attr]


def _proposed(opened: Reviewer, qtbot: QtBot) -> tuple[Stranger, str]:
    """Whoever took the tour up to the proposal, and its claim."""
    opened.window.helping.begin_tour()
    me = Stranger(opened, qtbot)
    me.until("welcome")
    me.press("Next")
    _read_and_answer(me)
    claim = me.tour._kept.claim
    _calculate_and_propose(me)
    return me, claim


def _read_and_answer(me: Stranger) -> None:
    me.until("open")
    claim = me.tour._kept.claim
    assert claim in me.tour.text.text()
    me.press("My work")
    me.choose(claim, twice=True)
    me.until("paper")
    me.choose("Sales-loss proof")
    me.until("pages")
    for turn in (*[-240] * 10, *[240] * 10, *[-240] * 10):  # back up, too: what is not drawn yet was not seen
        if me.at("checks"):
            break
        me.wheel(me.opened.window.desk.viewer.canvas.viewport(), turn)  # type: ignore[union-attr]
        me.qtbot.wait(900)
    me.until("checks")
    me.answer("P", until="whole")
    me.choose("Claim as a whole")
    me.until("whole_checks")
    me.answer("PPPN", until="weeks")


def _calculate_and_propose(me: Stranger) -> None:
    me.until("weeks")
    me.press(r".*days read · take them")
    me.press(r"Take \d+ days")
    me.scroll_to("Record sales")
    me.until("calculation")
    me.wait(lambda: me.field("Kakao share, value"), "the field of the Kakao share")
    share = me.field("Kakao share, value")
    if not share.text():
        me.wait(lambda: me.framed(share), "the frame around the field of the share")
        me.press_on(share)
        QTest.keyClicks(share, "0.9")
        me.key(Qt.Key.Key_Tab)
        me.key(Qt.Key.Key_Down)  # Claimant's evidence
        me.key(Qt.Key.Key_Tab)
        QTest.keyClicks(me.screen.focusWidget(), "orders")
    me.press_on(share)
    me.key(Qt.Key.Key_Tab)  # out of the field: the frame goes on to the button, and brings it into sight
    me.wait(lambda: me.framed(me.button("Record calculation")), "the frame around what records the calculation")
    me.press("Record calculation")
    me.until("proposal")
    _propose(me)


def _propose(me: Stranger) -> None:
    me.scroll_to(r"[A-Z]\d\d ")  # a reason for the letter
    me.wait(lambda: me.framed(me.button("Record proposal")), "the frame around what records the proposal")
    me.record()


def _open_as_another(me: Stranger, claim: str) -> None:
    me.until("handed_on")
    me.wait(lambda: QApplication.focusWidget() is me.button("My work"), "the keyboard on what is framed")
    me.key(Qt.Key.Key_Return)
    me.choose(claim, twice=True)
    me.until("second")


def _check_as_another(me: Stranger, claim: str) -> None:
    _open_as_another(me, claim)
    form = me.opened.window.desk.sections.second  # type: ignore[union-attr]

    def first() -> Any:
        return next((one for one in me.in_sight(QAbstractButton) if one.text() == "P" and form.isAncestorOf(one)), None)

    me.wait(first, "the first check")
    won = [one for one in me.in_sight(QAbstractButton) if "won" in one.text() and form.isAncestorOf(one)]
    proposed = min(won, key=lambda one: one.mapTo(form, QPoint()).y()).text()
    me.press_on(first())
    company = any("주식회사" in text or "(주)" in text for text in me.labels(me.opened.window.desk.head))  # type: ignore[union-attr]
    not_asked = "BNK4" if company else "BNK5"
    for _ in range(60):
        here = next((part for part in form._parts.values() if part.property("check") == "current"), None)
        if here is None:
            break
        me.wait(lambda: not here.visibleRegion().isEmpty(), "the check to come into sight")  # noqa: B023
        me.key(Qt.Key.Key_N if me.labels(here)[0].startswith(not_asked) else Qt.Key.Key_P)
        me.qtbot.wait(50)
    me.wait(lambda: me.field("Award you calculated"), "the field of the award, after the last check")
    award = me.field("Award you calculated")
    assert award.hasFocus()
    QTest.keyClicks(award, re.sub(r"\D", "", proposed))
    me.wait(lambda: me.framed(me.button("Record second check")), "the frame around what records the check")
    me.record()


def _decide(me: Stranger) -> None:
    me.until("agenda")
    me.press("Meeting")
    me.press("Waiting for a meeting")
    me.wait(lambda: me.field("Urgent because"), "the field for why it cannot wait")
    me.wait(lambda: me.framed(me.field("Urgent because")), "the frame around the field, while the button is off")
    me.press_on(me.field("Urgent because"))
    QTest.keyClicks(me.screen.focusWidget(), "sample")
    me.wait(lambda: me.framed(me.button("Put on the agenda of meeting")), "the frame around the button")
    me.press("Put on the agenda of meeting")
    me.until("resolution")
    me.press("Begin the meeting")
    for _ in ("who is here", "the consent list"):
        me.wait(lambda: me.screen is not me.opened.window, "the meeting to fill the screen")
        me.qtbot.wait(500)
        me.key(Qt.Key.Key_0)
        me.qtbot.wait(300)
        me.record()
        me.qtbot.wait(1500)
    me.key(Qt.Key.Key_Escape)


def _read_the_letter(me: Stranger) -> None:
    me.until("letter")
    me.press("Letters")
    me.wait(
        lambda: any(one.title.whole().startswith("2023-A-") for one in me.in_sight(LetterPreview)), "the letter itself"
    )
    table, tip = me.opened.window.findChild(QAbstractItemView, "letter_queue_table"), Qt.ItemDataRole.ToolTipRole
    me.wait(lambda: me.tour._kept.claim in str(table.currentIndex().data(tip)), "the letter of the claim")
    me.press("Next")
    me.until("end")
    me.wait(lambda: me.opened.window.sitting.person.startswith("SIM-law"), "one's own seat")  # type: ignore[union-attr]
    me.press("End the tour")
    me.wait(lambda: not me.opened.window.findChildren(Tour), "the end")
    assert len(steps()) == 16
