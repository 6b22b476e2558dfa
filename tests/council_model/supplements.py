"""More evidence asked for, its rounds, reminders and ends (domain.md 3.8, 5.4)."""

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

from tests.council_model import law
from tests.council_model.claims import Claim, Round
from tests.council_model.looking_after import lead_only
from tests.council_model.standing import Deed, Model, Rule


class RequestSupplement(Rule):
    act = "request_supplement"
    at = frozenset({"IN_REVIEW", "ROUTED", "FIXED_READY"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        last = law.due(day, 14) if chance.random() < 0.9 else day
        number = m.next("letter", 1 if chance.random() < 0.95 else 0)
        return {"items": [{"kind": "SLS", "reason": "R06"}], "due": last.isoformat(), "letter_no": number}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim, last = claims[0], dt.date.fromisoformat(deed.body["due"])
        if len(claim.rounds) >= law.ROUNDS:
            yield "two rounds"
        if not claim.fixed:
            yield from lead_only(m, deed, claim)
            if claim.stage == "ROUTED":
                yield "nobody has it"
        if last < deed.day + dt.timedelta(14) or not law.is_working_day(last):
            yield "less than 14 days, or no working day"
        if not m.is_free("letter", deed.body["letter_no"]):
            yield "letter number used"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claims[0].rounds.append(Round(dt.date.fromisoformat(deed.body["due"]), deed.body["letter_no"]))
        claims[0].stage = "SUPPLEMENT_REQUESTED"
        m.use("letter", deed.body["letter_no"])


class ExtendSupplement(Rule):
    act = "extend_supplement"
    at = frozenset({"SUPPLEMENT_REQUESTED"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        if not claim.rounds:
            return None
        due = law.due(claim.rounds[-1].due, chance.choice((0, 14, 14))).isoformat()
        return {"due": due, **({"letter_no": m.next("letter")} if chance.random() < 0.9 else {})}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        last, due = claims[0].rounds[-1], dt.date.fromisoformat(deed.body["due"])
        if last.extended or deed.day > last.due or due != law.due(last.due, 14):
            yield "not once, too late, or not by the same period"
        if not m.is_free("letter", deed.body.get("letter_no", "")):
            yield "no free letter number"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        last, number = claims[0].rounds[-1], deed.body["letter_no"]
        last.due, last.extended, last.reminded = dt.date.fromisoformat(deed.body["due"]), True, False
        claims[0].notices.append(("EXTENSION", number))
        m.use("letter", number)


class RemindSupplement(Rule):
    """One reminder, in the last three days before the due date (3.8)."""

    act = "remind_supplement"
    at = frozenset({"SUPPLEMENT_REQUESTED"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"letter_no": m.next("letter", 1 if chance.random() < 0.95 else 0)}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        last = claims[0].rounds[-1]
        if last.reminded or not last.due - dt.timedelta(3) <= deed.day <= last.due:
            yield "reminded before, or not the days for it"
        if not m.is_free("letter", deed.body["letter_no"]):
            yield "letter number used"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claims[0].rounds[-1].reminded = True
        claims[0].notices.append(("REMINDER", deed.body["letter_no"]))
        m.use("letter", deed.body["letter_no"])


class ExpireSupplement(Rule):
    act = "expire_supplement"
    at = frozenset({"SUPPLEMENT_REQUESTED"})

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if deed.day <= claims[0].rounds[-1].due:
            yield "not over"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claims[0].stage, claims[0].rounds[-1].state = "SUPPLEMENT_EXPIRED", "EXPIRED"
