"""A verified copy of both files of the case, while the window is open."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from reviewer.desk.wording import wanting_in_words, word_for
from reviewer.ui.letters.export_section import ExportSection
from reviewer.ui.parts import button
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import language, tr


class BackupSection(ExportSection):
    """Needs no key: a copy changes nothing and is locked as the case is."""

    def __init__(self, sitting: Sitting) -> None:
        """Into a folder of the person's choice; the ten newest copies stay."""
        about = tr("A checked copy of case file and documents. The copy carries its name only after the check.")
        super().__init__(sitting, "backup", tr("Backup"), about)
        self.go = button("backup_make", tr("Make a backup…"), self.choose_folder)
        self.add_buttons(self.go)

    def look(self) -> None:
        """Say why it cannot be pressed now."""
        self.switch(self.go, "")

    def choose_folder(self) -> None:
        """Ask for the folder."""
        folder = QFileDialog.getExistingDirectory(self, tr("Folder for the backup"))
        if folder:
            self.make(Path(folder))

    def make(self, folder: Path) -> None:
        """Copy and verify; Cancel leaves nothing behind."""
        case_file, now = self.sitting.case_file, self.sitting.now()
        job = self.strip.begin(tr("Copying and checking"))
        self.look()

        def work() -> Any:
            from reviewer.casefile.backup import back_up

            return back_up(case_file, folder, job.report_or_stop, at=now)

        # On the lane with two workers, so that a long copy keeps neither reading nor recording waiting.
        self.sitting.lanes.glovebox.run(work, then=self._made, otherwise=self.failed, owner=self)

    def _made(self, copied: Any) -> None:
        folder, lacks = copied
        told = [tr("Verified copy: {folder}", folder=folder)]
        if lacks:
            told.append(word_for("wanting", "lead", language()))
        told += [wanting_in_words(one.code, one.where, one.claims, language()) for one in lacks]
        self.strip.finish("\n".join(told), tone="bad" if lacks else "good", folder=folder)
        self.look()
