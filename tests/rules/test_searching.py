"""What is typed finds what is meant: at every key of a Korean keyboard, however a name is written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.rules.korean import fold, initials
from reviewer.rules.searching import (
    Term,
    around,
    as_found,
    fast_fold,
    folded_text,
    index_query,
    may_become,
    pairs_of,
    terms_of,
)

FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = (
    "ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ", "ㅜㅓ",
    "ㅜㅔ", "ㅜㅣ", "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ",
)  # fmt: skip
FINALS = (
    "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ",
    "ㄹㅍ", "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
)  # fmt: skip
NAMES = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=4)


def keys_of(word: str) -> str:
    """The keys of a two-set Korean keyboard that type a word of syllables."""
    found = ""
    for letter in word:
        number = ord(letter) - 0xAC00
        found += FIRST[number // 588] + VOWELS[number % 588 // 28] + FINALS[number % 28]
    return found


class Keyboard:
    """A two-set input method: what stands in the field, and the syllable still being composed at its end."""

    def __init__(self) -> None:
        self.done = self.first = self.vowel = self.final = ""

    def composed(self) -> str:
        """The syllable in the making; a lone consonant while there is nothing else."""
        if not self.vowel:
            return self.first
        code = FIRST.index(self.first) * 588 + VOWELS.index(self.vowel) * 28 + FINALS.index(self.final)
        return chr(0xAC00 + code)

    def press(self, key: str) -> str:
        """What stands in the field after a key."""
        if key in FIRST and not self.vowel:
            self._close(key)
        elif key in FIRST and self.final + key in FINALS:
            self.final += key
        elif key in FIRST:
            self._close(key)
        elif self.final:
            self.final, moved = self.final[:-1], self.final[-1]
            self._close(moved, key)
        else:
            self.vowel += key
        return self.done + self.composed()

    def _close(self, first: str, vowel: str = "") -> None:
        self.done += self.composed()
        self.first, self.vowel, self.final = first, vowel, ""


@given(NAMES)
def test_every_key_of_a_name_finds_the_name(name: str) -> None:
    keyboard = Keyboard()
    for key in keys_of(name):
        typed = keyboard.press(key)
        for term in terms_of(typed, composing=True):
            text = initials(name) if term.in_initials else name
            assert term.is_in(text), f"{typed} does not find {name}"
            assert term.sure in text
    assert keyboard.done + keyboard.composed() == name


@given(NAMES, NAMES)
def test_the_index_of_pairs_never_hides_a_hit(name: str, other: str) -> None:
    """Whatever a word of a query is found in answers the question that is put to the index."""
    indexed = set(pairs_of(name + other))
    keyboard = Keyboard()
    for key in keys_of(name):
        for term in terms_of(keyboard.press(key), composing=True):
            if not term.in_initials:
                assert answers(index_query(term), indexed)


def answers(query: str, indexed: set[str]) -> bool:
    def one(part: str) -> bool:
        begins = part.strip('"*')
        return any(pair.startswith(begins) for pair in indexed) if part.endswith("*") else begins in indexed

    return not query or (any if " OR " in query else all)(map(one, query.replace(" OR ", " AND ").split(" AND ")))


@pytest.mark.parametrize(
    ("syllable", "finds", "not_these"),
    [
        ("기", ["김", "깋", "기"], ["가", "귀"]),
        ("고", ["과", "괜", "굉", "곡"], ["교", "거"]),
        ("한", ["하늘", "핞", "한"], ["하루", "함"]),
        ("않", ["않", "안하"], ["안", "아나"]),
        ("갈", ["갈비", "갉", "가람"], ["감", "가나"]),
    ],
)
def test_what_a_syllable_may_become(syllable: str, finds: list[str], not_these: list[str]) -> None:
    term = Term(syllable, False, may_become(syllable))
    assert [one for one in finds if not term.is_in(one)] == []
    assert [one for one in not_these if term.is_in(one)] == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ㅎㅂㄸㅂㅇ", "한빛떡볶이"),
        ("한ㅂㄸ", "한빛떡볶이"),
        ("ㅎ빛떡", "한빛떡볶이"),
        ("ㅋㅋ치킨", "ㅋㅋ치킨"),  # a name that holds the consonants as they are
        ("ㅋ치", "ㅋㅋ치킨"),
        ("ㅋㅊ킨", "ㅋㅋ치킨"),
        ("\u1112\u1107\u1104", "한빛떡볶이"),  # conjoining consonants
        ("\uffbe\uffb2\uffa8", "한빛떡볶이"),  # consonants of half width
        ("권*준", "권민준"),  # as a list masks it
        ("권*", "권민준"),
        ("123-**-*****", "1234567890"),
        ("***-****-7890", "1234567890"),
        ("한*떡", "㈜한빛 떡볶이"),
        ("빛떡", "㈜한빛 떡볶이"),
        ("볶 이", "한빛떡볶이"),
        ("(주)한빛", "주식회사 한빛"),
        ("㈜ 한빛", "한빛(주)"),
        ("ｐｃ방", "바다 PC방"),
        ("PC", "바다ｐｃ방"),
        (unicodedata.normalize("NFD", "떡볶이"), "한빛떡볶이"),
        ("떡볶이", unicodedata.normalize("NFD", "한빛떡볶이")),
        ("金民秀", "김민수(金民秀)"),
        ("\uf90a民", "김민수(金民秀)"),  # the same hanja under its compatibility code
        ("01012345678", "010-1234-5678"),
        ("1234-5678", "01012345678"),
        ("1,840,000", "1840000원"),
        ("120-81-47521", "1208147521"),
        ("２０２３－０００１２３", "2023-000123"),
    ],
)
def test_however_it_is_written(typed: str, name: str) -> None:
    terms, folded = terms_of(typed), fast_fold(name)
    assert terms
    assert all(term.is_in(initials(folded) if term.in_initials else folded) for term in terms)


SPELLINGS = st.sampled_from(["", "㈜", "(주)", "주식회사 ", "[주] ", "（주）"])


@given(NAMES, SPELLINGS, SPELLINGS, st.sampled_from(["NFC", "NFD", "NFKD"]), st.sampled_from(["", " ", "·", "-"]))
def test_spaces_company_forms_and_composition_never_matter(
    name: str, typed_form: str, form: str, composition: str, gap: str
) -> None:
    typed = unicodedata.normalize(composition, typed_form + gap.join(name))  # type: ignore[arg-type]
    assert fold(form + name) == fold(name) or fold(name) != name
    for term in terms_of(typed):
        folded = fast_fold(form + name)
        assert term.is_in(initials(folded) if term.in_initials else folded)


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.sampled_from("가나주식회사유한 (주)[유].,~-aZ0㈜Ａ+_\u1100"), max_size=12))
def test_the_fast_way_of_folding_gives_the_same(text: str) -> None:
    assert fast_fold(text) == fold(text)


def test_numbers_that_stand_side_by_side_stay_apart() -> None:
    text = folded_text(["매출", "자료", "1,840", "2,000", "원"])
    assert text == "매출자료1840\n2000원"
    assert not terms_of("18402")[0].is_in(text)


def test_the_words_around_a_find_are_shown() -> None:
    text = "10월 20일 통화. 카드 매출 자료는 다음 주에 보내기로 함"
    assert around(terms_of("매출자료")[0], text) == "…20일 통화. 카드 매출 자료는 다음 주에 보내기로 함"
    assert around(terms_of("매추", composing=True)[0], text).startswith("…")
    assert around(terms_of("１０월")[0], text).startswith("10월 20일")
    assert around(terms_of("없음")[0], text) == ""


def test_a_find_alone_is_told_as_it_stands_and_tells_no_more_than_was_typed() -> None:
    assert as_found(terms_of("(주)한")[0], "전라남도 순천시 한내동") == "한"
    assert as_found(terms_of("０１０")[0], "010-1234-5678") == "010"
    assert as_found(terms_of("한내", composing=True)[0], "한낼동 한내동") == "한내"
    assert as_found(terms_of("김하느", composing=True)[0], "김하늘") == "김하느"
    assert as_found(terms_of("ㄱㅎㄴ")[0], "김하늘") == "ㄱㅎㄴ"
