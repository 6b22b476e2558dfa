"""A council at work in a real case file: six keys, a delivery taken in, and acts appended one after another."""

import copy
import datetime as dt
import hashlib
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reviewer import RESOURCES
from reviewer.casefile import journal, proofs, standing
from reviewer.casefile.case_file import CaseFile, create, open_case
from reviewer.casefile.digests import papers_digest, row_digest, rows_digest
from reviewer.casefile.engine import Connection
from reviewer.casefile.entry import Entry
from reviewer.casefile.keys import Signer, make_key
from reviewer.rules.acts.quality import may_check
from reviewer.rules.claim import Claim
from reviewer.rules.verdicts import blocking_checks
from tests.rules.council_room import FACTORS, LATE, ROSTER, SEATED

PLAN = (RESOURCES / "plans" / "kakao-1015.toml").read_text(encoding="utf-8")
KINDS = ("SBC", "SLS", "SUS", "BNK")
EMPTY = ("other", "matched_by", "reporter_type", "corporate_number", "email", "paid", "bank", "account")


def fact_row(number: int, claim: str, **fields: Any) -> dict[str, Any]:
    """A row of a delivery as intake stores it."""
    row: dict[str, Any] = {
        "row": number, "claim": claim, "relation": "NEW", "route": "INDIVIDUAL", "marks": "[]",
        "report_number": f"R{number}", "received_on": "2022-11-02", "trade_name": f"하늘상회 {number}",
        "representative": "김하늘", "brn": "1208147521", "address": "서울 강남구 역삼동", "phone": "01012345678",
        "sector": "음식점", "services": '["talk_channel"]', "claimed_loss": 1_800_000,
    }  # fmt: skip
    return row | fields


def store_delivery(
    conn: Connection, delivery: str, rows: Sequence[Mapping[str, Any]], papers: Sequence[tuple[str, str, str, str]]
) -> dict[str, Any]:
    """Store rows and papers (claim, kind, path, document) as facts; returns the body of their `take_in`."""
    conn.execute("INSERT INTO deliveries VALUES (?, 'a.csv', '{}', '2023-01-01')", (delivery,))
    digests = []
    for row in rows:
        stored = {"delivery": delivery, **row, "digest": row_digest(row)}
        digests.append(stored["digest"])
        places = ", ".join("?" * len(stored))
        conn.execute(f"INSERT INTO fact_rows ({', '.join(stored)}) VALUES ({places})", tuple(stored.values()))
    for claim, kind, path, document in papers:
        conn.execute("INSERT INTO papers VALUES (?, ?, ?, 9, ?, ?, 'NEW')", (delivery, path, document, claim, kind))
    return {
        "name": "접수자료.csv", "mapping": {"trade_name": "상호"}, "rows": len(rows), "accepted": len(rows),
        "refused": 0, "known": 0, "papers": len(papers), "rows_sha256": rows_digest(digests),
        "papers_sha256": papers_digest([(path, document) for _, _, path, document in papers]),
    }  # fmt: skip


