"""Precision and recall of every machine hint, against the truth of invented deliveries of several seeds."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.processes import ROOT, child_environment
from benchmarks.result import Result
from benchmarks.sample import KEPT, Sample
from reviewer.casefile import proofs, readings, standing
from reviewer.casefile.case_file import CaseFile, open_case
from reviewer.casefile.claim_facts import papers_of
from reviewer.desk.hinting import hints_of
from reviewer.desk.reading_papers import read_paper
from reviewer.documents.gloves import Spare
from reviewer.documents.recognition import Recogniser, recogniser
from reviewer.rules.hints import NO_DATA
from reviewer.sample.applications import Applications
from reviewer.sample.checks import expected_hints

SEEDS = tuple(int(seed) for seed in os.environ.get("HINT_SEEDS", "3 7 11 2023").split())
REPORTS = int(os.environ.get("HINT_REPORTS", "5000"))
"""So many reports a seed: one application with papers in about 230 of them."""
DIGITAL = frozenset({"pdf", "xlsx", "csv-cp949", "hwpx"})
WITHOUT_TEXT = frozenset({"SUS2", "SUS6"})
"""Hints that the application alone decides, whatever its papers are made as."""
_MOST_SEEN = int(os.environ.get("HINT_PICTURES", "25"))
"""So many pictures a seed are recognised; a second or two each."""


@dataclass
class Score:
    """What the hints of one check said: right, wrong, and how often the truth had an answer they did not give."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Of the answers given, how many are the truth's; None where none was given."""
        given = self.right + self.wrong
        return self.right / given if given else None

    @property
    def recall(self) -> float | None:
        """Of the truth's answers, how many were given; None where it has none."""
        known = self.right + self.missed
        return self.right / known if known else None

    def add(self, wanted: str, given: str) -> None:
        """Count one hint: `no_data` is no answer."""
        if given not in ("no_data", wanted):
            self.wrong += 1
        if wanted != "no_data":
            self.right += given == wanted
            self.missed += given != wanted


@dataclass
class Scores:
    """By check; `told` holds the answers that differ, to look at."""

    by_check: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    papers: Counter[str] = field(default_factory=Counter)

    @property
    def whole(self) -> Score:
        """All checks together."""
        every = self.by_check.values()
        return Score(sum(s.right for s in every), sum(s.wrong for s in every), sum(s.missed for s in every))


def measure(sample: Sample) -> list[Result]:
    """Digital papers of every seed, then pictures where they can be recognised; prints a table for each check."""
    digital, seen = Scores(), Scores()
    eye = recogniser()
    for seed in SEEDS:
        folder = _demo(seed)
        with open_case(folder / "demo.casedb", writing=False) as case_file:
            _score(case_file, folder, digital, None)
            if eye is not None:
                _score(case_file, folder, seen, eye)
    _print("digital papers (pdf, xlsx, csv-cp949, hwpx)", digital)
    results = list(_results("digital papers", digital, aims=(1.0, 0.95)))
    if eye is not None:
        _print("recognised pictures and scans", seen)
        results += _results("recognised pictures and scans", seen, aims=(None, None))
    return results


def _results(what: str, scores: Scores, aims: tuple[float | None, float | None]) -> Iterator[Result]:
    whole, note = scores.whole, f"{sum(scores.papers.values())} papers, seeds {', '.join(map(str, SEEDS))}"
    for name, share, aim in (("precision", whole.precision, aims[0]), ("recall", whole.recall, aims[1])):
        wanted = None if aim is None else aim * 100
        yield Result(f"hints, {what}: {name}", 100 * (share or 0), "%", aim=wanted, is_rate=True, note=note)


def _demo(seed: int) -> Path:
    """A sample of this seed, made once."""
    folder = KEPT / f"hints-{seed}-{REPORTS}"
    if not (folder / "made.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        print(f"making a sample of {REPORTS:,} reports with seed {seed}", file=sys.stderr)
        command = [sys.executable, "main.py", "demo", str(folder), "--claims", str(REPORTS), "--seed", str(seed)]
        made = subprocess.run([*command, "--json"], cwd=ROOT, env=child_environment(), check=True,
                              capture_output=True, text=True, timeout=3_600)  # fmt: skip
        (folder / "made.json").write_text(made.stdout, encoding="utf-8")
    return folder


def _truths(folder: Path) -> dict[str, dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        paper = json.loads(line)
        found[paper["claim"]][paper["sha256"]] = paper
    return found


def _score(case_file: CaseFile, folder: Path, scores: Scores, eye: Recogniser | None) -> None:
    conn, truths = case_file.reader(), _truths(folder)
    plan = standing.plan_in_force(conn)
    applications = Applications(int(folder.name.split("-")[1]), 10_000)
    spare = Spare()
    left = _MOST_SEEN
    try:
        for claim, papers in truths.items():
            wanted = {
                line.document: line.path
                for line in papers_of(conn, claim)
                if line.document in papers and (papers[line.document]["made_as"] in DIGITAL) == (eye is None)
            }
            if not wanted or left <= 0:
                continue
            kept = {}
            for document, path in wanted.items():
                kept[document] = _read(case_file, document, path, spare, eye)
                left -= eye is not None
            found = hints_of(conn, claim, plan, kept)
            for document in wanted:
                _compare(papers[document], found.papers[document], scores, applications, eye)
    finally:
        spare.close()


def _read(case_file: CaseFile, document: str, path: str, spare: Spare, eye: Recogniser | None) -> readings.KeptReading:
    return read_paper(document, proofs.read(case_file, document), path, spare=spare, recogniser=eye)


def _compare(
    paper: Mapping[str, Any], hints: Mapping[str, Any], scores: Scores, applications: Applications,
    eye: Recogniser | None,
) -> None:  # fmt: skip
    wanted = dict(paper["hints"])
    if eye is not None:  # the truth knows pictures as without text; with it a hint would say what it says of a PDF
        wanted = _as_if_written(paper, applications) | {check: wanted[check] for check in WITHOUT_TEXT & wanted.keys()}
    scores.papers[paper["made_as"]] += 1
    for check, answer in wanted.items():
        hint = hints.get(check)
        given = (hint.level if hint is not None else NO_DATA).lower()
        scores.by_check[check].add(answer, given)


def _as_if_written(paper: Mapping[str, Any], applications: Applications) -> dict[str, str]:
    """What the truth would say if the same paper had come as a file with text."""
    claim = applications.get(int(paper["claim"][5:]) - 1)
    kind, faults = paper["kind"], paper["faults"]
    own_service, loss_agrees = not claim.service.affiliate, claim.loss_agrees
    found = expected_hints(kind, faults, made_as="pdf", own_service=own_service, loss_agrees=loss_agrees)
    if paper["hints"].get("SLS13") == "no_data" and paper["kind"] == "SLS" and "daily" in paper["values"]:
        months = {day[5:7] for day in paper["values"]["daily"]}
        if months in ({"09"}, {"10"}):
            found["SLS13"] = "no_data"
    return found


def _print(title: str, scores: Scores) -> None:
    print(f"\n{title}: {dict(scores.papers)}")
    print("| check | right | wrong | missed | precision | recall |\n|---|---:|---:|---:|---:|---:|")
    for check, score in [*sorted(scores.by_check.items()), ("all", scores.whole)]:
        shares = ("–" if share is None else f"{100 * share:.1f} %" for share in (score.precision, score.recall))
        print(f"| {check} | {score.right} | {score.wrong} | {score.missed} | {' | '.join(shares)} |")
