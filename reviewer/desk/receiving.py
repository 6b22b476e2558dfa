"""Takes a delivery in: tables row by row, proof files beside them, the same delivery twice without effect."""

import dataclasses
import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from reviewer import RESOURCES
from reviewer.casefile import intake, proofs, search_index, standing
from reviewer.casefile.connections import CaseFile
from reviewer.casefile.intake_rows import RefusedCell
from reviewer.casefile.keys import Signer
from reviewer.desk.founding import found_case, found_for_intake, read_roster
from reviewer.desk.map_file import MapFile
from reviewer.desk.matching import PaperMatcher, read_manifests
from reviewer.desk.payment_results import read_payment_results
from reviewer.desk.sources import Sources, Table, as_file, collect, digests_only
from reviewer.desk.table_intake import TableIntake, choose_map
from reviewer.rules.plain import canonical
from reviewer.rules.plan import Plan
from reviewer.rules.plan_file import read_plan

Progress = Callable[[int, int], None]
"""Told rows done and rows in all; the second is an estimate, 0 while nobody can say."""


@dataclasses.dataclass(frozen=True)
class Refusal:
    """A row, cell or file that was refused: where it stood, a snake_case code, the field and the value."""

    source: str
    row: int  # in the source, from 1; 0 for a file
    code: str
    field: str
    value: str


@dataclasses.dataclass(frozen=True)
class IntakeReport:
    """What an intake did, as `intake --json` prints it (interface.md)."""

    rows: int = 0
    accepted: int = 0
    refused: int = 0
    claims_new: int = 0
    claims_known: int = 0
    documents: int = 0
    documents_known: int = 0
    unmatched_files: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    deliveries: tuple[str, ...] = ()
    refusals_files: tuple[Path, ...] = ()
    cancelled: bool = False

    def as_json(self) -> dict[str, Any]:
        """The fields that callers read, and no others."""
        found = dataclasses.asdict(self)
        for name in ("deliveries", "refusals_files", "cancelled"):
            del found[name]
        return {**found, "unmatched_files": list(self.unmatched_files), "refusals": found["refusals"]}

    def __add__(self, other: "IntakeReport") -> "IntakeReport":
        return IntakeReport(
            **{
                field.name: getattr(self, field.name) + getattr(other, field.name)
                for field in dataclasses.fields(self)
                if field.name != "cancelled"
            },
            cancelled=self.cancelled or other.cancelled,
        )


