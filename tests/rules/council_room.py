"""A council at work in memory: carries acts out one after another by the rules alone, without a case file."""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Mapping
from typing import Any

from reviewer.rules import acts
from reviewer.rules.acts import Scene
from reviewer.rules.acts.quality import may_check
from reviewer.rules.claim import Claim, Paper
from reviewer.rules.council import Case
from reviewer.rules.plan import Plan
from reviewer.rules.stage import Stage
from reviewer.rules.verdicts import blocking_checks

ROSTER = (
    ("sec", "SECRETARY", "KAKAO", 0),
    ("kfme-1", "MEMBER", "KFME", 1),
    ("kfme-2", "MEMBER", "KFME", 2),
    ("ksf-1", "MEMBER", "KSF", 3),
    ("con-1", "MEMBER", "CONSUMER", 4),
    ("law-1", "MEMBER", "LAW", 5),
    ("kakao-1", "MEMBER", "KAKAO", 6),
    ("staff", "STAFF", "KAKAO", 0),
    ("watch", "OBSERVER", "ACADEMIA", 0),
)
SEATED = [name for name, _, _, seat in ROSTER if seat]
FACTORS = {
    "profit_rate": {"value": "0.15", "source_type": "OWN_EVIDENCE", "source_ref": "손익계산서"},
    "alt_factor": {"value": "1.00", "source_type": "COUNCIL_RULE", "source_ref": "없음"},
    "share_factor": {"value": "0.958", "source_type": "STANDARD_TABLE", "source_ref": "WiseApp"},
}


LATE = {"urgent_reason": "지급 기한이 임박함"}
"""What goes on an agenda on the day of the meeting says why (domain.md 5.2)."""


