"""The figures counted by hand: claim after claim in plain Python, from the claims and the decision log."""

import datetime as dt
import json
from collections import Counter
from typing import Any

from reviewer.casefile import standing
from reviewer.casefile.decision_rows import decision_rows
from reviewer.casefile.engine import Connection
from reviewer.desk.figures import FIGURES, read_figure
from reviewer.rules.claim import Claim
from reviewer.rules.figures.figure import Figure
from reviewer.rules.log_row import LOG_COLUMNS

Tally = Counter[tuple[str, str]]
DAY = dt.date(2023, 12, 29)
LANES_WITHOUT_WORK = {"NO_LOSS", "AFFILIATE", "USER", "LARGER_FIRM", "DUPLICATE", "LATE"}
GROUPS = {
    "APPROVED_FULL": "FULL", "APPROVED_PARTIAL": "PARTIAL", "CONVERTED_FIXED": "FIXED", "FIXED": "FIXED",
    "NOT_APPROVED": "REFUSED", "INADMISSIBLE": "OUTSIDE", "REFERRED": "OUTSIDE", "WITHDRAWN": "WITHDRAWN",
}  # fmt: skip
NOT_OPEN = {
    "RESOLVED", "APPEALED", "NOTIFIED", "PAYMENT_LISTED", "PAID", "PAYMENT_FAILED", "ACCOUNT_FIXED", "WITHDRAWN",
    "CLOSED",
}  # fmt: skip
IN_HAND = {
    "ASSIGNED", "IN_REVIEW", "SUPPLEMENT_REQUESTED", "SUPPLEMENT_RECEIVED", "SUPPLEMENT_EXPIRED", "PROPOSED",
    "RETURNED", "DEFERRED", "APPEALED",
}  # fmt: skip


def tally_of(figure: Figure) -> Tally:
    """The cells of a figure that are not 0."""
    return Counter({
        (row, one): cell
        for row, cells in zip(figure.rows, figure.cells, strict=True)
        for one, cell in zip(figure.series, cells, strict=True)
        if cell
    })  # fmt: skip


def figures_agree(conn: Connection, day: dt.date = DAY) -> None:
    """Every figure is what counting by hand gives."""
    by_hand = ByHand(conn, day)
    for code in FIGURES:
        figure = read_figure(conn, code, day)
        assert tally_of(figure) == getattr(by_hand, code.lower())(), code
        assert sum(figure.counts) >= 0


