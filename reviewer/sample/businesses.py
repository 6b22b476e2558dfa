"""Invented businesses: trade names per sector, registration and account numbers with right check digits."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from reviewer.sample.addresses import Address, address
from reviewer.sample.draws import Weighted, pick
from reviewer.sample.people import electronic_mail, landline_number, mobile_number, representative


@dataclass(frozen=True, slots=True)
class Sector:
    """A line of business: what the register calls it, its KSIC code, and words its trade names are made of."""

    name: str
    ksic: str
    category: str
    item: str
    heads: tuple[str, ...]
    tails: tuple[str, ...]
    services: tuple[tuple[str, int], ...]


_TALK = (("talk_channel", 6), ("alimtalk", 2), ("talk_text", 2))
_ONLINE = (("talk_channel", 4), ("gift_shop", 2), ("kakao_login", 3), ("channel_ad", 2))
RESTAURANT = Sector(
    "외식업",
    "56111",
    "음식점업",
    "한식",
    ("엄마손", "골목", "할매", "바다", "시골", "청춘", "달콩", "황금", "우리동네", "삼거리", "옛날", "오복", "뚝배기"),
    (
        "떡볶이",
        "치킨",
        "국밥",
        "분식",
        "카페",
        "김밥",
        "족발",
        "돈까스",
        "해장국",
        "베이커리",
        "칼국수",
        "반점",
        "커피",
    ),
    (("talk_channel", 4), ("talk_order", 2), ("kakao_map", 2), ("gift_shop", 1), ("alimtalk", 1)),
)
SERVICE = Sector(
    "서비스업",
    "96112",
    "서비스업",
    "두발 미용업",
    ("라움", "미소", "예쁜", "봄날", "소담", "아뜰리에", "더휴", "블랑", "온유", "모카", "르쏠레이유", "퀸즈"),
    ("헤어", "네일", "뷰티살롱", "필라테스", "세탁소", "사진관", "스튜디오", "PC방", "학원", "펜션", "반려동물미용"),
    (*_TALK, ("kakao_login", 2)),
)
TRANSPORT = Sector(
    "운수업",
    "49231",
    "운수업",
    "퀵서비스",
    ("번개", "바람", "한길", "이어", "두레", "동서", "날개", "신속", "온누리", "마당발"),
    ("퀵", "용달", "운수", "택배", "대리운전", "화물", "렌터카", "관광"),
    (("kakao_map", 4), ("talk_text", 3), ("talk_channel", 2), ("alimtalk", 1)),
)
RETAIL = Sector(
    "도소매업",
    "47911",
    "도매 및 소매업",
    "전자상거래 소매업",
    ("꽃피는", "다올", "모아", "초록", "손끝", "나래", "작은", "포근", "해뜨는", "산들", "오늘도", "별담은"),
    ("꽃집", "상회", "농원", "문구", "공방", "마켓", "옷가게", "수산", "과일", "건강원", "감귤", "가구", "안경"),
    _ONLINE,
)
OTHER = Sector(
    "기타",
    "74909",
    "정보통신업",
    "소프트웨어 개발",
    ("다온", "이음", "늘품", "가치", "한울", "새길", "마중물", "아라", "솔빛"),
    ("소프트", "디자인", "광고기획", "인쇄", "컨설팅", "미디어", "농장", "출판", "이벤트"),
    (("kakao_login", 3), ("biz_center", 2), ("daum_mail", 1), ("talk_channel", 3), ("channel_ad", 1)),
)
ALL_SECTORS = (RESTAURANT, SERVICE, TRANSPORT, RETAIL, OTHER)
SECTORS = Weighted([(RESTAURANT, 269), (SERVICE, 208), (TRANSPORT, 202), (RETAIL, 187), (OTHER, 134)])
LONG_NAMES = (
    "제주특별자치도감귤농업협동사업단영농조합법인서귀포시남원지점온라인직영판매장",
    "The Little Garden of Grandmother Kim & Daughters Bakery and Coffee Roasters (Hongdae Branch)",
    "엄마가아침마다직접끓여주시던그맛그대로의진한사골곰탕과수육전문점본점",
    "꽃다발에마음을담아서울어디든당일배송해드리는작은꽃집 별담은 Flower & Gift Studio",
)
BANKS = ("가온은행", "누리은행", "다솜은행", "마루은행", "새빛은행", "한울신협", "이음저축은행", "온새미금고")
_COMPANY_TYPES = ("81", "86", "87", "88")


@dataclass(frozen=True, slots=True)
class Business:
    """One invented business as its own papers name it."""

    trade_name: str
    representative: str
    brn: str
    corporate_number: str
    is_company: bool
    sector: Sector
    place: Address
    phone: str
    mail: str
    opened: dt.date

    @property
    def first_representative(self) -> str:
        """The representative, or the first of joint ones."""
        return self.representative.split(",")[0].strip()


def brn_from(serial: int, middle: str) -> str:
    """Registration number 000-00-00000 for a running number below 8,000,000, with the right check digit."""
    digits = f"{101 + serial // 10_000 % 800:03d}{middle}{serial % 10_000:04d}"
    weights = (1, 3, 7, 1, 3, 7, 1, 3, 5)
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) + int(digits[8]) * 5 // 10
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}{(10 - total % 10) % 10}"


def break_check_digit(brn: str) -> str:
    """The same number with its last digit off by one, as after a slip of the finger."""
    return brn[:-1] + str((int(brn[-1]) + 1) % 10)


def corporate_number(rng: Random) -> str:
    """A 13-digit corporate number with the right check digit."""
    digits = f"{110 + rng.randrange(60):03d}111{rng.randrange(1_000_000):06d}"
    total = sum(int(digit) * (place % 2 + 1) for place, digit in enumerate(digits))
    return f"{digits[:6]}-{digits[6:]}{(10 - total % 10) % 10}"


def account_number(rng: Random) -> str:
    """A bank account in one of the usual groupings, 11 to 14 digits."""
    form = pick(rng, ("###-###-######", "###-##-######", "######-##-######", "###-####-####-##", "####-###-#######"))
    return "".join(str(rng.randrange(10)) if sign == "#" else sign for sign in form)


def _trade_name(rng: Random, sector: Sector, is_company: bool) -> str:
    if rng.random() < 0.008:
        return pick(rng, LONG_NAMES)
    name = pick(rng, sector.heads) + (" " if rng.random() < 0.15 else "") + pick(rng, sector.tails)
    turn = rng.random()
    if is_company:
        return f"(주){name}" if turn < 0.5 else f"주식회사 {name}" if turn < 0.85 else f"㈜{name}"
    if turn < 0.12:
        name += f" {pick(rng, ('본점', '2호점', '역전점', '시장점', '한내점', '새터점'))}"
    return name


def business(rng: Random, serial: int, *, large: bool = False) -> Business:
    """A business; `serial` makes its registration number unique, `large` makes it a company."""
    sector = SECTORS.draw(rng)
    is_company = large or rng.random() < 0.14
    middle = pick(rng, _COMPANY_TYPES) if is_company else f"{1 + rng.randrange(79):02d}"
    place = address(rng)
    phone = mobile_number(rng) if rng.random() < 0.8 else landline_number(rng, place.province)
    opened = dt.date(2022, 8, 31) - dt.timedelta(days=int(rng.random() ** 2 * 6500))
    return Business(
        trade_name=_trade_name(rng, sector, is_company),
        representative=representative(rng),
        brn=brn_from(serial, middle),
        corporate_number=corporate_number(rng) if is_company else "",
        is_company=is_company,
        sector=sector,
        place=place,
        phone=phone,
        mail=electronic_mail(rng),
        opened=opened,
    )
