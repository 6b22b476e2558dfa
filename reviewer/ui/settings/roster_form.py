"""Changing one line of the roster: role, body, seat, name and the public keys of a person."""

import re
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from reviewer.rules.acts.shape import HEX64
from reviewer.rules.council import Case, Member
from reviewer.ui.act_fields import ActField, LineField, WordField, WordsField
from reviewer.ui.choice import Choice
from reviewer.ui.parts import banner, button, column, label, row, take_from
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import listed, tr, word

COMPUTER = re.compile(r"[A-Z][A-Z0-9]?")


def roster_lines(case: Case, names: dict[str, str]) -> list[dict[str, Any]]:
    """The roster as an act holds it; the case itself keeps only digests of the names."""
    return [_line_of(member, names.get(member.id, "") or member.id) for member in case.roster.values()]


def _line_of(member: Member, name: str) -> dict[str, Any]:
    line: dict[str, Any] = {
        "id": member.id, "role": member.role, "body": member.body, "seat": member.seat,
        "computer": member.computer, "name": name, "public_keys": list(member.public_keys),
    }  # fmt: skip
    return line | ({"latin_name": member.latin_name} if member.latin_name else {})


class RosterForm(QWidget):
    """One person at a time; the whole roster with this line changed is what is recorded."""

    wants_record = Signal()

    def __init__(self, sitting: Sitting, case: Case, names: dict[str, str], why_not: str) -> None:
        """`names` are the members' names by id; `why_not` says why this person cannot change the roster."""
        super().__init__()
        self.setObjectName("roster_form")
        self._case, self._names, self._why = case, names, why_not
        self._sitting = sitting
        layout = column(self, spacing=8)
        self.who = Choice()
        self.who.setObjectName("roster_who")
        self.who.setAccessibleName(tr("Person"))
        for member in case.roster.values():
            self.who.addItem(f"{names.get(member.id) or member.id} ({member.id})", member.id)
        self.who.addItem(tr("A new person"), "")
        self.who.activated.connect(lambda _: self._fill())
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(label(tr("Person"), tone="soft"), 0, 0)
        self._grid.addWidget(self.who, 0, 1)
        layout.addLayout(self._grid)
        self.problem = banner("", "bad")
        self.problem.setObjectName("roster_problem")
        self.problem.hide()
        layout.addWidget(self.problem)
        self.button = button("roster_record", tr("Record the change"), self.wants_record.emit)
        self.missing = label("", size=12, tone="soft", wrap=True)
        self.missing.setObjectName("roster_missing")
        foot = row()
        foot.addWidget(self.button)
        foot.addWidget(self.missing, 1)
        layout.addLayout(foot)
        self.fields: dict[str, ActField] = {}
        self._fill()

    def _fill(self) -> None:
        """Show the line of the person chosen."""
        for place in range(self._grid.count() - 1, 1, -1):
            take_from(self._grid, place)
        member = self._case.roster.get(str(self.who.currentData()))
        self.fields = {one.name: one for one in self._make_fields(member)}
        values = _line_of(member, self._names.get(member.id, "")) if member else {"seat": 0, "computer": "A"}
        for place, one in enumerate(self.fields.values(), 1):
            self._grid.addWidget(label(one.says, tone="soft"), place, 0)
            self._grid.addWidget(one, place, 1)
            if one.name in values:
                one.put(values[one.name])
            one.edited.connect(self.look)
        self.look()

    def _make_fields(self, member: Member | None) -> list[ActField]:
        plan = self._sitting.plan
        fields: list[ActField] = []
        if member is None:
            fields.append(LineField("id", tr("Roster id"), "word"))
        fields += [
            LineField("name", tr("Name"), "text"),
            LineField("latin_name", tr("Name in Latin letters"), "word"),
            WordField("role", tr("Role"), [(code, word(plan.roles, code)) for code in plan.roles], ""),
            WordField("body", tr("Body"), [(code, word(plan.bodies, code)) for code in plan.bodies], ""),
            LineField("seat", tr("Seat (0: no vote)"), "count"),
            LineField("computer", tr("Computer letter"), "word"),
        ]
        if member is not None and member.public_keys:
            keys = [(key, f"{key[:16]}…{key[-8:]}") for key in member.public_keys]
            fields.append(WordsField("public_keys", tr("Keys that count"), keys))
        fields.append(LineField("new_key", tr("Add a public key"), "word"))
        return fields

    def _text(self, name: str) -> str:
        found = self.fields[name].value() if name in self.fields else None
        return str(found) if found is not None else ""

    def line(self) -> dict[str, Any]:
        """The line as it stands in the form."""
        ticked = self.fields["public_keys"].value() if "public_keys" in self.fields else None
        keys = list(ticked) if isinstance(ticked, list) else []
        new = self._text("new_key").lower()
        seat = self.fields["seat"].value()
        found: dict[str, Any] = {
            "id": str(self.who.currentData()) or self._text("id"), "role": self._text("role"),
            "body": self._text("body"), "seat": seat if isinstance(seat, int) else 0,
            "computer": self._text("computer").upper(), "name": self._text("name"),
            "public_keys": [*keys, *([new] if new and new not in keys else [])],
        }  # fmt: skip
        return found | ({"latin_name": latin} if (latin := self._text("latin_name")) else {})

    def roster(self) -> list[dict[str, Any]]:
        """The whole roster with this line in place, or at the end for a new person."""
        line = self.line()
        lines = roster_lines(self._case, self._names)
        if line["id"] in self._case.roster:
            return [line if one["id"] == line["id"] else one for one in lines]
        return [*lines, line]

    def look(self) -> None:
        """Say what is still missing or wrong; the button is off only with its reason beside it."""
        why = self._why or self._fault()
        self.button.setEnabled(not why)
        set_tip(self.button, why)
        self.missing.setText(why)
        self.problem.hide()

    def _fault(self) -> str:
        line = self.line()
        missing = [self.fields[name].says for name in ("id", "name") if name in self.fields and not line[name]]
        if missing:
            return tr("Still missing: {fields}", fields=listed(missing))
        if "id" in self.fields and line["id"] in self._case.roster:
            return tr("This roster id is already taken.")
        if self.fields["seat"].value() is None:
            return tr("The seat is a number; 0 stands for no seat.")
        if not COMPUTER.fullmatch(line["computer"]):
            return tr("The computer is one capital letter, A for the first.")
        if any(not HEX64.fullmatch(key) for key in line["public_keys"]):
            return tr("A public key has 64 signs, 0 to 9 and a to f.")
        if self.roster() == roster_lines(self._case, self._names):
            return tr("Nothing is changed yet.")
        return ""

    def say_problem(self, text: str) -> None:
        """Say beside the form why nothing was recorded."""
        self.problem.setText(text)
        self.problem.show()
