"""Six simulated reviewers who decide sample claims through the ordinary acts, one act after another."""

import dataclasses
import datetime as dt
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from reviewer.casefile import interests, journal, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.keys import Signer
from reviewer.desk import deciding, reviewing, sealing
from reviewer.rules.claim import Claim
from reviewer.rules.council import Member
from reviewer.rules.decision import expected_disposition
from reviewer.rules.plan import Plan
from reviewer.rules.verdicts import ACCEPTED
from reviewer.sample import binding
from reviewer.sample.looking_over import look_over
from reviewer.sample.seats import INTERESTS, NOTHING, REVIEWERS, SECRETARY, STAFF

Wish = tuple[str, str, str, dict[str, Any]]
"""Who, act, subject, body."""


@dataclasses.dataclass(frozen=True)
class Truth:
    """What is true of a sample application: its weeks, its daily sales and what each check should find."""

    expected_disposition: str
    normal_week_from: str
    daily: Mapping[str, int]
    answers: Mapping[str, Mapping[str, str]]  # document -> check -> result


@dataclasses.dataclass(frozen=True)
class Sent:
    """A paper that came as an answer: its SHA-256, its kind and what each check should find."""

    document: str
    kind: str
    answers: Mapping[str, str]


Sender = Callable[[Sequence[str], dt.datetime], Mapping[str, Sequence[Sent]]]
"""Given the claims that were asked for records and the time, what came for each."""


