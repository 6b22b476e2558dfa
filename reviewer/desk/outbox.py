"""The outbox: which letters may leave now, when the others may, and what stands in them."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence

from reviewer.casefile import claims as claim_rows
from reviewer.casefile import standing
from reviewer.casefile.case_file import CaseFile
from reviewer.desk.composing import compose_now
from reviewer.letters import page
from reviewer.letters.content import Letter
from reviewer.letters.stops import stops
from reviewer.rules.claim import Claim, Decision
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.reopening import NOTICES, Notice
from reviewer.rules.supplement import Supplement

ISSUING = "issue_letter"


@dataclasses.dataclass(frozen=True)
class Due:
    """A letter that may leave: the claim, the kind of letter and its number."""

    claim: str
    kind: str  # DECISION, SUPPLEMENT or a notice
    letter_no: str


def letters_due(
    case_file: CaseFile, *, now: dt.datetime, numbers: Sequence[str] = (), letters: Sequence[str] = ()
) -> tuple[list[Due], int]:
    """The letters that may leave now, and how many decisions still wait for their outbox hour.

    Of the claims `numbers` all, or of those only the letters named.
    """
    conn = case_file.reader()
    plan = standing.plan_in_force(conn)
    wanted = list(numbers) or claim_rows.with_letters_due(conn)
    due: list[Due] = []
    waiting = 0
    for number in wanted:
        claim = standing.read_claim(conn, number)
        for one in letters_of(claim):
            if letters and one.letter_no not in letters:
                continue
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
    decided = dt.datetime.fromisoformat(claim.decision.decided_at)
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


def compose_in(case_file: CaseFile, due: Due, languages: Sequence[str], on: dt.date) -> dict[str, Letter]:
    """The letter in each language; LetterStopped also where two do not come from one decision (domain.md 4.7)."""
    both = len(languages) > 1
    composed = {lang: compose_letter(case_file, due, lang, issued_on=on, both=both) for lang in languages}
    if both:
        for problem in stops(*composed.values()):
            raise problem
    return composed
