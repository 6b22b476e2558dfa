"""Personal data made unreadable: masks for names, numbers and addresses, and resident numbers found in text."""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from reviewer.rules.numbers import corporate_number_is_valid, digits


def mask_name(name: str) -> str:
    """Mask a person's name: `김하늘` -> `김*늘`, `이산` -> `이*` (domain.md 6.1)."""
    name = unicodedata.normalize("NFC", name).strip()
    if re.fullmatch(r"[가-힣]{2,}", name):
        return _mask_hangul_name(name)
    if len(name) > 4 and re.search(r"[가-힣]{2}", name):  # `김하늘 외 1명`: the rule below would show the first name
        return re.sub(r"[^\W\d]\w+", lambda m: _mask_word(m[0]), name)
    if len(name) > 4:
        return name[:4] + "*" * max(3, len(name) - 4)
    return name[:1] + "***" if name else ""


def _mask_hangul_name(name: str) -> str:
    return name[0] + "*" if len(name) == 2 else name[0] + "*" * (len(name) - 2) + name[-1]


def _mask_word(word: str) -> str:
    return _mask_hangul_name(word) if re.fullmatch(r"[가-힣]+", word) else word[0] + "*" * (len(word) - 1)


def mask_phone(phone: str) -> str:
    """Mask the middle digits: `010-****-5678`; a number of unknown form becomes stars of the same length."""
    number = digits(phone)
    if re.match(r"\s*\+\s*82", unicodedata.normalize("NFKC", phone)):
        number = "0" + number[2:].removeprefix("0")
    if found := re.fullmatch(r"(02|050\d|0\d{2})(\d{3,4})(\d{4})", number):
        return f"{found[1]}-{'*' * len(found[2])}-{found[3]}"
    return "*" * len(number)


_MASKED_ACCOUNT = re.compile(r"\*{4,}\d{4}|\*+")


def mask_account(account: str) -> str:
    """Show the last four digits of an account: `********6789`; all stars below eight digits. A masked one stays."""
    if _MASKED_ACCOUNT.fullmatch(account):
        return account
    number = digits(account)
    return "*" * (len(number) - 4) + number[-4:] if len(number) >= 8 else "*" * len(number)


def mask_email(email: str) -> str:
    """Mask the part before the @: `ha***@example.com`."""
    user, _, host = email.strip().partition("@")
    if not user and not host:
        return ""
    return (user[:2] if len(user) > 3 else user[:1]) + "***" + ("@" + host if host else "")


def mask_brn(brn: str) -> str:
    """Mask the last five digits of a business registration number for exports: `120-81-*****`."""
    number = digits(brn)
    return f"{number[:3]}-{number[3:5]}-*****" if len(number) == 10 else "*" * len(number)


_PROVINCES = {
    "서울": "서울특별시",
    "부산": "부산광역시",
    "대구": "대구광역시",
    "인천": "인천광역시",
    "광주": "광주광역시",
    "대전": "대전광역시",
    "울산": "울산광역시",
    "세종": "세종특별자치시",
    "경기": "경기도",
    "강원": "강원도",
    "충북": "충청북도",
    "충남": "충청남도",
    "전북": "전라북도",
    "전남": "전라남도",
    "경북": "경상북도",
    "경남": "경상남도",
    "제주": "제주특별자치도",
}
"""The 시/도 of October 2022; later names (강원특별자치도) count as the same province."""

# Patterns stand as text and are compiled by their first use: a start waits for none of them.
_PROVINCE_ENDING = r"(?:특별시|광역시|특별자치시|특별자치도|자치도|시|도)?"
_DISTRICT = r"[가-힣]+[시군구]"
_NEIGHBOURHOOD = r"[가-힣]+\d*(?:[.,·]\d+)*(?:읍|면|동)|[가-힣]+\d+가|[가-힣]+동\d+가"
_IN_BRACKETS = rf"\(\s*({_NEIGHBOURHOOD})\s*[),]"
_ZIP = r"^\s*[\[(]?\d{5}[\])]?\s+|^\s*[\[(]?\d{3}-\d{3}[\])]?\s+"


