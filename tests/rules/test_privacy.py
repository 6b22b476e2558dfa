"""Masks, and resident numbers found in text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.rules import privacy
from reviewer.rules.numbers import corporate_number_is_valid, digits

# The pattern of domain.md section 9: whatever it finds must be found here too.
REFERENCE = re.compile(r"(?<!\d)(\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[\s-]*([1-8])(\d{6})(?!\d)")
RRNS = st.builds(
    lambda born, tail: f"{born:%y%m%d}-{tail}", st.dates(), st.from_regex(r"[1-8][0-9]{6}", fullmatch=True)
)


@pytest.mark.parametrize(
    ("name", "masked"),
    [("김하늘", "김*늘"), ("남궁하늘", "남**늘"), ("이산", "이*"), (" 김하늘 ", "김*늘"), ("", ""), ("Lee", "L***"),
     ("John Smith", "John******"), ("김하늘 외 1명", "김*늘 외 1명"), ("김하늘(Kim)", "김*늘(K**)"),
     ("金하늘", "金***"), ("김하늘B", "김***"), ("金하늘 외 1명", "金** 외 1명")],
)  # fmt: skip
def test_a_name_is_masked(name: str, masked: str) -> None:
    assert privacy.mask_name(name) == masked


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=2, max_size=12))
def test_a_masked_name_keeps_its_width_and_hides_its_middle(name: str) -> None:
    masked = privacy.mask_name(name)
    assert len(masked) == len(name)
    assert masked.count("*") == max(1, len(name) - 2)


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("010-1234-5678", "010-****-5678"), ("0212345678", "02-****-5678"), ("031-123-4567", "031-***-4567"),
     ("０１０－１２３４－５６７８", "010-****-5678"), ("+82 10-1234-5678", "010-****-5678"),
     ("0505-123-4567", "0505-***-4567"),
     ("15881234", "********"), ("010-1234-5678 / 02-123-4567", "*" * 20), ("없음", "")],
)  # fmt: skip
def test_a_phone_number_is_masked(phone: str, masked: str) -> None:
    assert privacy.mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("account", "masked"),
    [("110-123-456789", "********6789"), ("1234567", "*******"), ("12345678", "****5678"), ("", "")],
)
def test_an_account_shows_its_last_four(account: str, masked: str) -> None:
    assert privacy.mask_account(account) == masked


@given(st.text(alphabet="0123456789-", max_size=24))
def test_a_masked_account_keeps_its_width_and_shows_at_most_four(account: str) -> None:
    masked = privacy.mask_account(account)
    assert len(masked) == len(digits(account))
    assert len(digits(masked)) <= 4
    assert privacy.mask_account(masked) == masked


@pytest.mark.parametrize(
    ("email", "masked"),
    [
        ("haneul@example.com", "ha***@example.com"),
        ("abc@example.com", "a***@example.com"),
        ("haneul", "ha***"),
        ("", ""),
    ],
)
def test_an_email_is_masked(email: str, masked: str) -> None:
    assert privacy.mask_email(email) == masked


def test_registration_numbers_are_masked_for_exports() -> None:
    assert privacy.mask_brn("120-81-47521") == "120-81-*****"
    assert privacy.mask_brn("12081") == "*****"


@pytest.mark.parametrize(
    ("address", "masked", "province"),
    [
        ("서울특별시 은평구 신사동  17번지 11호  2층", "서울특별시 은평구 신사동 ***", "서울특별시"),
        ("서울특별시 강남구 테헤란로 123 (역삼동, 하늘빌딩)", "서울특별시 강남구 역삼동 ***", "서울특별시"),
        ("서울 강남구 테헤란로 1 래미안 101동 502호", "서울 강남구 ***", "서울특별시"),
        ("경기도 수원시 팔달구 인계동 1", "경기도 수원시 팔달구 인계동 ***", "경기도"),
        ("[12345] 강원특별자치도 춘천시 남면 가정리 5", "강원특별자치도 춘천시 남면 ***", "강원도"),
        ("전북특별자치도 전주시 완산구 풍남동3가 64", "전북특별자치도 전주시 완산구 풍남동3가 ***", "전라북도"),
        ("서울시 종로구 종로1가 24", "서울시 종로구 종로1가 ***", "서울특별시"),
        ("세종특별자치시 한솔동 1", "세종특별자치시 한솔동 ***", "세종특별자치시"),
        ("제주 제주시 연동", "제주 제주시 연동 ***", "제주특별자치도"),
        ("충남 당진시 신평면 서해로 7", "충남 당진시 신평면 ***", "충청남도"),
        ("123 Teheran-ro, Seoul", "***", ""),
        ("", "", ""),
    ],
)
def test_an_address_is_shown_down_to_the_neighbourhood(address: str, masked: str, province: str) -> None:
    assert privacy.mask_address(address) == masked
    assert privacy.province(address) == province


@given(st.text())
def test_a_masked_address_never_shows_a_house_number(text: str) -> None:
    shown = privacy.mask_address(f"서울특별시 강남구 테헤란로 98765 {text}")
    assert "98765" not in shown


@pytest.mark.parametrize("between", ["-", "", " ", " - ", "−", "–", "—", "‐", "·", ".", "－", "\n", " – ", "ㆍ", "~"])
def test_a_resident_number_is_masked_whatever_stands_between(between: str) -> None:
    masked, count = privacy.mask_rrns(f"번호 900101{between}1234567 끝")
    assert (masked, count) == ("번호 900101-******* 끝", 1)


def test_full_width_and_boxed_digits_are_masked() -> None:
    assert privacy.mask_rrns("주민번호:９００１０１－１２３４５６７")[0] == "주민번호:900101-*******"
    assert privacy.mask_rrns("9 0 0 1 0 1 - 1 2 3 4 5 6 7")[0] == "900101-*******"
    assert privacy.mask_rrns("a 900101-1234567, 000229-4000000.") == ("a 900101-*******, 000229-*******.", 2)


@pytest.mark.parametrize(
    "text",
    ["사업자 120-81-47521", "901301-1234567", "900132-1234567", "900101-9234567", "1900101-1234567", "900101-12345678",
     "900101-1******", "1,840,000원", "2022-10-15", ""],
)  # fmt: skip
def test_what_is_no_resident_number_stays(text: str) -> None:
    assert privacy.mask_rrns(text) == (text, 0)


def test_a_company_number_stays_readable() -> None:
    number = "110111-1129497"
    assert corporate_number_is_valid(number)
    assert privacy.mask_rrns(f"카카오 {number}") == (f"카카오 {number}", 0)
    assert privacy.find_rrns(number) == [privacy.Found(0, 14, maybe_corporate=True)]
    assert privacy.mask_rrns("법인등록번호: 110111-1129490")[1] == 0
    assert privacy.mask_rrns("110111-1129490")[1] == 1


def test_the_label_of_one_number_does_not_save_another() -> None:
    text = "법인등록번호 110111-1129497 주민등록번호 900101-1234567"
    assert privacy.mask_rrns(text) == ("법인등록번호 110111-1129497 주민등록번호 900101-*******", 1)
    assert privacy.mask_rrns("법인등록번호 110111-1129497, 900101-1234567")[1] == 1
    assert privacy.mask_rrns("주민(법인)등록번호 900101-1234567")[1] == 1


def test_a_corporate_check_digit_alone_does_not_save_a_resident_number() -> None:
    last = next(d for d in "0123456789" if corporate_number_is_valid("900101123456" + d))
    assert privacy.mask_rrns(f"900101-123456{last}")[1] == 1


@given(st.text(alphabet="0123456789- 가\n") | RRNS, st.text(), st.text())
def test_whatever_the_reference_finds_is_found(middle: str, before: str, after: str) -> None:
    text = before + middle + after
    found = {(hit.start, hit.end) for hit in privacy.find_rrns(text)}
    for hit in REFERENCE.finditer(text):
        assert any(start <= hit.start() and hit.end() <= end for start, end in found)


@given(st.text() | RRNS | st.lists(RRNS).map(" ".join))
def test_masking_leaves_nothing_to_mask(text: str) -> None:
    masked, count = privacy.mask_rrns(text)
    assert all(hit.maybe_corporate for hit in privacy.find_rrns(masked))
    assert count <= len(privacy.find_rrns(text))
    assert (masked == text) == (count == 0)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("전화 010-1234-5678로", "전화 010-****-5678로"),
        ("(02)123-4567", "02-***-4567"),
        ("02-123-4567", "02-***-4567"),
        ("+82 10 1234 5678", "010-****-5678"),
        ("국민 110-123-456789 입금", "국민 ********6789 입금"),
        ("계좌 3521234567890", "계좌 *********7890"),
        ("사업자 120-81-47521", "사업자 120-81-*****"),
        ("주민 900101-1234567", "주민 900101-*******"),
        ("메일은haneul@example.com으로", "메일은ha***@example.com으로"),
        ("12345678901234567890", "****************7890"),
        ("2023-000123과 10-0000067은 같은 가게", "2023-000123과 10-0000067은 같은 가게"),
        ("2023-0001234, 10-00000671, 1-2023-000123", "*******1234, ******0671, *******0123"),
        ("20221001-20221007 매출 123456789원을", "20221001-20221007 매출 123456789원을"),
        ("20221001-20221007-1과 110123456789원천징수", "*************0071과 ********6789원천징수"),
        ("2022-10-15에 1,840,000원, 접수 KKO-2022-001234", "2022-10-15에 1,840,000원, 접수 KKO-2022-001234"),
    ],
)
def test_free_text_for_exports_is_masked(text: str, masked: str) -> None:
    assert privacy.mask_patterns(text) == masked


@given(st.text())
def test_masking_free_text_keeps_what_holds_no_digit_or_address(text: str) -> None:
    plain = re.sub(r"[\d@]", "", text)
    assert privacy.mask_patterns(plain) == plain


@given(st.text(alphabet="0123456789-. *가김"))
def test_what_a_person_typed_holds_no_account_once_it_is_masked(text: str) -> None:
    masked = privacy.mask_accounts(text)
    assert not privacy.has_account(masked)
    assert not privacy.has_rrn(masked)
    if not (privacy.has_account(text) or privacy.has_rrn(text)):
        assert masked == text


@pytest.mark.parametrize("text", ["=1+1", "+82", "-1", "@a", "\ta", "\ra", "\na", "＝1"])
def test_a_formula_is_made_harmless(text: str) -> None:
    assert privacy.guard_cell(text) == "'" + text


@given(st.text())
def test_a_guarded_cell_never_starts_a_formula_and_loses_nothing(text: str) -> None:
    guarded = privacy.guard_cell(text)
    assert guarded.removeprefix("'") == text.removeprefix("'")
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    "evil", ["9" * 50_000, "0" + "-" * 50_000, "a.a" * 20_000, "0 " * 30_000, "900101" + " " * 50_000]
)
def test_hostile_text_takes_no_longer_than_its_length(evil: str) -> None:
    """A pattern that goes back and forth would need minutes here, and the whole run would be stopped."""
    assert len(privacy.mask_patterns(evil)) == len(evil)
    assert privacy.mask_rrns(evil) == (evil, 0)
