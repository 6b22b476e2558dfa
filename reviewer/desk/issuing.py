"""Issuing letters, one or thousands: drawn in a process of its own, each written and then recorded, and gone on with.

A run that is cut off at any moment leaves each letter either issued or not. What was meant to be done is kept on the
person's desk until the run ends, so that the next run knows the folder, mends what lies there and goes on.
"""

import contextlib
import dataclasses
import datetime as dt
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reviewer.casefile import journal, kept_letters, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.entry import Entry
from reviewer.casefile.keys import Signer
from reviewer.casefile.registers import LetterLine
from reviewer.desk.issue_note import Unfinished, drop_note, keep_note, noted, unfinished
from reviewer.desk.issued_files import file_name, issued_of, mend, same_letter, sha256_of
from reviewer.desk.outbox import ISSUING, Due, compose_in, letters_due
from reviewer.desk.reviewing import korean_day
from reviewer.desk.verifying import attested_letter
from reviewer.desk.whole_files import only_if_recorded, write_whole
from reviewer.documents.signing import SigningRoom
from reviewer.letters import page
from reviewer.letters.content import Letter
from reviewer.letters.drawing_room import DrawingRoom
from reviewer.rules.problem import Problem

Report = Callable[[int, int], None]
AHEAD = 2
"""So many letters are drawn while an earlier one is recorded."""
MERGED = "merged.pdf"


@dataclasses.dataclass
class Issued:
    """What one run of issuing letters did."""

    letters: int = 0
    files: list[str] = dataclasses.field(default_factory=list)
    stopped: list[dict[str, str]] = dataclasses.field(default_factory=list)  # claim, code, why
    waiting: int = 0  # decided, but the outbox hour is not over
    mended: list[str] = dataclasses.field(default_factory=list)  # files of an earlier run, written again


