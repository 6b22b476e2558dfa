"""The triage result list (분류 결과 명단) for the customer centre: one line a claim, as CSV or XLSX, masked."""

from collections.abc import Callable
from typing import IO

from reviewer.letters.table_file import WRITERS, Rows
from reviewer.letters.whole_file import watched

Stop = Callable[[], bool]
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


def write_lanes(rows: Rows, file: IO[bytes], form: str, lang: str, cancelled: Stop | None = None) -> int:
    """Write the list as "csv" or "xlsx" (ValueError for more rows than a sheet holds); returns how many rows.

    Raises Cancelled.
    """
    name = "triage" if lang == "en" else "분류 결과 명단"
    return WRITERS[form](file, headings(lang), _WIDTHS, watched(rows, cancelled), name)
