"""The order in which Koreans look for a name: ㄱㄴㄷ, numbers by their value, company forms left out."""

import re
import unicodedata

_COMPANY = re.compile(r"[(\[（](?:주|유)[)\]）]|㈜|㈲|주식회사|유한회사")
_PLAIN = re.compile(r"[가-힣A-Za-z ]*")
_NOT_JAMO = re.compile(r"[^ㄱ-ㆎ]+")
_NUMBER = re.compile(r"[0-9]+")
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_JUST_AFTER = "\U0010fffd"
_SYLLABLES, _LAST, _AFTER_HANGUL = ord("가"), "힣", "\ue000"
_JAMO: dict[int, str] = {
    # a lone consonant stands before its first syllable and after the last one of the consonant before it
    **{ord(one): chr(_SYLLABLES + place * 588 - 1) + _JUST_AFTER for place, one in enumerate(_INITIALS)},
    **{code: _LAST + _JUST_AFTER + chr(code) for code in range(ord("ㅏ"), ord("ㅣ") + 1)},
}
_HANJA = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


def sort_key(text: str) -> str:
    """A text whose plain order, character by character, is the natural order of the names it is made from.

    Case, width, spaces and the company form (㈜, 주식회사) do not count: ㈜한빛 stands beside 한빛. A number counts by
    its value: 가게2 before 가게10. Digits stand before Latin letters, these before Hangul, and hanja last.
    """
    if _PLAIN.fullmatch(text) and "주식회사" not in text and "유한회사" not in text:
        return text.replace(" ", "").casefold()
    text = unicodedata.normalize("NFC", text)
    bare = _COMPANY.sub("", text)
    text = bare if bare.strip() else text
    text = _NOT_JAMO.sub(lambda found: unicodedata.normalize("NFKC", found[0]).casefold(), text)
    text = _NUMBER.sub(_number, "".join(text.split())).translate(_JAMO)
    return _HANJA.sub(lambda found: _AFTER_HANGUL + found[0], text)


def _number(found: re.Match[str]) -> str:
    """A number by how many digits it has, then by them."""
    digits = found[0].lstrip("0")
    length = len(digits)
    return (str(length) if length < 9 else f"9{length:06d}") + digits
