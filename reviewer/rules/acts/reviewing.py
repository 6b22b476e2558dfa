"""Acts of the review: route, assign, conflicts, checks, sales weeks, calculation, asking for more evidence."""

import dataclasses
import datetime as dt

from reviewer.rules.acts.shape import (
    ANYONE,
    MEMBERS,
    Act,
    Field,
    Refusals,
    Scene,
    by_key,
    count,
    date,
    digest,
    many,
    rate,
    record,
    text,
    won,
    word,
)
from reviewer.rules.claim import (
    BEFORE_RESOLUTION,
    Answer,
    Claim,
    Sales,
    Stage,
    Supplement,
    SupplementItem,
)
from reviewer.rules.damage import compare
from reviewer.rules.problem import Problem
from reviewer.rules.reckoning import reckon
from reviewer.rules.verdicts import with_verdicts

ROUTES = (
    "FLAT_30K", "FLAT_50K", "INDIVIDUAL", "NO_LOSS", "AFFILIATE", "USER", "LARGER_FIRM", "DUPLICATE",
    "LATE", "NEEDS_CONTACT",
)  # fmt: skip
OPEN = frozenset({Stage.RECEIVED, Stage.ROUTED, Stage.ASSIGNED, Stage.IN_REVIEW, Stage.FIXED_READY})
REVIEWING = frozenset({Stage.IN_REVIEW})
PAPER_WORK = frozenset({Stage.ROUTED, Stage.ASSIGNED, Stage.IN_REVIEW, Stage.FIXED_READY, Stage.SUPPLEMENT_RECEIVED})


def _route(claim: Claim, scene: Scene) -> Claim:
    marks = claim.marks - {"loss_unknown"} | set(scene.body.get("marks", ()))
    to = claim if claim.stage is Stage.ROUTED else claim.moved_to(Stage.ROUTED)
    return with_verdicts(
        dataclasses.replace(to, route=scene.body["route"], marks=frozenset(marks), lead="", second=""),
        scene.plan,
    )


def _assign_refusals(scene: Scene) -> Refusals:
    roster = scene.case.roster
    lead, second = (roster.get(scene.body[who]) for who in ("lead", "second"))
    for who, member in (("lead", lead), ("second", second)):
        if member is None or member.role not in MEMBERS:
            yield Problem("NotYourRole", act="assign", author=scene.body[who], role=member.role if member else "")
    if lead is None or second is None:
        return
    if lead.id == second.id:
        yield Problem("SamePerson", act="assign", author=lead.id)
    elif lead.body == second.body:
        yield Problem("ActNotAllowed", act="assign", why="same_body", body=lead.body)
    for claim in scene.claims.values():
        if claim.route != "INDIVIDUAL":
            yield Problem("ActNotAllowed", act="assign", why="not_individual", claim=claim.number)
        for member in (lead, second):
            if claim.is_recused(member.id):
                yield Problem("Recused", claim=claim.number, ground=claim.conflicts[member.id])


def _assign(claim: Claim, scene: Scene) -> Claim:
    return claim.moved_to(Stage.ASSIGNED, lead=scene.body["lead"], second=scene.body["second"])


def _conflict_refusals(scene: Scene) -> Refusals:
    ground = scene.body["ground"]
    if ground != "NONE" and ground not in scene.plan.grounds:
        yield Problem("BadActBody", field="ground", why="unknown", value=ground)
    if scene.claim.is_recused(scene.author) and ground == "NONE":
        yield Problem("Recused", claim=scene.claim.number, ground=scene.claim.conflicts[scene.author])


def _conflict(claim: Claim, scene: Scene) -> Claim:
    """Stepping aside frees the seat at the claim; the fact stays visible."""
    ground = scene.body["ground"]
    changed = dataclasses.replace(claim, conflicts={**claim.conflicts, scene.author: ground})
    if ground == "NONE" or scene.author not in (claim.lead, claim.second):
        return changed
    who = "lead" if scene.author == claim.lead else "second"
    changed = dataclasses.replace(changed, **{who: ""})  # type: ignore[arg-type]
    if claim.stage in (Stage.ASSIGNED, Stage.IN_REVIEW):
        changed = changed.moved_to(Stage.ROUTED, lead="", second="")
    return changed


def _lead_only(scene: Scene) -> Refusals:
    if scene.author != scene.claim.lead:
        yield Problem("NotYourRole", act=scene.act, author=scene.author, role=scene.member.role)


def conflict_unanswered(scene: Scene) -> Refusals:
    """The first opening for decision asks once whether there is a conflict (domain.md 5.3)."""
    if scene.author not in scene.claim.conflicts:
        yield Problem("ActNotAllowed", act=scene.act, why="conflict_unanswered", claim=scene.claim.number)


