"""A case whose claims have numbers of their own and may share papers."""

from reviewer.casefile import fingerprints, twins
from reviewer.rules.likeness import Fingerprint
from reviewer.rules.twins import Twin
from tests.casefile.case_room import KINDS, CaseRoom, fact_row, store_delivery

A, B, C = "2023-000001", "2023-000002", "2023-000003"
BRNS = {A: "7383773661", B: "1048136565", C: "2208162517"}
ACCOUNTS = {A: "121-078-630784", B: "506180-46-686925", C: "5539-482-2267689"}


class TwinRoom(CaseRoom):
    """A case whose claims have numbers of their own; `shared` papers come with every claim."""

    def receive(self, *claims: str, shared: dict[str, str] | None = None, **fields: str) -> None:
        rows = [
            fact_row(place, claim, **({"brn": BRNS[claim], "account": ACCOUNTS[claim]} | fields))
            for place, claim in enumerate(claims, 1)
        ]
        papers = [
            (claim, kind, f"{claim}/{kind}.pdf", (shared or {}).get(kind, self.paper(claim, kind)))
            for claim in claims
            for kind in KINDS
        ]
        with self.case_file.writing() as conn:
            body = store_delivery(conn, "ab" * 32, rows, papers)
        self.do("sec", "take_in", f"delivery:{'ab' * 32}", body)

    @staticmethod
    def paper(claim: str, kind: str) -> str:
        return (claim[-1] + f"{KINDS.index(kind)}") * 32

    def keep(self, claim: str, kind: str, *prints: Fingerprint) -> None:
        with self.case_file.writing() as conn:
            fingerprints.keep(conn, self.paper(claim, kind), prints)

    def twins(self, claim: str) -> list[Twin]:
        return twins.twins_of(self.conn, claim)

    def judge(self, who: str, claim: str, other: str, verdict: str = "NOT_SAME", reason: str = "다른 점포") -> None:
        (twin,) = [one for one in self.twins(claim) if one.claim == other]
        marks = sorted(twin.marks)
        self.do(who, "judge_twin", claim, other=other, verdict=verdict, attributes=marks, reason=reason)

    def fix_account(self, who: str, claim: str, account: str) -> None:
        """An account as the bank copy of the application shows it."""
        self.do(who, "fix_account", claim, account=account, document=self.paper(claim, "BNK"))

    def pay(self, claim: str) -> None:
        decision = self.claim(claim).decision
        assert decision is not None
        files = {"ko": "ab" * 32}
        self.do("sec", "issue_letter", claim, letter_no=decision.letter_no, kind="DECISION", files=files)
        due = self.claim(claim).to_pay
        self.do("sec", "list_payments", "case", batch="b1", claims=[claim], amounts={claim: due})
        paid = {"claim": claim, "result": "PAID", "amount": due}
        self.do("sec", "record_payments", "case", batch="b1", claims=[claim], results=[paid])


def kinds(room: TwinRoom, claim: str) -> dict[str, tuple[str, ...]]:
    return {twin.claim: twin.kinds for twin in room.twins(claim)}


SHARED = {"SLS": "f1" * 32}


def told(room: TwinRoom, *claims: str) -> dict[str, int]:
    """The letters of these claims went out, so that they may be paid; what is due to each."""
    room.adopt_rules()
    for place, claim in enumerate(claims):
        room.review(claim)
        room.propose(claim)
        room.agree(claim)
        room.resolve(claim, f"2023-A-{place + 2:03d}")
        number = room.claim(claim).decision.letter_no  # type: ignore[union-attr]
        files = {"ko": f"{place}b" * 32}
        room.do("sec", "issue_letter", claim, letter_no=number, kind="DECISION", files=files)
    return {claim: room.claim(claim).to_pay for claim in claims}
