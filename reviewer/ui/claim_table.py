"""The claims of a list as a table: an array of ids in sort order, and the last pages looked at."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reviewer.ui import claim_columns
from reviewer.ui.claim_columns import AMOUNTS, USUAL, cells_of, heads, shown_proofs
from reviewer.ui.claim_marks import PROOFS, proof_state
from reviewer.ui.folding import with_folded
from reviewer.ui.tips import plain_tip
from reviewer.ui.wording import word

if TYPE_CHECKING:
    from reviewer.rules.plan import Plan


PAGE, KEPT = 64, 40
IN_VIEW = 24
"""Where a search found a claim is looked up for so many rows at a time: about what a window shows."""
COLUMNS = tuple(column.name for column in claim_columns.COLUMNS[:USUAL])
"""What a list shows where no other columns can be chosen."""
LOSS, PROOF, STAGE = COLUMNS.index("loss"), COLUMNS.index("proofs"), COLUMNS.index("stage")
LEAD, NAME = COLUMNS.index("lead"), COLUMNS.index("name")
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
Index = QModelIndex | QPersistentModelIndex


class Find(NamedTuple):
    """Where a search found claims, in words by id: what is known, and how to ask for more."""

    known: Mapping[int, str]
    ask: Callable[[Sequence[int]], Mapping[int, str]]


class ClaimTable(QAbstractTableModel):
    """Rows are fetched by id, 64 at a time, when the view asks; nothing else is read."""

    has_boxes = False
    """Whether the first column can be ticked."""

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Sequence[Any]],
        plan: "Plan",
        parent: QObject | None = None,
        name_of: Callable[[str], str] = str,
        *,
        columns: int = USUAL,
    ):
        """`fetch` gives the list lines of these ids, in their order; `name_of` the name of a member by id.

        `columns` are how many of `claim_columns.COLUMNS` there are.
        """
        super().__init__(parent)
        self._fetch, self._plan, self._name_of, self._columns = fetch, plan, name_of, columns
        self._said = [cells_of(plan, name_of)[one.name] for one in claim_columns.COLUMNS[:columns]]
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, list[tuple[Any, ...]]] = OrderedDict()
        self._folded: tuple[int, ...] = ()
        self._find: Find | None = None
        self._found: dict[int, str] = {}

    def show_ids(self, ids: "array[int]", lines: Sequence[Any] = (), find: "Find | None" = None) -> None:
        """Show these claims; `lines`, where known, are the first of them, so that nothing is read before the paint.

        `find` says where a search found claims, and of the first it is known.
        """
        self.beginResetModel()
        self._ids = ids
        self._find, self._found = find, dict(find.known) if find is not None else {}
        self._pages.clear()
        for start in range(0, len(lines) - len(lines) % PAGE or len(lines), PAGE):
            page = lines[start : start + PAGE]
            if len(page) == PAGE or start + len(page) == len(ids):
                self._pages[start // PAGE] = [self._cells(line) for line in page]
        self.endResetModel()

    def fold(self, columns: Sequence[int]) -> None:
        """Say what these columns hold below the name, in this order."""
        if tuple(columns) != self._folded:
            self._folded = tuple(columns)
            if self._ids:
                self.dataChanged.emit(self.index(0, NAME), self.index(len(self._ids) - 1, NAME))

    def forget_pages(self) -> None:
        """Read the rows again: a claim changed."""
        self._pages.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, self._columns - 1))

    def ids(self) -> "array[int]":
        """All ids in the order shown."""
        return self._ids

    def claim_at(self, row: int) -> str:
        """The claim number of a row."""
        return str(self._row(row)[0])

    def line_at(self, row: int) -> Any:
        """The list line of a row."""
        return self._row(row)[-1]

    def found_in(self, row: int) -> str:
        """Where a search found the claim of a row, in words; "" where nobody searches."""
        if self._find is None:
            return ""
        number = self._ids[row]
        if number not in self._found:
            start = row - row % IN_VIEW
            self._found |= self._find.ask(self._ids[start : start + IN_VIEW])
        return self._found.get(number, "")

    def row_of(self, claim: str, near: int = 0) -> int:
        """The row of a claim, looked for around `near`; -1 when it is not close by."""
        for row in range(max(0, near - PAGE), min(len(self._ids), near + PAGE)) if claim else ():
            if self.claim_at(row) == claim:
                return row
        return -1

    def row_of_id(self, number: int) -> int:
        """The row of a claim by its id, among all; -1 when it is not in the list."""
        looked_for, size = array(self._ids.typecode, [number]).tobytes(), self._ids.itemsize
        among = self._ids.tobytes()  # bytes are found ten times as fast as numbers
        at = among.find(looked_for)
        while at > 0 and at % size:  # across two numbers
            at = among.find(looked_for, at + 1)
        return at // size

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
        """The usual cells, which are asked for at once; those further right when they are asked for; and the line."""
        return (*[said(line) for said in self._said[:USUAL]], line)

    # --- what Qt asks -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a claim."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """One column a field."""
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = 0) -> Any:
        """Text for role 0, compared as a plain int because a page asks some 3,000 times (figures.md A.0)."""
        if role != 0:
            said = self._other(index, role)
            return plain_tip(said) if role == 3 and said else said
        column = index.column()
        if column == NAME and self._folded:
            return self._with_folded(index, 0)
        return self._row(index.row())[column] if column < USUAL else self._said[column](self._row(index.row())[-1])

    def _other(self, index: Index, role: int) -> Any:
        column = index.column()
        if role == 7:  # TextAlignmentRole
            return _RIGHT if column in AMOUNTS else None
        if role == 256 and column in (PROOF, STAGE):  # UserRole
            line = self._row(index.row())[-1]
            return shown_proofs(line) if column == PROOF else line.stage
        if role in (3, 11, 256) and column == NAME and self._find is not None:
            found = self.found_in(index.row())
            return found if role == 256 else " – ".join(filter(None, (self._with_folded(index, 11), found)))
        if role in (3, 11) and column == NAME and self._folded:
            return self._with_folded(index, 11)
        if role in (3, 11) and column == PROOF:  # ToolTipRole, AccessibleTextRole
            return self._proofs_in_words(index.row())
        if role == 3 and column == LEAD:
            return self._row(index.row())[-1].lead
        if role == 3 and (column in (1, 2, 3) or column >= USUAL):
            return self.data(index)
        return None

    def _with_folded(self, index: Index, role: int) -> str:
        """The name, and below it what the columns hold that have no room; the marks of papers are spoken in words."""
        row, said = index.row(), list[tuple[str, str]]()
        for place in self._folded:
            at = self.index(row, place)
            cell = (self.data(at, role) if place == PROOF else None) or self.data(at)
            said.append(("", cell.replace("\n", ", ")))
        return with_folded(self._row(row)[NAME], said)

    def _proofs_in_words(self, row: int) -> str:
        marks = shown_proofs(self._row(row)[-1])
        names = (word(self._plan.proof_kinds, kind) for kind in PROOFS)
        return "\n".join(f"{name}: {proof_state(letter)}" for name, letter in zip(names, marks, strict=False))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The heads of the columns."""
        if role == 7 and orientation == Qt.Orientation.Horizontal:
            return _RIGHT if section in AMOUNTS else int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role not in (0, 3) or orientation != Qt.Orientation.Horizontal:
            return None
        return heads()[section]