def _take_up_refusals(scene: Scene) -> Refusals:
    yield from _lead_only(scene)
    yield from conflict_unanswered(scene)


def _take_up(claim: Claim, scene: Scene) -> Claim:
    return claim.moved_to(Stage.IN_REVIEW, proposal=None, opinion=None)


def may_check(claim: Claim, scene: Scene) -> bool:
    """The lead checks papers; staff and the secretary may do so before, and on the fixed path anyone may."""
    return scene.author == claim.lead or claim.is_fixed or scene.member.role in ("STAFF", "SECRETARY")


def _check_refusals(scene: Scene) -> Refusals:
    claim, body = scene.claim, scene.body
    if not may_check(claim, scene):
        yield Problem("NotYourRole", act=scene.act, author=scene.author, role=scene.member.role)
    if "document" in body:
        kind = claim.paper(body["document"]).kind
        checks = {check.code: check for check in scene.plan.checks_of(kind)}
    else:
        checks = {check.code: check for check in scene.plan.checks_of("CLM")}
    if body["check"] not in checks:
        yield Problem("BadActBody", field="check", why="unknown", value=body["check"])
        return
    allowed = checks[body["check"]].reasons
    reason = body.get("reason", "")
    if reason and reason != "OTHER" and reason not in allowed:
        yield Problem("BadActBody", field="reason", why="not one of " + " ".join(allowed), value=reason)
    if reason == "OTHER" and not body.get("note"):
        yield Problem("BadActBody", field="note", why="missing")


def _record_check(claim: Claim, scene: Scene) -> Claim:
    body = scene.body
    answer = Answer(body["result"], scene.author, scene.uid, body.get("reason", ""), body.get("note", ""))
    if "document" not in body:
        return dataclasses.replace(claim, findings={**claim.findings, body["check"]: answer})
    papers = tuple(
        dataclasses.replace(paper, answers={**paper.answers, body["check"]: answer})
        if paper.document == body["document"]
        else paper
        for paper in claim.papers
    )
    return with_verdicts(dataclasses.replace(claim, papers=papers), scene.plan)


def _classify_refusals(scene: Scene) -> Refusals:
    scene.claim.paper(scene.body["document"])
    if scene.body["kind"] not in scene.plan.proof_kinds:
        yield Problem("BadActBody", field="kind", why="unknown", value=scene.body["kind"])


def _classify(claim: Claim, scene: Scene) -> Claim:
    """A paper of another kind has another list, so only answers to the generic checks stay."""
    generic = {check.code for check in scene.plan.generic_checks}
    papers = tuple(
        dataclasses.replace(
            paper,
            kind=scene.body["kind"],
            answers={code: answer for code, answer in paper.answers.items() if code in generic},
        )
        if paper.document == scene.body["document"]
        else paper
        for paper in claim.papers
    )
    return with_verdicts(dataclasses.replace(claim, papers=papers), scene.plan)


def _sales(claim: Claim, scene: Scene) -> Claim:
    body = scene.body
    sales = Sales(
        body["source"],
        body["vat"],
        dict(body["days"]),
        tuple(body.get("closed", ())),
        body.get("document", ""),
    )
    return dataclasses.replace(claim, sales=sales, assessment=None)


def _sales_refusals(scene: Scene) -> Refusals:
    yield from _lead_only(scene)
    first, last = scene.plan.window
    for day in (*scene.body["days"], *scene.body.get("closed", ())):
        try:
            inside = first <= dt.date.fromisoformat(day) <= last
        except ValueError:
            inside = False
        if not inside:
            yield Problem("BadActBody", field=f"days.{day}", why="outside the window", value=day)


def _assess_refusals(scene: Scene) -> Refusals:
    yield from _lead_only(scene)
    yield from conflict_unanswered(scene)
    try:
        assessed = reckon(scene.body, scene.plan, scene.author, scene.uid)
    except ValueError as fault:
        yield Problem("BadActBody", field="factors", why=str(fault))
        return
    sales = scene.claim.sales
    if sales is not None:
        weeks = compare(
            {dt.date.fromisoformat(day): amount for day, amount in sales.days.items()},
            closed=frozenset(dt.date.fromisoformat(day) for day in sales.closed),
            holidays=scene.plan.holidays,
            outage_week=scene.plan.outage_week,
            window=scene.plan.window,
            chosen=assessed.normal_week_from,
        )
        if (weeks.normal_week_sales, weeks.outage_week_sales) != (
            assessed.normal_week_sales,
            assessed.outage_week_sales,
        ):
            yield Problem(
                "AmountDiffers",
                what="weeks",
                given=f"{assessed.normal_week_sales}, {assessed.outage_week_sales}",
                found=f"{weeks.normal_week_sales}, {weeks.outage_week_sales}",
            )