def province(address: str) -> str:
    """Return the 시/도 of an address in its full form of 2022, or nothing when it names none (domain.md 6.1)."""
    words = re.sub(_ZIP, "", unicodedata.normalize("NFKC", address)).split()
    return _province_of(words[0]) if words else ""


def _province_of(word: str) -> str:
    for full in _PROVINCES.values():
        if word == full:
            return full
    short = _PROVINCES.get(word[:2])
    return short if short and re.fullmatch(_PROVINCE_ENDING, word[2:]) else ""


def mask_address(address: str) -> str:
    """Show an address down to 읍/면/동 and mask what is below: `서울특별시 은평구 신사동 ***` (domain.md 6.1).

    A road is finer than a 동, so of a road address the 동 in brackets is shown, otherwise the 시/군/구.
    """
    plain = re.sub(_ZIP, "", unicodedata.normalize("NFKC", address)).strip()
    kept: list[str] = []
    for word in plain.split():
        if (not kept and _province_of(word)) or (len(kept) < 4 and re.fullmatch(_DISTRICT, word)):
            kept.append(word)
        elif re.fullmatch(_NEIGHBOURHOOD, word):
            return " ".join([*kept, word, "***"])
        else:
            break
    bracketed = re.search(_IN_BRACKETS, plain) if kept and "(" in plain else None
    if bracketed:
        kept.append(bracketed[1])
    return " ".join([*kept, "***"]) if plain else ""


class Found(NamedTuple):
    """A resident number in a text: `text[start:end]`; it may be a company's number instead."""

    start: int
    end: int
    maybe_corporate: bool


_GAP = r"[\s\-./~_·ㆍ・•]*"
_RRN = rf"(?<!\d)(\d{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])){_GAP}([1-8]\d{{6}})(?!\d)"
# The boxes of a form come out of a scan as digits with a space between each.
_RRN_IN_BOXES = r"(?<!\d)(?<!\d )(\d \d (?:0 [1-9]|1 [0-2]) (?:0 [1-9]|[12] \d|3 [01])) ?- ?([1-8](?: \d){6})(?! ?\d)"
_LABEL = r"(?i)(?P<person>주민)|법인\s*(?:등록)?\s*번호|corporate (?:registration )?n"
_LABEL_REACH = 30
# A court's registry code opens a corporate number; as a birth year it would be a child or over ninety.
_REGISTRY_CODES = range(11, 30)
_HYPHEN = "[‐‑‒–—―−﹣－ー─]"
_OTHER_DIGIT = r"[^\D0-9]"


def _same_width(text: str) -> str:
    """ASCII digits and hyphens at the same places, so that positions found here hold in the original."""
    if text.isascii():
        return text
    return re.sub(_OTHER_DIGIT, lambda digit: str(unicodedata.decimal(digit[0])), re.sub(_HYPHEN, "-", text))


def find_rrns(text: str) -> list[Found]:
    """Find resident registration numbers, in order of place, with any width of digits and any hyphen.

    The check digit is not required: numbers issued since October 2020 have none (domain.md 6). What may be a
    corporate number is marked: its label 법인등록번호 stands just before it, or its check digit fits and it opens
    with the code of a registry. A check digit alone is not enough, for it fits every tenth resident number too.
    """
    plain = _same_width(text)
    hits = [*re.finditer(_RRN, plain), *re.finditer(_RRN_IN_BOXES, plain)]
    hits.sort(key=lambda hit: hit.start())
    return [Found(hit.start(), hit.end(), _maybe_corporate(plain, hit)) for hit in hits]


def _maybe_corporate(plain: str, hit: re.Match[str]) -> bool:
    number = digits(hit[0])
    if corporate_number_is_valid(number) and int(number[:2]) in _REGISTRY_CODES:
        return True
    before = plain[max(0, hit.start() - _LABEL_REACH) : hit.start()]
    labels = list(re.finditer(_LABEL, before[_end_of_last_number(before) :]))
    return bool(labels) and not any(label["person"] for label in labels)


def _end_of_last_number(text: str) -> int:
    """Where the last long number ends: a label before it belongs to that number, not to the next."""
    return max((number.end() for number in re.finditer(r"\d{5,}", text)), default=0)


