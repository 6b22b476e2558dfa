"""The fields of a query over the claims of triage, and the queries a person saved."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from reviewer.rules.numbers import digits
from reviewer.ui.choice import Choice
from reviewer.ui.elided import NarrowChoice
from reviewer.ui.parts import button, label, row
from reviewer.ui.sitting import Sitting
from reviewer.ui.triage.triage_pane import reporter_words
from reviewer.ui.triage.triage_reading import Asked, keep_query, read_saved
from reviewer.ui.wording import tr, word


class QueryFields(QWidget):
    """Every field narrows; a saved query fills them all."""

    changed = Signal()

    def __init__(self, sitting: Sitting, asked: Asked) -> None:
        """Begins with what the list in view asks for."""
        super().__init__()
        self._sitting, self._saved, self._fills = sitting, dict[str, Asked](), False
        plan = sitting.plan
        self.words, self.least, self.most = QLineEdit(), QLineEdit(), QLineEdit()
        self.lane = _combo(lanes_in_words(sitting))
        self.reporter = _combo({"": tr("all"), **reporter_words()})
        self.service = _combo({"": tr("all")} | {key: word(plan.services, key) for key in plan.services})
        self.only_new = QCheckBox(tr("only claims that no person routed yet"))
        self.only_new.setObjectName("query_only_new")
        self.saved = Choice()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        for place, (says, field, name) in enumerate(
            (
                (tr("Words"), self.words, "query_words"),
                (tr("Lane by rule"), self.lane, "query_lane"),
                (tr("The sender says"), self.reporter, "query_reporter"),
                (tr("Service"), self.service, "query_service"),
                (tr("Loss from"), self.least, "query_least"),
                (tr("Loss up to"), self.most, "query_most"),
            )
        ):
            self._add(says, field, name, place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._saved_row())
        layout.addLayout(self._grid)
        layout.addWidget(self.only_new)
        self.fill(asked)
        for edit in (self.words, self.least, self.most):
            edit.textChanged.connect(self._tell)
        for combo in (self.lane, self.reporter, self.service):
            combo.currentIndexChanged.connect(self._tell)
        self.only_new.toggled.connect(self._tell)
        self._read_saved()

    def _add(self, says: str, field: QWidget, name: str, place: int) -> None:
        field.setObjectName(name)
        field.setAccessibleName(says)
        line, column = place // 2, place % 2 * 2
        self._grid.addWidget(label(says, size=12, tone="soft"), line, column)
        self._grid.addWidget(field, line, column + 1)
        self._grid.setColumnStretch(column + 1, 1)

    def _saved_row(self) -> Any:
        found = row()
        self.saved.setObjectName("query_saved")
        self.saved.setAccessibleName(tr("Saved queries"))
        self.saved.setEditable(True)
        self.saved.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        edit = self.saved.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(tr("Saved queries"))
        edit.setAccessibleName(tr("Saved queries"))
        self.saved.activated.connect(lambda place: self._choose(self.saved.itemText(place)))
        found.addWidget(self.saved, 1)
        found.addWidget(button("query_save", tr("Save"), partial(self._save, keep=True), says=tr("Save the query")))
        found.addWidget(
            button("query_drop", tr("Forget"), partial(self._save, keep=False), says=tr("Forget the query"))
        )
        return found

    def asked(self) -> Asked:
        """What the fields ask for now."""
        return Asked(
            self.words.text(), str(self.lane.currentData()), str(self.reporter.currentData()),
            str(self.service.currentData()), _amount(self.least), _amount(self.most), self.only_new.isChecked(),
        )  # fmt: skip

    def in_words(self) -> str:
        """What is narrowed, in short."""
        fields = ((edit, edit.text().strip()) for edit in (self.words, self.least, self.most))
        combos = (
            (box, box.currentText() if box.currentData() else "") for box in (self.lane, self.reporter, self.service)
        )
        said = [f"{field.accessibleName()} {words}" for field, words in (*fields, *combos) if words]
        return " · ".join([*said, *([self.only_new.text()] if self.only_new.isChecked() else [])])

    def fill(self, asked: Asked) -> None:
        """Fill every field."""
        self._fills = True
        self.words.setText(asked.words)
        for combo, code in ((self.lane, asked.lane), (self.reporter, asked.reporter), (self.service, asked.service)):
            combo.setCurrentIndex(max(combo.findData(code), 0))
        for edit, amount in ((self.least, asked.least_loss), (self.most, asked.most_loss)):
            edit.setText("" if amount is None else f"{amount:,}")
        self.only_new.setChecked(asked.only_new)
        self._fills = False
        self.changed.emit()

    def _tell(self) -> None:
        if not self._fills:
            self.changed.emit()

    # --- saved queries ----------------------------------------------------------------------------------

    def _read_saved(self, name: str = "") -> None:
        person = self._sitting.person

        def show(found: dict[str, Asked]) -> None:
            self._saved = found
            self.saved.clear()
            self.saved.addItems(list(found))
            self.saved.setEditText(name)

        self._sitting.read(lambda conn: read_saved(conn, person), then=show, otherwise=_unexpected, owner=self)

    def _choose(self, name: str) -> None:
        if name in self._saved:
            self.fill(self._saved[name])

    def _save(self, *, keep: bool) -> None:
        name, person = self.saved.currentText().strip(), self._sitting.person
        if not name:
            self.saved.setFocus()
            return
        asked, at = self.asked() if keep else None, self._sitting.now().isoformat()
        self._sitting.note(lambda conn: keep_query(conn, person, name, asked, at), owner=self)
        if keep and asked is not None:
            self._saved[name] = asked
        else:
            self._saved.pop(name, None)
        self.saved.clear()
        self.saved.addItems(sorted(self._saved))
        self.saved.setEditText(name if keep else "")


def lanes_in_words(sitting: Sitting) -> dict[str, str]:
    """The lanes a list can be narrowed to: all, those without a route, then each route."""
    routes = sitting.plan.routes
    return {"": tr("All lanes"), "-": tr("no route yet")} | {code: word(routes, code) for code in routes}


def _combo(words: dict[str, str]) -> QComboBox:
    found = NarrowChoice("", "")  # its names come with its place
    for code, text in words.items():
        found.addItem(text, code)
    return found


def _amount(field: QLineEdit) -> int | None:
    plain = digits(field.text())
    return int(plain) if plain else None


def _unexpected(fault: BaseException) -> None:
    raise fault
