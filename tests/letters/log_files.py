"""Lines of a decision log for tests, hostile ones too, and the log as a file."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reviewer.letters.decision_log import WRITERS, columns
from reviewer.letters.whole_file import whole_file
from reviewer.rules.log_row import log_row
from tests.letters import letter_desk as desk

HOSTILE = (
    '=HYPERLINK("http://example.com","x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "=cmd|'/c calc'!A0",
    "＋1", "－1", "＠SUM(A1)", "\n=1", "=DDE(\"cmd\";\"/C calc\";\"1\")", "'=1+1", "=1+1,=2+2",
    'a "quoted", cell\nwith a second line', "_x0041_ <b>&amp;</b>", "끝\x00\x0b",
)  # fmt: skip


def rows(count: int = 3, form: str = "csv", *, unmasked: bool = False, **more: Any) -> Iterator[list[Any]]:
    for number in range(count):
        claim = desk.claim("APPROVED_PARTIAL", number=f"0023-{number:06d}")
        record = {**log_row(claim, claim.decisions[0], entry_hash="ab" * 32, export_id="E-1"), **more}
        yield [record.get(name, "") for name in columns(form, unmasked=unmasked)]


def write(path: Path, lines: Iterable[list[Any]], *, unmasked: bool = False) -> int:
    form = path.suffix[1:]
    with whole_file(path) as file:
        return WRITERS[form](file, columns(form, unmasked=unmasked), lines)
