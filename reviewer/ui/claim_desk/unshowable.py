"""Says first, above the papers, which files of a claim cannot be displayed here: name, size and why (lessons 1.14)."""

from functools import partial
from pathlib import PurePosixPath

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.parts import button, empty, label, may_shrink
from reviewer.ui.reader.unshown import reason_word
from reviewer.ui.wording import tr, tr_many


class Unshowable(QWidget):
    """Absent while every paper can be shown, and until the papers were read behind the windows."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Nothing is known yet."""
        super().__init__()
        self.setObjectName("unshowable")
        self.setProperty("warns", "false")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(11, 8, 8, 8)
        self._layout.setSpacing(2)
        self.hide()

    def show_page(self, page: DeskPage) -> None:
        """Name the files that could not be opened, with what the machine knows of them."""
        there = {paper.document for paper in page.claim.papers}
        states = page.hints.states
        found = [
            (one, states[one.document])
            for one in page.papers
            if one.document in there and states.get(one.document, "") not in ("", "READ")
        ]
        self.setVisible(bool(found))
        shown = tuple((one.document, state) for one, state in found)
        if shown == self._shown:
            return
        self._shown = shown
        empty(self._layout)
        many = tr_many("{n} file cannot be displayed here", "{n} files cannot be displayed here", len(found))
        self._layout.addWidget(label(many, size=12, tone="wait", bold=True, wrap=True))
        for one, state in found:
            path = PurePosixPath(one.path)
            text = f"{path.name} · {in_bytes(one.bytes)}"
            why = tr("because {why}", why=reason_word(state))
            link = button(
                f"unshowable_{one.document[:8]}", text, partial(self.chosen.emit, one.document), role="hint",
                says=f"{text}, {why}",
            )  # fmt: skip
            self._layout.addWidget(may_shrink(link))
            self._layout.addWidget(label(why, size=12, tone="soft", wrap=True))


def in_bytes(count: int) -> str:
    """A size as people say it."""
    for unit, size in (("GB", 1024**3), ("MB", 1024**2), ("KB", 1024)):
        if count >= size:
            return f"{count / size:,.1f} {unit}"
    return f"{count} B"
