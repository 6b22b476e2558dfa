"""What the payer sends back: a table of what was paid and what failed."""

from collections.abc import Iterator
from pathlib import Path

from reviewer.documents.delivery import TableOptions, read_table
from reviewer.rules.problem import Problem

COLUMNS = {
    "claim": ("claim", "claim_no", "접수번호", "신청번호"),
    "result": ("result", "결과", "지급결과"),
    "date": ("date", "지급일", "일자", "처리일"),
    "amount": ("amount", "금액", "지급액"),
    "reason": ("reason", "사유", "실패사유"),
}
RESULTS = {"지급": "PAID", "지급완료": "PAID", "지급 완료": "PAID", "실패": "FAILED", "지급실패": "FAILED"}


def read_payment_results(path: Path) -> Iterator[dict[str, str]]:
    """The lines of a results table (CSV, TSV, XLSX or JSONL); raises DeliveryUnreadable when a column is missing.

    Columns: claim, result (paid or failed), date, amount, reason; Korean headings are known too.
    """
    with read_table(path, path.name, TableOptions()) as table:
        places = {name: _place(table.header, names) for name, names in COLUMNS.items()}
        for name in ("claim", "result", "amount"):
            if places[name] is None:
                raise Problem("DeliveryUnreadable", file=path.name, reason=f"no column {name}")
        for _, cells in table:
            line = {
                name: cells[place].strip() if place is not None and place < len(cells) else ""
                for name, place in places.items()
            }
            line["result"] = RESULTS.get(line["result"], line["result"].upper())
            line["amount"] = line["amount"].replace(",", "").removesuffix("원")
            yield line


def _place(header: list[str], names: tuple[str, ...]) -> int | None:
    return next((place for place, cell in enumerate(header) if cell.strip().lower() in names), None)
