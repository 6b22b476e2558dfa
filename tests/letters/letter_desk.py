"""Decided claims to write letters about, with every number calculated by the rules."""

import dataclasses
import datetime as dt
import functools
import subprocess
from pathlib import Path
from typing import Any

from reviewer import RESOURCES
from reviewer.letters.content import Letter
from reviewer.letters.letter import compose
from reviewer.letters.placeholders import LATER_LETTERS
from reviewer.letters.wording import Wording, join, read_wording
from reviewer.rules.applicant import Applicant
from reviewer.rules.claim import Answer, Claim, Decision, Paper
from reviewer.rules.council import AdoptedRules, Case, Member, Resolution
from reviewer.rules.issued import IssuedLetter
from reviewer.rules.plan import Plan
from reviewer.rules.plan_file import read_plan
from reviewer.rules.proposal import GivenReason
from reviewer.rules.reckoning import reckon
from reviewer.rules.reopening import Reopening
from reviewer.rules.supplement import Supplement, SupplementItem

DAY = dt.date(2023, 4, 21)
NUMBER = "2023-000123"
FACTORS = {
    "profit_rate": {"value": "0.124", "source_type": "STANDARD_TABLE", "source_ref": "소상공인실태조사 2021"},
    "alt_factor": {"value": "0.50", "source_type": "COUNCIL_RULE", "source_ref": "일부 있음"},
    "share_factor": {"value": "0.958", "source_type": "STANDARD_TABLE", "source_ref": "와이즈앱 2022 / WiseApp 2022"},
}
OWN = {
    "profit_rate": {"value": "0.15", "source_type": "OWN_EVIDENCE", "source_ref": "2021년 손익계산서"},
    "alt_factor": {"value": "1.00", "source_type": "COUNCIL_RULE", "source_ref": "없음"},
    "share_factor": {"value": "0.958", "source_type": "STANDARD_TABLE", "source_ref": "와이즈앱 2022 / WiseApp 2022"},
}
NAMES = {"sec": "박서연", "chair": "정다운"}


@functools.cache
def plan() -> Plan:
    return read_plan((RESOURCES / "plans" / "kakao-1015.toml").read_text("utf-8"))


@functools.cache
def wording_text() -> str:
    folder = RESOURCES / "letters"
    return join((folder / "ko.toml").read_text("utf-8"), (folder / "en.toml").read_text("utf-8"))


@functools.cache
def wording() -> Wording:
    return read_wording(wording_text())


def case(**changes: Any) -> Case:
    roster = {
        "sec": Member("sec", "SECRETARY", "KAKAO"),
        "chair": Member("chair", "CHAIR", "LAW", 5),
        "law-1": Member("law-1", "MEMBER", "LAW", 4),
    }
    rules = Resolution("2023-A-001", 1, "RULES", "PASSED", {})
    on = dt.date(2023, 3, 6)
    made = Case(
        "case-1", is_sample=True, roster=roster, rules_resolution=rules, rules_adopted_on=on,
        adopted={"r": AdoptedRules("2023-A-001", 1, on)},
    )  # fmt: skip
    return dataclasses.replace(made, **changes)


def applicant(**changes: Any) -> Applicant:
    made = Applicant(
        NUMBER, received_on=dt.date(2023, 2, 3), trade_name="하늘분식", representative="김하늘",
        latin_name="Kim Ha-neul", brn="120-07-47521", address="서울특별시 은평구 신사동 12-3, 2층", bank="국민은행",
        account="123456-78-901234", account_holder="김하늘",
    )  # fmt: skip
    return dataclasses.replace(made, **changes)


def paper(place: int, kind: str, *, fails: str = "", arrived: int = 0) -> Paper:
    answers = {check.code: Answer("PASS", "law-1", "e") for check in plan().checks_of(kind)}
    if fails:
        answers[fails] = Answer("FAIL", "law-1", "e")
    verdict = "NOT_ACCEPTED" if fails else "ACCEPTED"
    return Paper(f"{place:064x}", kind, arrived, answers, verdict)


