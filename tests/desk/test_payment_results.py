"""The payer's list of results is taken whole or not at all."""

import datetime as dt
from pathlib import Path

import pytest

from reviewer.desk.payment_results import read_payment_results
from reviewer.rules.problem import Problem

HEADER = "접수번호,결과,지급일,금액,사유\n"


def test_results_are_read_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "결과.csv"
    paid = '2023-000001,지급,2023-05-02,"113,560",'
    path.write_text(f"{HEADER}{paid}\n2023-000002,failed,2023.5.3,50000,계좌 오류\n", "utf-8")
    first, second = read_payment_results(path)
    day = dt.date(2023, 5, 2)
    assert first == {"claim": "2023-000001", "result": "PAID", "date": day, "amount": 113_560, "reason": ""}
    assert (second["result"], second["reason"], second["date"]) == ("FAILED", "계좌 오류", dt.date(2023, 5, 3))


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (",지급,2023-05-02,1,", "claim"),
        ("2023-000001,아마,2023-05-02,1,", "result"),
        ("2023-000001,지급,언젠가,1,", "date"),
        ("2023-000001,지급,2023-05-02,-5,", "amount"),
        ("2023-000001,실패,2023-05-02,5,", "reason"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str, field: str) -> None:
    path = tmp_path / "결과.csv"
    path.write_text(f"{HEADER}2023-000009,지급,2023-05-02,1,\n{line}\n", "utf-8")
    with pytest.raises(Problem, match="PaymentResultsInvalid") as raised:
        read_payment_results(path)
    assert (raised.value.facts["row"], raised.value.facts["field"]) == (3, field)
