import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from reviewer.rules.fingerprinting import fingerprints_of
from reviewer.rules.likeness import BANDS, Fingerprint, Traits, account_digest, bands_of
from reviewer.rules.reading import Reading, Row, Word

CERTIFICATE = (
    "소상공인확인서 발급번호 : 0010-2022-486706 상호 : 바다 족발 사업자등록번호 : 738-37-73661 대표자 : 최라정 "
    "주소 : 서울특별시 은평구 가람로 132 유효기간 2022-04-01 ~ 2023-03-31"
)


def words(text: str, page: int = 1) -> tuple[Word, ...]:
    return tuple(Word(word, page, (0, 0, 10, 10)) for word in text.split())


def prints(kind: str, **fields: object) -> list[Fingerprint]:
    reading = Reading("ab" * 32, "pdf", **fields)  # type: ignore[arg-type]
    return [one for one in fingerprints_of(reading) if one.kind == kind]


def sheet(amounts: list[int], start: int = 1) -> tuple[Row, ...]:
    head = Row(1, start, ("거래일자", "승인건수", "합계금액"))
    days = [Row(1, start + at, (f"2022-09-{at:02d}", "12", f"{amount:,}")) for at, amount in enumerate(amounts, 1)]
    return (head, *days)


def stock(amounts: list[int], start: int = 1) -> tuple[Row, ...]:
    """Rows of numbers that are no days."""
    head = Row(1, start, ("품목", "수량", "금액"))
    return (head, *(Row(1, start + at, (f"품목 {at}", "12", f"{amount:,}")) for at, amount in enumerate(amounts, 1)))


AMOUNTS = [412_000 + 13_700 * day + day**4 for day in range(28)]


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=BANDS - 1))
def test_hashes_that_differ_in_a_few_bits_share_a_band(picture: int, changed: set[int]) -> None:
    other = picture ^ sum(1 << bit for bit in changed)
    assert set(bands_of(picture)) & set(bands_of(other))


def test_a_photo_is_found_by_its_picture_and_a_page_of_words_by_its_words_and_its_looks() -> None:
    seen = Traits(pictures=(0x1234, 0x5678, 0))
    reading = Reading("ab" * 32, "pdf", "TEXT", words=words(CERTIFICATE), traits=seen)
    found = fingerprints_of(reading)
    assert Fingerprint("PICTURE", f"{0x5678:016x}", 2) in found
    assert [one.page for one in found if one.kind == "PICTURE"] == [1, 2]
    assert [one.page for one in found if one.kind == "TEXT"] == [1]


def test_what_a_machine_recognised_in_a_photo_leaves_it_a_picture() -> None:
    seen = Traits(pictures=(0x1234,))
    reading = Reading("ab" * 32, "image", "RECOGNISED", words=words(CERTIFICATE), traits=seen)
    assert {one.kind for one in fingerprints_of(reading)} == {"PICTURE", "BRN"}


def test_words_are_the_same_however_they_are_spaced() -> None:
    spaced = prints("TEXT", source="TEXT", words=words(CERTIFICATE))
    joined = prints("TEXT", source="TEXT", words=words(CERTIFICATE.replace(" : ", ": ")))
    assert spaced == joined != []
    assert prints("TEXT", source="TEXT", words=words(CERTIFICATE.replace("최라정", "김하늘"))) != spaced


def test_a_standing_text_without_numbers_of_its_own_is_no_likeness() -> None:
    consent = "개인정보 수집 및 이용에 동의합니다 " * 5 + "고객센터 1588-0000"
    seen = Traits(pictures=(0x1234,))
    assert fingerprints_of(Reading("ab" * 32, "pdf", "TEXT", words=words(consent), traits=seen)) == []


def test_a_blank_page_is_no_likeness() -> None:
    assert fingerprints_of(Reading("ab" * 32, "image", traits=Traits(pictures=(0, 0)))) == []


def test_a_sheet_saved_again_below_another_heading_has_the_same_rows() -> None:
    assert prints("ROWS", rows=stock(AMOUNTS)) == prints("ROWS", rows=stock(AMOUNTS, start=9)) != []


def test_a_sheet_with_a_few_days_changed_shares_most_of_its_rows() -> None:
    changed = [*AMOUNTS[:14], 1, *AMOUNTS[15:]]
    one, other = set(prints("ROWS", rows=stock(AMOUNTS))), set(prints("ROWS", rows=stock(changed)))
    assert one != other
    assert len(one & other) >= len(one) // 2


def sales_text(amounts: list[int]) -> tuple[Word, ...]:
    """Words on a page, one day a line, as a statement of sales prints them."""
    found = []
    for at, amount in enumerate(amounts):
        top = 200 + 140 * at
        for left, text in ((500, f"2022-09-{at + 3:02d}"), (2500, f"{amount:,}")):
            found.append(Word(text, 1, (left, top, left + 900, top + 100)))
    return tuple(found)


def test_a_sales_week_is_the_same_in_a_sheet_and_on_a_page() -> None:
    in_cells = {one.value for one in prints("WEEK", rows=sheet(AMOUNTS))}
    on_page = {one.value for one in prints("WEEK", source="TEXT", words=sales_text(AMOUNTS[2:16]))}
    assert len(in_cells) == 3
    assert len(on_page) == 2
    assert on_page < in_cells


def test_a_week_without_sales_is_no_likeness() -> None:
    assert prints("WEEK", rows=sheet([0] * 28)) == []
    assert prints("WEEK", rows=sheet([150_000] * 28)) == []


def test_rows_that_say_little_are_no_likeness() -> None:
    assert prints("ROWS", rows=stock([0] * 28)) == []
    assert prints("ROWS", rows=stock([100_000] * 28)) == []
    assert prints("ROWS", rows=stock([])) == []


def test_the_program_that_made_a_pdf_says_something_only_with_times_to_the_second() -> None:
    made = Traits("Hancom PDF", created="2023-02-14T10:22:31+09:00", modified="2023-02-14T10:22:31+09:00")
    assert [one.value for one in prints("TIMES", traits=made)] == [
        "Hancom PDF · 2023-02-14T10:22:31+09:00 · 2023-02-14T10:22:31+09:00"
    ]
    for changed in ({"producer": ""}, {"created": "2023-02-14"}, {"modified": ""}, {"created": "2000-01-01T00:00:00Z"}):
        assert prints("TIMES", traits=dataclasses.replace(made, **changed)) == []


def test_a_photo_says_when_it_was_taken_only_together_with_its_camera() -> None:
    taken = Traits(taken="2023-02-14T10:22:31", camera="SM-S908N")
    assert len(prints("EXIF", traits=taken)) == 1
    assert prints("EXIF", traits=dataclasses.replace(taken, camera="")) == []
    assert prints("EXIF", traits=dataclasses.replace(taken, taken="2023-02-14")) == []


def test_kakaos_own_number_and_a_wrong_one_are_no_likeness() -> None:
    text = "공급자 120-81-47521 가맹점 738-37-73661 오류 738-37-73662"
    assert [one.value for one in prints("BRN", words=words(text))] == ["7383773661"]


def test_an_account_is_kept_as_a_digest_only() -> None:
    found = prints("ACCOUNT", words=words("다솜은행 계좌번호 : 121-078-630784 예금주 최라정"))
    assert [one.value for one in found] == [account_digest("121078630784")]
    assert "630784" not in found[0].value
    assert account_digest("********0784") == ""
    assert prints("ACCOUNT", words=words("전화 010-1234-5678 금액 1,234,000")) == []
