"""One table on its way in: which map fits it, its rows read, checked, linked and stored batch by batch."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Literal

from reviewer.casefile import intake
from reviewer.casefile.closed_cells import closed, opened
from reviewer.casefile.intake_rows import FactRow, RefusedCell
from reviewer.casefile.linking import Linker
from reviewer.desk.columns import REFUSAL_COLUMNS, bind, guess_mapping
from reviewer.desk.map_file import MapFile
from reviewer.desk.proof_paths import manifest_columns
from reviewer.desk.refusals_file import is_refusals_file, unguarded, write_refusals
from reviewer.desk.rows import RowReader
from reviewer.desk.sources import Table
from reviewer.documents.delivery import TableOptions, TablePreview, TableReader, preview_table, read_table
from reviewer.rules.plan import Plan
from reviewer.rules.privacy import mask_account
from reviewer.rules.problem import Problem


def options_of(table: Table, chosen: MapFile | None) -> TableOptions:
    """How the table is opened: as the map says; a refusals file always in its own form."""
    if chosen is None or is_refusals_file(table.head()):
        return TableOptions(header_row=1)
    return TableOptions(chosen.encoding, chosen.delimiter, chosen.sheet, chosen.header_row)


def preview(table: Table, chosen: MapFile | None = None, rows: int = 20) -> TablePreview:
    """The first rows of a table, to guess a map from or to show beside one; Problem DeliveryUnreadable."""
    return preview_table(table.content, table.name, options_of(table, chosen), rows)


def choose_map(table: Table, given: MapFile | None) -> MapFile | Literal["manifest"] | None:
    """The map for a table, "manifest" for a list of files, or None for a file that is no register.

    Only a table that a person named is refused with MapInvalid or DeliveryUnreadable; one that merely lies in a
    folder is then a paper like any other.
    """
    try:
        shown = preview(table, given)
        if given is not None and _fits(given, shown):
            return given
        if manifest_columns(shown.header) is not None:
            return "manifest"
        if given is not None:
            bind(given, shown.header)  # raises what does not fit
        guessed = guess_mapping(shown.header, shown.rows)
        if not {"trade_name", "representative"} & set(guessed.columns):
            raise Problem("MapInvalid", key="columns", why="no_name", file=table.name)
    except Problem:
        if table.is_named:
            raise
        return None
    return guessed


def _fits(given: MapFile, shown: TablePreview) -> bool:
    try:
        bind(given, shown.header)
    except Problem:
        return False
    return True


class TableIntake:
    """Reads one table into the case file."""

    def __init__(
        self, table: Table, chosen: MapFile, plan: Plan, delivery: str, *, keep_accounts: bool, key: str | None
    ) -> None:
        """`delivery` is the SHA-256 of the table, `key` that of a locked case."""
        self._table, self._chosen, self._plan, self._delivery = table, chosen, plan, delivery
        self._keep_accounts, self._key = keep_accounts, key
        self._is_refusals = False
        self._header: list[str] = []
        self._accounts: Sequence[int] = ()
        self._refused_rows: dict[int, list[str]] = {}
        self._seen_bytes = self._seen_rows = 0

    def run(
        self,
        writing: intake.Writing,
        last_row: int,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> bool:
        """Store every row after `last_row`; False when it was cancelled between two batches."""
        with writing() as conn:
            refused_before = {cell.row for cell in intake.refused_cells(conn, self._delivery)} if last_row else set()
        with read_table(self._table.content, self._table.name, options_of(self._table, self._chosen)) as source:
            self._header = source.header
            self._is_refusals = tuple(source.header[: len(REFUSAL_COLUMNS)]) == REFUSAL_COLUMNS
            bound = bind(self._chosen, source.header)
            self._accounts = bound.places.get("account", ())
            reader = RowReader(bound, self._plan, delivery=self._delivery, keep_accounts=self._keep_accounts)
            if not self._read(source, reader, writing, last_row, refused_before, progress, cancelled):
                return False
            unread = [RefusedCell(row, code, "", "") for row, code in source.refused]
        for row in unread:
            self._refused_rows[row.row] = []
        with writing() as conn:
            intake.store(conn, self._delivery, self._table.name, [], unread)
        progress(self._seen_rows, self._seen_rows)
        return True

    def _read(
        self, source: TableReader, reader: RowReader, writing: intake.Writing, last_row: int,
        refused_before: set[int], progress: Callable[[int, int], None], cancelled: Callable[[], bool],
    ) -> bool:  # fmt: skip
        with writing() as conn:
            linker = Linker(conn, self._delivery)
        rows: list[FactRow] = []
        refused: list[RefusedCell] = []
        batch: dict[int, list[str]] = {}
        for number, cells in source:
            self._seen_rows += 1
            if self._is_refusals:
                cells = unguarded(cells)
                self._change_accounts(cells, partial(opened, self._key))
            if number <= last_row:
                if number in refused_before:
                    self._refused_rows[number] = cells
                continue
            found = reader.read(number, cells)
            batch[number] = cells
            if isinstance(found, FactRow):
                rows.append(found)
            else:
                refused += found
            if len(batch) == intake.BATCH_ROWS:
                self._store(writing, linker, rows, refused, batch)
                rows, refused, batch = [], [], {}
                progress(self._seen_rows, self._estimate())
                if cancelled():
                    return False
        self._store(writing, linker, rows, refused, batch)
        return True

    def _store(
        self, writing: intake.Writing, linker: Linker, rows: list[FactRow], refused: list[RefusedCell],
        batch: dict[int, list[str]],
    ) -> None:  # fmt: skip
        with writing() as conn:
            linked, twice = linker.link(rows)
            intake.store(conn, self._delivery, self._table.name, linked, refused + twice)
        for cell in (*refused, *twice):
            self._refused_rows[cell.row] = batch[cell.row]
        if batch:
            some = list(batch.values())[:100]
            length = sum(len(",".join(cells).encode("utf-8", "replace")) + 2 for cells in some)
            self._seen_bytes = max(length * len(batch) // len(some), 1)

    def _estimate(self) -> int:
        """Rows in all, by the length of the last batch; never less than what was seen."""
        by_length = self._table.size * intake.BATCH_ROWS // max(self._seen_bytes, 1)
        return max(by_length, self._seen_rows)

    def write_refusals(self, beside: Path, refused: list[RefusedCell]) -> tuple[Path, ...]:
        """Write the refused rows beside the case, in the source's own columns; nothing when there are none.

        Where the case keeps accounts masked, so does the file. A locked case needs them once the rows are corrected and
        taken in again: there they are closed with its key, but for those that are to be corrected themselves.
        """
        if not refused:
            return ()
        path = beside.with_name(f"{beside.stem}-refused-{self._delivery[:8]}.csv")
        skipped = len(REFUSAL_COLUMNS) if self._is_refusals else 0
        to_correct = {cell.row for cell in refused if cell.field == "account"}
        for number, cells in self._refused_rows.items():
            if not self._keep_accounts:
                self._change_accounts(cells, mask_account)
            elif self._key is not None and number not in to_correct:
                self._change_accounts(cells, partial(closed, self._key))
        rows = {number: cells[skipped:] for number, cells in self._refused_rows.items()}
        write_refusals(path, self._header[skipped:], rows, refused, "ko")
        return (path,)

    def _change_accounts(self, cells: list[str], change: Callable[[str], str]) -> None:
        for place in self._accounts:
            cells[place : place + 1] = [change(cell) if cell.strip() else cell for cell in cells[place : place + 1]]