def papers() -> tuple[Paper, ...]:
    kinds = enumerate(("SBC", "SLS", "SUS", "BNK"), 1)
    return (*(paper(place, kind) for place, kind in kinds), paper(9, "SLS", fails="SLS3", arrived=1))


def claim(disposition: str = "APPROVED_FULL", **changes: Any) -> Claim:
    """A claim with one decision of this disposition in force."""
    made = Claim(
        NUMBER, "INDIVIDUAL", claimed_loss=1_800_000, received_on=dt.date(2023, 2, 3),
        services=("talk_channel", "alimtalk"), papers=papers(),
    )  # fmt: skip
    made = dataclasses.replace(made, **changes)
    if disposition == "WITHDRAWN":
        made = dataclasses.replace(made, withdrawn_on=dt.date(2023, 4, 3))
    return dataclasses.replace(made, decisions=(decision(disposition, made),))


def weeks(normal: int, outage: int, factors: dict[str, Any], **more: Any) -> dict[str, Any]:
    days = {"normal_week_from": "2022-10-08", "normal_week_sales": normal, "outage_week_sales": outage}
    return {**days, **factors, **more}


OUTCOMES: dict[str, tuple[dict[str, Any] | None, tuple[GivenReason, ...]]] = {
    "APPROVED_FULL": (weeks(4_000_000, 2_200_000, OWN), (GivenReason("A01"),)),
    "APPROVED_PARTIAL": (
        weeks(3_600_000, 2_200_000, FACTORS),
        (GivenReason("P02", {"amount": "3600000"}), GivenReason("P07", {"amount": "1400000"})),
    ),
    "CONVERTED_FIXED": (weeks(2_620_000, 2_200_000, {}), (GivenReason("C01"),)),
    "FIXED": (None, (GivenReason("A02"),)),
    "NOT_APPROVED": (weeks(2_200_000, 2_200_000, {}), (GivenReason("N01"),)),
    "INADMISSIBLE": (None, (GivenReason("E03"),)),
    "REFERRED": (None, ()),
    "WITHDRAWN": (None, ()),
}


def decision(disposition: str, made: Claim, **changes: Any) -> Decision:
    body, reasons = OUTCOMES[disposition]
    done = reckon(body, plan(), "law-1", "e") if body else None
    award = done.calculated_award if done else 0
    if disposition == "FIXED":
        award = 30_000 if (made.claimed_loss or 0) <= 300_000 else 50_000
    withdrawn = disposition == "WITHDRAWN"
    found = Decision(
        uid="01870f3c-3c5a-7b1e-8f2a-5d9c1b7e4a60/" + made.number, seq=1, kind="ORIGINAL", disposition=disposition,
        award=award, award_basis="FIXED" if disposition in ("FIXED", "CONVERTED_FIXED") else "CALCULATED",
        calculated_award=award, decided_at="2023-04-20T05:00:00.000000Z", rules_version="r", reasons=reasons,
        assessment=done, claimed_loss=made.claimed_loss, lead="law-1", second="ksf-1",
        meeting=0 if withdrawn else 7, meeting_date=None if withdrawn else dt.date(2023, 4, 20),
        resolution_no="" if withdrawn else "2023-A-045", letter_no="2023-A-0123",
    )  # fmt: skip
    return dataclasses.replace(found, **changes)


SUPPLEMENT = Supplement(
    1,
    (
        SupplementItem("SLS", "R06"),
        SupplementItem("SLS", "R08"),
        SupplementItem("BNK", "R14"),
        SupplementItem("CLM", "R13"),
        SupplementItem("OTH", "R16"),
    ),
    DAY,
    dt.date(2023, 5, 8),
    "2023-A-0098",
)


def fitting_claim(disposition: str) -> Claim:
    """A claim as it would really look for this disposition."""
    if disposition == "FIXED":
        return claim("FIXED", route="FLAT_50K", claimed_loss=450_000)
    if disposition == "REFERRED":
        return claim("REFERRED", services=("melon",))
    return claim(disposition)