class ByHand:
    """Knows the claims, the rows of the log and the entries, and counts."""

    def __init__(self, conn: Connection, day: dt.date) -> None:
        self.conn, self.day = conn, day
        self.plan = standing.plan_in_force(conn)
        numbers = [row[0] for row in conn.execute("SELECT claim FROM claims")]
        self.claims: list[Claim] = list(standing.read_claims(conn, numbers).values())
        self.facts = {row["claim"]: row for row in conn.execute("SELECT * FROM claims")}
        self.log = [dict(zip(LOG_COLUMNS, row, strict=True)) for row in decision_rows(conn)]
        self.in_force = [row for row in self.log if row["state"] == "IN_FORCE"]
        self.entries = [
            (row["act"], row["uid"], row["made_at"], json.loads(row["body"]))
            for row in conn.execute("SELECT * FROM journal")
        ]

    def path(self, claim: Claim) -> str:
        return {"FLAT_30K": "FIXED", "FLAT_50K": "FIXED", "INDIVIDUAL": "INDIVIDUAL"}.get(claim.route, "OTHER")

    def applied(self, claim: Claim) -> bool:
        return claim.stage.value not in ("RECEIVED", "ROUTED") or bool(claim.papers)

    def settled(self, claim: Claim) -> bool:
        return claim.stage.value == "ROUTED" and claim.route in LANES_WITHOUT_WORK

    def came(self, claim: Claim) -> str:
        return str(self.facts[claim.number]["received_on"])[:10]

    def standing(self) -> Tally:
        found: Tally = Counter()
        for claim in self.claims:
            step = next(n for n, one in enumerate(self.plan.strip) if claim.stage.value in one.stages)
            row = "LANE" if self.settled(claim) else f"STEP{step}" if self.applied(claim) else "REPORTED"
            row = "DONE" if claim.stage.value in ("PAID", "CLOSED", "WITHDRAWN") else row
            found[row, self.path(claim)] += 1
        return found

    def pace(self) -> Tally:
        came = [self.came(one)[:7] for one in self.claims if self.applied(one) and not self.settled(one)]
        first: dict[str, str] = {}
        for row in self.log:
            if row["state"] != "UNDONE":
                month = str(row["decided_at"])[:7]
                first[row["claim_no"]] = min(first.get(row["claim_no"], month), month)
        months = {month for month in (*came, *first.values()) if month}
        found: Tally = Counter()
        for month in months_until(months):
            found[month, "RECEIVED"] = sum(one <= month for one in came)
            found[month, "DECIDED"] = sum(one <= month for one in first.values())
        return +found

    def ages(self) -> Tally:
        found: Tally = Counter()
        for claim in self.claims:
            if claim.stage.value in NOT_OPEN or not self.applied(claim) or self.settled(claim):
                continue
            since = self.came(claim)
            age = self.working_days(dt.date.fromisoformat(since)) if since else None
            ends = (end for end in (10, 20, 40, 60, 120) if age is not None and age <= end)
            row = "NO_DAY" if age is None else str(next(ends, "MORE"))
            found[row, self.path(claim)] += 1
        return found

    def working_days(self, since: dt.date) -> int:
        days = (since + dt.timedelta(n) for n in range(1, (self.day - since).days + 1))
        return sum(day.weekday() < 5 and day not in self.plan.holidays for day in days)

    def by_sector(self) -> Tally:
        found: Tally = Counter()
        for row in self.in_force:
            sector = self.facts[row["claim_no"]]["sector"]
            known = sector if sector in self.plan.profit_rates else "REST" if sector else "NOT_STATED"
            found[known, GROUPS[row["disposition"]]] += 1
        return found

    def by_service(self) -> Tally:
        found: Tally = Counter()
        for row in self.in_force:
            named = set(json.loads(self.facts[row["claim_no"]]["services"])) or {"NOT_STATED"}
            for service in {"REST" if one not in self.plan.services and one != "NOT_STATED" else one for one in named}:
                found[service, GROUPS[row["disposition"]]] += 1
        return found

    def money(self) -> Tally:
        found: Tally = Counter()
        for row in self.in_force:
            claim = next(one for one in self.claims if one.number == row["claim_no"])
            if row["disposition"] == "WITHDRAWN" or claim.claimed_loss is None:
                continue
            band = next((str(end) for end in (300_000, 500_000, 1_000_000, 2_000_000, 5_000_000)
                         if claim.claimed_loss <= end), "MORE")  # fmt: skip
            decision = claim.decision
            worked = decision.assessment if decision and decision.assessment else claim.assessment
            found[band, "CLAIMED"] += claim.claimed_loss
            found[band, "VERIFIED"] += worked.verified_loss if worked else 0
            found[band, "AWARDED"] += int(row["award"])
        return +found

    def reasons(self) -> Tally:
        codes = (code for row in self.in_force for code in str(row["reason_codes"]).split(";") if code)
        return Counter((code, "COUNT") for code in codes)

    def requests(self) -> Tally:
        asked = (one for claim in self.claims for one in claim.supplements)
        return Counter((code, "COUNT") for one in asked for code in {item.reason for item in one.items})

    def load(self) -> Tally:
        found: Tally = Counter()
        for claim in self.claims:
            if claim.stage.value in IN_HAND:
                found[claim.lead, "LEAD"] += 1
                found[claim.second, "SECOND"] += 1
        for row in self.in_force:
            found[row["lead_code"], "LEAD_DONE"] += 1
            found[row["second_code"], "SECOND_DONE"] += 1
        return Counter({key: number for key, number in found.items() if key[0]})

    def put_back(self) -> Tally:
        undone = {body["entry"] for act, _, _, body in self.entries if act == "take_back"}
        return Counter(
            (korean_month(made_at), body["opinion"])
            for act, uid, made_at, body in self.entries
            if act == "check_decision" and uid not in undone
        )

    def quality(self) -> Tally:
        return Counter(
            ("AWARDS" if award else "REFUSALS", one.outcome or "WAITS") for one, award in self.sample_checks()
        )

    def deficiencies(self) -> Tally:
        return Counter((code, "COUNT") for one, _ in self.sample_checks() for code in one.deficiencies)

    def sample_checks(self) -> list[tuple[Any, int]]:
        return [
            (one, next(made.award for made in claim.decisions if made.uid == one.decision))
            for claim in self.claims
            for one in claim.quality
        ]


def korean_month(made_at: str) -> str:
    made = dt.datetime.fromisoformat(made_at.replace("Z", "+00:00"))
    return f"{made.astimezone(dt.timezone(dt.timedelta(hours=9))):%Y-%m}"


def months_until(months: set[str]) -> list[str]:
    """Every month from the first to the last."""
    if not months:
        return []
    found, at = [], dt.date.fromisoformat(f"{min(months)}-01")
    while f"{at:%Y-%m}" <= max(months):
        found.append(f"{at:%Y-%m}")
        at = (at + dt.timedelta(32)).replace(day=1)
    return found
