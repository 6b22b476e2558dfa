"""Days of work at random: acts of every kind are tried on a real case, and those that are legal are done."""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from typing import Any

from reviewer.casefile import journal, proofs, standing
from reviewer.casefile.assignments import last_assigned_many
from reviewer.casefile.erasure import claims_holding
from reviewer.casefile.lanes import last_routed_many
from reviewer.desk.assigning import draw_of, own_draw
from reviewer.desk.triage import routing_of
from reviewer.rules.acts.quality import may_check
from reviewer.rules.acts.reopening import answer_by
from reviewer.rules.asking import needed_lines
from reviewer.rules.assignment import Pair
from reviewer.rules.claim import Claim
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage
from reviewer.rules.verdicts import blocking_checks
from tests.casefile.case_room import PLAN, CaseRoom, fact_row, store_delivery
from tests.rules.council_room import FACTORS, LATE, ROSTER, SEATED

Try = tuple[str, str, str, dict[str, Any]]
PEOPLE = [name for name, *_ in ROSTER]
REVIEWERS = ["law-1", "ksf-1", "con-1", "kfme-1"]


class WorkingDays:
    """A founded case with claims of three routes, and a source of chance."""

    def __init__(self, room: CaseRoom, seed: int) -> None:
        self.room = room
        self.chance = random.Random(seed)
        self.claims = [f"2023-{number:06d}" for number in range(1, 7)]
        room.take_in(*self.claims[:4])
        room.take_in(*self.claims[4:], route="FLAT_50K", start=10)
        self.later = "cd" * 32
        with room.case_file.writing() as conn:
            row = fact_row(1, "later", relation="CHANGE", other=self.claims[0], phone="01099998888", claimed_loss=9)
            body = store_delivery(conn, self.later, [row], [])
        room.do("sec", "take_in", f"delivery:{self.later}", body)
        room.adopt_rules()
        self.done = 0

    def work(self, tries: int) -> None:
        """Try so many acts; the journal keeps the legal ones."""
        for _ in range(tries):
            self.room.at += dt.timedelta(hours=self.chance.choice((0, 1, 20)))
            move = self.chance.choice(MOVES)
            claim = self.room.claim(self.chance.choice(self.claims))
            for who, act, subject, body in move(self, claim):
                try:
                    self.room.do(who, act, subject, body)
                    self.done += 1
                except Problem:
                    pass

    def someone(self) -> str:
        return self.chance.choice(PEOPLE)

    def letter(self) -> str:
        return standing.read_case(self.room.conn).next_number("letter", 2023, "A", 4)

    def vote(self, meeting: int = 1) -> dict[str, Any]:
        votes = {member: self.chance.choice(("FOR", "FOR", "FOR", "AGAINST", "ABSENT")) for member in SEATED}
        number = standing.read_case(self.room.conn).next_number("resolution", 2023, "A", 3)
        result = self.chance.choice(("PASSED", "PASSED", "NOT_PASSED"))
        held = standing.read_case(self.room.conn).meeting(meeting)
        day = {"meeting_date": held.date.isoformat() if held else "2023-04-20"}
        return {"votes": votes, "result": result, **({"resolution_no": number} if result == "PASSED" else {}), **day}


Move = Callable[[WorkingDays, Claim], Iterator[Try]]


def route(days: WorkingDays, claim: Claim) -> Iterator[Try]:
    yield (
        days.someone(),
        "route_claim",
        claim.number,
        {"route": days.chance.choice(("INDIVIDUAL", "FLAT_50K", "NO_LOSS"))},
    )


def route_many(days: WorkingDays, claim: Claim) -> Iterator[Try]:
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


def assign(days: WorkingDays, claim: Claim) -> Iterator[Try]:
    lead, second = days.chance.sample(REVIEWERS, 2)
    yield "sec", "assign", claim.number, {"lead": lead, "second": second}
    for member in (lead, second):
        ground = days.chance.choice(("NONE", "NONE", "NONE", "COI2"))
        yield member, "answer_conflict", claim.number, {"ground": ground}
    yield lead, "take_up", claim.number, {}


def assign_many(days: WorkingDays, claim: Claim) -> Iterator[Try]:
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


