"""Papers, checks, the calculation, supplements, the proposal and its second check (domain.md 2.9, 3, 3.8, 3.9, 5.4)."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from tests.council_model import law
from tests.council_model.preparing import lead_answered, lead_only, payer_alone
from tests.council_model.standing import Claim, Decision, Deed, Mine, Model, Paper, Round, Rule

RESULTS = ("PASS",) * 12 + ("NA", "FAIL", "UNCLEAR")


class ReceivePapers(Rule):
    act = "receive_papers"
    while_held = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        if claim.papers and chance.random() < 0.1:
            return {"papers": [{"document": chance.choice(sorted(claim.papers)), "kind": "SLS"}]}
        free = m.delivered - {one for other in m.claims.values() for one in (*other.papers, *other.late)}
        document = min(free, default="") if chance.random() < 0.95 else f"{chance.getrandbits(256):064x}"
        return {"papers": [{"document": document, "kind": chance.choice(("SLS", "BNK", "OTH"))}]} if document else None

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if any(paper["document"] not in {*m.delivered, *claims[0].papers} for paper in deed.body["papers"]):
            yield "no delivery brought it"
        if any(paper["document"] in claims[0].papers for paper in deed.body["papers"]):
            yield "known"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim = claims[0]
        came = {paper["document"]: Paper(paper["kind"]) for paper in deed.body["papers"]}
        if claim.stage in law.DECIDED | {"WITHDRAWN", "APPEALED"}:
            claim.late |= set(came)
            return
        claim.papers |= came
        if claim.stage in ("SUPPLEMENT_REQUESTED", "SUPPLEMENT_EXPIRED"):
            claim.stage, claim.rounds[-1].state = "SUPPLEMENT_RECEIVED", "RECEIVED"
        if claim.stage in ("PROPOSED", "CHECKED", "ON_AGENDA", "DEFERRED"):  # nobody decides without having seen it
            claim.stage, claim.proposal, claim.opinion = "IN_REVIEW", None, None
            claim.meeting, claim.on_list, claim.written, claim.loss_accepted = 0, "", {}, ""


def may_check(m: Model, claim: Claim, who: str) -> bool:
    """The lead checks; staff and secretary before, and on the fixed path anyone."""
    return who == claim.lead or claim.fixed or m.people[who].role in law.OFFICE


class RecordCheck(Rule):
    act = "record_check"
    at = law.PAPER_WORK

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        note = {"note": "확인함"} if chance.random() < 0.7 else {}
        result = {"result": chance.choice(RESULTS), **note}
        if chance.random() < 0.3 or not claim.papers:
            return {"check": chance.choice((*m.checks.claim, "SBC1")), **result}
        document = chance.choice(sorted(claim.papers))
        check = chance.choice((*m.checks.of(claim.papers[document].kind), "CLM1"))
        return {"document": document, "check": check, **result}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim, body = claims[0], deed.body
        if not may_check(m, claim, deed.who):
            yield "not theirs to check"
        known = m.checks.of(claim.papers[body["document"]].kind) if "document" in body else m.checks.claim
        if body["check"] not in known:
            yield "no such check"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim, body = claims[0], deed.body
        answer = (body["result"], bool(body.get("note")))
        if "document" in body:
            claim.papers[body["document"]].answers[body["check"]] = answer
            m.weigh(claim)
        else:
            claim.findings[body["check"]] = answer


class ClassifyPaper(Rule):
    act = "classify_paper"
    at = law.PAPER_WORK

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        kinds = [(document, paper.kind) for document, paper in claim.papers.items()]
        if not kinds:
            return None
        document, kind = chance.choice(kinds)
        return {"document": document, "kind": kind if chance.random() < 0.7 else chance.choice(("SLS", "BNK", "XXX"))}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if deed.body["kind"] == "XXX":
            yield "no such kind"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        paper = claims[0].papers[deed.body["document"]]
        paper.kind = deed.body["kind"]
        paper.answers = {code: one for code, one in paper.answers.items() if code in m.checks.generic}
        m.weigh(claims[0])


def week(first: str) -> list[str]:
    return [(dt.date.fromisoformat(first) + dt.timedelta(day)).isoformat() for day in range(7)]


class RecordSales(Rule):
    act = "record_sales"
    by = law.MEMBERS
    at = frozenset({"IN_REVIEW"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        days = dict.fromkeys(week("2022-10-01"), 500_000) | dict.fromkeys(week(law.OUTAGE_WEEK), 300_000)
        if chance.random() < 0.1:
            days["2021-10-01"] = 1
        return {"source": "CARD", "vat": "INCLUDED", "days": days}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        yield from lead_only(m, deed, claims[0])
        if not all("2022-09-01" <= day <= "2022-10-31" for day in deed.body["days"]):
            yield "another time"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claims[0].sales, claims[0].loss, claims[0].calculated = dict(deed.body["days"]), None, 0


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
        claim.loss, claim.calculated = reckoned(deed.body, m.floor)


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
            award = chance.choice((claim.paid, claim.paid, claim.paid + 1, 0))
            kept = claim.decision.disposition if claim.decision and chance.random() < 0.9 else "NOT_APPROVED"
            reasons = given_reasons(None, "N04") if chance.random() < 0.05 else []
            return {"disposition": kept, "award": award, "award_basis": "CALCULATED", "reasons": reasons,
                    **({"note": "거짓 자료"} if chance.random() < 0.9 else {})}  # fmt: skip
        if claim.keeps_fixed and chance.random() < 0.9:
            award = law.FIXED[claim.route] + (10_000 if chance.random() < 0.1 else 0)
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
            if not 0 < body["award"] <= claim.paid or "note" not in body:
                yield "no more than was paid, and with its ground"
            if claim.decision is None or body["disposition"] != claim.decision.disposition or body["reasons"]:
                yield "a sum, and the outcome as it stands"
            yield from unheard(deed, claim)
            return
        yield from self.outcome_faults(m, claim, body, deed.day)

    def outcome_faults(self, m: Model, claim: Claim, body: Any, day: dt.date) -> Iterator[str]:
        """Outcome, amounts and reasons agree both ways with the claim as it is given."""
        if claim.lowers(body["award"]):
            yield "looking again never lowers an award"
        if claim.deciding == "CORRECTION" and claim.decision and body["disposition"] != claim.decision.disposition:
            yield "a correction corrects slips only"
        if claim.keeps_fixed and body["disposition"] == "FIXED":
            if body["award"] != law.FIXED[claim.route]:
                yield "not the amount of the band"
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
        kept = law.FIXED[claim.route] if claim.keeps_fixed else claim.calculated
        slip = body["disposition"] == "FIXED" and claim.deciding == "CORRECTION"
        basis = "FIXED" if slip else body["award_basis"]
        claim.proposal = Decision(body["disposition"], body["award"], basis, kept, deed.who, kind=claim.deciding)
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


class SetBlind(Rule):
    act = "set_blind"
    by = law.LEADERS
    at = frozenset({"ROUTED", "ASSIGNED", "IN_REVIEW", "APPEALED"})
    while_held = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"blind": chance.choice(("YES", "YES", "NO"))}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim = claims[0]
        if claim.route != "INDIVIDUAL" or claim.deciding not in ("ORIGINAL", "REVIEW"):
            yield "nothing to read blind"
        if claim.reading.opened or claim.reading.opinions:
            yield "somebody said something already"
        if deed.body["blind"] == "YES" and claim.loss is not None and claim.deciding == "ORIGINAL":
            yield "the calculation was seen"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claims[0].reading.chosen = deed.body["blind"]


class RecordOpinion(ProposeDecision):
    """Each of the two says what they would propose; with the second opinion both are open."""

    act = "record_opinion"

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        if not claim.blind and chance.random() < 0.7:
            return None
        calculation = Assess().body(m, claim, Random(chance.choice((1, 1, 1, 2))), who, day)
        assert calculation is not None
        own = dataclasses.replace(claim, deciding="ORIGINAL")
        own.loss, own.calculated = reckoned(calculation, m.floor)
        body = super().body(m, own, chance, who, day)
        assert body is not None
        redone = [{"check": code, "result": result} | ({"document": document} if document else {})
                  for (document, code), result in sorted(answered(m, claim).items())]  # fmt: skip
        if redone and chance.random() < 0.1:
            redone[0]["result"] = "UNCLEAR"
        return {**body, "calculation": calculation, **({"redone": redone} if chance.random() < 0.95 else {})}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim, body = claims[0], deed.body
        if not m.rules_adopted:
            yield "rules not adopted"
        if deed.who not in (claim.lead, claim.second) or not (claim.lead and claim.second):
            yield "not one of the two"
        if deed.who not in claim.grounds or (claim.challenge_open and claim.challenged == deed.who):
            yield "conflict not answered, or challenged"
        if not claim.blind:
            yield "not blind"
            return
        yield from calculation_faults(claim, body["calculation"])
        yield from self.outcome_faults(m, self.own(m, claim, body), body, deed.day)
        redone = {(one.get("document", ""), one["check"]) for one in body.get("redone", ())}
        if deed.who == claim.second and not set(answered(m, claim)) <= redone:
            yield "a check not gone through"

    def own(self, m: Model, claim: Claim, body: Mapping[str, Any]) -> Claim:
        seen = dataclasses.replace(claim)
        seen.loss, seen.calculated = reckoned(body["calculation"], m.floor)
        return seen

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim, body = claims[0], deed.body
        own = self.own(m, claim, body)
        claim.reading.opinions[deed.who] = Mine(
            Decision(body["disposition"], body["award"], body["award_basis"], own.calculated, deed.who,
                     kind=claim.deciding),
            own.loss, frozenset(one["code"] for one in body["reasons"]), body.get("override_reason", ""),
            {(one.get("document", ""), one["check"]): one["result"] for one in body.get("redone", ())},
            len(claim.papers),
        )  # fmt: skip
        both = [claim.reading.opinions.get(one) for one in (claim.lead, claim.second)]
        if all(one is not None and one.papers == len(claim.papers) for one in both):
            self.open_both(m, claim, *both)  # type: ignore[arg-type]

    def open_both(self, m: Model, claim: Claim, lead: Mine, second: Mine) -> None:
        """The lead's opinion becomes the proposal, and a second one that agrees its second check."""
        claim.reading.opened = True
        claim.loss, claim.calculated = lead.loss, lead.proposal.calculated
        claim.proposal, claim.opinion, claim.stage = lead.proposal, None, "PROPOSED"
        mine, other = lead.proposal, second.proposal
        same = (mine.disposition, mine.award, mine.basis) == (other.disposition, other.award, other.basis)
        checks = answered(m, claim)
        agrees = all(
            checks.get(key) == result for key, result in second.redone.items() if key in blocking_keys(m, claim)
        )
        if same and lead.codes == second.codes and lead.why_other == second.why_other and agrees:
            claim.opinion, claim.stage = (other.lead, "AGREE"), "CHECKED"


