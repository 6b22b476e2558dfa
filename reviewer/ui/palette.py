"""The palette (Ctrl+K): type what you want, in Korean or English, and press Enter."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListView, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.announcing import announce
from reviewer.ui.palette_entries import FOUND, Entry, fitting, of_claim
from reviewer.ui.palette_rows import Entries, EntryDelegate, said
from reviewer.ui.parts import column, label, line, restyle, row
from reviewer.ui.problems import in_words
from reviewer.ui.search_access import SearchAccess, Seen
from reviewer.ui.search_edit import SearchEdit
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr, word

STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
AT_FIRST, CLAIMS_AT_FIRST = 3, 5
"""So many recent commands and claims stand above the others before anything is typed."""


class Palette(QDialog):
    """The keyboard stays in the field; up and down choose, Enter does it, Ctrl+Enter opens a claim in a new tab."""

    def __init__(
        self,
        parent: QWidget,
        sitting: Sitting,
        entries: Sequence[Entry],
        claims: Sequence[Entry],
        recent: Sequence[str],
        open_claim: Callable[..., object] | None = None,
        title: str = "",
    ) -> None:
        """`entries` are all actions, `claims` the recent claims, `recent` the keys of what was chosen lately.

        With a title of its own it lists nothing but these claims; without a way to open one, none is looked for.
        """
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._is_narrow, title = bool(title), title or tr("Commands, places and claims")
        self.setWindowTitle(title)
        self._sitting, self._entries, self._claims, self._recent = sitting, entries, claims, recent
        self._over, self._open_claim, self._asked = parent, open_claim, 0
        self._found: tuple[Entry, ...] = ()
        self._seen: Seen | None = None
        self.accesses = SearchAccess(sitting, lambda: self._seen, self)
        self.chosen: Entry | None = None
        self.field = SearchEdit()
        self.field.setObjectName("palette_field")
        wanted = tr("What do you want? A command, a place, or a claim by number or name")
        self.field.setPlaceholderText(title if self._is_narrow else wanted)
        self.field.setAccessibleName(title)
        self.list = QListView()
        self.list.setObjectName("palette_list")
        self.list.setAccessibleName(tr("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.rows, self._delegate = Entries(self), EntryDelegate(sitting.look)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(self._delegate)
        self.foot = label("", size=12, tone="soft", wrap=True)
        self.foot.setContentsMargins(12, 8, 12, 8)
        self._lay_out()
        self.field.installEventFilter(self)
        self.field.words_changed.connect(lambda _: self._look())
        self.list.clicked.connect(lambda index: self._choose(self.rows.entries[index.row()]))
        self.list.selectionModel().currentChanged.connect(lambda *_: self._say())
        self._show()

    def _lay_out(self) -> None:
        look = self._sitting.look
        layout = column(self, margins=1)
        head = row(margins=(12, 12, 12, 12))
        head.addWidget(self.field)
        layout.addLayout(head)
        layout.addWidget(line())
        layout.addWidget(self.list, 1)
        layout.addWidget(line())
        layout.addWidget(self.foot)
        over = self._over
        wide = min(look.px(640), over.width() - 32)
        high = min(look.px(440), over.height() - 96)
        corner = over.mapToGlobal(over.rect().topLeft())
        self.setGeometry(corner.x() + (over.width() - wide) // 2, corner.y() + 64, wide, high)

    # --- finding ----------------------------------------------------------------------------------------

    def _look(self) -> None:
        self._found, self._seen = (), None
        self.accesses.stop()
        self._show()
        words, composing = self.field.words().strip(), self.field.is_composing()
        self._asked += 1
        asked = self._asked
        open_claim = self._open_claim
        if not words or self._is_narrow or open_claim is None:
            return

        plan = self._sitting.plan

        def find(conn: Any) -> tuple[Any, Sequence[Any], Mapping[int, str]]:
            from reviewer.casefile import claims
            from reviewer.ui.found_words import AS_IT_IS, found_in

            wanted = claims.Filter(words=words, composing=composing, services=False)  # one service is that of hundreds
            lines = claims.first(conn, wanted, limit=FOUND) if asked == self._asked else ()
            query = claims.query_of(conn, wanted)
            return wanted, lines, found_in(conn, query, [one.id for one in lines], plan, but=AS_IT_IS)

        self._sitting.read(
            find, then=lambda found: self._came(asked, *found, open_claim), otherwise=self._failed, owner=self
        )  # fmt: skip

    def _came(
        self, asked: int, wanted: Any, lines: Sequence[Any], found: Mapping[int, str], open_claim: Callable[..., object]
    ) -> None:
        if asked != self._asked:
            return
        self._seen = wanted, [one.id for one in lines]
        self.accesses.found(wanted, len(lines))
        stages, entries = self._sitting.plan.stages, []
        for one in lines:
            told = " · ".join(filter(None, (word(stages, one.stage), found.get(one.id))))
            entries.append(of_claim(one.claim, one.trade_name, told, open_claim))
        self._found = tuple(entries)
        self._show(keep=True)

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.foot.setText(in_words(fault))

    def _show(self, *, keep: bool = False) -> None:
        words, composing = self.field.words().strip(), self.field.is_composing()
        before = self.current()
        if words:
            known = fitting(self._claims, words, composing=composing, recent=())
            fresh = {one.key for one in known}
            found = fitting(self._entries, words, composing=composing, recent=self._recent)
            shown = [*found, *known, *(one for one in self._found if one.key not in fresh)]
        else:
            lately: list[Entry] = [one for key in self._recent for one in self._entries if one.key == key][:AT_FIRST]
            rest = [one for one in self._entries if one not in lately]
            shown = [*lately, *self._claims[:CLAIMS_AT_FIRST], *rest] if rest else list(self._claims)
        self.rows.show(shown)
        place = next((at for at, one in enumerate(shown) if keep and before and one.key == before.key), 0)
        self.list.setCurrentIndex(self.rows.index(place))
        self._say()

    def current(self) -> Entry | None:
        """The line that Enter chooses."""
        row = self.list.currentIndex().row()
        return self.rows.entries[row] if 0 <= row < len(self.rows.entries) else None

    def _say(self) -> None:
        """Say below and to a screen reader what Enter would do, or why it cannot be done."""
        one, words = self.current(), self.field.words().strip()
        if one is None:
            text = tr("You opened no claim yet.") if self._is_narrow and not words else tr("Nothing is called so.")
        elif one.why_not:
            text = tr("not now: {why}", why=one.why_not)
        elif one.in_new_tab is not None:
            text = tr("Enter opens it · Ctrl+Enter in a new tab")
        else:
            text = tr("Enter does it")
        self.foot.setText(text)
        restyle(self.foot, tone="wait" if one is not None and one.why_not else "soft")
        announce(self.field, said(one) if one else text)

    # --- choosing ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that the field leaves: up, down, Esc."""
        key = Qt.Key(event.key())
        if key in STEPS and self.rows.entries:
            last = len(self.rows.entries) - 1
            row = self.list.currentIndex().row() + STEPS[key]
            if abs(STEPS[key]) == 1:
                row %= last + 1
            self.list.setCurrentIndex(self.rows.index(min(max(row, 0), last)))
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter chooses, before the field takes it for itself."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            one = self.current()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if one is not None:
                    self._choose(one, in_new_tab=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
                return True
        return super().eventFilter(watched, event)

    def _choose(self, one: Entry, *, in_new_tab: bool = False) -> None:
        """Close, and do it once the palette is gone; what cannot be done now stays and says why."""
        if one.why_not:
            self._say()
            return
        self.chosen = one
        if one in self._found:
            self.accesses.taken()
        self.accept()
        (one.in_new_tab if in_new_tab and one.in_new_tab is not None else one.do)()