def check_all(days: WorkingDays, claim: Claim) -> Iterator[Try]:
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


def check_one(days: WorkingDays, claim: Claim) -> Iterator[Try]:
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


def assess(days: WorkingDays, claim: Claim) -> Iterator[Try]:
    outage = days.chance.choice((2_200_000, 3_900_000, 4_000_000))
    weeks = {"normal_week_from": "2022-10-01", "normal_week_sales": 4_000_000, "outage_week_sales": outage}
    yield claim.lead or "law-1", "assess", claim.number, {**FACTORS, **weeks}


def record_sales(days: WorkingDays, claim: Claim) -> Iterator[Try]:
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


def propose(days: WorkingDays, claim: Claim) -> Iterator[Try]:
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


def second(days: WorkingDays, claim: Claim) -> Iterator[Try]:
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


def blind(days: WorkingDays, claim: Claim) -> Iterator[Try]:
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


def meeting(days: WorkingDays, claim: Claim) -> Iterator[Try]:
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


def fixed_list(days: WorkingDays, claim: Claim) -> Iterator[Try]:
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


def leave_fixed(days: WorkingDays, claim: Claim) -> Iterator[Try]:
    """A claimant on the fixed path asks for individual review, and now and then lets go of it; another would choose."""
    today = days.room.at.date().isoformat()
    asks = {"date": today, "claimed_loss": days.chance.choice((400_000, 1_800_000)), "ground": "자료를 냄"}
    yield "staff", "request_individual", claim.number, asks
    if days.chance.random() < 0.4:
        yield days.someone(), "keep_fixed", claim.number, {"note": "그대로 받기로 함"}
    yield "staff", "choose_fixed", claim.number, {"date": today, "how": "전화"}


def supplement(days: WorkingDays, claim: Claim) -> Iterator[Try]:
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


def answer(days: WorkingDays, claim: Claim) -> Iterator[Try]:
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


def hold(days: WorkingDays, claim: Claim) -> Iterator[Try]:
    yield days.someone(), "hold", claim.number, {"reason": "H01", "note": "소송"}
    if days.chance.random() < 0.9:
        yield days.someone(), "release", claim.number, {"note": "끝남"}


def take_back(days: WorkingDays, claim: Claim) -> Iterator[Try]:
    own = [entry for entry in journal.entries_of(days.room.conn, claim.number) if entry.act != "take_back"]
    for entry in own[-2:]:
        body = {"entry": entry.uid, "undone": entry.act, "reason": "잘못 누름"}
        yield entry.author, "take_back", claim.number, body


def council(days: WorkingDays, claim: Claim) -> Iterator[Try]:
    if days.chance.random() < 0.3:
        yield (
            "sec",
            "adopt_plan",
            "case",
            {"text": PLAN.replace("floor = 50000", f"floor = {days.chance.choice((30, 70))}000")},
        )
        for waiting in standing.read_case(days.room.conn).waiting:
            yield "law-1", f"confirm_{waiting.what.lower()}", "case", {"entry": waiting.entry}
        yield "sec", "adopt_rules", "meeting:1", days.vote()
    if days.chance.random() < 0.2:
        yield "sec", "change_roster", "case", {"roster": days.room.roster()}
    if days.chance.random() < 0.2:
        yield "sec", "elect_chair", "meeting:1", {**days.vote(), "chair": "law-1"}


def look(days: WorkingDays, claim: Claim) -> Iterator[Try]:
    who = days.someone()
    role = "LEAD" if who == claim.lead else "SECOND" if who == claim.second else "OTHER"
    yield who, "open_claim", claim.number, {"role": role}
    yield days.someone(), "unmask", claim.number, {"fields": ["phone"], "reason": "전화 확인"}
    yield days.someone(), "write_note", claim.number, {"note": "메모"}
    yield days.someone(), "export", "case", {"what": "FIND", "count": 1, "masked": "YES"}


def link(days: WorkingDays, claim: Claim) -> Iterator[Try]:
    fields = days.chance.sample(["phone", "address", "claimed_loss"], 2)
    change = {"delivery": days.later, "row": 1, "relation": "CHANGE", "accept": days.chance.random() < 0.7}
    yield "staff", "confirm_link", claim.number, {**change, "fields": fields, "claimed_loss": 9}