def issue_letters(
    case_file: CaseFile,
    signer: Signer,
    folder: Path,
    *,
    now: dt.datetime,
    numbers: Sequence[str] = (),
    letters: Sequence[str] = (),
    languages: Sequence[str] = ("ko", "en"),
    merged: bool = False,
    signing: SigningRoom | None = None,
    progress: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Issued:
    """Write the letters that may leave, one PDF a language, and record each as issued; `letters` of `numbers` only.

    The file is written before the entry that names it, so a letter shown as issued always exists. Where an earlier
    run of this person was cut off, its files are made whole first, and the print file of the same folder holds its
    letters too. A letter that a hard stop holds back is listed with its reason. `signing` puts the council's own
    signature behind each letter.
    """
    folder.mkdir(parents=True, exist_ok=True)
    due, waiting = letters_due(case_file, now=now, numbers=numbers, letters=letters)
    done = Issued(waiting=waiting)
    for number in sorted(set(numbers) - {one.claim for one in due}):
        claim = standing.read_claim(case_file.reader(), number)
        why = "issued_before" if claim.letters else "no_such_decision"
        done.stopped.append({"claim": number, "code": "ActNotAllowed", "why": why})
    before = unfinished(case_file.writer, signer.member)
    if due or before is not None:
        run = _Run(case_file, signer, folder, now, tuple(languages), merged, done, progress, cancelled, signing)
        run.carry_out(due, before)
    return done


def go_on(
    case_file: CaseFile,
    signer: Signer,
    *,
    now: dt.datetime,
    signing: SigningRoom | None = None,
    progress: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Issued:
    """Go on with the run of this person that was cut off: what is left of it, and no other letter."""
    before = unfinished(case_file.writer, signer.member)
    if before is None:
        return Issued()
    before.folder.mkdir(parents=True, exist_ok=True)
    left, _ = letters_due(case_file, now=now, numbers=before.claims, letters=before.letters)
    done = Issued()
    run = _Run(
        case_file, signer, before.folder, now, before.languages, before.merged, done, progress, cancelled, signing
    )
    run.carry_out(left, before)
    return done


@dataclasses.dataclass
class _Run:
    """One run: what it issues with, and what it has done so far."""

    case_file: CaseFile
    signer: Signer
    folder: Path
    now: dt.datetime
    languages: tuple[str, ...]
    merged: bool
    done: Issued
    progress: Report | None = None
    cancelled: Callable[[], bool] | None = None
    signing: SigningRoom | None = None

    def carry_out(self, due: Sequence[Due], before: Unfinished | None) -> None:
        """Mend what an earlier run left, then issue; what is meant to be done is kept until it is."""
        earlier = issued_of(self.case_file, before.letters) if before is not None else []
        same = before is not None and before.folder == self.folder.resolve()
        wanted = noted(self.folder, due, self.languages, self.merged, before if same else None)
        keep_note(self.case_file, self.signer, wanted, self.now)
        try:
            with DrawingRoom() as drawing:
                if before is not None:
                    mend(self.case_file, before.folder, earlier, self.done.mended, self.done.stopped, self.signing)
                self._lay(drawing, earlier if self.merged and same else ())
                self._issue(drawing, due)
                if self.merged and (self.done.letters or (same and earlier)):
                    write_whole(self.folder / MERGED, drawing.merged())
                    self.done.files.append(str(self.folder / MERGED))
        except Problem:
            if not self.done.letters and before is None:
                drop_note(self.case_file, self.signer)  # nothing was begun that could be gone on with
            raise
        drop_note(self.case_file, self.signer)

    def _issue(self, drawing: DrawingRoom, due: Sequence[Due]) -> None:
        """Each letter whole before the next; asks between two whether to stop."""
        self._tell(0, len(due))
        for count, (one, drawn) in enumerate(self._drawn(drawing, due), start=1):
            if self.cancelled is not None and self.cancelled():
                return
            if isinstance(drawn, Problem):
                why = str(drawn.facts.get("why", drawn.facts))
                self.done.stopped.append({"claim": one.claim, "code": drawn.code, "why": why})
            else:
                composed, files = drawn
                self._record(one, files)
                for lang in files if self.merged else ():
                    drawing.add(_bookmark(one.letter_no, one.claim, lang), composed[lang])
            self._tell(count, len(due))

    def _lay(self, drawing: DrawingRoom, earlier: Sequence[LetterLine]) -> None:
        """Letters that left before into the print file; one that is not drawn as it was is named instead."""
        for line in earlier:
            try:
                letter = same_letter(self.case_file, line, drawing.drawn)
            except Problem as problem:
                self.done.stopped.append({"claim": line.claim, "code": problem.code, "why": line.letter_no})
            else:
                drawing.add(_bookmark(line.letter_no, line.claim, line.lang), letter)

    def _tell(self, done: int, total: int) -> None:
        if self.progress is not None and total:
            self.progress(done, total)

    def _drawn(
        self, drawing: DrawingRoom, due: Sequence[Due]
    ) -> Iterator[tuple[Due, tuple[dict[str, Letter], dict[str, bytes]] | Problem]]:
        """The letters with their PDFs, or what holds each back; a few are drawn while an earlier one is recorded."""
        asked: deque[tuple[Due, dict[str, Letter] | Problem]] = deque()
        for one in due:
            try:
                composed = compose_in(self.case_file, one, self.languages, korean_day(self.now))
            except Problem as problem:
                asked.append((one, problem))
            else:
                for letter in composed.values():
                    drawing.ask(letter)
                asked.append((one, composed))
            if len(asked) > AHEAD:
                yield _answered(drawing, *asked.popleft())
        while asked:
            yield _answered(drawing, *asked.popleft())

    def _record(self, one: Due, files: Mapping[str, bytes]) -> None:
        paths = {lang: self.folder / file_name(one.letter_no, lang) for lang in files}
        digests = {lang: sha256_of(data) for lang, data in files.items()}
        body = {"letter_no": one.letter_no, "kind": one.kind, "files": digests}
        for lang, data in files.items():
            write_whole(paths[lang], data)
        _keep_names(self.folder)
        with only_if_recorded(list(paths.values())):
            entry = journal.append(self.case_file, self.signer, ISSUING, one.claim, body, made_at=self.now)
        left = {lang: attested_letter(self.case_file.reader(), data, entry.uid) for lang, data in files.items()}
        if self.signing is not None:
            left = {lang: self.signing.sign(data) for lang, data in left.items()}
        kept_letters.keep(self.case_file, {digests[lang]: data for lang, data in left.items()})
        for lang, data in left.items():
            write_whole(paths[lang], data)
        self.done.files += map(str, paths.values())
        self.done.letters += 1


def _answered(
    drawing: DrawingRoom, one: Due, composed: dict[str, Letter] | Problem
) -> tuple[Due, tuple[dict[str, Letter], dict[str, bytes]] | Problem]:
    if isinstance(composed, Problem):
        return one, composed
    files, stop = {}, None
    for lang in composed:
        try:
            files[lang] = drawing.answer()
        except Problem as problem:
            stop = stop or problem
    return one, stop or (composed, files)


def issue_as_written(
    case_file: CaseFile,
    signer: Signer,
    claim: str,
    body: Mapping[str, Any],
    *,
    now: dt.datetime,
    saw: Sequence[str] | None = None,
) -> Entry:
    """Record a letter as issued by its files alone, as a command names them.

    Nothing else than what is written here leaves: raises ActNotAllowed unless the files are this letter as of
    `now` to the byte, and before that every reason why it may not leave, hard stops among them (domain.md 4.7).
    """
    for problem in journal.refusals_now(case_file.writer, signer.member, ISSUING, claim, body, now):
        raise problem
    due = Due(claim, body["kind"], body["letter_no"])
    drawn = {}
    for lang, letter in compose_in(case_file, due, sorted(body["files"]), korean_day(now)).items():
        drawn[lang] = page.render(letter)
        if sha256_of(drawn[lang]) != body["files"][lang]:
            raise Problem("ActNotAllowed", act=ISSUING, why="not_the_letter", letter=due.letter_no)
    entry = journal.append(case_file, signer, ISSUING, claim, body, made_at=now, saw=saw)
    left = {sha256_of(data): attested_letter(case_file.reader(), data, entry.uid) for data in drawn.values()}
    kept_letters.keep(case_file, left)
    return entry


def _bookmark(letter_no: str, claim: str, lang: str) -> str:
    return f"{letter_no} {claim} {lang}"


def _keep_names(folder: Path) -> None:
    """Let the names of new files outlast a power cut, before an entry tells of them (Windows does so by itself)."""
    with contextlib.suppress(OSError):
        there = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(there)
        finally:
            os.close(there)
