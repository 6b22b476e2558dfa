"""Hints say what they compared, what they found and where, in layouts of many kinds; unsure is no data."""

import dataclasses
import datetime as dt

import pytest

from reviewer.rules.hints import FULL, NO_DATA, NONE, PARTIAL
from reviewer.rules.hints.labels import PERIOD_LABELS
from reviewer.rules.hints.names import alike, are_the_names, is_the_name
from reviewer.rules.hints.paper_text import text_of
from reviewer.rules.likeness import Traits
from reviewer.rules.plan import Plan
from reviewer.rules.reading import Reading
from tests.rules.paper_room import hints, reading, words

CONFIRMATION = """
발급번호 : 0010-2022-123456

                 소 상 공 인 확 인 서

   기 업 명          가온 떡볶이 주식회사
   사업자등록번호    120-81-47521
   대 표 자          김하늘
   유 효 기 간       2022. 4. 1. ~ 2023. 3. 31.
"""


def test_a_confirmation_in_order_agrees_in_everything(plan: Plan) -> None:
    found = hints(plan, "SBC", reading(CONFIRMATION))
    assert {check: hint.level for check, hint in found.items()} == {
        "G3": FULL, "G5": NO_DATA, "G6": FULL, "SBC3": FULL, "SBC4": FULL, "SBC5": FULL, "SBC6": FULL, "SBC7": FULL,
    }  # fmt: skip
    assert found["G3"].agrees == ("brn", "trade_name", "representative")
    assert found["SBC3"].found == "0010-2022-123456"
    assert (found["SBC4"].wanted, found["SBC4"].found) == ("2022-10-15 / 2023-05-02", "2022-04-01 ~ 2023-03-31")


@pytest.mark.parametrize(
    "beside",
    [
        "합의 규정에 따라 거주자가 국외에 있는 비거주자", "존중 조직문화 구축 , 근로 환경 개선 등의 투명 경영 노력",
        "본인이 직접 확인하기 위한 절차입니다.", "및 팀원 구성 계획", "(서명)", ",", "직원 성명 ,", "제외)",
        "모두 제외 사유에 해당되지 않아야 함",
    ],
)  # fmt: skip
def test_a_piece_of_running_text_beside_a_label_is_no_name(plan: Plan, beside: str) -> None:
    for label, kind in (("상호", "BRC"), ("대표자", "BRC"), ("예금주", "BNK")):
        found = hints(plan, kind, reading(f"{label} {beside}"))
        assert found["G3"].level == NO_DATA, (label, found["G3"].found)
        assert all(hint.found != beside for hint in found.values())


@pytest.mark.parametrize(
    "name",
    ["㈜자연에서", "엄마의 부엌", "맑은 카페 2호점", "주식회사 나래상사", "나래", "김하늘 외 1명의 나래상사",
     "The Little Garden of Grandmother Kim & Daughters Bakery and Coffee Roasters (Hongdae Branch)",
     "꽃다발에마음을담아서울어디든당일배송해드리는작은꽃집 별담은 Flower & Gift Studio"],
)  # fmt: skip
def test_another_name_beside_a_label_is_still_no_match(plan: Plan, name: str) -> None:
    found = hints(plan, "BRC", reading(f"상호 : {name}"))
    assert (found["BRC2"].level, found["BRC2"].found) == (NONE, name)


def test_a_hint_says_where_it_saw_the_value(plan: Plan) -> None:
    place = hints(plan, "SBC", reading(CONFIRMATION))["SBC5"].place
    assert place is not None
    assert (place.page, place.box) == (1, (14 * 50, 5 * 160, 26 * 50, 5 * 160 + 120))


@pytest.mark.parametrize(
    ("period", "received", "level"),
    [
        ("2021. 4. 1. ~ 2022. 3. 31.", dt.date(2023, 5, 2), NONE),
        ("2022-04-01부터 2023-03-31까지", dt.date(2023, 5, 2), FULL),
        ("2023.04.01 ~ 2024.03.31", dt.date(2023, 5, 2), FULL),
        ("2023.04.01 ~ 2024.03.31", dt.date(2023, 3, 2), NONE),
        ("2022. 10. 15. ~ 2022. 10. 15.", None, FULL),
    ],
)
def test_validity_is_held_against_the_outage_and_the_day_of_filing(
    plan: Plan, period: str, received: dt.date | None, level: str
) -> None:
    read = reading(CONFIRMATION.replace("2022. 4. 1. ~ 2023. 3. 31.", period))
    assert hints(plan, "SBC", read, received_on=received)["SBC4"].level == level


