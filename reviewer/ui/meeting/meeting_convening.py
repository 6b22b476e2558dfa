"""The form that convenes a meeting: its number, its day, its place, and whether the notice is long enough."""

import datetime as dt
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from reviewer.rules.calendar import KOREA
from reviewer.rules.problem import Problem
from reviewer.ui.choice import DayLine
from reviewer.ui.parts import banner, button, label, restyle, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr


class ConveneForm(QWidget):
    """Records `convene_meeting`; what keeps it from being recorded stands below the fields."""

    convened = Signal(int)
    cancelled = Signal()

    def __init__(self, sitting: Sitting) -> None:
        """The next free number, a day that keeps the period of notice, the last place."""
        super().__init__()
        self.setObjectName("convene_form")
        self._sitting = sitting
        self.number, self.date, self.time, self.notified = QLineEdit(), DayLine(), QLineEdit(), DayLine()
        self.time.setPlaceholderText("14:00")
        self.urgent = QLineEdit()
        self.urgent.setPlaceholderText(tr("Why the meeting is urgent"))
        self.written = QCheckBox(tr("By writing, without a meeting (written resolution)"))
        self.written.setObjectName("meeting_written")
        self.place = QLineEdit()
        self.place.setPlaceholderText(tr("Room, or video meeting"))
        self.notice = banner("", "wait")
        self.notice.setObjectName("notice_period")
        self.problem = banner("", "bad")
        self.save = button("convene_record", tr("Convene  Ctrl+Enter"), self.record, role="primary")
        self._lay_out()
        self.date.textChanged.connect(lambda _: self._look_at_notice())
        self.notified.textChanged.connect(lambda _: self._look_at_notice())
        self.written.toggled.connect(lambda _: self._look_at_notice())
        self.written.toggled.connect(lambda _: self._can_save())
        for field in (self.number, self.date, self.time, self.notified, self.place, self.urgent):
            field.textChanged.connect(lambda _: self._can_save())
            field.textEdited.connect(lambda _: self._typed())
        self.begin()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(self._sitting.look.px(560))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(inside)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(label(tr("Convene a meeting"), size=20, bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        fields = (
            ("meeting_number", tr("Number"), self.number),
            ("meeting_date", tr("Day"), self.date),
            ("meeting_time", tr("Time"), self.time),
            ("meeting_place_field", tr("Venue"), self.place),
            ("meeting_notified", tr("Notice sent on"), self.notified),
            ("meeting_urgent", tr("Urgent because"), self.urgent),
        )
        for line, (name, says, field) in enumerate(fields):
            field.setObjectName(name)
            field.setAccessibleName(says)
            name_of_it = label(says, tone="soft")
            grid.addWidget(name_of_it, line, 0)
            grid.addWidget(field, line, 1)
            if field is self.urgent:
                self._urgent_label = name_of_it
        grid.setColumnStretch(1, 1)
        layout.addLayout(grid)
        layout.addWidget(self.written)
        layout.addWidget(self.notice)
        layout.addWidget(self.problem)
        buttons = row()
        buttons.addWidget(self.save)
        buttons.addWidget(button("convene_cancel", tr("Cancel"), self._cancel))
        self.missing = label("", size=12, tone="soft", wrap=True)
        buttons.addWidget(self.missing, 1)
        layout.addLayout(buttons)
        layout.addStretch()
        self.problem.hide()

    def _typed(self) -> None:
        self._is_typed_in = True

    def open(self) -> None:
        """Go on with what was typed before Esc left the form; without any, fill it for the next meeting."""
        if not self._is_typed_in:
            self.begin()

    def begin(self) -> None:
        """Fill the form for the next meeting."""
        self._is_typed_in = False
        meetings = self._sitting.case.meetings.values()
        today = self._sitting.now().astimezone(KOREA).date()
        day = today + dt.timedelta(days=self._sitting.plan.settings.notice_days)
        self.number.setText(str(max((meeting.number for meeting in meetings), default=0) + 1))
        self.date.setText(day.isoformat())
        self.notified.setText(today.isoformat())
        self.urgent.clear()
        self.written.setChecked(False)
        last = max(meetings, key=lambda meeting: meeting.number, default=None)
        self.place.setText(last.place if last else "")
        self.problem.hide()
        self._look_at_notice()
        self._can_save()
        self.place.setFocus()

    def day(self) -> dt.date | None:
        """The day in the field; None while it is no day."""
        return self.date.day()

    def _days(self) -> int | None:
        """Days between notice and meeting; None while one of the two is no day."""
        day, notified = self.day(), self.notified.day()
        return (day - notified).days if day is not None and notified is not None else None

    def _look_at_notice(self) -> None:
        own, days = self._sitting.plan.settings, self._days()
        for field in (self.date, self.notified):
            restyle(field, fault="false" if field.day() else "true")
        is_short = days is not None and days < own.notice_days and not self.written.isChecked()
        for part in (self.notice, self.urgent, self._urgent_label):
            part.setVisible(is_short)
        self.notice.setText(
            tr(
                "Notice is {n|day/days} before the meeting, {u} in urgent cases; this day leaves {d}.",
                n=own.notice_days,
                u=own.notice_days_urgent,
                d=max(days or 0, 0),
            )
        )

    def _notice_missing(self) -> str:
        """Why the notice is not enough yet; "" where it is."""
        own, days = self._sitting.plan.settings, self._days()
        if days is None:
            return tr("A date is written 2023-04-20.")
        if self.written.isChecked() or days >= own.notice_days:
            return ""
        if days < own.notice_days_urgent:
            return tr("Choose a later day: {n|day of notice is/days of notice are} needed even when it is urgent.",
                      n=own.notice_days_urgent)  # fmt: skip
        return "" if self.urgent.text().strip() else tr("Say why the meeting is urgent, or choose a later day.")

    def _can_save(self) -> None:
        why = why_not(self._sitting, "convene_meeting")
        number = self.number.text().strip()
        if not (number.isdigit() and 0 < int(number) < 1_000_000):
            why = why or tr("The number is a whole number from 1.")
        why = why or self._notice_missing()
        why = why or ("" if self.place.text().strip() else tr("The place is missing."))
        self.save.setEnabled(not why)
        set_tip(self.save, why)
        self.missing.setText(why)

    def record(self) -> None:
        """Record the meeting."""
        day, notified = self.day(), self.notified.day()
        if not self.save.isEnabled() or day is None or notified is None:
            return
        number = int(self.number.text().strip())
        body: dict[str, object] = {
            "date": day.isoformat(), "place": self.place.text().strip(), "notified_on": notified.isoformat()
        }  # fmt: skip
        if self.time.text().strip():
            body["time"] = self.time.text().strip()
        if self.written.isChecked():
            body["written"] = True
        elif not self.urgent.isHidden() and self.urgent.text().strip():
            body["urgent_reason"] = self.urgent.text().strip()
        self.save.setEnabled(False)
        self._sitting.record(
            "convene_meeting", f"meeting:{number}", body,
            then=lambda _: self._recorded(number), otherwise=self._failed, owner=self,
        )  # fmt: skip

    def _cancel(self) -> None:
        self._is_typed_in = False
        self.cancelled.emit()

    def _recorded(self, number: int) -> None:
        self._can_save()
        self._is_typed_in = False
        self.convened.emit(number)

    def _failed(self, fault: BaseException) -> Any:
        self._can_save()
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(fault))
        self.problem.show()
