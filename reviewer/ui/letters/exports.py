"""Payments and exports: payment list and results, decision log, access log, backups, and what left so far."""

import dataclasses
from collections.abc import Iterator
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.letters.access_section import AccessSection
from reviewer.ui.letters.backup_section import BackupSection
from reviewer.ui.letters.check_section import CheckSection
from reviewer.ui.letters.lanes_section import LanesSection
from reviewer.ui.letters.log_section import LogSection
from reviewer.ui.letters.payments_section import PaymentsSection, ResultsSection
from reviewer.ui.letters.quality_section import QualitySection
from reviewer.ui.parts import banner, label, line
from reviewer.ui.problems import in_words
from reviewer.ui.rows_table import LinesTable
from reviewer.ui.sitting import Sitting
from reviewer.ui.table_lines import Column, Line
from reviewer.ui.tall import Tall
from reviewer.ui.wording import moment, tr, won

Section = TypeVar("Section", bound=QWidget)
ACTS = ("export", "print", "list_payments", "record_payments")


@dataclasses.dataclass(frozen=True)
class Left:
    """What may be paid now, and what left the house so far."""

    payable: int
    amount: int
    acts: tuple[Any, ...]  # registers.ActLine
    reasons: dict[str, str]


def read_left(conn: Any) -> Left:
    """Read it (reader lane)."""
    from reviewer.casefile import journal, registers, standing

    amounts = [standing.read_claim(conn, number).to_pay for number in registers.payable(conn)]
    acts = tuple(registers.acts_of_case(conn, ACTS))
    digests = {str(one.body["reason"]) for one in acts if one.body.get("reason")}
    reasons = {digest: journal.text_of(conn, digest) for digest in digests}
    return Left(sum(amount > 0 for amount in amounts), sum(amounts), acts, reasons)


class Exports(QScrollArea):
    """Sections one below the other; what came of each stands below it."""

    def __init__(self, sitting: Sitting) -> None:
        """Empty; the sections come with `made`, and what left with `read`."""
        super().__init__()
        self.setObjectName("exports")
        self.setAccessibleName(tr("Payments and exports"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sitting = sitting
        inside = Tall()
        self._layout = QVBoxLayout(inside)
        self._layout.setContentsMargins(24, 16, 24, 24)
        self._layout.setSpacing(16)
        self.setWidget(inside)

    def made(self) -> Iterator[None]:
        """Make one section after the other, where it stands."""
        sitting = self._sitting
        self.payments = self._put(PaymentsSection(sitting))
        yield
        self.results = self._put(ResultsSection(sitting))
        yield
        self.log = self._put(LogSection(sitting))
        yield
        self.check = self._put(CheckSection(sitting))
        yield
        self.lanes = self._put(LanesSection(sitting))
        yield
        self.quality = self._put(QualitySection(sitting))
        yield
        self.access = self._put(AccessSection(sitting))
        yield
        self.backup = self._put(BackupSection(sitting))
        yield
        self.table = LinesTable(
            "exports_table", tr("What left so far"),
            (Column(tr("When"), 150), Column(tr("Who"), 130), Column(tr("What"), 170), Column(tr("Claims"), 80, True),
             Column(tr("Reason or batch"), 0), Column(tr("Masked"), 120)), sitting.look,
        )  # fmt: skip
        self.problem = banner("", "bad")
        self.problem.hide()
        layout = self._layout
        layout.addWidget(label(tr("What left so far"), size=15, bold=True))
        layout.addWidget(self.problem)
        self.nothing = label(tr("Nothing was exported yet."), tone="soft")
        layout.addWidget(self.nothing)
        self.table.setMinimumHeight(sitting.look.row_height * 7)
        layout.addWidget(self.table)
        layout.addStretch()

    def _put(self, section: Section) -> Section:
        section.setMaximumWidth(self._sitting.look.px(760))
        self._layout.addWidget(section)
        self._layout.addWidget(line())
        return section

    def read(self) -> None:
        """Read again what may be paid and what left."""
        self._sitting.read(read_left, then=self._show, otherwise=self._failed, owner=self)

    def _show(self, found: Left) -> None:
        self.payments.show_payable(found.payable, found.amount)
        lines = [_line(place, one, found.reasons) for place, one in enumerate(found.acts)]
        self.table.show_lines(lines)
        self.table.setVisible(bool(lines))
        self.nothing.setVisible(not lines)

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(fault))
        self.problem.show()


def _line(place: int, act: Any, reasons: dict[str, str]) -> Line:
    body = act.body
    whats = {
        "DECISION_LOG": tr("Decision log"), "PAYMENTS": tr("Payment list"), "LETTERS": tr("Letters"),
        "SHOW": tr("One claim"), "FIND": tr("List of claims"), "COPY": tr("Copy of a paper"),
        "LANE_LIST": tr("Triage result list"), "ACCESS_LOG": tr("Access log"), "SEAL": tr("Daily seal"),
        "OPEN_LIST": tr("What is still open"), "CLOSING_SHEET": tr("Closing sheet"),
        "RULES": tr("Operating rules and calculation basis"),
        "QUALITY_LIST": tr("Sample checks"), "ENVELOPES": tr("Address labels"),
        "DESTRUCTION": tr("Certificate of destruction"), "DOSSIER": tr("Dossier for a review"),
        "FIGURES": tr("Figures"), "REPORT": tr("Damage support report"),
    }  # fmt: skip
    masks = {"YES": (tr("masked"), "ink-soft"), "NO": (tr("unmasked"), "wait")}
    if act.act in ("export", "print"):
        form = body.get("format", "") if act.act == "export" else tr("printed")
        what = f"{whats.get(body['what'], body['what'])} {form}".strip()
        masked, tone = masks[body["masked"]] if "masked" in body else ("", "ink-soft")
        cells = (what, f"{body['count']:,}", reasons.get(str(body.get("reason", "")), ""), masked)
    elif act.act == "list_payments":
        tone = "ink-soft"
        total = won(sum(body["amounts"].values()))
        cells = (tr("Batch recorded"), f"{len(body['claims']):,}", f"{body['batch']} · {total}", "")
    else:
        tone = "ink-soft"
        failed = sum(one["result"] == "FAILED" for one in body["results"])
        text = f"{body['batch']} · {tr('failed {n}', n=failed)}" if failed else str(body["batch"])
        cells = (tr("Payment results"), f"{len(body['claims']):,}", text, "")
    return Line(str(place), (moment(act.made_at), act.author, *cells), tone=tone)
