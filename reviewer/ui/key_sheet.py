"""The sheet of keys (F1): every action with its keys, by what one wants to do; words typed narrow it.

What can be done where one is stands first; the rest follows, each group with the places where it acts.
"""

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from reviewer.desk.wording import word_in
from reviewer.ui import keys
from reviewer.ui.actions import Action, called
from reviewer.ui.key_file import EVERYWHERE, program_map
from reviewer.ui.look import Look
from reviewer.ui.palette_entries import Entry, fitting
from reviewer.ui.parts import button, column, label, row
from reviewer.ui.search_edit import SearchEdit
from reviewer.ui.wording import LANGUAGES, language, tr

COLUMNS = 3
HEAD = 2
"""So many lines the head of a group is worth, when groups are shared out to the columns."""


def acting(offered: Iterable[Action], place: str) -> frozenset[str]:
    """The actions that do something now: what is offered, and what the place in view takes as it is pressed."""
    own = (name for name, keyed in program_map().items() if place in keyed.at)
    return frozenset((*(action.name for action in offered), *own))


class KeySheet(QDialog):
    """F1 or ? shows this sheet; Esc closes it."""

    def __init__(self, look: Look, parent: QWidget | None = None, here: Collection[str] = ()) -> None:
        """Every group, in as many columns as the window has room for; `here` are the actions that act now."""
        super().__init__(parent)
        self.setObjectName("key_sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keys"))
        over = parent.size() if parent is not None else self.size()
        self.resize(min(look.px(1080), over.width() - 48), min(look.px(640), over.height() - 48))
        layout = column(self, margins=24, spacing=12)
        head = row()
        head.addWidget(label(tr("Keys"), size=20, bold=True), 1)
        self.field = SearchEdit()
        self.field.setObjectName("key_sheet_search")
        self.field.setAccessibleName(tr("Search keys"))
        self.field.setPlaceholderText(tr("Search keys"))
        self.field.words_changed.connect(lambda _: self.narrow())
        head.addWidget(self.field, 1)
        layout.addLayout(head)
        own, other = _groups(set(here)), _groups(program_map().keys() - set(here), tells_where=True)
        self.groups = [*own, *other]
        self.elsewhere = label(tr("Keys that act in other places"), size=15, bold=True)
        self.elsewhere.setVisible(bool(own))
        count, sheet = max(1, min(COLUMNS, self.width() // look.px(320))), QWidget()
        parts = column(sheet, spacing=12)
        parts.addWidget(_in_columns(own, count))
        parts.addWidget(self.elsewhere)
        parts.addWidget(_in_columns(other, count), 1)
        self._other = other
        area = QScrollArea()
        area.setObjectName("key_sheet_area")
        area.setAccessibleName(tr("Keys"))
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(sheet)
        layout.addWidget(area, 1)
        self.nothing = label(tr("Nothing is called so."), tone="soft")
        self.nothing.hide()
        layout.addWidget(self.nothing)
        text = tr("Single letters also work while the keyboard is in Hangul mode, and never while you type in a field.")
        layout.addWidget(label(text, size=12, tone="soft", wrap=True))
        foot = row()
        foot.addStretch()
        foot.addWidget(button("key_sheet_close", tr("Close"), self.accept))
        layout.addLayout(foot)
        self.field.setFocus()

    def narrow(self) -> None:
        """Show the actions whose name, group or key fits what is typed."""
        words, composing = self.field.words().strip(), self.field.is_composing()
        shown = [group.narrow(words, composing=composing) for group in self.groups]
        self.nothing.setVisible(not any(shown))
        self.elsewhere.setVisible(any(shown[-len(self._other) :]) and len(self._other) < len(self.groups))


def _groups(actions: Collection[str], *, tells_where: bool = False) -> "list[_Group]":
    """These actions by their groups, in the order of the sheet."""
    names: dict[str, list[str]] = {}
    for action, keyed in program_map().items():
        if action in actions:
            names.setdefault(keyed.group, []).append(action)
    return [_Group(name, found, _where(found) if tells_where else "") for name, found in names.items()]


def _where(actions: Iterable[str]) -> str:
    """The places where these actions act, in words."""
    words = {
        EVERYWHERE: tr("once a case is open"), "work": tr("My work"), "claims": tr("Claims"), "triage": tr("Triage"),
        "desk": tr("an open claim"), "compare": tr("papers side by side"), "meetings": tr("Meeting"),
        "meeting": tr("a meeting that was begun"), "letters": tr("Letters"), "figures": tr("Figures"),
        "past": tr("the case as of a past day"), "assign": tr("Assign claims"),
    }  # fmt: skip
    places = {place for action in actions for place in program_map()[action].at}
    return ", ".join(text for place, text in words.items() if place in places)


class _Group(QWidget):
    """The actions of one group, each a line: what it does, its keys."""

    def __init__(self, name: str, actions: Iterable[str], where: str) -> None:
        super().__init__()
        names = [word_in("actions", "group", name, lang) for lang in LANGUAGES]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 16)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(word_in("actions", "group", name, language()), bold=True), 0, 0, 1, 2)
        if where:
            grid.addWidget(label(where, size=12, tone="soft", wrap=True), 1, 0, 1, 2)
        self.lines: dict[str, tuple[QLabel, QLabel]] = {}
        self._entries: list[Entry] = []
        for action in actions:
            what, key = label(called(action), tone="soft", wrap=True), label(keys.shown(action) or "–")
            key.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            key.setAccessibleName(f"{called(action)}: {keys.shown(action) or tr('no key')}")
            grid.addWidget(what, len(self.lines) + 2, 0)
            grid.addWidget(key, len(self.lines) + 2, 1)
            self.lines[action] = (what, key)
            words = (*(called(action, lang) for lang in LANGUAGES), *keys.works(action), *names)
            self._entries.append(Entry(action, called(action), "", words, bool))

    def narrow(self, words: str, *, composing: bool) -> bool:
        """Show the lines that fit; tells whether any does."""
        found = {one.key for one in fitting(self._entries, words, composing=composing, recent=())}
        for action, parts in self.lines.items():
            for part in parts:
                part.setVisible(action in found)
        self.setVisible(bool(found))
        return bool(found)


def _in_columns(groups: Sequence[_Group], count: int) -> QWidget:
    """The groups in their order, in columns of about the same height."""
    found = QWidget()
    layout = QHBoxLayout(found)
    layout.setContentsMargins(0, 0, 16, 0)
    layout.setSpacing(40)
    whole = sum(len(group.lines) + HEAD for group in groups) or 1
    before = 0
    columns = [QVBoxLayout() for _ in range(count)]
    for group in groups:
        size = len(group.lines) + HEAD
        columns[min((before + size // 2) * count // whole, count - 1) if len(groups) > 1 else 0].addWidget(group)
        before += size
    for one in columns:
        one.setSpacing(0)
        one.addStretch()
        layout.addLayout(one, 1)
    return found
