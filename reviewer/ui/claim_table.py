"""The claims of a list as a table: an array of ids in sort order, and the last pages looked at."""

import json
from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reviewer.rules.claim import NEEDS_PROOFS
from reviewer.rules.plan import Plan
from reviewer.ui.claim_marks import PROOFS, SHAPES, proof_state
from reviewer.ui.wording import tr, won, word

PAGE, KEPT = 64, 40
COLUMNS = ("claim", "name", "sector", "services", "loss", "proofs", "stage", "lead", "due")
SORTS = {
    0: "claim", 1: "trade_name", 2: "sector", 4: "claimed_loss", 6: "stage", 7: "lead", 8: "due",
}  # fmt: skip
LOSS, PROOF, STAGE = COLUMNS.index("loss"), COLUMNS.index("proofs"), COLUMNS.index("stage")
LEAD = COLUMNS.index("lead")
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
Index = QModelIndex | QPersistentModelIndex


class ClaimTable(QAbstractTableModel):
    """Rows are fetched by id, 64 at a time, when the view asks; nothing else is read."""

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Sequence[Any]],
        plan: Plan,
        parent: QObject | None = None,
        name_of: Callable[[str], str] = str,
    ):
        """`fetch` gives the list lines of these ids, in their order; `name_of` the name of a member by id."""
        super().__init__(parent)
        self._fetch, self._plan, self._name_of = fetch, plan, name_of
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, list[tuple[Any, ...]]] = OrderedDict()

    def show_ids(self, ids: "array[int]", lines: Sequence[Any] = ()) -> None:
        """Show these claims; `lines`, where known, are the first of them, so that nothing is read before the paint."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        for start in range(0, len(lines) - len(lines) % PAGE or len(lines), PAGE):
            page = lines[start : start + PAGE]
            if len(page) == PAGE or start + len(page) == len(ids):
                self._pages[start // PAGE] = [self._cells(line) for line in page]
        self.endResetModel()

    def forget_pages(self) -> None:
        """Read the rows again: a claim changed."""
        self._pages.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(COLUMNS) - 1))

    def ids(self) -> "array[int]":
        """All ids in the order shown."""
        return self._ids

    def claim_at(self, row: int) -> str:
        """The claim number of a row."""
        return str(self._row(row)[0])

    def line_at(self, row: int) -> Any:
        """The list line of a row."""
        return self._row(row)[-1]

    def row_of(self, claim: str, near: int = 0) -> int:
        """The row of a claim, looked for around `near`; -1 when it is not close by."""
        for row in range(max(0, near - PAGE), min(len(self._ids), near + PAGE)):
            if self.claim_at(row) == claim:
                return row
        return -1

    def _row(self, row: int) -> tuple[Any, ...]:
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            page = [self._cells(line) for line in self._fetch(self._ids[number * PAGE : (number + 1) * PAGE])]
            self._pages[number] = page
            if len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page[row % PAGE]

    def _cells(self, line: Any) -> tuple[Any, ...]:
        services = line.services if isinstance(line.services, tuple | list) else json.loads(line.services or "[]")
        named = ", ".join(word(self._plan.services, key) for key in services)
        loss = won(line.claimed_loss) if line.claimed_loss is not None else tr("unknown")
        name = f"{line.trade_name} / {line.representative}" if line.representative else line.trade_name
        stage = word(self._plan.stages, line.stage) + (f" · {tr('on hold')}" if line.hold else "")
        lead = self._name_of(line.lead) if line.lead else ""
        proofs = "".join(SHAPES.get(letter, "") for letter in shown_proofs(line))
        sector = word(self._plan.profit_rates, line.sector)
        return (line.claim, name, sector, named, loss, proofs, stage, lead, line.due, line)

    # --- what Qt asks -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a claim."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """One column a field."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = 0) -> Any:
        """Text for role 0, compared as a plain int because a page asks some 3,000 times (figures.md A.0)."""
        if role != 0:
            return self._other(index, role)
        return self._row(index.row())[index.column()]

    def _other(self, index: Index, role: int) -> Any:
        column = index.column()
        if role == 7:  # TextAlignmentRole
            return _RIGHT if column == LOSS else None
        if role == 256 and column in (PROOF, STAGE):  # UserRole
            line = self._row(index.row())[-1]
            return shown_proofs(line) if column == PROOF else line.stage
        if role in (3, 11) and column == PROOF:  # ToolTipRole, AccessibleTextRole
            return self._proofs_in_words(index.row())
        if role == 3 and column == LEAD:
            return self._row(index.row())[-1].lead
        if role == 3 and column in (1, 3):
            return self._row(index.row())[column]
        return None

    def _proofs_in_words(self, row: int) -> str:
        marks = shown_proofs(self._row(row)[-1])
        names = (word(self._plan.proof_kinds, kind) for kind in PROOFS)
        return "\n".join(f"{name}: {proof_state(letter)}" for name, letter in zip(names, marks, strict=False))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The heads of the columns."""
        if role == 7 and orientation == Qt.Orientation.Horizontal:
            return _RIGHT if section == LOSS else int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != 0 or orientation != Qt.Orientation.Horizontal:
            return None
        return heads()[section]


def shown_proofs(line: Any) -> str:
    """The proof marks of a claim that needs proofs; empty on routes that need none."""
    return str(line.proof_marks) if line.route in NEEDS_PROOFS else ""


def heads() -> tuple[str, ...]:
    """The words over the columns."""
    return (
        tr("Claim"), tr("Trade name / representative"), tr("Sector"), tr("Services"), tr("Loss claimed"),
        tr("Proofs"), tr("Stage"), tr("Lead"), tr("Due"),
    )  # fmt: skip