def letter(kind: str, lang: str = "ko", made: Claim | None = None, **more: Any) -> Letter:
    """The letter of a disposition (or SUPPLEMENT) in one language."""
    given = {"applicant": applicant(), "case": case(), "matter": None} | more
    if kind == "SUPPLEMENT":
        made = made or dataclasses.replace(claim(), decisions=(), supplements=(SUPPLEMENT,))
        matter: Any = given.pop("matter") or made.supplements[-1]
    else:
        made = made or fitting_claim(kind)
        matter = given.pop("matter") or made.decisions[-1]
    return compose(
        "SUPPLEMENT" if kind == "SUPPLEMENT" else "DECISION",
        claim=made, matter=matter, plan=given.pop("plan", plan()), wording=given.pop("wording", wording()),
        lang=lang, issued_on=given.pop("issued_on", DAY), names=NAMES, **given,
    )  # fmt: skip


SHORT = ("RECEIPT", "REMINDER", "EXTENSION", "DELAY", "PAYMENT_FAILED", *LATER_LETTERS[1:])
"""Letters that decide nothing, but for the request with its table."""
LATER = ("CORRECTION", "REVIEW", "RETURN_REQUEST", "FIXED_STAYS")
"""Kinds of decision that follow another one."""


def short_letter(kind: str, lang: str) -> Letter:
    """A letter that decides nothing, with all it may name."""
    told = {
        "reason": plan().delay_reasons["TALK"].in_(lang), "letter_no": "2023-A-0130", "due": dt.date(2023, 4, 28),
        "appeal_date": dt.date(2023, 4, 3), "return_amount": 30_000, "return_reason": "중복 지급",
    }  # fmt: skip
    return compose(
        kind, claim=claim(), matter=SUPPLEMENT if kind in ("REMINDER", "EXTENSION") else None,
        applicant=applicant(), case=case(), plan=plan(), wording=wording(), lang=lang, issued_on=DAY, details=told,
    )  # fmt: skip


def later_letter(kind: str, lang: str, disposition: str = "APPROVED_PARTIAL") -> Letter:
    """The letter of a decision that corrects, reviews or asks back an earlier one."""
    made = fitting_claim("FIXED" if kind == "FIXED_STAYS" else disposition)
    first = dataclasses.replace(made.decisions[0], uid="first/1", letter_no="2023-A-0050", award=80_000)
    second = dataclasses.replace(made.decisions[0], kind=kind, seq=2, supersedes="first/1")
    if kind == "FIXED_STAYS":
        first = dataclasses.replace(first, award=second.award)
        asked = Reopening("INDIVIDUAL", dt.date(2023, 4, 12), "", "NOTIFIED")
        done = decision("CONVERTED_FIXED", made).assessment
        second = dataclasses.replace(second, kind="ORIGINAL", after=asked, assessment=done)
    sent = IssuedLetter("2023-A-0050", "DECISION", "e", "2023-04-03T01:00:00Z", "first/1", {})
    details = {
        "appeal_date": dt.date(2023, 4, 12), "return_amount": 30_000, "return_reason": "중복 지급",
        "return_account": "국민은행 협의체 계좌, 2023. 5. 31.",
    }  # fmt: skip
    both = dataclasses.replace(made, decisions=(first, second), letters=(sent,))
    return letter(disposition, lang, both, details=details)


def any_letter(kind: str, lang: str) -> Letter:
    """The letter of any kind the shipped wording has."""
    return (short_letter if kind in SHORT else later_letter if kind in LATER else letter)(kind, lang)


def tool(name: str, *arguments: str, data: bytes, folder: Path) -> str:
    """What a tool of poppler or qpdf says about a PDF; it must succeed."""
    path = folder / f"{name}.pdf"
    path.write_bytes(data)
    done = subprocess.run(
        [name, *(str(path) if argument == "FILE" else argument for argument in arguments)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def every_letter(lang: str, **more: Any) -> list[Letter]:
    """One letter of every kind the shipped wording has."""
    made = [letter(kind, lang, **more) for kind in (*OUTCOMES, "SUPPLEMENT")]
    return [*made, *(short_letter(kind, lang) for kind in SHORT), *(later_letter(kind, lang) for kind in LATER)]