def blocking_keys(m: Model, claim: Claim) -> set[tuple[str, str]]:
    return {("", code) for code in blocking(m.checks.claim)} | {
        (document, code) for document, paper in claim.papers.items() for code in blocking(m.checks.of(paper.kind))
    }


class CheckDecision(Rule):
    act = "check_decision"
    by = law.MEMBERS
    at = frozenset({"PROPOSED"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        if claim.proposal is None:
            return None
        redone = [{"check": code, "result": result} | ({"document": document} if document else {})
                  for (document, code), result in sorted(answered(m, claim).items())]  # fmt: skip
        if redone and chance.random() < 0.04:
            redone.pop()
        opinion = chance.choice(("AGREE",) * 6 + ("SEND_BACK", "DIFFER"))
        note = {"note": "의견"} if chance.random() < 0.9 else {}
        amount = claim.proposal.calculated + (10 if chance.random() < 0.04 else 0)
        return {"opinion": opinion, "calculated_award": amount, "redone": redone, **note}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim, body = claims[0], deed.body
        assert claim.proposal is not None
        if deed.who != claim.second or deed.who == claim.proposal.lead:
            yield "not the second reviewer, or the same person"
        yield from payer_alone(m, deed, claim)
        if deed.who not in claim.grounds:
            yield "conflict not answered"
        if claim.challenge_open and claim.challenged == deed.who:
            yield "challenged"
        if body["opinion"] != "AGREE":
            if "note" not in body:
                yield "no note"
            return
        redone = {(one.get("document", ""), one["check"]): one["result"] for one in body["redone"]}
        if body["calculated_award"] != claim.proposal.calculated or redone != answered(m, claim):
            yield "not recalculated, or a check not gone through"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim = claims[0]
        claim.opinion = (deed.who, deed.body["opinion"])
        claim.stage = "RETURNED" if deed.body["opinion"] == "SEND_BACK" else "CHECKED"


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
