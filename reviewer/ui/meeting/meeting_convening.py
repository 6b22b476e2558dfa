"""The form that convenes a meeting: its number, its day, its place, and whether the notice is long enough."""

import datetime as dt
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.parts import banner, button, label, restyle, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import KST, tr


class ConveneForm(QWidget):
    """Records `convene_meeting`; what keeps it from being recorded stands below the fields."""

    convened = Signal(int)
    cancelled = Signal()

    def __init__(self, sitting: Sitting) -> None:
        """The next free number, a day that keeps the period of notice, the last place."""
        super().__init__()
        self.setObjectName("convene_form")
        self._sitting = sitting
        self.number, self.date = QLineEdit(), QLineEdit()
        self.date.setPlaceholderText("2023-04-20")
        self.place = QLineEdit()
        self.place.setPlaceholderText(tr("Room, or video meeting"))
        self.notice = banner("", "wait")
        self.notice.setObjectName("notice_period")
        self.problem = banner("", "bad")
        self.save = button("convene_record", tr("Convene  Ctrl+Enter"), self.record, role="primary")
        self._lay_out()
        self.date.textChanged.connect(lambda _: self._look_at_notice())
        for field in (self.number, self.date, self.place):
            field.textChanged.connect(lambda _: self._can_save())
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
            ("meeting_place_field", tr("Place"), self.place),
        )
        for line, (name, says, field) in enumerate(fields):
            field.setObjectName(name)
            field.setAccessibleName(says)
            grid.addWidget(label(says, tone="soft"), line, 0)
            grid.addWidget(field, line, 1)
        grid.setColumnStretch(1, 1)
        layout.addLayout(grid)
        layout.addWidget(self.notice)
        layout.addWidget(self.problem)
        buttons = row()
        buttons.addWidget(self.save)
        buttons.addWidget(button("convene_cancel", tr("Cancel"), self.cancelled.emit))
        self.missing = label("", size=12, tone="soft", wrap=True)
        buttons.addWidget(self.missing, 1)
        layout.addLayout(buttons)
        layout.addStretch()
        self.problem.hide()

    def begin(self) -> None:
        """Fill the form for the next meeting."""
        meetings = self._sitting.case.meetings.values()
        today = self._sitting.now().astimezone(KST).date()
        day = today + dt.timedelta(days=self._sitting.plan.settings.notice_days)
        self.number.setText(str(max((meeting.number for meeting in meetings), default=0) + 1))
        self.date.setText(day.isoformat())
        last = max(meetings, key=lambda meeting: meeting.number, default=None)
        self.place.setText(last.place if last else "")
        self.problem.hide()
        self._look_at_notice()
        self._can_save()
        self.place.setFocus()

    def day(self) -> dt.date | None:
        """The day in the field; None while it is no day."""
        try:
            return dt.date.fromisoformat(self.date.text().strip())
        except ValueError:
            return None

    def _look_at_notice(self) -> None:
        own, day = self._sitting.plan.settings, self.day()
        restyle(self.date, fault="false" if day else "true")
        days = (day - self._sitting.now().astimezone(KST).date()).days if day else own.notice_days
        self.notice.setVisible(days < own.notice_days)
        self.notice.setText(
            tr(
                "Notice is {n} days before the meeting, {u} in urgent cases; this day leaves {d}.",
                n=own.notice_days,
                u=own.notice_days_urgent,
                d=max(days, 0),
            )
        )

    def _can_save(self) -> None:
        why = why_not(self._sitting, "convene_meeting")
        number = self.number.text().strip()
        if not (number.isdigit() and 0 < int(number) < 1_000_000):
            why = why or tr("The number is a whole number from 1.")
        if self.day() is None:
            why = why or tr("A date is written 2023-04-20.")
        why = why or ("" if self.place.text().strip() else tr("The place is missing."))
        self.save.setEnabled(not why)
        self.save.setToolTip(why)
        self.missing.setText(why)

    def record(self) -> None:
        """Record the meeting."""
        day = self.day()
        if not self.save.isEnabled() or day is None:
            return
        number = int(self.number.text().strip())
        body: dict[str, object] = {"date": day.isoformat(), "place": self.place.text().strip()}
        self.save.setEnabled(False)
        self._sitting.record(
            "convene_meeting", f"meeting:{number}", body,
            then=lambda _: self._recorded(number), otherwise=self._failed, owner=self,
        )  # fmt: skip

    def _recorded(self, number: int) -> None:
        self._can_save()
        self.convened.emit(number)

    def _failed(self, fault: BaseException) -> Any:
        self._can_save()
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(fault))
        self.problem.show()
