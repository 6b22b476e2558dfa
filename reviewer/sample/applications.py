"""The full applications of a sample: who applied, what they lost, which papers they sent, what is wrong with them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random

from reviewer.sample import faults as flaws
from reviewer.sample.businesses import BANKS, Business, account_number, business
from reviewer.sample.draws import Shuffle, Weighted, dice, pick
from reviewer.sample.faults import BY_CODE, FAULTS, places_of
from reviewer.sample.people import korean_name
from reviewer.sample.sales import SalesBook, sales_book
from reviewer.sample.services import SERVICES, TAKEN_FOR, Service

INTAKE_OPENS, INTAKE_CLOSES = dt.date(2023, 1, 30), dt.date(2023, 6, 30)
BRN_SPACE = 8_000_000
EDGES = (300_000, 300_001, 500_000, 500_001)
# Twenty applications in a row: fourteen above 500,000 won, five in the flat bands or on their edges, one unknown.
_SIZES = ("above",) * 14 + ("low", "low", "middle", "middle", "edge", "unknown")
_OUTCOMES = ("full",) * 8 + ("nearly",) * 2 + ("partial",) * 5 + ("converted",) * 3 + ("none",) * 2
_KINDS = frozenset({"SBC", "SLS", "SUS", "BNK", "BRC"})
_POSTAL = frozenset({"APP", "CNS"})
_FORMS = {
    "SBC": Weighted([(flaws.PDF, 50), (flaws.PHOTO, 22), (flaws.SCAN, 14), (flaws.SCREEN, 10), (flaws.HEIC, 4)]),
    "BRC": Weighted([(flaws.PDF, 45), (flaws.PHOTO, 35), (flaws.SCAN, 20)]),
    "SLS": Weighted(
        [
            *[(flaws.XLSX, 27), (flaws.PDF, 30), (flaws.CSV, 14)],
            *[(flaws.SCREEN_PHOTO, 9), (flaws.SCREEN, 10), (flaws.HWPX, 10)],
        ]
    ),
    "SUS": Weighted([(flaws.SCREEN, 66), (flaws.PHOTO, 12), (flaws.PDF, 22)]),
    "BNK": Weighted([(flaws.PHOTO, 46), (flaws.SCAN, 14), (flaws.PDF_SCAN, 14), (flaws.HEIC, 6), (flaws.PDF, 20)]),
    "APP": Weighted([(flaws.PDF, 40), (flaws.SCAN, 60)]),
    "CNS": Weighted([(flaws.PDF, 40), (flaws.SCAN, 60)]),
    "PRX": Weighted([(flaws.PDF, 50), (flaws.SCAN, 50)]),
}


COMMON = ("expired", "monday_weeks", "cropped", "same_file_in_two_claims", "other_name", "rrn_visible")
"""Faults that stand in every sample of twenty applications."""
_TOGETHER = 3
"""So many faults an application may have among the first, which show every one."""
SHARED_ACCOUNT, SHARED_BRN, TWO_SERVICES = 7, 13, 17
"""Of forty applications in a row, those that repeat account or business of the one before, or name two services."""
_IN_A_ROW = 40


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """One paper to be made: kind, number within its kind, form, what is wrong with it, which months it covers."""

    kind: str
    number: int
    form: str
    faults: tuple[str, ...] = ()
    months: str = "both"


@dataclass(frozen=True)
class Application:
    """One full application; `claimed_loss` and `loss` are won, `claimed_loss` None when the field was left empty."""

    seed: int
    number: int
    business: Business
    service: Service
    used_service: Service
    also_named: Service | None
    claimed_loss: int | None
    loss: int
    received: dt.date
    bank: str
    account: str
    holder: str
    channel: str
    agent: str
    papers: tuple[PaperPlan, ...]
    faults: tuple[str, ...]
    report_number: str = field(default="", compare=False)

    @property
    def claim(self) -> str:
        """Claim number such as 2023-000123."""
        return f"2023-{self.number + 1:06d}"

    @cached_property
    def book(self) -> SalesBook:
        """The true daily sales."""
        return sales_book(dice(self.seed, "sales", self.number), self.loss)

    @property
    def is_late(self) -> bool:
        """Whether it came after the closing date."""
        return self.received > INTAKE_CLOSES


@dataclass(frozen=True)
class Applications:
    """All applications of one sample; each is made from its own number alone, as often as it is needed."""

    seed: int
    total: int

    @cached_property
    def _serials(self) -> Shuffle:
        return Shuffle(BRN_SPACE, self.seed)

    @cached_property
    def _fault_groups(self) -> list[tuple[str, ...]]:
        """All fault codes, three by three where they fit into one application, so that none is lost."""
        waiting = [fault.code for fault in FAULTS]
        dice(self.seed, "fault order").shuffle(waiting)
        # Even a small sample shows the commonest; the very first claim has none before it whose file it could repeat.
        waiting.sort(key=lambda code: COMMON.index(code) if code in COMMON else len(COMMON))
        groups: list[tuple[str, ...]] = []
        while waiting:
            group = [waiting.pop(0)]
            for code in tuple(waiting):
                if len(group) < _TOGETHER and places_of((*group, code), _KINDS | _POSTAL):
                    waiting.remove(code)
                    group.append(code)
            groups.append(tuple(group))
        return groups

    def get(self, number: int, report_number: str = "") -> Application:
        """Application `number`, 0 to total - 1."""
        rng = dice(self.seed, "application", number)
        who = business(rng, self._serials.place(number))
        if self.repeats(number) == "brn":  # another place of the same business
            who = replace(self.get(number - 1).business, place=who.place, phone=who.phone)
        service = SERVICES[Weighted(who.sector.services).draw(rng)]
        used = service
        wrong = self.faults_of(number)
        if "affiliate_service" in wrong:
            sister = pick(rng, tuple(TAKEN_FOR))
            service, used = SERVICES[TAKEN_FOR[sister]], SERVICES[sister]
        claimed = _claimed_loss(rng, self._turn("size", _SIZES, number), number)
        if claimed is None and "words_differ" in wrong:
            claimed = 1_240_000
        postal = not places_of(wrong, _KINDS) or rng.random() < 0.08
        channel = "우편" if postal else pick(rng, ("챗봇", "챗봇", "고객센터 웹"))
        agent = korean_name(rng) if rng.random() < 0.03 else ""
        bank, account = pick(rng, BANKS), account_number(rng)
        if self.repeats(number) == "account":
            bank, account = (other := self.get(number - 1)).bank, other.account
        return Application(
            seed=self.seed,
            number=number,
            business=who,
            service=service,
            used_service=used,
            also_named=SERVICES["kakao_pay"] if number % _IN_A_ROW == TWO_SERVICES else None,
            claimed_loss=claimed,
            loss=_true_loss(rng, claimed, self._turn("outcome", _OUTCOMES, number)),
            received=self._received(number),
            bank=bank,
            account=account,
            holder=who.trade_name if who.is_company else who.first_representative,
            channel=channel,
            agent=agent,
            papers=self._papers(number, wrong, postal=channel == "우편", agent=bool(agent)),
            faults=wrong,
            report_number=report_number,
        )

    def repeats(self, number: int) -> str:
        """What an application repeats of the one before it: file, account, brn, or nothing."""
        if "same_file_in_two_claims" in self.faults_of(number):
            return "file"
        return {SHARED_ACCOUNT: "account", SHARED_BRN: "brn"}.get(number % _IN_A_ROW, "")

    def shared(self, number: int) -> frozenset[str]:
        """What an application has in common with those beside it: file, account, brn."""
        following = self.repeats(number + 1) if number + 1 < self.total else ""
        return frozenset({self.repeats(number), following} - {""})

    def _turn(self, what: str, cycle: Sequence[str], number: int) -> str:
        """A value of `cycle`, so that each stretch of its length holds every value as often as the cycle does."""
        order = list(cycle)
        dice(self.seed, what, number // len(order)).shuffle(order)
        return order[number % len(order)]

    def _received(self, number: int) -> dt.date:
        late = max(self.total // 200, self.total >= len(_SIZES))
        if number >= self.total - late:
            return INTAKE_CLOSES + dt.timedelta(days=3 + number % 9)
        share = number / max(1, self.total - late)
        days = int(28 * share / 0.45) if share < 0.45 else 28 + int(123 * (share - 0.45) / 0.55)
        return INTAKE_OPENS + dt.timedelta(days=days)

    def faults_of(self, number: int) -> tuple[str, ...]:
        """Fault codes of an application: every second one has some, and early ones together show every fault."""
        if number % 2:
            return ()
        turn, groups = number // 2, self._fault_groups
        if turn < len(groups):
            return tuple(code for code in groups[turn] if number or code != "same_file_in_two_claims")
        rng = dice(self.seed, "fault", number)
        first = FAULTS[turn % len(FAULTS)].code
        others = [fault.code for fault in FAULTS if places_of((first, fault.code), _KINDS | _POSTAL)]
        return (first, pick(rng, others)) if rng.random() < 0.35 else (first,)

    def _papers(self, number: int, wrong: Sequence[str], *, postal: bool, agent: bool) -> tuple[PaperPlan, ...]:
        rng = dice(self.seed, "papers", number)
        placed = _place_faults(rng, wrong, postal=postal, agent=agent)
        kinds = ["SBC", "SLS", "SUS", "BNK"]
        if "BRC" in placed or rng.random() < 0.12:
            kinds.append("BRC")
        kinds += ["APP", "CNS"] if postal else []
        kinds += ["PRX"] if agent else []
        plans: list[PaperPlan] = []
        for kind in kinds:
            code = placed.get(kind, "")
            if code and BY_CODE[code].missing:
                continue
            plans += self._plans_of(rng, kind, code, number)
        return tuple(plans)

    def _plans_of(self, rng: Random, kind: str, code: str, number: int) -> list[PaperPlan]:
        form = _FORMS[kind].draw(rng)
        if code and BY_CODE[code].forms and form not in BY_CODE[code].forms:
            form = pick(rng, BY_CODE[code].forms)
        if code == "same_file_in_two_claims":
            form = self.twin_paper(number).form
        faults = (code,) if code else ()
        if kind == "SLS" and not code and rng.random() < 0.1:
            return [PaperPlan(kind, 1, form, (), "september"), PaperPlan(kind, 2, form, (), "october")]
        plans = [PaperPlan(kind, 1, form, faults)]
        if kind == "SUS" and rng.random() < 0.4:
            plans.append(PaperPlan(kind, 2, flaws.SCREEN, tuple(set(faults) & {"affiliate_service"})))
        return plans

    def twin_paper(self, number: int) -> PaperPlan:
        """The sales paper of the claim before, whose bytes a `same_file_in_two_claims` repeats."""
        return next(plan for plan in self.get(number - 1).papers if plan.kind == "SLS")


def _place_faults(rng: Random, wrong: Sequence[str], *, postal: bool, agent: bool) -> dict[str, str]:
    """On which kind of paper each fault sits; at most one fault a paper."""
    present = _KINDS | (_POSTAL if postal else frozenset()) | ({"PRX"} if agent else frozenset())
    kinds = pick(rng, places_of(wrong, present))
    return dict(zip(kinds, wrong, strict=True))


def _claimed_loss(rng: Random, size: str, number: int) -> int | None:
    """The loss in the application form, won; round figures are commoner than exact ones."""
    if size == "unknown":
        return None
    if size == "edge":
        return EDGES[number // len(_SIZES) % len(EDGES)]
    step = pick(rng, (100, 1_000, 10_000, 10_000, 50_000))
    if size == "low":
        return max(step, rng.randrange(40_000, 300_001) // step * step)
    if size == "middle":
        return max(300_100, rng.randrange(310_000, 500_001) // step * step)
    if rng.random() < 0.06:
        return 500_001 + rng.randrange(90) * 100
    return max(500_100, 500_000 + int(rng.lognormvariate(13.2, 0.95)) // step * step)


def _true_loss(rng: Random, claimed: int | None, outcome: str) -> int:
    """What the books really show, won."""
    if claimed is None:
        return rng.randrange(1_500, 22_000) * 100
    if claimed <= 500_000:
        return 620_000 if rng.random() < 0.06 else claimed
    if outcome == "none":
        return 0
    if outcome == "converted":
        return rng.randrange(600, 5_001) * 100
    if outcome == "partial":
        smaller = claimed * rng.randrange(55, 95) // 10_000 * 100
        return smaller if smaller > 500_000 else rng.randrange(3_000, 5_001) * 100
    if outcome == "nearly" and claimed > 600_000:
        return claimed - claimed // 200
    return claimed
