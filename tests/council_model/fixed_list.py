"""The list of fixed amounts: drawn up, checked by a second person, adopted as one item (domain.md 5.2)."""

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

from tests.council_model import law
from tests.council_model.claims import Claim, Decision
from tests.council_model.meeting import in_haste, late_faults
from tests.council_model.standing import Deed, Listing, MeetingRule, Model, is_open
from tests.council_model.voting import letter_faults, letters, use_numbers, vote_faults, votes


class DrawUpFixedList(MeetingRule):
    act = "draw_up_fixed_list"
    by = law.SECRETARY
    at = frozenset({"FIXED_READY"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        ready = [one.number for one in m.claims.values() if one.stage in self.at and not one.hold]
        return {"list": max(m.lists, default=0) + (chance.random() < 0.95), "claims": ready or [claim.number],
                **in_haste(chance)}  # fmt: skip

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        yield from is_open(m, deed)
        yield from late_faults(m, deed, f"LIST {deed.body['list']}")
        if deed.body["list"] in m.lists:
            yield "number used"
        if any(not claim.chosen and law.is_other_band(claim.route, claim.claimed) for claim in claims):
            yield "another band"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        m.meetings[deed.meeting].agenda.add(f"LIST {deed.body['list']}")
        m.lists[deed.body["list"]] = Listing(deed.meeting, deed.who, tuple(deed.body["claims"]))
        for claim in claims:
            claim.stage = "FIXED_LISTED"


def list_with(m: Model, claim: Claim) -> int:
    return next((number for number, one in reversed(m.lists.items()) if claim.number in one.left), 0)


class ListRule(MeetingRule):
    def subject(self, m: Model, claim: Claim, chance: Random) -> str:
        drawn = m.lists.get(list_with(m, claim))
        return f"meeting:{drawn.meeting if drawn and chance.random() < 0.95 else 1}"


class CheckFixedList(ListRule):
    act = "check_fixed_list"
    by = law.MEMBERS

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"list": list_with(m, claim), "note": "예금주·중복 확인"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        yield from is_open(m, deed)
        drawn = m.lists.get(deed.body["list"])
        if drawn is None or drawn.over or drawn.author == deed.who or drawn.meeting != deed.meeting:
            yield "no such list, or one's own"
        elif drawn.checked_by:
            yield "checked"
        elif any(m.must_answer(m.claims[one], deed.who) or deed.who in m.claims[one].aside for one in drawn.left):
            yield "stepped aside from a line, or has not answered for a declared interest"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        m.lists[deed.body["list"]].checked_by = deed.who


class PullLine(ListRule):
    act = "pull_line"
    by = law.MEMBERS
    at = frozenset({"FIXED_LISTED", "WITHDRAWN", "NOTIFIED"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"list": list_with(m, claim), "claims": [claim.number], "reason": "예금주"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        yield from is_open(m, deed)
        drawn = m.lists.get(deed.body["list"])
        if drawn is None or drawn.over or not set(deed.claims) <= drawn.left or drawn.meeting != deed.meeting:
            yield "not on this list"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        m.lists[deed.body["list"]].pulled |= set(deed.claims)
        for claim in claims:
            if claim.stage == "FIXED_LISTED":  # one that was withdrawn meanwhile stays so
                claim.stage = "FIXED_READY"


class AdoptFixedList(ListRule):
    act = "adopt_fixed_list"
    by = law.SECRETARY
    at = frozenset({"FIXED_LISTED"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        number = list_with(m, claim)
        if not number:
            return None
        claims = [m.claims[one] for one in sorted(m.lists[number].left)]
        claims = claims[:1] if chance.random() < 0.05 else claims
        body = votes(m, claims, m.lists[number].meeting, chance)
        if body["result"] == "PASSED":
            body["letters"] = letters(m, claims, chance)
        return {"list": number, "claims": [one.number for one in claims], **body}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        drawn = m.lists.get(deed.body["list"])
        if drawn is None or not drawn.checked_by or drawn.over or drawn.meeting != deed.meeting:
            yield "not checked by another person"
            return
        if drawn.left != set(deed.claims):
            yield "not the lines"
        yield from vote_faults(m, deed, claims)
        yield from letter_faults(m, deed, claims)

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        drawn = m.lists[deed.body["list"]]
        drawn.over, drawn.adopted = True, deed.body["result"] == "PASSED"
        for claim in claims:
            if not drawn.adopted:
                claim.stage = "FIXED_READY"
                continue
            award = law.fixed_award(claim.route)
            claim.decisions.append(
                Decision("FIXED", award, "FIXED", award, drawn.author, drawn.checked_by,
                         letter=deed.body["letters"][claim.number], resolution=deed.body["resolution_no"])
            )  # fmt: skip
            claim.stage = "RESOLVED"
        use_numbers(m, deed.body)
