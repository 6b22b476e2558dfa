"""The bar above the paper: what fits stands on it in order of use, and everything stands in its menu."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from reviewer.ui import keys
from reviewer.ui.elided import Elided
from reviewer.ui.icons import icon
from reviewer.ui.look import Look
from reviewer.ui.parts import label, line
from reviewer.ui.reader.tools import PAGES, SHEETS, Tool
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr

ZOOMS = (0.5, 0.75, 1.0, 1.5, 2.0, 4.0)
LEAST_NAME = 80
MENU_ONLY = 9
"""Tools of this rank are seldom wanted and stand in the menu alone, with their words and keys."""
GROUPS = ("zoom_out", "turn_page", "find")
"""The tools that begin another group: how near, how it lies and looks, what to do with it."""
BETWEEN = 9
OF_MANY = frozenset({"page_back", "page_on", "overview", "single"})


class PaperToolbar(QWidget):
    """Every tool has its key in the tip; what does not fit the paper in view is hidden, not greyed."""

    page_wanted = Signal(int)
    zoom_wanted = Signal(float)

    def __init__(self, look: Look, tools: Sequence[Tool]) -> None:
        """Without a paper only its place is kept."""
        super().__init__()
        self.setObjectName("paper_toolbar")
        self._look, self._tools = look, tools
        self.kind, self.count, self._page = "", 0, 1
        bar = QHBoxLayout(self)
        bar.setContentsMargins(6, 3, 6, 3)
        bar.setSpacing(1)
        self.buttons = {tool.name: self._button(tool) for tool in tools}
        self.page = self._page_field()
        self.of_pages = label("", size=12, tone="soft")
        self.zoom = self._zoom_button()
        self.name = Elided(is_file=True)
        self.more = self._more_button()
        self._lines: dict[str, QWidget] = {}
        for tool in tools:
            if tool.name == "save_copy":
                bar.addSpacing(6)
                bar.addWidget(self.name, 1)
                bar.addStretch(0)  # takes the room while the name is hidden
            if tool.name in GROUPS:
                self._lines[tool.name] = between = line(vertical=True)
                between.setProperty("line", "tools")
                between.setFixedWidth(BETWEEN)
                bar.addWidget(between)
            bar.addWidget(self.buttons[tool.name])
            if tool.name == "page_back":
                bar.addWidget(self.page)
                bar.addWidget(self.of_pages)
            if tool.name == "zoom_out":
                bar.addWidget(self.zoom)
        bar.addWidget(self.more)
        self.setMinimumHeight(look.px(40))
        self.describe("", 0)

    # --- parts ------------------------------------------------------------------------------------------

    def _button(self, tool: Tool) -> QToolButton:
        found = QToolButton()
        found.setObjectName(tool.name)
        found.setAccessibleName(tool.says)
        set_tip(found, tool.tip)
        found.setIcon(icon(tool.picture, self._look))
        found.setIconSize(QSize(self._look.px(18), self._look.px(18)))
        found.setCheckable(tool.is_switch)
        found.clicked.connect(lambda *_: tool.do())
        return found

    def _page_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("page_number")
        field.setAccessibleName(tr("Page number"))
        set_tip(field, tr("Type a page and press Enter"))
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setMaxLength(5)
        field.setFixedWidth(self._look.px(24) + 16)
        field.returnPressed.connect(self._page_typed)
        field.editingFinished.connect(lambda: self.show_page(self._page))
        return field

    def _zoom_button(self) -> QToolButton:
        found = QToolButton()
        found.setObjectName("zoom")
        found.setAccessibleName(tr("Zoom"))
        found.setProperty("textsize", "12")
        found.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        found.setMinimumWidth(self._look.px(46))
        menu = QMenu(found)
        for zoom in ZOOMS:
            menu.addAction(f"{zoom:.0%}").triggered.connect(lambda *_, zoom=zoom: self.zoom_wanted.emit(zoom))
        found.setMenu(menu)
        return found

    def _more_button(self) -> QToolButton:
        found = QToolButton()
        found.setObjectName("more_tools")
        found.setAccessibleName(tr("All tools"))
        set_tip(found, tr("All tools"))
        found.setIcon(icon("more", self._look))
        found.setIconSize(QSize(self._look.px(18), self._look.px(18)))
        found.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(found)
        self._actions: dict[str, QAction] = {}
        for tool in self._tools:
            key = keys.shown(tool.action) if tool.action else ""
            action = menu.addAction(icon(tool.picture, self._look), f"{tool.says}\t{key}" if key else tool.says)
            action.setCheckable(tool.is_switch)
            action.triggered.connect(lambda *_, tool=tool: tool.do())
            self._actions[tool.name] = action
        found.setMenu(menu)
        return found

    def _page_typed(self) -> None:
        text = self.page.text().strip()
        if text.isascii() and text.isdigit():
            self.page_wanted.emit(int(text))
        self.show_page(self._page)

    # --- what is shown ----------------------------------------------------------------------------------

    def show_paper(self, name: str) -> None:
        """Say the paper's file name, before it is open."""
        self.name.say(name)
        self.describe("", 0)
        if name:
            self.of_pages.setText(tr("opening…"))
            self.of_pages.show()

    def describe(self, kind: str, pages: int) -> None:
        """Show the tools that fit what is shown: `pages`, `sheets`, `text`, or nothing."""
        self.kind, self.count = kind, pages
        for tool in self._tools:
            self._actions[tool.name].setVisible(kind in tool.fits)
        self.of_pages.setText(f" / {pages}" if kind == PAGES else "")
        self.more.setVisible(bool(kind))
        self._fit()

    def switch(self, name: str, is_on: bool) -> None:
        """Show a switch as on or off."""
        self.buttons[name].setChecked(is_on)
        self._actions[name].setChecked(is_on)

    def show_page(self, number: int) -> None:
        """Say which page is being read."""
        self._page = number
        self.page.setText(str(number))

    def show_zoom(self, zoom: float) -> None:
        """Say the zoom in percent."""
        self.zoom.setText(f"{zoom:.0%}")

    # --- room -------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What does not fit any more stands in the menu only."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """The bar never holds a window open: tools give way."""
        return QSize(self._look.px(160), super().minimumSizeHint().height())

    def _fit(self) -> None:
        kind, has_many = self.kind, self.count > 1
        self.page.setVisible(kind == PAGES and has_many)
        self.of_pages.setVisible(not kind or (kind == PAGES and has_many))
        self.zoom.setVisible(kind in (PAGES, SHEETS))
        wanted = [tool for tool in self._tools if kind in tool.fits and tool.rank < MENU_ONLY]
        wanted = [tool for tool in wanted if has_many or tool.name not in OF_MANY]
        fixed = [part for part in (self.page, self.of_pages, self.zoom) if not part.isHidden()]
        widths = [min(part.sizeHint().width(), part.maximumWidth()) + 1 for part in [*fixed, self.more]]
        room = self.width() - 26 - sum(widths) - (BETWEEN + 1) * len(self._lines)
        shown: set[str] = set()
        for tool in sorted(wanted, key=lambda tool: tool.rank):
            wide = self.buttons[tool.name].sizeHint().width() + 1
            if wide > room:
                break
            room -= wide
            shown.add(tool.name)
        for tool in self._tools:
            self.buttons[tool.name].setVisible(tool.name in shown)
        self._part(shown)
        self.name.setVisible(room > LEAST_NAME or not kind)

    def _part(self, shown: set[str]) -> None:
        """Stand a line between groups of which tools are shown."""
        is_first = True
        names = [tool.name for tool in self._tools]
        starts = [0, *(names.index(name) for name in GROUPS)]
        for start, end in zip(starts, [*starts[1:], names.index("save_copy")], strict=True):
            has_tools = any(name in shown for name in names[start:end])
            if names[start] in self._lines:
                self._lines[names[start]].setVisible(has_tools and not is_first)
            is_first = is_first and not has_tools
