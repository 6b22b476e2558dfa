"""The micro-enterprise confirmation (소상공인확인서, SBC) of a sample: an A4 certificate in an invented layout."""

import datetime as dt
from dataclasses import dataclass

from reviewer.sample.applications import Application
from reviewer.sample.businesses import ALL_SECTORS, OTHER
from reviewer.sample.draws import dice, pick
from reviewer.sample.papers.naming import named_as
from reviewer.sample.papers.stamps import mark_as_sample, press_seal
from reviewer.sample.papers.surface import GREY, INK, PALE, Colour, Surface

BORDER: Colour = (150, 124, 62)
_TITLES = ("소상공인확인서", "소상공인확인서", "중·소기업확인서[소상공인]", "소기업(소상공인) 확인서")
_PURPOSES = ("제출용", "공공기관 제출용", "피해지원 신청용")


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the certificate says."""

    title: str
    issue_number: str
    trade_name: str
    brn: str
    corporate_number: str
    representative: str
    address: str
    ksic: str
    valid_from: dt.date
    valid_to: dt.date
    purpose: str
    issued: dt.date

    def values(self) -> dict[str, object]:
        """The facts as the truth file gives them; dates in ISO form."""
        return {
            "title": self.title,
            "issue_number": self.issue_number,
            "trade_name": self.trade_name,
            "brn": self.brn,
            "corporate_number": self.corporate_number,
            "representative": self.representative,
            "address": self.address,
            "ksic": self.ksic,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to.isoformat(),
            "issued": self.issued.isoformat(),
        }


def certificate_of(claim: Application, faults: tuple[str, ...]) -> Certificate:
    """The certificate an application brings, wrong in the ways `faults` name."""
    rng = dice(claim.seed, "certificate", claim.number)
    who = claim.business
    year = (
        2020 if "expired" in faults else 2023 if claim.received >= dt.date(2023, 4, 1) and rng.random() < 0.5 else 2022
    )
    issued = min(dt.date(year, 4, 1) + dt.timedelta(days=rng.randrange(300)), claim.received)
    named = named_as(who, faults, rng)
    sector = (
        pick(rng, [one for one in ALL_SECTORS if one not in (who.sector, OTHER)])
        if "other_sector" in faults
        else who.sector
    )
    return Certificate(
        title="소기업확인서" if "not_micro" in faults else pick(rng, _TITLES),
        issue_number=f"0010-{year}-{rng.randrange(1_000_000):06d}",
        trade_name=named.trade_name,
        brn=named.brn,
        corporate_number=who.corporate_number,
        representative=named.representative,
        address=who.place.line,
        ksic=f"{sector.ksic} {sector.item}",
        valid_from=dt.date(year, 4, 1),
        valid_to=dt.date(year + 1, 3, 31),
        purpose=pick(rng, _PURPOSES),
        issued=issued,
    )


def draw_certificate(page: Surface, paper: Certificate) -> None:
    """Draw the certificate on an A4 page."""
    _draw_border(page)
    page.text(64, 92, f"발급번호 : {paper.issue_number}", 10.5)
    page.text(page.width / 2, 160, paper.title, 29, bold=True, anchor="m", room=440)
    page.line(190, 174, page.width - 190, 174, colour=BORDER, thick=1.6)
    rows = [
        ("기 업 명", paper.trade_name),
        ("사업자등록번호", paper.brn),
        ("법인등록번호", paper.corporate_number or "해당 없음"),
        ("대 표 자 명", paper.representative),
        ("주 소", paper.address),
        ("주 업 종", paper.ksic),
        ("유 효 기 간", f"{_dotted(paper.valid_from)} ~ {_dotted(paper.valid_to)}"),
        ("용 도", paper.purpose),
    ]
    top, tall = 214.0, 38.0
    for place, (label, words) in enumerate(rows):
        y = top + place * tall
        page.box(70, y, 120, tall, fill=(247, 243, 232), outline=PALE, thick=0.8)
        page.box(190, y, page.width - 260, tall, outline=PALE, thick=0.8)
        page.text(130, y + 24, label, 11, bold=True, anchor="m")
        page.text(202, y + 24, words, 12, room=page.width - 284)
    _draw_statement(page, paper, top + len(rows) * tall)


def _draw_statement(page: Surface, paper: Certificate, y: float) -> None:
    law = "「중소기업기본법」" if paper.title == "소기업확인서" else "「소상공인기본법」 제2조"
    kind = "소기업" if paper.title == "소기업확인서" else "소상공인"
    page.text(page.width / 2, y + 46, f"위 기업은 {law}에 따른 {kind}임을 확인합니다.", 13, anchor="m")
    page.text(page.width / 2, y + 92, _spelled(paper.issued), 13, anchor="m")
    page.text(page.width / 2 - 18, y + 140, "중소벤처기업부장관", 20, bold=True, anchor="m")
    press_seal(page, page.width / 2 + 112, y + 133, 27)
    page.text(64, page.height - 78, "본 확인서는 견본이며 발급 사실을 확인할 수 없습니다.", 8.5, colour=GREY)
    page.text(
        64, page.height - 64, f"문서확인번호 {paper.issue_number[-6:]}-SAMPLE-{paper.issued:%Y%m%d}", 8.5, colour=GREY
    )
    mark_as_sample(page, y=page.height - 48)


def _draw_border(page: Surface) -> None:
    page.box(0, 0, page.width, page.height, fill=(254, 253, 248))
    page.box(28, 28, page.width - 56, page.height - 56, outline=BORDER, thick=3.2)
    page.box(36, 36, page.width - 72, page.height - 72, outline=BORDER, thick=0.9)
    x, y = page.width / 2, page.height / 2 + 40
    for radius in (96, 104, 132):
        page.ring(x, y, radius, colour=(243, 237, 220), thick=5)
    for x in (28.0, page.width - 28):
        for y in (28.0, page.height - 28):
            page.ring(x, y, 9, colour=BORDER, thick=2)
    page.text(64, 64, "소상공인 확인 서식", 8, colour=INK)


def _dotted(day: dt.date) -> str:
    return f"{day:%Y-%m-%d}"


def _spelled(day: dt.date) -> str:
    return f"{day.year}년 {day.month}월 {day.day}일"
