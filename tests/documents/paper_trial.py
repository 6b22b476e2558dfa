"""Reads a paper from end to end as the reader does, and says how each question about it was answered and when."""

import contextlib
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reviewer.documents.gloves import Spare
from reviewer.documents.opening import OpenDocument, open_document
from reviewer.rules.problem import Problem

OPEN_SECONDS, ASK_SECONDS, SEARCH_SECONDS = 20.0, 20.0, 60.0
_SLACK = 8.0
"""What a busy computer and the killing of a child may add to a deadline."""

AT_ONCE = 2


@dataclass
class Trial:
    """What became of one paper."""

    name: str
    refused: str = ""
    answers: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    slowest: tuple[float, str] = (0.0, "")
    late: list[str] = field(default_factory=list)

    def line(self) -> str:
        """In one line."""
        told = self.refused or " ".join(f"{count} {answer}" for answer, count in self.answers.most_common())
        return f"{self.seconds:6.1f} s  {self.slowest[0]:5.1f} s {self.slowest[1]:14} {self.name:40} {told}"

    def ask(self, what: str, question: Callable[[], object], most: float) -> Any:
        """Put a question; a refusal is an answer too, but it has to come before the deadline."""
        began = time.monotonic()
        answer = None
        try:
            answer = question()
            self.answers["answered"] += 1
        except Problem as problem:
            self.answers[str(problem.facts["reason"])] += 1  # another Problem than DocumentUnreadable has none
        took = time.monotonic() - began
        self.slowest = max(self.slowest, (took, what))
        if took > most + _SLACK:
            self.late.append(f"{what}: {took:.1f} s")
        return answer


def tried(name: str, data: bytes, spare: Spare) -> Trial:
    """Open a paper and ask it everything; any exception but a Problem goes on."""
    trial, began = Trial(name), time.monotonic()
    opened: list[OpenDocument] = []

    def opening() -> None:
        opened.append(open_document(data, name, seconds=OPEN_SECONDS, spare=spare))

    trial.ask("open", opening, OPEN_SECONDS)
    if opened:
        with opened[0] as document:
            for what, question, most in questions(document):
                if document.is_alive:  # a reader opens it anew, a trial has seen enough
                    trial.ask(what, question, most)
    else:
        trial.refused = next(iter(trial.answers))
    trial.seconds = time.monotonic() - began
    return trial


def questions(document: OpenDocument) -> Iterator[tuple[str, Callable[[], object], float]]:
    """What a reader asks of a paper that is open."""
    told = document.description
    if told.pages:
        for page in dict.fromkeys((1, 2, told.pages // 2 or 1, told.pages)):
            yield f"page {page}", lambda page=page: document.page(page, max_pixels=2_000_000), ASK_SECONDS
            yield f"words {page}", lambda page=page: document.page_words(page), ASK_SECONDS
        yield "find", lambda: document.find("2022", 1, min(told.pages, 20)), ASK_SECONDS
    yield "text", lambda: document.page_text(0), ASK_SECONDS
    yield "blocks", document.blocks, ASK_SECONDS
    for sheet in dict.fromkeys((1, len(told.sheets))) if told.sheets else ():
        yield f"cells {sheet}", lambda sheet=sheet: document.cells(sheet, 1, 200), ASK_SECONDS
        rows = told.sheets[sheet - 1].rows
        yield (
            f"last cells {sheet}",
            lambda sheet=sheet, rows=rows: document.cells(sheet, max(rows - 99, 1), 100),
            ASK_SECONDS,
        )
        yield f"shape {sheet}", lambda sheet=sheet: document.sheet_shape(sheet), SEARCH_SECONDS
        yield f"formulas {sheet}", lambda sheet=sheet: document.formulas(sheet, 1, 256), SEARCH_SECONDS
        yield f"find {sheet}", lambda sheet=sheet: document.find_in_sheet("2022", sheet), SEARCH_SECONDS
        yield f"totals {sheet}", lambda sheet=sheet, rows=rows: document.totals(sheet, (1, 1, rows, 50)), SEARCH_SECONDS
    yield "prove", lambda: document.prove(5), ASK_SECONDS
    yield "traits", document.traits, SEARCH_SECONDS


@dataclass(frozen=True)
class Run:
    """What became of many papers, and of the process that had them opened."""

    trials: list[Trial]
    grown: int
    """MiB by which this process is larger than after the first papers."""
    children: int
    descriptors: int
    """Child processes, and descriptors beyond those of the start, that are left."""

    def report(self) -> str:
        """Counts, and the ten slowest."""
        ends = Counter(trial.refused or "opened" for trial in self.trials)
        asked = sum((trial.answers for trial in self.trials), Counter[str]())
        slowest = sorted(self.trials, key=lambda trial: -trial.seconds)[:10]
        return "\n".join(
            [
                f"{len(self.trials)} papers: " + ", ".join(f"{count} {end}" for end, count in ends.most_common()),
                f"{asked.total()} questions: " + ", ".join(f"{count} {end}" for end, count in asked.most_common()),
                f"grown by {self.grown} MiB; {self.children} children and {self.descriptors} descriptors left",
                *(trial.line() for trial in slowest),
            ]
        )


def run(papers: Iterable[tuple[str, bytes]], watch: Callable[[Trial], None] = lambda _: None) -> Run:
    """Try the papers, two at once, as the program's lanes do."""
    done: list[Trial] = []
    before = len(descriptors())
    first = 0
    spare = Spare()
    waiting: list[Future[Trial]] = []
    room = threading.Semaphore(AT_ONCE * 2)  # papers made ahead of those that are tried

    def one(name: str, data: bytes) -> Trial:
        try:
            return tried(name, data, spare)
        finally:
            room.release()

    with contextlib.closing(spare), ThreadPoolExecutor(AT_ONCE) as lane:
        for name, data in papers:
            room.acquire()
            waiting.append(lane.submit(one, name, data))
            del data
            while waiting and waiting[0].done():
                done.append(waiting.pop(0).result())
                watch(done[-1])
            if len(done) >= 10 and not first:
                first = resident()
        for future in waiting:
            done.append(future.result())
            watch(done[-1])
    grown = resident() - first if first else 0
    return Run(done, grown >> 20, len(children()), len(descriptors()) - before)


def resident() -> int:
    """Bytes of memory this process holds (Linux; 0 elsewhere)."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def children() -> list[int]:
    """The child processes of this process (Linux)."""
    found: list[int] = []
    for task in Path("/proc/self/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, task.read_text("ascii").split())
    return found


def descriptors() -> list[str]:
    """What this process has open (Linux)."""
    return [path.name for path in Path("/proc/self/fd").iterdir()] if Path("/proc/self/fd").is_dir() else []
