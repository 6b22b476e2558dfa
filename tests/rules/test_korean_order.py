"""Names stand where Koreans look for them; a model of the natural order, written apart, agrees."""

import functools
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from reviewer.rules.korean_order import sort_key

CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
NAMES = st.text(alphabet="0129가각나낳나다힣ㄱㄲㄴㅎaBzＡ２ -漢", max_size=8)


def test_names_stand_in_natural_order() -> None:
    names = [
        "가게10",
        "나루",
        "가게2",
        "㈜가람",
        "A마트",
        "3호점",
        "까치",
        "(주) 가나",
        "ㄴ문구",
        "가게 1",
        "韓",
        "각시",
    ]
    assert sorted(names, key=sort_key) == [
        "3호점", "A마트", "가게 1", "가게2", "가게10", "(주) 가나", "㈜가람", "각시", "까치", "ㄴ문구", "나루", "韓",
    ]  # fmt: skip


def test_what_does_not_count() -> None:
    assert sort_key("주식회사 한빛") == sort_key("㈜한빛") == sort_key("한빛 (주)") == sort_key("한 빛")
    assert sort_key("ＣＡＦＥ　７") == sort_key("cafe 07")
    assert sort_key(unicodedata.normalize("NFD", "한빛")) == sort_key("한빛")
    assert sort_key("주식회사") != "" != sort_key("㈜")
    assert sort_key("9" * 5_000) > sort_key("1")


def tokens(name: str) -> list[object]:
    """A name as numbers and letters; the model of the test, which shares nothing with the program."""
    found: list[object] = []
    for letter in "".join(name.split()):
        letter = letter if "ㄱ" <= letter <= "ㅎ" else unicodedata.normalize("NFKC", letter).casefold()
        if letter in "0123456789":
            if found and isinstance(found[-1], list):
                found[-1].append(letter)
            else:
                found.append([letter])
        else:
            found.append(letter)
    return [int("".join(one)) if isinstance(one, list) else one for one in found]


def rank(letter: str) -> tuple[int, int, str]:
    """Marks and Latin, then Hangul by its initial consonant, the lone one first, then hanja."""
    if letter in CONSONANTS:
        return (1, 2 * CONSONANTS.index(letter), "")
    if "가" <= letter <= "힣":
        return (1, 2 * ((ord(letter) - ord("가")) // 588) + 1, letter)
    return (2, 0, letter) if letter >= "㐀" else (0, 0, letter)


def compare(one: str, other: str) -> int:
    left, right = tokens(one), tokens(other)
    for a, b in zip(left, right, strict=False):
        if a == b:
            continue
        if isinstance(a, int) and isinstance(b, int):
            return -1 if a < b else 1
        if isinstance(a, int):
            return 1 if b == "-" else -1
        if isinstance(b, int):
            return -1 if a == "-" else 1
        assert isinstance(a, str)
        assert isinstance(b, str)
        return -1 if rank(a) < rank(b) else 1
    return len(left) - len(right)


@given(st.lists(NAMES, max_size=12))
def test_the_keys_order_names_as_the_model_does(names: list[str]) -> None:
    assert sorted(names, key=sort_key) == sorted(names, key=functools.cmp_to_key(compare))
