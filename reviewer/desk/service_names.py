"""The words of a delivery for services, kinds of reporter and paid use, as codes of the plan."""

import re
from collections.abc import Mapping
from functools import lru_cache

from reviewer.rules.korean import fold
from reviewer.rules.plan import Plan

_ALSO: Mapping[str, tuple[str, ...]] = {
    "talk_text": ("카카오톡", "카톡", "카카오톡메시지", "카카오톡텍스트", "카카오톡문자", "메시지"),
    "talk_media": ("카카오톡이미지", "카카오톡사진", "카카오톡파일", "카카오톡동영상"),
    "talk_pc": ("카카오톡pc", "pc카카오톡", "pc카톡", "카카오톡pc버전", "보이스톡", "카카오톡pc로그인"),
    "talk_channel": ("카카오톡채널", "카카오채널", "톡채널", "채널", "플러스친구", "비즈채널"),
    "channel_ad": ("톡채널광고성메시지", "톡채널광고", "채널메시지", "채널광고메시지", "친구톡"),
    "alimtalk": ("알림톡", "비즈메시지", "주문알림", "예약알림", "카카오알림톡"),
    "biz_center": ("카카오비즈니스", "카카오모먼트", "카카오광고", "비즈니스센터", "키워드광고"),
    "talk_order": ("주문하기", "카카오톡주문하기", "톡주문", "카카오주문하기"),
    "gift_shop": ("선물하기", "쇼핑하기", "카카오톡선물하기", "카카오선물하기", "톡스토어", "카카오쇼핑"),
    "kakao_login": ("카카오로그인", "로그인", "카카오계정", "간편로그인", "카카오인증"),
    "talk_drawer": ("톡서랍", "톡서랍플러스"),
    "kakao_mail": ("카카오메일",),
    "daum_mail": ("다음메일", "한메일", "daum메일", "스마트워크"),
    "daum_portal": ("다음", "다음뉴스", "다음카페", "카페", "티스토리", "브런치", "daum", "다음포털"),
    "kakao_map": ("카카오맵", "카카오지도", "지도"),
    "kakao_t_taxi": ("카카오택시", "카카오t", "카카오t택시", "택시", "카카오티", "카카오t택시호출"),
    "kakao_t_driver": ("카카오대리", "카카오t대리", "대리운전", "카카오t퀵", "카카오t택배", "카카오퀵"),
    "kakao_navi": ("카카오내비", "카카오네비", "카카오내비게이션", "내비"),
    "kakao_pay": ("카카오페이", "페이", "카카오페이결제", "카카오페이송금"),
    "kakao_bank": ("카카오뱅크", "뱅크"),
    "kakao_page": ("카카오페이지", "카카오웹툰", "웹툰", "다음웹툰", "webtoon"),
    "melon": ("멜론", "melon"),
    "kakao_games": ("카카오게임즈", "카카오게임", "게임"),
}
_REPORTERS: Mapping[str, str] = {
    **dict.fromkeys(("micro", "소상공인", "소상공", "자영업", "자영업자", "소기업", "사업자", "개인사업자"), "MICRO"),
    **dict.fromkeys(("user", "일반이용자", "이용자", "일반", "일반사용자", "사용자", "개인", "개인이용자"), "USER"),
    **dict.fromkeys(("larger", "중대형기업", "중대형", "중견기업", "대기업", "기업", "중소기업", "일반기업"), "LARGER"),
}
_PAID: Mapping[str, str] = {
    **dict.fromkeys(("paid", "유료", "유료서비스", "유료이용", "y", "예", "o", "true", "1"), "PAID"),
    **dict.fromkeys(("free", "무료", "무료서비스", "무료이용", "n", "아니요", "아니오", "x", "false", "0"), "FREE"),
}
_BETWEEN = re.compile(r"[,;/|+\n、]|\s및\s|(?<=[가-힣a-z])·(?=카카오|다음|톡|멜론|알림톡)")
_NOT_LETTERS = re.compile(r"\(.*?\)")


@lru_cache(maxsize=4_096)
def reporter_word(value: str) -> str | None:
    """MICRO, USER, LARGER, or "" for an empty cell; None for a word nobody knows."""
    word = fold(value).casefold()
    return "" if not word else _REPORTERS.get(word)


@lru_cache(maxsize=4_096)
def paid_word(value: str) -> str | None:
    """PAID, FREE, or "" for an empty cell; None for a word nobody knows."""
    word = fold(value).casefold()
    return "" if not word else _PAID.get(word)


class ServiceNames:
    """Finds the plan's services in what people and registers call them."""

    def __init__(self, plan: Plan) -> None:
        """Learn keys and names of the plan, and the usual words for the services it knows."""
        self._keys: dict[str, str] = {}
        for key, service in plan.services.items():
            for name in (key, service.name.ko, service.name.en, _NOT_LETTERS.sub("", service.name.ko)):
                self._keys.setdefault(fold(name).casefold(), key)
            for name in _ALSO.get(key, ()):
                self._keys.setdefault(fold(name).casefold(), key)
        self._known: dict[str, tuple[tuple[str, ...], str]] = {}

    def read(self, value: str) -> tuple[tuple[str, ...], str]:
        """The services of a cell, in its order, and the words that are no service of the plan, if any."""
        if value not in self._known:
            if len(self._known) > 10_000:
                self._known.clear()
            self._known[value] = self._read(value)
        return self._known[value]

    def _read(self, value: str) -> tuple[tuple[str, ...], str]:
        whole = self._keys.get(fold(value).casefold())
        if whole:
            return (whole,), ""
        found, unknown = [], []
        for part in _BETWEEN.split(value.strip("[]")):
            key = self._keys.get(fold(part).casefold())
            if key:
                found.append(key)
            elif part.strip():
                unknown.append(part.strip())
        return tuple(dict.fromkeys(found)), ", ".join(unknown)
