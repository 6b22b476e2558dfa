"""What the payer sends back after a batch: which awards were paid and which failed, and why."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reviewer.desk.columns import folded_header
from reviewer.desk.wording import word_for
from reviewer.documents.delivery import read_table
from reviewer.rules.numbers import parse_date, parse_won
from reviewer.rules.problem import Problem

_HEADERS = {
    "claim": ("claim", "claimno", "접수번호", "신청번호"),
    "result": ("result", "결과", "처리결과", "지급결과"),
    "date": ("date", "날짜", "일자", "지급일", "처리일", "지급일자", "처리일자"),
    "amount": ("amount", "금액", "지급액", "지급금액"),
    "reason": ("reason", "사유", "실패사유", "반송사유"),
}
_RESULTS = {
    **dict.fromkeys(("paid", "지급", "지급완료", "완료", "정상", "성공"), "PAID"),
    **dict.fromkeys(("failed", "실패", "지급실패", "반송", "오류", "불능"), "FAILED"),
}


def read_payment_results(path: Path) -> list[dict[str, Any]]:
    """The lines of a results table: row, claim, result PAID or FAILED, date, amount in won, reason ("" when paid).

    The amount is 0 where a bank names none for a payment that failed: the listed one is meant.

    A line that cannot be read has, beside row and claim, the code `unreadable` with the field and what stands there.
    Raises DeliveryUnreadable, and PaymentResultsInvalid for a table without one of the columns.
    """
    with read_table(path, path.name) as table:
        folded = [folded_header(name) for name in table.header]
        places = {
            field: next((folded.index(name) for name in names if name in folded), -1)
            for field, names in _HEADERS.items()
        }
        for field in ("claim", "result", "date", "amount"):
            if places[field] < 0:
                raise Problem("PaymentResultsInvalid", file=path.name, row=1, field=field, value="")
        return [_line(number, cells, places) for number, cells in table]


def _line(number: int, cells: list[str], places: dict[str, int]) -> dict[str, Any]:
    said = {field: cells[at].strip() if 0 <= at < len(cells) else "" for field, at in places.items()}
    result = _RESULTS.get(said["result"].replace(" ", "").casefold())
    read = {
        "claim": said["claim"] or None,
        "result": result,
        "date": _date(said["date"]),
        "amount": 0 if result == "FAILED" and not said["amount"] else _won(said["amount"]),
        "reason": said["reason"] or (None if result == "FAILED" else ""),
    }
    for field, value in read.items():
        if value is None:
            return {
                "row": number, "claim": said["claim"], "code": "unreadable", "field": field, "value": said[field][:40],
            }  # fmt: skip
    return {"row": number, **read}


def not_taken(one: Mapping[str, Any], lang: str) -> str:
    """Why a line was not taken, in words: of `read_payment_results`, or as `take_payment_results` refused it."""
    code = "missing" if one["code"] == "unreadable" and not one["value"] else one["code"]
    field = word_for("payment_field", one["field"], lang) if one["field"] else ""
    return word_for("payment_line", code, lang).format(field=field, value=one["value"])


def _date(text: str) -> dt.date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _won(text: str) -> int | None:
    try:
        return parse_won(text)
    except ValueError:
        return None
