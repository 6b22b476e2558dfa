"""What leaves opens right in what others have: pandas, openpyxl and LibreOffice; nothing in it comes alive there."""

import csv
import io
import itertools
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import msoffcrypto
import openpyxl
import pandas
import pytest
from openpyxl.utils.escape import unescape

from reviewer.letters import payments
from reviewer.letters.decision_log import columns
from tests.letters.log_files import HOSTILE, rows, write
from tests.letters.test_exports import line

SYSTEM_PYTHON = Path("/usr/bin/python3")
SECRET = "맑은 하늘 아래 42"
NAMES = columns("csv", unmasked=True)
TEXTS = ("하늘분식", "한빛떡볶이 🍢 2호점", "두 줄\n이름", 'the "best", really', "끝의 ' 하나", *HOSTILE)
LIBRE_CSV = "44,34,76,1,{claim}/2"
"""Comma, double quote, UTF-8, from line 1, and one column as text: what a person chooses on opening."""


def given() -> list[dict[str, Any]]:
    """What stands in the log: claim numbers of digits that begin with 0, and every text in two columns."""
    lines = [dict(zip(NAMES, cells, strict=True)) for cells in itertools.islice(rows(99, unmasked=True), len(TEXTS))]
    for place, (one, text) in enumerate(zip(lines, TEXTS, strict=True)):
        clean = text.replace("\x00", "").replace("\x0b", "")
        one |= {"claim_no": f"00{place:05d}", "trade_name": clean, "address": clean, "award": place * 10}
    return lines


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the log in every form."""
    folder = tmp_path_factory.mktemp("logs")
    for form in ("csv", "xlsx", "jsonl"):
        lines = [[one.get(name, "") for name in columns(form, unmasked=True)] for one in given()]
        write(folder / f"log.{form}", lines, unmasked=True)
    return folder


def unguarded(text: str) -> str:
    """The rule of docs/interface.md: one apostrophe before a trigger is taken away."""
    bare = text.lstrip("'")
    return text[1:] if bare != text and bare.startswith(tuple("=+-@\t\r\n＝＋－＠")) else text


def line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def same(read: Any, was: Any) -> bool:
    """Whether this is what was written; some readers leave a carriage return as it is escaped."""
    if not isinstance(was, str):
        return bool(read == was)
    return line_ends(was) in (line_ends(read), line_ends(unescape(read)))


def test_pandas_reads_the_csv_as_it_was(logs: Path) -> None:
    read = pandas.read_csv(logs / "log.csv", dtype=str, keep_default_na=False)
    assert tuple(read.columns) == NAMES
    for one, found in zip(given(), read.to_dict("records"), strict=True):
        for name in NAMES:
            said = str(one[name]).lower() if isinstance(one[name], bool) else str(one[name])
            assert line_ends(unguarded(found[name])) == line_ends(said), name
    typed = pandas.read_csv(logs / "log.csv", dtype={"claim_no": str})
    assert (typed["claim_no"].iloc[1], typed["award"].sum(), typed["floor_applied"].dtype) == (
        "0000001", sum(one["award"] for one in given()), bool,
    )  # fmt: skip


@pytest.mark.parametrize("engine", ["calamine", "openpyxl"])
def test_pandas_reads_the_sheet_with_its_types(logs: Path, engine: str) -> None:
    read = pandas.read_excel(logs / "log.xlsx", header=2, dtype={"claim_no": str}, keep_default_na=False, engine=engine)
    assert tuple(read.columns) == NAMES
    for one, found in zip(given(), read.to_dict("records"), strict=True):
        for name in ("claim_no", "trade_name", "address", "award", "disposition", "hash"):
            assert same(found[name], one[name]), name
    types = {name: str(read[name].dtype) for name in ("award", "profit_rate", "floor_applied", "decided_at")}
    assert types.pop("decided_at").startswith("datetime64")
    assert types == {"award": "int64", "profit_rate": "float64", "floor_applied": "bool"}
    assert read["decided_at"].iloc[0].isoformat() == "2023-04-20T14:00:00"
    assert read["normal_week_from"].iloc[0].isoformat() == "2022-10-08T00:00:00"


def test_pandas_reads_json_lines_to_the_letter(logs: Path) -> None:
    read = pandas.read_json(logs / "log.jsonl", lines=True, dtype=False)
    for one, found in zip(given(), read.to_dict("records"), strict=True):
        assert {name: found[name] for name in ("claim_no", "trade_name", "address", "award", "profit_rate")} == {
            name: one[name] for name in ("claim_no", "trade_name", "address", "award", "profit_rate")
        }


def in_office(folder: Path, *jobs: dict[str, Any]) -> list[dict[str, Any]]:
    """What LibreOffice finds in these files."""
    script = Path(__file__).with_name("open_in_office.py")
    done = subprocess.run(
        [str(SYSTEM_PYTHON), str(script), str(folder / "profile")],
        input=json.dumps(jobs), capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def has_office() -> bool:
    asked = [str(SYSTEM_PYTHON), "-c", "import uno"]
    return bool(shutil.which("soffice")) and SYSTEM_PYTHON.exists() and not subprocess.run(
        asked, capture_output=True, check=False
    ).returncode  # fmt: skip


OFFICE = pytest.mark.skipif(not has_office(), reason="LibreOffice with its Python module is not installed here")


@pytest.fixture(scope="module")
def opened(logs: Path) -> dict[str, Any]:
    """Log and payment list as LibreOffice opens them, and saves them again."""
    (logs / "list.xlsx").write_bytes(payments.encrypted_list([line(), line("2023-000124", payee="=1+1")], SECRET))
    options = LIBRE_CSV.format(claim=NAMES.index("claim_no") + 1)
    saved_sheet = [str(logs / "again.xlsx"), "Calc MS Excel 2007 XML", ""]
    saved_csv = [str(logs / "again.csv"), "Text - txt - csv (StarCalc)", "44,34,76,1,,0,false,false"]
    found = in_office(
        logs,
        {"path": str(logs / "log.csv"), "options": options, "save": saved_sheet},
        {"path": str(logs / "log.xlsx"), "save": saved_csv},
        {"path": str(logs / "list.xlsx"), "password": SECRET},
        {"path": str(logs / "list.xlsx"), "password": "wrong"},
    )
    return dict(zip(("csv", "xlsx", "list", "wrong"), found, strict=True))


@OFFICE
def test_nothing_is_calculated_in_libreoffice(opened: dict[str, Any]) -> None:
    own = {"=TRUE()", "=FALSE()"}  # what it makes of a cell that says true or false
    assert [set(opened[name]["formulas"]) - own for name in ("csv", "xlsx", "list")] == [set(), set(), set()]


@OFFICE
def test_libreoffice_shows_the_csv_as_it_was_and_saves_it_so(opened: dict[str, Any], logs: Path) -> None:
    heading, *lines = opened["csv"]["cells"]
    assert tuple(heading) == NAMES
    sheet = openpyxl.load_workbook(logs / "again.xlsx").worksheets[0]
    again = [list(cells) for cells in sheet.iter_rows(min_row=2, values_only=True)]
    for one, shown, saved in zip(given(), lines, again, strict=True):
        for cells in (shown, saved):
            found = dict(zip(NAMES, cells, strict=True))
            for name in ("claim_no", "trade_name", "address", "decided_at"):
                assert same(unguarded(str(found[name] or "")), one[name]), name
            assert (found["award"], found["claimed_loss"]) == (one["award"], one["claimed_loss"])


@OFFICE
def test_libreoffice_shows_the_sheet_as_it_was_and_saves_it_so(opened: dict[str, Any], logs: Path) -> None:
    shown = [dict(zip(NAMES, cells, strict=True)) for cells in opened["xlsx"]["cells"][3:]]
    with (logs / "again.csv").open(encoding="utf-8", newline="") as file:
        saved = [dict(zip(NAMES, cells, strict=True)) for cells in list(csv.reader(file))[3:]]
    for one, on_screen, on_disk in zip(given(), shown, saved, strict=True):
        for name in ("claim_no", "trade_name", "address", "hash"):
            assert line_ends(on_screen[name]) == line_ends(one[name]) == line_ends(on_disk[name]), name
        assert (on_screen["award"], on_disk["award"]) == (one["award"], str(one["award"]))
        assert on_disk["decided_at"] == "2023-04-20 14:00:00"


@OFFICE
def test_the_payment_list_opens_in_libreoffice_with_its_passphrase_only(opened: dict[str, Any]) -> None:
    assert "refused" in opened["wrong"]
    heading, first, second = opened["list"]["cells"]
    assert tuple(heading) == payments.PAYMENT_COLUMNS
    assert first == [
        "2023-000123", "하늘분식", "국민은행", "012345-67-890123", "김하늘", 258_660, "2023-04", "2023-A-0123",
    ]  # fmt: skip
    assert second[1] == "=1+1"


def test_the_payment_list_opens_for_a_reader_that_did_not_write_it() -> None:
    locked = msoffcrypto.OfficeFile(io.BytesIO(payments.encrypted_list([line(payee="=1+1")], SECRET)))
    plain = io.BytesIO()
    locked.load_key(password=SECRET)
    locked.decrypt(plain)
    sheet = openpyxl.load_workbook(plain)["payments"]
    read = {cell.column: cell for cell in sheet[2]}
    assert (read[2].value, read[2].data_type) == ("=1+1", "s")
    assert (read[4].value, read[6].value) == ("012345-67-890123", 258_660)
