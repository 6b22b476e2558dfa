"""Acts that open a decided claim again: review, correction, request to return, new evidence (domain.md 2.8, 4.3)."""

import dataclasses
import datetime as dt

from reviewer.rules.acts.shape import ANYONE, Act, Refusals, Scene, date, digest, many, text, word
from reviewer.rules.calendar import Calendar, korean_day
from reviewer.rules.claim import REVIEWED_FROM, Claim, Paper
from reviewer.rules.issued import IssuedLetter
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.reopening import Reopening
from reviewer.rules.stage import BEFORE_RESOLUTION, Stage

REOPENABLE = frozenset({Stage.NOTIFIED, Stage.PAID, Stage.CLOSED})
REVIEWABLE = REVIEWED_FROM | {Stage.PAYMENT_LISTED}
"""From the letter on (domain.md 7); while a payment is on a list the request waits for the result of that."""


def calendar_of(plan: Plan) -> Calendar:
    """The working days the plan knows."""
    return Calendar(plan.holidays, plan.holiday_years)


def told_by(claim: Claim) -> IssuedLetter | None:
    """The letter of the decision in force, None while it has not left."""
    decision = claim.decision
    return next((one for one in claim.letters if decision is not None and one.letter_no == decision.letter_no), None)


def review_until(claim: Claim, plan: Plan) -> dt.date | None:
    """The day until which a request for review is surely in time (`safe_due`); None where the decision has none."""
    decision, sent = claim.decision, told_by(claim)
    if decision is None or sent is None or decision.kind == "RETURN_REQUEST":
        return None
    if not plan.dispositions[decision.disposition].appeal:
        return None
    appeal, delivery = (sent.promised(name, getattr(plan.settings, name)) for name in ("appeal_days", "delivery_days"))
    return calendar_of(plan).safe_due(korean_day(sent.issued_at), appeal, delivery)


def _review_refusals(scene: Scene) -> Refusals:
    claim, body = scene.claim, scene.body
    until = review_until(claim, scene.plan)
    if until is None:
        yield Problem("ActNotAllowed", act=scene.act, why="no_review", claim=claim.number)
        return
    if claim.review_asked is not None:
        yield Problem("ActNotAllowed", act=scene.act, why="review_asked_before", claim=claim.number)
    asked = scene.date("date")
    if asked > scene.day:
        yield Problem("BadActBody", field="date", why="in the future", value=body["date"])
    if asked > until and not body.get("late"):
        yield Problem("ActNotAllowed", act=scene.act, why="review_late", claim=claim.number, until=until.isoformat())
    if "due" in body and scene.date("due") != answer_by(asked, scene.plan):
        found = answer_by(asked, scene.plan).isoformat()
        yield Problem("BadActBody", field="due", why="not the period of the plan", value=found)


def answer_by(asked: dt.date, plan: Plan, *, extended: bool = False) -> dt.date:
    """The day by which a review asked for on this day is answered."""
    settings = plan.settings
    return calendar_of(plan).due(asked, settings.appeal_decide_days + (settings.appeal_extend if extended else 0))


def _review(claim: Claim, scene: Scene) -> Claim:
    """At once, or when the payment that is on a list has its result."""
    body = scene.body
    due = scene.date("due") if "due" in body else None
    again = Reopening(
        "REVIEW", scene.date("date"), body["ground"], claim.stage.value, due=due, late=body.get("late", "")
    )
    return (
        dataclasses.replace(claim, review_asked=again) if claim.stage is Stage.PAYMENT_LISTED else _begun(claim, again)
    )


def _begun(claim: Claim, again: Reopening) -> Claim:
    """The first two reviewers are out of it; others are assigned (COI6)."""
    return claim.moved_to(
        Stage.APPEALED, deciding="REVIEW", reopened=again, review_asked=None, lead="", second="", proposal=None,
        opinion=None,
    )  # fmt: skip


def with_waiting_review(claim: Claim) -> Claim:
    """The claim once its payment has a result: a review that was asked for meanwhile begins."""
    asked = claim.review_asked
    return claim if asked is None else _begun(claim, dataclasses.replace(asked, from_stage=claim.stage.value))


