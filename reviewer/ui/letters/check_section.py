"""Is this letter genuine? From its file, or from the code scanned from its paper."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QLineEdit

from reviewer.ui.letters.export_section import ExportSection
from reviewer.ui.parts import button
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import language, tr


class CheckSection(ExportSection):
    """Held against this case; needs no key and records nothing."""

    def __init__(self, sitting: Sitting) -> None:
        """A file, or a field for the code."""
        about = tr("Somebody shows a letter: its file tells whether a single byte was changed, the code on its paper "
                   "which decision it announces, and whether a later letter replaced it.")  # fmt: skip
        super().__init__(sitting, "letter_check", tr("Is this letter genuine?"), about)
        self.code = QLineEdit()
        self.code.setPlaceholderText(tr("what a phone reads from the square code"))
        self.code.textChanged.connect(lambda _: self.look())
        self.code.returnPressed.connect(self.check_code)
        self.add_field(tr("Code on the paper"), self.code, "letter_check_code")
        self.go = button("letter_check_go", tr("Check the code"), self.check_code)
        self.open = button("letter_check_file", tr("Check a file…"), self.choose_file)
        self.add_buttons(self.open, self.go)
        self.look()

    def look(self) -> None:
        """The code's button waits for a code."""
        self.switch(self.go, "" if self.code.text().strip() else tr("Type or paste the code first."))
        self.open.setEnabled(not self.strip.is_running)

    def choose_file(self) -> None:
        """Ask for the file."""
        path, _ = QFileDialog.getOpenFileName(self, tr("Is this letter genuine?"), "", "PDF (*.pdf)")
        if path:
            self.check_file(Path(path))

    def check_file(self, path: Path) -> None:
        """Hold a file against the case, beside everything else."""

        def verdict(conn: Any) -> Any:
            from reviewer.desk.verifying import read_letter, verify_by_case

            return verify_by_case(conn, read_letter(path))

        self._check(verdict)

    def check_code(self) -> None:
        """Hold the code against the case."""
        text = self.code.text()
        if not text.strip():
            return

        def verdict(conn: Any) -> Any:
            from reviewer.desk.verifying import verify_text

            return verify_text(conn, text)

        self._check(verdict)

    def _check(self, verdict: Any) -> None:
        lang, case_file = language(), self.sitting.case_file
        job = self.strip.begin(tr("Checking"))
        job.setObjectName("letter_check_job")
        self.strip.stop.hide()
        self.look()

        def work() -> tuple[bool, str]:
            from reviewer.desk.verifying import in_words

            conn = case_file.reader()
            found = verdict(conn)
            return found.genuine, in_words(found, lang, conn)

        self.sitting.lanes.glovebox.run(work, then=self._told, otherwise=self.failed, owner=self)

    def _told(self, found: tuple[bool, str]) -> None:
        is_genuine, says = found
        self.strip.finish(says, tone="good" if is_genuine else "bad")
        self.look()
