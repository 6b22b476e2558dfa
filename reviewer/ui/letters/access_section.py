"""Who looked at what, for one member or one claim, to print or as a table (domain.md 6)."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit

from reviewer.ui.choice import Choice
from reviewer.ui.letters.export_section import ExportSection, PeriodFields
from reviewer.ui.parts import button
from reviewer.ui.permission import why_not
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import language, tr, tr_many

KINDS = {"pdf": "PDF (.pdf)", "csv": "CSV (.csv)"}
RECORDS = {"pdf": "print", "csv": "export"}


class AccessSection(ExportSection):
    """The list is itself an entry of the journal."""

    def __init__(self, sitting: Sitting) -> None:
        """Nobody chosen yet."""
        super().__init__(
            sitting, "access_log", tr("Access log"),
            tr("Who opened, unmasked, exported or printed what, by one member or about one claim. Such entries are "
               "kept for at least two years and cannot be changed."),
        )  # fmt: skip
        self.kind, self.member = Choice(), Choice()
        for code, text in KINDS.items():
            self.kind.addItem(text, code)
        self.member.addItem(tr("Everybody"), "")
        for one in sitting.case.roster:
            self.member.addItem(sitting.name_of(one), one)
        self.claim, self.reason = QLineEdit(), QLineEdit()
        self.claim.setPlaceholderText(tr("Claim number, empty for all"))
        self.reason.setPlaceholderText(tr("Who gets it and why; kept with the export"))
        self.claim.textChanged.connect(lambda _: self.look())
        for box in (self.member, self.kind):
            box.currentIndexChanged.connect(lambda _: self.look())
        self.add_field(tr("Format"), self.kind, "access_kind")
        self.add_field(tr("Person"), self.member, "access_member")
        self.add_field(tr("Claim"), self.claim, "access_claim")
        self.period = PeriodFields(self, (tr("From"), "access_since"), (tr("Until"), "access_until"))
        self.add_field(tr("Reason"), self.reason, "access_reason")
        self.go = button("access_export", tr("Make the list…"), self.choose_file)
        self.add_buttons(self.go)
        self.look()

    def look(self) -> None:
        """Say what is still missing."""
        why = why_not(self.sitting, RECORDS[str(self.kind.currentData())]) or self.period.fault()
        if not self.member.currentData() and not self.claim.text().strip():
            why = why or tr("Choose a person or enter a claim number.")
        self.switch(self.go, why)

    def choose_file(self) -> None:
        """Ask where the list goes."""
        kind = str(self.kind.currentData())
        path = self.ask_dated_file(tr("Access log"), "access-log", kind, KINDS[kind])
        if path is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Write the list and record it."""
        member, claim, reason = str(self.member.currentData()), self.claim.text().strip(), self.reason.text().strip()
        (since, until), now, lang = self.period.days(), self.sitting.now(), language()
        self.strip.begin(tr("Writing the list"))
        self.look()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.access_log import Asked, write_access_log

            asked = Asked(member, claim, since, until, reason)
            return write_access_log(case_file, signer, path, asked, lang=lang, now=now)

        act = RECORDS[path.suffix.lower().removeprefix(".")]
        self.sitting.carry_out(act, (), work, then=self._written, otherwise=self.failed, owner=self)

    def _written(self, told: Any) -> None:
        path = Path(told["file"])
        rows = tr_many("{n} line", "{n} lines", told["rows"])
        self.strip.finish(f"{rows}: {path}\nSHA-256 {told['sha256']}", folder=path.parent)
        self.reason.clear()
        self.look()
