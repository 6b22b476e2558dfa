"""Numbers and arithmetic of domain.md (1.4, 2.9, 3, 3.9, 5.2, 7), without a line of the program."""

import dataclasses
import datetime as dt
import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

LOW_EDGE, LOW_AWARD, HIGH_EDGE, HIGH_AWARD = 300_000, 30_000, 500_000, 50_000
NO_CHOICE, CHOICE = "fixed_choice = false", "fixed_choice = true"
"""Whether a plan lets a claimant above the bands choose the fixed amount (1.8)."""
FIXED = {"FLAT_30K": LOW_AWARD, "FLAT_50K": HIGH_AWARD}
CONSENT_LIMIT = 1_000_000
ROUNDS = 2
MIN_VOTERS = 3
PAYER = "KAKAO"
NEEDED = ("SBC", "SLS", "SUS")
FIXED_PROOFS = ("SBC", "SLS", "SUS", "BNK")
LOSS_CUT = frozenset({"P01", "P02", "P07"})
PAYING = ("APPROVED_FULL", "APPROVED_PARTIAL", "CONVERTED_FIXED")
APPEALABLE = frozenset({*PAYING, "FIXED", "NOT_APPROVED", "INADMISSIBLE"})
GROUNDS = ("COI1", "COI2", "COI3", "COI4", "COI5", "COI6", "COI7")
CANDIDATE_WEEKS = tuple(
    (dt.date(2022, 9, 3) + dt.timedelta(7 * week)).isoformat() for week in range(8) if week != 6
)  # fmt: skip
OUTAGE_WEEK = "2022-10-15"
HOLIDAYS: set[dt.date] = set()
"""The public holidays of the plan's text (section 9)."""

MEMBERS = frozenset({"MEMBER", "CHAIR", "SECRETARY"})
ANYONE = MEMBERS | {"STAFF"}
READERS = ANYONE | {"OBSERVER", "AUDITOR"}
OFFICE = frozenset({"SECRETARY", "STAFF"})
LEADERS = frozenset({"SECRETARY", "CHAIR"})
SECRETARY = frozenset({"SECRETARY"})
CHAIR = frozenset({"CHAIR"})

OPEN = frozenset({"RECEIVED", "ROUTED", "ASSIGNED", "IN_REVIEW", "FIXED_READY"})
UNRESOLVED = OPEN | {
    "SUPPLEMENT_REQUESTED", "SUPPLEMENT_RECEIVED", "SUPPLEMENT_EXPIRED", "PROPOSED", "RETURNED", "CHECKED",
    "ON_AGENDA", "DEFERRED", "FIXED_LISTED",
}  # fmt: skip
REVIEWED_FROM = frozenset({"NOTIFIED", "PAID", "PAYMENT_FAILED", "ACCOUNT_FIXED", "CLOSED"})
AT_WORK = frozenset(
    {"PROPOSED", "RETURNED", "SUPPLEMENT_REQUESTED", "SUPPLEMENT_RECEIVED", "SUPPLEMENT_EXPIRED", "DEFERRED"}
)
PAPER_WORK = frozenset({"ROUTED", "ASSIGNED", "IN_REVIEW", "FIXED_READY", "SUPPLEMENT_RECEIVED"})
STAGES = (
    "RECEIVED", "ROUTED", "ASSIGNED", "IN_REVIEW", "SUPPLEMENT_REQUESTED", "SUPPLEMENT_RECEIVED",
    "SUPPLEMENT_EXPIRED", "PROPOSED", "RETURNED", "CHECKED", "ON_AGENDA", "DEFERRED", "FIXED_READY", "FIXED_LISTED",
    "RESOLVED", "NOTIFIED", "PAYMENT_LISTED", "PAID", "PAYMENT_FAILED", "ACCOUNT_FIXED", "APPEALED", "WITHDRAWN",
    "CLOSED",
)  # fmt: skip
DECIDED = frozenset({"RESOLVED", "NOTIFIED", "PAYMENT_LISTED", "PAID", "PAYMENT_FAILED", "ACCOUNT_FIXED", "CLOSED"})


class CheckList:
    """The checks of the plan a case was founded with, read from its text: kind -> {code: blocks}; and its holidays."""

    def __init__(self, plan_text: str) -> None:
        plan = tomllib.loads(plan_text)
        HOLIDAYS.update(plan["holidays"]["days"])
        tables = plan["checks"]
        generic = self._of(tables["generic"])
        self.generic = frozenset(generic)
        self.kinds = {kind: generic | self._of(rows) for kind, rows in tables.items() if isinstance(rows, list)}
        del self.kinds["generic"]
        self.claim = self._of(tables["CLM"])
        del self.kinds["CLM"]

    @staticmethod
    def _of(rows: Iterable[Mapping[str, Any]]) -> dict[str, bool]:
        return {row["code"]: "B" in row["severity"] for row in rows}

    def of(self, kind: str) -> dict[str, bool]:
        """The checks of a kind of paper, with whether they block."""
        return self.kinds.get(kind, dict.fromkeys(self.generic, False) | {"G1": True, "G2": True, "G3": True})


def accepts(checks: Mapping[str, bool], answers: Mapping[str, tuple[str, bool]]) -> bool:
    """Whether a paper is accepted: every blocking item passes, and a warning that failed has its note (3)."""
    for code, blocks in checks.items():
        result, noted = answers.get(code, ("", False))
        if code != "G6" and (result in ("", "FAIL", "UNCLEAR") if blocks else result == "FAIL" and not noted):
            return False
    return True


