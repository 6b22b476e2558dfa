"""The tiles above My work: how many claims wait for what, each with its key."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from reviewer.ui.look import Look
from reviewer.ui.parts import OneOf, button, label, restyle
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr

NARROWEST, LEAST = 190, 3
"""A tile is about so wide at least, in pixels at 100 % text; so many stand beside each other even in large text."""
LOW = 560
"""In a place less high than this, in pixels at 100 % text, the words of a tile stand beside its number."""
USUAL_GAP, LOW_GAP = 12, 6
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class WorkTiles(QWidget):
    """One tile is chosen; its claims stand in the list below."""

    chosen = Signal(str)

    def __init__(self, names: Sequence[str], look: Look) -> None:
        """`names` in the order of their keys 1, 2, 3…; counts come later."""
        super().__init__()
        self._narrowest, self._low, self._in_row = look.px(NARROWEST), look.px(LOW), 0
        self.is_low = False
        """Whether there is little room, so that a tile is one line high."""
        self.counts: dict[str, QLabel] = {}
        self._words: dict[str, QLabel] = {}
        self._caps: dict[str, QLabel] = {}
        self._insides: dict[str, QGridLayout] = {}
        self.tiles: dict[str, QPushButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(USUAL_GAP)
        self._group = OneOf(self)
        for place, name in enumerate(names):
            self.tiles[name] = self._tile(name, str(place + 1))
        self._lay_out(LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As few rows as the width allows, all about equally long: the list below needs the room."""
        super().resizeEvent(event)
        most = max(LEAST, self.width() // self._narrowest)
        rows = -(-len(self.tiles) // most)
        self._lay_out(-(-len(self.tiles) // rows))

    def fit(self, high: int) -> None:
        """Be one line high each in a place of so many pixels where that is little: the list below needs the room."""
        if self.is_low == (high < self._low):
            return
        self.is_low = not self.is_low
        self._grid.setSpacing(LOW_GAP if self.is_low else USUAL_GAP)
        for name, tile in self.tiles.items():
            restyle(tile, low=self.is_low)
            self._fill(name)

    def _lay_out(self, in_row: int) -> None:
        if in_row == self._in_row:
            return
        for place in range(self._in_row):
            self._grid.setColumnStretch(place, 0)
        self._in_row = in_row
        for place, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, place // in_row, place % in_row)
            self._grid.setColumnStretch(place % in_row, 1)

    def _tile(self, name: str, key: str) -> QPushButton:
        tile = button(f"tile_{name}", "", lambda: self.chosen.emit(name), role="tile", says=tile_words()[name])
        self._group.add(tile)
        tile.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # as high as its words need
        set_tip(tile, tr("Key {key}", key=key))
        self.counts[name] = label("–", size=20, bold=True)
        self._words[name] = label(tile_words()[name], tone="soft", wrap=True)
        self._caps[name] = cap = label(key, size=12)
        cap.setProperty("keycap", "true")
        for part in (self.counts[name], self._words[name], cap):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._insides[name] = inside = QGridLayout(tile)
        inside.setHorizontalSpacing(10)
        inside.setVerticalSpacing(2)
        inside.setColumnStretch(1, 1)
        self._fill(name)
        return tile

    def _fill(self, name: str) -> None:
        """The number and its key, and the words below them, or between them where the tile is low."""
        inside, edge = self._insides[name], LOW_GAP if self.is_low else 10
        inside.setContentsMargins(16, edge, 16, edge)
        inside.addWidget(self.counts[name], 0, 0)
        inside.addWidget(self._words[name], *((0, 1) if self.is_low else (1, 0, 1, 3)))
        inside.addWidget(self._caps[name], 0, 2)
        # numbers of usual tiles stand on one line, however many lines the words below those beside them need
        inside.setRowStretch(2, 0 if self.is_low else 1)
        inside.setAlignment(self._caps[name], _MIDDLE if self.is_low else Qt.AlignmentFlag(0))

    def show_counts(self, counts: Mapping[str, int], words: Mapping[str, str]) -> None:
        """Show how many wait; `words` take the place of a tile's usual ones."""
        said = {**tile_words(), **words}
        for name, tile in self.tiles.items():
            self.counts[name].setText(f"{counts[name]:,}")
            self._words[name].setText(said[name])
            tile.setAccessibleName(f"{said[name]}: {counts[name]}")

    def mark(self, name: str) -> None:
        """Show which tile is chosen."""
        self.tiles[name].setChecked(True)

    def at(self, number: int) -> str:
        """The tile of a number, from 1; empty for none."""
        return list(self.tiles)[number - 1] if 0 < number <= len(self.tiles) else ""


def tile_words() -> dict[str, str]:
    """The words of the tiles, a reviewer's and the secretary's."""
    return {
        "waiting": tr("waiting for me"),
        "due": tr("due within 7 days"),
        "promises": tr("promises due within 7 days"),
        "sent_back": tr("sent back to me"),
        "held": tr("on hold"),
        "looks": tr("second looks"),
        "samples": tr("sample checks"),
        "unassigned": tr("waiting for reviewers"),
        "reminders": tr("reminders to send"),
        "overdue": tr("due date passed"),
        "letters": tr("letters to send"),
        "deadlines": tr("evidence and reviews due within 7 days"),
        "failed": tr("failed payments"),
        "meeting": tr("for the next meeting"),
    }