def _assess(claim: Claim, scene: Scene) -> Claim:
    return dataclasses.replace(claim, assessment=reckon(scene.body, scene.plan, scene.author, scene.uid))


def _supplement_refusals(scene: Scene) -> Refusals:
    claim, plan = scene.claim, scene.plan
    if len(claim.supplements) >= plan.settings.supplement_rounds:
        yield Problem("ActNotAllowed", act=scene.act, why="rounds_used_up", claim=claim.number)
    if not claim.is_fixed:
        yield from _lead_only(scene)
    if claim.stage is Stage.ROUTED and not claim.is_fixed:
        yield Problem("StageForbids", claim=claim.number, stage=claim.stage.value, wanted=scene.act)
    for item in scene.body["items"]:
        if item["reason"] not in plan.supplement_reasons:
            yield Problem("BadActBody", field="items.reason", why="unknown", value=item["reason"])
    if scene.date("due") <= scene.day:
        yield Problem("BadActBody", field="due", why="not in the future", value=scene.body["due"])
    if not scene.case.number_is_free("letter", scene.body["letter_no"]):
        yield Problem("BadActBody", field="letter_no", why="used", value=scene.body["letter_no"])


def _supplement(claim: Claim, scene: Scene) -> Claim:
    body = scene.body
    items = tuple(
        SupplementItem(item["kind"], item["reason"], item.get("document", ""), item.get("check", ""))
        for item in body["items"]
    )
    asked = Supplement(len(claim.supplements) + 1, items, scene.day, scene.date("due"), body["letter_no"])
    return claim.moved_to(Stage.SUPPLEMENT_REQUESTED, supplements=(*claim.supplements, asked))


def _extend_refusals(scene: Scene) -> Refusals:
    last = scene.claim.supplements[-1]
    if last.extended:
        yield Problem("ActNotAllowed", act=scene.act, why="extended_once", claim=scene.claim.number)
    if scene.date("due") <= last.due:
        yield Problem("BadActBody", field="due", why="not later", value=scene.body["due"])


def _extend(claim: Claim, scene: Scene) -> Claim:
    last = dataclasses.replace(claim.supplements[-1], due=scene.date("due"), extended=True)
    return dataclasses.replace(claim, supplements=(*claim.supplements[:-1], last))


def _expire_refusals(scene: Scene) -> Refusals:
    due = scene.claim.supplements[-1].due
    if scene.day <= due:
        yield Problem("ActNotAllowed", act=scene.act, why="not_due", due=due.isoformat())


def _expire(claim: Claim, scene: Scene) -> Claim:
    last = dataclasses.replace(claim.supplements[-1], state="EXPIRED")
    gone = claim.moved_to(Stage.SUPPLEMENT_EXPIRED, supplements=(*claim.supplements[:-1], last))
    return with_verdicts(gone, scene.plan)


def _hold(claim: Claim, scene: Scene) -> Claim:
    return dataclasses.replace(claim, hold=scene.body["reason"])


def _hold_refusals(scene: Scene) -> Refusals:
    if scene.body["reason"] not in scene.plan.hold_reasons:
        yield Problem("BadActBody", field="reason", why="unknown", value=scene.body["reason"])


def _release(claim: Claim, scene: Scene) -> Claim:
    return dataclasses.replace(claim, hold="")


def _release_refusals(scene: Scene) -> Refusals:
    if not scene.claim.hold:
        yield Problem("ActNotAllowed", act=scene.act, why="not_held", claim=scene.claim.number)


FACTOR = record(
    True,
    value=rate(),
    source_type=word("OWN_EVIDENCE", "STANDARD_TABLE", "COUNCIL_RULE"),
    source_ref=Field("word"),
)
_FACTOR_EXAMPLE = {"value": "0.124", "source_type": "STANDARD_TABLE", "source_ref": "2021"}
_ITEM = {"kind": word(), "reason": word(), "document": digest(optional=True), "check": word(optional=True)}

