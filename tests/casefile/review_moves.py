"""What people do to bring a claim from its receipt to its decision: moves of the days of work."""

import datetime as dt
from collections.abc import Iterator

from reviewer.casefile import standing
from reviewer.casefile.assignments import last_assigned_many
from reviewer.casefile.lanes import last_routed_many
from reviewer.desk.assigning import draw_of, own_draw
from reviewer.desk.triage import routing_of
from reviewer.rules.acts.quality import may_check
from reviewer.rules.asking import needed_lines
from reviewer.rules.assignment import Pair
from reviewer.rules.claim import Claim
from reviewer.rules.stage import Stage
from reviewer.rules.verdicts import blocking_checks
from tests.casefile.worked_case import Try, WorkedCase
from tests.rules.council_room import FACTORS, LATE

REVIEWERS = ["law-1", "ksf-1", "con-1", "kfme-1"]


def route(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    yield (
        days.someone(),
        "route_claim",
        claim.number,
        {"route": days.chance.choice(("INDIVIDUAL", "FLAT_50K", "NO_LOSS"))},
    )


def route_many(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    """What a query finds at once, a second look at one of them, and now and then the whole act taken back."""
    query = days.chance.choice((f'{{"where":{{"claim":"{claim.number}"}}}}', "{}"))
    yield "staff", "route_claims", "case", routing_of(
        days.room.conn, "staff", query, days.chance.choice(("NO_LOSS", "INDIVIDUAL", "USER")),
        days.chance.sample(days.claims, 4),
    )  # fmt: skip
    opinion = days.chance.choice(("AGREE", "SEND_BACK"))
    yield days.someone(), "look_again", claim.number, {"opinion": opinion, "note": "다시 봄"}
    last = last_routed_many(days.room.conn, "staff")
    if last is not None and days.chance.random() < 0.5:
        undo = {"entry": last.entry, "claims": list(last.standing) or [claim.number], "reason": "다시"}
        yield "staff", "take_back_routes", "case", undo


def assign(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    lead, second = days.chance.sample(REVIEWERS, 2)
    yield "sec", "assign", claim.number, {"lead": lead, "second": second}
    for member in (lead, second):
        ground = days.chance.choice(("NONE", "NONE", "NONE", "COI2"))
        yield member, "answer_conflict", claim.number, {"ground": ground}
    yield lead, "take_up", claim.number, {}


def assign_many(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    """Everything that waits is drawn, now and then with a line changed by hand, and now and then taken back."""
    found = draw_of(days.room.conn, "", away=days.chance.sample(REVIEWERS, 1))
    if not found.pairs:
        return
    number, pair = days.chance.choice(sorted(found.pairs.items()))
    changed = {number: Pair(pair.second, pair.lead)} if days.chance.random() < 0.3 else {}
    yield "sec", "assign_claims", "case", found.body(changed)
    member = days.chance.choice(REVIEWERS)
    own, body = own_draw(days.room.conn, member)
    if own:
        yield member, "draw_claim", own, body
    last = last_assigned_many(days.room.conn, "sec")
    if last is not None and days.chance.random() < 0.3:
        undo = {"entry": last.entry, "claims": list(last.standing) or [claim.number], "reason": "다시"}
        yield "sec", "take_back_assignments", "case", undo


def check_all(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    """A whole pass over the papers, now and then with a paper that is not in order."""
    plan = standing.plan_in_force(days.room.conn)
    spoiled = days.chance.random() < 0.3
    who = claim.lead or "staff"
    for paper in claim.papers:
        for check in plan.checks_of(paper.kind):
            result = "FAIL" if spoiled and days.chance.random() < 0.05 else "PASS"
            yield who, "record_check", claim.number, {"document": paper.document, "check": check.code, "result": result}
    for check in plan.checks_of("CLM"):
        yield who, "record_check", claim.number, {"check": check.code, "result": "PASS", "note": "확인"}


def check_one(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    plan = standing.plan_in_force(days.room.conn)
    if claim.papers:
        paper = days.chance.choice(claim.papers)
        check = days.chance.choice(plan.checks_of(paper.kind))
        result = days.chance.choice(("PASS", "FAIL", "UNCLEAR", "NA"))
        body = {"document": paper.document, "check": check.code, "result": result, "note": "메모"}
        yield days.chance.choice((claim.lead or "staff", "staff")), "record_check", claim.number, body
        kind = days.chance.choice(("SBC", "SLS", "OTH"))
        if days.chance.random() < 0.1:
            yield "staff", "classify_paper", claim.number, {"document": paper.document, "kind": kind}


def assess(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    outage = days.chance.choice((2_200_000, 3_900_000, 4_000_000))
    weeks = {"normal_week_from": "2022-10-01", "normal_week_sales": 4_000_000, "outage_week_sales": outage}
    yield claim.lead or "law-1", "assess", claim.number, {**FACTORS, **weeks}


def record_sales(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    if days.chance.random() < 0.1:
        paper = days.chance.choice(claim.papers).document if claim.papers else ""
        bound = {
            "places": {"2022-10-15": {"document": paper, "sheet": 1, "box": [5, 4, 5, 4]}},
            "papers": {paper: {"source": "POS", "vat": "EXCLUDED"}},
        }  # fmt: skip
        yield claim.lead or "law-1", "record_sales", claim.number, {
            "source": "CARD", "vat": "INCLUDED", "days": {"2022-10-15": 180_000}, "closed": ["2022-10-16"],
            **(bound if paper else {}),
        }  # fmt: skip


def propose(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    award = claim.assessment.calculated_award if claim.assessment else 0
    if claim.deciding == "RETURN_REQUEST" and claim.decision is not None:
        back = {"award": claim.paid_total, "award_basis": "CALCULATED", "reasons": [], "note": "중복"}
        yield (
            claim.lead or "law-1",
            "propose_decision",
            claim.number,
            {"disposition": claim.decision.disposition, **back},
        )
    for disposition, code in (("APPROVED_FULL", "A01"), ("CONVERTED_FIXED", "A03"), ("NOT_APPROVED", "N01"),
                              ("REFERRED", "")):  # fmt: skip
        reasons = [{"code": code}] if code else []
        given = {"award": award if disposition in ("APPROVED_FULL", "CONVERTED_FIXED") else 0, "reasons": reasons}
        wanted = {"disposition": disposition, "award_basis": "CALCULATED", "note": "안", **given}
        yield claim.lead or "law-1", "propose_decision", claim.number, wanted


def second(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    plan = standing.plan_in_force(days.room.conn)
    redone = [
        {"check": check.code, "result": answer.result} | ({"document": document} if document else {})
        for document, check, answer in blocking_checks(claim, plan)
        if answer
    ]
    opinion = days.chance.choice(("AGREE", "AGREE", "AGREE", "SEND_BACK", "DIFFER"))
    award = claim.proposal.calculated_award if claim.proposal else 0
    body = {"opinion": opinion, "calculated_award": award, "redone": redone, "note": "의견"}
    yield claim.second or "ksf-1", "check_decision", claim.number, body


def blind(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    """Both reviewers record an opinion without seeing the other's; now and then they differ, or write twice."""
    yield "sec", "set_blind", claim.number, {"blind": days.chance.choice(("YES", "YES", "NO"))}
    yield from assign(days, claim)
    claim = days.room.claim(claim.number)
    yield from check_all(days, claim)
    claim, plan = days.room.claim(claim.number), standing.plan_in_force(days.room.conn)
    redone = [
        {"check": check.code, "result": answer.result} | ({"document": document} if document else {})
        for document, check, answer in blocking_checks(claim, plan)
        if answer
    ]
    weeks = {"normal_week_from": "2022-10-01", "normal_week_sales": 4_000_000, "outage_week_sales": 2_200_000}
    paid = {"disposition": "APPROVED_FULL", "award": 258_660, "reasons": [{"code": "A01"}]}
    paid["calculation"] = {**FACTORS, **weeks}
    refused = {"disposition": "NOT_APPROVED", "award": 0, "reasons": [{"code": "N01"}],
               "calculation": {**FACTORS, **weeks, "outage_week_sales": 4_000_000}}  # fmt: skip
    for who in days.chance.sample((claim.lead or "law-1", claim.second or "ksf-1"), 2):
        body = days.chance.choice((paid, paid, refused))
        yield (
            who,
            "record_opinion",
            claim.number,
            {**body, "award_basis": "CALCULATED", "redone": redone, "note": "의견"},
        )


def meeting(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    number = days.chance.choice((1, 1, 1, 2))
    subject, vote = f"meeting:{number}", days.vote(number)
    today = days.room.at.date()
    notice = {"date": today.isoformat(), "notified_on": (today - dt.timedelta(days=7)).isoformat()}
    yield "sec", "convene_meeting", subject, {**notice, "place": "영상회의"}
    which = days.chance.choice(("CONSENT", "DISCUSSION"))
    yield "sec", "put_on_agenda", subject, {"claims": [claim.number], "list": which, **LATE}
    if days.chance.random() < 0.2:
        yield "con-1", "pull_out", claim.number, {"note": "논의"}
    letters = {"letters": {claim.number: days.letter()}} if vote["result"] == "PASSED" else {}
    yield "sec", "resolve", subject, {"claims": [claim.number], **vote, **letters}
    if number == 2:
        yield "sec", "close_meeting", subject, {}


def fixed_list(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    drawn = standing.read_case(days.room.conn).lists
    number, vote = len(drawn) + 1, days.vote()
    ready = [one for one in days.claims if days.room.claim(one).stage is Stage.FIXED_READY]
    if not ready:
        return
    yield "sec", "draw_up_fixed_list", "meeting:1", {"list": number, "claims": ready, **LATE}
    yield "ksf-1", "check_fixed_list", "meeting:1", {"list": number, "note": "확인"}
    if days.chance.random() < 0.3:
        yield "law-1", "pull_line", "meeting:1", {"list": number, "claims": ready[:1], "reason": "예금주"}
        ready = ready[1:]
    head, _, first = days.letter().rpartition("-")
    letters = {one: f"{head}-{int(first) + place:04d}" for place, one in enumerate(ready)}
    more = {"letters": letters} if vote["result"] == "PASSED" else {}
    yield "sec", "adopt_fixed_list", "meeting:1", {"list": number, "claims": ready, **vote, **more}


def leave_fixed(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    """A claimant on the fixed path asks for individual review, and now and then lets go of it; another would choose."""
    today = days.room.at.date().isoformat()
    asks = {"date": today, "claimed_loss": days.chance.choice((400_000, 1_800_000)), "ground": "자료를 냄"}
    yield "staff", "request_individual", claim.number, asks
    if days.chance.random() < 0.4:
        yield days.someone(), "keep_fixed", claim.number, {"note": "그대로 받기로 함"}
    yield "staff", "choose_fixed", claim.number, {"date": today, "how": "전화"}


def supplement(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    plan = standing.plan_in_force(days.room.conn)
    lines = [{"kind": line.kind, "reason": line.reason} for line in needed_lines(claim, plan)]
    due = (days.room.at + dt.timedelta(days=15)).date()
    lines = lines or [{"kind": "SLS", "reason": "R06"}]
    if days.chance.random() < 0.4:
        body = {"items": lines, "due": due.isoformat(), "letter_no": days.letter()}
        yield claim.lead or "staff", "request_supplement", claim.number, body
    if days.chance.random() < 0.2:
        later = (due + dt.timedelta(days=14)).isoformat()
        yield "staff", "extend_supplement", claim.number, {"due": later, "letter_no": days.letter()}
        yield "staff", "remind_supplement", claim.number, {"letter_no": days.letter()}
    if days.chance.random() < 0.2:
        days.room.at += dt.timedelta(days=60)
        yield "staff", "expire_supplement", claim.number, {}
    if days.chance.random() < 0.5:
        document = f"{days.chance.getrandbits(256):064x}"
        days.room.deliver(document)
        yield "staff", "receive_papers", claim.number, {"papers": [{"document": document, "kind": "SLS"}]}


def answer(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    if claim.decision is None:
        return
    if days.chance.random() < 0.2:
        yield days.chance.choice(("sec", "law-1")), "take_back_resolution", claim.number, {"reason": "잘못 옮김"}
    roster = standing.read_case(days.room.conn).roster
    checkers = [one.id for one in roster.values() if may_check(claim, one)]
    if days.chance.random() < 0.9:
        found = days.chance.choice(
            ({"outcome": "FINE"}, {"outcome": "REOPEN", "deficiencies": ["Q03"], "note": "수치"})
        )
        yield days.chance.choice(checkers or ["con-1"]), "check_quality", claim.number, found
    files = {"ko": f"{days.chance.getrandbits(256):064x}"}
    letter = {"letter_no": claim.decision.letter_no, "kind": "DECISION", "files": files}
    yield "sec", "issue_letter", claim.number, letter
    on = (days.room.at.date() - dt.timedelta(days.chance.choice((0, 0, 1)))).isoformat()
    step = {"letter_no": claim.decision.letter_no, "way": "REGISTERED", "result": "SENT", "on": on}
    yield days.someone(), "record_delivery", claim.number, step
    for told in [one for letter in days.room.claim(claim.number).letters for one in letter.deliveries][-1:]:
        result = days.chance.choice(("DELIVERED", "RETURNED", "MISTAKEN"))
        yield "staff", "record_delivery", claim.number, {**step, "result": result, "corrects": told.entry}
    batch = {"batch": f"b{days.chance.randrange(10**6)}", "claims": [claim.number]}
    award = claim.decision.award
    yield "sec", "list_payments", "case", {**batch, "amounts": {claim.number: award}}
    copy = next((paper.document for paper in claim.papers if paper.kind == "BNK"), "ab" * 32)
    result = days.chance.choice(("PAID", "FAILED"))
    paid = {"claim": claim.number, "result": result, "amount": award, "reason": "계좌"}
    yield "sec", "record_payments", "case", {**batch, "results": [paid]}
    yield "staff", "fix_account", claim.number, {"account": "국민 123456-78-901234", "document": copy}
    yield "law-1", "confirm_account", claim.number, {}
    if days.chance.random() < 0.3:
        yield "sec", "close_claim", claim.number, {}
