"""One figure: its chart, its table, and the ways it leaves the house."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from reviewer.ui.figures.chart_view import ChartView
from reviewer.ui.figures.figure_reading import Shown
from reviewer.ui.parts import button, column, label, row, take_from
from reviewer.ui.rows_table import LinesTable
from reviewer.ui.sitting import Sitting
from reviewer.ui.table_lines import Column, Line
from reviewer.ui.wording import tr

WIDEST = 1040
"""Pixels at 100 % text beyond which a chart would only be pulled apart."""


class FigurePage(QWidget):
    """Shows one figure at a time; a chart of hints is made when it is asked for."""

    compare = Signal()

    def __init__(self, sitting: Sitting) -> None:
        """Empty until a figure is shown."""
        super().__init__()
        self.setObjectName("figure_page")
        self._sitting = sitting
        self.shown: Shown | None = None
        layout = column(self, margins=16, spacing=8)
        self._waits = label("", tone="soft", wrap=True)
        self._ask = QWidget()
        asking = column(self._ask, spacing=12)
        self._title = label("", size=15, bold=True)
        asking.addWidget(self._title)
        asking.addWidget(
            label(
                tr("The hints of every answered paper are worked out anew for this. It may take some minutes."),
                tone="soft", wrap=True,
            )
        )  # fmt: skip
        line = row()
        self.go = button("figures_compare", tr("Compare hints with answers"), self.compare.emit, role="primary")
        line.addWidget(self.go)
        line.addStretch()
        asking.addLayout(line)
        self.chart = ChartView(sitting.look)
        self._tables = QVBoxLayout()
        self.table: LinesTable | None = None
        for part in (self._waits, self._ask, self.chart):
            part.setMaximumWidth(sitting.look.px(WIDEST))
            layout.addWidget(part)
        layout.addLayout(self._tables)
        layout.addStretch()
        self._show(self._waits)

    def _show(self, *parts: QWidget) -> None:
        for part in (self._waits, self._ask, self.chart):
            part.setVisible(part in parts)
        if self.chart not in parts:
            self.shown = None
            self._drop_table()

    def _drop_table(self) -> None:
        while self._tables.count():
            take_from(self._tables, 0)
        self.table = None

    def wait_for(self, title: str) -> None:
        """Say that a figure is being counted; the one in view stays until it is there."""
        if self.shown is None:
            self._waits.setText(tr("{title}: counting…", title=title))
            self._show(self._waits)

    def ask_for_hints(self, title: str) -> None:
        """Offer to compare hints with answers."""
        self._title.setText(title)
        self._show(self._ask)

    def show_figure(self, shown: Shown) -> None:
        """Show a figure; the same one, counted again, keeps its table."""
        is_same = self.shown is not None and self.shown.figure.code == shown.figure.code
        self._show(self.chart)
        self.shown = shown
        at = self.chart.at
        self.chart.show_chart(shown.chart)
        if is_same:
            self.chart.stand_on(at)
        if not is_same or self.table is None:
            self._drop_table()
            self._make_table(shown)
        assert self.table is not None
        lines = [Line(str(place), cells) for place, cells in enumerate(shown.table.rows)]
        self.table.show_lines(lines)

    def _make_table(self, shown: Shown) -> None:
        metrics = self.fontMetrics()
        columns = [Column(shown.table.columns[0].heading, 0)]
        for place, one in enumerate(shown.table.columns[1:], 1):
            texts = [one.heading, *(row[place] for row in shown.table.rows)]
            wide = max(map(metrics.horizontalAdvance, texts)) * 100 // self._sitting.look.percent + 28
            columns.append(Column(one.heading, max(wide, 64), is_amount=True))
        name = tr("Table: {title}", title=shown.chart.title)
        self.table = LinesTable("figure_table", name, columns, self._sitting.look)
        self.table.show_whole()
        self.table.setMaximumWidth(self._sitting.look.px(WIDEST))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tables.addWidget(self.table)
