"""How well reused papers are found among all claims of samples, and copies of papers; each attribute by itself."""

import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import copies
from benchmarks.result import Result
from reviewer.casefile import fingerprints
from reviewer.casefile.case_file import open_case
from reviewer.casefile.fingerprints import Pair
from reviewer.casefile.twins import agreements_of
from reviewer.desk.paper_line import keep_reading
from reviewer.desk.reading_papers import read_paper
from reviewer.desk.twins import drawn_pages
from reviewer.documents.gloves import Spare
from reviewer.rules.fingerprinting import fingerprints_of
from reviewer.rules.likeness import digest_of
from reviewer.rules.same_picture import Grey, show_the_same
from reviewer.rules.twins import KINDS, WEAK
from reviewer.sample.demo import make_demo

SEEDS = tuple(int(seed) for seed in os.environ.get("TWIN_SEEDS", "7 11 23").split())
COPIED = int(os.environ.get("TWIN_COPIES", "5"))
"""Papers of each sample and way of making of which copies are made."""
DIGITAL = frozenset({"pdf", "xlsx", "csv-cp949", "hwpx"})

_SENT = "ab" * 32


@dataclass
class Score:
    """What was found of one group: papers wanted, found, and named wrongly, and by which attributes."""

    wanted: int = 0
    found: int = 0
    wrong: int = 0
    right_by: Counter[str] = field(default_factory=Counter)
    wrong_by: Counter[str] = field(default_factory=Counter)
    ways: defaultdict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    told: list[str] = field(default_factory=list)
    """Every miss and every false pair, for whoever mends them."""

    def add(self, what: str, kinds: set[str], *, is_wanted: bool) -> None:
        """Count a pair that was wanted, or that was named though it was not."""
        is_named = not kinds <= WEAK
        (self.right_by if is_wanted else self.wrong_by).update(kinds)
        self.wanted += is_wanted
        self.found += is_wanted and is_named
        self.wrong += not is_wanted and is_named
        if is_wanted != is_named:
            self.told.append(f"{'missed' if is_wanted else 'wrong'}: {what} {' '.join(sorted(kinds))}")

    def join(self, other: "Score") -> None:
        """Add what was found in another sample."""
        self.wanted, self.found, self.wrong = (
            self.wanted + other.wanted, self.found + other.found, self.wrong + other.wrong,
        )  # fmt: skip
        self.right_by.update(other.right_by)
        self.wrong_by.update(other.wrong_by)
        self.told += other.told
        for way, found in other.ways.items():
            self.ways[way] += found

    def results(self, what: str, *, aims: tuple[float | None, float | None]) -> Iterator[Result]:
        """Precision and recall, each attribute by itself, and each way of copying."""
        for name, share, aim in (
            ("precision", self.found / max(self.found + self.wrong, 1), aims[0]),
            ("recall", self.found / max(self.wanted, 1), aims[1]),
        ):
            note = f"{self.found} of {self.wanted} found, {self.wrong} wrong"
            yield Result(f"reused papers, {what}: {name}", 100 * share, "%", aim=aim, is_rate=True, note=note)
        for kind in KINDS:
            right, wrong = self.right_by[kind], self.wrong_by[kind]
            note = f"{right} of {self.wanted} right, {wrong} wrong"
            recall = 100 * right / max(self.wanted, 1)
            yield Result(f"{what}, by {kind} alone: recall", recall, "%", is_rate=True, note=note)
        for way, found in self.ways.items():
            share = 100 * sum(found) / len(found)
            yield Result(f"{what}, {way}: recall", share, "%", is_rate=True, rounds=len(found))


def found() -> list[Result]:
    """The figures of all samples; the samples are looked at beside each other."""
    digital, pictures = Score(), Score()
    with ProcessPoolExecutor(min(len(SEEDS), os.cpu_count() or 1)) as pool:
        for of_digital, of_pictures in pool.map(_of_sample, SEEDS):
            digital.join(of_digital)
            pictures.join(of_pictures)
    for line in (*digital.told, *pictures.told):
        print(line)
    return [
        *digital.results("digital papers", aims=(100, 95)),
        *pictures.results("photos and scans", aims=(100, None)),
    ]


def _of_sample(seed: int) -> tuple[Score, Score]:
    with TemporaryDirectory() as folder, Finder(Path(folder), seed) as finder:
        finder.read_all()
        finder.name_all()
        finder.copy_some()
        return finder.digital, finder.pictures


