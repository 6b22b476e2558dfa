"""The labels of fields as Korean forms, certificates, bank books and screens write them."""

import re
from functools import cache

MARKS = " :：=-·|/\t"
"""What may stand between a label and its value, or around either."""

BRN_LABELS = (
    "사업자등록번호",
    "사업자번호",
    "사업자 번호",
    "등록번호",
    "사업자등록 번호",
    "가맹점사업자번호",
    "사업자 등록번호",
)
TRADE_NAME_LABELS = (
    "상호", "상호명", "기업명", "업체명", "법인명", "단체명", "가맹점명", "가맹점", "매장명", "점포명", "사업장명",
    "회사명", "사업체명", "상점명", "스토어명", "채널명", "채널이름", "계정", "계정명", "프로필명", "판매자명",
)  # fmt: skip
OWNER_LABELS = ("대표자", "대표자명", "대표자성명", "대표이사", "대표", "사업자명")
REPRESENTATIVE_LABELS = (*OWNER_LABELS, "성명", "이름", "신청인", "신청자", "위임인")
HOLDER_LABELS = ("예금주", "예금주명", "계좌주", "예금자", "예금자명", "고객명", "성명", "명의인", "계좌명의")
ACCOUNT_LABELS = ("계좌번호", "계좌", "통장번호", "입금계좌")
ISSUE_LABELS = ("발급번호", "확인서번호", "발행번호", "증명번호", "발급 번호")
VALIDITY_LABELS = ("유효기간", "유효 기간", "확인서유효기간", "유효기한", "만료일")
OPENED_LABELS = ("개업연월일", "개업년월일", "개업일", "개업일자", "개업일시", "개업 연월일", "사업개시일")
INDUSTRY_LABELS = ("주업종", "업종", "업태", "주업종코드", "업종코드", "업종명", "산업분류")
PERIOD_LABELS = (
    "조회기간",
    "조회 기간",
    "기간",
    "조회일자",
    "거래기간",
    "대상기간",
    "매출기간",
    "집계기간",
    "검색기간",
)
_OTHER_LABELS = (
    "주소", "사업장소재지", "소재지", "주민등록번호", "법인등록번호", "생년월일", "종목", "용도",
    "발급일", "연락처", "전화번호", "휴대전화", "은행명", "관리점", "신규일", "예금종류", "수임인", "관계",
    "출력일시", "합계", "총액", "과세유형", "문서확인번호", "확인번호", "인증번호",
)  # fmt: skip
_EVERY_LABEL = tuple(
    dict.fromkeys(
        (*BRN_LABELS, *TRADE_NAME_LABELS, *REPRESENTATIVE_LABELS, *HOLDER_LABELS, *ACCOUNT_LABELS, *ISSUE_LABELS,
         *VALIDITY_LABELS, *OPENED_LABELS, *INDUSTRY_LABELS, *PERIOD_LABELS, *_OTHER_LABELS)
    )
)  # fmt: skip


def _spaced(label: str) -> str:
    """The label with any spaces between its letters: forms spread them out (`기 업 명`)."""
    return r"[ \t·.]{0,6}".join(map(re.escape, label.replace(" ", "")))


@cache
def label_pattern(labels: tuple[str, ...]) -> "re.Pattern[str]":
    """Finds any of these labels where it stands by itself; the group `label` is what the paper writes."""
    longest_first = sorted(set(labels), key=len, reverse=True)
    return re.compile(
        r"(?<![가-힣A-Za-z0-9])(?P<label>" + "|".join(map(_spaced, longest_first)) + r")"
        r"(?:\s?[(（\[][^)）\]]{0,12}[)）\]])?(?=$|[\s:：=|/·])"
    )


ANY_LABEL = label_pattern(_EVERY_LABEL)
NEXT_LABEL = re.compile(r"(?<=\s)" + ANY_LABEL.pattern + r"\s*[:：]")


def is_label(text: str) -> bool:
    """Whether a field is nothing but labels: `대표자`, `/ 대표자`."""
    return bool(text.strip(MARKS)) and not ANY_LABEL.sub("", text).strip(MARKS)
