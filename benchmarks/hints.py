"""Precision and recall of every machine hint, against the truth of invented deliveries of several seeds."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
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
from reviewer.rules.hints import NO_DATA, Hint
from reviewer.sample.applications import Application, Applications
from reviewer.sample.hints import Written, claim_hints, paper_hints
from reviewer.sample.proportions import applications_among

SEEDS = tuple(int(seed) for seed in os.environ.get("HINT_SEEDS", "3 7 11 41").split())
REPORTS = int(os.environ.get("HINT_REPORTS", "10000"))
"""So many reports a seed: one application with papers in about 230 of them; with 40 applications every fault stands."""
DIGITAL = frozenset({"pdf", "xlsx", "csv-cp949", "hwpx"})
OF_THE_APPLICATION = frozenset({"SUS2", "SUS6", "CLM2", "X5", "X6", "X7", "X8", "X10"})
"""Hints that the application or the case file decides, whatever its papers are made as."""
_MOST_SEEN = int(os.environ.get("HINT_PICTURES", "25"))
"""So many pictures a seed are recognised; a second or two each."""
_MOST_TOLD = 40


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

    def add(self, wanted: str, given: str, *, is_asked: bool = True) -> None:
        """Count one hint: `no_data` is no answer; one that is not asked may be wrong, but is never missed."""
        if given not in ("no_data", wanted):
            self.wrong += 1
        if wanted != "no_data" and (is_asked or given == wanted):
            self.right += given == wanted
            self.missed += given != wanted


@dataclass
class Scores:
    """By check; `told` holds the answers that differ, to look at."""

    title: str
    by_check: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    counted: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    @property
    def whole(self) -> Score:
        """All checks together."""
        every = self.by_check.values()
        return Score(sum(s.right for s in every), sum(s.wrong for s in every), sum(s.missed for s in every))

    def lowest(self, share: str) -> tuple[float, str]:
        """The lowest precision or recall of a check, and which check that is."""
        known = [
            (value, check) for check, score in self.by_check.items() if (value := getattr(score, share)) is not None
        ]
        return min(known, default=(0.0, "–"))

    def compare(self, where: str, wanted: Mapping[str, str], hints: Mapping[str, Hint], *, with_eyes: bool) -> None:
        """Count the hints of one paper or claim against what the truth says of it."""
        for check, answer in wanted.items():
            given = (hints[check].level if check in hints else NO_DATA).lower()
            is_asked = not with_eyes or _is_answerable(check, answer)
            self.by_check[check].add(answer, given, is_asked=is_asked)
            if given != answer and (is_asked or given != "no_data"):
                self.told.append(f"{where} {check}: {answer} in truth, {given} given")


def _is_answerable(check: str, answer: str) -> bool:
    """Whether a hint from a recognised picture would ever say this.

    A machine's eye that reads another letter or sees nothing may err, so such hints are no data by design
    (rules/hints/paper.py): of pictures only what agrees is asked for, of G6 only a number that stands there, and of
    G5 nothing: a picture does not tell how it was made, and its figures are asked for as SLS6 and APP3.
    """
    if check in OF_THE_APPLICATION:
        return not (check == "SUS2" and answer == "partial")  # a sister company's name may be misread as well
    return check != "G5" and answer == ("none" if check == "G6" else "full")


def measure(sample: Sample) -> list[Result]:
    """Digital papers of every seed, then pictures where they can be recognised; prints a table for each check."""
    groups = [_Group("digital papers", None)]
    if (eye := recogniser()) is not None:
        groups.append(_Group("recognised pictures", eye))
    for seed in SEEDS:
        folder = _demo(seed)
        with open_case(folder / "demo.casedb", writing=False) as case_file, closing(Spare()) as spare:
            for group in groups:
                group.score(_Case(case_file, folder, seed, spare))
    for group in groups:
        group.show()
    return [result for group in groups for result in group.results()]


@dataclass(frozen=True)
class _Case:
    """One sample: its case file, its truth, and a child that reads papers."""

    case_file: CaseFile
    folder: Path
    seed: int
    spare: Spare

    def truths(self) -> Iterator[tuple[dict[str, Any], dict[str, dict[str, Any]]]]:
        """The truth of each claim with that of its papers by SHA-256."""
        papers: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        for paper in _lines(self.folder / "truth.jsonl"):
            papers[paper["claim"]][paper["sha256"]] = paper
        for claim in _lines(self.folder / "claims_truth.jsonl"):
            yield claim, papers[claim["claim"]]

    def read(self, document: str, path: str, eye: Recogniser | None) -> readings.KeptReading:
        """Read one paper as the program does."""
        data = proofs.read(self.case_file, document)
        return read_paper(document, data, path, spare=self.spare, recogniser=eye)


class _Group:
    """Papers that are read in one way, and the claims they belong to."""

    def __init__(self, name: str, eye: Recogniser | None) -> None:
        self.name, self._eye = name, eye
        self.papers, self.claims = Scores(name), Scores(f"claims with {name}")

    def score(self, case: _Case) -> None:
        """Count every hint on the papers of one sample, and on its claims; of pictures only so many."""
        conn, seen = case.case_file.reader(), 0
        plan = standing.plan_in_force(conn)
        applications = Applications(case.seed, applications_among(REPORTS))
        for claim, truths in case.truths():
            paths = {line.document: line.path for line in papers_of(conn, claim["claim"])}
            digital = {document for document in truths if truths[document]["made_as"] in DIGITAL}
            pictures = set() if self._eye is None else set(truths) - digital
            if self._eye is not None and (not pictures or seen >= _MOST_SEEN):
                continue
            seen += len(pictures)
            kept = {document: case.read(document, paths[document], self._eye) for document in digital | pictures}
            found = hints_of(conn, claim["claim"], plan, kept)
            truth = _Truth(applications.get(int(claim["claim"][5:]) - 1), claim, truths, with_eyes=bool(pictures))
            for document in pictures or digital:
                paper = truths[document]
                self.papers.counted[paper["made_as"]] += 1
                hints = found.papers[document]
                self.papers.compare(paper["path"], truth.of_paper(paper), hints, with_eyes=bool(pictures))
            self.claims.counted["claims"] += 1
            self.claims.compare(claim["claim"], truth.of_claim(), found.claim, with_eyes=bool(pictures))

    def show(self) -> None:
        """Print a table of the papers' hints and one of the claims', and what differs."""
        for scores in (self.papers, self.claims):
            _print(scores)

    def results(self) -> Iterator[Result]:
        """The figures of all hints together, and of the check that does worst."""
        both = Scores(self.name, by_check=self.papers.by_check | self.claims.by_check)
        note = f"{sum(self.papers.counted.values())} papers, {sum(self.claims.counted.values())} claims, seeds "
        note += ", ".join(map(str, SEEDS))
        for share, aim in (("precision", 100.0), ("recall", 95.0)):
            whole, (least, check) = getattr(both.whole, share) or 0.0, both.lowest(share)
            wanted = aim if self._eye is None else None
            name = f"hints, {self.name}: {share}"
            yield Result(name, 100 * whole, "%", aim=wanted, is_rate=True, note=note)
            yield Result(f"{name} of the worst check", 100 * least, "%", aim=wanted, is_rate=True, note=check)


@dataclass(frozen=True)
class _Truth:
    """What the hints of a claim should say: as the truth files have it, or had every picture come with text."""

    claim: Application
    line: Mapping[str, Any]
    papers: Mapping[str, Mapping[str, Any]]
    with_eyes: bool

    def of_paper(self, paper: Mapping[str, Any]) -> Mapping[str, str]:
        """The hints of one paper."""
        return paper_hints(self.claim, _written(paper), with_eyes=True) if self.with_eyes else paper["hints"]

    def of_claim(self) -> Mapping[str, str]:
        """The hints of the claim."""
        if not self.with_eyes:
            return dict(self.line["hints"])
        written = [_written(paper) for paper in self.papers.values()]
        return claim_hints(self.claim, written, self.line["shared"], with_eyes=True)


def _written(paper: Mapping[str, Any]) -> Written:
    return Written(paper["kind"], paper["made_as"], paper["faults"], paper["values"])


def _demo(seed: int) -> Path:
    """A sample of this seed, made once, and again when what makes it has changed."""
    sources = sorted((ROOT / "reviewer" / "sample").rglob("*.py"))
    made_by = hashlib.sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()[:8]
    folder = KEPT / f"hints-{seed}-{REPORTS}-{made_by}"
    if not (folder / "made.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        print(f"making a sample of {REPORTS:,} reports with seed {seed}", file=sys.stderr)
        command = [sys.executable, "main.py", "demo", str(folder), "--claims", str(REPORTS), "--seed", str(seed)]
        made = subprocess.run([*command, "--json"], cwd=ROOT, env=child_environment(), check=True,
                              capture_output=True, text=True, timeout=3_600)  # fmt: skip
        (folder / "made.json").write_text(made.stdout, encoding="utf-8")
    return folder


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _print(scores: Scores) -> None:
    print(f"\n{scores.title}: {dict(scores.counted)}")
    print("| check | right | wrong | missed | precision | recall |\n|---|---:|---:|---:|---:|---:|")
    for check, score in [*sorted(scores.by_check.items()), ("all", scores.whole)]:
        shares = ("–" if share is None else f"{100 * share:.1f} %" for share in (score.precision, score.recall))
        print(f"| {check} | {score.right} | {score.wrong} | {score.missed} | {' | '.join(shares)} |")
    print(*scores.told[:_MOST_TOLD], sep="\n")