class Finder:
    """A sample whose papers are all read, in a case of its own; who looks like whom is asked as the program does."""

    def __init__(self, folder: Path, seed: int) -> None:
        make_demo(folder, claims=5_000, seed=seed, review=0)
        self._case_file = open_case(folder / "demo.casedb")
        self._spare = Spare()
        self._seed = seed
        lines = [json.loads(line) for line in (folder / "truth.jsonl").read_text("utf-8").splitlines()]
        self.papers: dict[str, dict[str, Any]] = {line["sha256"]: line for line in lines}
        self.bytes = {line["sha256"]: (folder / line["path"]).read_bytes() for line in lines}
        self.wanted = {
            frozenset((one["claim"], other["claim"])): one
            for one in lines
            for other in lines
            if one["claim"] < other["claim"] and other["sha256"] in one["same_as"]
        }
        told = [json.loads(line) for line in (folder / "claims_truth.jsonl").read_text("utf-8").splitlines()]
        self.claims = [line["claim"] for line in told]
        self.shared = {
            frozenset((one["claim"], other["claim"])) for one, other in pairwise(told)
            if {"account", "brn"} & {*one["shared"]} & {*other["shared"]}
        }  # fmt: skip
        """Neighbours that share an account or a registration number in their applications."""
        with self._case_file.writing() as conn:
            conn.execute("INSERT INTO deliveries VALUES (?, 'copies', '{}', '2023-07-01')", (_SENT,))
        self.digital, self.pictures = Score(), Score()
        self._greys: dict[tuple[str, int], Grey | None] = {}

    def __enter__(self) -> "Finder":
        return self

    def __exit__(self, *_: object) -> None:
        self._spare.close()
        self._case_file.close()

    def read_all(self) -> None:
        """Read every paper, then look at every pair of pictures until none is left."""
        for document, paper in self.papers.items():
            self._read(document, Path(paper["path"]).name)
        while document := fingerprints.next_due(self._case_file.writer):
            self._turn(document)

    def _read(self, document: str, name: str) -> None:
        kept = read_paper(document, self.bytes[document], name, spare=self._spare)
        with self._case_file.writing() as conn:
            keep_reading(conn, kept, fingerprints_of(kept.reading))

    def _turn(self, document: str) -> None:
        conn = self._case_file.writer
        claims = fingerprints.claims_of_paper(conn, document)
        pairs = [pair for claim in claims for pair in fingerprints.pairs_to_compare(conn, document, claim)]
        self._keep([self._looked_at(pair) for pair in pairs])
        with self._case_file.writing():
            fingerprints.had_turn(conn, document, is_done=not pairs)

    def _looked_at(self, pair: Pair) -> Pair:
        one, other = self._grey(pair.document, pair.page), self._grey(pair.other, pair.other_page)
        is_same = one is not None and other is not None and show_the_same(one, other)
        return Pair(pair.document, pair.page, pair.other, pair.other_page, is_same)

    def _grey(self, document: str, page: int) -> Grey | None:
        if (document, page) not in self._greys:
            drawn = drawn_pages(document, self.bytes.__getitem__, {page}, spare=self._spare)
            self._greys[document, page] = drawn.get(page)
        return self._greys[document, page]

    def _keep(self, pairs: Sequence[Pair]) -> None:
        with self._case_file.writing() as conn:
            fingerprints.keep_pairs(conn, pairs)

    def name_all(self) -> None:
        """Hold what every two claims share against what the sample made them share."""
        named: dict[frozenset[str], set[str]] = {}
        picture = set()
        for claim in self.claims:
            for other, agreements in agreements_of(self._case_file.writer, claim).items():
                pair = frozenset((claim, other))
                named.setdefault(pair, set()).update(one.kind for one in agreements)
                papers = [self.papers.get(one.mine.document) for one in agreements]
                if any(paper is not None and paper["made_as"] not in DIGITAL for paper in papers):
                    picture.add(pair)
        for pair in {*named, *self.wanted, *self.shared}:
            paper = self.wanted.get(pair)
            is_digital = paper["made_as"] in DIGITAL if paper is not None else pair not in picture
            score = self.digital if is_digital else self.pictures
            what = f"seed {self._seed}, {' and '.join(sorted(pair))}"
            score.add(what, named.get(pair, set()), is_wanted=pair in self.wanted or pair in self.shared)

    def copy_some(self) -> None:
        """Send copies of some papers with another claim, one at a time."""
        made: dict[str, int] = Counter()
        for document, paper in self.papers.items():
            how = paper["made_as"] if paper["made_as"] in DIGITAL else "picture"
            ways = copies.OF_DIGITAL.get(how) or _ways_of_picture(self.bytes[document])
            if made[how] >= COPIED or not ways or paper["faults"]:
                continue
            made[how] += 1
            score = self.pictures if how == "picture" else self.digital
            for way, make in ways.items():
                kinds = self._copied(document, *make(self.bytes[document]), score, way)
                if way == "PDF page photographed":  # a photo: it is no digital paper any more
                    self.pictures.ways[way].append(not kinds <= WEAK)
                    continue
                score.ways[way].append(not kinds <= WEAK)
                score.add(f"seed {self._seed}, {paper['path']}, {way}", kinds, is_wanted=True)

    def _copied(self, document: str, name: str, data: bytes, score: Score, way: str) -> set[str]:
        """By what the original of a copy is found; others that are found as well are counted as wrong."""
        conn, copy = self._case_file.writer, digest_of(document, way) * 4
        self.bytes[copy] = data
        with self._case_file.writing():
            conn.execute("INSERT INTO papers VALUES (?, ?, ?, 9, 'a copy', 'OTH', 'NEW')", (_SENT, copy, copy))
        self._read(copy, name)
        pairs = fingerprints.pairs_to_compare(conn, copy, "a copy")
        nearest = [pair for pair in pairs if pair.other != document][:2]
        self._keep([self._looked_at(pair) for pair in (*(one for one in pairs if one.other == document), *nearest)])
        kinds: dict[str, set[str]] = defaultdict(set)
        for like in fingerprints.likes_of(conn, "a copy", [copy]):
            kinds[like.other_document].add(like.kind)
        same = {one for one in self.papers if one in self.papers[document]["same_as"]} | {document}
        for other in kinds.keys() - same:
            score.add(f"seed {self._seed}, {way} of {self.papers[document]['path']}", kinds[other], is_wanted=False)
        with self._case_file.writing():
            fingerprints.forget(conn, copy)
            conn.execute("DELETE FROM papers WHERE document = ?", (copy,))
        return kinds[document]


def _ways_of_picture(data: bytes) -> dict[str, Callable[[bytes], copies.Copy]]:
    """Every way of copying this photo; none of a scan in a PDF, and of a photo that was cut off."""
    try:
        picture = copies.opened(data)
    except OSError:
        return {}
    return {way: lambda _, make=make: ("copy.jpg", make(picture)) for way, make in copies.OF_PICTURES.items()}  # type: ignore[misc]
