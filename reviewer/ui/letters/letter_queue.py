"""The queue of letters: ready, waiting for the outbox hour, or held back; and issuing them into a folder."""

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from reviewer.desk.wording import word_for
from reviewer.rules.calendar import KOREA
from reviewer.rules.problem import Problem
from reviewer.ui.actions import Action, press
from reviewer.ui.letters.issue_line import IssueLine
from reviewer.ui.letters.letter_preview import LetterPreview
from reviewer.ui.letters.letter_reading import HELD, READY, WAITING, QueueLine, look_for_stops, read_queue
from reviewer.ui.letters.preparing import PreparingLine
from reviewer.ui.letters.taking_back import TakeBackLine
from reviewer.ui.parts import banner, label
from reviewer.ui.problems import in_words
from reviewer.ui.rows_table import LinesTable
from reviewer.ui.sitting import Sitting
from reviewer.ui.table_lines import Column, Line
from reviewer.ui.tall import Tall
from reviewer.ui.wording import language, tr, won

LEAST = 88
"""Pixels of the list at 100 % text that stay in view where what is told below it is long: its head and a line."""
CHUNK = 20
"""So many letters are looked at for stops in one question, so that other questions get in between."""


class LetterQueue(QWidget):
    """Letters not issued yet at the left, the selected one at the right."""

    open_claim = Signal(str)
    counted = Signal(int)

    def __init__(self, sitting: Sitting) -> None:
        """Empty until `read`."""
        super().__init__()
        self.setObjectName("letter_queue")
        self._sitting = sitting
        self._asked, self._is_stale = 0, False
        self.lines: list[QueueLine] = []
        look = sitting.look
        self.table = LinesTable(
            "letter_queue_table", tr("Letters not issued yet"),
            (Column(tr("Letter"), 120), Column(tr("Claimant"), 0), Column(tr("Award"), 104, True),
             Column(tr("State"), 132)), look, ticks=True, many=True,
        )  # fmt: skip
        self.preview = LetterPreview(sitting)
        self.problem = banner("", "bad")
        self.problem.setObjectName("letter_queue_problem")
        self.why = banner("", "bad")
        self.why.setObjectName("letter_why_held")
        self.issuing = IssueLine(sitting, self.ticked)
        self._lay_out()
        self.table.picked.connect(self._picked)
        self.table.opened.connect(lambda key: self.open_claim.emit(self._line(key).due.claim))
        self.table.lines.ticked.connect(self._say)
        self.issuing.began.connect(self._say)
        self._clock = QTimer(self)
        self._clock.setInterval(30_000)
        self._clock.timeout.connect(self._tick)
        self._clock.start()

    def _lay_out(self) -> None:
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        self.preparing = PreparingLine(self._sitting)
        inside.addWidget(self.preparing)
        inside.addWidget(self.problem)
        self.table.setMinimumHeight(self._sitting.look.px(LEAST))
        inside.addWidget(self.table, 1)
        self.nothing = label("", size=15, tone="soft", wrap=True)
        self.nothing.setContentsMargins(24, 48, 24, 48)
        inside.addWidget(self.nothing, 1)
        below = Tall()  # a splitter never asks how high wrapped words are at the width it gives
        foot = QVBoxLayout(below)
        foot.setContentsMargins(16, 8, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self.why)
        self.back = TakeBackLine(self._sitting)
        foot.addWidget(self.back)
        foot.addWidget(self.issuing)
        inside.addWidget(below)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(self.preview)
        split.setSizes([480, 620])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        for part in (self.problem, self.why, self.table):
            part.hide()
        self.nothing.setText(tr("Reading the letters…"))

    # --- reading ----------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the queue again, then look for what holds letters back, a few at a time."""
        self._asked += 1
        asked, now = self._asked, self._sitting.now()
        self.issuing.look()
        self.preparing.count()
        self._sitting.read(
            lambda conn: read_queue(conn, now),
            then=lambda lines: self._show(asked, lines),
            otherwise=self._failed,
            owner=self,
        )

    def heed(self, claims: Collection[str]) -> None:
        """Something about letters of these claims, or of the `case`, was recorded: the one in view may read anew."""
        shown = next((one for one in self.lines if _key(one) == self.table.current()), None)
        if shown is not None and (shown.due.claim in claims or "case" in claims):
            self._is_stale = True
        self.read()

    def _show(self, asked: int, lines: list[QueueLine]) -> None:
        if asked != self._asked:
            return
        known = {line.due.letter_no: line for line in self.lines}
        self.lines = [_with_stop(line, known.get(line.due.letter_no)) for line in lines]
        self._show_lines()
        self._look(asked, 0)

    def _look(self, asked: int, start: int) -> None:
        if asked != self._asked or start >= len(self.lines):
            return
        part, case_file = self.lines[start : start + CHUNK], self._sitting.case_file
        day = self._sitting.now().astimezone(KOREA).date()
        self._sitting.lanes.reader.run(
            lambda: look_for_stops(case_file, part, day),
            then=lambda found: self._looked(asked, start, found),
            otherwise=self._failed,
            owner=self,
        )

    def _looked(self, asked: int, start: int, found: list[QueueLine]) -> None:
        if asked != self._asked:
            return
        if found != self.lines[start : start + CHUNK]:
            self.lines[start : start + CHUNK] = found
            self._show_lines()
        self._look(asked, start + CHUNK)

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(fault))
        self.problem.show()

    def _show_lines(self) -> None:
        self.table.show_lines([self._table_line(one) for one in self.lines], ticked=lambda line: line.can_tick)
        self.table.setVisible(bool(self.lines))
        self.nothing.setVisible(not self.lines)
        self.nothing.setText(
            tr("No letter waits. A letter comes here when a meeting decides a claim or more evidence is asked for.")
        )
        if not self.lines:
            self.preview.clear(tr("Select a letter to read it here."))
            self.back.show_line(None)
        self._say()
        self.counted.emit(len(self.lines))

    def _table_line(self, one: QueueLine) -> Line:
        state, tone = self._state(one)
        plan = self._sitting.plan
        outcome = plan.dispositions[one.disposition].word.in_(language()) if one.disposition else tr("more evidence")
        tip = "\n".join((one.due.claim, one.trade_name, outcome, state))
        cells = (one.due.letter_no, one.trade_name, won(one.award) if one.award is not None else "–", state)
        return Line(_key(one), cells, tone=tone, tip=tip, can_tick=one.state == READY)

    def _state(self, one: QueueLine) -> tuple[str, str]:
        if one.state == HELD and one.stop is not None and one.stop.facts.get("why") == "quality_waits":
            return f"◔ {tr('sample check')}", "wait"
        if one.state == HELD:
            return f"✕ {tr('held back')}", "bad"
        if one.state == WAITING and one.until is not None:
            return f"◔ {_left(one.until - self._sitting.now())}", "wait"
        return f"○ {tr('ready')}", "good"

    def _tick(self) -> None:
        """Waiting letters count down; one whose hour is over becomes ready."""
        if any(one.state == WAITING for one in self.lines) and self.isVisible():
            self.read()

    def _line(self, key: str) -> QueueLine:
        return next(one for one in self.lines if _key(one) == key)

    def _picked(self, key: str) -> None:
        one = next((one for one in self.lines if _key(one) == key), None)
        self.back.show_line(one)
        if one is None:
            self.why.hide()
            return
        self.why.setVisible(one.state == HELD)
        self.why.setText(stop_words(one.stop) if one.stop is not None else "")
        title = f"{one.due.letter_no} · {one.trade_name}"
        if title == self.preview.title.whole() and not self._is_stale:
            return
        self._is_stale = False
        due, day = one.due, self._sitting.now().astimezone(KOREA).date()
        self.preview.show_letter(
            title,
            lambda case_file, lang: draft_of(case_file, due, lang, day),
            ("ko", "en"),
            lambda case_file, lang: _notes_of(case_file, due, lang, day),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key that takes back asks for the reason; others copy the text message, and prepare what is due."""
        if not press(event, self.offers()):
            super().keyPressEvent(event)

    def offers(self) -> Iterator[Action]:
        """What can be done here."""
        why = "" if self.table.current() else tr("Select a letter first.")
        if not self.back.isHidden():
            yield Action("undo", self.back.begin, self.back.ask.toolTip, tr("Take the resolution back…"))
        if not self.preparing.isHidden():
            yield Action("prepare_letters", self.preparing.prepare, self.preparing.go.toolTip, self.preparing.go.text())
        yield Action("copy_message", self.preview.notes.copy, lambda: why)

    # --- issuing ----------------------------------------------------------------------------------------

    def _say(self) -> None:
        states = [one.state for one in self.lines]
        parts = [
            f"{word_} {states.count(state):,}"
            for state, word_ in ((READY, tr("ready")), (WAITING, tr("waiting")), (HELD, tr("held back")))
            if states.count(state)
        ]
        self.issuing.say(parts, has_lines=bool(self.lines))

    def ticked(self) -> list[QueueLine]:
        """The letters that are ticked."""
        by_key = {_key(one): one for one in self.lines}
        return [by_key[key] for key in self.table.lines.ticked_keys()]


def draft_of(case_file: Any, due: Any, lang: str, day: dt.date) -> bytes:
    """The letter as it would leave today, marked as a draft (glovebox lane)."""
    from reviewer.desk import outbox

    return outbox.draw_letter(case_file, due, lang, issued_on=day, both=True, draft=True)


def _notes_of(case_file: Any, due: Any, lang: str, day: dt.date) -> Any:
    from reviewer.desk.letter_notes import notes_due

    return notes_due(case_file, due, lang, day)


def stop_words(stop: Problem) -> str:
    """Why a letter is held back, in words."""
    why = str(stop.facts.get("why", ""))
    if not why:
        return in_words(stop)
    reason = f"{tr('Held back')}: {word_for('why', why, language())}."
    return f"{reason} {in_words(stop)}" if stop.code == "LetterStopped" else reason  # else it says the reason again


def _key(one: QueueLine) -> str:
    return f"{one.due.letter_no} {one.due.kind}"


def _with_stop(line: QueueLine, before: QueueLine | None) -> QueueLine:
    """A letter seen as held back stays so until it was looked at again, so that nothing flickers."""
    if before is not None and before.stop is not None:
        return QueueLine(line.due, line.trade_name, line.disposition, line.award, HELD, line.until, before.stop)
    return line


def _left(left: dt.timedelta) -> str:
    minutes = max(int(left.total_seconds() // 60) + 1, 1)
    hours, rest = divmod(minutes, 60)
    return tr("{h} h {m} min left", h=hours, m=rest) if hours else tr("{m} min left", m=rest)
