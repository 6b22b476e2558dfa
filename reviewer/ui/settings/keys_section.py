"""My keys: every action with its keys; press the new key, see whose it is already, go back to the program's own."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from reviewer.desk.wording import word_in
from reviewer.rules.problem import Problem
from reviewer.ui import keys
from reviewer.ui.actions import called
from reviewer.ui.key_file import is_needed, normal, own_file, program_map, write_own
from reviewer.ui.palette_entries import Entry, fitting
from reviewer.ui.parts import banner, button, column, label, row
from reviewer.ui.preferences import Preferences
from reviewer.ui.problems import in_words
from reviewer.ui.rows_table import LinesTable
from reviewer.ui.search_edit import SearchEdit
from reviewer.ui.sitting import Sitting
from reviewer.ui.table_lines import Column, Line
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import LANGUAGES, language, tr

SWITCHES = ("Control", "Shift", "Alt", "AltGr", "Meta", "Super_", "Hyper_", "CapsLock", "NumLock", "ScrollLock",
            "Mode_switch", "Multi_key", "Hangul", "Hiragana", "Katakana", "Kanji", "Eisu", "Dead_")  # fmt: skip
"""How the names of keys begin that only change what the next key types: the one for Hangul is no key of an action."""
LEAVES = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
HIGH = 280
"""How high the list of actions is, in pixels at 100 % text."""


class KeyField(QLineEdit):
    """Takes the next key pressed, whatever it means elsewhere; Tab goes on to the next field, or back."""

    pressed = Signal(str)

    def __init__(self) -> None:
        """Waits for a key once it has the keyboard."""
        super().__init__()
        self.setObjectName("key_field")
        self.setReadOnly(True)
        self.setAccessibleName(tr("Press the new key here"))
        self.setPlaceholderText(tr("Press the new key here"))

    def event(self, event: QEvent) -> bool:
        """No shortcut of the window takes the key."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key in Latin and in Hangul mode alike."""
        is_bare = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        switches = Qt.Key(event.key()).name.removeprefix("Key_").startswith(SWITCHES)
        if switches or (event.key() in LEAVES and is_bare):
            event.ignore()
            return
        key = keys.typed(event).strip() or normal(QKeySequence(event.keyCombination()).toString())
        if key:
            self.setText(key)
            self.pressed.emit(key)