def whole_road(days: WorkingDays, claim: Claim) -> Iterator[Try]:
    """From the desk to the resolution without a hitch; `do` what comes next from where the claim then stands."""
    number, room = claim.number, days.room
    lead, second_reviewer = "law-1", "ksf-1"
    yield "sec", "route_claim", number, {"route": "INDIVIDUAL"}
    yield "sec", "assign", number, {"lead": lead, "second": second_reviewer}
    for member in (lead, second_reviewer):
        yield member, "answer_conflict", number, {"ground": "NONE"}
    yield lead, "take_up", number, {}
    plan = standing.plan_in_force(room.conn)
    for paper in room.claim(number).papers:
        for check in plan.checks_of(paper.kind):
            body = {"document": paper.document, "check": check.code, "result": "PASS", "note": "확인"}
            yield lead, "record_check", number, body
    for check in plan.checks_of("CLM"):
        yield lead, "record_check", number, {"check": check.code, "result": "PASS", "note": "확인"}
    for step in (assess, propose, second, meeting):
        yield from step(days, room.claim(number))


def reopen(days: WorkingDays, claim: Claim) -> Iterator[Try]:
    if days.chance.random() < 0.5:
        yield "staff", "request_review", claim.number, {"date": days.room.at.date().isoformat(), "ground": "다시"}
    else:
        slip = {"kind": "CORRECTION", "ground": "오기", "wrong": "하늘상회", "right": "하늘상점"}
        back = {"kind": "RETURN_REQUEST", "ground": "중복", "reason": "DOUBLE", "account": "국민 1-2-3"}
        yield "sec", "open_again", claim.number, days.chance.choice((slip, back))
    day = days.room.at.date().isoformat()
    late = [{"document": one, "kind": "SLS"} for one in claim.late_papers]
    yield "sec", "open_on_evidence", claim.number, {"date": day, "ground": "새 자료", "papers": late}


def follow(days: WorkingDays, claim: Claim) -> Iterator[Try]:
    """A review put off, a claimant heard, a record found false, a failed payment told."""
    plan, today = standing.plan_in_force(days.room.conn), days.room.at.date()
    if claim.reopened is not None and claim.reopened.due:
        due = answer_by(claim.reopened.on, plan, extended=True).isoformat()
        yield "sec", "extend_review", claim.number, {"due": due, "reason": "자료 확인", "letter_no": days.letter()}
    by = (today + dt.timedelta(days=20)).isoformat()
    yield claim.lead or "law-1", "hear_claimant", claim.number, {"reply_by": by, "letter_no": days.letter()}
    yield "staff", "record_reply", claim.number, {"on": today.isoformat(), "answer": "의견 없음"}
    if claim.papers:
        found = {"document": claim.papers[0].document, "reason": "ALTERED", "note": "합계가 다름"}
        yield claim.lead or "law-1", "declare_false", claim.number, found
    yield "sec", "announce_failure", claim.number, {"letter_no": days.letter()}
    for notice in claim.notices:
        letter = {"letter_no": notice.letter_no, "kind": notice.kind, "files": {"ko": "ab" * 32}}
        yield "sec", "issue_letter", claim.number, letter


def read(days: WorkingDays, claim: Claim) -> Iterator[Try]:
    for paper in claim.papers[:1]:
        yield days.someone(), "read_paper", claim.number, {"document": paper.document, "pages": [1, 2]}


def wording(days: WorkingDays, claim: Claim) -> Iterator[Try]:
    yield "sec", "adopt_wording", "case", {"text": "wording 2"}
    for waiting in standing.read_case(days.room.conn).waiting:
        yield "law-1", f"confirm_{waiting.what.lower()}", "case", {"entry": waiting.entry}


