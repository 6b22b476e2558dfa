"""Screens that show how a sample business used a service (SUS): a phone conversation or an administrator's page."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from reviewer.sample.applications import Application
from reviewer.sample.draws import dice, pick
from reviewer.sample.papers.stamps import SAMPLE_MARK, mark_as_sample
from reviewer.sample.papers.surface import GREY, INK, PALE, WHITE, Colour, Surface
from reviewer.sample.people import korean_name

PHONE_SIZE = (360.0, 760.0)
DESK_SIZE = (820.0, 560.0)
_YELLOW: Colour = (250, 222, 76)
_SKY: Colour = (186, 206, 222)
_CHATS = frozenset({"talk_text", "talk_media", "talk_pc", "talk_channel"})
_ASKS = ("예약 가능할까요?", "내일 오후 2시 되나요?", "주문하고 싶어요", "가격 문의드려요", "3인분 포장 부탁드려요")
_ANSWERS = ("네, 예약해 드렸습니다 :)", "네 가능합니다. 감사합니다!", "주문 확인했습니다", "성함과 연락처 부탁드려요")
_PAGES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "talk_channel": ("채널 관리자센터 · 통계", ("일자", "친구 수", "메시지 노출", "채팅 요청"), ("n", "n", "n")),
    "channel_ad": ("채널 메시지 발송 내역", ("발송일시", "메시지", "대상", "성공"), ("ad", "n", "n")),
    "alimtalk": ("알림톡 발송 내역 (발송대행)", ("발송일시", "템플릿", "요청", "성공"), ("tpl", "n", "n")),
    "biz_center": ("비즈니스 광고 집행 내역", ("집행일", "캠페인", "노출", "비용(원)"), ("ad", "n", "won")),
    "talk_order": ("주문하기 주문 내역", ("주문일시", "메뉴", "수량", "금액(원)"), ("menu", "q", "won")),
    "gift_shop": ("선물하기 판매 내역", ("판매일", "상품", "수량", "금액(원)"), ("menu", "q", "won")),
    "kakao_login": ("로그인 통계 · 앱 관리", ("일자", "앱 이름", "로그인 수", "신규"), ("app", "n", "q")),
    "daum_mail": ("받은 메일함", ("받은 날짜", "제목", "크기(KB)", "첨부"), ("mail", "n", "q")),
    "kakao_mail": ("받은 메일함", ("받은 날짜", "제목", "크기(KB)", "첨부"), ("mail", "n", "q")),
    "kakao_map": (
        "배달대행 프로그램(지도 연동) 배차 내역",
        ("배차일시", "도착지", "거리(m)", "요금(원)"),
        ("place", "n", "won"),
    ),
    "kakao_navi": ("내비 주행 기록", ("주행일시", "도착지", "거리(m)", "시간(분)"), ("place", "n", "q")),
    "kakao_t_driver": ("대리·퀵 기사 운행 내역", ("운행일시", "도착지", "거리(m)", "수입(원)"), ("place", "n", "won")),
    "kakao_pay": ("QR 결제 정산 내역", ("정산일", "가맹점", "건수", "금액(원)"), ("place", "q", "won")),
}
_WORDS = {
    "ad": ("주말 할인 안내", "신메뉴 소식", "단골 감사 쿠폰", "가을맞이 행사"),
    "tpl": ("예약 확인", "주문 접수", "배송 출발", "방문 알림"),
    "menu": ("세트 A", "세트 B", "교환권 1만원", "단품 포장", "꽃다발 중"),
    "app": ("온라인 상점", "회원 예약"),
    "mail": ("견적 요청드립니다", "발주서 송부", "입금 확인 부탁드립니다", "샘플 문의"),
    "place": ("가람로 12", "솔밭동 3-1", "새터시장 앞", "누리아파트 102동", "한내역 2번 출구"),
}


@dataclass(frozen=True, slots=True)
class ServiceScreen:
    """What the screen shows: whose account, which service, when used; `days` run from early to late."""

    service: str
    service_name: str
    owner: str
    account: str
    days: tuple[dt.date, ...]
    is_chat: bool
    captured: dt.date

    def values(self) -> dict[str, object]:
        """The facts as the truth file gives them."""
        return {
            "service": self.service,
            "owner": self.owner,
            "account": self.account,
            "first_used": self.days[0].isoformat(),
            "last_used": self.days[-1].isoformat(),
            "captured": self.captured.isoformat(),
        }


def screen_of(claim: Application, faults: tuple[str, ...], number: int) -> ServiceScreen:
    """The screen an application brings, wrong in the ways `faults` name; the second is an administrator's page."""
    rng = dice(claim.seed, f"screen {number}", claim.number)
    service = claim.used_service
    owner = claim.business.trade_name
    if "other_channel_owner" in faults:
        other = korean_name(rng)
        owner = f"{other} 스토어"
    if "after_outage_only" in faults:
        start, span = dt.date(2022, 10, 24), 70
    else:
        start, span = dt.date(2022, 6, 1) + dt.timedelta(days=rng.randrange(90)), 40
    days = sorted(start + dt.timedelta(days=rng.randrange(span)) for _ in range(9))
    if "after_outage_only" not in faults:
        days += [dt.date(2022, 10, 12), dt.date(2022, 10, 14)]
    return ServiceScreen(
        service=service.key,
        service_name=service.name,
        owner=owner,
        account="@shop" + format(rng.randrange(16**5), "05x"),
        days=tuple(days),
        is_chat=(service.key in _CHATS and (number == 1 or service.key != "talk_channel") and rng.random() < 0.6)
        or service.key not in _PAGES,
        captured=claim.received - dt.timedelta(days=1 + rng.randrange(10)),
    )


