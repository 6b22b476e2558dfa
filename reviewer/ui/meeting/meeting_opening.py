"""The opening of the meeting: who is there, one key a seat, and who sits in."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from reviewer.rules.council import Case, Member
from reviewer.rules.problem import Problem
from reviewer.ui.meeting.meeting_reading import MeetingPage
from reviewer.ui.parts import banner, button, column, label, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import filled, tr, word


class OpeningForm(QWidget):
    """Records `record_attendance`; it can be recorded again when somebody comes late or leaves."""

    done = Signal()

    def __init__(self, sitting: Sitting, page: MeetingPage) -> None:
        """As attendance was last recorded; before that nobody is ticked."""
        super().__init__()
        self.setObjectName("meeting_opening")
        self._sitting, self._page = sitting, page
        held = page.case.meeting(page.number)
        there = held.attendance[-1].present if held is not None and held.attendance else ()
        layout = column(self, spacing=8)
        layout.addWidget(label(tr("Opening and attendance"), size=20, bold=True))
        layout.addWidget(
            label(tr("Who is present? One key a member; 0 ticks everybody."), size=15, bold=True, wrap=True)
        )
        self.boxes: dict[str, QCheckBox] = {}
        for place, member in enumerate(people_of(page.case), 1):
            box = QCheckBox(f"{place}   {_said(member, page)}")
            box.setObjectName(f"present_{member.id}")
            box.setChecked(member.id in there)
            box.toggled.connect(lambda _: self._say())
            self.boxes[member.id] = box
            layout.addWidget(box)
        self.others = QLineEdit(page.others)
        self.others.setObjectName("others_present")
        self.others.setAccessibleName(tr("Sitting in (name and office)"))
        self.others.setPlaceholderText(tr("Sitting in (name and office)"))
        layout.addWidget(self.others)
        self.quorum = label("")
        self.quorum.setObjectName("opening_quorum")
        layout.addWidget(self.quorum)
        self.problem = banner("", "bad")
        self.problem.hide()
        layout.addWidget(self.problem)
        self.save = button("record_attendance", tr("Record attendance  Ctrl+Enter"), self.record, role="primary")
        foot = row()
        foot.addWidget(self.save)
        foot.addStretch(1)
        layout.addLayout(foot)
        layout.addStretch(1)
        self._say()
        self.began = self.kept()

    def kept(self) -> tuple[list[str], str]:
        """Who is ticked, and who sits in."""
        return self.present, self.others.text()

    def give_back(self, kept: tuple[list[str], str]) -> None:
        """Go on with what was entered before another item came into view."""
        present, others = kept
        for member, box in self.boxes.items():
            box.setChecked(member in present)
        self.others.setText(others)

    @property
    def present(self) -> list[str]:
        """Who is ticked, by seat."""
        return [member for member, box in self.boxes.items() if box.isChecked()]

    def press(self, number: int) -> None:
        """The key of a member ticks or unticks; 0 ticks everybody with a seat."""
        boxes = list(self.boxes.values())
        if number == 0:
            for box, member in zip(boxes, people_of(self._page.case), strict=True):
                box.setChecked(member.has_vote)
        elif number <= len(boxes):
            boxes[number - 1].toggle()

    def _say(self) -> None:
        seats = {member.id for member in self._page.case.seats}
        there, needed = len(seats & set(self.present)), len(seats) // 2 + 1
        words = tr("Present {p} of {s}: quorum") if there >= needed else tr("Present {p} of {s}: no quorum yet")
        self.quorum.setText(filled(words, {"p": there, "s": len(seats)}))
        why = why_not(self._sitting, "record_attendance") or ("" if there else tr("Nobody is ticked yet."))
        self.save.setEnabled(not why)
        set_tip(self.save, why)

    def record(self) -> None:
        """Record who is there."""
        if not self.save.isEnabled():
            return
        body: dict[str, object] = {"present": self.present}
        if self.others.text().strip():
            body["others"] = self.others.text().strip()
        self.save.setEnabled(False)
        self._sitting.record(
            "record_attendance", f"meeting:{self._page.number}", body,
            then=lambda _: self.done.emit(), otherwise=self._failed, owner=self,
        )  # fmt: skip

    def _failed(self, fault: BaseException) -> Any:
        self._say()
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(fault))
        self.problem.show()


def people_of(case: Case) -> tuple[Member, ...]:
    """Everybody who may be present as a member: the seats, then the substitutes."""
    return (*case.seats, *case.substitutes)


def _said(member: Member, page: MeetingPage) -> str:
    name = page.names.get(member.id, "") or member.id
    substitute = "" if member.seat else f" · {tr('substitute')}"
    return f"{name}   {word(page.plan.bodies, member.body)}{substitute}"
