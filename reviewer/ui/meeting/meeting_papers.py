"""The papers of the selected meeting: agenda with summaries, minutes, and whether letters, payments and all agree."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from reviewer.ui.flow import Flow
from reviewer.ui.long_work import WorkStrip
from reviewer.ui.parts import button, column
from reviewer.ui.permission import why_not
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, tr

MOST = 12
"""So many lines of what does not agree are shown."""


class MeetingPapers(QWidget):
    """One line of buttons; below it how far the work is, what was written, or which line does not agree and where."""

    def __init__(self, sitting: Sitting) -> None:
        """For no meeting yet."""
        super().__init__()
        self.setObjectName("meeting_papers")
        self._sitting, self._number = sitting, 0
        layout = column(self, spacing=8)
        line = Flow()
        self.notice = button("print_notice", tr("Notice and agenda…"), lambda: self._choose("notice"))
        self.agenda = button("print_agenda", tr("Agenda and summaries…"), lambda: self._choose("agenda"))
        self.minutes = button("print_minutes", tr("Minutes…"), lambda: self._choose("minutes"))
        self.compare = button("compare_papers", tr("Do all papers agree?"), self.compare_now)
        for part in (self.notice, self.agenda, self.minutes, self.compare):
            line.add(part)
        layout.addWidget(line)
        self.strip = WorkStrip("papers_work")
        layout.addWidget(self.strip)

    def for_meeting(self, number: int) -> None:
        """Show the papers of this meeting; 0 while none is selected."""
        if number != self._number and not self.strip.is_running:
            self.strip.clear()
        self._number = number
        self._switch()

    def _switch(self) -> None:
        """One paper at a time; a button is off only with its reason."""
        busy = tr("It is being written.") if self.strip.is_running else ""
        why = busy or why_not(self._sitting, "print")
        for part in (self.notice, self.agenda, self.minutes):
            part.setEnabled(bool(self._number) and not why)
            set_tip(part, why)
        self.compare.setEnabled(bool(self._number) and not busy)
        set_tip(self.compare, busy)

    def _choose(self, what: str) -> None:
        names = {
            "notice": tr("Notice and agenda"), "agenda": tr("Agenda and summaries"), "minutes": tr("Print the minutes"),
        }  # fmt: skip
        path, _ = QFileDialog.getSaveFileName(self, names[what], f"{what}-{self._number:02d}.pdf", "PDF (*.pdf)")
        if path:
            self.write(what, Path(path))

    def write(self, what: str, path: Path) -> None:
        """Write the notice, the agenda with its summaries, or the minutes, and record that they were printed."""
        number, lang, now = self._number, language(), self._sitting.now()
        job = self.strip.begin(tr("The papers are being made…"))
        self._switch()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk import agenda_paper, briefs, minutes

            if what == "minutes":
                job.report_or_stop(0, 1)
                return minutes.print_minutes(case_file, signer, path, number, lang=lang, now=now)
            if what == "notice":
                job.report_or_stop(0, 1)
                return agenda_paper.print_agenda(case_file, signer, path, number, lang=lang, now=now)
            asked = briefs.Asked(meeting=number)
            return briefs.print_briefs(case_file, signer, path, asked, lang=lang, now=now, progress=job.report_or_stop)

        self._sitting.carry_out(
            "print", (), work, then=lambda _: self._written(path), otherwise=self._failed, owner=self
        )

    def _written(self, path: Path) -> None:
        self.strip.finish(f"○ {tr('Written: {file}', file=path.name)}", folder=path.parent)
        self._switch()

    def compare_now(self) -> None:
        """Compare letters, payment list, register and minutes of this meeting, beside reading and recording."""
        number, lang, case_file = self._number, language(), self._sitting.case_file
        job = self.strip.begin(tr("The papers are being compared…"))
        self._switch()

        def work() -> tuple[bool, list[str]]:
            from reviewer.desk import agreeing

            found = agreeing.compare_papers(case_file.reader(), number, progress=job.report_or_stop)
            return found.holds, agreeing.summary_in_words(found, lang)

        self._sitting.lanes.glovebox.run(work, then=self._compared, otherwise=self._failed, owner=self)

    def _compared(self, told: tuple[bool, list[str]]) -> None:
        holds, lines = told
        shown = [f"{'○' if holds else '✕'} {lines[0]}", *lines[1:MOST]]
        if len(lines) > MOST:
            shown.append(tr("and {n} more", n=len(lines) - MOST))
        self.strip.finish("\n".join(shown), tone="good" if holds else "bad")
        self._switch()

    def _failed(self, fault: BaseException) -> None:
        self.strip.fail(fault)
        self._switch()
