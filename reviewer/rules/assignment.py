"""Proposes who reviews which claim: even load, two bodies, nobody who is kept away, and anybody can draw again."""

import dataclasses
import hashlib
from collections.abc import Collection, Iterable, Mapping

LEAD_WEIGHT = 2
"""A lead needs 15-25 minutes for a claim, a second reviewer 8-10 (domain.md 5.4)."""
Exclusions = Mapping[str, Collection[str]]
"""Claim -> members who must not review it."""


@dataclasses.dataclass(frozen=True)
class Load:
    """How many open claims a member has in hand as lead and as second reviewer."""

    lead: int = 0
    second: int = 0

    @property
    def weight(self) -> int:
        """The work they stand for; a lead counts twice."""
        return LEAD_WEIGHT * self.lead + self.second


@dataclasses.dataclass(frozen=True)
class Pair:
    """The lead and the second reviewer of one claim; an empty seat is to be drawn."""

    lead: str = ""
    second: str = ""


NOBODY = Pair()


def lot(seed: str, claim: str, member: str = "") -> str:
    """The lot that orders claims, and members of equal load: a hash that anybody can work out again."""
    return hashlib.sha256(f"{seed}\n{claim}\n{member}".encode()).hexdigest()


def draw(
    seed: str,
    claims: Iterable[str],
    bodies: Mapping[str, str],
    load: Mapping[str, Load],
    kept: Exclusions,
    seated: Mapping[str, Pair],
) -> dict[str, Pair]:
    """Draw lead and second of every claim; a claim for which no two members are left is not in the answer.

    `load` are the members who take part, by id, with what each has in hand; `bodies` the body of everybody. A claim
    goes to the member with the least work, among equals to the lowest lot; the second comes from another body
    (domain.md 5.4), so one body, the payer's among them, never has both seats. A seat that is taken (`seated`) stays
    as it is. The claims are drawn in the order of their lots, so their order in the list decides nothing.
    """
    now, found = dict(load), dict[str, Pair]()
    for claim in sorted(claims, key=lambda one: (lot(seed, one), one)):
        taken = seated.get(claim, NOBODY)
        pair = _pair(seed, claim, bodies, now, frozenset(kept.get(claim, ())), taken)
        if pair is None:
            continue
        found[claim] = pair
        if not taken.lead:
            now[pair.lead] = dataclasses.replace(now[pair.lead], lead=now[pair.lead].lead + 1)
        if not taken.second:
            now[pair.second] = dataclasses.replace(now[pair.second], second=now[pair.second].second + 1)
    return found


def _pair(
    seed: str, claim: str, bodies: Mapping[str, str], now: Mapping[str, Load], kept: frozenset[str], taken: Pair
) -> Pair | None:
    """The first lead, by load and lot, beside whom a second reviewer of another body is left."""

    def in_order(seat: str) -> list[str]:
        free = [member for member in now if member not in kept]
        return sorted(free, key=lambda one: (now[one].weight, getattr(now[one], seat), lot(seed, claim, one), one))

    leads = [taken.lead] if taken.lead else in_order("lead")
    seconds = [taken.second] if taken.second else in_order("second")
    for lead in leads:
        for second in seconds:
            if lead != second and bodies.get(lead) != bodies.get(second):
                return Pair(lead, second)
    return None


def load_after(load: Mapping[str, Load], pairs: Mapping[str, Pair], seated: Mapping[str, Pair]) -> dict[str, Load]:
    """What each member has in hand once these pairs are assigned."""
    found = dict(load)
    for claim, pair in pairs.items():
        taken = seated.get(claim, NOBODY)
        for seat in ("lead", "second"):
            member = getattr(pair, seat)
            if member != getattr(taken, seat):
                before = found.get(member, Load())
                found[member] = dataclasses.replace(before, **{seat: getattr(before, seat) + 1})
    return found
