"""The end of the meeting: the next date, the draft of the minutes to read, printing them, and closing."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.choice import DayLine
from reviewer.ui.meeting.close_question import CloseQuestion
from reviewer.ui.meeting.meeting_reading import MeetingPage
from reviewer.ui.parts import banner, button, column, label, line, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.seal_line import SealLine
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, tr


class ClosingForm(QWidget):
    """The minutes stand here in draft as soon as the last item is closed."""

    changed = Signal()

    def __init__(self, sitting: Sitting, page: MeetingPage) -> None:
        """The draft is read at once."""
        super().__init__()
        self.setObjectName("meeting_closing")
        self._sitting, self._page = sitting, page
        self.seal: SealLine | None = None
        self.has_closed = False
        self._held = page.case.meeting(page.number)
        self._is_open = self._held is not None and self._held.state == "CONVENED"
        layout = column(self, spacing=8)
        layout.addWidget(label(tr("Minutes and closing"), size=20, bold=True))
        self.next_date, self.next_time, self.next_place = DayLine(), QLineEdit(), QLineEdit()
        self._next_row(layout)
        self.text = QPlainTextEdit()
        self.text.setObjectName("minutes_draft")
        self.text.setAccessibleName(tr("Draft of the minutes") if self._is_open else tr("Minutes"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setProperty("reads", "whole")
        layout.addWidget(self.text, 1)
        self.problem = banner("", "bad")
        self.problem.setObjectName("closing_problem")
        self.problem.hide()
        layout.addWidget(self.problem)
        self.said = label("", tone="good", wrap=True, told=True)
        layout.addWidget(self.said)
        self.print = button("minutes_print", tr("Print the minutes…"), self.choose_file)
        self.close_it = button("closing_close", tr("Close the meeting  Ctrl+Enter"), self.record, role="primary")
        self.asks = CloseQuestion()
        self.asks.agreed.connect(lambda: self._record("close_meeting", {}))
        layout.addWidget(self.asks)
        foot = row()
        for part in (self.close_it, self.print):
            foot.addWidget(part)
        foot.addStretch(1)
        layout.addLayout(foot)
        if not self._is_open:
            self._seal_part(layout)
        self._switch()
        self.began = self.kept()
        self.read()

    def kept(self) -> list[str]:
        """What is entered of the next meeting."""
        return [one.text() for one in (self.next_date, self.next_time, self.next_place)]

    def give_back(self, kept: list[str]) -> None:
        """Go on with what was entered before another item came into view."""
        for field, text in zip((self.next_date, self.next_time, self.next_place), kept, strict=True):
            field.setText(text)

    def _seal_part(self, layout: Any) -> None:
        """Once the meeting is over the day is sealed; the code then stands in the minutes."""
        layout.addWidget(line())
        layout.addWidget(label(tr("Seal the day, then print the minutes: they carry its code."), bold=True, wrap=True))
        self.seal = SealLine(self._sitting, "closing_seal")
        layout.addWidget(self.seal)
        self._sitting.recorded.connect(self._read_again)

    def _read_again(self, act: str, claims: list[str]) -> None:
        """The draft names the newest seal."""
        if act == "seal_day":
            self.read()

    def _next_row(self, layout: Any) -> None:
        held = self._held
        known = (
            held.next_date.isoformat() if held is not None and held.next_date else "",
            held.next_time if held is not None else "",
            held.next_place if held is not None else "",
        )
        fields = QGridLayout()
        names = (("next_date", tr("Next meeting: day")), ("next_time", tr("Time")), ("next_place", tr("Venue")))
        for place, (field, (name, says), value) in enumerate(
            zip((self.next_date, self.next_time, self.next_place), names, known, strict=True)
        ):
            field.setObjectName(name)
            field.setAccessibleName(says)
            field.setPlaceholderText(f"{says}  14:00" if field is self.next_time else says)
            field.setText(value)
            fields.addWidget(field, place // 2, place % 2)
        self.keep = button("record_next", tr("Record the next meeting"), self.record_next)
        fields.addWidget(self.keep, 1, 1)
        layout.addLayout(fields)

    def _switch(self) -> None:
        for part, act in ((self.close_it, "close_meeting"), (self.keep, "set_next_meeting"), (self.print, "print")):
            why = why_not(self._sitting, act)
            part.setEnabled(not why)
            set_tip(part, why)
        for one in (self.close_it, self.keep, self.next_date, self.next_time, self.next_place):
            one.setVisible(self._is_open)

    def read(self) -> None:
        """Read the minutes as they stand now."""
        number, lang = self._page.number, language()
        day = self._sitting.now().date()

        def work(conn: Any) -> str:
            from reviewer.desk.minutes import minutes_of

            return minutes_of(conn, number, lang, day=day).text.partition("\n")[2]  # the title stands on the sheet too

        self._sitting.read(work, then=self.text.setPlainText, otherwise=self._failed, owner=self)

    def record_next(self) -> None:
        """Record the date of the next meeting."""
        date = self.next_date.day()
        if date is None:
            self.problem.setText(tr("A date is written 2023-04-20."))
            self.problem.show()
            return
        body: dict[str, object] = {"date": date.isoformat()}
        for name, field in (("time", self.next_time), ("place", self.next_place)):
            if field.text().strip():
                body[name] = field.text().strip()
        self._record("set_next_meeting", body)

    def record(self) -> None:
        """Ask whether the meeting is to be closed; asked already, do nothing."""
        if self._is_open and self.close_it.isEnabled():
            self.asks.ask()

    def _record(self, act: str, body: dict[str, object]) -> None:
        self.problem.hide()

        def recorded(_: Any) -> None:
            self.has_closed = act == "close_meeting"
            self.changed.emit()

        self._sitting.record(
            act, f"meeting:{self._page.number}", body, then=recorded, otherwise=self._failed, owner=self
        )

    def choose_file(self) -> None:
        """Ask where the minutes go."""
        name = f"minutes-{self._page.number:02d}.pdf"
        path, _ = QFileDialog.getSaveFileName(self, tr("Print the minutes"), name, "PDF (*.pdf)")
        if path:
            self.write(Path(path))

    def write(self, path: Path) -> None:
        """Write the minutes and record that they were printed."""
        number, lang, now = self._page.number, language(), self._sitting.now()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.minutes import print_minutes

            return print_minutes(case_file, signer, path, number, lang=lang, now=now)

        self._sitting.carry_out(
            "print", (), work, then=lambda _: self.said.setText(tr("Written: {file}", file=path.name)),
            otherwise=self._failed, owner=self,
        )  # fmt: skip

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(fault))
        self.problem.show()