def test_the_only_period_of_a_confirmation_is_its_validity(plan: Plan) -> None:
    unread = CONFIRMATION.replace("유 효 기 간  ", "")
    assert hints(plan, "SBC", reading(unread))["SBC4"].level == FULL
    assert hints(plan, "SBC", reading(unread.replace("2022. 4. 1. ~ 2023", "2021. 4. 1. ~ 2022")))["SBC4"].level == NONE
    two = f"{unread}\n조회 2022. 9. 1. ~ 2022. 10. 31."
    assert hints(plan, "SBC", reading(two))["SBC4"].level == NO_DATA
    assert hints(plan, "SBC", reading(unread.replace("확 인 서", "명 세 서")))["SBC4"].level == NO_DATA


def test_the_number_to_verify_a_confirmation_is_not_its_issue_number(plan: Plan) -> None:
    cut = CONFIRMATION.replace("발급번호 : 0010-2022-123456", "") + "\n문서확인번호 123456-5414-20220601"
    assert hints(plan, "SBC", reading(cut))["SBC3"].level == NONE
    assert hints(plan, "SBC", reading(cut, source="RECOGNISED"))["SBC3"].level == NO_DATA


def test_a_holder_without_label_may_be_addressed_politely(plan: Plan) -> None:
    for line in ("김하늘님", "김하늘 님", "김하늘 귀하"):
        assert hints(plan, "BNK", reading(f"가온은행\n{line}\n110-123-456789"))["BNK1"].level == FULL
    assert hints(plan, "BNK", reading("가온은행\n김하늘빛님\n110-123-456789"))["BNK1"].level == NO_DATA


def test_a_table_with_labels_above_the_values_is_read(plan: Plan) -> None:
    found = hints(
        plan, "BRC",
        reading(
            "", ("상호", "등록번호", "대표자", "개업일"), ("㈜가온떡볶이", "1208147521", "김하늘", "2019-03-02"),
        ),
    )  # fmt: skip
    assert {check: found[check].level for check in ("G3", "BRC1", "BRC2", "BRC3", "BRC4", "BRC11")} == dict.fromkeys(
        ("G3", "BRC1", "BRC2", "BRC3", "BRC4", "BRC11"), FULL
    )


def test_another_name_is_partly_and_a_paper_of_somebody_else_not_at_all_the_claimants(plan: Plan) -> None:
    partly = hints(plan, "SBC", reading(CONFIRMATION.replace("가온 떡볶이 주식회사", "가온 떡볶이 별관")))["G3"]
    assert (partly.level, partly.agrees, partly.differs) == (PARTIAL, ("brn", "representative"), ("trade_name",))
    assert partly.found == "가온 떡볶이 별관"
    other = CONFIRMATION.replace("가온 떡볶이 주식회사", "나래분식").replace("120-81-47521", "220-81-62517")
    assert hints(plan, "SBC", reading(other.replace("김하늘", "이산")))["G3"].level == NONE


def test_a_wrong_check_digit_and_another_number_both_fail_the_number(plan: Plan) -> None:
    wrong = hints(plan, "SBC", reading(CONFIRMATION.replace("120-81-47521", "120-81-47522")))["SBC5"]
    other = hints(plan, "SBC", reading(CONFIRMATION.replace("120-81-47521", "220-81-62517")))["SBC5"]
    assert (wrong.level, other.level, other.wanted, other.found) == (NONE, NONE, "120-81-47521", "220-81-62517")


def test_the_registration_of_a_business_is_no_confirmation(plan: Plan) -> None:
    found = hints(plan, "SBC", reading("사 업 자 등 록 증\n등록번호 : 120-81-47521\n발급번호 1234-567-8901-234"))
    assert (found["SBC3"].level, found["SBC3"].code, found["SBC4"].level) == (NONE, "OTHER_PAPER", NONE)


def test_a_picture_without_text_gives_no_data(plan: Plan) -> None:
    for kind in ("SBC", "BRC", "SLS", "BNK", "APP"):
        levels = {check: hint.level for check, hint in hints(plan, kind, reading()).items()}
        assert set(levels.values()) == {NO_DATA}, kind


