"""The first page: recent case files, open, new from a delivery, try with sample data."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.announcing import announce
from reviewer.ui.background import Lanes
from reviewer.ui.flow import Flow
from reviewer.ui.long_work import Job, WorkStrip
from reviewer.ui.look import Look
from reviewer.ui.parts import banner, button, column, empty, label, line, plane, row
from reviewer.ui.preferences import Preferences
from reviewer.ui.problems import each_in_words, in_words
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import LANGUAGES, language, moment, tr, tr_many


class StartPage(QWidget):
    """Shown while no case is open; what is wrong with a file is said beside it."""

    open_case = Signal(Path)
    new_case = Signal()
    found_case = Signal()
    try_sample = Signal()
    changed = Signal()
    """Another language or other colours were chosen; the page is to be built anew."""

    def __init__(self, look: Look, lanes: Lanes, preferences: Preferences) -> None:
        """Recent files are looked at on the reader lane."""
        super().__init__()
        self.setObjectName("start_page")
        self._look, self._lanes, self._preferences = look, lanes, preferences
        self._does: list[tuple[str, str]] = []
        self.problem = banner("", "bad")
        self.problem.setObjectName("start_problem")
        self.problem.hide()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 32, 24, 24)
        outer.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(look.px(1040))
        middle.setMinimumWidth(look.px(560))
        outer.addWidget(middle, 12)
        outer.addStretch(1)
        layout = column(middle, spacing=12)
        layout.addLayout(self._head())
        layout.addWidget(label(tr("1015 Damage Support Council · works without a network"), tone="soft"))
        layout.addSpacing(12)
        layout.addWidget(self._actions())
        self.making = WorkStrip("making_sample")
        layout.addWidget(self.making)
        layout.addWidget(self.problem)
        self._ways_out = Flow()
        layout.addWidget(self._ways_out)
        layout.addSpacing(12)
        layout.addWidget(label(tr("Recent case files"), size=15, bold=True))
        self._list = plane("surface")
        self._lines = column(self._list)
        area = QScrollArea()
        area.setObjectName("recent_area")
        area.setAccessibleName(tr("Recent case files"))
        area.setWidgetResizable(True)
        area.setWidget(self._list)
        layout.addWidget(area, 1)
        self.refresh()

    def _head(self) -> QHBoxLayout:
        head = row(spacing=12)
        head.addWidget(label(tr("Claim reviewer"), size=20, bold=True), 1)
        theme, word = ("light", tr("Light")) if self._look.theme == "dark" else ("dark", tr("Dark"))
        says = f"{tr('Colours')}: {word}"
        head.addWidget(button("start_theme", word, partial(self._keep, "theme", theme), role="link", says=says))
        other = "en" if language() == "ko" else "ko"
        pressed = partial(self._keep, "language", other)
        head.addWidget(button("start_language", LANGUAGES[other], pressed, role="link"))
        return head

    def _keep(self, name: str, value: str) -> None:
        self._preferences.keep(name, value)
        self.changed.emit()

    def _actions(self) -> Flow:
        actions, made, is_new = Flow(), list[QPushButton](), not self._preferences.recent
        for name, text, picture, pressed, role, does in (
            ("start_open", tr("Open a case file…"), "open", self._choose, "" if is_new else "primary",
             tr("A case file that was given to you, or that you worked in before.")),
            ("start_found", tr("Set up a case…"), "meeting", self.found_case.emit, "",
             tr("For the secretary: a new council with its members, before any claim has come.")),
            ("start_new", tr("New from a delivery…"), "new", self.new_case.emit, "",
             tr("For the secretary: a case made at once from the files that were delivered.")),
            ("start_sample", tr("Try with sample data"), "sample", self.try_sample.emit, "primary" if is_new else "",
             tr("Begin here if this is new to you: a tour decides one invented claim with you, in ten minutes.")),
        ):  # fmt: skip
            self._sample = button(name, text, pressed, role=role, look=self._look, picture=picture)  # the last one
            set_tip(self._sample, does)
            self._does.append((text, does))
            actions.add(self._sample)
            made.append(self._sample)
        self._first = made[-1 if is_new else 0]
        return actions

    def showEvent(self, event: Any) -> None:
        """Enter does what is painted strongest: open a case, or where none ever was, try with sample data."""
        super().showEvent(event)
        self._first.setFocus()

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Open a case file"), "", tr("Case files") + " (*.casedb)")
        if path:
            self.open_case.emit(Path(path))

    def say(self, *problems: Problem) -> None:
        """Show these problems in words above the list; none takes away what was said."""
        self._ways_out.empty()
        self.problem.setVisible(bool(problems))
        self.problem.setText("\n".join(each_in_words(problems)))

    def offer(self, text: str, pressed: Callable[[], object]) -> None:
        """Add a way out beside the problem, with the keyboard on it."""
        self._first = button("way_out", text, pressed)
        self._ways_out.add(self._first)
        self._first.setFocus()

    def begin_sample(self) -> Job:
        """Show that sample data is being made, with Cancel; the job is what the working lane tells."""
        self.say()
        self._sample.setEnabled(False)
        says = tr("Making sample data. This takes a moment…")
        job = self.making.begin(says, in_percent=True)
        self.setFocus()  # not on Cancel: whoever presses Enter once more would throw the sample away
        announce(self, says)
        return job

    def sample_failed(self, fault: BaseException) -> None:
        """Say beside the bar why there is no sample; after Cancel nothing is left of it."""
        self._sample.setEnabled(True)
        self.making.fail(fault)

    def refresh(self) -> None:
        """Look at the recent files again."""
        empty(self._lines)
        paths = self._preferences.recent
        if not paths:
            text = tr("No case file was opened on this computer yet. Begin with one of the buttons above.")
            words = label(text, tone="soft", wrap=True)
            words.setContentsMargins(16, 16, 16, 16)
            self._lines.addWidget(words)
            for name, does in self._does:  # in plain text: what is bold was taken for something to click on
                said = label(f"{name.rstrip('…')} – {does}", tone="soft", wrap=True)
                said.setContentsMargins(16, 4, 16, 4)
                self._lines.addWidget(said)
        for path in paths:
            entry = RecentCase(path, self._look, self.open_case.emit, self._forget)
            self._lines.addWidget(entry)
            self._lines.addWidget(line())
            self._lanes.reader.run(partial(_glance, path), then=entry.show_glance, otherwise=_unexpected, owner=entry)
        self._lines.addStretch()

    def _forget(self, path: Path) -> None:
        self._preferences.forget(path)
        self.refresh()


def _glance(path: Path) -> Any:
    from reviewer.casefile.case_file import glance

    return glance(path)


def _unexpected(fault: BaseException) -> None:
    raise fault


class RecentCase(QWidget):
    """One recent case file: name, folder, what it holds, or what is wrong with it."""

    def __init__(
        self, path: Path, look: Look, opened: Callable[[Path], object], forgotten: Callable[[Path], object]
    ) -> None:
        """The counts come later, in place, so that nothing moves."""
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 10, 12, 10)
        layout.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(path.stem, size=15))
        folder = label(str(path.parent), size=12, tone="soft")
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        words.addWidget(folder)
        self.state = label(" ", size=12, tone="soft", wrap=True)
        words.addWidget(self.state)
        layout.addLayout(words, 1)
        says = tr("Open {name}", name=path.stem)
        layout.addWidget(button(f"open_{path.stem}", tr("Open"), lambda: opened(path), says=says))
        says = tr("Take {name} off this list", name=path.stem)
        layout.addWidget(button(f"forget_{path.stem}", "✕", lambda: forgotten(path), role="link", says=says))

    def show_glance(self, found: Any) -> None:
        """Say what the file holds, or the Problem that keeps it from being opened."""
        if found.state == "READY":
            text = tr_many("{n} claim", "{n} claims", found.claims) if found.claims is not None else ""
            parts = [text, tr("sample data") if found.is_sample else "", _when(found.modified)]
            self.state.setText(" · ".join(part for part in parts if part))
            return
        self.state.setProperty("tone", "wait" if found.state == "LOCKED" else "bad")
        self.state.style().polish(self.state)
        if found.state == "LOCKED":
            self.state.setText(" · ".join([tr("locked with a passphrase"), _when(found.modified)]))
            return
        code = {"MISSING": "CaseFileMissing", "DiskFull": "NoRoomToOpen"}.get(found.state, found.state)
        self.state.setText(in_words(Problem(code, file=found.path.name)))


def _when(modified: Any) -> str:
    return tr("last changed {when}", when=moment(modified.isoformat())) if modified is not None else ""