class KeysSection(QWidget):
    """What is changed here is written into the person's own file and acts at once."""

    changed = Signal(str)
    """The keys are others now; the action that was chosen."""
    _given_up: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """A person's own keys that gave way to those of the program, all at once, since the program was started."""

    def __init__(self, sitting: Sitting, preferences: Preferences) -> None:
        """Shows the keys in force."""
        super().__init__()
        self.setObjectName("keys_section")
        self._sitting, self._preferences = sitting, preferences
        layout = column(self, spacing=8)
        layout.addWidget(label(tr("Keys"), size=15, bold=True))
        self.single = QCheckBox(tr("Single letters, digits and signs act as keys"))
        self.single.setObjectName("single_keys")
        self.single.setAccessibleName(self.single.text())
        self.single.setChecked(preferences.single_keys)
        self.single.toggled.connect(self._switch)
        layout.addWidget(self.single)
        self.fault = banner("", "bad")
        self.fault.setObjectName("keys_fault")
        layout.addWidget(self.fault)
        self.search = SearchEdit()
        self.search.setObjectName("keys_search")
        self.search.setAccessibleName(tr("Search keys"))
        self.search.setPlaceholderText(tr("Search keys"))
        self.search.words_changed.connect(lambda _: self._fill())
        layout.addWidget(self.search)
        columns = (Column(tr("What"), 0), Column(tr("Place"), 128), Column(tr("Keys"), 132), Column("", 72))
        self.table = LinesTable("keys_table", tr("Keys"), columns, sitting.look)
        self.table.setFixedHeight(sitting.look.px(HIGH))
        layout.addWidget(self.table)
        self.field = KeyField()
        self.use = button("key_use", tr("Use this key"), lambda: self._take(adds=False))
        self.add = button("key_add", tr("Use it as well"), lambda: self._take(adds=True))
        self.none = button("key_none", tr("No key"), lambda: self._set(()))
        self.back = button("key_back", tr("As the program has it"), lambda: self._set(None))
        self.all_back = button("keys_all_back", tr("All as the program has them"), self._all_back, role="link")
        line = row()
        line.addWidget(self.field, 1)
        for one in (self.use, self.add, self.none, self.back):
            line.addWidget(one)
        layout.addLayout(line)
        self.said = label("", size=12, tone="soft", wrap=True, told=True)
        self.said.setObjectName("keys_said")
        layout.addWidget(self.said)
        layout.addWidget(self.all_back, 0, Qt.AlignmentFlag.AlignLeft)
        self.field.pressed.connect(lambda _: self._look())
        self.table.picked.connect(lambda _: self._chosen())
        self.table.opened.connect(lambda _: self.field.setFocus())
        self._entries = [self._entry(action) for action in program_map()]
        self._fill()

    def _entry(self, action: str) -> Entry:
        group = program_map()[action].group
        words = (*(called(action, lang) for lang in LANGUAGES), *keys.key_map()[action])
        return Entry(action, called(action), word_in("actions", "group", group, language()), words, bool)

    def _fill(self) -> None:
        """The actions that fit what is typed."""
        fault = keys.fault()
        self.fault.setText(in_words(fault) if fault is not None else "")
        self.fault.setVisible(fault is not None)
        own, words = keys.own_keys().keys, self.search.words().strip()
        found = (
            fitting(self._entries, words, composing=self.search.is_composing(), recent=()) if words else self._entries
        )
        self.table.show_lines(
            [
                Line(one.key, (one.text, one.kind, " · ".join(keys.key_map()[one.key]) or "–",
                               tr("my own") if one.key in own else ""), tone="accent")
                for one in found
            ]
        )  # fmt: skip
        self.all_back.setText(tr("All as the program has them") if own else tr("My own keys again"))
        self.all_back.setAccessibleName(self.all_back.text())
        self.all_back.setVisible(bool(own or self._given_up))
        self._chosen()

    def stand_on(self, action: str) -> None:
        """Go to an action in the list."""
        self.table.go_to(action)
        self.table.setFocus()

    def _chosen(self) -> None:
        self.field.clear()
        self._look()

    def _look(self) -> None:
        """Say whose key this is already; nothing is off without its reason."""
        action, key = self.table.current(), self.field.text()
        why = tr("Select an action first.") if not action else "" if key else tr("Press the new key first.")
        if not why and is_needed(action, key):
            why = tr(
                "{key} leads on from field to field or presses what has the keyboard. Choose another key.", key=key
            )
        elif not why and (taken := _taken(action, (key,))):
            why = taken
        elif not why and key in keys.key_map()[action]:
            why = tr("{key} does this already.", key=key)
        for one, missing in (
            (self.use, why),
            (self.add, why),
            (self.none, _keyless(action)),
            (self.back, _not_back(action)),
        ):
            one.setEnabled(not missing)
            set_tip(one, missing)
        told = why if key or not action else tr("{action}: press the new key.", action=called(action))
        held = self.window().focusWidget()
        if held is not None and self.isAncestorOf(held):
            self.said.setText(told)
        else:
            QLabel.setText(self.said, told)  # nobody is here, so it is not spoken

    # --- changing ---------------------------------------------------------------------------------------

    def _take(self, *, adds: bool) -> None:
        before = keys.key_map()[self.table.current()] if adds else []
        self._set((*before, self.field.text()))

    def _set(self, chosen: tuple[str, ...] | None) -> None:
        """Give the chosen action these keys; None gives those of the program back."""
        action = self.table.current()
        if not action:
            return
        own = {name: key for name, key in keys.own_keys().keys.items() if name != action}
        if chosen is not None and chosen != program_map()[action].keys:
            own[action] = chosen
        self._write(own)

    def _all_back(self) -> None:
        """Let all own keys go, or take them up again."""
        own = keys.own_keys().keys
        self._write({} if own else self._given_up)
        KeysSection._given_up = own

    def _write(self, own: Mapping[str, tuple[str, ...]]) -> None:
        """Write the person's own file, and let the new keys act."""
        path, action = own_file(), self.table.current()
        self._sitting.lanes.reader.run(
            lambda: write_own(path, own), then=lambda _: self._written(action), otherwise=self._failed, owner=self
        )

    def _written(self, action: str) -> None:
        keys.read_again()
        self.changed.emit(action)

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.fault.setText(in_words(fault))
        self.fault.show()

    def _switch(self, on: bool) -> None:
        self._preferences.keep("single_keys", "yes" if on else "no")
        keys.use_single(on)
        self.changed.emit(self.table.current())


def _taken(action: str, wanted: Iterable[str]) -> str:
    """Why an action cannot have these keys: whose one of them is already; empty where it can."""
    for key in wanted:
        if other := keys.clashing(action, key):
            return tr("{key} is the key of: {other}. Give that one another key first.", key=key, other=called(other))
    return ""


def _keyless(action: str) -> str:
    """Why no key can be taken from an action; empty where one can."""
    if not action:
        return tr("Select an action first.")
    return "" if keys.key_map()[action] else tr("It has no key.")


def _not_back(action: str) -> str:
    """Why an action cannot have the program's keys again; another one may have them now, which would void the file."""
    if not action:
        return tr("Select an action first.")
    if action not in keys.own_keys().keys:
        return tr("It has the keys of the program.")
    return _taken(action, program_map()[action].keys)
