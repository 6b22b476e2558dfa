"""The daily card sales (SLS) of a sample as a table: which days it shows, what it totals, and what is wrong with it."""

import datetime as dt
from dataclasses import dataclass, replace

from reviewer.sample.applications import Application
from reviewer.sample.draws import dice, pick
from reviewer.sample.papers.stamps import mark_as_sample
from reviewer.sample.papers.surface import A4, GREY, INK, PALE, WHITE, Colour, Surface
from reviewer.sample.sales import CANDIDATE_WEEKS, FIRST_DAY, LAST_DAY, OUTAGE_WEEK, DaySales

HEADINGS = ("거래일자", "승인건수", "승인금액", "취소건수", "취소금액", "합계금액")
SCREEN_SIZE = (900.0, 1210.0)
_SOURCES = ("가맹점 카드매출 일자별 조회", "카드 승인내역 일별 집계", "POS 일자별 매출 현황", "매출 입금 일자별 내역")
_WEEKDAYS = "월화수목금토일"
_BLUE: Colour = (44, 82, 140)


@dataclass(frozen=True, slots=True)
class SalesSheet:
    """A table of sales: one row a day, or a month; amounts in won."""

    source: str
    merchant: str
    brn: str
    period: str
    printed: str
    labels: tuple[str, ...]
    rows: tuple[DaySales, ...]
    total: int
    daily: bool
    shows_period: bool
    asked: tuple[dt.date, dt.date]
    keeps_refunds: bool = False

    def cells(self) -> list[tuple[str, int, int, int, int, int]]:
        """The rows as label and five numbers."""
        return [
            (label, row.approvals, row.gross, row.cancels, row.cancelled, self.counted(row))
            for label, row in zip(self.labels, self.rows, strict=True)
        ]

    def counted(self, row: DaySales) -> int:
        """What the last column says of a row: the net sales, or what came in where refunds were kept."""
        return row.gross if self.keeps_refunds else row.net

    def heading_lines(self) -> list[str]:
        """What stands above the table."""
        period = [f"조회기간 : {self.period}"] if self.shows_period else []
        return [f"가맹점명 : {self.merchant}", f"사업자등록번호 : {self.brn}", *period, f"출력일시 : {self.printed}"]

    def values(self) -> dict[str, object]:
        """What the paper itself lets a reader work out; weeks only where all their days are shown."""
        nets = {row.day: self.counted(row) for row in self.rows} if self.daily else {}
        facts: dict[str, object] = {
            "source": self.source,
            "merchant": self.merchant,
            "brn": self.brn,
            "total_printed": self.total,
            "total_of_rows": sum(self.counted(row) for row in self.rows),
            "refunds_kept": self.keeps_refunds,
        }
        if self.shows_period:
            facts["period"] = self.period
            facts |= {"period_from": self.asked[0].isoformat(), "period_to": self.asked[1].isoformat()}
        facts |= {"daily": {day.isoformat(): net for day, net in nets.items()}} if nets else {}
        weeks = {start: week for start in CANDIDATE_WEEKS if (week := _week(nets, start)) is not None}
        outage = _week(nets, OUTAGE_WEEK)
        if weeks:
            best = max(weeks, key=lambda start: (weeks[start], -start.toordinal()))
            facts |= {"normal_week_from": best.isoformat(), "normal_week_sales": weeks[best]}
        return facts | ({} if outage is None else {"outage_week_sales": outage})


def _week(nets: dict[dt.date, int], start: dt.date) -> int | None:
    days = [start + dt.timedelta(days=n) for n in range(7)]
    return sum(nets[day] for day in days) if all(day in nets for day in days) else None


