"""What is proposed for a selection: by its look, the check in focus and the kind of paper."""

import pytest

from reviewer.rules.bound_facts import FACTS, plain_value
from reviewer.rules.fact_proposals import proposals


@pytest.mark.parametrize(
    ("text", "check", "kind", "first", "value"),
    [
        ("2,200,000원", "SLS1", "SLS", "OUTAGE_WEEK_SALES", "2200000"),
        ("합계 4,000,000", "SLS2", "SLS", "NORMAL_WEEK_SALES", "4000000"),
        ("120-81-47521", "", "BRC", "BRN", "1208147521"),
        ("유효기간 2022. 4. 1. ~ 2023. 3. 31.", "SBC4", "SBC", "VALID_FROM", "2022-04-01"),
        ("개업 연월일 2019년 03월 02일", "BRC4", "BRC", "OPENED_ON", "2019-03-02"),
        ("김하늘", "BNK1", "BNK", "ACCOUNT_HOLDER", "김하늘"),
        ("110-234-567890", "BNK2", "BNK", "ACCOUNT", "110-234-567890"),
        ("12.4 %", "", "OTH", "PROFIT_RATE", "0.124"),
        ("하늘 상회", "SBC6", "SBC", "TRADE_NAME", "하늘 상회"),
        ("2018.05.03 카카오톡 채널 개설", "SUS4", "SUS", "FIRST_USE", "2018-05-03"),
    ],
)
def test_the_likeliest_fact_comes_first(text: str, check: str, kind: str, first: str, value: str) -> None:
    found = proposals(text, check, kind)
    assert found[0] == (first, value)
    assert {code for code, _ in found} == FACTS.keys()


def test_the_second_date_ends_a_period_and_every_value_holds() -> None:
    found = dict(proposals("2022. 4. 1. ~ 2023. 3. 31.", "SBC4", "SBC"))
    assert found["VALID_UNTIL"] == "2023-03-31"
    assert found["OUTAGE_WEEK_SALES"] == ""
    for code, value in found.items():
        if value:
            plain_value(code, value)


def test_a_region_without_text_proposes_by_the_check_alone() -> None:
    assert proposals("", "SBC4", "SBC")[0][0] in ("VALID_FROM", "VALID_UNTIL")
    assert {value for _, value in proposals("", "", "")} == {""}


@pytest.mark.parametrize(
    "number", ["900101-1234567", "9001011234567", "９００１０１－１２３４５６７", "9 0 0 1 0 1 - 1 2 3 4 5 6 7"]
)
def test_a_resident_number_is_the_value_of_no_fact(number: str) -> None:
    assert {value for _, value in proposals(number, "BNK2", "BNK")} == {""}
    beside = dict(proposals(f"김하늘 ({number})", "BRC3", "BRC"))
    assert (beside["REPRESENTATIVE"], beside["ACCOUNT"]) == ("김하늘", "")
