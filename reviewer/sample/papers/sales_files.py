"""The daily card sales (SLS) of a sample as files of office programs: XLSX, CSV in CP949, HWPX."""

import csv
import datetime as dt
import io
from random import Random
from typing import Any

import xlsxwriter

from reviewer.sample.papers.hangul_file import hangul_file
from reviewer.sample.papers.sales_sheet import HEADINGS, SalesSheet
from reviewer.sample.papers.stamps import SAMPLE_MARK


def as_workbook(sheet: SalesSheet, rng: Random) -> bytes:
    """An XLSX workbook; dates are real dates in two of three files, text in the others."""
    packed = io.BytesIO()
    book: Any = xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"author": "SAMPLE", "comments": SAMPLE_MARK, "created": dt.datetime(2023, 2, 1)})  # noqa: DTZ001
    page = book.add_worksheet("일자별매출")
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    page.set_column(0, 0, 16)
    page.set_column(1, 5, 13)
    page.write(0, 0, sheet.source, bold)
    page.write(0, 5, SAMPLE_MARK)
    lines = sheet.heading_lines()
    for place, words in enumerate(lines, 1):
        page.write(place, 0, words)
    top = len(lines) + 2
    page.write_row(top, 0, HEADINGS, bold)
    real_dates = sheet.daily and sheet.shows_period and rng.random() < 0.66
    for place, (label, *numbers) in enumerate(sheet.cells(), top + 1):
        if real_dates:
            page.write_datetime(place, 0, sheet.rows[place - top - 1].day, date)
        else:
            page.write(place, 0, label)
        page.write_row(place, 1, numbers, money)
    _write_total(page, sheet, top + 1, money, formula=rng.random() < 0.4)
    book.close()
    return packed.getvalue()


def _write_total(page: Any, sheet: SalesSheet, first: int, money: Any, *, formula: bool) -> None:
    end = first + len(sheet.rows)
    page.write(end, 0, "합계")
    true_total = sum(sheet.counted(row) for row in sheet.rows)
    if formula and sheet.total == true_total:
        page.write_formula(end, 5, f"=SUM(F{first + 1}:F{end})", money, sheet.total)
    else:
        page.write(end, 5, sheet.total, money)


def as_csv(sheet: SalesSheet) -> bytes:
    """A CSV file in CP949, as older Korean programs write it; signs CP949 lacks become question marks."""
    words = io.StringIO(newline="")
    writer = csv.writer(words, lineterminator="\r\n")
    writer.writerow([sheet.source, "", "", "", "", SAMPLE_MARK])
    for line in sheet.heading_lines():
        name, _, value = line.partition(" : ")
        writer.writerow([name, value])
    writer.writerow(HEADINGS)
    writer.writerows([label, *(f"{number:,}" for number in numbers)] for label, *numbers in sheet.cells())
    writer.writerow(["합계", "", "", "", "", f"{sheet.total:,}"])
    return words.getvalue().encode("cp949", errors="replace")


def as_hangul_file(sheet: SalesSheet) -> bytes:
    """An HWPX document with the heading lines and one table."""
    table = [list(HEADINGS)]
    table += [[label, *(f"{number:,}" for number in numbers)] for label, *numbers in sheet.cells()]
    table.append(["합계", "", "", "", "", f"{sheet.total:,}"])
    return hangul_file([sheet.source, *sheet.heading_lines(), SAMPLE_MARK], table)
