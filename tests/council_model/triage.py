"""The way of a claim after its receipt: routed one by one or many at a time, and looked at again (domain.md 2, 7)."""

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

from tests.council_model import law
from tests.council_model.claims import Claim
from tests.council_model.standing import CaseRule, Deed, Model, Rule

ROUTES = ("INDIVIDUAL", "INDIVIDUAL", "INDIVIDUAL", "FLAT_50K", "FLAT_30K", "NO_LOSS", "USER")


def put_on_route(m: Model, claim: Claim, deed: Deed) -> None:
    """Routed anew, a claim belongs to nobody until it is assigned."""
    claim.route, claim.stage, claim.lead, claim.second = deed.body["route"], "ROUTED", "", ""
    claim.routed = (deed.who, deed.uid, "")
    m.weigh(claim)


class RouteClaim(Rule):
    act = "route_claim"
    at = law.OPEN | {"SUPPLEMENT_EXPIRED"}

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"route": chance.choice(ROUTES)}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if claims[0].decision is not None:
            yield "decided"
        if not claims[0].chosen and law.is_other_band(deed.body["route"], claims[0].claimed):
            yield "another band"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        put_on_route(m, claims[0], deed)


class RouteClaims(CaseRule):
    act = "route_claims"
    by = law.OFFICE
    at = frozenset({"RECEIVED", "ROUTED"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        route = chance.choice(ROUTES)
        one = chance.random() < 0.85
        found = self.found(m, who, route) & ({claim.number} if one else set(m.claims))
        listed = sorted(found or {claim.number})
        out = [listed.pop()] if len(listed) > 1 and chance.random() < 0.3 else []
        count = len(listed) + len(out) + (chance.random() < 0.1)
        query = f'{{"where":{{"claim":"{claim.number}"}}}}' if one else "{}"
        return {"claims": listed, "route": route, "count": count, "query": query} | ({"left_out": out} if out else {})

    def found(self, m: Model, who: str, route: str) -> set[str]:
        """The claims this person may put into this lane with many others."""
        return {
            one.number for one in m.claims.values()
            if one.stage in self.at and not one.hold and who not in one.aside and one.decision is None
            and not (one.routed[0] and one.route == route)
        }  # fmt: skip

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        named = {*deed.body["claims"], *deed.body.get("left_out", ())}
        all_of_them = deed.body["query"] == "{}"
        found = self.found(m, deed.who, deed.body["route"])
        if deed.body["count"] != len(named) or named != (found if all_of_them else found & named):
            yield "not what the query found"
        if any(deed.who in claim.aside or claim.decision is not None for claim in claims):
            yield "stepped aside, or decided"
        if any(not claim.chosen and law.is_other_band(deed.body["route"], claim.claimed) for claim in claims):
            yield "another band"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        for claim in claims:
            put_on_route(m, claim, deed)


class TakeBackRoutes(CaseRule):
    act = "take_back_routes"
    by = law.OFFICE
    at = law.UNRESOLVED
    while_held = True
    takes_back = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        if not claim.routed[1]:
            return None
        same = [one.number for one in m.claims.values() if one.routed[1] == claim.routed[1]]
        return {"entry": claim.routed[1], "claims": same, "reason": "조건을 잘못 고름"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        for claim in claims:
            last = m.before.get(claim.number, [])[-1:]
            is_last = bool(last) and last[0][0].uid == deed.body["entry"]
            if not is_last or last[0][0].act not in ("route_claim", "route_claims") or claim.routed[0] != deed.who:
                yield "not one's own last act on these claims"


class LookAgain(Rule):
    act = "look_again"
    at = frozenset({"ROUTED", "FIXED_READY"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        note = {"note": "소상공인으로 보임"} if chance.random() < 0.8 else {}
        return {"opinion": chance.choice(("AGREE", "AGREE", "SEND_BACK")), **note}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        by, _, look = claims[0].routed
        if not by or by == deed.who or look or not claims[0].route:
            yield "not somebody else's unlooked route"
        if deed.body["opinion"] == "SEND_BACK" and "note" not in deed.body:
            yield "no note"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim = claims[0]
        claim.routed = (*claim.routed[:2], deed.body["opinion"])
        if deed.body["opinion"] == "SEND_BACK":
            claim.stage, claim.route = "RECEIVED", ""
