"""The payer's results: every line that cannot be taken is named with its row, all others are taken."""

import csv
import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reviewer import RESOURCES
from reviewer.desk.paying import take_payment_results
from reviewer.desk.payment_results import not_taken, read_payment_results
from reviewer.rules.problem import Problem
from tests.desk.meeting_room import C, D, E, MeetingRoom

HEADER = "접수번호,결과,지급일,금액,사유\n"


def test_results_are_read_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "결과.csv"
    paid = '2023-000001,지급,2023-05-02,"113,560",'
    path.write_text(f"{HEADER}{paid}\n2023-000002,failed,2023.5.3,50000,계좌 오류\n", "utf-8")
    first, second = read_payment_results(path)
    day = dt.date(2023, 5, 2)
    assert first == {"row": 2, "claim": "2023-000001", "result": "PAID", "date": day, "amount": 113_560, "reason": ""}
    assert (second["result"], second["reason"], second["date"]) == ("FAILED", "계좌 오류", dt.date(2023, 5, 3))


@pytest.mark.parametrize("told", ["지급 기관이 보낸 표(CSV 또는 Excel): ", "The payer's table (CSV or Excel) with "])
def test_the_columns_the_window_asks_for_are_those_that_are_read(tmp_path: Path, told: str) -> None:
    words = tomllib.loads((RESOURCES / "i18n" / "ui-letters.ko.toml").read_text("utf-8"))
    (line,) = [text for pair in words.items() for text in pair if text.startswith(told)]
    asked = re.sub(r"\([^)]*\)", "", line.removeprefix(told)).rstrip(".").replace(" and ", ", ")
    path = tmp_path / "결과.csv"
    path.write_text(f"{asked.replace(', ', ',')}\n2023-000001,지급,2023-05-02,1,\n", "utf-8")
    (read,) = read_payment_results(path)
    assert (read["claim"], read["date"]) == ("2023-000001", dt.date(2023, 5, 2))


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
def test_a_line_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path: Path, line: str, field: str) -> None:
    path = tmp_path / "결과.csv"
    path.write_text(f"{HEADER}2023-000009,지급,2023-05-02,1,\n{line}\n2023-000008,지급,2023-05-02,1,\n", "utf-8")
    first, bad, last = read_payment_results(path)
    assert (first["claim"], last["claim"]) == ("2023-000009", "2023-000008")
    assert (bad["row"], bad["code"], bad["field"]) == (3, "unreadable", field)
    assert bad["claim"] == ("" if field == "claim" else "2023-000001")


@pytest.mark.parametrize("column", ["접수번호", "결과", "지급일", "금액"])
def test_a_table_without_a_column_is_told(tmp_path: Path, column: str) -> None:
    path = tmp_path / "결과.csv"
    path.write_text(f"{HEADER}2023-000009,지급,2023-05-02,1,\n".replace(column, "비고"), "utf-8")
    with pytest.raises(Problem, match="PaymentResultsInvalid"):
        read_payment_results(path)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[MeetingRoom]:
    """Two claims on an open payment list, and one that is on none."""
    room = MeetingRoom(tmp_path)
    room.pass_all()
    for number in (C, D):
        room.look_over(number)
        letter = {"letter_no": room.claim(number).decision.letter_no, "kind": "DECISION"}  # type: ignore[union-attr]
        room.do("sec", "issue_letter", number, letter, files={"ko": "ab" * 32})
    amounts = {number: room.claim(number).to_pay for number in (C, D)}
    room.do("sec", "list_payments", "case", batch="b1", claims=[C, D], amounts=amounts)
    yield room
    room.case_file.close()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_good_lines_are_taken_and_every_bad_one_is_named(room: MeetingRoom, form: str, tmp_path: Path) -> None:
    listed = room.claim(C).payment
    assert listed is not None
    amount, day = listed.amount, "2023-03-06"
    lines = [
        ("claim", "result", "date", "amount", "reason"),
        (D, "paid", day, amount + 1, ""),
        (C, "paid", day, amount, ""),
        (C, "failed", day, amount, "또 한 줄"),
        (E, "paid", day, amount, ""),
        ("2023-999999", "paid", day, amount, ""),
        ("", "paid", day, amount, ""),
        (D, "perhaps", day, amount, ""),
    ]
    path = tmp_path / f"결과.{form}"
    write_table(path, lines)
    told = take_payment_results(room.case_file, room.signers["sec"], read_payment_results(path), now=room.at)
    assert (told["paid"], told["failed"]) == (1, 0)
    assert [(one["row"], one["claim"], one["code"], one["field"]) for one in told["refused"]] == [
        (2, D, "amount_differs", ""), (4, C, "twice", ""), (5, E, "not_in_batch", ""),
        (6, "2023-999999", "claim_unknown", ""), (7, "", "unreadable", "claim"), (8, D, "unreadable", "result"),
    ]  # fmt: skip
    assert (room.claim(C).stage, room.claim(D).stage) == ("PAID", "PAYMENT_LISTED")
    write_table(path, [lines[0], (D, "paid", "2023-03-08", amount, ""), (C, "paid", day, amount, "")])
    told = take_payment_results(room.case_file, room.signers["sec"], read_payment_results(path), now=room.at)
    assert [(one["code"], one["value"]) for one in told["refused"]] == [
        ("day_cannot_be", "2023-03-08"), ("not_in_batch", ""),
    ]  # fmt: skip
    write_table(path, [lines[0], (D, "failed", day, amount, "예금주 불일치")])
    told = take_payment_results(room.case_file, room.signers["sec"], read_payment_results(path), now=room.at)
    assert (told["failed"], told["refused"], room.claim(D).stage) == (1, [], "PAYMENT_FAILED")


@pytest.mark.parametrize("amount", ["", 0])
def test_a_returned_payment_may_name_no_amount_but_a_paid_one_must(
    room: MeetingRoom, amount: object, tmp_path: Path
) -> None:
    listed, day = room.claim(D).payment, "2023-03-06"
    assert listed is not None
    lines = [("claim", "result", "date", "amount", "reason"), (D, "failed", day, amount, "예금주 불일치")]
    write_table(tmp_path / "a.csv", [*lines, (C, "paid", day, amount, "")])
    read = read_payment_results(tmp_path / "a.csv")
    told = take_payment_results(room.case_file, room.signers["sec"], read, now=room.at)
    assert (told["failed"], [one["claim"] for one in told["refused"]]) == (1, [C])
    found = room.claim(D).payment
    assert found is not None
    assert (found.state, found.amount) == ("FAILED", listed.amount)


def test_every_reason_for_not_taking_a_line_has_words_in_both_languages() -> None:
    for code in ("unreadable", "missing", "twice", "claim_unknown", "not_in_batch", "amount_differs", "day_cannot_be"):
        for field in ("claim", "result", "date", "amount", "reason"):
            for lang in ("ko", "en"):
                told = not_taken({"code": code, "field": field, "value": "{5}"}, lang)
                assert "_" not in told, "words, not the code"
                assert "{5}" in told or code not in ("unreadable", "day_cannot_be")


def write_table(path: Path, lines: list[tuple[Any, ...]]) -> None:
    """As the payer's own program would write it."""
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for line in lines:
            book.active.append(line)
        book.save(path)
    else:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(lines)