def mask_rrns(text: str) -> tuple[str, int]:
    """Mask the last seven digits of every resident number; return the text and how many were masked.

    What `find_rrns` marks as maybe corporate stays readable.
    """
    parts: list[str] = []
    done = count = 0
    for found in find_rrns(text):
        if found.maybe_corporate:
            continue
        parts += [text[done : found.start], digits(text[found.start : found.end])[:6], "-*******"]
        done, count = found.end, count + 1
    return "".join([*parts, text[done:]]), count


def has_rrn(text: str) -> bool:
    """Whether a text holds a whole resident number; what may be a corporate number is none."""
    return any(not found.maybe_corporate for found in find_rrns(text))


def without_rrns(text: str) -> str:
    """The text with every resident number left out, and the brackets that held nothing else."""
    for found in reversed(find_rrns(text)):
        if not found.maybe_corporate:
            text = text[: found.start] + text[found.end :]
    return re.sub(r"[(（]\s*[)）]", "", text)


_PHONE = (
    r"(?<![\d-])(?:\((?=0\d{1,2}\)))?(?:\+\s?82[\s-]?(?:\(0\))?0?|0)(?:2|1[016-9]|[3-6][1-5]|70|50\d|80)"
    r"[\s.)-]{0,2}\d{3,4}[\s.-]?\d{4}(?![\d-])"
)
_BRN = r"(?<![\w-])\d{3}-\d{2}-\d{5}(?![\w-])"
_CLAIM = r"(?:20\d\d-\d{6}|\d\d-\d{7})(?![\d-])"
_DAYS = r"(?:19|20)\d{6}-(?:19|20)\d{6}(?![\d-])"
_ACCOUNT = rf"(?<![\w.,-])(?!{_CLAIM}|{_DAYS})\d(?:-?\d){{8,}}(?![\d-]|원(?!천))"
_EMAIL = r"(?i)(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}"


def mask_patterns(text: str) -> str:
    """Mask resident, phone, registration and account numbers and e-mail addresses in free text for exports.

    An account is a run of nine digits or more, with or without hyphens; dates (`20221001-20221007`), amounts of won and
    the numbers of claims and reports (`2023-000123`, `10-0000067`) stay.
    """
    masked, _ = mask_rrns(text)
    masked = _replace(_PHONE, mask_phone, masked)
    masked = _replace(_BRN, mask_brn, masked)
    masked = _replace(_ACCOUNT, mask_account, masked)
    return re.sub(_EMAIL, lambda m: mask_email(m[0]), masked)


def _replace(pattern: str, mask: Callable[[str], str], text: str) -> str:
    plain = _same_width(text)
    parts: list[str] = []
    done = 0
    for hit in re.finditer(pattern, plain):
        parts += [text[done : hit.start()], mask(hit[0])]
        done = hit.end()
    return "".join([*parts, text[done:]])


def has_account(text: str) -> bool:
    """Whether a text holds what may be a whole account number; one of a person, telephone or claim is none."""
    return re.search(_ACCOUNT, _without_other_numbers(without_rrns(text))) is not None


def _without_other_numbers(text: str) -> str:
    """The text at the same places, with blanks for the numbers of telephones and businesses."""
    for pattern in (_PHONE, _BRN):
        text = re.sub(pattern, lambda hit: " " * len(hit[0]), _same_width(text))
    return text


def mask_accounts(text: str) -> str:
    """Mask account and resident numbers in what a person typed for a letter; telephones and businesses stay."""
    masked, _ = mask_rrns(text)
    for hit in reversed(list(re.finditer(_ACCOUNT, _without_other_numbers(masked)))):
        masked = masked[: hit.start()] + mask_account(hit[0]) + masked[hit.end() :]
    return masked


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""


def guard_cell(text: str) -> str:
    """Prefix a cell that a spreadsheet would read as a formula with an apostrophe (domain.md 6.2).

    A text that only looks guarded gets one more, so that taking one away always gives back what was there.
    """
    return "'" + text if text.lstrip("'").startswith(FORMULA_STARTS) else text
