"""Cells on their way to the clipboard: tabs between them, and nothing that another program would run."""

from collections.abc import Iterable, Sequence

from reviewer.ui.reader.sheet_painting import is_number

MOST_COPIED = 20_000
_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_tsv(rows: Iterable[Sequence[str]]) -> str:
    """Rows as text with tabs; a cell that a spreadsheet would take for a formula gets an apostrophe (domain.md 9)."""
    return "\n".join("\t".join(map(_harmless, row)) for row in rows)


def _harmless(cell: str) -> str:
    text = " ".join(cell.split("\n")).replace("\t", " ") if not cell.startswith(("\t", "\r")) else cell
    runs = text.startswith(_STARTS) and not is_number(text)
    return "'" + text.replace("\t", " ") if runs else text
