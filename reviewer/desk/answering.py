"""Answering claimants: letters, the decision log, the payment list, and telling whether a letter is genuine."""

import contextlib
import dataclasses
import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reviewer.casefile import claims as claim_rows
from reviewer.casefile import journal, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.check_chains import entry_holds
from reviewer.casefile.decision_rows import decision_rows, letter_by_digest
from reviewer.casefile.entry import Entry, new_uid
from reviewer.casefile.keys import Signer
from reviewer.desk.composing import compose_now
from reviewer.desk.reviewing import korean_day
from reviewer.letters import decision_log, page
from reviewer.letters.content import Letter
from reviewer.letters.stops import stops
from reviewer.rules.claim import Claim, Decision
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.reopening import NOTICES, Notice
from reviewer.rules.supplement import Supplement

ISSUING = "issue_letter"
Report = Callable[[int, int], None]


@dataclasses.dataclass(frozen=True)
class Due:
    """A letter that may leave: the claim, the kind of letter and its number."""

    claim: str
    kind: str  # DECISION, SUPPLEMENT or a notice
    letter_no: str


@dataclasses.dataclass
class Issued:
    """What one run of issuing letters did."""

    letters: int = 0
    files: list[str] = dataclasses.field(default_factory=list)
    stopped: list[dict[str, str]] = dataclasses.field(default_factory=list)  # claim, code, why
    waiting: int = 0  # decided, but the outbox hour is not over


def letters_due(case_file: CaseFile, *, now: dt.datetime, numbers: Sequence[str] = ()) -> tuple[list[Due], int]:
    """The letters that may leave now, and how many decisions still wait for their outbox hour."""
    conn = case_file.reader()
    plan = standing.plan_in_force(conn)
    wanted = list(numbers) or claim_rows.with_letters_due(conn)
    due: list[Due] = []
    waiting = 0
    for number in wanted:
        claim = standing.read_claim(conn, number)
        for one in letters_of(claim):
            ready = one.kind != "DECISION" or numbers or _outbox_is_over(claim, plan, now)
            if ready:
                due.append(one)
            else:
                waiting += 1
    return due, waiting


def letters_of(claim: Claim) -> Iterator[Due]:
    """The letters of a claim that were not issued yet."""
    issued = {letter.letter_no for letter in claim.letters}
    decision = claim.decision
    if decision is not None and decision.letter_no and decision.letter_no not in issued:
        yield Due(claim.number, "DECISION", decision.letter_no)
    for asked in claim.supplements:
        if asked.state == "REQUESTED" and asked.letter_no not in issued:
            yield Due(claim.number, "SUPPLEMENT", asked.letter_no)
    for notice in claim.notices_due:
        yield Due(claim.number, notice.kind, notice.letter_no)


def outbox_ends(claim: Claim, plan: Plan) -> dt.datetime:
    """When the letter of the decision in force may leave (발송 대기, setting `outbox_hours`)."""
    assert claim.decision is not None
    decided = dt.datetime.fromisoformat(claim.decision.decided_at.replace("Z", "+00:00"))
    return decided + dt.timedelta(hours=plan.settings.outbox_hours)


def _outbox_is_over(claim: Claim, plan: Plan, now: dt.datetime) -> bool:
    return now >= outbox_ends(claim, plan)


def compose_letter(
    case_file: CaseFile, due: Due, lang: str, *, issued_on: dt.date, both: bool, draft: bool = False
) -> Letter:
    """One letter's content; raises LetterStopped or GlyphMissing unless it is a draft.

    Raises ActNotAllowed while the decision it tells waits for its quality check, unless it is a draft.
    """
    conn = case_file.reader()
    claim = standing.read_claim(conn, due.claim)
    if due.kind == "DECISION" and claim.open_quality is not None and not draft:
        raise Problem("ActNotAllowed", act=ISSUING, why="quality_waits", claim=claim.number)
    letter = compose_now(conn, claim, due.kind, _matter(claim, due), lang, issued_on=issued_on, both=both, draft=draft)
    for problem in () if draft else stops(letter):
        raise problem
    return letter


def draw_letter(
    case_file: CaseFile, due: Due, lang: str, *, issued_on: dt.date, both: bool, draft: bool = False
) -> bytes:
    """The letter as a PDF, from the reading side; raises what `compose_letter` raises."""
    return page.render(compose_letter(case_file, due, lang, issued_on=issued_on, both=both, draft=draft))


def _matter(claim: Claim, due: Due) -> Decision | Supplement | Notice:
    if due.kind in NOTICES:
        return next(notice for notice in claim.notices if notice.letter_no == due.letter_no)
    if due.kind == "SUPPLEMENT":
        return next(asked for asked in claim.supplements if asked.letter_no == due.letter_no).as_sent
    return next(decision for decision in claim.decisions if decision.letter_no == due.letter_no)


