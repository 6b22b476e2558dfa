"""The people of a new case, one a row: name, role, body, seat, and the letter of their computer."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from reviewer.rules.plan import Plan
from reviewer.ui.elided import NarrowChoice
from reviewer.ui.parts import button, column, empty, label, row
from reviewer.ui.wording import tr, word

COMPUTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def first_rows(plan: Plan) -> list[dict[str, Any]]:
    """The secretary and a row for each seat of the plan; who has no name yet is left out of the case."""
    found: list[dict[str, Any]] = [{"id": "secretary", "role": "SECRETARY", "body": next(iter(plan.bodies)), "seat": 0}]
    seat = 0
    for body in plan.bodies.values():
        for place in range(1, body.seats + 1):
            seat += 1
            found.append({"id": f"{body.code.lower()}-{place}", "role": "MEMBER", "body": body.code, "seat": seat})
    return found


class RosterRows(QWidget):
    """Rows to fill in; the first is whoever founds the case, who is the secretary."""

    edited = Signal()

    def __init__(self, plan: Plan) -> None:
        """The rows of the plan's seats."""
        super().__init__()
        self.setObjectName("roster_rows")
        self._plan = plan
        self.rows: list[dict[str, QLineEdit | QComboBox]] = []
        layout = column(self, spacing=8)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        layout.addLayout(self._grid)
        foot = row()
        foot.addWidget(button("roster_add", tr("Add a person"), self.add))
        foot.addStretch(1)
        layout.addLayout(foot)
        self.fill(first_rows(plan))

    def show_plan(self, plan: Plan) -> None:
        """Show the seats of another plan, with the names typed so far in their rows."""
        names = [_text(one["name"]) for one in self.rows]
        self._plan = plan
        lines = first_rows(plan)
        self.fill([{**line, "name": name} for line, name in zip(lines, [*names, *[""] * len(lines)], strict=False)])

    def fill(self, lines: Sequence[dict[str, Any]]) -> None:
        """Show these people instead."""
        empty(self._grid)
        self.rows = []
        for place, head in enumerate((tr("Name"), tr("Roster id"), tr("Role"), tr("Body"), tr("Seat"))):
            self._grid.addWidget(label(head, size=12, tone="soft"), 0, place)
        for line in lines:
            self._add_row(line)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(3, 3)
        self.edited.emit()

    def add(self) -> None:
        """One more row, for staff, an observer or an auditor."""
        self._add_row({"id": f"person-{len(self.rows) + 1}", "role": "STAFF", "body": next(iter(self._plan.bodies))})
        name = self.rows[-1]["name"]
        name.setFocus()
        self.edited.emit()

    def _add_row(self, line: dict[str, Any]) -> None:
        number = len(self.rows) + 1
        plan = self._plan
        roles = ["SECRETARY"] if number == 1 else [code for code in plan.roles if code != "CHAIR"]
        made: dict[str, QLineEdit | QComboBox] = {
            "name": self._field(str(line.get("name", ""))),
            "id": self._field(str(line["id"])),
            "role": self._box([(code, word(plan.roles, code)) for code in roles], str(line["role"])),
            "body": self._box([(code, word(plan.bodies, code)) for code in plan.bodies], str(line["body"])),
            "seat": self._field(str(line.get("seat") or "")),
        }
        says = {"name": tr("Name"), "id": tr("Roster id"), "role": tr("Role"), "body": tr("Body"), "seat": tr("Seat")}
        for place, (code, field) in enumerate(made.items()):
            field.setObjectName(f"roster_{code}_{number}")
            field.setAccessibleName(tr("{field} of person {n}", field=says[code], n=number))
            self._grid.addWidget(field, number, place)
        self.rows.append(made)

    def _field(self, text: str) -> QLineEdit:
        found = QLineEdit(text)
        found.textChanged.connect(lambda _: self.edited.emit())
        return found

    def _box(self, pairs: list[tuple[str, str]], now: str) -> QComboBox:
        found = NarrowChoice("", "")  # its names come with its place
        for code, text in pairs:
            found.addItem(text, code)
        found.setCurrentIndex(max(found.findData(now), 0))
        found.currentIndexChanged.connect(lambda _: self.edited.emit())
        return found

    def lines(self) -> list[dict[str, Any]]:
        """The people with a name, as `found_case` takes them; each has a computer letter of their own."""
        named = [one for one in self.rows if _text(one["name"])]
        return [
            {
                "id": _text(one["id"]), "name": _text(one["name"]), "role": _text(one["role"]),
                "body": _text(one["body"]), "seat": int(_text(one["seat"]) or 0), "computer": letter, "public_keys": [],
            }
            for one, letter in zip(named, COMPUTERS, strict=False)
        ]  # fmt: skip

    def fault(self) -> str:
        """What is still wrong, in words; empty when all is there."""
        if not _text(self.rows[0]["name"]):
            return tr("Enter the name of the secretary, who founds the case.")
        if any(not (_text(one["seat"]) or "0").isdigit() for one in self.rows):
            return tr("The seat is a number; 0 stands for no seat.")
        lines = self.lines()
        if any(not line["id"] for line in lines):
            return tr("Everybody needs a roster id.")
        for name, says in (("id", tr("Roster id")), ("seat", tr("Seat"))):
            given = [line[name] for line in lines if line[name]]
            if twice := next((one for one in given if given.count(one) > 1), None):
                return tr("{field} {value} is there twice.", field=says, value=twice)
        return ""


def _text(field: QLineEdit | QComboBox) -> str:
    return str(field.currentData()) if isinstance(field, QComboBox) else field.text().strip()
