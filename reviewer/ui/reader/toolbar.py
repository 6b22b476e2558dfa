"""The bar above the paper: its name, pages, zoom, turn, contrast, text, copy."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from reviewer.ui import keys
from reviewer.ui.icons import icon
from reviewer.ui.look import Look
from reviewer.ui.parts import label
from reviewer.ui.wording import tr


class PaperToolbar(QWidget):
    """Every tool has its key in the tip; what does not fit the paper in view is hidden, not greyed."""

    zoomed = Signal(int)
    fitted = Signal(str)
    turned = Signal()
    paged = Signal(int)
    contrasted = Signal()
    text_wanted = Signal(bool)
    copy_wanted = Signal()
    sheet_chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        """Without a paper only its place is kept."""
        super().__init__()
        self.setObjectName("paper_toolbar")
        self._look = look
        self._bar = QHBoxLayout(self)
        self._bar.setContentsMargins(8, 4, 8, 4)
        self._bar.setSpacing(2)
        self.name = label("", size=12, tone="soft")
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.sheets = QComboBox()
        self.sheets.setObjectName("sheets")
        self.sheets.setAccessibleName(tr("Sheet"))
        self.sheets.activated.connect(lambda place: self.sheet_chosen.emit(place + 1))
        self.page = label("", size=12)
        self.zoom = label("", size=12)
        paging = (
            self._tool("up", "page_back", tr("Previous page"), "previous_page", lambda: self.paged.emit(-1)),
            self._tool("down", "page_on", tr("Next page"), "next_page", lambda: self.paged.emit(1)),
        )
        self._of_pages = [
            self._tool("zoom-out", "zoom_out", tr("Further"), "zoom_out", lambda: self.zoomed.emit(-1)),
            self.zoom,
            self._tool("zoom-in", "zoom_in", tr("Nearer"), "zoom_in", lambda: self.zoomed.emit(1)),
            self._tool("fit-width", "fit_width", tr("Page width"), "fit_width", lambda: self.fitted.emit("width")),
            self._tool("fit-page", "fit_page", tr("Whole page"), "fit_page", lambda: self.fitted.emit("page")),
            self._tool("turn", "turn_page", tr("Turn"), "turn", self.turned.emit),
            self._tool("contrast", "contrast", tr("Light on dark"), "", self.contrasted.emit),
        ]
        self.text = self._tool("text", "as_text", tr("Show as text"), "", lambda: None)
        self.text.setCheckable(True)
        self.text.toggled.connect(self.text_wanted)
        self.copy = self._tool("save", "save_copy", tr("Save a copy"), "", self.copy_wanted.emit)
        self._bar.addWidget(self.name, 1)
        for part in (self.sheets, paging[0], self.page, paging[1], *self._of_pages, self.text, self.copy):
            self._bar.addWidget(part)
        self._paging = [*paging, self.page]
        self.setMinimumHeight(look.px(40))
        self.describe("", 0, [])

    def _tool(self, picture: str, name: str, says: str, action: str, pressed: Callable[[], object]) -> QToolButton:
        found = QToolButton()
        found.setObjectName(name)
        found.setAccessibleName(says)
        found.setToolTip(f"{says}  {keys.shown(action)}" if action else says)
        found.setIcon(icon(picture, self._look))
        found.setIconSize(QSize(self._look.px(18), self._look.px(18)))
        found.clicked.connect(lambda *_: pressed())
        return found

    def show_paper(self, name: str) -> None:
        """Say the paper's file name."""
        self.name.setText(name)
        self.name.setToolTip(name)
        self.text.setChecked(False)
        self.describe("", 0, [])
        self.page.setText(tr("opening…"))
        self.page.show()

    def describe(self, kind: str, pages: int, sheets: Sequence[str]) -> None:
        """Show the tools that fit this kind of paper."""
        self._pages = pages
        has_pages = kind in ("pdf", "image")
        for part in self._of_pages:
            part.setVisible(has_pages)
        for part in self._paging:
            part.setVisible(has_pages and pages > 1)
        self.page.setText("")
        self.text.setVisible(kind == "pdf")
        self.copy.setVisible(bool(kind))
        self.sheets.setVisible(len(sheets) > 0)
        self.sheets.clear()
        self.sheets.addItems(list(sheets))

    def show_page(self, number: int) -> None:
        """Say which page of how many is in view."""
        self.page.setText(f"{number} / {self._pages}")

    def show_zoom(self, zoom: float) -> None:
        """Say the zoom in percent."""
        self.zoom.setText(f"{zoom * 100:.0f} %")
