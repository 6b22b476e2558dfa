"""What leaves as a table: the decision log in three formats and the encrypted payment list."""

import csv
import datetime as dt
import errno
import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msoffcrypto
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from reviewer.letters import payments
from reviewer.letters.decision_log import WRITERS, columns
from reviewer.letters.log_columns import COLUMN_WORDS
from reviewer.letters.spreadsheet import Sheet, column_letters, write_book
from reviewer.rules.log_row import CLAIMANT_COLUMNS, LOG_COLUMNS
from reviewer.rules.privacy import guard_cell
from reviewer.rules.problem import Problem
from tests.letters.log_files import HOSTILE, rows, write


def read_csv(path: Path) -> list[dict[str, str]]:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_sheet(data: bytes, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name).to_python()


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_rows_give_the_same_bytes(form: str, tmp_path: Path) -> None:
    assert write(tmp_path / f"log.{form}", rows(130, form)) == 130
    write(tmp_path / f"again.{form}", rows(130, form))
    assert (tmp_path / f"log.{form}").read_bytes() == (tmp_path / f"again.{form}").read_bytes()
    assert sorted(found.name for found in tmp_path.iterdir()) == [f"again.{form}", f"log.{form}"]


def test_csv_has_the_columns_in_order_and_plain_values(tmp_path: Path) -> None:
    write(tmp_path / "log.csv", rows())
    found = read_csv(tmp_path / "log.csv")
    assert tuple(found[0]) == LOG_COLUMNS
    assert found[0]["claim_no"] == "0023-000000"
    assert found[0]["award"] == "83154"
    assert found[0]["profit_rate"] == "0.124"
    assert found[0]["decided_at"] == "2023-04-20T14:00:00+09:00"
    assert found[0]["floor_applied"] == "false"


def test_the_workbook_has_typed_cells_a_frozen_heading_and_explains_itself(tmp_path: Path) -> None:
    write(tmp_path / "log.xlsx", rows())
    data = (tmp_path / "log.xlsx").read_bytes()
    korean, english, heading, first, *_ = read_sheet(data, "decisions")
    assert tuple(heading) == LOG_COLUMNS
    assert list(zip(korean, english, strict=True)) == [COLUMN_WORDS[name] for name in LOG_COLUMNS]
    row = dict(zip(heading, first, strict=True))
    assert row["decided_at"].isoformat() == "2023-04-20T14:00:00"
    assert row["normal_week_from"] == dt.date(2022, 10, 8)
    assert row["award"] == 83154
    assert row["profit_rate"] == 0.124
    assert row["floor_applied"] is False
    assert row["claim_no"] == "0023-000000"
    explained = {line[0]: (line[1], line[2]) for line in read_sheet(data, "columns")[1:]}
    assert explained["award"] == ("지원금(원)", "Award (won)")
    assert set(LOG_COLUMNS) <= set(explained)
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert 'ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"' in sheet
    widths = [float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', sheet)]
    assert len(widths) == len(LOG_COLUMNS)
    for name, width in zip(LOG_COLUMNS, widths, strict=True):
        assert width >= min(len(name), 24), name
        assert width >= min(2 * len(COLUMN_WORDS[name][0]), 24), name


@pytest.mark.parametrize("payload", HOSTILE)
def test_a_formula_in_the_data_stays_text(payload: str, tmp_path: Path) -> None:
    hostile = {"trade_name": payload, "representative": "김하늘", "brn": "120-07-47521", "address": payload}
    write(tmp_path / "log.xlsx", rows(1, unmasked=True, **hostile), unmasked=True)
    data = (tmp_path / "log.xlsx").read_bytes()
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<f " not in sheet
    heading, first = read_sheet(data, "decisions")[2:]
    shown = dict(zip(heading, first, strict=True))["trade_name"]
    assert shown.replace("\r", "") == payload.replace("\x00", "").replace("\x0b", "").replace("\r", "")

    write(tmp_path / "log.csv", rows(1, unmasked=True, **hostile), unmasked=True)
    cell = read_csv(tmp_path / "log.csv")[0]["trade_name"]
    assert cell[0] not in "=+-@\t\r\n＝＋－＠"
    is_guarded = payload.lstrip("'")[0] in "=+-@\t\r\n＝＋－＠"
    assert cell == ("'" + payload if is_guarded else payload)

    write(tmp_path / "log.jsonl", rows(1, "jsonl", unmasked=True, **hostile), unmasked=True)
    assert json.loads((tmp_path / "log.jsonl").read_text("utf-8"))["trade_name"] == payload


def test_jsonl_is_the_exact_form_and_carries_the_entry_only_unmasked(tmp_path: Path) -> None:
    entry = {"uid": "u", "hash": "ab" * 32}
    write(tmp_path / "masked.jsonl", rows(2, "jsonl", entry=entry, trade_name="하늘분식"))
    lines = [json.loads(line) for line in (tmp_path / "masked.jsonl").read_text("utf-8").splitlines()]
    assert tuple(lines[0]) == LOG_COLUMNS
    assert lines[0]["award"] == 83154
    assert lines[0]["floor_applied"] is False
    given = rows(2, "jsonl", unmasked=True, entry=entry, trade_name="하늘분식")
    write(tmp_path / "full.jsonl", given, unmasked=True)
    full = json.loads((tmp_path / "full.jsonl").read_text("utf-8").splitlines()[0])
    assert full["entry"] == entry
    assert full["trade_name"] == "하늘분식"


def test_every_column_is_described_and_a_masked_log_has_none_of_the_claimant() -> None:
    assert not set(CLAIMANT_COLUMNS) & set(columns("jsonl"))
    assert set(columns("csv", unmasked=True)) == set(COLUMN_WORDS)
    assert all(korean.strip() and english.strip() for korean, english in COLUMN_WORDS.values())


CELLS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=6), st.text("=+-@\t\r\n＝,\"'a", max_size=3), st.integers()
)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=200))
def test_csv_written_in_haste_is_what_is_written_with_care(lines: list[list[Any]]) -> None:
    careful = io.StringIO(newline="")
    guarded = ([guard_cell(cell) if isinstance(cell, str) else cell for cell in line] for line in lines)
    csv.writer(careful, lineterminator="\r\n").writerows([("a", "b", "c"), *guarded])
    for names in (("a", "b", "c"), ("a", "b", "brn")):
        quick = io.BytesIO()
        assert WRITERS["csv"](quick, names, (list(line) for line in lines)) == len(lines)
        heading, _, rest = quick.getvalue().decode("utf-8-sig").partition("\r\n")
        assert (heading, rest) == (",".join(names), careful.getvalue().partition("\r\n")[2])


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=20))
def test_a_sheet_gives_every_text_back_and_holds_no_formula(lines: list[list[Any]]) -> None:
    made = io.BytesIO()
    write_book(made, [Sheet("s", ("a", "b"), (10, 10), lines)])
    assert b"<f" not in zipfile.ZipFile(made).read("xl/worksheets/sheet1.xml")
    sheet = openpyxl.load_workbook(made)["s"]
    read = [[_as_read(cell) for cell in row] for row in sheet.iter_rows(min_row=2, max_col=2, values_only=True)]
    expected = [[_as_sheet(cell) for cell in line] for line in lines]
    while expected and expected[-1] == [None, None]:
        expected.pop()
    assert read[: len(expected)] == expected