def award(loss: int, rate: str, alt: str, share: str, offset: int = 0, floor: int = 50_000) -> int:
    """The calculated award (2.9, section 9)."""
    if loss <= 0:
        return 0
    if loss <= HIGH_EDGE:
        return LOW_AWARD if loss <= LOW_EDGE else HIGH_AWARD
    exact = Decimal(loss) * Decimal(rate) * Decimal(alt) * Decimal(share)
    return max(0, max(floor, int(exact.quantize(Decimal(1), ROUND_HALF_UP))) - offset)


def disposition(loss: int, claimed: int, award_then: int) -> str:
    """What the losses call for (3.9); offsets that eat an individual award leave nothing to approve (2.9)."""
    if loss <= 0 or (loss > HIGH_EDGE and award_then == 0):
        return "NOT_APPROVED"
    if loss <= HIGH_EDGE:
        return "CONVERTED_FIXED"
    return "APPROVED_FULL" if 100 * loss >= 99 * claimed else "APPROVED_PARTIAL"


def is_other_band(route: str, claimed: int | None) -> bool:
    """Whether a fixed path is not that of the reported loss (1.4)."""
    edges = {"FLAT_30K": range(1, LOW_EDGE + 1), "FLAT_50K": range(LOW_EDGE + 1, HIGH_EDGE + 1)}
    return route in edges and (claimed is None or claimed not in edges[route])


def fixed_award(route: str) -> int:
    """The amount of a fixed path."""
    return LOW_AWARD if route == "FLAT_30K" else HIGH_AWARD


def outcome(seats: int, votes: Sequence[str], amounts: int = 0) -> str:
    """Quorum and majority (5.2): the recused leave both counts, abstentions are present, a tie is not passed."""
    left = seats - votes.count("RECUSED")
    present = sum(vote in ("FOR", "AGAINST", "ABSTAIN") for vote in votes)
    if left < MIN_VOTERS or present < MIN_VOTERS or present * 2 <= left:
        return "NO_QUORUM"
    return "PASSED" if (amounts or votes.count("FOR")) * 2 > present else "NOT_PASSED"


def amount_by_majority(opinions: Sequence[int], present: int) -> int:
    """From the largest down until a majority of those present is reached, the smallest of these (5.2 a)."""
    falling = enumerate(sorted(opinions, reverse=True), 1)
    return next((one for count, one in falling if count * 2 > present), 0)


def drawn_for_quality(seen: "Drawn", awards: Sequence[str], refusals: Sequence[str], seed: str, month: str) -> set[str]:
    """The decisions whose letter waits for a third person: the first award of a month, then a twentieth of each."""

    def by_lot(numbers: Sequence[str]) -> list[str]:
        return sorted(numbers, key=lambda one: hashlib.sha256(f"{seed} {one}".encode()).hexdigest())

    found: list[str] = []
    if awards and month not in seen.months:
        found = by_lot(awards)[:1]
        seen.months.add(month)
    seen.awards += len(awards)
    missing = max(0, -(-seen.awards // 20) - seen.awards_drawn - len(found))
    found += [one for one in by_lot(awards) if one not in found][:missing]
    seen.awards_drawn += len(found)
    seen.refusals += len(refusals)
    more = by_lot(refusals)[: max(0, -(-seen.refusals // 20) - seen.refusals_drawn)]
    seen.refusals_drawn += len(more)
    return {*found, *more}


@dataclasses.dataclass
class Drawn:
    """What was drawn for the quality check so far."""

    awards: int = 0
    awards_drawn: int = 0
    refusals: int = 0
    refusals_drawn: int = 0
    months: set[str] = dataclasses.field(default_factory=set)


def pairs_by_lot(
    seed: str, seats: Mapping[str, tuple[str, str]], bodies: Mapping[str, str], load: Mapping[str, list[int]],
    kept: Mapping[str, Sequence[str]],
) -> dict[str, tuple[str, str]]:  # fmt: skip
    """Even load, two bodies, nobody who is kept away, and anybody can draw again (5.4); a lead is twice the work."""

    def lot(claim: str, member: str = "") -> str:
        return hashlib.sha256(f"{seed}\n{claim}\n{member}".encode()).hexdigest()

    hand = {member: list(counts) for member, counts in load.items()}
    found: dict[str, tuple[str, str]] = {}
    for claim in sorted(seats, key=lot):
        free = [member for member in hand if member not in kept.get(claim, ())]
        ranks = [
            [seats[claim][seat]] if seats[claim][seat] else
            sorted(free, key=lambda one: (2 * hand[one][0] + hand[one][1], hand[one][seat], lot(claim, one)))
            for seat in (0, 1)
        ]  # fmt: skip
        pair = next(((one, other) for one in ranks[0] for other in ranks[1]
                     if one != other and bodies.get(one) != bodies.get(other)), None)  # fmt: skip
        if pair is None:
            continue
        found[claim] = pair
        for seat in (0, 1):
            if not seats[claim][seat]:
                hand[pair[seat]][seat] += 1
    return found


def is_working_day(day: dt.date) -> bool:
    """Monday to Friday and no public holiday (section 9)."""
    return day.weekday() < 5 and day not in HOLIDAYS


def due(day: dt.date, days: int) -> dt.date:
    """The last day of a period; moved on to a working day."""
    last = day + dt.timedelta(days)
    while not is_working_day(last):
        last += dt.timedelta(1)
    return last