class CaseRoom:
    """The case file and everybody's key; `at` moves on by a minute with every act."""

    def __init__(self, folder: Path, *, passphrase: str | None = None, roster: Any = ROSTER) -> None:
        self.folder = folder
        self.passphrase = passphrase
        self.path = folder / "심의 1015.casedb"
        self.signers: dict[str, Signer] = {name: make_key(folder / "keys", name, None) for name, *_ in roster}
        self.at = dt.datetime(2023, 2, 27, 0, 0, tzinfo=dt.UTC)
        self.case_file: CaseFile = create(self.path, passphrase=passphrase, is_sample=True)
        self.do("sec", "found_case", "case", self.founding(roster))
        self.at = dt.datetime(2023, 3, 6, 0, 1, tzinfo=dt.UTC)

    def copied_to(self, folder: Path) -> "CaseRoom":
        """The same case, closed and copied, opened in another folder; every test meddles with its own."""
        self.case_file.close()
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        other = copy.copy(self)
        other.folder, other.path = folder, folder / self.path.name
        return other.reopened()

    def founding(self, roster: Any = ROSTER) -> dict[str, Any]:
        return {
            "name": "1015", "sample": True, "plan": PLAN, "wording": "wording", "controller": "주식회사 카카오",
            "legal_ground": "동의", "roster": self.roster(roster),
        }  # fmt: skip

    def roster(self, roster: Any = ROSTER) -> list[dict[str, Any]]:
        return [
            {"id": name, "role": role, "body": body, "seat": seat, "computer": "A", "name": f"이름 {name}",
             "public_keys": [self.signers[name].public_key]}
            for name, role, body, seat in roster
        ]  # fmt: skip

    @property
    def conn(self) -> Connection:
        return self.case_file.writer

    def do(self, who: str, act: str, subject: str, body: Mapping[str, Any] | None = None, **more: Any) -> Entry:
        self.at += dt.timedelta(minutes=1)
        return journal.append(
            self.case_file, self.signers[who], act, subject, {**(body or {}), **more}, made_at=self.at
        )

    def refusals(self, who: str, act: str, subject: str, **body: Any) -> list[str]:
        return [problem.code for problem in journal.refusals_now(self.conn, who, act, subject, body, self.at)]

    def claim(self, number: str) -> Claim:
        return standing.read_claim(self.conn, number)

    def take_in(
        self, *claims: str, route: str = "INDIVIDUAL", start: int = 1, papers: bool = True, **fields: Any
    ) -> str:
        """Take in a delivery with one row, and four papers, for each claim; returns its SHA-256."""
        delivery = hashlib.sha256(f"{claims}{route}{start}".encode()).hexdigest()
        rows = [fact_row(start + place, claim, route=route, **fields) for place, claim in enumerate(claims)]
        came = []
        for claim in claims if papers else ():
            for kind in KINDS:
                document = proofs.put(self.case_file, f"{claim} {kind}".encode())
                came.append((claim, kind, f"{claim}/{kind}.pdf", document))
        with self.case_file.writing() as conn:
            body = store_delivery(conn, delivery, rows, came)
        self.do("sec", "take_in", f"delivery:{delivery}", body)
        return delivery

    def deliver(self, *documents: str) -> None:
        """A delivery of papers that belong to no claim yet, by their SHA-256."""
        delivery = hashlib.sha256(" ".join(documents).encode()).hexdigest()
        came = [("", "OTH", f"later/{document}.pdf", document) for document in documents]
        with self.case_file.writing() as conn:
            body = store_delivery(conn, delivery, [], came)
        self.do("sec", "take_in", f"delivery:{delivery}", body)

    def reopened(self) -> "CaseRoom":
        self.case_file.close()
        self.case_file = open_case(self.path, passphrase=self.passphrase)
        return self

    def vote(self, number: str, **votes: str) -> dict[str, Any]:
        cast = {member: votes.get(member.replace("-", "_"), "FOR") for member in SEATED}
        return {"votes": cast, "result": "PASSED", "resolution_no": number, "meeting_date": "2023-03-06"}

    def adopt_rules(self) -> None:
        self.do("sec", "convene_meeting", "meeting:1", date="2023-03-06", place="영상회의", notified_on="2023-02-27")
        self.do("sec", "adopt_rules", "meeting:1", self.vote("2023-A-001"))

    def take_up(self, number: str) -> None:
        self.do("sec", "assign", number, lead="law-1", second="ksf-1")
        for member in ("law-1", "ksf-1"):
            self.do(member, "answer_conflict", number, ground="NONE")
        self.do("law-1", "take_up", number)

    def review(self, number: str) -> None:
        self.take_up(number)
        plan = standing.plan_in_force(self.conn)
        for paper in self.claim(number).papers:
            for check in plan.checks_of(paper.kind):
                body = {"document": paper.document, "check": check.code, "result": "PASS"}
                self.do("law-1", "record_check", number, body)
        for check in plan.checks_of("CLM"):
            self.do("law-1", "record_check", number, check=check.code, result="PASS", note="확인함")
        self.do(
            "law-1", "assess", number, FACTORS,
            normal_week_from="2022-10-01", normal_week_sales=4_000_000, outage_week_sales=2_200_000,
        )  # fmt: skip

    def propose(self, number: str) -> None:
        self.do(
            "law-1", "propose_decision", number, disposition="APPROVED_FULL", award=258_660, award_basis="CALCULATED",
            reasons=[{"code": "A01"}], note="기준대로",
        )  # fmt: skip

    def agree(self, number: str) -> None:
        self.second(number, "ksf-1")

    def second(self, number: str, who: str) -> None:
        """The second reviewer goes through the blocking checks again and agrees."""
        claim, plan = self.claim(number), standing.plan_in_force(self.conn)
        assert claim.proposal is not None
        redone = [
            {"check": check.code, "result": answer.result} | ({"document": document} if document else {})
            for document, check, answer in blocking_checks(claim, plan)
            if answer
        ]
        self.do(
            who, "check_decision", number,
            opinion="AGREE", calculated_award=claim.proposal.calculated_award, redone=redone,
        )  # fmt: skip

    def resolve(self, number: str, resolution: str = "2023-A-002", *, look_over: bool = True) -> None:
        self.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[number], list="DISCUSSION")
        letters = {number: f"2023-A-{int(resolution[-3:]) + 100:04d}"}
        self.do("sec", "resolve", "meeting:1", self.vote(resolution), claims=[number], letters=letters)
        if look_over:
            self.look_over(number)

    def look_over(self, number: str) -> None:
        """Where the decision was drawn, a third member finds nothing wrong with it."""
        claim, roster = self.claim(number), standing.read_case(self.conn).roster
        if claim.open_quality is not None:
            checker = next(one.id for one in roster.values() if may_check(claim, one))
            self.do(checker, "check_quality", number, outcome="FINE")

    def decide(self, number: str, *, look_over: bool = True) -> None:
        self.adopt_rules()
        self.review(number)
        self.propose(number)
        self.agree(number)
        self.resolve(number, look_over=look_over)

    def pay(self, number: str) -> None:
        """The letter of the decision leaves, and its award is listed and paid."""
        decision = self.claim(number).decision
        assert decision is not None
        letter = {"letter_no": decision.letter_no, "kind": "DECISION", "files": {"ko": "ab" * 32}}
        self.do("sec", "issue_letter", number, letter)
        listed = {"batch": "b1", "claims": [number]}
        paid = {"claim": number, "result": "PAID", "amount": decision.award}
        self.do("sec", "list_payments", "case", listed, amounts={number: decision.award})
        self.do("sec", "record_payments", "case", listed, results=[paid])
