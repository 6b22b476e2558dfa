"""Below the queue: issues the ticked letters into a folder, shows how far it is, and goes on after a run that fell."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QMessageBox, QVBoxLayout, QWidget

from reviewer.desk.wording import word_for
from reviewer.ui.choice import Choice
from reviewer.ui.letters.letter_reading import QueueLine
from reviewer.ui.long_work import WorkStrip
from reviewer.ui.parts import banner, button, label, row
from reviewer.ui.passphrase import PassphraseDialog
from reviewer.ui.permission import why_not
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, tr, tr_many

MOST_TOLD = 8
"""So many letters that were held back are named; the queue shows all of them."""


class IssueLine(QWidget):
    """Languages, one print file or not, the button, the work, and the offer to go on."""

    began = Signal()

    def __init__(self, sitting: Sitting, ticked: Callable[[], Sequence[QueueLine]]) -> None:
        """`ticked` gives the letters chosen now."""
        super().__init__()
        self.setObjectName("issue_line")
        self._sitting, self._ticked = sitting, ticked
        self.strip = WorkStrip("issue_work")
        self.cut_off = banner("", "wait")
        self.cut_off.setObjectName("issue_cut_off")
        self.go_on = button("issue_go_on", tr("Go on issuing"), self.issue_the_rest)
        self.language = Choice()
        self.language.setObjectName("issue_language")
        self.language.setAccessibleName(tr("Languages"))
        for code, text in (("both", tr("Korean and English")), ("ko", "한국어"), ("en", "English")):
            self.language.addItem(text, code)
        self.merged = QCheckBox(tr("one print file"))
        self.merged.setObjectName("issue_merged")
        self.merged.setAccessibleName(tr("Also write one file with all letters for printing"))
        self.issue = button("issue_letters", tr("Issue…"), self.choose_folder, role="primary")
        self.issue.setEnabled(False)  # until the queue was read
        self.said = label("", tone="soft", wrap=True)
        self.said.setObjectName("letter_queue_said")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        offer, choices, last = row(), row(), row()
        offer.addWidget(self.cut_off, 1)
        offer.addWidget(self.go_on)
        for part in (self.language, self.merged):
            choices.addWidget(part)
        choices.addStretch()
        last.addWidget(self.said, 1)
        last.addWidget(self.issue)
        layout.addWidget(self.strip)
        for one in (offer, choices, last):
            layout.addLayout(one)
        self._offer(None)

    def look(self) -> None:
        """Ask whether a run of this person was cut off (reader lane)."""
        person = self._sitting.person
        if not person or self.strip.is_running:
            return

        def read(conn: Any) -> Any:
            from reviewer.casefile import registers
            from reviewer.desk.issue_note import unfinished

            found = unfinished(conn, person)
            gone = {line.letter_no for line in registers.letters_issued(conn, found.letters)} if found else set()
            return (found, len(gone)) if found else None

        self._sitting.read(read, then=self._offer, otherwise=_unexpected, owner=self)

    def _offer(self, found: Any) -> None:
        shown = found is not None and not self.strip.is_running
        for part in (self.cut_off, self.go_on):
            part.setVisible(shown)
        if shown:
            run, done = found
            self.cut_off.setText(
                tr("Issuing into {folder} was cut off: "
                   "{done} of {total|letter was/letters were} issued. Nothing is lost.",
                   folder=run.folder, done=f"{done:,}", total=f"{len(run.letters):,}")
            )  # fmt: skip
            why = why_not(self._sitting, "issue_letter")
            self.go_on.setEnabled(not why)
            set_tip(self.go_on, why)

    def say(self, parts: Sequence[str], *, has_lines: bool) -> None:
        """Say what waits, and why the button is off."""
        ticked = self._ticked()
        why = why_not(self._sitting, "issue_letter") or ("" if ticked else tr("Tick the letters to be issued."))
        if self.strip.is_running:
            why = tr("Letters are being issued.")
        self.issue.setEnabled(not why)
        set_tip(self.issue, why)
        self.issue.setText(tr_many("Issue {n} letter…", "Issue {n} letters…", len(ticked)) if ticked else tr("Issue…"))
        self.said.setText("  ·  ".join([*parts, *([why] if why and has_lines else [])]))

    def choose_folder(self) -> None:
        """Ask for a folder, then issue the ticked letters into it."""
        folder = QFileDialog.getExistingDirectory(self, tr("Folder for the letters"))
        if folder:
            self.issue_into(Path(folder))

    def issue_into(self, folder: Path) -> None:
        """Issue the ticked letters: each is written, then recorded; Cancel stops between two letters."""
        lines = self._ticked()
        numbers = tuple(dict.fromkeys(line.due.claim for line in lines))
        letters = tuple(line.due.letter_no for line in lines)
        chosen = str(self.language.currentData())
        languages = ("ko", "en") if chosen == "both" else (chosen,)
        merged, now = self.merged.isChecked(), self._sitting.now()

        def work(case_file: Any, signer: Any, job: Any, signing: Any) -> Any:
            from reviewer.desk import issuing

            return issuing.issue_letters(
                case_file, signer, folder, now=now, numbers=numbers, letters=letters, languages=languages,
                merged=merged, signing=signing, progress=job.report, cancelled=job.is_cancelled,
            )  # fmt: skip

        self._run(work, numbers, folder)

    def issue_the_rest(self) -> None:
        """Go on with the run that was cut off, into its folder."""
        now = self._sitting.now()

        def work(case_file: Any, signer: Any, job: Any, signing: Any) -> Any:
            from reviewer.desk import issuing

            return issuing.go_on(
                case_file, signer, now=now, signing=signing, progress=job.report, cancelled=job.is_cancelled
            )

        self._run(work, (), None)

    def _run(self, work: Callable[[Any, Any, Any, Any], Any], claims: Sequence[str], folder: Path | None) -> None:
        place, secret = self._sitting.certificate_folder, None
        if self._sitting.has_certificate:
            secret = PassphraseDialog.ask(tr("Passphrase of the council's certificate"), parent=self)
            if secret is None:
                return
        job = self.strip.begin(tr("Issuing letters"))
        self._offer(None)
        self.began.emit()

        def signed(case_file: Any, signer: Any) -> Any:
            from reviewer.desk import certificate

            if secret is None:
                return work(case_file, signer, job, None)
            with certificate.opened(place, secret) as signing:
                return work(case_file, signer, job, signing)

        self._sitting.carry_out(
            "issue_letter", claims, signed,
            then=lambda done: self._issued(done, folder, job.is_cancelled()), otherwise=self._not_issued, owner=self,
        )  # fmt: skip

    def _issued(self, done: Any, folder: Path | None, was_cancelled: bool) -> None:
        at = folder or (Path(done.files[0]).parent if done.files else None)
        text = tr_many(
            "{n} letter issued into {folder}", "{n} letters issued into {folder}", done.letters, folder=at or "–"
        )
        if was_cancelled:
            text = f"{tr('Cancelled.')} {text}"
        if done.mended:
            text += "\n" + tr_many("{n} file was written again from the record.",
                                   "{n} files were written again from the record.", len(done.mended))  # fmt: skip
        for one in done.stopped[:MOST_TOLD]:
            text += f"\n{one['claim']}: {word_for('why', one['why'], language())}"
        if len(done.stopped) > MOST_TOLD:
            text += "\n" + tr("And {n} more; the queue says why.", n=f"{len(done.stopped) - MOST_TOLD:,}")
        self.strip.finish(text, tone="wait" if was_cancelled or done.stopped else "good", folder=at)
        self.began.emit()

    def _not_issued(self, fault: BaseException) -> None:
        self.strip.fail(fault)
        self.began.emit()
        QTimer.singleShot(0, self, self.look)

    # --- leaving ----------------------------------------------------------------------------------------

    def may_leave(self) -> bool:
        """Whether the window may close; while letters are issued, the person says so, and the present one ends."""
        if not self.strip.is_running or self.strip.job is None:
            return True
        box = QMessageBox(self)
        box.setObjectName("issue_leave")
        box.setWindowTitle(tr("Issuing letters"))
        box.setText(tr("Letters are being issued ({count}).", count=self.strip.count.text() or "–"))
        box.setInformativeText(
            tr("Stop after this letter and close, or go on? What was issued stays recorded; the rest waits here.")
        )
        stop = box.addButton(tr("Stop and close"), QMessageBox.ButtonRole.AcceptRole)
        go_on = box.addButton(tr("Go on issuing"), QMessageBox.ButtonRole.RejectRole)
        for one, name in ((stop, "issue_leave_stop"), (go_on, "issue_leave_go_on")):
            one.setObjectName(name)
            one.setAccessibleName(one.text())
        box.setDefaultButton(go_on)
        box.setEscapeButton(go_on)
        box.exec()
        box.deleteLater()
        if box.clickedButton() is stop:
            self.strip.job.cancel()
            return True
        return not self.strip.is_running


def _unexpected(fault: BaseException) -> None:
    raise fault