def take_in(
    case_file: CaseFile,
    signer: Signer,
    deliveries: Sequence[Path],
    *,
    mapping: MapFile | None = None,
    dry_run: bool = False,
    now: datetime,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> IntakeReport:
    """Take tables, folders and zips in; every row is accepted or refused by itself, with its reasons.

    What is cancelled or killed halfway is no part of the case and goes on where it stopped when the same delivery
    is taken in again. Raises DeliveryUnreadable, MapInvalid, DocumentsMissing, DiskFull.
    """
    if dry_run:
        return try_out(
            deliveries, mapping=mapping, now=now, progress=progress, cancelled=cancelled, case_file=case_file
        )
    plan = standing.plan_in_force(case_file.reader())
    sources = collect(deliveries, lambda papers: proofs.put_all(case_file, papers))
    keep = case_file.is_sample or case_file.is_locked
    work = _Intake(case_file.writing, plan, keep, mapping, now, progress, cancelled)
    work.finishing = lambda delivery: intake.finish(case_file, signer, delivery, now)
    work.beside, work.key = case_file.path, case_file.key
    report = work.run(sources, lambda papers: proofs.put_all(case_file, papers))
    with case_file.writing() as conn:
        search_index.bring_up_to_date(conn)
    return report


def try_out(
    deliveries: Sequence[Path],
    *,
    mapping: MapFile | None = None,
    now: datetime,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    case_file: CaseFile | None = None,
) -> IntakeReport:
    """What `take_in` would do, with nothing written; `case_file`, if there is one, must be open for writing."""
    if case_file is None:
        plan = read_plan((RESOURCES / "plans" / "kakao-1015.toml").read_text(encoding="utf-8"))
    else:
        plan = standing.plan_in_force(case_file.reader())
    keep = case_file is None or case_file.is_sample or case_file.is_locked
    sources = collect(deliveries, digests_only)
    with intake.trying_out(case_file) as writing:
        work = _Intake(writing, plan, keep, mapping, now, progress, cancelled)
        work.key = case_file.key if case_file is not None else None
        return work.run(sources, digests_only)


class _Intake:
    """One intake: its tables one after the other, each with its papers, then the papers of known claims."""

    def __init__(
        self, writing: intake.Writing, plan: Plan, keep_accounts: bool, mapping: MapFile | None, now: datetime,
        progress: Progress | None, cancelled: Callable[[], bool] | None,
    ) -> None:  # fmt: skip
        self.writing, self.plan, self.keep_accounts = writing, plan, keep_accounts
        self.mapping, self.now = mapping, now
        self.progress = progress or (lambda done, total: None)
        self.cancelled = cancelled or (lambda: False)
        self.finishing: Callable[[str], object] = lambda delivery: None
        self.beside: Path | None = None
        self.key: str | None = None

    def run(self, sources: Sources, put: Callable[[Sequence[bytes]], Sequence[str]]) -> IntakeReport:
        tables: list[tuple[Table, MapFile]] = []
        manifest_tables: list[Table] = []
        for table in sources.tables:
            chosen = choose_map(table, self.mapping)
            if chosen == "manifest":
                manifest_tables.append(table)
            elif isinstance(chosen, MapFile):
                tables.append((table, chosen))
            else:
                as_file(table, sources, put)
        matcher = PaperMatcher(sources.files, read_manifests(manifest_tables))
        report = IntakeReport(
            refusals=tuple(Refusal(source, 0, code, "file", path) for source, path, code in sources.refused)
        )
        for table, chosen in tables:
            report += self._table(table, chosen, matcher)
            if report.cancelled:
                return report
        return report + self._later_papers(sources.name, matcher)

    def _table(self, table: Table, chosen: MapFile, matcher: PaperMatcher) -> IntakeReport:
        delivery = table.sha256()
        with self.writing() as conn:
            begun = intake.begin(conn, delivery, table.name, chosen.as_mapping(), self.now)
        if begun.state != "FINISHED":
            work = TableIntake(table, chosen, self.plan, delivery, keep_accounts=self.keep_accounts, key=self.key)
            if not work.run(self.writing, begun.last_row, self.progress, self.cancelled):
                return IntakeReport(deliveries=(delivery,), cancelled=True)
            with self.writing() as conn:
                intake.store_papers(conn, delivery, matcher.papers_for_new(conn, delivery))
                counts = intake.counts(conn, delivery)
                refused = intake.refused_cells(conn, delivery)
            written = work.write_refusals(self.beside, refused) if self.beside else ()
            self.finishing(delivery)
        else:
            with self.writing() as conn:
                counts = intake.counts(conn, delivery)
                counts = dataclasses.replace(counts, known=counts.accepted, new=0, papers=0)
                refused = intake.refused_cells(conn, delivery)
            written = ()
        return _report(table.name, delivery, counts, refused, written)

    def _later_papers(self, name: str, matcher: PaperMatcher) -> IntakeReport:
        """Papers for claims known before wait for a person; those of no claim are listed."""
        with self.writing() as conn:
            papers = matcher.papers_for_known(conn)
        known, unmatched = matcher.known, tuple(matcher.unmatched)
        if not papers:
            return IntakeReport(documents_known=known, unmatched_files=unmatched)
        delivery = hashlib.sha256(canonical(sorted([paper.path, paper.document] for paper in papers))).hexdigest()
        with self.writing() as conn:
            if intake.begin(conn, delivery, name or "papers", {}, self.now).state != "FINISHED":
                intake.store_papers(conn, delivery, papers)
                is_new = True
            else:
                is_new = False
        if is_new:
            self.finishing(delivery)
        matched = sum(paper.relation != "UNMATCHED" for paper in papers)
        return IntakeReport(documents=matched, documents_known=known, unmatched_files=unmatched, deliveries=(delivery,))


def _report(
    source: str, delivery: str, counts: intake.Counts, refused: Sequence[RefusedCell], written: tuple[Path, ...]
) -> IntakeReport:
    return IntakeReport(
        rows=counts.rows,
        accepted=counts.accepted,
        refused=counts.refused,
        claims_new=counts.new,
        claims_known=counts.known,
        documents=counts.papers,
        refusals=tuple(Refusal(source, cell.row, cell.code, cell.field, cell.value) for cell in refused),
        deliveries=(delivery,),
        refusals_files=written,
    )


__all__ = [
    "IntakeReport", "Refusal", "found_case", "found_for_intake", "read_payment_results", "read_roster", "take_in",
    "try_out",
]  # fmt: skip
