"""What a search means: its words as they are compared, what a syllable being typed may become, where it was found."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from reviewer.rules.korean import fold, initials, is_initials, ways_of_form

LONGEST = 100
"""So many letters of a query count."""
BETWEEN = "\n"
"""Stands between folded texts that no word may be found across."""
_FIRST, _LAST = ord("가"), ord("힣")
LEAST_IN_PAPERS = 3
"""Initial consonants from which on the text of papers is searched by them: two in a row stand in nearly every paper."""
IN_INDEX = 4
"""So many initial consonants of a paper stand in the index together."""
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FINALS = (
    "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ",
    "ㄹㅍ", "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
)  # fmt: skip
_LAST_VOWEL = {8: 11, 9: 10, 13: 16, 14: 15, 18: 19}  # ㅗ may become ㅘ ㅙ ㅚ, ㅜ ㅝ ㅞ ㅟ, ㅡ ㅢ
_OPEN = re.compile(f"[{_INITIALS}]+")
_CONSONANTS = re.compile(f"[{_INITIALS}]{{{LEAST_IN_PAPERS},}}")
_SNIPPET = 14
_PLAIN = re.compile(r"[0-9A-Za-z가-힣 .,~()\-]*")
_NO_MARKS = str.maketrans("", "", " .,~()-")
_COMPANY = re.compile(r"\([주유]\)|주식회사|유한회사")


class Term(NamedTuple):
    """One word of a query: folded, whether it is initial consonants, and a pattern where its letters are open."""

    text: str
    in_initials: bool
    pattern: str = ""
    sure: str = ""
    """The longest part that stands as it is in every text in which the word is found."""
    typed: str = ""
    ways: tuple[str, ...] = ()
    """Where the word is a company form, which no folded name holds: how a name that holds it may be written."""

    def is_in(self, text: str) -> bool:
        """Whether a folded text (or the initials of one, for initial consonants) holds the word."""
        return re.search(self.pattern, text) is not None if self.pattern else self.text in text

    def is_in_syllables(self, text: str) -> bool:
        """Whether a folded text holds syllables that begin with these initial consonants."""
        return re.search("".join(map(beginning_with, self.text)), text) is not None


def fast_fold(text: str) -> str:
    """What `fold` gives, sooner where the text holds nothing but common letters and marks and no company form."""
    if not _PLAIN.fullmatch(text):
        return fold(text)
    bare = text.translate(_NO_MARKS)
    return fold(text) if _COMPANY.search(text) or _COMPANY.search(bare) or not bare else bare.casefold()


def folded_text(words: Iterable[str]) -> str:
    """A running text as it is searched, spaces left out; two numbers that stand side by side do not become one."""
    found: list[str] = []
    for word in words:
        bare = fast_fold(word)
        if bare:
            if found and found[-1][-1].isdigit() and bare[0].isdigit():
                found.append(BETWEEN)
            found.append(bare)
    return "".join(found)


def pairs_of(text: str) -> list[str]:
    """Neighbouring letters of each folded text, and its last, each once; only what an index takes for letters."""
    found: list[str] = []
    for field in text.split(BETWEEN):
        if field.isalnum():
            found += map("".join, pairwise(field))
            found.append(field[-1])
        elif field:
            found += [pair for pair in map("".join, pairwise(field)) if pair.isalnum()]
            found += [field[-1]] if field[-1].isalnum() else []
    return list(dict.fromkeys(found))


def fours_of(folded: str) -> list[str]:
    """Four initial consonants in a row of each text, and its last three, each once: so an index holds a paper."""
    runs = _CONSONANTS.findall(initials(folded))
    return list(dict.fromkeys(run[start : start + IN_INDEX] for run in runs for start in range(len(run) - 2)))


def terms_of(words: str, *, composing: bool = False) -> list[Term]:
    """The words of a query, each of which must be found; `composing` when the last syllable is still being typed."""
    found: list[Term] = []
    pieces = unicodedata.normalize("NFC", words)[:LONGEST].split()
    for place, word in enumerate(pieces):
        if is_initials(word):
            found.append(Term(initials(word), True, sure=initials(word), typed=word))
            continue
        text = fold(word)
        is_company_form = fold("가" + word) == "가"  # a lone ㈜ or 주식회사 stands in no folded name
        if text and (not is_company_form or len(pieces) == 1):
            if ways := ways_of_form(word):
                found.append(Term(ways[0], False, sure=ways[0], typed=word, ways=ways))
                continue
            term = _read(word, composing=composing and place == len(pieces) - 1)
            found.append(term._replace(typed=word))
    return list(dict.fromkeys(found))


def _read(word: str, *, composing: bool) -> Term:
    """A word as it is typed, or as lists mask it: 권*준 finds 권민준; stars at its beginning say nothing."""
    *before, last = (fold(part.strip("-")) for part in word.lstrip("*-").split("*"))
    if not before:
        return _term(fold(word), composing=composing)
    terms = [_term(part, composing=False) for part in before] + [_term(last, composing=composing)]
    pattern = r"\S".join(one.pattern or re.escape(one.text) for one in terms)
    return Term("*".join(one.text for one in terms), False, pattern, max((one.sure for one in terms), key=len))


def _term(text: str, *, composing: bool) -> Term:
    """A word whose letters are not all sure has a pattern: 한ㅂㄸ finds 한빛떡."""
    open_end = composing and "가" <= text[-1:] <= "힣"
    if not open_end and not _OPEN.search(text):
        return Term(text, False, sure=text)
    parts = [beginning_with(letter) if letter in _INITIALS else re.escape(letter) for letter in text]
    parts[-1:] = [may_become(text[-1])] if open_end else parts[-1:]
    sure = max(_OPEN.split(text[:-1] if open_end else text), key=len)
    return Term(text, False, "".join(parts), sure)


def beginning_with(initial: str) -> str:
    """A regular expression for the syllables that begin with this consonant, and for the consonant by itself."""
    first = _FIRST + _INITIALS.index(initial) * 588
    return f"[{initial}{chr(first)}-{chr(first + 587)}]"


class _Growing(NamedTuple):
    """What a syllable still being typed may be in the end: from itself to `last`, or `left` with `moved` after it."""

    last: str
    left: str = ""
    moved: str = ""


def _growing(syllable: str) -> _Growing:
    number = ord(syllable) - _FIRST
    vowel, final = number % 588 // 28, _FINALS[number % 28]
    bare = ord(syllable) - number % 28
    if not final:
        return _Growing(chr(bare + (_LAST_VOWEL.get(vowel, vowel) - vowel) * 28 + 27))
    most = max(place for place, one in enumerate(_FINALS) if one.startswith(final))
    return _Growing(chr(bare + most), chr(bare + _FINALS.index(final[:-1])), final[-1])


def may_become(syllable: str) -> str:
    """A regular expression for what a syllable still being typed may be in the end.

    기 may become 김, and 고 과. The last consonant of 안 may get a second one (않) or open the next syllable (아늘).
    """
    ways = ways_to_end(syllable)
    return f"(?:{'|'.join(ways)})" if len(ways) > 1 else ways[0]


def ways_to_end(letter: str) -> list[str]:
    """What the last letter of a word in composition may be in the end: patterns that GLOB reads like a regular one.

    None for a letter that is not Hangul, or a vowel alone.
    """
    if letter in _INITIALS:
        return [beginning_with(letter)]
    if not "가" <= letter <= "힣":
        return []
    last, left, moved = _growing(letter)
    return [f"[{letter}-{last}]", *([left + beginning_with(moved)] if moved else [])]


def as_it_stands(word: str, *, composing: bool) -> str:
    """A regular expression for a word in a text nobody folded, in small letters: 신ㅊ is in 신청, composed or not."""
    small = initials(word) if is_initials(word) else word.casefold()
    parts = [beginning_with(letter) if letter in _INITIALS else re.escape(letter) for letter in small]
    if composing and _FIRST <= ord(small[-1]) <= _LAST:
        parts[-1] = may_become(small[-1])
    return "".join(parts)


def index_query(term: Term) -> str:
    """The question for an index of pairs that every text with this word answers; "" where the index cannot help."""
    sure = term.sure
    if not sure and len(term.text) == 1:
        last, left, _ = _growing(term.text)
        letters = [chr(code) for code in range(ord(term.text), ord(last) + 1)]
        return " OR ".join(f'"{letter}"*' for letter in [*letters, *left])
    if len(sure) < 2:
        return f'"{sure}"*' if sure.isalnum() else ""
    pairs = [pair for pair in map("".join, pairwise(sure)) if pair.isalnum()]
    return " AND ".join(f'"{pair}"' for pair in dict.fromkeys(pairs))


def fours_query(term: Term) -> str:
    """The same of initial consonants for an index of fours; "" for a word too short to be looked for in papers."""
    *fours, last = fours_of(term.text) or [""]
    return " AND ".join(f'"{four}"' for four in fours) or (f'"{last}"*' if last else "")


def parts_around(term: Term, text: str, reach: int, most: int) -> Iterator[str]:
    """So many letters on both sides of each place where a word of a query was found, up to `most` places."""
    text = _in_one_line(text)
    for hit in islice(re.finditer(_loose(term), text, re.IGNORECASE), most):
        yield text[max(0, hit.start() - reach) : hit.end() + reach]


def _in_one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def around(term: Term, text: str) -> str:
    """The words of a text around the place where a word of a query was found; "" where it was not."""
    text = _in_one_line(text)
    hit = re.search(_loose(term), text, re.IGNORECASE)
    if hit is None:
        return ""
    start, end = max(0, hit.start() - _SNIPPET), min(len(text), hit.end() + _SNIPPET)
    before, after = text[start : hit.start()], text[hit.end() : end]
    if start:  # begin with a whole word where there is one
        before = "…" + before.partition(" ")[2] if " " in before else "…" + before
    if end < len(text):
        after = (after.rpartition(" ")[0] if " " in after else after) + "…"
    return before + hit[0] + after


def as_found(term: Term, text: str) -> str:
    """The letters of a text that a word of a query found, as they stand there; never more than was typed.

    The folded word where the text has other letters in its place: a syllable being typed, initial consonants, stars.
    """
    text = unicodedata.normalize("NFC", text)
    found = (hit[0] for hit in re.finditer(_loose(term), text, re.IGNORECASE))
    return next((one for one in found if fold(one) == term.text), term.text)


def _loose(term: Term) -> str:
    """The word as it may stand in a text nobody folded: with spaces and marks between its letters, in any width."""
    pattern = "".join(map(beginning_with, term.text)) if term.in_initials else term.pattern or re.escape(term.text)
    letters = re.findall(r"\(\?:.*\)|\[.*?\]|\\.|.", pattern)
    wide = [f"[{one}{chr(ord(one) + 0xFEE0)}]" if "!" < one <= "~" and len(one) == 1 else one for one in letters]
    return r"[\W_]*".join(wide)
