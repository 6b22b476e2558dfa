"""Columns are recognised by the names registers use, and a map file says the rest."""

import pytest

from reviewer.desk.columns import bind, guess_mapping
from reviewer.desk.map_file import MapFile, read_map, write_map
from reviewer.rules.problem import Problem
from reviewer.sample.reports import COLUMNS


def test_the_usual_headers_are_recognised_however_they_are_written() -> None:
    header = [
        "접수 번호",
        "접수일자*",
        "상 호 명",
        "대표자(성명)",
        "사업자 등록번호",
        "소재지",
        "연락처(휴대폰)",
        "피해액 (원)",
        "예금주",
    ]
    found = guess_mapping(header).columns
    assert {field: names[0] for field, names in found.items()} == {
        "claim": "접수 번호", "received_on": "접수일자*", "trade_name": "상 호 명", "representative": "대표자(성명)",
        "brn": "사업자 등록번호", "address": "소재지", "phone": "연락처(휴대폰)", "claimed_loss": "피해액 (원)",
        "account_holder": "예금주",
    }  # fmt: skip


def test_every_column_of_the_sample_delivery_is_recognised() -> None:
    assert guess_mapping(COLUMNS).unused(COLUMNS) == ()


def test_a_column_that_holds_something_else_is_left_alone() -> None:
    header = ["상호", "구분"]
    assert "reporter_type" in guess_mapping(header, [(2, ["하늘", "소상공인"])]).columns
    assert "reporter_type" not in guess_mapping(header, [(2, ["하늘", "휴게음식점"])]).columns


def test_without_a_number_column_numbers_are_made() -> None:
    assert guess_mapping(["상호"]).made_numbers
    assert not guess_mapping(["상호", "신고번호"]).made_numbers


def test_leftover_columns_keep_their_names_and_resident_numbers_are_never_taken() -> None:
    header = ["상호", "비고", "비고", "주민등록번호", "주민 번호(앞)", ""]
    assert bind(guess_mapping(header), header).extra == ((1, "비고"), (2, "비고 (2)"))


def test_a_map_file_says_what_the_interface_says() -> None:
    told = """
    encoding = "cp949"
    delimiter = ";"
    header_row = 3
    claim = "row"
    [columns]
    trade_name = "가게"
    address = ["시도", "주소"]
    [constants]
    reporter_type = "MICRO"
    [dates]
    received_on = "%Y%m%d"
    """
    found = read_map(told)
    assert (found.encoding, found.delimiter, found.header_row, found.made_numbers) == ("cp949", ";", 3, True)
    assert found.columns == {"trade_name": ("가게",), "address": ("시도", "주소")}
    assert read_map(write_map(found)) == found
    odd = MapFile({"trade_name": ('a"b\\c\td',)}, made_numbers=True)
    assert read_map(write_map(odd)) == odd


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[columns", ""),
        ("speed = 1", "speed"),
        ("[columns]\nname = 'a'", "columns.name"),
        ("[columns]\naddress = 'a'", "columns"),
        ("[columns]\ntrade_name = 5", "columns.trade_name"),
        ("header_row = 0\n[columns]\ntrade_name = 'a'", "header_row"),
        ("[columns]\ntrade_name = 'a'\n[constants]\nclaim = '7'", "constants.claim"),
        ("[columns]\ntrade_name = 'a'\n[dates]\nphone = '%Y'", "dates.phone"),
    ],
)
def test_a_map_that_cannot_be_meant_is_refused(text: str, key: str) -> None:
    with pytest.raises(Problem, match="MapInvalid") as raised:
        read_map(text)
    assert raised.value.facts["key"] == key


def test_a_map_for_another_table_is_refused_with_the_column_it_misses() -> None:
    with pytest.raises(Problem, match="no_such_column"):
        bind(read_map("[columns]\ntrade_name = '가게'"), ["상호"])
