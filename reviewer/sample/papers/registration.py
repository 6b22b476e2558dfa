"""The business registration (사업자등록증 or 사업자등록증명, BRC) of a sample, in an invented layout."""

import datetime as dt
from dataclasses import dataclass

from reviewer.sample.applications import Application
from reviewer.sample.draws import dice, pick
from reviewer.sample.papers.naming import named_as
from reviewer.sample.papers.stamps import mark_as_sample, press_seal
from reviewer.sample.papers.surface import GREY, PALE, Surface
from reviewer.sample.people import resident_number


@dataclass(frozen=True, slots=True)
class Registration:
    """What the registration says."""

    title: str
    brn: str
    trade_name: str
    representative: str
    resident_number: str
    corporate_number: str
    opened: dt.date
    address: str
    category: str
    item: str
    tax_type: str
    issue_number: str
    issued: dt.date

    def values(self) -> dict[str, object]:
        """The facts as the truth file gives them; a resident number only where the fault shows a whole one."""
        facts: dict[str, object] = {
            "title": self.title,
            "brn": self.brn,
            "trade_name": self.trade_name,
            "representative": self.representative,
            "opened": self.opened.isoformat(),
            "address": self.address,
            "category": self.category,
            "tax_type": self.tax_type,
            "issue_number": self.issue_number,
            "issued": self.issued.isoformat(),
        }
        return facts | ({"rrn": self.resident_number} if "*" not in self.resident_number else {})


def registration_of(claim: Application, faults: tuple[str, ...]) -> Registration:
    """The registration an application brings; `rrn_visible` shows a whole resident number."""
    rng = dice(claim.seed, "registration", claim.number)
    who = claim.business
    number = resident_number(rng)
    if "rrn_visible" not in faults:
        number = number[:6] + "-*******"
    named = named_as(who, faults, rng)
    opened = dt.date(2022, 10, 18) + dt.timedelta(days=rng.randrange(60)) if "opened_late" in faults else who.opened
    return Registration(
        title="사업자등록증" if "wrong_kind" in faults else pick(rng, ("사업자등록증", "사업자등록증명")),
        brn=named.brn,
        trade_name=named.trade_name,
        representative=named.representative,
        resident_number=number,
        corporate_number=who.corporate_number,
        opened=opened,
        address=who.place.line,
        category=who.sector.category,
        item=who.sector.item,
        tax_type=pick(rng, ("일반과세자", "일반과세자", "간이과세자")),
        issue_number=f"{rng.randrange(10_000):04d}-{rng.randrange(1000):03d}-{rng.randrange(10_000):04d}-"
        f"{rng.randrange(1000):03d}",
        issued=claim.received - dt.timedelta(days=rng.randrange(40)),
    )


def draw_registration(page: Surface, paper: Registration) -> None:
    """Draw the registration on an A4 page."""
    page.box(0, 0, page.width, page.height, fill=(252, 253, 250))
    page.box(40, 40, page.width - 80, page.height - 80, outline=(92, 128, 104), thick=2)
    page.text(62, 74, f"발급번호 {paper.issue_number}", 9.5, colour=GREY)
    page.text(page.width / 2, 132, paper.title, 27, bold=True, anchor="m")
    page.text(page.width / 2, 158, f"( {paper.tax_type} )", 12, anchor="m")
    page.text(page.width / 2, 196, f"등록번호 : {paper.brn}", 16, bold=True, anchor="m")
    is_company = bool(paper.corporate_number)
    rows = [
        ("법인명(단체명)" if is_company else "상 호", paper.trade_name),
        ("대 표 자" if is_company else "성 명(대표자)", paper.representative),
        ("법인등록번호" if is_company else "주민등록번호", paper.corporate_number or paper.resident_number),
        ("개 업 연 월 일", f"{paper.opened.year}년 {paper.opened.month:02d}월 {paper.opened.day:02d}일"),
        ("사업장 소재지", paper.address),
        ("사업의 종류", f"업태 {paper.category}    종목 {paper.item}"),
        ("휴·폐업 상태", "계속사업자"),
        ("공 동 사 업 자", "해당 없음" if "," not in paper.representative else paper.representative),
    ]
    if is_company and "*" not in paper.resident_number:
        rows.insert(3, ("대표자 주민등록번호", paper.resident_number))
    for place, (label, words) in enumerate(rows):
        y = 228 + place * 40.0
        page.line(62, y + 30, page.width - 62, y + 30, colour=PALE)
        page.text(70, y + 20, label, 11, bold=True)
        page.text(196, y + 20, words, 12, room=page.width - 268)
    page.text(page.width / 2, 640, f"{paper.issued.year}년 {paper.issued.month}월 {paper.issued.day}일", 13, anchor="m")
    page.text(page.width / 2 - 10, 694, "견 본 세 무 서 장", 19, bold=True, anchor="m")
    press_seal(page, page.width / 2 + 112, 687, 25)
    mark_as_sample(page, y=page.height - 52)
