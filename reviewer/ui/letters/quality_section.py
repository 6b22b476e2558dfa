"""Letters, Sample checks: the list of what was drawn, who looked, and what they found."""

from pathlib import Path
from typing import Any

from reviewer.ui.choice import Choice
from reviewer.ui.letters.access_section import KINDS, RECORDS
from reviewer.ui.letters.export_section import ExportSection
from reviewer.ui.parts import button
from reviewer.ui.permission import why_not
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import language, tr, tr_many


class QualitySection(ExportSection):
    """The list is itself an entry of the journal."""

    def __init__(self, sitting: Sitting) -> None:
        """As a PDF at first."""
        super().__init__(
            sitting, "quality_list", tr("Sample checks"),
            tr("Which decisions were drawn, with the seed that anybody can draw again with, and what was found."),
        )  # fmt: skip
        self.kind = Choice()
        for code, text in KINDS.items():
            self.kind.addItem(text, code)
        self.add_field(tr("Format"), self.kind, "quality_kind")
        self.go = button("quality_export", tr("Make the list…"), self.choose_file)
        self.add_buttons(self.go)
        self.look()

    def look(self) -> None:
        """Say what is still missing."""
        self.switch(self.go, why_not(self.sitting, RECORDS[str(self.kind.currentData())]))

    def choose_file(self) -> None:
        """Ask where the list goes."""
        kind = str(self.kind.currentData())
        path = self.ask_dated_file(tr("Sample checks"), "sample-checks", kind, KINDS[kind])
        if path is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Write the list and record it."""
        now, lang = self.sitting.now(), language()
        self.strip.begin(tr("Writing the list"))
        self.look()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.quality_list import write_quality_list

            return write_quality_list(case_file, signer, path, lang=lang, now=now)

        act = RECORDS[path.suffix.lower().removeprefix(".")]
        self.sitting.carry_out(act, (), work, then=self._written, otherwise=self.failed, owner=self)

    def _written(self, told: Any) -> None:
        path = Path(told["file"])
        rows = tr_many("{n} line", "{n} lines", told["rows"])
        self.strip.finish(f"{rows}: {path}\nSHA-256 {told['sha256']}", folder=path.parent)
        self.look()