def _withdraw_refusals(scene: Scene) -> Refusals:
    claim = scene.claim
    asked = claim.review_asked or (claim.reopened if claim.deciding == "REVIEW" else None)
    if asked is None or claim.decision is None:
        yield Problem("ActNotAllowed", act=scene.act, why="no_review_asked", claim=claim.number)
        return
    taken_back = scene.date("date")
    if not asked.on <= taken_back <= scene.day:
        why = "in the future" if taken_back > scene.day else "before the request"
        yield Problem("BadActBody", field="date", why=why, value=taken_back.isoformat())


def _withdraw(claim: Claim, scene: Scene) -> Claim:
    """The decision stands as it was told, with its calculation and its reviewers; what was asked since is over."""
    told, asked = claim.decision, claim.reopened
    if claim.review_asked is not None or told is None or asked is None:
        return dataclasses.replace(claim, review_asked=None)
    lead, second = ("", "") if told.by_list else (told.lead, told.second)
    ended = tuple(dataclasses.replace(one, state="EXPIRED") if one.state == "REQUESTED" else one
                  for one in claim.supplements)  # fmt: skip
    return claim.moved_to(
        Stage(asked.from_stage), deciding="ORIGINAL", reopened=told.after, assessment=told.assessment,
        lead="" if claim.is_recused(lead) else lead, second="" if claim.is_recused(second) else second,
        proposal=None, opinion=None, hold="", supplements=ended, meeting=told.meeting, agenda_list="", pulled_by="",
        ties=0, offers=(), loss_accepted="", written={}, objected_by="",
    )  # fmt: skip


def _open_refusals(scene: Scene) -> Refusals:
    """A claim decided with a list of fixed amounts has no reviewers yet; they are assigned once it is open."""
    claim, body = scene.claim, scene.body
    by_list = claim.decision is not None and claim.decision.by_list
    asked_back = claim.decision is not None and claim.decision.kind == "RETURN_REQUEST"
    if not by_list and (not claim.lead or not claim.second):
        yield Problem("ActNotAllowed", act=scene.act, why="nobody_assigned", claim=claim.number)
    if body["kind"] == "CORRECTION":
        if claim.decision is not None and claim.decision.disposition == "WITHDRAWN":
            yield Problem("ActNotAllowed", act=scene.act, why="is_withdrawn", claim=claim.number)
        if asked_back:
            yield Problem("ActNotAllowed", act=scene.act, why="asks_back", claim=claim.number)
        yield from _missing(scene, "wrong", "right")
        return
    if (claim.stage is Stage.NOTIFIED and not asked_back) or not claim.paid_total:
        yield Problem("ActNotAllowed", act=scene.act, why="not_paid", claim=claim.number)
    yield from _missing(scene, "reason", "account")
    if body.get("reason", "") and body["reason"] not in scene.plan.return_reasons:
        yield Problem("BadActBody", field="reason", why="unknown", value=body["reason"])


def _missing(scene: Scene, *names: str) -> Refusals:
    for name in names:
        if not scene.body.get(name):
            yield Problem("BadActBody", field=name, why="missing")


def _open(claim: Claim, scene: Scene) -> Claim:
    kind, body = scene.body["kind"], scene.body
    said = {name: body.get(name, "") for name in ("wrong", "right", "reason", "account")}
    again = Reopening(kind, scene.day, body["ground"], claim.stage.value, **said)
    return claim.moved_to(Stage.IN_REVIEW, deciding=kind, reopened=again, proposal=None, opinion=None)


def evidence_until(claim: Claim, plan: Plan) -> dt.date | None:
    """The day until which new records open the claim again; None before its letter left."""
    sent = told_by(claim)
    if sent is None:
        return None
    days = sent.promised("new_evidence_days", plan.settings.new_evidence_days)
    return calendar_of(plan).due(korean_day(sent.issued_at), days)