def test_recognised_text_is_told_and_what_a_machines_eye_misses_is_no_data(plan: Plan) -> None:
    found = hints(plan, "SBC", reading(CONFIRMATION.replace("발급번호 :", "발급벌효 ;"), source="RECOGNISED"))
    assert (found["SBC3"].level, found["G6"].level) == (NO_DATA, NO_DATA)
    assert found["SBC5"].level == FULL
    assert found["SBC5"].is_recognised


def test_pages_that_are_pictures_among_pages_of_text_are_told_as_recognised(plan: Plan) -> None:
    first, second = CONFIRMATION.splitlines(keepends=True)[:3], CONFIRMATION.splitlines(keepends=True)[3:]
    pages = (*words("".join(first)), *words("".join(second), page=2))
    read = Reading("d" * 64, "pdf", "TEXT", pages, recognised=(2,))
    found = hints(plan, "SBC", read)
    places = {check: hint.place.page for check, hint in found.items() if hint.place is not None}
    assert set(places.values()) == {1, 2}
    assert {check: hint.is_recognised for check, hint in found.items() if hint.place is not None} == {
        check: page == 2 for check, page in places.items()
    }
    assert found["G6"].level == NO_DATA  # one may stand in a picture and have been overlooked
    unread = dataclasses.replace(read, words=pages[: len(words("".join(first)))], recognised=(), unseen=(2,))
    assert {hint.level for hint in hints(plan, "SBC", unread).values()} <= {FULL, NO_DATA}
    assert hints(plan, "SBC", unread)["G6"].level == NO_DATA


def test_what_differs_in_recognised_text_may_be_misread_and_is_told_without_a_verdict(plan: Plan) -> None:
    read = reading(CONFIRMATION.replace("120-81-47521", "120-81-47527"), source="RECOGNISED")
    hint = hints(plan, "SBC", read)["SBC5"]
    assert (hint.level, hint.found, hint.is_recognised) == (NO_DATA, "120-81-47527", True)


def test_a_resident_number_in_sight_is_told_without_its_digits(plan: Plan) -> None:
    read = dataclasses.replace(reading(CONFIRMATION), resident_numbers=((1, 10, 20, 300, 40),))
    hint = hints(plan, "SBC", read)["G6"]
    assert (hint.level, hint.found) == (NONE, "1")
    assert hint.place is not None
    assert hint.place.box == (10, 20, 300, 40)


def test_a_file_changed_by_an_editor_after_it_was_made_is_only_noted(plan: Plan) -> None:
    made = Traits(producer="Hancom PDF", created="2023-02-01T10:00:00+09:00", modified="2023-02-01T10:00:00+09:00")
    edited = dataclasses.replace(made, producer="Adobe Photoshop 24", modified="2023-02-03T10:00:00+09:00")
    levels = [
        hints(plan, "SBC", dataclasses.replace(reading(CONFIRMATION), traits=traits))["G5"] for traits in (made, edited)
    ]
    assert [hint.level for hint in levels] == [FULL, PARTIAL]
    assert "Photoshop" in levels[1].found


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("(주)가온", "가온 주식회사"), ("㈜ 가온", "가온"), ("ＧＡＯＮ Coffee", "gaon coffee"), ("김*늘", "김하늘"),
        ("김하늘 (인)", "김하늘"), ("대표 : 김하늘 님", "김하늘"), ("O'BRIEN MARY-ANN", "O’Brien Mary Ann"),
        ("제주특별자치도감귤농업협동…", "제주특별자치도감귤농업협동사업단"),
    ],
)  # fmt: skip
def test_names_are_the_same_however_they_are_written(written: str, name: str) -> None:
    assert alike(written.removeprefix("대표 : "), name)


@pytest.mark.parametrize(
    ("written", "name"), [("가온 별관", "가온"), ("김하니", "김하늘"), ("*", "김"), ("", "김하늘")]
)
def test_other_names_are_other_names(written: str, name: str) -> None:
    assert not alike(written, name)


def test_a_name_with_brackets_is_found_beside_another_in_one_field() -> None:
    assert is_the_name("Garden Roasters (Hongdae Branch) / 김하늘", "Garden Roasters (Hongdae Branch)")
    assert not is_the_name("Garden Roasters (Mapo Branch) / 김하늘", "Garden Roasters (Hongdae Branch)")


def test_of_joint_representatives_each_is_looked_for() -> None:
    assert are_the_names("김하늘, 이산", "김하늘, 이산") == (2, 2)
    assert are_the_names("이산 / 김하늘", "김하늘, 이산") == (2, 2)
    assert are_the_names("김하늘 외 1명", "김하늘, 이산") == (1, 2)


