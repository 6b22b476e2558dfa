"""Won in Hangul, particles, wordings, initials and folded names."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.rules import korean

AMOUNTS = st.integers(0, korean.LARGEST_WON) | st.integers(0, 10**7)


@pytest.mark.parametrize(
    ("won", "written"),
    [
        (113_560, "금113,560원(금일십일만삼천오백육십원)"),
        (1_234_000, "금1,234,000원(금일백이십삼만사천원)"),
        (30_000, "금30,000원(금삼만원)"),
        (10_000, "금10,000원(금일만원)"),
        (500_001, "금500,001원(금오십만일원)"),
        (0, "금0원(금영원)"),
        (100_000_000, "금100,000,000원(금일억원)"),
    ],
)
def test_an_award_is_written_in_figures_and_hangul(won: int, written: str) -> None:
    assert korean.won_ko(won) == written


@pytest.mark.parametrize("won", [-1, korean.LARGEST_WON + 1])
def test_an_amount_out_of_range_is_not_written(won: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        korean.won_in_hangul(won)


@given(AMOUNTS)
def test_hangul_reads_back_to_the_same_amount(won: int) -> None:
    assert korean.parse_hangul_won(korean.won_in_hangul(won)) == won
    assert korean.parse_hangul_won(f"금 {korean.won_in_hangul(won)}원") == won


@given(AMOUNTS, AMOUNTS)
def test_two_amounts_never_share_their_hangul(one: int, other: int) -> None:
    assert (korean.won_in_hangul(one) == korean.won_in_hangul(other)) == (one == other)


@pytest.mark.parametrize(
    ("text", "won"),
    [("백팔십사만원", 1_840_000), ("만원", 10_000), ("일금오만원정", 50_000), ("천오백", 1_500), ("영원", 0)],
)
def test_hangul_without_the_written_out_one_is_read(text: str, won: int) -> None:
    assert korean.parse_hangul_won(text) == won


@pytest.mark.parametrize(
    "text", ["", "원", "금원", "일이삼", "만억", "백천", "오십만 won", "십만이만", "영만", "184만"]
)
def test_what_is_no_hangul_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"amount|number|out of order"):
        korean.parse_hangul_won(text)


def test_amounts_and_dates_take_the_form_of_the_language() -> None:
    assert korean.won_plain(1_234_000, "ko") == "1,234,000원"
    assert korean.won_plain(1_234_000, "en") == "1,234,000 won"
    assert korean.krw(1_234_000) == "KRW 1,234,000"
    assert korean.date_ko(dt.date(2023, 1, 5)) == "2023. 1. 5."
    assert korean.date_en(dt.date(2023, 1, 5)) == "5 January 2023"
    assert korean.date_en(dt.date(2022, 12, 31)) == "31 December 2022"


@pytest.mark.parametrize(
    ("word", "pair", "joined"),
    [
        ("영수증", "을/를", "영수증을"),
        ("확인서", "을/를", "확인서를"),
        ("서울", "으로/로", "서울로"),
        ("부산", "으로/로", "부산으로"),
        ("제주", "으로/로", "제주로"),
        ("2023", "은/는", "2023은"),
        ("2022", "은/는", "2022는"),
        ("７", "으로/로", "７로"),
        ("100", "으로/로", "100으로"),
        ("가나(서울)", "이/가", "가나(서울)이"),
        ("하늘떡볶이”", "과/와", "하늘떡볶이”와"),
        ("12%", "을/를", "12%를"),
        ("카카오톡", "이라/라", "카카오톡이라"),
        ("KakaoTalk", "을/를", "KakaoTalk을(를)"),
        ("", "을/를", "을(를)"),
    ],
)
def test_the_particle_follows_the_sound(word: str, pair: str, joined: str) -> None:
    assert korean.josa(word, pair) == joined


def test_a_decomposed_word_takes_the_same_particle() -> None:
    assert korean.particle(unicodedata.normalize("NFD", "확인서"), "을/를") == "를"
    assert korean.particle(unicodedata.normalize("NFD", "영수증"), "을/를") == "을"


def test_particle_alone_follows_a_closing_quotation_mark() -> None:
    assert "'금50,000원'" + korean.particle("금50,000원", "을/를") == "'금50,000원'을"
    assert korean.particle("서울", "으로/로") == "로"


@pytest.mark.parametrize("pair", ["을", "을/를/이", ""])
def test_a_pair_is_two_particles(pair: str) -> None:
    with pytest.raises(ValueError, match="pair"):
        korean.particle("서울", pair)


@given(st.text(), st.sampled_from(["을/를", "이/가", "은/는", "과/와", "으로/로"]))
def test_josa_only_adds_to_the_word(word: str, pair: str) -> None:
    joined = korean.josa(word, pair)
    one, other = pair.split("/")
    assert joined.startswith(word)
    assert joined[len(word) :] in (one, other, f"{one}({other})")


def test_a_wording_is_filled_as_the_correction_letter_needs() -> None:
    template = "통지문 중 '{wrong}'{wrong|을/를} '{right}'{right|으로/로} 바로잡습니다."
    assert (
        korean.fill(template, {"wrong": "금50,000원", "right": "금60,000원"}, "ko")
        == "통지문 중 '금50,000원'을 '금60,000원'으로 바로잡습니다."
    )


def test_after_an_opening_quotation_mark_the_value_is_printed_too() -> None:
    assert korean.fill("그 '{x|을/를}' 및 ({x|이/가})", {"x": "서류"}, "ko") == "그 '서류를' 및 (서류가)"
    assert korean.fill("“{x}”{x|을/를}", {"x": "영수증"}, "ko") == "“영수증”을"


def test_dates_in_a_wording_take_the_form_of_the_language() -> None:
    values = {"day": dt.date(2023, 6, 30), "n": 3}
    assert korean.fill("{day}까지 {n}회", values, "ko") == "2023. 6. 30.까지 3회"
    assert korean.fill("by {day}, {n} times", values, "en") == "by 30 June 2023, 3 times"


def test_a_missing_value_is_never_printed_as_nothing() -> None:
    with pytest.raises(KeyError):
        korean.fill("{name|을/를}", {}, "ko")


@pytest.mark.parametrize("template", ["{", "}", "{ name }", "{name|}", "{{name}}", "{na me}", "{1}"])
def test_a_stray_brace_never_reaches_a_letter(template: str) -> None:
    with pytest.raises(ValueError, match="placeholder"):
        korean.fill(template, {"name": "x", "na": "x"}, "ko")


def test_an_english_wording_takes_no_particle_and_a_korean_one_no_plural() -> None:
    with pytest.raises(ValueError, match="particle"):
        korean.fill("{name|을/를}", {"name": "x"}, "en")
    with pytest.raises(ValueError, match="plural"):
        korean.fill("{n|claim/claims}", {"n": 1}, "ko")


@pytest.mark.parametrize(("n", "said"), [(1, "1 line is"), (0, "0 lines are"), ("1,001", "1,001 lines are")])
def test_an_english_wording_counts_in_the_right_form(n: object, said: str) -> None:
    assert korean.fill("{n|line is/lines are} open.", {"n": n}, "en") == f"{said} open."


@given(st.text())
def test_a_value_is_printed_as_it_is_even_with_braces(value: str) -> None:
    assert korean.fill("<{value}>", {"value": value}, "ko") == f"<{value}>"


def test_the_values_a_wording_needs_are_named() -> None:
    assert korean.placeholders("{a} {b|을/를} {a|이/가}") == {"a", "b"}


@pytest.mark.parametrize(
    ("text", "letters"),
    [("김하늘", "ㄱㅎㄴ"), ("꽃집 A1", "ㄲㅈ A1"), ("쌍쓰짜뻐또", "ㅆㅆㅉㅃㄸ"), ("ㄳ", "ㄱㅅ"), ("힣가", "ㅎㄱ")],
)
def test_initials_of_a_name(text: str, letters: str) -> None:
    assert korean.initials(text) == letters


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1))
def test_initials_of_hangul_are_initials_of_the_same_length(text: str) -> None:
    assert len(korean.initials(text)) == len(text)
    assert korean.is_initials(korean.initials(text))
    assert not korean.is_initials(text)


@pytest.mark.parametrize(
    ("text", "yes"), [("ㄱㅎㄴ", True), ("ㄱ ㅎ", True), ("ㅏ", False), ("", False), ("ㄱa", False)]
)
def test_only_initials_count_as_initials(text: str, yes: bool) -> None:
    assert korean.is_initials(text) is yes


@pytest.mark.parametrize(
    "written",
    ["㈜하늘 상사", "(주)하늘상사", "주식회사 하늘상사", "하늘상사 주식회사", "하늘상사（주）", "하늘·상사(유)",
     "유한회사 하늘-상사", "하늘ㆍ상사", "★하늘 상사★", "하늘상사", "주식 회사 하늘상사"],
)  # fmt: skip
def test_the_same_business_folds_to_the_same_name(written: str) -> None:
    assert korean.fold(written) == "하늘상사"


def test_fold_evens_out_case_and_width_and_keeps_what_differs() -> None:
    assert korean.fold("ＣＡＦＥ　７") == korean.fold("cafe 7") == "cafe7"
    assert korean.fold("A+마트") != korean.fold("A마트")
    assert korean.fold("ㄱㅅ") == "ㄱㅅ"
    assert korean.fold("주식회사") == "주식회사"
    assert korean.fold("㈜") != ""
    assert korean.fold("  ") == ""
    assert korean.fold("★") == "★"


@given(st.text() | st.text(alphabet="주식회사유한(주)㈜ 가"))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert korean.fold(korean.fold(text)) == korean.fold(text)
