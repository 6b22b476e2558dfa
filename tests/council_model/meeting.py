"""The meeting, the fixed list and challenges (domain.md 5.2 to 5.4)."""

import datetime as dt
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from tests.council_model import law
from tests.council_model.claims import Claim, Decision
from tests.council_model.reviewing import by_old_rules
from tests.council_model.standing import Deed, MeetingRule, Model, Rule, is_open, usual_meeting
from tests.council_model.voting import VOTING, letter_faults, letters, step_aside_now, use_numbers, vote_faults, votes


def is_undisputed(claim: Claim) -> bool:
    """Both agree, the award is within the limit, and nothing is special (5.4)."""
    proposal = claim.proposal
    return (
        proposal is not None
        and claim.opinion is not None
        and claim.opinion[1] == "AGREE"
        and proposal.award <= law.CONSENT_LIMIT
        and proposal.basis != "OVERRIDE"
        and not claim.ties
        and not claim.objected
        and not asks_back(claim)
        and set(claim.grounds.values()) <= {"NONE"}
    )


def asks_back(claim: Claim) -> bool:
    """Less than was told, or money back: never without talking about it (4.3)."""
    proposal, told = claim.proposal, claim.decision
    if proposal is None or told is None:
        return False
    return proposal.kind == "RETURN_REQUEST" or proposal.award < told.award


def in_haste(chance: Random) -> dict[str, str]:
    return {"urgent_reason": "지급 기한이 임박함"} if chance.random() < 0.7 else {}


def late_faults(m: Model, deed: Deed, item: str, day: dt.date | None = None) -> Iterator[str]:
    held = m.meetings.get(deed.meeting)
    if held is not None and held.is_late(item, day or deed.day) and "urgent_reason" not in deed.body:
        yield "the notice runs, and nothing says why this is urgent"


class PutOnAgenda(MeetingRule):
    act = "put_on_agenda"
    by = law.LEADERS
    at = frozenset({"CHECKED", "DEFERRED", "ON_AGENDA"})

    def subject(self, m: Model, claim: Claim, chance: Random) -> str:
        written = [number for number, held in m.meetings.items() if held.open and held.written]
        if written and is_undisputed(claim) and chance.random() < 0.6:
            return f"meeting:{written[-1]}"
        return f"meeting:{usual_meeting(m, chance)}"

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        which = chance.choice(("CONSENT", "DISCUSSION", ""))
        return {"claims": [claim.number], **({"list": which} if which else {}), **in_haste(chance)}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        yield from is_open(m, deed)
        held = m.meetings.get(deed.meeting)
        for claim in claims:
            if deed.body.get("list") == "CONSENT" and not is_undisputed(claim):
                yield "to be discussed"
            yield from late_faults(m, deed, claim.number)
            if claim.stage == "ON_AGENDA" and m.meetings[claim.meeting].open:
                yield "on an agenda already"
            if held is not None and held.written and not is_undisputed(claim) and claim.deciding != "CORRECTION":
                yield "not in writing"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        for claim in claims:
            usual = "CONSENT" if is_undisputed(claim) else "DISCUSSION"
            claim.stage, claim.meeting, claim.on_list = "ON_AGENDA", deed.meeting, deed.body.get("list", usual)
            claim.written = {}
            m.meetings[deed.meeting].agenda.add(claim.number)


