"""A figure as a file: chart and table as an archive copy, the chart alone as SVG, the table as CSV."""

import dataclasses
import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

from reviewer.casefile import journal
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.keys import Signer
from reviewer.letters import office_paper
from reviewer.letters.chart import Chart
from reviewer.letters.chart_svg import as_svg
from reviewer.letters.content import Table
from reviewer.letters.office_paper import OfficePaper, Title
from reviewer.letters.plain_list import PlainList, as_csv
from reviewer.letters.whole_file import once_recorded


@dataclasses.dataclass(frozen=True)
class FigureFile:
    """What of a figure goes into a file, in which language, of which day."""

    chart: Chart
    table: Table
    lang: str
    day: dt.date
    council: str
    is_sample: bool = False

    def as_kind(self, kind: str) -> bytes:
        """The bytes of a file of this kind: pdf, svg or csv."""
        if kind == "svg":
            return as_svg(self.chart, self.lang)
        if kind == "csv":
            return as_csv(PlainList(self.chart.title, self.lang, self.day, (), plainly(self.table)))
        blocks = (Title(self.chart.title, self.council), dataclasses.replace(self.chart, with_title=False), self.table)
        return office_paper.render(OfficePaper(self.chart.title, self.lang, self.day, blocks, is_sample=self.is_sample))


def plainly(table: Table) -> Table:
    """The table with numbers as a spreadsheet reads them."""
    rows = tuple((row[0], *(cell.replace(",", "") for cell in row[1:])) for row in table.rows)
    return dataclasses.replace(table, rows=rows)


def write_figure(
    case_file: CaseFile, signer: Signer, path: Path, data: bytes, rows: int, *, now: dt.datetime
) -> dict[str, Any]:
    """Write the bytes of a figure and record that it left."""
    kind, sha256 = path.suffix.lower().removeprefix("."), hashlib.sha256(data).hexdigest()
    body = {"what": "FIGURES", "format": kind, "count": rows, "masked": "YES", "sha256": sha256}
    with once_recorded(path, data):
        journal.append(case_file, signer, "export", "case", body, made_at=now)
    return {"file": str(path), "sha256": sha256}


def record_print(case_file: CaseFile, signer: Signer, file: FigureFile, *, now: dt.datetime) -> None:
    """Record that a figure goes to a printer; the digest is that of its table."""
    body = {"what": "FIGURES", "count": len(file.table.rows), "form": "PAPER"}
    body["sha256"] = hashlib.sha256(file.as_kind("csv")).hexdigest()
    journal.append(case_file, signer, "print", "case", body, made_at=now)