class CouncilRoom:
    """The case and its claims as the acts so far leave them; `at` moves on with every act."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.case = Case("case-1")
        self.claims: dict[str, Claim] = {}
        self.at = dt.datetime(2023, 2, 27, 0, 0, tzinfo=dt.UTC)
        self._uids = itertools.count(1)
        self.do("sec", "found_case", "case", founding())
        self.at = dt.datetime(2023, 3, 6, 0, 1, tzinfo=dt.UTC)

    def scene(self, author: str, act: str, subject: str, body: Mapping[str, Any]) -> Scene:
        uid = f"uid-{next(self._uids)}"
        concerned = acts.claims_of(acts.act_named(act), subject, body)
        return Scene(
            act=act,
            subject=subject,
            author=author,
            made_at=self.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            uid=uid,
            hash=f"hash-{uid}",
            body=body,
            case=self.case,
            plan=self.plan,
            claims={number: self.claims[number] for number in concerned if number in self.claims},
        )

    def refusals(self, author: str, act: str, subject: str, **body: Any) -> list[str]:
        return [problem.code for problem in acts.refusals(self.scene(author, act, subject, body))]

    def do(self, author: str, act: str, subject: str, body: Mapping[str, Any] | None = None, **more: Any) -> Scene:
        scene = self.scene(author, act, subject, {**(body or {}), **more})
        for problem in acts.refusals(scene):
            raise problem
        for number, claim in scene.claims.items():
            self.claims[number] = acts.apply_to_claim(claim, scene)
        self.case = acts.apply_to_case(self.case, scene)
        self.at += dt.timedelta(minutes=1)
        return scene

    def receive(self, number: str, claimed: int | None = 1_800_000, route: str = "INDIVIDUAL") -> Claim:
        papers = tuple(
            Paper(f"{place:02d}" * 32, kind) for place, kind in enumerate(("SBC", "SLS", "SUS", "BNK"), start=1)
        )
        stage = Stage.ROUTED if route else Stage.RECEIVED
        self.claims[number] = Claim(
            number, route, stage, claimed_loss=claimed, services=("talk_channel",), papers=papers
        )
        return self.claims[number]

    def adopt_rules(self) -> None:
        self.do("sec", "convene_meeting", "meeting:1", date="2023-03-06", place="영상회의", notified_on="2023-02-27")
        self.do("sec", "adopt_rules", "meeting:1", self.vote("2023-A-001"))

    def vote(self, number: str, **votes: str) -> dict[str, Any]:
        cast = {member: votes.get(member.replace("-", "_"), "FOR") for member in SEATED}
        return {"votes": cast, "result": "PASSED", "resolution_no": number, "meeting_date": "2023-03-06"}

    def pass_papers(self, author: str, number: str, **failed: str) -> None:
        for paper in self.claims[number].papers:
            for check in self.plan.checks_of(paper.kind):
                result = failed.get(check.code, "PASS")
                body = {"document": paper.document, "check": check.code, "result": result}
                self.do(author, "record_check", number, body)

    def review(self, number: str, normal: int = 4_000_000, outage: int = 2_200_000) -> None:
        self.do("sec", "assign", number, lead="law-1", second="ksf-1")
        for member in ("law-1", "ksf-1"):
            self.do(member, "answer_conflict", number, ground="NONE")
        self.do("law-1", "take_up", number)
        self.pass_papers("law-1", number)
        for check in self.plan.checks_of("CLM"):
            self.do("law-1", "record_check", number, check=check.code, result="PASS")
        self.do(
            "law-1", "assess", number, FACTORS,
            normal_week_from="2022-10-01", normal_week_sales=normal, outage_week_sales=outage,
        )  # fmt: skip

    def propose(self, number: str, disposition: str, award: int, *reasons: str, **values: str) -> None:
        given = [{"code": code, "values": values} for code in reasons]
        self.do(
            "law-1", "propose_decision", number,
            disposition=disposition, award=award, award_basis="CALCULATED", reasons=given,
        )  # fmt: skip

    def agree(self, number: str, second: str = "ksf-1") -> None:
        claim = self.claims[number]
        assert claim.proposal is not None
        redone = [
            {"check": check.code, "result": answer.result} | ({"document": document} if document else {})
            for document, check, answer in blocking_checks(claim, self.plan)
            if answer
        ]
        self.do(
            second, "check_decision", number,
            opinion="AGREE", calculated_award=claim.proposal.calculated_award, redone=redone,
        )  # fmt: skip

    def resolve(self, number: str, resolution: str = "2023-A-002", **votes: str) -> None:
        self.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[number], list="DISCUSSION")
        letters = {number: f"2023-A-{int(resolution[-3:]) + 100:04d}"}
        self.do("sec", "resolve", "meeting:1", self.vote(resolution, **votes), claims=[number], letters=letters)
        self.look_over(number)

    def look_over(self, number: str) -> None:
        """Where the decision was drawn, a third member finds nothing wrong with it."""
        claim, roster = self.claims[number], self.case.roster
        if claim.open_quality is not None:
            checker = next(one.id for one in roster.values() if may_check(claim, one))
            self.do(checker, "check_quality", number, outcome="FINE")

    def decide(self, number: str) -> None:
        """Adopt the rules, review the claim, approve it in full."""
        self.adopt_rules()
        self.review(number)
        self.propose(number, "APPROVED_FULL", 258_660, "A01")
        self.agree(number)
        self.resolve(number)

    def notify(self, number: str) -> None:
        decision = self.claims[number].decision
        assert decision is not None
        files = {"ko": "ab" * 32}
        self.do("sec", "issue_letter", number, letter_no=decision.letter_no, kind="DECISION", files=files)

    def letter(self, number: str, kind: str) -> None:
        """The last notice of this kind leaves."""
        notice = [one for one in self.claims[number].notices if one.kind == kind][-1]
        self.do("sec", "issue_letter", number, letter_no=notice.letter_no, kind=kind, files={"ko": "cd" * 32})

    def pay(self, number: str) -> None:
        due = self.claims[number].to_pay
        self.do("sec", "list_payments", "case", batch="b1", claims=[number], amounts={number: due})
        paid = {"claim": number, "result": "PAID", "amount": due}
        self.do("sec", "record_payments", "case", batch="b1", claims=[number], results=[paid])


def founding() -> dict[str, Any]:
    roster = [
        {
            "id": name, "role": role, "body": body, "seat": seat, "computer": "A", "name": name,
            "public_keys": [],
        }
        for name, role, body, seat in ROSTER
    ]  # fmt: skip
    return {
        "name": "1015", "sample": True, "plan": "plan", "wording": "wording", "controller": "주식회사 카카오",
        "legal_ground": "동의", "roster": roster,
    }  # fmt: skip


def changed(claim: Claim, **fields: Any) -> Claim:
    return dataclasses.replace(claim, **fields)