def _evidence_refusals(scene: Scene) -> Refusals:
    """Records that came after the decision are no request for review: nobody objects, and the same two may look."""
    claim, body = scene.claim, scene.body
    until = evidence_until(claim, scene.plan)
    if claim.decision is None or until is None or claim.decision.kind == "RETURN_REQUEST":
        yield Problem("ActNotAllowed", act=scene.act, why="no_review", claim=claim.number)
        return
    if scene.date("date") > scene.day:
        yield Problem("BadActBody", field="date", why="in the future", value=body["date"])
    if scene.date("date") > until:
        yield Problem("ActNotAllowed", act=scene.act, why="evidence_late", claim=claim.number, until=until.isoformat())
    papers = [one["document"] for one in body["papers"]]
    if not papers or len(set(papers)) < len(papers) or not set(papers) <= set(claim.late_papers):
        yield Problem("ActNotAllowed", act=scene.act, why="no_late_papers", claim=claim.number)
    for one in body["papers"]:
        if one["kind"] not in scene.plan.proof_kinds:
            yield Problem("BadActBody", field="papers.kind", why="unknown", value=one["kind"])
    if not claim.lead or not claim.second:
        yield Problem("ActNotAllowed", act=scene.act, why="nobody_assigned", claim=claim.number)


def _on_evidence(claim: Claim, scene: Scene) -> Claim:
    """Decided anew on the application, with these records: the kind of the new decision is that of the first one."""
    taken = [one["document"] for one in scene.body["papers"]]
    later = 1 + max((paper.arrived for paper in claim.papers), default=0)
    papers = tuple(Paper(one["document"], one["kind"], later) for one in scene.body["papers"])
    claim = dataclasses.replace(
        claim,
        papers=claim.papers + papers,
        late_papers=tuple(document for document in claim.late_papers if document not in taken),
    )
    again = Reopening("NEW_EVIDENCE", scene.date("date"), scene.body["ground"], claim.stage.value)
    return claim.moved_to(Stage.IN_REVIEW, deciding="ORIGINAL", reopened=again, proposal=None, opinion=None)


ACTS = (
    Act(
        "request_review",
        "claim",
        {"date": date(), "ground": text(), "due": date(optional=True), "late": text(optional=True)},
        {"date": "2023-05-10", "ground": "평소 주간을 다시 보아 주십시오", "due": "2023-07-10"},
        roles=ANYONE,
        stages=REVIEWABLE,
        refuse=_review_refusals,
        on_claim=_review,
    ),
    Act(
        "withdraw_review",
        "claim",
        {"date": date(), "how": text()},
        {"date": "2023-06-01", "how": "전화로 이의신청 취하 의사 확인"},
        roles=ANYONE,
        stages=BEFORE_RESOLUTION | {Stage.APPEALED, Stage.PAYMENT_LISTED},
        while_held=True,
        refuse=_withdraw_refusals,
        on_claim=_withdraw,
    ),
    Act(
        "open_again",
        "claim",
        {
            "kind": word("CORRECTION", "RETURN_REQUEST"),
            "ground": text(),
            "wrong": text(optional=True),
            "right": text(optional=True),
            "reason": word(optional=True),
            "account": text(optional=True),
        },
        {"kind": "CORRECTION", "ground": "통지문의 상호 오기", "wrong": "하늘상회", "right": "하늘상점"},
        roles=frozenset({"SECRETARY", "CHAIR"}),
        stages=REOPENABLE,
        refuse=_open_refusals,
        on_claim=_open,
    ),
    Act(
        "open_on_evidence",
        "claim",
        {"date": date(), "ground": text(), "papers": many({"document": digest(), "kind": word()})},
        {
            "date": "2023-06-12",
            "ground": "10월 카드 매출 자료가 도착함",
            "papers": [{"document": "ab" * 32, "kind": "SLS"}],
        },
        roles=frozenset({"SECRETARY", "CHAIR", "MEMBER"}),
        stages=REOPENABLE,
        refuse=_evidence_refusals,
        on_claim=_on_evidence,
    ),
)
