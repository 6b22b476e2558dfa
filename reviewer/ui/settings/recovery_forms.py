"""Settings, My key: print the recovery sheet of a key, and go on from one that is typed in (ADR 21)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from reviewer.rules.problem import Problem
from reviewer.rules.recovery import LINES, line_is_right
from reviewer.ui.parts import banner, button, column, label, restyle, row
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, listed, tr


class RecoveryForm(QWidget):
    """A passphrase that is never shown, one button with what it lacks beside it, and what came of it below."""

    def __init__(self, name: str, does: str, pressed: Callable[[], object]) -> None:
        """`name` begins the object names of the fields."""
        super().__init__()
        self.inside = column(self, spacing=8)
        self.passphrase = QLineEdit()
        self.passphrase.setObjectName(f"{name}_passphrase")
        self.passphrase.setAccessibleName(tr("Passphrase of this key"))
        self.passphrase.setPlaceholderText(tr("Passphrase of this key"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.textChanged.connect(lambda _: self.look())
        self.go = button(f"{name}_go", does, pressed)
        self.missing = label("", size=12, tone="soft", wrap=True)
        self.said = banner("", "good")
        self.said.setObjectName(f"{name}_said")
        self.said.hide()

    def lay_out(self) -> None:
        """Put the passphrase, the button and what is said below what the form holds of its own."""
        foot = row()
        foot.addWidget(self.go)
        foot.addWidget(self.missing, 1)
        self.inside.addWidget(self.passphrase)
        self.inside.addLayout(foot)
        self.inside.addWidget(self.said)
        self.look()

    def fault(self) -> str:
        """What is still missing of the form's own; empty where nothing is."""
        return ""

    def look(self) -> None:
        """Say what is missing."""
        why = self.fault() or ("" if self.passphrase.text() else tr("Enter the passphrase of this key."))
        self.go.setEnabled(not why)
        set_tip(self.go, why)
        self.missing.setText(why)

    def begin(self) -> None:
        """Say that it takes a moment."""
        self.go.setEnabled(False)
        self.missing.setText(tr("One moment…"))

    def say(self, text: str, tone: str = "good") -> None:
        """Say what came of it."""
        self.look()
        self.said.setText(text)
        restyle(self.said, banner=tone)
        self.said.show()

    def failed(self, fault: BaseException) -> None:
        """Say why nothing was done."""
        if not isinstance(fault, Problem):
            raise fault
        self.say(in_words(fault), "bad")


class SheetForm(RecoveryForm):
    """Asks for the passphrase once more and for a place, and writes the sheet."""

    def __init__(self, sitting: Sitting, folder: Path, key_id: str, name: str) -> None:
        """`name` is who the key belongs to, as the sheet names them."""
        super().__init__(f"sheet_{key_id}", tr("Print the recovery sheet…"), self.choose_file)
        self._sitting, self._folder, self._key_id, self._name = sitting, folder, key_id, name
        about = tr(
            "One page with your key, locked with your passphrase. Print it and keep it apart from this computer; the "
            "file itself is better deleted afterwards."
        )
        self.inside.addWidget(label(about, size=12, tone="soft", wrap=True))
        self.lay_out()

    def choose_file(self) -> None:
        """Ask where the PDF goes."""
        path, _ = QFileDialog.getSaveFileName(self, tr("Recovery sheet"), f"recovery-{self._key_id}.pdf", "PDF (*.pdf)")
        if path:
            self.write(Path(path))

    def write(self, path: Path) -> None:
        """Write the sheet; scrypt takes a moment, so not on the window's thread."""
        folder, key_id, secret, name = self._folder, self._key_id, self.passphrase.text(), self._name
        lang, now = language(), self._sitting.now()

        def work() -> Any:
            from reviewer.desk.recovering import print_sheet

            return print_sheet(folder, key_id, secret, path, name=name, lang=lang, now=now)

        def done(told: Any) -> None:
            self.passphrase.clear()
            self.say(tr("Written: {file}", file=told["file"]))

        self.begin()
        self._sitting.lanes.glovebox.run(work, then=done, otherwise=self.failed, owner=self)


class RestoreForm(RecoveryForm):
    """The lines of a sheet, each judged while it is typed, and the passphrase of the key on it."""

    restored = Signal(object)
    """The person goes on with this signer."""

    def __init__(self, sitting: Sitting, folder: Path | None) -> None:
        """`folder` is the folder of the person's keys, where it is not the usual one."""
        super().__init__("restore_key", tr("Go on with a new key"), self.restore)
        self._sitting, self._folder = sitting, folder
        about = tr(
            "Type the lines of the sheet, or scan its picture into the field. You then sign with a new key of this "
            "computer; the old one names its last known entry and is used no more."
        )
        self.inside.addWidget(label(about, size=12, tone="soft", wrap=True))
        self.lines = QPlainTextEdit()
        self.lines.setObjectName("restore_key_lines")
        self.lines.setAccessibleName(tr("Lines of the recovery sheet"))
        self.lines.setPlaceholderText("1. 07D7D8 9D2PV9 DYG2SB 2")
        self.lines.setTabChangesFocus(True)
        self.lines.setFixedHeight(sitting.look.px(148))
        self.lines.textChanged.connect(self.look)
        self.inside.addWidget(self.lines)
        self.lay_out()

    def fault(self) -> str:
        """The first thing that keeps the lines from being those of a sheet, told by line."""
        if not self._sitting.case_file.is_writing:
            return tr("This file is open to read only.")
        typed = [one for one in self.lines.toPlainText().splitlines() if one.strip()]
        wrong = [str(n) for n, one in enumerate(typed[:LINES], 1) if not line_is_right(n, one)]
        if wrong:
            return tr("Not as printed: line {lines}", lines=listed(wrong))
        if len(typed) != LINES:
            return tr("{n} of {all} lines typed", n=len(typed), all=LINES)
        return ""

    def restore(self) -> None:
        """Make the new key and record it; only the clerk writes the case."""
        sitting, typed, secret = self._sitting, self.lines.toPlainText(), self.passphrase.text()
        folder, now = self._folder, sitting.now()

        def work() -> Any:
            from reviewer.casefile import keys, standing
            from reviewer.desk.recovering import restore

            signer = restore(sitting.case_file, folder or keys.default_folder(), typed, secret, now=now)
            conn = sitting.case_file.writer
            return signer, standing.read_case(conn), standing.plan_in_force(conn)

        def done(answer: Any) -> None:
            signer, case, plan = answer
            sitting.learn(case, plan)
            self.lines.clear()
            self.passphrase.clear()
            self.say(tr("You go on with the new key {key}. Print a new recovery sheet for it.", key=signer.key_id))
            self.restored.emit(signer)

        self.begin()
        sitting.lanes.clerk.run(work, then=done, otherwise=self.failed, owner=self)
