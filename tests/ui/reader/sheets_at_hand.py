"""Sheets in a view of their own: real files in a real glovebox, read on in the background as the viewer does."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import xlsxwriter
from pytestqt.qtbot import QtBot

from reviewer.documents.opening import Description, OpenDocument, open_document
from reviewer.ui.background import Lane
from reviewer.ui.look import read_look
from reviewer.ui.reader.sheet_view import SheetView

PAPER = "ab" * 32
Show = Callable[..., SheetView]


def daily(days: int) -> bytes:
    lines = ["상호,행복카페,,", "거래일자,요일,승인금액,비고"]
    lines += [
        f'2022-{9 + n // 30:02}-{n % 30 + 1:02},월,"{120_000 + n:,}원",=HYPERLINK("http://x")' for n in range(days)
    ]
    return "\n".join(lines).encode()


def workbook() -> bytes:
    room = io.BytesIO()
    book = xlsxwriter.Workbook(room)
    sheet = book.add_worksheet("일별")
    sheet.merge_range("A1:C1", "행복카페 매출")
    sheet.write_row("A2", ["거래일자", "승인 금액", "취소"])
    for n in range(40):
        sheet.write_row(n + 2, 0, [f"2022-09-{n % 30 + 1:02}", 100_000 + n, 500])
    sheet.write_formula("B43", "=SUM(B3:B42)", None, 4_000_780)
    sheet.set_row(9, None, None, {"hidden": True})
    sheet.set_column("C:C", None, None, {"hidden": True})
    sheet.freeze_panes(2, 1)
    other = book.add_worksheet("원본")
    other.write("B2", "숨긴 값 987654")
    other.hide()
    book.close()
    return room.getvalue()


def sheets_shown(qtbot: QtBot) -> Iterator[Show]:
    """Shows a file's sheets in a window, through a lane and a glovebox as the reader does."""
    lane, opened = Lane("sheets"), []

    def shown(data: bytes, name: str, view: dict[str, Any] | None = None, *, reads_on: bool = True) -> SheetView:
        document = open_document(data, name)
        opened.append(document)
        sheets = SheetView(read_look("light", 100, False))
        qtbot.addWidget(sheets)

        def ask(work: Callable[[OpenDocument], Any], then: Any, otherwise: Any) -> None:
            def answered(found: Any) -> None:
                if found is not None:
                    then(found)

            lane.run(lambda: work(document), then=answered, otherwise=otherwise, owner=sheets)

        def failed(fault: object) -> None:
            raise AssertionError(fault)

        sheets.failed.connect(failed)
        sheets.resize(700, 480)
        sheets.show()
        sheets.show_paper(PAPER, document.description.sheets, ask, view)

        sheets.take_sheets(document.description.sheets)
        if reads_on and not document.description.is_proved:
            read_on(sheets)
        qtbot.waitUntil(lambda: not sheets.grid.plan.rows or sheets.rows.row(1) is not None)
        return sheets

    yield shown
    lane.close()
    for document in opened:
        document.close()


def read_whole(sheets: SheetView, qtbot: QtBot) -> None:
    """Wait until every row of every sheet was read."""
    qtbot.waitUntil(lambda: all(sheet.whole for sheet in sheets._sheets), timeout=60_000)


def read_on(sheets: SheetView) -> None:
    """Let the glovebox read what is left, a moment at a time."""

    def grow(told: Description) -> None:
        sheets.take_sheets(told.sheets)
        if not told.is_proved:
            read_on(sheets)

    if sheets._ask is not None:
        sheets._ask(lambda opened: opened.prove(0.1), grow, sheets.failed.emit)
