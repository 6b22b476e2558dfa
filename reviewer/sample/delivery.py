"""Writes a realistic delivery: the register as CSV, the proof files beside it, and the answers to both."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from reviewer.sample.applications import Application
from reviewer.sample.hints import Written
from reviewer.sample.papers.press import make_paper
from reviewer.sample.reports import COLUMNS, Reports, report_number
from reviewer.sample.truth import claim_truth, paper_truth

MOST_REPORTS = 1_000_000
Progress = Callable[[int, int], None]
# An application with its papers takes about as long as this many rows; only progress uses it.
_ROWS_AN_APPLICATION = 1_500
_ROWS_A_STEP = 500


@dataclass(frozen=True, slots=True)
class DeliveryMade:
    """Where a sample delivery lies and how much it holds."""

    folder: Path
    table: Path
    proofs: Path
    truth: Path
    claims_truth: Path
    reports: int
    applications: int
    files: int


def make_delivery(folder: Path, claims: int, seed: int, progress: Progress | None = None) -> DeliveryMade:
    """Write `claims` reports (10 to 1,000,000) into `folder`; the same seed gives the same bytes everywhere.

    `progress` is called with steps done and steps in all. Memory does not grow with the number of reports. Raises
    ValueError for a number of reports outside the limits, and FileExistsError where `folder` holds a delivery.
    """
    reports = Reports(claims, seed)
    if claims > MOST_REPORTS:
        raise ValueError(f"a sample has at most {MOST_REPORTS} reports")
    made = DeliveryMade(
        folder=folder,
        table=folder / "delivery.csv",
        proofs=folder / "proofs",
        truth=folder / "truth.jsonl",
        claims_truth=folder / "claims_truth.jsonl",
        reports=claims,
        applications=reports.applications.total,
        files=0,
    )
    if made.table.exists():
        raise FileExistsError(made.table)
    made.proofs.mkdir(parents=True)
    all_steps = claims + made.applications * _ROWS_AN_APPLICATION

    def report_progress(done: int) -> None:
        if progress is not None:
            progress(done, all_steps)

    positions = _write_table(made.table, reports, report_progress)
    files = _write_papers(made, reports, positions, report_progress)
    return DeliveryMade(
        made.folder, made.table, made.proofs, made.truth, made.claims_truth, claims, len(positions), files
    )


def _write_table(path: Path, reports: Reports, progress: Callable[[int], None]) -> dict[int, int]:
    """Write the register; returns the position of each application."""
    positions: dict[int, int] = {}
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for position in range(reports.total):
            writer.writerow(reports.row(position))
            place = reports.place(position)
            if place < reports.applications.total:
                positions[place] = position
            if position % _ROWS_A_STEP == 0:
                progress(position)
    return positions


def _write_papers(
    made: DeliveryMade, reports: Reports, positions: dict[int, int], progress: Callable[[int], None]
) -> int:
    """Write every proof file and both truth files; returns the number of proof files."""
    applications, files = reports.applications, 0
    with (
        made.truth.open("w", encoding="utf-8", newline="\n") as truth,
        made.claims_truth.open("w", encoding="utf-8", newline="\n") as claims_truth,
    ):
        for number in range(applications.total):
            claim = applications.get(number, report_number(positions[number]))
            papers = _write_application(made, reports, claim, truth)
            files += len(papers)
            _write_line(claims_truth, claim_truth(claim, papers, applications.shared(number)))
            progress(reports.total + (number + 1) * _ROWS_AN_APPLICATION)
    return files


def _write_application(made: DeliveryMade, reports: Reports, claim: Application, truth: TextIO) -> list[Written]:
    home = made.proofs / claim.claim
    home.mkdir()
    is_repeated = "file" in reports.applications.shared(claim.number)
    first_sales = next((plan for plan in claim.papers if plan.kind == "SLS"), None)
    written = []
    for plan in claim.papers:
        paper = make_paper(reports.applications, claim, plan)
        file = home / f"{plan.kind}_{plan.number}.{paper.extension}"
        file.write_bytes(paper.data)
        twins = is_repeated and plan is first_sales
        _write_line(truth, paper_truth(claim, paper, file.relative_to(made.folder).as_posix(), twins))
        written.append(Written(plan.kind, plan.form, plan.faults, paper.values))
    return written


def _write_line(out: TextIO, line: dict[str, object]) -> None:
    out.write(json.dumps(line, ensure_ascii=False) + "\n")
