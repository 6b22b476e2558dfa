"""The papers of the selected meeting: agenda with summaries, minutes, and whether letters, payments and all agree."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.parts import banner, button, column, label, restyle, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import language, tr


class MeetingPapers(QWidget):
    """One line of buttons; below it what was written, or which line does not agree and where."""

    def __init__(self, sitting: Sitting) -> None:
        """For no meeting yet."""
        super().__init__()
        self.setObjectName("meeting_papers")
        self._sitting, self._number = sitting, 0
        layout = column(self, spacing=8)
        line = row()
        self.agenda = button("print_agenda", tr("Agenda and summaries…"), lambda: self._choose("agenda"))
        self.minutes = button("print_minutes", tr("Minutes…"), lambda: self._choose("minutes"))
        self.compare = button("compare_papers", tr("Do all papers agree?"), self.compare_now)
        for part in (self.agenda, self.minutes, self.compare):
            line.addWidget(part)
        line.addStretch(1)
        layout.addLayout(line)
        self.said = banner("", "good")
        self.said.setObjectName("papers_said")
        self.said.hide()
        self.doing = label("", tone="soft")
        self.doing.hide()
        layout.addWidget(self.doing)
        layout.addWidget(self.said)

    def for_meeting(self, number: int) -> None:
        """Show the papers of this meeting; 0 while none is selected."""
        if number != self._number:
            self.said.hide()
        self._number = number
        why = why_not(self._sitting, "print")
        for part in (self.agenda, self.minutes):
            part.setEnabled(bool(number) and not why)
            part.setToolTip(why)
        self.compare.setEnabled(bool(number))

    def _choose(self, what: str) -> None:
        names = {"agenda": tr("Agenda and summaries"), "minutes": tr("Print the minutes")}
        path, _ = QFileDialog.getSaveFileName(self, names[what], f"{what}-{self._number:02d}.pdf", "PDF (*.pdf)")
        if path:
            self.write(what, Path(path))

    def write(self, what: str, path: Path) -> None:
        """Write the agenda with its summaries, or the minutes, and record that they were printed."""
        number, lang, now = self._number, language(), self._sitting.now()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk import briefs, minutes

            if what == "minutes":
                return minutes.print_minutes(case_file, signer, path, number, lang=lang, now=now)
            asked = briefs.Asked(meeting=number)
            return briefs.print_briefs(case_file, signer, path, asked, lang=lang, now=now)

        self._begin(tr("The papers are being made…"))
        self._sitting.carry_out(
            "print", (), work, then=lambda _: self._say([tr("Written: {file}", file=path.name)], "good"),
            otherwise=self._failed, owner=self,
        )  # fmt: skip

    def compare_now(self) -> None:
        """Compare letters, payment list, register and minutes of this meeting."""
        number, lang = self._number, language()

        def work(conn: Any) -> tuple[bool, list[str]]:
            from reviewer.desk import agreeing

            found = agreeing.compare_papers(conn, number)
            return found.holds, agreeing.summary_in_words(found, lang)

        self._begin(tr("The papers are being compared…"))
        self._sitting.read(
            work, then=lambda told: self._say(told[1], "good" if told[0] else "bad"), otherwise=self._failed, owner=self
        )

    def _begin(self, doing: str) -> None:
        self.said.hide()
        self.doing.setText(doing)
        self.doing.show()

    def _say(self, lines: list[str], tone: str) -> None:
        self.doing.hide()
        shown = [f"{'○' if tone == 'good' else '✕'} {lines[0]}", *lines[1:12]]
        if len(lines) > 12:
            shown.append(tr("and {n} more", n=len(lines) - 12))
        self.said.setText("\n".join(shown))
        restyle(self.said, banner=tone)
        self.said.show()

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self._say([in_words(fault)], "bad")