class TakeOffAgenda(MeetingRule):
    act = "take_off_agenda"
    by = law.LEADERS
    at = frozenset({"ON_AGENDA"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"claims": [claim.number], "reason": "다음 회의에서"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        yield from is_open(m, deed)
        if any(claim.meeting != deed.meeting for claim in claims):
            yield "not on this agenda"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        for claim in claims:
            claim.stage, claim.meeting, claim.on_list, claim.written = "CHECKED", 0, "", {}


class PullOut(Rule):
    act = "pull_out"
    by = law.MEMBERS
    at = frozenset({"ON_AGENDA"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"by": chance.choice((*m.seated, "staff"))} if chance.random() < 0.5 else {}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        asked = deed.body.get("by", deed.who)
        if ("by" in deed.body and asked not in m.seated) or asked in claims[0].aside:
            yield "no seat, or stepped aside"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claims[0].on_list = "DISCUSSION"


class VoteInWriting(MeetingRule):
    act = "vote_in_writing"
    by = frozenset({"MEMBER", "CHAIR"})
    at = frozenset({"ON_AGENDA"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"claims": [claim.number], "vote": chance.choice(("FOR",) * 8 + ("AGAINST", "OBJECT"))}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if not m.rules_adopted:
            yield "the rules come first"
        yield from is_open(m, deed)
        held = m.meetings.get(deed.meeting)
        if held is not None and not held.written:
            yield "people meet"
        if deed.who not in m.seated or any(deed.who in one.aside or one.meeting != deed.meeting for one in claims):
            yield "no seat, stepped aside, or not on this agenda"
        if any(m.must_answer(one, deed.who) for one in claims):
            yield "has not answered for a declared interest"
        if any(one.kept_from_vote(deed.who) for one in claims):
            yield "kept from this claim"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        for claim in claims:
            if deed.body["vote"] == "OBJECT":
                claim.stage, claim.meeting, claim.on_list = "CHECKED", 0, ""
                claim.written, claim.objected = {}, True
            else:
                claim.written[deed.who] = deed.body["vote"]


def gives_money(claim: Claim, body: Mapping[str, Any]) -> bool:
    """What is voted on gives an award; a refusal and a request to return give none."""
    proposal = claim.proposal
    if proposal is None or proposal.kind == "RETURN_REQUEST":
        return False
    if body.get("question") == "REFUSAL" and body["result"] == "PASSED":
        return False
    return bool(body.get("amounts")) or proposal.disposition in {*law.PAYING, "FIXED"}


def awards_named(body: Mapping[str, Any]) -> list[str]:
    """Who gets money, as the entry says; all where it does not say, unless the refusal was put."""
    refused = body.get("question") == "REFUSAL" and body["result"] == "PASSED"
    return list(body.get("awards", [] if refused else body["claims"]))


def next_question(claim: Claim) -> str:
    """After the second tie: is the loss accepted, then amounts or the refusal (5.2)."""
    if not claim.tied_twice:
        return "PROPOSAL"
    return {"YES": "AMOUNT", "NO": "REFUSAL"}.get(claim.loss_accepted, "LOSS")


def paid_as(claim: Claim) -> str:
    """The disposition of an amount the council sets."""
    assert claim.proposal is not None
    if claim.proposal.award or claim.loss is None:
        return claim.proposal.disposition
    return law.disposition(claim.loss, claim.claimed or claim.loss, claim.calculated)


def best_offer(claim: Claim) -> int:
    """The offer that tied; it stands where the refusal finds no majority either (5.2)."""
    assert claim.proposal is not None
    return max((one[0] for one in claim.offers if one[0] == claim.proposal.award), default=0)


class Resolve(MeetingRule):
    act = "resolve"
    by = law.SECRETARY
    at = frozenset({"ON_AGENDA"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        if claim.proposal is None or claim.meeting not in m.meetings:
            return None
        together = [one for one in m.claims.values() if one.stage == "ON_AGENDA" and one.meeting == claim.meeting]
        claims = [one for one in together if one.on_list == "CONSENT"] if chance.random() < 0.5 else together[:2]
        claims = [claim] if claim not in claims or chance.random() < 0.5 else claims
        body = votes(m, claims, claim.meeting, chance, stating=True)
        question = next_question(claim) if chance.random() < 0.9 else chance.choice(("DEFER", "LOSS", "REFUSAL"))
        if question == "PROPOSAL" and chance.random() < 0.3:  # split evenly
            voting = [one for one, vote in body["votes"].items() if vote in VOTING]
            body["votes"] |= {one: ("FOR", "AGAINST")[place % 2] for place, one in enumerate(voting)}
        if m.meetings[claim.meeting].written and chance.random() < 0.9:
            signed = claim.written
            body["votes"] = {one: signed.get(one, "RECUSED" if one in claim.aside else "ABSENT") for one in m.seated}
        if question == "AMOUNT" or (question == "PROPOSAL" and chance.random() < 0.08):
            voting = [one for one, vote in body["votes"].items() if vote in VOTING]
            low = claim.decision.award if claim.again and claim.decision and chance.random() < 0.8 else 0
            naming = [one for one in voting if body["votes"][one] != "ABSTAIN" or chance.random() < 0.5]
            body["amounts"] = {one: low + chance.choice((60_000, 90_000, 200_000)) for one in naming}
            claims = [claim]
        elif question != "PROPOSAL":
            body["question"], body["note"], claims = question, "사유", [claim]
        result = law.outcome(len(m.seated), list(body["votes"].values()), len(body.get("amounts", {})))
        if question == "REFUSAL":
            body["reason"], body["values"] = chance.choice(("N04", "N04", "A01")), {"detail": "관련 없음"}
            result = "TIE_RULE" if result == "NOT_PASSED" and best_offer(claim) else result
        body["result"] = result if result != "NO_QUORUM" and chance.random() < 0.97 else body["result"]
        body.pop("resolution_no", None)
        if body["result"] != "NOT_PASSED" and body.get("question", "REFUSAL") == "REFUSAL":
            body["resolution_no"] = m.next("resolution", 1 if chance.random() < 0.95 else 0)
            body["letters"] = letters(m, claims, chance)
        if body.get("amounts") and body["result"] == "PASSED" and chance.random() < 0.9:
            body["award"] = amount_of(body) + chance.choice((*[0] * 19, 1_000))
        awards = [one.number for one in claims if gives_money(one, body)]
        awards = awards if chance.random() < 0.97 else [one.number for one in claims if one.number not in awards]
        named = {"awards": awards} if chance.random() < 0.9 else {}
        return {"claims": [one.number for one in claims], **named, **body}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        body, makes_decision = deed.body, makes_a_decision(deed.body)
        yield from vote_faults(m, deed, claims, decides=makes_decision)
        if makes_decision:
            yield from letter_faults(m, deed, claims)
        money = sorted(claim.number for claim in claims if gives_money(claim, body))
        if sorted(awards_named(body) if makes_decision else body.get("awards", money)) != money:
            yield "not those that give money"
        if body.get("question", "PROPOSAL") != "PROPOSAL" and len(claims) > 1:
            yield "one at a time"
        for claim in claims:
            yield from self.claim_faults(m, deed, claim, len(claims))
            if m.meetings[deed.meeting].written if deed.meeting in m.meetings else False:
                yield from self.written_faults(m, deed, claim)

    def claim_faults(self, m: Model, deed: Deed, claim: Claim, count: int) -> Iterator[str]:
        body = deed.body
        if claim.challenge_open:
            yield "challenge open"
        if claim.meeting != deed.meeting or (count > 1 and claim.on_list != "CONSENT"):
            yield "not on this agenda, or not for the consent list"
        if makes_a_decision(body):
            yield from by_old_rules(m, claim)
        question, wanted = body.get("question", "PROPOSAL"), next_question(claim)
        put = "AMOUNT" if body.get("amounts") and wanted != "PROPOSAL" else question
        if put not in (wanted, "DEFER"):
            yield "another question is to be put"
        if question == "DEFER" and "note" not in body:
            yield "no note"
        result = law.outcome(len(m.seated), list(body["votes"].values()), len(body.get("amounts", {})))
        if question == "REFUSAL":
            found = "PASSED" if result == "PASSED" else "TIE_RULE" if best_offer(claim) else "NOT_PASSED"
            if body["reason"] != "N04" or body["result"] != found:
                yield "no such refusal, or counted wrongly"
            if claim.lowers(0):
                yield "looking again never lowers an award"
            if body["result"] == "PASSED" and wanted == "REFUSAL" and claim.findings.get("CLM1", ("",))[0] == "PASS":
                yield "the finding says otherwise"
        elif body["result"] == "TIE_RULE":
            yield "only after the refusal was put"
        if body.get("amounts"):
            yield from self.amount_faults(claim, body, count)

    def amount_faults(self, claim: Claim, body: Mapping[str, Any], count: int) -> Iterator[str]:
        assert claim.proposal is not None
        if count > 1 or "question" in body or not all(body["amounts"].values()):
            yield "one claim, and something to be paid"
        settled = amount_of(body) if body["result"] == "PASSED" else 0
        if body.get("award", settled) != settled:
            yield "the award is what the amounts come to"
        if settled and "award" not in body and len(body["amounts"]) < present_in(body):
            yield "the award is named where somebody abstained"
        if claim.proposal.kind == "RETURN_REQUEST":
            if settled > claim.not_asked_back:
                yield "no more than was paid and not asked back"
            return
        if paid_as(claim) not in ("APPROVED_FULL", "APPROVED_PARTIAL"):
            yield "a fixed amount is fixed, and without a loss there is none"
        if settled and claim.lowers(settled):
            yield "looking again never lowers an award"

    def written_faults(self, m: Model, deed: Deed, claim: Claim) -> Iterator[str]:
        """By writing the secretary only counts what every member signed."""
        if "question" in deed.body or "amounts" in deed.body:
            yield "not in writing"
        signed = {one: claim.written.get(one, "RECUSED" if one in claim.aside else "ABSENT") for one in m.seated}
        if {one: vote for one, vote in deed.body["votes"].items() if one in signed} != signed:
            yield "not as signed"
        waiting = [one for one in m.seated if one not in claim.written and one not in claim.aside]
        if waiting and deed.day.isoformat() <= m.meetings[deed.meeting].date:
            yield "still open"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        step_aside_now(deed, claims)
        body, decided = deed.body, makes_a_decision(deed.body)
        drawn: set[str] = set()
        if decided:
            awards = [one for one in body["claims"] if one in awards_named(body)]
            refusals = [one for one in body["claims"] if one not in awards]
            drawn = law.drawn_for_quality(m.drawn, awards, refusals, deed.hash, f"{deed.day:%Y-%m}")
            use_numbers(m, body)
        for claim in claims:
            if decided:
                self.decide(claim, deed, claim.number in drawn)
            else:
                self.hold_over(claim, body)

    def hold_over(self, claim: Claim, body: Mapping[str, Any]) -> None:
        """A lost motion refuses nothing (5.2)."""
        assert claim.proposal is not None
        question, cast = body.get("question", "PROPOSAL"), list(body["votes"].values())
        present = sum(vote in VOTING for vote in cast)
        if question == "DEFER":
            claim.stage = "DEFERRED" if body["result"] == "PASSED" else claim.stage
        elif question == "LOSS":
            claim.loss_accepted = "YES" if body["result"] == "PASSED" else "NO"
        elif question == "REFUSAL" or body.get("amounts") or cast.count("FOR") * 2 != present:
            claim.stage, claim.loss_accepted = "DEFERRED", ""
        else:
            claim.ties, claim.on_list = claim.ties + 1, "DISCUSSION"
            claim.offers.append((claim.proposal.award, cast.count("FOR"), present))
            claim.stage = claim.stage if claim.tied_twice else "DEFERRED"

    def decide(self, claim: Claim, deed: Deed, drawn: bool) -> None:
        body, proposal, opinion = deed.body, claim.proposal, claim.opinion
        assert proposal is not None
        assert opinion is not None
        outcome, award, basis = proposal.disposition, proposal.award, proposal.basis
        if body["result"] == "TIE_RULE":
            award, basis = best_offer(claim), "TIE"
        elif body.get("question") == "REFUSAL":
            outcome, award, basis = "NOT_APPROVED", 0, "CALCULATED"
        elif body.get("amounts"):
            outcome, basis = paid_as(claim), "AMOUNT_VOTE"
            award = amount_of(body)
        found: Claim | Decision = claim
        if outcome == "FIXED" and claim.decision is not None and claim.deciding not in ("ORIGINAL", "REVIEW"):
            found = claim.decision  # a slip or a request to return finds nothing new
        calculated = found.calculated if outcome == "FIXED" and found.loss is not None else proposal.calculated
        claim.decisions.append(
            Decision(outcome, award, basis, calculated, proposal.lead, opinion[0], proposal.kind,
                     body["letters"][claim.number], claim.again, drawn=drawn, loss=found.loss, worked=found.worked,
                     resolution=body["resolution_no"])
        )  # fmt: skip
        claim.stage, claim.deciding, claim.ties, claim.offers = "RESOLVED", "ORIGINAL", 0, []
        claim.loss_accepted, claim.written = "", {}


def present_in(body: Mapping[str, Any]) -> int:
    return sum(vote in VOTING for vote in body["votes"].values())


def amount_of(body: Mapping[str, Any]) -> int:
    return law.amount_by_majority(list(body["amounts"].values()), present_in(body))


def makes_a_decision(body: Mapping[str, Any]) -> bool:
    return body["result"] != "NOT_PASSED" and body.get("question", "PROPOSAL") in ("PROPOSAL", "REFUSAL")