def sales_sheet_of(claim: Application, faults: tuple[str, ...], months: str) -> SalesSheet:
    """The table an application brings for `months` (both, september, october), wrong as `faults` say."""
    rng = dice(claim.seed, "sales sheet", claim.number)
    rows = claim.book.days
    if months != "both":
        rows = tuple(row for row in rows if row.day.month == (9 if months == "september" else 10))
    if "monday_weeks" in faults:
        rows = _monday_weeks(claim)
    if "other_month" in faults:
        rows = _august(claim) + tuple(row for row in rows if row.day.month == 10)
    daily = "monthly_totals_only" not in faults
    if not daily:
        rows = tuple(_month(rows, month) for month in (9, 10))
    dated = "no_period" not in faults
    keeps_refunds = "refunds_kept" in faults
    if keeps_refunds:
        rows = tuple(_with_refund(row) if place % 9 == 4 else row for place, row in enumerate(rows))
    total = sum(row.gross if keeps_refunds else row.net for row in rows)
    asked = _asked(rows, faults)
    return SalesSheet(
        source=pick(rng, _SOURCES),
        merchant=claim.business.trade_name,
        brn=claim.business.brn,
        period=_period(rows, asked, faults),
        printed=f"{claim.received - dt.timedelta(days=rng.randrange(1, 9)):%Y-%m-%d} {rng.randrange(9, 21)}:"
        f"{rng.randrange(60):02d}",
        labels=tuple(_label(row.day, daily, dated) for row in rows),
        rows=rows,
        total=total + rng.randrange(20, 900) * 1000 if "sum_wrong" in faults else total,
        daily=daily,
        shows_period=dated,
        asked=asked,
        keeps_refunds=keeps_refunds,
    )