def _as_read(cell: Any) -> Any:
    """This reader leaves a carriage return and an underscore as they are escaped."""
    return (unescape(cell) or None) if isinstance(cell, str) else cell


def _as_sheet(cell: Any) -> Any:
    """What XML cannot hold is left out, and a line end is one character."""
    if not isinstance(cell, str):
        return cell
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", cell).replace("\r\n", "\n") or None


@pytest.mark.parametrize("form", WRITERS)
def test_a_failed_export_leaves_what_was_there(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"log.{form}"
    path.write_text("old")

    def broken() -> Iterator[list[Any]]:
        yield from rows(300, form)
        raise RuntimeError("the reader lost its file")

    with pytest.raises(RuntimeError):
        write(path, broken())
    assert path.read_text() == "old"
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_a_full_disk_is_a_problem_and_leaves_nothing_behind(tmp_path: Path) -> None:
    def until_full() -> Iterator[list[Any]]:
        yield from rows(2)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(Problem) as caught:
        write(tmp_path / "log.csv", until_full())
    assert caught.value.code == "DiskFull"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="names are counted in letters there, not in bytes")
def test_a_name_may_be_as_long_as_the_disk_allows_and_a_longer_one_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path / f"{'가' * 80}.xlsx", rows(2, "xlsx"))
    write(tmp_path / f"{'가' * 83}ab.csv", rows(2))
    assert len(list(tmp_path.iterdir())) == 2
    with pytest.raises(Problem) as caught:
        write(tmp_path / f"{'가' * 90}.xlsx", rows(2, "xlsx"))
    assert (caught.value.code, caught.value.facts["file"]) == ("NameTooLong", f"{'가' * 90}.xlsx")
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("held", ["open", "replace"])
def test_a_file_that_another_program_holds_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: str
) -> None:
    path = tmp_path / "log.xlsx"
    path.write_bytes(b"open in a spreadsheet")
    real = getattr(Path, held)

    def refuses(self: Path, *given: Any) -> Any:
        if path in (self, *given):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(self, *given)

    with monkeypatch.context() as patched:
        patched.setattr(Path, held, refuses)
        with pytest.raises(Problem) as caught:
            write(path, rows(2, "xlsx"))
    assert (caught.value.code, caught.value.facts["file"]) == ("FileHeld", str(path))
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"open in a spreadsheet"]


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