def test_a_joint_representative_who_is_missing_makes_it_partial(plan: Plan) -> None:
    found = hints(plan, "SBC", reading(CONFIRMATION), representative="김하늘, 이산")
    assert (found["SBC7"].level, found["G3"].level) == (PARTIAL, PARTIAL)


def test_the_account_is_shown_masked_and_compared_in_full(plan: Plan) -> None:
    book = "가온은행   보통예금\n예금주   주식회사 가온떡볶이\n계좌번호   {}"
    same = hints(plan, "BNK", reading(book.format("110-123-456789")))
    other = hints(plan, "BNK", reading(book.format("110-123-456798")))
    assert {check: hint.level for check, hint in same.items()} == {
        "G3": FULL, "G5": NO_DATA, "G6": FULL, "BNK1": FULL, "BNK3": FULL, "BNK4": NO_DATA, "BNK5": FULL,
    }  # fmt: skip
    assert other["BNK3"].level == NONE
    assert "110-123" not in other["BNK3"].wanted + other["BNK3"].found


def test_a_person_may_not_be_paid_into_another_persons_account(plan: Plan) -> None:
    book = reading("예금주 : 이산 님\n계좌번호 : 110123456789")
    found = hints(plan, "BNK", book, corporate_number="", brn="101-01-00000", trade_name="가온")
    assert {check: found[check].level for check in ("G3", "BNK1", "BNK3", "BNK4", "BNK5")} == {
        "G3": NONE, "BNK1": NONE, "BNK3": FULL, "BNK4": NONE, "BNK5": NO_DATA,
    }  # fmt: skip


def test_an_account_that_is_kept_masked_is_only_partly_compared(plan: Plan) -> None:
    book = reading("예금주 : 김하늘\n계좌번호 : 110-123-456789")
    assert hints(plan, "BNK", book, account="********6789")["BNK3"].level == PARTIAL
    assert hints(plan, "BNK", book, account="********6780")["BNK3"].level == NONE


def test_the_services_are_those_of_the_application_and_of_the_paper(plan: Plan) -> None:
    screen = "채널 관리자센터\n계정 : 가온떡볶이 (@gaon)\n카카오톡 채널 통계\n2022-10-12   친구 수 812"
    own = hints(plan, "SUS", reading(screen))
    assert {check: own[check].level for check in ("G3", "SUS2", "SUS4", "SUS6")} == dict.fromkeys(
        ("G3", "SUS2", "SUS4", "SUS6"), FULL
    )
    sister = hints(plan, "SUS", reading(screen), services=("kakao_navi",))
    assert (sister["SUS2"].level, sister["SUS6"].level) == (NONE, NONE)
    shown = hints(plan, "SUS", reading("카카오내비 주행 기록\n2022-10-24 누리로 12"))
    assert (shown["SUS2"].level, shown["SUS2"].code, shown["SUS4"].level) == (PARTIAL, "PAPER_OF_SISTER", NONE)


def test_a_form_is_linked_by_the_number_of_the_report_or_of_the_claim(plan: Plan) -> None:
    form = (
        "피해사실 신청서\n접수번호   {}\n매출 손실액   금700,000원(금칠십만원)\n"
        "이용 서비스  카카오톡 채널\n2022. 10. 15."
    )
    found = hints(plan, "APP", reading(form.format("2023-000001")))
    assert {check: found[check].level for check in ("APP2", "APP3", "APP4")} == dict.fromkeys(
        ("APP2", "APP3", "APP4"), FULL
    )
    assert hints(plan, "APP", reading(form.format("2023-000009")))["APP2"].level == NONE
    other = form.format("10-0000001").replace("칠십만", "칠만")
    found = hints(plan, "APP", reading(other))
    assert (found["APP2"].level, found["APP3"].level, found["G5"].level) == (FULL, NONE, NONE)


def test_a_tilde_that_is_lower_than_the_letters_beside_it_parts_no_period() -> None:
    read = reading("조회기간 : 2022-09-01 ~ 2022-10-31")
    low = tuple(
        dataclasses.replace(word, box=(word.box[0], word.box[1] + 55, word.box[2], word.box[1] + 65))
        if word.text == "~"
        else word
        for word in read.words
    )
    (period,) = text_of(dataclasses.replace(read, words=low)).values(PERIOD_LABELS)
    assert period.text == "2022-09-01 ~ 2022-10-31"
