"""The rows of a sample delivery: what each of the reports says, as a register would hold it."""

import datetime as dt
from random import Random

from reviewer.sample.applications import BRN_SPACE, Application, Applications
from reviewer.sample.businesses import business
from reviewer.sample.draws import Shuffle, dice, pick
from reviewer.sample.people import electronic_mail, korean_name, mobile_number
from reviewer.sample.proportions import Group, Places, applications_among
from reviewer.sample.services import (
    AFFILIATES,
    PAID_BUSINESS,
    PAID_OWN,
    PROTESTS,
    SERVICES,
    USER_COMPLAINTS,
    USERS_OWN,
    Service,
)

COLUMNS = (
    *("접수번호(신청)", "신고번호", "접수일", "구분", "상호", "대표자", "사업자등록번호", "주소", "전화번호"),
    *("전자우편", "업종", "이용 서비스", "유료/무료", "피해액", "피해내용", "은행", "계좌번호", "예금주"),
)
REPORTS_OPEN = dt.date(2022, 10, 19)
# Share of all reports in by the end of each of the 19 days; about 45,000 by 24 October (domain.md 1.2).
_ARRIVED = (0.05, 0.13, 0.21, 0.28, 0.34, 0.43, 0.50, 0.56, 0.61, 0.66, 0.70, 0.73, 0.77, 0.86, 0.90, 0.93, 0.95, 0.97)
_PAID_FEES = (1_900, 2_900, 3_900, 4_900, 7_900, 9_900, 14_900)


class Reports:
    """All rows of a delivery; each is made from its own place alone."""

    def __init__(self, total: int, seed: int) -> None:
        """`total` reports, at least ten."""
        self.total = total
        self.applications = Applications(seed, applications_among(total))
        self._seed = seed
        self._places = Places(total)
        self._order = Shuffle(total, seed)
        self._serials = Shuffle(BRN_SPACE, seed)

    def place(self, position: int) -> int:
        """The place of the report at `position`; below the number of applications it is the application's number."""
        return self._order.place(position)

    def row(self, position: int) -> list[str]:
        """The cells of the report at `position`, 0 to total - 1, in the order of `COLUMNS`."""
        place = self._order.place(position)
        if place < self.applications.total:
            return application_row(self.applications.get(place, report_number(position)))
        group = self._places.group_at(place)
        rng = dice(self._seed, "report", place)
        day = self._day(position)
        if group.reporter == "이용자":
            return self._user_row(rng, group, position, day)
        return self._business_row(rng, group, position, place, day)

    def _day(self, position: int) -> str:
        share = position / self.total
        day = next((day for day, arrived in enumerate(_ARRIVED) if share < arrived), len(_ARRIVED))
        return (REPORTS_OPEN + dt.timedelta(days=day)).isoformat()

    def _user_row(self, rng: Random, group: Group, position: int, day: str) -> list[str]:
        service = _service(rng, group)
        mail = electronic_mail(rng) if rng.random() < 0.6 else ""
        return [
            *("", report_number(position), day, "이용자", "", korean_name(rng), "", "", mobile_number(rng), mail, ""),
            *(service.name, _paid(group), _loss_cell(rng, group), _complaint(rng, group, service), "", "", ""),
        ]

    def _business_row(self, rng: Random, group: Group, position: int, place: int, day: str) -> list[str]:
        who = business(rng, self._serials.place(place), large=group.reporter == "중대형기업")
        service = _service(rng, group, dict(who.sector.services))
        return [
            *("", report_number(position), day, group.reporter, who.trade_name, who.representative, who.brn),
            *(who.place.line, who.phone, who.mail, who.sector.name, service.name, _paid(group)),
            *(_loss_cell(rng, group), _complaint(rng, group, service), "", "", ""),
        ]


def report_number(position: int) -> str:
    """Report number such as 10-0000123, counted in order of arrival."""
    return f"10-{position + 1:07d}"


def application_row(claim: Application) -> list[str]:
    """The row of a full application."""
    who = claim.business
    text = claim.service.complaints[0] + f" 평소 주간보다 매출이 크게 줄었습니다. ({claim.channel} 접수)"
    services = claim.service.name if claim.also_named is None else f"{claim.service.name}, {claim.also_named.name}"
    if claim.agent:
        text += f" 대리인 {claim.agent}"
    return [
        *(claim.claim, claim.report_number, claim.received.isoformat(), "소상공인", who.trade_name),
        *(who.representative, who.brn, who.place.line, who.phone, who.mail, who.sector.name, services),
        *("무료", "" if claim.claimed_loss is None else str(claim.claimed_loss), text),
        *(claim.bank, claim.account, claim.holder),
    ]


def _service(rng: Random, group: Group, usual: dict[str, int] | None = None) -> Service:
    if group.affiliate:
        return SERVICES[AFFILIATES.draw(rng)]
    if usual is None:
        return SERVICES[(PAID_OWN if group.paid else USERS_OWN).draw(rng)]
    return SERVICES[PAID_BUSINESS.draw(rng) if group.paid else pick(rng, tuple(usual))]


def _paid(group: Group) -> str:
    return "유료" if group.paid else "무료"


def _loss_cell(rng: Random, group: Group) -> str:
    """The loss as the register holds it: won, 0 where none was named, empty where the field was left out."""
    if not group.loss:
        return "0"
    if rng.random() < 0.015:
        return ""
    if group.reporter == "이용자":
        fee = pick(rng, _PAID_FEES) if group.paid or rng.random() < 0.4 else rng.randrange(1, 60) * 5_000
        return str(fee)
    step = pick(rng, (1_000, 10_000, 10_000, 50_000))
    scale = 13.6 if group.reporter == "중대형기업" else 12.45
    return str(max(step, int(rng.lognormvariate(scale, 0.75)) // step * step))


def _complaint(rng: Random, group: Group, service: Service) -> str:
    if group.loss or rng.random() < 0.4:
        return pick(rng, USER_COMPLAINTS if group.reporter == "이용자" else service.complaints)
    return pick(rng, PROTESTS)