def draw_screen(page: Surface, screen: ServiceScreen, rng: Random) -> None:
    """Draw the screen on a surface of `size_of(screen)`."""
    if screen.is_chat:
        _draw_chat(page, screen, rng)
    else:
        _draw_page(page, screen, rng)


def size_of(screen: ServiceScreen) -> tuple[float, float]:
    """Width and height of the screen in points."""
    return PHONE_SIZE if screen.is_chat else DESK_SIZE


def _draw_chat(page: Surface, screen: ServiceScreen, rng: Random) -> None:
    page.box(0, 0, page.width, page.height, fill=_SKY)
    page.text(18, 17, f"{rng.randrange(9, 21)}:{rng.randrange(60):02d}", 10, bold=True)
    page.text(page.width - 16, 32, "LTE 74%", 8, anchor="r")
    page.text(20, 54, "<", 18, bold=True)
    page.text(46, 49, screen.owner, 14, bold=True, room=220)
    page.text(46, 64, f"{screen.service_name} · {screen.account}", 8.5, colour=(70, 84, 96), room=280)
    y = 84.0
    for day in screen.days[-6:]:
        if y > page.height - 128:
            break
        y = _draw_day(page, day, y, rng)
    page.box(0, page.height - 52, page.width, 52, fill=WHITE)
    page.box(44, page.height - 46, page.width - 100, 26, fill=(240, 240, 242), radius=12)
    page.text(58, page.height - 29, "메시지 입력", 10, colour=GREY)
    page.text(22, page.height - 27, "+", 18, colour=GREY, anchor="m")
    mark_as_sample(page, y=page.height - 7)


def _draw_day(page: Surface, day: dt.date, y: float, rng: Random) -> float:
    page.box(page.width / 2 - 74, y, 148, 18, fill=(160, 182, 200), radius=9)
    label = f"{day.year}년 {day.month}월 {day.day}일 {'월화수목금토일'[day.weekday()]}요일"
    page.text(page.width / 2, y + 13, label, 9, colour=WHITE, anchor="m")
    y += 26
    page.ring(30, y + 14, 11, colour=(120, 146, 170), thick=5)
    page.text(50, y + 8, f"손님{rng.randrange(1, 99)}", 8.5, colour=(70, 84, 96))
    page.box(50, y + 12, 152, 26, fill=WHITE, radius=7)
    page.text(60, y + 29, pick(rng, _ASKS), 10.5, room=132)
    hour = rng.randrange(1, 9)
    page.text(206, y + 36, f"오후 {hour}:{rng.randrange(60):02d}", 7.5, colour=(90, 104, 116))
    y += 46
    page.box(page.width - 184, y, 170, 26, fill=_YELLOW, radius=7)
    page.text(page.width - 174, y + 17, pick(rng, _ANSWERS), 10.5, room=150)
    page.text(page.width - 190, y + 24, f"오후 {hour}:59", 7.5, colour=(90, 104, 116), anchor="r")
    return y + 38


def _draw_page(page: Surface, screen: ServiceScreen, rng: Random) -> None:
    title, headings, columns = _PAGES[screen.service]
    page.box(0, 0, page.width, page.height, fill=(247, 248, 250))
    page.box(0, 0, page.width, 30, fill=(222, 224, 229))
    page.box(90, 6, 520, 18, fill=WHITE, radius=6)
    page.text(102, 19, f"https://center.example.com/{screen.account[1:]}/{screen.service}", 9, colour=GREY)
    page.box(0, 30, 168, page.height - 30, fill=(50, 54, 64))
    for place, words in enumerate(("홈", "대시보드", "내역 · 통계", "정보 설정", "문의")):
        page.text(24, 68 + place * 34, words, 11, bold=place == 2, colour=WHITE if place == 2 else (176, 180, 190))
    page.text(192, 64, title, 16, bold=True)
    page.text(192, 86, f"계정 {screen.owner}  ({screen.account})", 10.5, room=560)
    page.text(
        192, 103, f"서비스 {screen.service_name} · 사업자 인증 완료 · 화면 저장 {screen.captured}", 9, colour=GREY
    )
    page.box(190, 116, page.width - 214, page.height - 160, fill=WHITE, outline=PALE, radius=6)
    edges = (206.0, 360.0, 560.0, 700.0)
    for edge, words in zip(edges, headings, strict=True):
        page.text(edge, 140, words, 10, bold=True)
    page.line(200, 148, page.width - 34, 148, colour=INK)
    for place, day in enumerate(reversed(screen.days)):
        y = 172 + place * 30.0
        page.text(edges[0], y, f"{day} {rng.randrange(10, 22)}:{rng.randrange(60):02d}", 10)
        for edge, kind in zip(edges[1:], columns, strict=True):
            page.text(edge, y, _cell(kind, rng), 10)
        page.line(200, y + 10, page.width - 34, y + 10, colour=PALE, thick=0.5)
    page.text(24, page.height - 16, SAMPLE_MARK, 8, colour=(176, 180, 190))
    mark_as_sample(page, y=page.height - 12)


def _cell(kind: str, rng: Random) -> str:
    if kind in _WORDS:
        return pick(rng, _WORDS[kind])
    if kind == "won":
        return f"{rng.randrange(30, 990) * 100:,}"
    return str(1 + rng.randrange(12)) if kind == "q" else f"{rng.randrange(20, 4200):,}"
