"""Chooses a past moment: a day and time, or one of those that this case knows."""

import datetime as dt

from PySide6.QtCore import QDateTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reviewer.rules.calendar import KOREA
from reviewer.ui import keys
from reviewer.ui.choice import Choice, Moment
from reviewer.ui.parts import button, label, row
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import day, moment, tr


class MomentChoice(QWidget):
    """A field, the moments of the case, and the button that shows what is in the field."""

    chosen = Signal(object)
    """The moment, to the end of its minute in Korea time."""

    def __init__(self, sitting: Sitting) -> None:
        """The present moment stands in the field."""
        super().__init__()
        self._sitting = sitting
        line = row()
        self.setLayout(line)
        name = label(tr("As of"))
        now = dt.datetime.now(KOREA)  # as the field is read, wherever the computer stands
        self.at = Moment(QDateTime(now.year, now.month, now.day, now.hour, now.minute, 0))
        self.at.setObjectName("past_at")
        self.at.setAccessibleName(tr("Day and time, Korea time"))
        name.setBuddy(self.at)
        self.known = Choice()
        self.known.setObjectName("past_known")
        self.known.setAccessibleName(tr("Moments of this case"))
        for text, when in self._moments():
            self.known.addItem(text, when)
        self.known.activated.connect(self._pick)
        self.go = button("past_go", tr("Show"), self.choose, role="primary")
        for part in (name, self.at, self.known, self.go):
            line.addWidget(part)
        line.addStretch()

    def _moments(self) -> list[tuple[str, dt.datetime | None]]:
        """The ends of the days on which the council met, and of the day of the last seal, the latest first."""
        case = self._sitting.case
        found: list[tuple[str, dt.datetime | None]] = [(tr("A day of this case…"), None)]
        today = dt.datetime.now(KOREA).date()
        held = (one for one in case.meetings.values() if one.date <= today)
        for meeting in sorted(held, key=lambda one: one.date, reverse=True):
            text = tr("Meeting {n}, end of {day}", n=meeting.number, day=day(meeting.date))
            found.append((text, dt.datetime.combine(meeting.date, dt.time(23, 59), KOREA)))
        if case.seal is not None:
            made = dt.datetime.fromisoformat(case.seal.made_at).astimezone(KOREA)
            found.append(
                (tr("Last daily seal, {when}", when=moment(case.seal.made_at)), made + dt.timedelta(minutes=1))
            )
        return found

    def _pick(self) -> None:
        when = self.known.currentData()
        if when is not None:
            self.at.setDateTime(QDateTime(when.year, when.month, when.day, when.hour, when.minute, 0))
            self.choose()

    def choose(self) -> None:
        """Tell the moment in the field, or now where that is still to come, unless something is under way."""
        if self.go.isEnabled():
            now = dt.datetime.now(KOREA)
            if self.moment() > now + dt.timedelta(minutes=1):
                self.at.setDateTime(QDateTime(now.year, now.month, now.day, now.hour, now.minute, 0))
            self.chosen.emit(self.moment())

    def moment(self) -> dt.datetime:
        """The day and time in the field, to the end of that minute."""
        date, time = self.at.date(), self.at.time()
        return dt.datetime(date.year(), date.month(), date.day(), time.hour(), time.minute(), 59, 999_999, KOREA)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the field shows its moment."""
        if keys.is_key(event, "open") and self.at.hasFocus():
            self.choose()
        else:
            super().keyPressEvent(event)