ACTS = (
    Act(
        "route_claim",
        "claim",
        {"route": word(*ROUTES), "marks": many(word(), optional=True), "note": text(optional=True)},
        {"route": "INDIVIDUAL", "note": "자료상 손실 620,000원"},
        stages=OPEN,
        on_claim=_route,
    ),
    Act(
        "assign",
        "claim",
        {"lead": word(), "second": word()},
        {"lead": "law-1", "second": "ksf-1"},
        roles=frozenset({"SECRETARY", "CHAIR"}),
        stages=frozenset({Stage.ROUTED, Stage.ASSIGNED, Stage.IN_REVIEW}),
        refuse=_assign_refusals,
        on_claim=_assign,
    ),
    Act(
        "answer_conflict",
        "claim",
        {"ground": word(), "note": text(optional=True)},
        {"ground": "NONE"},
        roles=MEMBERS,
        while_held=True,
        by_recused=True,
        refuse=_conflict_refusals,
        on_claim=_conflict,
    ),
    Act(
        "take_up",
        "claim",
        {},
        {},
        roles=MEMBERS,
        stages=frozenset(
            {
                Stage.ASSIGNED,
                Stage.RETURNED,
                Stage.SUPPLEMENT_RECEIVED,
                Stage.SUPPLEMENT_EXPIRED,
                Stage.PROPOSED,
                Stage.DEFERRED,
            }
        ),
        refuse=_take_up_refusals,
        on_claim=_take_up,
    ),
    Act(
        "classify_paper",
        "claim",
        {"document": digest(), "kind": word()},
        {"document": "ab" * 32, "kind": "BRC"},
        stages=PAPER_WORK,
        refuse=_classify_refusals,
        on_claim=_classify,
    ),
    Act(
        "record_check",
        "claim",
        {
            "check": word(),
            "result": word("PASS", "FAIL", "UNCLEAR", "NA"),
            "document": digest(optional=True),
            "reason": word(optional=True),
            "note": text(optional=True),
        },
        {"document": "ab" * 32, "check": "SBC4", "result": "FAIL", "reason": "R04"},
        stages=PAPER_WORK,
        refuse=_check_refusals,
        on_claim=_record_check,
    ),
    Act(
        "record_sales",
        "claim",
        {
            "source": word(),
            "vat": word("INCLUDED", "EXCLUDED", "UNKNOWN"),
            "days": by_key(won()),
            "closed": many(date(), optional=True),
            "document": digest(optional=True),
        },
        {"source": "CARD", "vat": "INCLUDED", "days": {"2022-10-15": 180000}, "closed": ["2022-10-16"]},
        roles=MEMBERS,
        stages=REVIEWING,
        refuse=_sales_refusals,
        on_claim=_sales,
    ),
    Act(
        "assess",
        "claim",
        {
            "normal_week_from": date(),
            "normal_week_sales": won(),
            "outage_week_sales": won(),
            "method": word("A", "B", optional=True),
            "profit_rate": FACTOR,
            "alt_factor": FACTOR,
            "share_factor": FACTOR,
            "labour_ratio": rate(optional=True),
            "rent_ratio": rate(optional=True),
            "offsets": many({"amount": won(), "reason": word()}, optional=True),
        },
        {
            "normal_week_from": "2022-10-01",
            "normal_week_sales": 4_000_000,
            "outage_week_sales": 2_200_000,
            "profit_rate": _FACTOR_EXAMPLE,
            "alt_factor": {"value": "1.00", "source_type": "COUNCIL_RULE", "source_ref": "대체 서비스 없음"},
            "share_factor": {"value": "0.958", "source_type": "STANDARD_TABLE", "source_ref": "WiseApp"},
        },
        roles=MEMBERS,
        stages=REVIEWING,
        refuse=_assess_refusals,
        on_claim=_assess,
    ),
    Act(
        "request_supplement",
        "claim",
        {"items": many(_ITEM), "due": date(), "letter_no": word()},
        {"items": [{"kind": "SLS", "reason": "R06"}], "due": "2023-03-20", "letter_no": "2023-A-0001"},
        stages=frozenset({Stage.IN_REVIEW, Stage.ROUTED, Stage.FIXED_READY}),
        refuse=_supplement_refusals,
        on_claim=_supplement,
        on_case=lambda case, scene: case.with_number("letter", scene.body["letter_no"]),
    ),
    Act(
        "extend_supplement",
        "claim",
        {"due": date()},
        {"due": "2023-04-03"},
        roles=ANYONE,
        stages=frozenset({Stage.SUPPLEMENT_REQUESTED}),
        refuse=_extend_refusals,
        on_claim=_extend,
    ),
    Act(
        "expire_supplement",
        "claim",
        {},
        {},
        stages=frozenset({Stage.SUPPLEMENT_REQUESTED}),
        refuse=_expire_refusals,
        on_claim=_expire,
    ),
    Act(
        "hold",
        "claim",
        {"reason": word(), "note": text(optional=True)},
        {"reason": "LITIGATION"},
        stages=BEFORE_RESOLUTION,
        refuse=_hold_refusals,
        on_claim=_hold,
    ),
    Act(
        "release",
        "claim",
        {"note": text()},
        {"note": "소송이 끝남"},
        while_held=True,
        refuse=_release_refusals,
        on_claim=_release,
    ),
    Act(
        "write_note",
        "claim",
        {"note": text(), "document": digest(optional=True), "page": count(optional=True)},
        {"note": "가맹점명이 상호와 다름"},
        while_held=True,
    ),
)
