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
        self.keep = button("letter_check_keep", tr("Keep this file with the case"), self.keep_file)
        self._genuine: Path | None = None
        self.add_buttons(self.open, self.go, self.keep)
        self.look()

    def look(self) -> None:
        """The code's button waits for a code."""
        self.switch(self.go, "" if self.code.text().strip() else tr("Type or paste the code first."))
        self.open.setEnabled(not self.strip.is_running)
        self.keep.setVisible(self._genuine is not None and self.sitting.case_file.is_writing)
        self.keep.setEnabled(not self.strip.is_running)

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

        self._check(verdict, path)

    def keep_file(self) -> None:
        """Keep the file that was just found genuine: the case has lost its own, or never had one."""
        path, case_file = self._genuine, self.sitting.case_file
        assert path is not None
        self.strip.begin(tr("Keeping the letter"))
        self.strip.stop.hide()

        def work() -> Any:
            from reviewer.desk.issued_files import take_back

            return take_back(case_file, path)

        def done(line: Any) -> None:
            self._genuine = None
            self.strip.finish(tr("Letter {number} is kept with the case as it left.", number=line.letter_no))
            self.look()

        self.sitting.lanes.clerk.run(work, then=done, otherwise=self.failed, owner=self)
        self.look()

    def check_code(self) -> None:
        """Hold the code against the case."""
        text = self.code.text()
        if not text.strip():
            return

        def verdict(conn: Any) -> Any:
            from reviewer.desk.verifying import verify_text

            return verify_text(conn, text)

        self._check(verdict)

    def _check(self, verdict: Any, path: Path | None = None) -> None:
        lang, case_file, self._genuine = language(), self.sitting.case_file, None
        job = self.strip.begin(tr("Checking"))
        job.setObjectName("letter_check_job")
        self.strip.stop.hide()
        self.look()

        def work() -> tuple[bool, str, bool]:
            from reviewer.casefile.kept_letters import kept
            from reviewer.desk.verifying import in_words

            conn = case_file.reader()
            found = verdict(conn)
            is_lost = case_file.has_documents and found.is_attested and kept(case_file, found.sha256) is None
            return found.genuine, in_words(found, lang, conn), is_lost

        self.sitting.lanes.glovebox.run(
            work, then=lambda found: self._told(*found, path), otherwise=self.failed, owner=self
        )

    def _told(self, is_genuine: bool, says: str, is_lost: bool, path: Path | None) -> None:
        self._genuine = path if is_genuine and is_lost else None
        self.strip.finish(says, tone="good" if is_genuine else "bad")
        self.look()