def issue_letters(
    case_file: CaseFile,
    signer: Signer,
    folder: Path,
    *,
    now: dt.datetime,
    numbers: Sequence[str] = (),
    languages: Sequence[str] = ("ko", "en"),
    merged: bool = False,
    progress: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Issued:
    """Write the letters that may leave, one PDF a language, and record each as issued.

    The file is written before the entry that names it, so a letter shown as issued always exists; a run that was
    cut off goes on with the next one. A letter that a hard stop holds back is listed with its reason.
    """
    folder.mkdir(parents=True, exist_ok=True)
    due, waiting = letters_due(case_file, now=now, numbers=numbers)
    done = Issued(waiting=waiting)
    for number in sorted(set(numbers) - {one.claim for one in due}):
        claim = standing.read_claim(case_file.reader(), number)
        why = "issued_before" if claim.letters else "no_such_decision"
        done.stopped.append({"claim": number, "code": "ActNotAllowed", "why": why})
    pages: list[tuple[str, Letter]] = []
    for count, one in enumerate(due, start=1):
        if cancelled is not None and cancelled():
            break
        try:
            composed = _composed(case_file, one, languages, now)
            drawn = {lang: page.render(letter) for lang, letter in composed.items()}
        except Problem as problem:
            why = str(problem.facts.get("why", problem.facts))
            done.stopped.append({"claim": one.claim, "code": problem.code, "why": why})
            continue
        for lang, data in drawn.items():
            path = folder / f"{one.letter_no}.{lang}.pdf"
            write_whole(path, data)
            done.files.append(str(path))
            if merged:
                pages.append((f"{one.letter_no} {one.claim} {lang}", composed[lang]))
        files = {lang: hashlib.sha256(data).hexdigest() for lang, data in drawn.items()}
        body = {"letter_no": one.letter_no, "kind": one.kind, "files": files}
        with only_if_recorded([folder / f"{one.letter_no}.{lang}.pdf" for lang in drawn]):
            journal.append(case_file, signer, ISSUING, one.claim, body, made_at=now)
        done.letters += 1
        if progress is not None:
            progress(count, len(due))
    if merged and pages:
        write_whole(folder / "merged.pdf", page.merge(pages))
        done.files.append(str(folder / "merged.pdf"))
    return done


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
    for lang, letter in _composed(case_file, due, sorted(body["files"]), now).items():
        if hashlib.sha256(page.render(letter)).hexdigest() != body["files"][lang]:
            raise Problem("ActNotAllowed", act=ISSUING, why="not_the_letter", letter=due.letter_no)
    return journal.append(case_file, signer, ISSUING, claim, body, made_at=now, saw=saw)


def _composed(case_file: CaseFile, due: Due, languages: Sequence[str], now: dt.datetime) -> dict[str, Letter]:
    """The letter in each language; LetterStopped also where two do not come from one decision (domain.md 4.7)."""
    on, both = korean_day(now), len(languages) > 1
    composed = {lang: compose_letter(case_file, due, lang, issued_on=on, both=both) for lang in languages}
    if both:
        for problem in stops(*composed.values()):
            raise problem
    return composed


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is either whole or not there."""
    beside = path.with_name(path.name + ".part")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


@contextlib.contextmanager
def only_if_recorded(paths: Sequence[Path]) -> Iterator[None]:
    """What nobody may issue must not lie around: the files go again when their entry is refused."""
    try:
        yield
    except Problem:
        for path in paths:
            path.unlink(missing_ok=True)
        raise


def export_log(
    case_file: CaseFile,
    signer: Signer,
    path: Path,
    *,
    now: dt.datetime,
    since: dt.date | None = None,
    until: dt.date | None = None,
    unmasked: bool = False,
    reason: str = "",
    cancelled: Callable[[], bool] | None = None,
    stood: CaseFile | None = None,
) -> dict[str, Any]:
    """Write the decision log in the format of the file's ending and record the export (domain.md 6.2).

    `stood` is the case at an earlier moment, where the log is to be of that one.
    """
    writers = {".csv": decision_log.write_csv, ".xlsx": decision_log.write_xlsx, ".jsonl": decision_log.write_jsonl}
    if path.suffix.lower() not in writers:
        raise ValueError(f"{path.name}: the log is .csv, .xlsx or .jsonl")
    conn = (stood or case_file).reader()
    export = {"export_id": new_uid(now)}
    rows = ({**row, **export} for row in decision_rows(conn, since=since, until=until, unmasked=unmasked))
    written = writers[path.suffix.lower()](rows, path, unmasked=unmasked, cancelled=cancelled)
    body = {
        "what": "DECISION_LOG",
        "format": path.suffix[1:].lower(),
        "count": written.count,
        "sha256": written.sha256,
        "masked": "NO" if unmasked else "YES",
    }
    if reason:
        body["reason"] = reason
    with only_if_recorded([path]):
        journal.append(case_file, signer, "export", "case", body, made_at=now)
    return {"file": str(path), "rows": written.count, "sha256": written.sha256}


def verify_letter(case_file: CaseFile, path: Path) -> dict[str, Any]:
    """Whether this file is a letter of this case, unchanged, what it decided, and whether a later one replaced it."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    conn = case_file.reader()
    row = letter_by_digest(conn, digest)
    if row is None:
        return {"genuine": False, "sha256": digest}
    claim = standing.read_claim(conn, row["claim"])
    decision = next((one for one in claim.decisions if one.letter_no == row["letter_no"]), None)
    replaced = decision is not None and claim.decision is not None and claim.decision.seq > decision.seq
    return {
        "genuine": entry_holds(conn, row["entry"]),
        "sha256": digest,
        "letter_no": row["letter_no"],
        "lang": row["lang"],
        "kind": row["kind"],
        "claim": claim.number,
        "issued_at": row["issued_at"],
        "disposition": decision.disposition if decision else "",
        "award": decision.award if decision else None,
        "replaced_by": claim.decision.letter_no if replaced and claim.decision else "",
    }
