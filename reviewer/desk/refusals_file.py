"""The rows of a delivery that were refused, as a table to be corrected and taken in again."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from reviewer.casefile.intake_rows import RefusedCell
from reviewer.desk.columns import REFUSAL_COLUMNS, is_never_taken_in
from reviewer.desk.wording import word_for
from reviewer.rules.privacy import guard_cell, mask_rrns

_BOM = b"\xef\xbb\xbf"
_GUARDED = ("'=", "'+", "'-", "'@", "'\t", "'\r", "'\n", "'＝", "'＋", "'－", "'＠")


def write_refusals(
    path: Path, header: Sequence[str], rows: Mapping[int, Sequence[str]], refusals: Iterable[RefusedCell], lang: str
) -> None:
    """Write the refused rows with their reasons in front; resident numbers are masked, formulas made harmless.

    UTF-8 with a byte-order mark, as Korean Excel needs it. Readable by its owner only.
    """
    reasons: dict[int, list[RefusedCell]] = {}
    for cell in refusals:
        reasons.setdefault(cell.row, []).append(cell)
    kept = [place for place, name in enumerate(header) if not is_never_taken_in(name)]
    unfinished = path.with_name(path.name + ".part")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    with unfinished.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow([*REFUSAL_COLUMNS, *(header[place] for place in kept)])
        for number, cells in sorted(rows.items()):
            why = reasons.get(number, [])
            told = ["; ".join(dict.fromkeys(each)) for each in _columns(why, lang)]
            shown = [cells[place] if place < len(cells) else "" for place in kept]
            out.writerow([number, *told, *(guard_cell(mask_rrns(cell)[0]) for cell in shown)])
    unfinished.replace(path)


def _columns(why: Sequence[RefusedCell], lang: str) -> tuple[list[str], list[str], list[str]]:
    return (
        [cell.field for cell in why if cell.field],
        [cell.code for cell in why],
        [word_for("refusal", cell.code, lang) for cell in why],
    )


def is_refusals_file(head: bytes) -> bool:
    """Whether a table begins like a refusals file, so that it is read as one whatever the map says."""
    first = REFUSAL_COLUMNS[0]
    return head.removeprefix(_BOM).startswith((first.encode("utf-8"), first.encode("cp949")))


def unguarded(cells: list[str]) -> list[str]:
    """The cells without the apostrophes that kept formulas from running."""
    return [cell[1:] if cell.startswith(_GUARDED) else cell for cell in cells]