def _with_refund(row: DaySales) -> DaySales:
    """The same sales, some of them cancelled; a day without sales stays as it is."""
    return (
        replace(row, cancels=row.cancels + 1, cancelled=row.cancelled + row.gross // 1_000 * 100) if row.gross else row
    )


def _asked(rows: tuple[DaySales, ...], faults: tuple[str, ...]) -> tuple[dt.date, dt.date]:
    """The first and the last day of the query, as the paper prints it."""
    if "monthly_totals_only" in faults:
        return FIRST_DAY, LAST_DAY
    return rows[0].day, dt.date(2022, 9, 30) if "period_differs" in faults else rows[-1].day


def _period(rows: tuple[DaySales, ...], asked: tuple[dt.date, dt.date], faults: tuple[str, ...]) -> str:
    if "monthly_totals_only" in faults:
        return f"{FIRST_DAY:%Y-%m} ~ {LAST_DAY:%Y-%m}"
    if "monday_weeks" in faults:
        return f"{rows[0].day} ~ {rows[6].day} / {rows[7].day} ~ {rows[13].day}"
    return f"{asked[0]} ~ {asked[1]}"


def _label(day: dt.date, daily: bool, dated: bool) -> str:
    if not daily:
        return f"{day:%Y-%m}"
    weekday = _WEEKDAYS[day.weekday()]
    return f"{day:%Y-%m-%d} ({weekday})" if dated else f"{day.month}/{day.day} ({weekday})"


def _monday_weeks(claim: Application) -> tuple[DaySales, ...]:
    book = claim.book
    starts = [day for week in CANDIDATE_WEEKS[:4] if (day := week + dt.timedelta(days=2)) <= dt.date(2022, 9, 24)]
    best = max(starts, key=book.week)
    later = dt.date(2022, 10, 17)
    week = dt.timedelta(days=6)
    return book.between(best, best + week) + book.between(later, later + week)


def _august(claim: Application) -> tuple[DaySales, ...]:
    days = []
    for row in claim.book.between(FIRST_DAY, dt.date(2022, 9, 30)):
        gross = row.gross * 108 // 10_000 * 100
        days.append(DaySales(row.day.replace(month=8), row.approvals, gross, 0, 0))
    return tuple(days)


def _month(rows: tuple[DaySales, ...], month: int) -> DaySales:
    days = [row for row in rows if row.day.month == month]
    sums = [sum(getattr(row, name) for row in days) for name in ("approvals", "gross", "cancels", "cancelled")]
    return DaySales(days[0].day, *sums)


def draw_on_paper(page: Surface, sheet: SalesSheet) -> None:
    """Draw the table on A4 pages, 36 rows a page."""
    cells = sheet.cells()
    pages = [cells[start : start + 36] for start in range(0, len(cells), 36)]
    for number, part in enumerate(pages, 1):
        if number > 1:
            page.next_page()
        page.box(0, 0, *A4, fill=WHITE)
        y = _draw_heading(page, sheet, 58, 44)
        y = _draw_table(page, part, y, 44, page.width - 88, 16.4)
        if number == len(pages):
            _draw_total(page, sheet, y, 44, page.width - 88)
        page.text(page.width / 2, page.height - 28, f"{number} / {len(pages)}", 8, colour=GREY, anchor="m")
        mark_as_sample(page)


def draw_on_screen(page: Surface, sheet: SalesSheet) -> None:
    """Draw the table as a page of an invented merchant site."""
    page.box(0, 0, page.width, page.height, fill=(246, 247, 250))
    page.box(0, 0, page.width, 34, fill=(226, 228, 233))
    for place in range(3):
        page.ring(18 + place * 16, 17, 4, colour=GREY, thick=2)
    page.box(90, 8, 560, 18, fill=WHITE, radius=6)
    page.text(102, 21, "https://merchant.example.com/sales/daily", 9.5, colour=GREY)
    page.box(0, 34, page.width, 44, fill=_BLUE)
    page.text(30, 62, "가맹점 매출 조회", 17, bold=True, colour=WHITE)
    page.box(20, 92, page.width - 40, page.height - 122, fill=WHITE, outline=PALE, radius=6)
    y = _draw_heading(page, sheet, 116, 40)
    y = _draw_table(page, sheet.cells(), y, 40, page.width - 80, 14.6)
    _draw_total(page, sheet, y, 40, page.width - 80)
    mark_as_sample(page, y=page.height - 10)


def _draw_heading(page: Surface, sheet: SalesSheet, y: float, x: float) -> float:
    page.text(x, y, sheet.source, 15, bold=True)
    for place, words in enumerate(sheet.heading_lines()):
        page.text(x, y + 20 + place * 15, words, 9.5, room=page.width - 2 * x)
    return y + 32 + len(sheet.heading_lines()) * 15


def _columns(x: float, width: float) -> list[float]:
    return [x + width * share for share in (0.22, 0.34, 0.53, 0.65, 0.82, 0.99)]


def _draw_table(
    page: Surface,
    cells: list[tuple[str, int, int, int, int, int]],
    y: float,
    x: float,
    width: float,
    tall: float,
) -> float:
    edges = _columns(x, width)
    page.box(x, y, width, tall + 3, fill=(232, 236, 244))
    for edge, words in zip(edges, HEADINGS, strict=True):
        page.text(edge, y + tall - 3, words, 9, bold=True, anchor="r")
    y += tall + 3
    for label, *numbers in cells:
        page.text(edges[0], y + tall - 4.5, label, 9, anchor="r", colour=_day_colour(label))
        for edge, number in zip(edges[1:], numbers, strict=True):
            page.text(edge, y + tall - 4.5, f"{number:,}", 9, anchor="r")
        page.line(x, y + tall, x + width, y + tall, colour=PALE, thick=0.5)
        y += tall
    return y


def _day_colour(label: str) -> Colour:
    return (190, 60, 60) if label.endswith("(일)") else (60, 90, 170) if label.endswith("(토)") else INK


def _draw_total(page: Surface, sheet: SalesSheet, y: float, x: float, width: float) -> None:
    page.box(x, y + 2, width, 20, fill=(252, 246, 224))
    edges = _columns(x, width)
    page.text(edges[0], y + 16, "합계", 10, bold=True, anchor="r")
    page.text(edges[-1], y + 16, f"{sheet.total:,}", 10, bold=True, anchor="r")
    page.text(edges[1], y + 16, f"{sum(row.approvals for row in sheet.rows):,}", 9, anchor="r")
