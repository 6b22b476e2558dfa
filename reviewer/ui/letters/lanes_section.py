"""The triage result list for the customer centre: claims whose lane comes to a list, masked."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit

from reviewer.ui.choice import Choice
from reviewer.ui.letters.export_section import ExportSection
from reviewer.ui.parts import button
from reviewer.ui.permission import why_not
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import language, tr, tr_many, word

KINDS = {"xlsx": "Excel (.xlsx)", "csv": "CSV (.csv)"}


class LanesSection(ExportSection):
    """One lane, or all that come to a list; what waits for a second look stays out until it was taken."""

    def __init__(self, sitting: Sitting) -> None:
        """All lanes, as a spreadsheet."""
        super().__init__(
            sitting, "lane_list", tr("Triage result list"),
            tr("For the customer centre: the claims that a person put in a lane which comes to a list, with number, "
               "date, services and lane. Names are masked. Claims drawn for a second look follow once it was taken."),
        )  # fmt: skip
        self.kind, self.lane, self.reason = Choice(), Choice(), QLineEdit()
        for code, text in KINDS.items():
            self.kind.addItem(text, code)
        self.lane.addItem(tr("All lanes"), "")
        for code, outcome in sitting.plan.lanes.items():
            if outcome == "LIST":
                self.lane.addItem(word(sitting.plan.routes, code), code)
        self.reason.setPlaceholderText(tr("Who gets it and why; kept with the export"))
        self.add_field(tr("Format"), self.kind, "lane_list_kind")
        self.add_field(tr("Lane"), self.lane, "lane_list_lane")
        self.add_field(tr("Reason"), self.reason, "lane_list_reason")
        self.go = button("lane_list_export", tr("Make the list…"), self.choose_file)
        self.letters = button("lane_letters", tr("Prepare the letters of lanes"), self.prepare_letters)
        self._waiting = 0
        self.add_buttons(self.go, self.letters)
        self.look()
        self.count()

    def count(self) -> None:
        """Ask how many claims wait for the letter of their lane."""

        def read(conn: Any) -> int:
            from reviewer.desk.lane_letters import waiting_for_letters

            return len(waiting_for_letters(conn))

        self.sitting.read(read, then=self._counted, otherwise=self._failed, owner=self)

    def _counted(self, count: int) -> None:
        self._waiting = count
        text = tr_many("Prepare {n} letter of a lane", "Prepare {n} letters of lanes", count)
        self.letters.setText(text)
        self.letters.setAccessibleName(text)
        self.look()

    def prepare_letters(self) -> None:
        """Give them their numbers as one act; they leave through the queue like every other letter."""
        now = self.sitting.now()
        self.strip.begin(tr("Preparing the letters"))
        self.look()

        def work(case_file: Any, signer: Any) -> int:
            from reviewer.desk.lane_letters import give_letters

            return give_letters(case_file, signer, now=now)

        self.sitting.carry_out(
            "write_lane_letters", (), work, then=self._prepared, otherwise=self._failed, owner=self
        )  # fmt: skip

    def _prepared(self, count: int) -> None:
        self.strip.finish(tr_many("{n} letter waits to be issued.", "{n} letters wait to be issued.", count))
        self.count()

    def look(self) -> None:
        """Say what is still missing."""
        why = why_not(self.sitting, "export")
        if self.lane.count() < 2:
            why = why or tr("No lane of the plan in force comes to a list.")
        self.switch(self.go, why)
        none = "" if self._waiting else tr("No claim waits for the letter of its lane.")
        self.switch(self.letters, why_not(self.sitting, "write_lane_letters") or none)

    def choose_file(self) -> None:
        """Ask where the list goes."""
        kind = str(self.kind.currentData())
        path = self.ask_dated_file(tr("Triage result list"), "triage-results", kind, KINDS[kind])
        if path is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Write the list; Cancel leaves no file behind."""
        lang, now, lane, reason = language(), self.sitting.now(), str(self.lane.currentData()), self.reason.text()
        job = self.strip.begin(tr("Writing the list"))
        self.look()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.lane_lists import write_lane_list

            return write_lane_list(
                case_file, signer, path, lang=lang, now=now, route=lane, reason=reason.strip(),
                cancelled=job.is_cancelled,
            )  # fmt: skip

        self.sitting.carry_out("export", (), work, then=self._written, otherwise=self._failed, owner=self)

    def _written(self, told: Any) -> None:
        path = Path(told["file"])
        text = tr_many("{n} claim", "{n} claims", told["rows"])
        if told["waiting"]:
            waits = tr_many("{n} waits for a second look", "{n} wait for a second look", told["waiting"])
            text = f"{text} · {waits}"
        self.strip.finish(f"{text}: {path}\nSHA-256 {told['sha256']}", folder=path.parent)
        self.reason.clear()
        self.look()

    def _failed(self, fault: BaseException) -> None:
        self.strip.fail(fault)
        self.look()
