"""Invented business addresses: real provinces and districts, streets and house numbers made up."""

from dataclasses import dataclass
from random import Random

from reviewer.sample.draws import Weighted, pick

# 41.8 % capital region, 20.6 % Gyeongsang, 18.2 % Jeju: the federation's 2,117 cases (domain.md 1.3).
PROVINCES = Weighted(
    [
        *[("서울", 200), ("경기", 178), ("인천", 40), ("부산", 70), ("대구", 42), ("울산", 18), ("경남", 46)],
        *[("경북", 30), ("제주", 182), ("대전", 32), ("세종", 8), ("충남", 32), ("충북", 26), ("광주", 28)],
        *[("전남", 24), ("전북", 24), ("강원", 20)],
    ]
)
FULL_NAMES = {
    **{"서울": "서울특별시", "경기": "경기도", "인천": "인천광역시", "부산": "부산광역시", "대구": "대구광역시"},
    **{"울산": "울산광역시", "경남": "경상남도", "경북": "경상북도", "제주": "제주특별자치도", "대전": "대전광역시"},
    **{"세종": "세종특별자치시", "충남": "충청남도", "충북": "충청북도", "광주": "광주광역시", "전남": "전라남도"},
    **{"전북": "전라북도", "강원": "강원도"},
}
DISTRICTS: dict[str, tuple[str, ...]] = {
    "서울": ("마포구", "송파구", "강서구", "관악구", "노원구", "은평구", "성북구", "영등포구", "중구", "강남구"),
    "경기": ("수원시 팔달구", "성남시 분당구", "고양시 덕양구", "부천시", "화성시", "안산시 단원구", "평택시"),
    "인천": ("부평구", "남동구", "연수구", "서구"),
    "부산": ("해운대구", "부산진구", "사하구", "금정구", "수영구"),
    "대구": ("달서구", "수성구", "북구", "중구"),
    "울산": ("남구", "울주군"),
    "경남": ("창원시 성산구", "김해시", "진주시", "거창군"),
    "경북": ("포항시 남구", "구미시", "경주시", "의성군"),
    "제주": ("제주시", "제주시", "서귀포시"),
    "대전": ("유성구", "서구", "동구"),
    "세종": ("",),
    "충남": ("천안시 서북구", "아산시", "홍성군"),
    "충북": ("청주시 흥덕구", "충주시", "옥천군"),
    "광주": ("북구", "광산구", "서구"),
    "전남": ("여수시", "순천시", "해남군"),
    "전북": ("전주시 완산구", "군산시", "고창군"),
    "강원": ("춘천시", "강릉시", "속초시"),
}
NEIGHBOURHOODS = ("가온동", "누리동", "새터동", "솔밭동", "한내동", "배꽃동", "다올동", "은행나무동", "햇살동")
VILLAGES = ("새벌읍", "한들면", "솔뫼면", "물안읍")
STREETS = ("가람로", "누리로", "한솔길", "새터로", "배꽃길", "느티나무로", "푸른들로", "해맞이로", "별빛로12번길")
FLOORS = ("", "", "", " 1층", " 2층", " 101호", " 지하1층", " 3층 302호")


@dataclass(frozen=True, slots=True)
class Address:
    """A place of business: the province's short name and the whole line."""

    province: str
    line: str


def address(rng: Random) -> Address:
    """A street address with the neighbourhood in brackets, as the road-name system writes it."""
    province = PROVINCES.draw(rng)
    district = pick(rng, DISTRICTS[province])
    rural = district.endswith("군") or rng.random() < 0.05
    place = pick(rng, VILLAGES) if rural else ""
    number = f"{1 + rng.randrange(320)}" + (f"-{1 + rng.randrange(40)}" if rng.random() < 0.3 else "")
    parts = [FULL_NAMES[province], district, place, pick(rng, STREETS), number]
    line = " ".join(part for part in parts if part) + pick(rng, FLOORS)
    if not rural:
        line += f" ({pick(rng, NEIGHBOURHOODS)})"
    return Address(province, line)
