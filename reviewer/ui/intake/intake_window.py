"""Taking a delivery in: choose it, look at the first rows, correct the columns, watch it go, read the result."""

import threading
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reviewer.rules.problem import Problem
from reviewer.ui.announcing import announce
from reviewer.ui.background import Lanes
from reviewer.ui.intake.intake_mapping import MappingTable
from reviewer.ui.intake.intake_new import NewCaseFields
from reviewer.ui.look import Look
from reviewer.ui.parts import banner, button, column, empty, label, open_at, row
from reviewer.ui.preferences import Preferences
from reviewer.ui.problems import in_words
from reviewer.ui.progress import ProgressBar
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr, tr_many

TABLES = {".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".jsonl"}


class IntakeWindow(QDialog):
    """With a sitting the delivery goes into the open case; without one a new case is founded for it."""

    founded = Signal(Path, str)
    _told = Signal(int, int)

    def __init__(
        self, look: Look, lanes: Lanes, preferences: Preferences, sitting: Sitting | None, parent: QWidget
    ) -> None:
        """Nothing is read before a delivery is chosen."""
        super().__init__(parent)
        self.setObjectName("intake_window")
        self.setWindowTitle(tr("Take in a delivery") if sitting else tr("New case from a delivery"))
        open_at(self, look.px(860), look.px(600))
        self._lanes, self._preferences, self._sitting = lanes, preferences, sitting
        self.paths: list[Path] = []
        self._cancelled = threading.Event()
        self._runs = False
        self.problem = banner("", "bad")
        self.problem.hide()
        self.stack = QStackedWidget()
        self.mapping = MappingTable(look)
        self.new_case = NewCaseFields() if sitting is None else None
        for page in (self._choosing(look), self._running(), self._done_page()):
            self.stack.addWidget(page)
        layout = column(self, margins=24, spacing=12)
        layout.addWidget(label(self.windowTitle(), size=20, bold=True))
        layout.addWidget(self.problem)
        layout.addWidget(self.stack, 1)
        for name in ("choose_files", "choose_folder", "choose_case_path"):  # Enter in a field takes in
            for choosing in self.findChildren(QPushButton, name):
                choosing.setAutoDefault(False)
        self.start.setDefault(True)
        self._told.connect(self._show_progress)

    # --- pages ------------------------------------------------------------------------------------------

    def _choosing(self, look: Look) -> QWidget:
        page = QWidget()
        layout = column(page, spacing=12)
        text = tr("A register (CSV, Excel, JSON lines), and the proof files beside it as a folder or a zip.")
        layout.addWidget(label(text, tone="soft", wrap=True))
        choose = row()
        choose.addWidget(button("choose_files", tr("Choose files…"), self._choose_files, look=look, picture="file"))
        folder = button("choose_folder", tr("Choose a folder…"), self._choose_folder, look=look, picture="open")
        choose.addWidget(folder)
        choose.addStretch()
        layout.addLayout(choose)
        self.chosen = label(tr("Nothing chosen yet."), wrap=True)
        layout.addWidget(self.chosen)
        layout.addWidget(self.mapping, 1)
        self.mapping.hide()
        if self.new_case is None:
            layout.addStretch()
        else:
            layout.addWidget(_scrolling(self.new_case), 1)
        buttons = row()
        buttons.addStretch()
        buttons.addWidget(button("intake_close", tr("Cancel"), self.reject))
        self.start = button("intake_start", tr("Take in"), self.take_in, role="primary")
        self.start.setEnabled(False)
        set_tip(self.start, tr("Choose a delivery first."))
        buttons.addWidget(self.start)
        layout.addLayout(buttons)
        return page

    def _running(self) -> QWidget:
        page = QWidget()
        layout = column(page, spacing=12)
        layout.addStretch()
        self.doing = label(tr("Taking in…"), size=15)
        layout.addWidget(self.doing)
        self.bar = ProgressBar()
        self.bar.setObjectName("intake_progress")
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.setTextVisible(False)
        layout.addWidget(self.bar)
        text = tr("You may stop: what is not finished goes on where it stopped when the same delivery is chosen again.")
        layout.addWidget(label(text, tone="soft", wrap=True))
        self.stop = button("intake_stop", tr("Stop"), self._cancelled.set)
        line = row()
        line.addWidget(self.stop)
        line.addStretch()
        layout.addLayout(line)
        layout.addStretch()
        return page

    def _done_page(self) -> QWidget:
        page = QWidget()
        layout = column(page, spacing=12)
        self._result = QVBoxLayout()
        layout.addLayout(self._result)
        layout.addStretch()
        line = row()
        line.addStretch()
        line.addWidget(button("intake_finish", tr("Close"), self.accept, role="primary"))
        layout.addLayout(line)
        return page

    # --- choosing ---------------------------------------------------------------------------------------

    def _choose_files(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, tr("Choose files"))
        if paths:
            self.show_delivery([Path(one) for one in paths])

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Choose a folder"))
        if folder:
            self.show_delivery([Path(folder)])

    def show_delivery(self, paths: list[Path]) -> None:
        """Show what was chosen and the first rows of its register."""
        self.paths = paths
        self.chosen.setText(", ".join(path.name for path in paths))
        self.start.setEnabled(True)
        set_tip(self.start, "")
        self.problem.hide()
        self.mapping.hide()
        self._lanes.glovebox.run(
            lambda: _first_rows(paths), then=self._show_preview, otherwise=self._failed, owner=self
        )

    def _show_preview(self, found: tuple[Any, Any] | None) -> None:
        if found is not None:
            shown, guessed = found
            self.mapping.show_preview(shown.header, [cells for _, cells in shown.rows], guessed)
            self.mapping.show()

    def _failed(self, fault: BaseException) -> None:
        self._runs = False
        if not isinstance(fault, Problem):
            self.stack.setCurrentIndex(0)
            raise fault
        self.stack.setCurrentIndex(0)
        self.problem.setText(in_words(fault))
        self.problem.show()

    # --- taking in --------------------------------------------------------------------------------------

    def take_in(self) -> None:
        """Take the delivery in on the clerk lane, with progress and Stop."""
        chosen = self.mapping.chosen_map() if self.mapping.isVisible() else None
        if self.new_case is not None and (missing := self.new_case.missing()):
            self.problem.setText(missing)
            self.problem.show()
            return
        self.problem.hide()
        self._cancelled.clear()
        self._runs = True
        self.stack.setCurrentIndex(1)
        self.bar.setRange(0, 0)
        work = partial(self._into_open, chosen) if self._sitting is not None else partial(self._into_new, chosen)
        self._lanes.clerk.run(work, then=self._taken, otherwise=self._failed, owner=self)

    def _into_open(self, chosen: Any) -> Any:
        from reviewer.desk.receiving import take_in

        assert self._sitting is not None
        return take_in(
            self._sitting.case_file, self._sitting.signer, self.paths, mapping=chosen, now=self._sitting.now(),
            progress=self._told.emit, cancelled=self._cancelled.is_set,
        )  # fmt: skip

    def _into_new(self, chosen: Any) -> Any:
        from reviewer.desk.founding import found_for_intake
        from reviewer.desk.receiving import take_in

        assert self.new_case is not None
        made, signer = found_for_intake(
            self.new_case.path(), None, self._preferences.keys_folder, self.new_case.passphrase(),
            who=self.new_case.member(), now=Sitting.now(),
        )  # fmt: skip
        with made:
            return take_in(
                made, signer, self.paths, mapping=chosen, now=Sitting.now(),
                progress=self._told.emit, cancelled=self._cancelled.is_set,
            )  # fmt: skip

    def _show_progress(self, done: int, whole: int) -> None:
        self.bar.setRange(0, max(whole, done) if whole else 0)
        self.bar.setValue(done)
        self.doing.setText(tr_many("{n} row taken in", "{n} rows taken in", done))

    def _taken(self, report: Any) -> None:
        self._runs = False
        self.stack.setCurrentIndex(2)
        empty(self._result)
        lines = [
            tr_many("{n} new claim", "{n} new claims", report.claims_new),
            tr_many("{n} row already known", "{n} rows already known", report.claims_known),
            tr_many("{n} proof file", "{n} proof files", report.documents),
        ]
        if report.cancelled:
            stopped = tr("Stopped. Nothing of this delivery is in the case yet.")
            self._result.addWidget(banner(stopped, "wait"))
        for text in lines:
            self._result.addWidget(label(text, size=15))
        if report.unmatched_files:
            text = tr_many("{n} file belongs to no claim", "{n} files belong to no claim", len(report.unmatched_files))
            self._result.addWidget(label(text, tone="wait"))
            lines.append(text)
        if report.refused:
            text = tr_many("{n} row was refused", "{n} rows were refused", report.refused)
            self._result.addWidget(label(text, tone="bad"))
            lines.append(text)
        announce(self, stopped if report.cancelled else ", ".join(lines))
        for path in report.refusals_files:
            text = tr("Open the file of refused rows: {name}", name=path.name)
            url = QUrl.fromLocalFile(str(path))
            self._result.addWidget(button("refusals_file", text, partial(QDesktopServices.openUrl, url), role="link"))
        if self._sitting is not None:
            self._sitting.recorded.emit("take_in", [])
        elif self.new_case is not None:
            self.founded.emit(self.new_case.path(), self.new_case.passphrase() or "")

    def reject(self) -> None:
        """While a delivery is being taken in, closing stops it first."""
        if self._runs:
            self._cancelled.set()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """As for `reject`."""
        if self._runs:
            self._cancelled.set()
            event.ignore()
        else:
            super().closeEvent(event)


def _first_rows(paths: list[Path]) -> tuple[Any, Any] | None:
    """The first rows of the first register among the files chosen, and the map guessed from them."""
    from reviewer.desk.columns import guess_mapping
    from reviewer.desk.sources import Table
    from reviewer.desk.table_intake import choose_map, preview

    inside = [one for path in paths for one in (sorted(path.iterdir()) if path.is_dir() else [path])]
    for path in inside:
        if path.is_file() and path.suffix.lower() in TABLES:
            table = Table(path.name, path, is_named=False)
            chosen = choose_map(table, None)
            if chosen is None or isinstance(chosen, str):
                continue
            shown = preview(table, chosen)
            return shown, guess_mapping(shown.header, shown.rows) if chosen is None else chosen
    return None


def _scrolling(fields: QWidget) -> QScrollArea:
    """Fields for which a small window has too little height in large text."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAlignment(Qt.AlignmentFlag.AlignTop)
    area.setWidget(fields)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumWidth(fields.minimumSizeHint().width())
    return area