def take_facts(days: WorkingDays, claim: Claim) -> Iterator[Try]:
    """Facts bound to places, typed without one, bound anew and let go again; notes; now and then a masked copy."""
    if not claim.papers:
        return
    paper = days.chance.choice(claim.papers)
    at = {"document": paper.document, "page": 1, "box": [100, 100, 400, 160]}
    who = claim.lead or "staff"
    yield who, "bind_fact", claim.number, {"fact": "BRN", "value": "120-81-47521", "at": at, "clipping": "ee" * 32}
    yield who, "bind_fact", claim.number, {"fact": "OTHER", "value": "휴무", "label": "달력"}
    day = days.chance.choice(("2022-10-15", "2022-10-16"))
    yield who, "bind_fact", claim.number, {"fact": "DAY_SALES", "value": "90,000원", "day": day, "at": at}
    if days.chance.random() < 0.3:
        yield who, "release_fact", claim.number, {"fact": "BRN"}
    yield days.someone(), "pin_note", claim.number, {"note": "900101-1234567 보임", "at": at, "about": "2022-10-16"}
    if days.chance.random() < 0.3:
        copy = days.chance.randbytes(40)
        masked = proofs.put(days.room.case_file, copy)
        holding = claims_holding(days.room.conn, paper.document)
        body = {"document": paper.document, "masked": masked, "bytes": len(copy), "areas": [at], "claims": holding}
        yield "sec", "replace_by_masked_copy", "case", body


def talk(days: WorkingDays, claim: Claim) -> Iterator[Try]:
    """Calls answered or not, a promise and what became of it, and a check passed on what was said."""
    who, today = days.someone(), days.room.at.date()
    call = {"kind": "CALL", "direction": "OUT", "on": today.isoformat()}
    yield who, "record_contact", claim.number, {**call, "unanswered": True}
    due = (today + dt.timedelta(days.chance.choice((-1, 3)))).isoformat()
    said = {"person": "대표자", "said": "900101-1234567 번이라고 함", "promise": "다시 보내기로 함", "promise_due": due}
    yield who, "record_contact", claim.number, {**call, **said}
    for contact in days.room.claim(claim.number).contacts[-1:]:
        body = {"check": "CLM1", "result": "PASS", "reason": "STATEMENT", "contact": contact.entry}
        yield claim.lead or "staff", "record_check", claim.number, body
        if days.chance.random() < 0.5:
            yield who, "settle_promise", claim.number, {"contact": contact.entry, "result": "KEPT"}


def hand_over(days: WorkingDays, claim: Claim) -> Iterator[Try]:
    yield from assign(days, claim)
    claim = days.room.claim(claim.number)
    who = days.chance.choice((claim.lead, claim.second)) or "law-1"
    for to in days.chance.sample(REVIEWERS, 2):
        yield who, "hand_over", claim.number, {"to": to, "reason": "출장"}


def challenge(days: WorkingDays, claim: Claim) -> Iterator[Try]:
    """A claimant challenges a member; now and then the claimant lets go of it, else a meeting decides."""
    member = claim.lead or days.chance.choice(REVIEWERS)
    body = {"member": member, "ground": "COI5", "on": days.room.at.date().isoformat(), "reason": "거래처 고문"}
    yield days.someone(), "record_challenge", claim.number, body
    if days.chance.random() < 0.2:
        yield "staff", "withdraw_challenge", claim.number, {"note": "전화로 취하"}
    vote = days.vote()
    votes = dict.fromkeys(SEATED, "FOR" if vote["result"] == "PASSED" else "AGAINST")
    votes |= dict.fromkeys((member, *claim.recused), "RECUSED")
    body = {**vote, "votes": votes, "claims": [claim.number], "member": member, **LATE}
    yield "sec", "decide_challenge", "meeting:1", body


def withdraw(days: WorkingDays, claim: Claim) -> Iterator[Try]:
    if days.chance.random() < 0.1:
        yield "staff", "withdraw", claim.number, {"date": "2023-04-03", "how": "전화", "letter_no": days.letter()}


MOVES: tuple[Move, ...] = (
    route, route_many, assign, assign, check_all, check_all, check_one, assess, record_sales, propose, propose, second,
    second, meeting, meeting, fixed_list, supplement, answer, answer, hold, take_back, council, look, link, withdraw,
    whole_road, whole_road, whole_road, reopen, read, wording, take_facts, take_facts, talk,
    hand_over, challenge, assign_many, leave_fixed, blind, blind, follow, follow,
)  # fmt: skip
