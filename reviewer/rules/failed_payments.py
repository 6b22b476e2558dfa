"""Why a payment did not get there: what Korean banks write, and the same in English for the English letter."""

import re

_HANGUL = re.compile("[가-힣]")
_KNOWN = tuple(
    (re.compile(pattern), english)
    for pattern, english in (
        ("예금주|수취인|성명|이름", "the name of the account holder differs"),
        ("해지|해약", "the account has been closed"),
        ("휴면|거래 ?중지", "the account is dormant"),
        ("압류|정지|사고", "the account is blocked"),
        ("한도", "the account does not take this much at once"),
        ("없는|없음|미존재|무계좌|존재하지", "there is no such account"),
        ("번호|자릿수", "the account number is not right"),
        ("입금 ?불가|입금 ?제한|불능|거절", "the account takes no payments"),
    )
)
"""The first that fits counts: `예금주명 번호 오류` is about the name."""


def in_english(words: str) -> str:
    """The payer's words for the English letter; what is not known is quoted as it came."""
    if not _HANGUL.search(words):
        return words
    return next((english for known, english in _KNOWN if known.search(words)), as_written(words))


def as_written(words: str) -> str:
    """Korean words of a person inside an English sentence, said to be Korean."""
    return f"in Korean: “{words}”" if _HANGUL.search(words) else words
