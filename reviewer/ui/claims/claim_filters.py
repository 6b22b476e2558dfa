"""The chips above the claims: route, stage and mine, each saying what it lets through."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from reviewer.rules.plan import Plan
from reviewer.ui.parts import button
from reviewer.ui.wording import listed, tr, word


class Chip(QPushButton):
    """A chip with a menu of codes; it stays pressed while it filters."""

    chosen = Signal()

    def __init__(self, name: str, title: str, codes: Mapping[str, Any]) -> None:
        """`codes` are rows of the plan by code."""
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "chip")
        self.setCheckable(True)
        self._title, self._codes = title, codes
        self._menu = QMenu(self)
        self._actions: dict[str, QAction] = {}
        self.in_words = ""
        for code in codes:
            action = self._menu.addAction(word(codes, code))
            action.setCheckable(True)
            action.toggled.connect(self._changed)
            self._actions[code] = action
        self._menu.addSeparator()
        self._menu.addAction(tr("Show all")).triggered.connect(lambda: self.choose(frozenset()))
        self.clicked.connect(self._open)
        self._say()

    def _open(self) -> None:
        self.setChecked(bool(self.codes()))
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def codes(self) -> frozenset[str]:
        """The codes let through; empty for all."""
        return frozenset(code for code, action in self._actions.items() if action.isChecked())

    def choose(self, codes: frozenset[str]) -> None:
        """Let only these codes through."""
        for code, action in self._actions.items():
            action.blockSignals(True)
            action.setChecked(code in codes)
            action.blockSignals(False)
        self._changed()

    def _changed(self) -> None:
        self._say()
        self.chosen.emit()

    def _say(self) -> None:
        codes = self.codes()
        names = [word(self._codes, code) for code in self._codes if code in codes]
        if len(names) > 2:
            names = [*names[:2], f"+{len(names) - 2}"]
        text = f"{self._title}: {listed(names)}" if names else f"{self._title}: {tr('all')}"
        self.setText(text + "  ▾")
        self.setAccessibleName(text)
        self.setChecked(bool(codes))
        self.in_words = text if names else ""


class ClaimFilters(QWidget):
    """Route, stage and mine."""

    changed = Signal()

    def __init__(self, plan: Plan, person: str) -> None:
        """Without a key there is no "mine"."""
        super().__init__()
        self.person = person
        self.route = Chip("filter_route", tr("Route"), plan.routes)
        self.stage = Chip("filter_stage", tr("Stage"), plan.stages)
        self.mine = button("filter_mine", tr("Mine"), role="chip")
        self.mine.setCheckable(True)
        self.mine.setVisible(bool(person))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for chip in (self.route, self.stage, self.mine):
            layout.addWidget(chip)
        self.route.chosen.connect(self.changed)
        self.stage.chosen.connect(self.changed)
        self.mine.toggled.connect(lambda _: self.changed.emit())

    def is_empty(self) -> bool:
        """Whether everything is let through."""
        return not (self.route.codes() or self.stage.codes() or self.mine.isChecked())

    def in_words(self) -> str:
        """What the chips let through, "" for everything."""
        mine = tr("Mine") if self.mine.isChecked() else ""
        return " · ".join(filter(None, (self.route.in_words, self.stage.in_words, mine)))

    def clear(self) -> None:
        """Let everything through."""
        self.route.choose(frozenset())
        self.stage.choose(frozenset())
        self.mine.setChecked(False)
