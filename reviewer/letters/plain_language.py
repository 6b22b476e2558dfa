"""Whether a letter speaks plainly: sentences too long, tone, words to avoid, no way of review (domain.md 4.2).

Nothing here stops a letter; it is what the council should look at before a wording is adopted or a letter leaves.
"""

import dataclasses
import re
from collections.abc import Iterator

from reviewer.letters.content import Letter, Paragraph

LONGEST = {"ko": 32, "en": 20}
"""Words in a sentence; twenty in English by domain.md 4.2, for Korean 어절 our own measure (PROP)."""
REVIEWABLE = ("APPROVED_FULL", "APPROVED_PARTIAL", "CONVERTED_FIXED", "FIXED", "NOT_APPROVED", "INADMISSIBLE")

_WHOLE = re.compile(
    r"\d{4}\. \d{1,2}\. \d{1,2}\.|\d{1,2} [A-Z][a-z]+ \d{4}|\bno\. \S+|제\S+호|금[\d,]+원\([^)]*\)"
    r"|[\d,]+ won|\S+@[\w.-]*\w|https?://\S*\w|\b(?:Corp|Co|Ltd|Inc)\."
)
"""What is one word and ends no sentence, whatever dots and spaces stand in it."""
_KEPT = re.compile("\x00(\\d+)\x01")
_END = re.compile(r"(?<=[.!?])\s+|\n")
_SHUT = r"['\"”’)\]」』]*"
_INFORMAL = re.compile(rf"[가-힣](?<![필중수소개주강])요[.!?]?{_SHUT}$")
"""해요체; 필요, 중요, 수요, 소요, 개요, 주요 and 강요 are nouns."""
_POLITE = "".join(chr(first + 17) for first in range(ord("가"), ord("힣"), 28))
"""Every syllable that ends in ㅂ, as the one before 니다 in 합니다, 습니다 and 바랍니다; not that of 아니다."""
_PLAIN = re.compile(
    rf"(?<![{_POLITE}]니)다[.!?]?{_SHUT}$|[가-힣](?:라|냐)[.!?]{_SHUT}$|(?:하|보|내|두|가|되)자[.!?]{_SHUT}$"
    r"|(?<![가-힣])(?:너(?:희|의|는|를|도|에게)?|네가|당신(?:은|의|이|을|도|께|에게)?)(?![가-힣])"
)
"""What is no 하십시오체 (domain.md 4.2): 한다, 하라, 하냐, 하자 at the end of a sentence, and 너 or 당신."""
_AVOIDED = {
    "ko": re.compile(r"해태|사료되|소명하|금번|익일|상기|하기(?= 사항)|본건|불복|통보하"),
    "en": re.compile(
        r"\b(?:rejected|denied|dismissed|refused|hereby|herein|pursuant|aforementioned|inter alia|prima facie|"
        r"mutatis mutandis|viz|i\.e|e\.g|shall)\b",
        re.IGNORECASE,
    ),
}
_FORMAL_KO = re.compile(r"기각|각하")
_WRONG_DATE = {
    "ko": re.compile(r"\d{4}-\d\d-\d\d|\d{4}년 ?\d{1,2}월"),
    "en": re.compile(r"\d{4}-\d\d-\d\d|\d{4}\. \d{1,2}\. \d{1,2}\.|\b\d{1,2}/\d{1,2}/\d{4}"),
}
_WRONG_AMOUNT = {"ko": re.compile(r"₩|KRW"), "en": re.compile(r"₩|[\d,]+원|\bWon\b")}


@dataclasses.dataclass(frozen=True)
class Caution:
    """Something to look at: what it is, and the words it is about."""

    code: str
    words: str = ""


def plain_language(letter: Letter) -> tuple[Caution, ...]:
    """Everything in the letter's own sentences that is not plain, in reading order; pure."""
    return tuple(_found(letter))


def _found(letter: Letter) -> Iterator[Caution]:
    if letter.lang == "ko" and (formal := _FORMAL_KO.search(letter.title)):
        yield Caution("formal_title", formal[0])
    for block in letter.body:
        if isinstance(block, Paragraph):
            for sentence, words in sentences(block.text):
                yield from _of_sentence(sentence, words, letter.lang)
    decision = letter.origin.decision if letter.origin else None
    is_reviewable = decision is not None and decision.kind == "ORIGINAL" and decision.disposition in REVIEWABLE
    if is_reviewable and letter.safe_due is None:
        yield Caution("no_review_route")


def sentences(text: str) -> list[tuple[str, int]]:
    """The sentences of a paragraph, each with its number of words; a date, an amount or an address is one word.

    The dots of dates, numbers, addresses and companies end no sentence.
    """
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\x00{len(kept) - 1}\x01"

    parts = [part.strip() for part in _END.split(_WHOLE.sub(keep, text))]
    return [(_KEPT.sub(lambda found: kept[int(found[1])], part), len(part.split())) for part in parts if part]


def _of_sentence(sentence: str, words: int, lang: str) -> Iterator[Caution]:
    if words > LONGEST[lang]:
        yield Caution("long_sentence", sentence)
    if lang == "ko" and (_INFORMAL.search(sentence) or _PLAIN.search(sentence)):
        yield Caution("informal_ending", sentence)
    for code, found in (
        ("avoided_word", _AVOIDED[lang].search(sentence)),
        ("date_form", _WRONG_DATE[lang].search(sentence)),
        ("amount_form", _WRONG_AMOUNT[lang].search(sentence)),
    ):
        if found:
            yield Caution(code, found[0])
