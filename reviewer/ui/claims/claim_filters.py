"""The chips above the claims: route, stage, mine and the filter row, each saying what it lets through."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from reviewer.rules.plan import Plan
from reviewer.ui.claim_columns import head_of
from reviewer.ui.claims.condition_words import HEAD_OF_FIELD, told
from reviewer.ui.flow import Flow
from reviewer.ui.parts import as_it_is, button
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import listed, tr, word

LONGEST = 36
"""Letters of a chip; the whole stands in its tip."""
Words = Callable[[str], Mapping[str, str] | None]


class Chip(QPushButton):
    """A chip with a menu of codes; it stays pressed while it filters."""

    chosen = Signal()
    changing = Signal(str)
    """What is chosen is about to be taken away (filter) or to become another (chosen)."""

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
            action.toggled.connect(partial(self._choose_one, code))
            self._actions[code] = action
        self._menu.addSeparator()
        self._menu.addAction(tr("Show all")).triggered.connect(self._show_all)
        self.clicked.connect(self._open)
        self._say()

    def _open(self) -> None:
        self.setChecked(bool(self.codes()))
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _show_all(self) -> None:
        if self.codes():
            self.changing.emit("filter")
            self.choose(frozenset())

    def _choose_one(self, code: str, _is_on: bool) -> None:
        after = self.codes()
        self._put(after ^ {code})
        self.changing.emit("chosen")
        self.choose(after)

    def codes(self) -> frozenset[str]:
        """The codes let through; empty for all."""
        return frozenset(code for code, action in self._actions.items() if action.isChecked())

    def choose(self, codes: frozenset[str]) -> None:
        """Let only these codes through."""
        self._put(codes)
        self._changed()

    def _put(self, codes: frozenset[str]) -> None:
        for code, action in self._actions.items():
            action.blockSignals(True)
            action.setChecked(code in codes)
            action.blockSignals(False)

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


class ClaimFilters(Flow):
    """What narrows the list, each with a chip: route, stage, mine, and one for every filled field of the filter row."""

    changed = Signal()
    removed = Signal(str)
    """The chip of this field of the case file was taken away."""
    changing = Signal(str)
    """The routes or the stages chosen are about to be taken away (filter) or to become others (chosen)."""

    def __init__(self, plan: Plan, person: str, words_of: Words) -> None:
        """Without a key there is no "mine"."""
        super().__init__()
        self.person = person
        self._words_of = words_of
        self._chips: dict[str, QPushButton] = {}
        self._said: dict[str, str] = {}
        self.after: QWidget | None = None
        """What stands behind the chips of the filter row."""
        self.route = Chip("filter_route", tr("Route"), plan.routes)
        self.stage = Chip("filter_stage", tr("Stage"), plan.stages)
        self.mine = button("filter_mine", tr("Mine"), role="chip")
        self.mine.setCheckable(True)
        for chip in (self.route, self.stage, self.mine):
            self.add(chip)
        self.mine.setVisible(bool(person))
        for chip in (self.route, self.stage):
            chip.chosen.connect(self.changed)
            chip.changing.connect(self.changing)
        self.mine.toggled.connect(lambda _: self.changed.emit())

    def minimumSizeHint(self) -> QSize:
        """Names and conditions that are longer than the line end in …; a long one pushes nothing out of the window."""
        found = super().minimumSizeHint()
        return QSize(min(found.width(), self.route.sizeHint().width()), found.height())

    def show_conditions(self, conditions: Mapping[str, str]) -> None:
        """One chip for each condition of the filter row; a press takes it away."""
        for field in [field for field in self._chips if field not in conditions]:
            self.drop(self._chips.pop(field))
        for field, condition in conditions.items():
            if field not in self._chips:
                self._chips[field] = self._make_chip(field)
            self._say(field, condition)

    def _make_chip(self, field: str) -> QPushButton:
        chip = button(f"chip_{field}", "", lambda: self.removed.emit(field), role="chip")
        chip.setCheckable(True)
        self.add(chip, self.after)
        return chip

    def _say(self, field: str, condition: str) -> None:
        text = self._said[field] = condition_in_words(field, condition, self._words_of)
        chip = self._chips[field]
        chip.setText(as_it_is(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…") + "   ✕")
        set_tip(chip, text)
        chip.setAccessibleName(tr("Remove the filter: {filter}", filter=text))
        chip.setChecked(True)

    def is_empty(self) -> bool:
        """Whether everything is let through."""
        return not (self.route.codes() or self.stage.codes() or self.mine.isChecked() or self._chips)

    def in_words(self) -> str:
        """What the chips let through, "" for everything."""
        mine = tr("Mine") if self.mine.isChecked() else ""
        said = (self._said[field] for field in self._chips)
        return " · ".join(filter(None, (self.route.in_words, self.stage.in_words, mine, *said)))

    def choose(self, routes: frozenset[str], stages: frozenset[str], mine: bool) -> None:
        """Let these through, without telling."""
        self.blockSignals(True)
        self.route.choose(routes)
        self.stage.choose(stages)
        self.mine.setChecked(mine and bool(self.person))
        self.blockSignals(False)

    def clear(self) -> None:
        """Let every route and stage through, and everybody's claims."""
        self.choose(frozenset(), frozenset(), mine=False)
        self.changed.emit()


def condition_in_words(field: str, condition: str, words_of: Words) -> str:
    """A condition with the head of its column: `Loss claimed: >500000`."""
    return f"{head_of(HEAD_OF_FIELD[field])}: {told(condition, words_of(field))}"
