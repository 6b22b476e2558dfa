"""What leaves as a table: the decision log in three formats and the encrypted payment list."""

import csv
import errno
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msoffcrypto
import pytest
from python_calamine import CalamineWorkbook

from reviewer.letters import decision_log, payments
from reviewer.letters.log_columns import COLUMN_WORDS, UNMASKED_COLUMNS
from reviewer.letters.spreadsheet import Sheet, column_letters, write_book
from reviewer.rules.log_row import LOG_COLUMNS, log_row
from reviewer.rules.problem import Problem
from tests.letters import letter_desk as desk

WRITERS = {
    "csv": decision_log.write_csv, "xlsx": decision_log.write_xlsx, "jsonl": decision_log.write_jsonl,
}  # fmt: skip
HOSTILE = (
    '=HYPERLINK("http://example.com","x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "=cmd|'/c calc'!A0",
    'a "quoted", cell\nwith a second line', "_x0041_ <b>&amp;</b>", "끝\x00\x0b",
)  # fmt: skip


def rows(count: int = 3, **more: Any) -> Iterator[dict[str, Any]]:
    for number in range(count):
        claim = desk.claim("APPROVED_PARTIAL", number=f"0023-{number:06d}")
        yield {**log_row(claim, claim.decisions[0], entry_hash="ab" * 32, export_id="E-1"), **more}


def read_csv(path: Path) -> list[dict[str, str]]:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_sheet(data: bytes, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name).to_python()