class SampleCouncil:
    """Reviewers with keys at one sample case; `at` is their clock, which moves on with every act."""

    def __init__(
        self, case_file: CaseFile, signers: Mapping[str, Signer], truths: Mapping[str, Truth], seed: int
    ) -> None:
        self._case_file, self._signers, self._truths = case_file, signers, truths
        self._dice = random.Random(f"council {seed}")
        self.plan: Plan = standing.plan_in_force(case_file.writer)
        self.at = dt.datetime(2023, 2, 20, 1, 0, tzinfo=dt.UTC)
        self._sent: dict[str, Mapping[str, str]] = {}
        self.decided = self._looked_for_figures = 0

    def found_the_rules(self) -> None:
        """The first meeting: operating rules and calculation basis, then the chair."""
        self.at = dt.datetime(2023, 2, 13, 1, 0, tzinfo=dt.UTC)
        first = {"date": "2023-02-20", "time": "10:00", "place": "영상회의"}
        self._do((SECRETARY, "convene_meeting", "meeting:1", first))
        self.at = dt.datetime(2023, 2, 20, 1, 0, tzinfo=dt.UTC)
        votes = dict.fromkeys(self._seats(), "FOR")
        deciding.adopt_rules(self._case_file, self._signers[SECRETARY], 1, votes, now=self._tick())
        deciding.elect_chair(self._case_file, self._signers[SECRETARY], 1, "SIM-law-1", votes, now=self._tick())
        self._do((SECRETARY, "close_meeting", "meeting:1", {}))
        for person in (SECRETARY, *REVIEWERS):
            self._do((person, "declare_interests", "case", {**NOTHING, **INTERESTS.get(person, {})}))
        sealing.seal_day(self._case_file, self._signers[SECRETARY], now=self._tick())

    def decide(self, numbers: Iterable[str], wanted: int, send: Sender, progress: Callable[[int, int], None]) -> None:
        """Review claims until `wanted` of them can be decided, then hold the meeting that decides them.

        `send` stands for the claimants: it is given the claims asked for records and returns what came.
        """
        self.at = dt.datetime(2023, 7, 3, 0, 0, tzinfo=dt.UTC)
        ready: list[str] = []
        fixed: list[str] = []
        answering: list[str] = []
        silent: list[str] = []
        for number in numbers:
            planned = len(ready) + len(fixed) + len(answering) + len(silent)
            if planned >= wanted:
                break
            claim = self._now(number)
            if claim.is_fixed:
                if self._prepare_fixed(claim):
                    fixed.append(number)
            elif self._review(claim):
                ready.append(number)
            elif claim.papers:
                answering.append(number)
            elif self._dice.random() < 2 / 3:
                silent.append(number)
            progress(planned, wanted)
        self._take_answers(send(answering, self._tick()))
        ready += [number for number in answering if self._finish(number)]
        ready += [number for number in silent if self._give_up_waiting(number)]
        for number in (*ready, *fixed):
            self._answer_touched(number)
        self.at = max(self.at, dt.datetime(2023, 7, 20, 1, 0, tzinfo=dt.UTC))
        self._meet(2, ready, fixed)

    def leave_work(self, numbers: Sequence[str]) -> None:
        """Leave claims at every earlier stage, so that there is something to do in the window."""
        steps = ("agenda", "checked", "proposed", "review", "assigned")
        for number, step in zip(numbers, steps, strict=False):
            self._bring_to(number, step)

    def _bring_to(self, number: str, step: str) -> None:
        lead, second = self._assign(number)
        if step == "assigned":
            return
        self._do((lead.id, "take_up", number, {}))
        self._check_papers(self._now(number), lead.id, but="SLS" if step == "review" else "")
        if step == "review":
            return
        self._assess(self._now(number), lead)
        self._propose(number, lead)
        if step == "proposed":
            return
        self._second(number, second)
        if step == "agenda":
            self._do((SECRETARY, "convene_meeting", "meeting:3", {"date": "2023-08-24", "place": "협의체 회의실"}))
            deciding.put_checked_on_agenda(self._case_file, self._signers[SECRETARY], 3, [number], now=self._tick())

    def _seats(self) -> list[str]:
        return [member.id for member in standing.read_case(self._case_file.writer).seats]

    def _tick(self, minutes: int = 1) -> dt.datetime:
        self.at += dt.timedelta(minutes=minutes)
        return self.at

    def _do(self, *wishes: Wish) -> None:
        """Carry out several acts of one or more people in one transaction each person."""
        for who, act, subject, body in wishes:
            journal.append(self._case_file, self._signers[who], act, subject, body, made_at=self._tick())

    def _do_many(self, who: str, acts: Sequence[tuple[str, str, dict[str, Any]]]) -> None:
        journal.append_many(
            self._case_file,
            self._signers[who],
            [(act, subject, body, self._tick()) for act, subject, body in acts],
        )

    def _pair(self, number: str) -> tuple[Member, Member]:
        members, aside = standing.read_case(self._case_file.writer).roster, self._now(number).recused
        able = [who for who in REVIEWERS if who not in aside]
        lead = members[self._dice.choice(able)]
        others = [members[who] for who in able if members[who].body != lead.body]
        return lead, self._dice.choice(others)

    def _answers(self, claim: Claim, document: str, kind: str) -> Iterator[tuple[str, str]]:
        """What a careful reviewer finds on this paper; authenticity cannot be checked offline, so it is not applied."""
        truth = self._truths.get(claim.number)
        known = self._sent.get(document) or (truth.answers.get(document, {}) if truth else {})
        for check in self.plan.checks_of(kind):
            result = known.get(check.code, "PASS" if truth else "UNCLEAR")
            yield check.code, "NA" if check.severity == "W" and result == "UNCLEAR" else result

    def _check_papers(self, claim: Claim, who: str, but: str = "") -> None:
        """Answer every check of every paper, but those of one kind, which are left for the window."""
        acts = []
        for paper in (paper for paper in claim.papers if paper.kind != but):
            for code, result in self._answers(claim, paper.document, paper.kind):
                if code in paper.answers:
                    continue
                body: dict[str, Any] = {"document": paper.document, "check": code, "result": result}
                reasons = self.plan.check(code).reasons
                if result in ("FAIL", "UNCLEAR"):
                    body |= {"reason": reasons[0]} if reasons else {"note": "원본과 대조 필요"}
                acts.append(("record_check", claim.number, body))
        if acts:
            self._do_many(who, acts)

    def _prepare_fixed(self, claim: Claim) -> bool:
        """Staff check the papers of a fixed claim; it is ready when all of them are accepted."""
        self._check_papers(claim, STAFF)
        return standing.read_claim(self._case_file.writer, claim.number).stage.value == "FIXED_READY"

    def _assign(self, number: str) -> tuple[Member, Member]:
        self._answer_touched(number)
        lead, second = self._pair(number)
        self._do((SECRETARY, "assign", number, {"lead": lead.id, "second": second.id}))
        for member in (lead, second):
            if member.id not in self._now(number).conflicts:
                self._do((member.id, "answer_conflict", number, {"ground": "NONE"}))
        return lead, second

    def _answer_touched(self, number: str) -> None:
        """Who declared an interest that this claim touches says why it is no conflict, or steps aside for a person."""
        for member, points in interests.touched_members(self._case_file.writer, number).items():
            body = {"ground": "NONE", "note": "신고한 지역일 뿐 신청인을 알지 못함"}
            if any(one.kind != "REGION" for one in points):
                body = {"ground": points[0].ground}
            self._do((member, "answer_conflict", number, body))

    def _review(self, claim: Claim) -> bool:
        """Bring one claim to its second check; False where it now waits for records."""
        number = claim.number
        lead, second = self._assign(number)
        self._do((lead.id, "take_up", number, {}))
        self._check_papers(claim, lead.id)
        if self._needs_records(self._now(number)):
            reviewing.request_supplement(self._case_file, self._signers[lead.id], number, now=self._tick())
            return False
        self._bind(self._now(number), lead)
        self._assess(self._now(number), lead)
        self._propose(number, lead)
        return self._second(number, second)

    def _now(self, number: str) -> Claim:
        return standing.read_claim(self._case_file.writer, number)

    def _needs_records(self, claim: Claim) -> bool:
        kinds = {paper.kind for paper in claim.papers if paper.verdict in ACCEPTED}
        return not {"SBC", "SLS", "SUS"} <= kinds

    def _take_answers(self, came: Mapping[str, Sequence[Sent]]) -> None:
        """Staff confirm that the papers belong to the claims they name."""
        for number, papers in came.items():
            there = {paper.document for paper in self._now(number).papers}  # somebody sends the same file again
            sent = {one.document: one.kind for one in papers if one.document not in there}
            fresh = [{"document": document, "kind": kind} for document, kind in sent.items()]
            self._do((STAFF, "receive_papers", number, {"papers": fresh}))
            self._sent.update({paper.document: paper.answers for paper in papers})

    def _people(self, number: str) -> tuple[Member, Member]:
        claim, members = self._now(number), standing.read_case(self._case_file.writer).roster
        return members[claim.lead], members[claim.second]

    def _finish(self, number: str) -> bool:
        """Check what came and bring the claim to its second check."""
        lead, second = self._people(number)
        self._do((lead.id, "take_up", number, {}))
        self._check_papers(self._now(number), lead.id)
        if self._needs_records(self._now(number)):
            return self._refuse(number, lead, second)
        self._assess(self._now(number), lead)
        self._propose(number, lead)
        return self._second(number, second)

    def _give_up_waiting(self, number: str) -> bool:
        """Nothing came in time: the file decides as it is."""
        self._wait_until_after(self._now(number).supplements[-1].due)
        lead, second = self._people(number)
        self._do((STAFF, "expire_supplement", number, {}), (lead.id, "take_up", number, {}))
        return self._refuse(number, lead, second)

    def _wait_until_after(self, due: dt.date) -> None:
        self.at = max(self.at, dt.datetime.combine(due + dt.timedelta(days=1), dt.time(1), dt.UTC))

    def _refuse(self, number: str, lead: Member, second: Member) -> bool:
        """Refuse what the papers do not show; that sales records did not come is said once their last day is over."""
        self._wait_until_after(self._now(number).supplements[-1].due)
        accepted = {paper.kind for paper in self._now(number).papers if paper.verdict in ACCEPTED}
        code = "N02" if "SLS" not in accepted else "N03" if "SUS" not in accepted else "E01"
        outcome = "INADMISSIBLE" if code == "E01" else "NOT_APPROVED"
        body = {"disposition": outcome, "award": 0, "award_basis": "CALCULATED", "reasons": [{"code": code}]}
        self._do((lead.id, "propose_decision", number, body))
        return self._second(number, second)

    def _bind(self, claim: Claim, lead: Member) -> None:
        """The first claims show what it looks like when figures are taken from where they stand."""
        if self._looked_for_figures < binding.CLAIMS:
            self._looked_for_figures += 1
            daily, since = self._truths[claim.number].daily, self.plan.outage_week[0]
            for body in binding.day_sales(self._case_file, claim, daily, since):
                self._do((lead.id, "bind_fact", claim.number, body))

    def _assess(self, claim: Claim, lead: Member) -> None:
        number, truth = claim.number, self._truths[claim.number]
        findings = [
            ("record_check", number, {"check": check.code, "result": "NA" if check.severity == "F" else "PASS"})
            for check in self.plan.claim_checks
        ]
        self._do_many(lead.id, findings)
        closed = [day for day, amount in truth.daily.items() if amount == 0]
        days = {day: amount for day, amount in truth.daily.items() if amount}
        sales = {"source": "CARD", "vat": "INCLUDED", "days": days, "closed": closed}
        self._do((lead.id, "record_sales", number, sales))
        self._do((lead.id, "assess", number, self._factors(truth)))

    def _factors(self, truth: Truth) -> dict[str, Any]:
        rate, source = self._dice.choice(
            [
                ("0.124", "STANDARD_TABLE"),
                ("0.15", "OWN_EVIDENCE"),
                ("0.182", "OWN_EVIDENCE"),
                ("0.258", "OWN_EVIDENCE"),
            ]
        )
        alternative = self._dice.choice(
            [("1.00", "없음 (none)"), ("1.00", "없음 (none)"), ("0.50", "문자 예약 (text messages)")]
        )
        share = self._dice.choice(
            [("0.958", "STANDARD_TABLE", "WiseApp 2022"), ("0.9", "OWN_EVIDENCE", "주문 내역 / order records")]
        )
        first, survey = dt.date.fromisoformat(truth.normal_week_from), self.plan.profit_rates["ALL"].source
        assert survey is not None, "the shipped plan says where its rate comes from"
        return {
            "normal_week_from": truth.normal_week_from,
            "normal_week_sales": _week(truth.daily, first),
            "outage_week_sales": _week(truth.daily, self.plan.outage_week[0]),
            "profit_rate": {
                "value": rate,
                "source_type": source,
                "source_ref": survey.ko if source == "STANDARD_TABLE" else "손익계산서 / profit and loss statement",
            },
            "alt_factor": {"value": alternative[0], "source_type": "COUNCIL_RULE", "source_ref": alternative[1]},
            "share_factor": {"value": share[0], "source_type": share[1], "source_ref": share[2]},
        }

    def _propose(self, number: str, lead: Member) -> None:
        claim = self._now(number)
        found = claim.assessment
        assert found is not None
        disposition = expected_disposition(found, claim, self.plan)
        reasons = {
            "APPROVED_FULL": {"code": "A01"},
            "APPROVED_PARTIAL": {"code": "P07", "values": {"amount": str(found.verified_loss)}},
            "CONVERTED_FIXED": {"code": "C01"},
            "NOT_APPROVED": {"code": "N01"},
        }
        body: dict[str, Any] = {
            "disposition": disposition,
            "award": 0 if disposition == "NOT_APPROVED" else found.calculated_award,
            "award_basis": "CALCULATED",
            "reasons": [reasons[disposition]],
        }
        if disposition.startswith("APPROVED") and self._dice.random() < 0.06:
            body |= {"award": found.calculated_award + 20_000, "award_basis": "OVERRIDE"}
            body |= {"override_reason": next(iter(self.plan.override_reasons)), "note": "현장 확인 결과를 반영함"}
        self._do((lead.id, "propose_decision", number, body))

    def _second(self, number: str, second: Member) -> bool:
        claim = self._now(number)
        assert claim.proposal is not None
        body: dict[str, Any] = {"opinion": "AGREE", "calculated_award": claim.proposal.calculated_award}
        body["redone"] = reviewing.second_check(claim, self.plan)
        if self._dice.random() < 0.08:
            body = {"opinion": "DIFFER", "calculated_award": body["calculated_award"], "note": "점유율 재검토 의견"}
        self._do((second.id, "check_decision", number, body))
        return True

    def _meet(self, meeting: int, ready: Sequence[str], fixed: Sequence[str]) -> None:
        """The meeting: consent list as one, the discussion list one by one, the fixed list as one item."""
        secretary, subject = self._signers[SECRETARY], f"meeting:{meeting}"
        notice = dt.timedelta(days=self.plan.settings.notice_days)
        day = {"date": (reviewing.korean_day(self.at) + notice).isoformat(), "time": "10:00"}
        self._do((SECRETARY, "convene_meeting", subject, {**day, "place": "협의체 회의실"}))
        if ready:
            deciding.put_checked_on_agenda(self._case_file, secretary, meeting, ready, now=self._tick())
        if fixed:
            self._list_fixed(meeting, fixed)
        self.at += notice
        seats = self._seats()
        self._do((SECRETARY, "record_attendance", subject, {"present": seats, "others": "사무국 오다온"}))
        consent = [number for number in ready if self._now(number).agenda_list == "CONSENT"]
        if consent:
            votes = self._without_recused(consent, dict.fromkeys(seats, "FOR"))
            deciding.resolve(self._case_file, secretary, meeting, consent, votes, now=self._tick(10))
        for number in ready:
            if number not in consent:
                votes = {who: self._dice.choice(["FOR", "FOR", "FOR", "FOR", "AGAINST", "ABSTAIN"]) for who in seats}
                votes = self._without_recused([number], votes | dict.fromkeys(seats[:4], "FOR"))
                deciding.resolve(self._case_file, secretary, meeting, [number], votes, now=self._tick(8))
        if fixed:
            votes = self._without_recused(fixed, dict.fromkeys(seats, "FOR"))
            deciding.adopt_fixed_list(self._case_file, secretary, 1, votes, now=self._tick(5))
        self._do((SECRETARY, "close_meeting", subject, {}))
        look_over(self._case_file, self._signers, ready, self._tick)
        sealing.seal_day(self._case_file, secretary, now=self._tick())
        self.decided = len(ready) + len(fixed)

    def _without_recused(self, numbers: Sequence[str], votes: Mapping[str, str]) -> dict[str, str]:
        """The votes on an item; who stepped aside from one of its claims casts none."""
        aside = {who for number in numbers for who in self._now(number).recused}
        return {who: "RECUSED" if who in aside else vote for who, vote in votes.items()}

    def _list_fixed(self, meeting: int, fixed: Sequence[str]) -> None:
        """The list goes out with the notice, looked over by another person."""
        secretary = self._signers[SECRETARY]
        deciding.draw_up_fixed_list(self._case_file, secretary, meeting, fixed, now=self._tick())
        self._do(("SIM-consumer-1", "check_fixed_list", f"meeting:{meeting}", {"list": 1, "note": "예금주·중복 확인"}))


def _week(daily: Mapping[str, int], first: dt.date) -> int:
    return sum(daily.get((first + dt.timedelta(days=day)).isoformat(), 0) for day in range(7))
