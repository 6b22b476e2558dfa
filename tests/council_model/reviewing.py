"""Papers, checks, the calculation, supplements, the proposal and its second check (domain.md 2.9, 3, 3.8, 3.9, 5.4)."""

import datetime as dt
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from tests.council_model import law
from tests.council_model.claims import Claim, Decision
from tests.council_model.evidence import week
from tests.council_model.looking_after import lead_answered, payer_alone
from tests.council_model.standing import Deed, Model, Rule


class Assess(Rule):
    act = "assess"
    by = law.MEMBERS
    at = frozenset({"IN_REVIEW"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        outage = chance.choice((2_200_000, 2_200_000, 3_400_000, 3_550_000, 3_750_000, 4_000_000))
        first, normal = "2022-10-01", 4_000_000
        if claim.sales and chance.random() < 0.9:
            normal, outage = 3_500_000, 2_100_000
        if chance.random() < 0.05:
            first = chance.choice((law.OUTAGE_WEEK, "2022-10-02"))
        body: dict[str, Any] = {
            "normal_week_from": first, "normal_week_sales": normal, "outage_week_sales": outage,
            "profit_rate": {"value": chance.choice(("0.15", "0.124")), "source_type": "OWN_EVIDENCE",
                            "source_ref": "손익계산서"},
            "alt_factor": {"value": chance.choice(("1.00", "0.5")), "source_type": "COUNCIL_RULE",
                           "source_ref": "부분"},
            "share_factor": {"value": "0.958", "source_type": "STANDARD_TABLE", "source_ref": "WiseApp"},
        }  # fmt: skip
        if chance.random() < 0.2:
            body["offsets"] = [{"amount": chance.choice((20_000, 900_000)), "reason": "유료 약관 보상"}]
        return body

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim = claims[0]
        yield from lead_answered(m, deed, claim)
        if claim.blind:
            yield "both record an opinion instead"
        yield from calculation_faults(claim, deed.body)

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim = claims[0]
        claim.worked = deed.body
        claim.loss, claim.calculated = reckoned(deed.body, m.floor)


def by_old_rules(m: Model, claim: Claim) -> Iterator[str]:
    """A plan adopted since makes something else of it; what was decided once may keep its own (2.9)."""
    worked = claim.worked if claim.deciding == "ORIGINAL" and claim.loss is not None else None
    if worked is not None and reckoned(worked, m.floor) != (claim.loss, claim.calculated):
        yield "worked out by the rules of before"


def calculation_faults(claim: Claim, body: Mapping[str, Any]) -> Iterator[str]:
    """The normal week is one of the seven, and both weeks are what the recorded days add up to (1.5)."""
    if body["normal_week_from"] not in law.CANDIDATE_WEEKS:
        yield "no candidate week"
    elif claim.sales:
        for first, name in ((body["normal_week_from"], "normal"), (law.OUTAGE_WEEK, "outage")):
            if body[f"{name}_week_sales"] != sum(claim.sales[one] for one in week(first)):
                yield "not what the days add up to"


def reckoned(body: Mapping[str, Any], floor: int) -> tuple[int, int]:
    """Loss and calculated award."""
    loss = max(0, body["normal_week_sales"] - body["outage_week_sales"])
    factors = (body[name]["value"] for name in ("profit_rate", "alt_factor", "share_factor"))
    offset = sum(one["amount"] for one in body.get("offsets", ()))
    return loss, law.award(loss, *factors, offset, floor)


REASONS = {"APPROVED_FULL": ("A01",), "APPROVED_PARTIAL": ("P07",), "CONVERTED_FIXED": ("C01",),
           "INADMISSIBLE": ("E05", "E01"), "NOT_APPROVED": ("N01", "N02", "N04", "N06"), "REFERRED": ()}  # fmt: skip
"""Some reasons of each outcome (3.9)."""
VALUES = {"N04": {"detail": "관련 없음"}, "N06": {"amount": "900000"}}


def given_reasons(loss: int | None, *codes: str) -> list[dict[str, Any]]:
    values = {**VALUES, "P07": {"amount": str(loss or 0)}}
    return [{"code": code, **({"values": values[code]} if code in values else {})} for code in codes]


class ProposeDecision(Rule):
    act = "propose_decision"
    by = law.MEMBERS
    at = frozenset({"IN_REVIEW"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        if claim.deciding == "RETURN_REQUEST":
            left = claim.not_asked_back
            award = chance.choice((left, left, left + 1, 0))
            kept = claim.decision.disposition if claim.decision and chance.random() < 0.9 else "NOT_APPROVED"
            reasons = given_reasons(None, "N04") if chance.random() < 0.05 else []
            return {"disposition": kept, "award": award, "award_basis": "CALCULATED", "reasons": reasons,
                    **({"note": "거짓 자료"} if chance.random() < 0.9 else {})}  # fmt: skip
        if claim.decision and chance.random() < (0.9 if claim.keeps_fixed else 0.5 if claim.fixed_stays else 0.02):
            award = claim.decision.award + (10_000 if chance.random() < 0.1 else 0)
            return {"disposition": "FIXED", "award": award, "award_basis": "CALCULATED",
                    "reasons": given_reasons(None, "A02")}  # fmt: skip
        wanted = chance.choice(tuple(REASONS))
        if claim.loss is not None and chance.random() < 0.85:
            wanted = law.disposition(claim.loss, claim.claimed or claim.loss, claim.calculated)
        code = (
            self.usual_reason(claim, wanted) if chance.random() < 0.93 else chance.choice(("A01", "P07", "N01", "E01"))
        )
        said = claim.loss if chance.random() < 0.95 else 1
        basis, award = "CALCULATED", claim.calculated if wanted in law.PAYING else 0
        more = {}
        if wanted in law.PAYING and chance.random() < 0.15:
            basis, award = "OVERRIDE", award + chance.choice((0, 40_000, 40_000))
            more = {"override_reason": chance.choice(("O05", "O05", "O99"))}
        elif chance.random() < 0.05:
            award += 10_000
        return {"disposition": wanted, "award": award, "award_basis": basis,
                "reasons": given_reasons(said, code) if code else [], "note": "안", **more}  # fmt: skip

    @staticmethod
    def usual_reason(claim: Claim, wanted: str) -> str:
        if wanted == "NOT_APPROVED" and claim.loss:
            return "N06" if claim.eaten else "N04"
        if wanted == "NOT_APPROVED" and claim.loss is None:
            return "N02" if claim.rounds else "N04"
        return next(iter(REASONS[wanted]), "")

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim, body = claims[0], deed.body
        if not m.rules_adopted:
            yield "rules not adopted"
        if deed.who != claim.lead or deed.who not in claim.grounds:
            yield "not the lead, or conflict not answered"
        yield from payer_alone(m, deed, claim)
        if claim.challenge_open and claim.challenged == deed.who:
            yield "challenged"
        if claim.blind:
            yield "both record an opinion instead"
        if claim.deciding == "RETURN_REQUEST":
            if not 0 < body["award"] <= claim.not_asked_back or "note" not in body:
                yield "no more than was paid, and with its ground"
            if claim.decision is None or body["disposition"] != claim.decision.disposition or body["reasons"]:
                yield "a sum, and the outcome as it stands"
            yield from unheard(deed, claim)
            return
        yield from by_old_rules(m, claim)
        yield from self.outcome_faults(m, claim, body, deed.day)

    def outcome_faults(self, m: Model, claim: Claim, body: Any, day: dt.date) -> Iterator[str]:
        """Outcome, amounts and reasons agree both ways with the claim as it is given."""
        if claim.lowers(body["award"]):
            yield "looking again never lowers an award"
        if claim.deciding == "CORRECTION" and claim.decision and body["disposition"] != claim.decision.disposition:
            yield "a correction corrects slips only"
        if (claim.keeps_fixed or claim.fixed_stays) and body["disposition"] == "FIXED":
            if claim.decision is None or body["award"] != claim.decision.award:
                yield "not the amount that was decided"
            return
        if body["disposition"] == "FIXED":
            yield "a fixed amount is given by its list"
            return
        paying = body["disposition"] in law.PAYING
        yield from self._paying_faults(m, claim, body) if paying else self._refusing_faults(m, claim, body)
        codes = {reason["code"] for reason in body["reasons"]}
        if not codes <= set(REASONS[body["disposition"]]) or (not codes and body["disposition"] != "REFERRED"):
            yield "reasons do not fit"
        if body["disposition"] == "REFERRED":
            yield "the service is Kakao's own"
        if any(one["values"]["amount"] != str(claim.loss) for one in body["reasons"] if one["code"] == "P07"):
            yield "another amount than the calculation"
        yield from self._record_faults(m, claim, body["disposition"], codes)
        if "N02" in codes and not any(
            one.state == "EXPIRED" or (one.state == "RECEIVED" and day > one.due) for one in claim.rounds
        ):
            yield "no request for sales records ran out"

    def _record_faults(self, m: Model, claim: Claim, disposition: str, codes: set[str]) -> Iterator[str]:
        """A reason that the record contradicts, and a refusal that offsets alone explain but do not name."""
        if codes & {"E01", "E05"} and m.accepted(claim, "SBC"):
            yield "the certificate says otherwise"
        if ("N01" in codes and claim.loss != 0) or ("N02" in codes and m.accepted(claim, "SLS")):
            yield "not compared, a loss, or sales that did come"
        if "N04" in codes and claim.findings.get("CLM1", ("", False))[0] == "PASS":
            yield "the finding says otherwise"
        if "N06" in codes and not claim.eaten:
            yield "no offsets eat the award"
        failing = any(result in ("FAIL", "UNCLEAR") for result, _ in claim.findings.values())
        failing = failing or not all(m.accepted(claim, kind) for kind in law.NEEDED)
        if disposition == "NOT_APPROVED" and claim.eaten and "N06" not in codes and not failing:
            yield "offsets are the ground"

    def _paying_faults(self, m: Model, claim: Claim, body: Any) -> Iterator[str]:
        """Every blocking check answered, the three proofs accepted, no finding against it, and the amount agrees."""
        for paper in claim.papers.values():
            if paper.kind in law.NEEDED and not blocking(m.checks.of(paper.kind)) <= set(paper.answers):
                yield "a check is open"
        if not all(m.accepted(claim, kind) for kind in law.NEEDED):
            yield "a proof is missing"
        for code in blocking(m.checks.claim):
            result = claim.findings.get(code, ("", False))[0]
            credible = code == "CLM1" and claim.findings.get("CLM4", ("", False))[0] == "PASS"
            if not result or (result in ("FAIL", "UNCLEAR") and not credible):
                yield "a finding is open or against it"
        if claim.loss is None:
            yield "not calculated"
            return
        if body["disposition"] != law.disposition(claim.loss, claim.claimed or claim.loss, claim.calculated):
            yield "not what the losses call for"
        differs = body["award"] != claim.calculated
        if differs != (body["award_basis"] == "OVERRIDE") or not body["award"]:
            yield "not the amount"
        if body["award_basis"] == "OVERRIDE" and (
            body.get("override_reason") != "O05" or body["disposition"] == "CONVERTED_FIXED"
        ):
            yield "no ground for another amount"

    def _refusing_faults(self, m: Model, claim: Claim, body: Any) -> Iterator[str]:
        """A refusal pays nothing, and rests on no loss, on offsets, or on proofs or findings that fail."""
        if body["award"]:
            yield "a refusal pays nothing"
        if body["disposition"] == "NOT_APPROVED" and claim.loss:
            against = any(result in ("FAIL", "UNCLEAR") for result, _ in claim.findings.values())
            if not claim.eaten and not against and all(m.accepted(claim, kind) for kind in law.NEEDED):
                yield "a loss is verified"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim, body = claims[0], deed.body
        claim.proposal = Decision(body["disposition"], body["award"], *claim.basis_of(body), deed.who,
                                  kind=claim.deciding)  # fmt: skip
        claim.stage, claim.opinion = "PROPOSED", None


def unheard(deed: Deed, claim: Claim) -> Iterator[str]:
    """The claimant speaks before money is asked back (4.3)."""
    hearing = claim.again.hearing if claim.again else None
    if hearing is None or (not hearing[2] and (hearing[0] not in claim.sent or deed.day <= hearing[1])):
        yield "not heard"


def blocking(checks: dict[str, bool]) -> set[str]:
    return {code for code, blocks in checks.items() if blocks}


def answered(m: Model, claim: Claim) -> dict[tuple[str, str], str]:
    """Every blocking check that was answered, with its result: what the second reviewer goes through again."""
    found = {("", code): claim.findings[code][0] for code in blocking(m.checks.claim) if code in claim.findings}
    for document, paper in claim.papers.items():
        for code in blocking(m.checks.of(paper.kind)):
            if code in paper.answers:
                found[document, code] = paper.answers[code][0]
    return found


class Withdraw(Rule):
    act = "withdraw"
    at = law.UNRESOLVED
    while_held = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        number = m.next("letter", 1 if chance.random() < 0.9 else 0)
        return {"date": day.isoformat(), "how": "전화", "letter_no": number}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if not m.is_free("letter", deed.body["letter_no"]):
            yield "letter number used"
        if claims[0].decision is not None:
            yield "decided"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim = claims[0]
        claim.decisions.append(Decision("WITHDRAWN", 0, "CALCULATED", 0, "", letter=deed.body["letter_no"]))
        claim.stage, claim.hold = "WITHDRAWN", ""
        m.use("letter", deed.body["letter_no"])


UNDOABLE = frozenset(
    {"route_claim", "look_again", "assign", "take_up", "classify_paper", "record_check", "record_sales", "assess",
     "hold", "release", "propose_decision", "check_decision", "answer_conflict", "record_contact", "settle_promise",
     "hand_over", "check_quality", "record_opinion", "declare_false", "record_reply", "request_individual",
     "keep_fixed", "choose_fixed", "take_back_resolution"}
)  # fmt: skip


class TakeBack(Rule):
    act = "take_back"
    at = law.UNRESOLVED | {"RESOLVED"}
    while_held = True
    by_aside = True
    takes_back = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        done = m.before.get(claim.number)
        if not done:
            return None
        deed = done[-1 if chance.random() < 0.9 else 0][0]
        return {"entry": deed.uid, "undone": deed.act, "reason": "잘못 누름"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        last = m.before.get(deed.subject, [])[-1:]
        if not last or last[0][0].uid != deed.body["entry"]:
            yield "not the last"
        elif last[0][0].who != deed.who or last[0][0].act not in UNDOABLE or last[0][0].act != deed.body["undone"]:
            yield "not one's own, or not to be undone"
        elif last[0][0].act == "record_opinion" and claims[0].reading.opened:
            yield "the other opinion was seen"
