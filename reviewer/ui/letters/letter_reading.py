"""What the letters place shows: letters that may leave, wait or are held back, and the register of those that left."""

import dataclasses
import datetime as dt
import functools
from collections.abc import Sequence
from typing import Any

from reviewer.rules.korean import initials
from reviewer.rules.problem import Problem
from reviewer.rules.searching import BETWEEN, fast_fold

READY, WAITING, HELD = "READY", "WAITING", "HELD"


@dataclasses.dataclass(frozen=True)
class QueueLine:
    """A letter not issued yet; `until` is the end of its outbox hour, `stop` what holds it back."""

    due: Any  # desk.outbox.Due
    trade_name: str
    disposition: str
    award: int | None
    state: str
    until: dt.datetime | None = None
    stop: Problem | None = None


def read_queue(conn: Any, now: dt.datetime) -> list[QueueLine]:
    """Every letter not issued yet (reader lane); stops are looked for afterwards with `look_for_stops`."""
    from reviewer.casefile import claims as claim_rows
    from reviewer.casefile import registers, standing
    from reviewer.desk import outbox

    plan = standing.plan_in_force(conn)
    numbers = claim_rows.with_letters_due(conn)
    names = {line.claim: line.trade_name or line.representative for line in registers.fixed_lines(conn, numbers)}
    found = []
    for number in numbers:
        claim = standing.read_claim(conn, number)
        for due in outbox.letters_of(claim):
            decision = claim.decision if due.kind == "DECISION" else None
            until = outbox.outbox_ends(claim, plan) if decision is not None else None
            state = WAITING if until is not None and until > now else READY
            outcome, award = (decision.disposition, decision.award) if decision else ("", None)
            found.append(QueueLine(due, names.get(number, ""), outcome, award, state, until))
    return sorted(found, key=lambda line: (line.state != READY, line.due.letter_no))


def look_for_stops(case_file: Any, lines: Sequence[QueueLine], issued_on: dt.date) -> list[QueueLine]:
    """The lines again, held back where a hard stop keeps the letter from leaving (domain.md 4.7)."""
    return [dataclasses.replace(line, **_stopped(case_file, line, issued_on)) for line in lines]


def _stopped(case_file: Any, line: QueueLine, issued_on: dt.date) -> dict[str, Any]:
    from reviewer.desk import outbox

    try:
        outbox.compose_in(case_file, line.due, ("ko", "en"), issued_on)
    except Problem as problem:
        return {"state": HELD, "stop": problem}
    return {}


@dataclasses.dataclass(frozen=True)
class Register:
    """Every letter that left, by its number, the latest first, with the names of the claimants."""

    known: dict[str, Any] = dataclasses.field(default_factory=dict)  # letter_register.Registered by number
    names: dict[str, str] = dataclasses.field(default_factory=dict)
    texts: dict[str, str] = dataclasses.field(default_factory=dict)  # of the deliveries, by digest

    @property
    def letters(self) -> tuple[Any, ...]:
        """The file of every letter in each language (registers.LetterLine)."""
        return tuple(file for one in self.known.values() for file in one.files.values())

    @functools.cached_property
    def searched(self) -> tuple[tuple[str, str], ...]:
        """What is searched for each letter: number, claim, name and fingerprint folded; initials of the name."""
        folded = {claim: fast_fold(name) for claim, name in self.names.items()}
        found = []
        for one in self.letters:
            name = folded.get(one.claim, "")
            plain = (fast_fold(one.letter_no), fast_fold(one.claim), name, one.sha256)
            found.append((BETWEEN.join(plain), initials(name)))
        return tuple(found)


def read_register(conn: Any) -> Register:
    """Read the register (reader lane)."""
    from reviewer.casefile import registers, standing
    from reviewer.desk.letter_register import registered

    known = {one.letter_no: one for one in registered(conn)}
    claims = sorted({one.claim for one in known.values()})
    names = {line.claim: line.trade_name or line.representative for line in registers.fixed_lines(conn, claims)}
    digests = {
        text for one in known.values() for step in one.deliveries for text in (step.tracking, step.by, step.note)
    }
    return Register(known, names, {one: standing.kept_text(conn, one) for one in digests if one})