@pytest.mark.parametrize("ending", WRITERS)
def test_the_log_says_how_many_rows_it_has_and_its_digest(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"log.{ending}"
    written = WRITERS[ending](rows(5), path)
    assert written.count == 5
    assert written.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert WRITERS[ending](rows(5), tmp_path / "again").sha256 == written.sha256
    assert sorted(found.name for found in tmp_path.iterdir()) == ["again", f"log.{ending}"]


def test_csv_has_the_columns_in_order_and_plain_values(tmp_path: Path) -> None:
    decision_log.write_csv(rows(), tmp_path / "log.csv")
    found = read_csv(tmp_path / "log.csv")
    assert tuple(found[0]) == LOG_COLUMNS
    assert found[0]["claim_no"] == "0023-000000"
    assert found[0]["award"] == "83154"
    assert found[0]["profit_rate"] == "0.124"
    assert found[0]["decided_at"] == "2023-04-20T14:00:00+09:00"
    assert found[0]["floor_applied"] == "false"


def test_the_workbook_has_typed_cells_a_frozen_heading_and_explains_itself(tmp_path: Path) -> None:
    decision_log.write_xlsx(rows(), tmp_path / "log.xlsx")
    data = (tmp_path / "log.xlsx").read_bytes()
    heading, first, *_ = read_sheet(data, "decisions")
    assert tuple(heading) == LOG_COLUMNS
    row = dict(zip(heading, first, strict=True))
    assert row["award"] == 83154
    assert row["profit_rate"] == 0.124
    assert row["floor_applied"] is False
    assert row["claim_no"] == "0023-000000"
    explained = {line[0]: (line[1], line[2]) for line in read_sheet(data, "columns")[1:]}
    assert explained["award"] == ("지원금(원)", "Award (won)")
    assert set(LOG_COLUMNS) <= set(explained)
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet


@pytest.mark.parametrize("payload", HOSTILE)
def test_a_formula_in_the_data_stays_text(payload: str, tmp_path: Path) -> None:
    hostile = {"trade_name": payload, "representative": "김하늘", "brn": "120-07-47521", "address": payload}
    decision_log.write_xlsx(rows(1, **hostile), tmp_path / "log.xlsx", unmasked=True)
    data = (tmp_path / "log.xlsx").read_bytes()
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<f " not in sheet
    heading, first = read_sheet(data, "decisions")
    shown = dict(zip(heading, first, strict=True))["trade_name"]
    assert shown.replace("\r", "") == payload.replace("\x00", "").replace("\x0b", "").replace("\r", "")

    decision_log.write_csv(rows(1, **hostile), tmp_path / "log.csv", unmasked=True)
    cell = read_csv(tmp_path / "log.csv")[0]["trade_name"]
    assert cell[0] not in "=+-@\t\r＝＋－＠"
    assert cell.removeprefix("'") == payload

    decision_log.write_jsonl(rows(1, **hostile), tmp_path / "log.jsonl", unmasked=True)
    assert json.loads((tmp_path / "log.jsonl").read_text("utf-8"))["trade_name"] == payload


def test_jsonl_is_the_exact_form_and_carries_the_entry_only_unmasked(tmp_path: Path) -> None:
    entry = {"uid": "u", "hash": "ab" * 32}
    decision_log.write_jsonl(rows(2, entry=entry, trade_name="하늘분식"), tmp_path / "masked.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "masked.jsonl").read_text("utf-8").splitlines()]
    assert tuple(lines[0]) == LOG_COLUMNS
    assert lines[0]["award"] == 83154
    assert lines[0]["floor_applied"] is False
    decision_log.write_jsonl(rows(2, entry=entry, trade_name="하늘분식"), tmp_path / "full.jsonl", unmasked=True)
    full = json.loads((tmp_path / "full.jsonl").read_text("utf-8").splitlines()[0])
    assert full["entry"] == entry
    assert full["trade_name"] == "하늘분식"


def test_a_masked_log_has_no_column_of_the_claimant(tmp_path: Path) -> None:
    decision_log.write_csv(rows(1, trade_name="하늘분식", address="서울특별시"), tmp_path / "log.csv")
    text = (tmp_path / "log.csv").read_text("utf-8-sig")
    assert "하늘" not in text
    assert not set(UNMASKED_COLUMNS) & set(decision_log.columns())
    assert set(decision_log.columns(unmasked=True)) == set(COLUMN_WORDS)


@pytest.mark.parametrize("ending", WRITERS)
def test_a_stopped_or_failed_export_leaves_what_was_there(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"log.{ending}"
    path.write_text("old")
    asked = iter([False, True])
    with pytest.raises(decision_log.Cancelled):
        WRITERS[ending](rows(600), path, cancelled=lambda: next(asked))

    def broken() -> Iterator[dict[str, Any]]:
        yield from rows(2)
        raise RuntimeError("the reader lost its file")

    with pytest.raises(RuntimeError):
        WRITERS[ending](broken(), path)
    assert path.read_text() == "old"
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_a_full_disk_is_a_problem_and_leaves_nothing_behind(tmp_path: Path) -> None:
    def until_full() -> Iterator[dict[str, Any]]:
        yield from rows(2)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(Problem) as caught:
        decision_log.write_csv(until_full(), tmp_path / "log.csv")
    assert caught.value.code == "DiskFull"
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_refuses_what_a_worksheet_cannot_hold() -> None:
    assert [column_letters(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    with pytest.raises(ValueError, match="letters"):
        write_book(io.BytesIO(), [Sheet("s", ("a",), (10,), [("x" * 40_000,)])])


def line(claim: str = "2023-000123", **changes: Any) -> payments.PaymentLine:
    given = {
        "claim": claim, "payee": "하늘분식", "bank": "국민은행", "account": "012345-67-890123", "holder": "김하늘",
        "amount": 258_660, "batch": "2023-04", "letter_no": "2023-A-0123",
    } | changes  # fmt: skip
    return payments.PaymentLine(**given)  # type: ignore[arg-type]


def test_the_payment_list_opens_with_its_passphrase_only() -> None:
    data = payments.encrypted_list([line(), line("2023-000124", payee="=1+1", amount=50_000)], "맑은 하늘 아래 42")
    assert b"890123" not in data
    assert not zipfile.is_zipfile(io.BytesIO(data))
    locked = msoffcrypto.OfficeFile(io.BytesIO(data))
    assert locked.is_encrypted()
    opened = io.BytesIO()
    locked.load_key(password="맑은 하늘 아래 42")
    locked.decrypt(opened)
    heading, first, second = read_sheet(opened.getvalue(), "payments")
    assert tuple(heading) == payments.PAYMENT_COLUMNS
    assert first == [
        "2023-000123", "하늘분식", "국민은행", "012345-67-890123", "김하늘", 258_660, "2023-04", "2023-A-0123",
    ]  # fmt: skip
    assert second[1] == "=1+1"
    assert b"<f>" not in zipfile.ZipFile(opened).read("xl/worksheets/sheet1.xml")
    wrong = msoffcrypto.OfficeFile(io.BytesIO(data))
    with pytest.raises(Exception, match=r"(?i)key|password|decrypt|verif"):
        wrong.load_key(password="wrong", verify_password=True)


@pytest.mark.parametrize("account", ["", "1234", "********1234"])
def test_a_payment_without_a_full_account_is_refused(account: str) -> None:
    with pytest.raises(Problem) as caught:
        payments.encrypted_list([line(account=account)], "x")
    assert caught.value.code == "AccountMissing"
    assert caught.value.facts["claim"] == "2023-000123"


def test_a_payment_list_is_never_empty_open_or_double() -> None:
    for lines, passphrase in (([], "x"), ([line()], ""), ([line(), line()], "x"), ([line(amount=0)], "x")):
        with pytest.raises(ValueError, match=r"list|pay"):
            payments.encrypted_list(lines, passphrase)
