"""The triage result list (분류 결과 명단) for the customer centre: one line a claim, as CSV or XLSX, masked."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import IO

from reviewer.letters.spreadsheet import Sheet, write_book
from reviewer.letters.whole_file import watched
from reviewer.rules.privacy import guard_cell

Stop = Callable[[], bool]
Rows = Iterable[Sequence[str]]
COLUMNS = {
    "claim": ("접수번호", "Claim number"),
    "report_number": ("신고번호", "Report number"),
    "received_on": ("접수일", "Received"),
    "representative": ("신고인", "Sender"),
    "reporter_type": ("신고인이 밝힌 구분", "The sender says"),
    "paid": ("유료·무료", "Paid or free"),
    "services": ("서비스", "Services"),
    "route": ("분류", "Lane"),
    "contact": ("안내할 곳", "Refer to"),
}
"""Column -> its heading in Korean and English; the centre finds a sender by number, so names are masked."""
_WIDTHS = (16, 14, 12, 12, 18, 12, 36, 22, 36)


def headings(lang: str) -> tuple[str, ...]:
    """The headings in "ko" or "en"."""
    return tuple(words[lang == "en"] for words in COLUMNS.values())


def write_lane_csv(rows: Rows, file: IO[bytes], lang: str, cancelled: Stop | None = None) -> int:
    """Write the list for Korean spreadsheets: UTF-8 with BOM, CRLF; text that looks like a formula is made harmless.

    Returns how many rows. Raises Cancelled.
    """
    count = 0
    file.write(b"\xef\xbb\xbf")
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings(lang))
    for row in watched(rows, cancelled):
        writer.writerow([guard_cell(cell) for cell in row])
        count += 1
    text.flush()
    text.detach()
    return count


def write_lane_xlsx(rows: Rows, file: IO[bytes], lang: str, cancelled: Stop | None = None) -> int:
    """Write the list as a workbook; raises as `write_lane_csv`, and ValueError for more rows than a sheet holds."""
    name = "triage" if lang == "en" else "분류 결과 명단"
    return write_book(file, [Sheet(name, headings(lang), _WIDTHS, watched(rows, cancelled))])[0]
