"""Where one stands in a list: which claim of how many, the one before and after, and where it was left last time."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QTableView

from reviewer.rules.problem import Problem
from reviewer.ui.claim_table import ClaimTable
from reviewer.ui.sitting import Sitting


class ListPlace:
    """Follows the list as it is filtered and sorted now."""

    def __init__(
        self, sitting: Sitting, table: QTableView, model: ClaimTable, is_whole: Callable[[], bool] = lambda: True
    ) -> None:
        """Nobody stood anywhere yet; `is_whole` says whether all of the list is known."""
        self._sitting, self._table, self._model, self._is_whole = sitting, table, model, is_whole
        self._stood = ("", -1)
        self._left: Mapping[str, str] = {}

    def row_of(self, claim: str) -> int:
        """The row of a claim; -1 when it is not in the list."""
        row = self._model.row_of(claim, max(self._table.currentIndex().row(), 0))
        if row >= 0 or not claim:
            return row
        from reviewer.casefile.claims import id_of

        try:
            return self._model.row_of_id(id_of(self._sitting.on_screen, claim))
        except Problem:
            return -1

    def holds(self, claim: str) -> bool:
        """Whether the claim is in the list, or fell out of it while one stood on it."""
        return self._stood[0] == claim or self.row_of(claim) >= 0

    def neighbour(self, claim: str, by: int) -> str:
        """The claim `by` places further; empty at the end.

        A claim that fell out of the list, as when it was decided, counts as standing before the one that took its row.
        """
        row = self.row_of(claim)
        known, stood = self._stood
        if row < 0 and (known != claim or stood < 0):
            return ""
        to = row + by if row >= 0 else stood + (by - 1 if by > 0 else by)
        if not 0 <= to < self._model.rowCount():
            return ""
        self._table.selectRow(to)
        return self._model.claim_at(to)

    def stand_on(self, claim: str) -> None:
        """Go to the row of a claim; where it is not in the list, one stays. Rows chosen with it stay chosen."""
        if not self._is_whole():
            self._left = {**self._left, "claim": claim}
        row = self.row_of(claim)
        if row >= 0 and row != self._table.currentIndex().row():
            self._table.selectRow(row)

    def place_of(self, claim: str) -> tuple[int, int]:
        """Which claim of how many this is; (0, n) when it is not in the list or not all of it is known."""
        row = self.row_of(claim)
        if row >= 0 or self._stood[0] != claim:
            self._stood = (claim, row)
        return (row + 1 if self._is_whole() else 0), self._model.rowCount()

    def now(self) -> dict[str, str]:
        """The claim in focus and the first one in view."""
        current, top = self._table.currentIndex().row(), self._table.rowAt(0)
        return {
            name: self._model.claim_at(row)
            for name, row in (("claim", current), ("top", top))
            if 0 <= row < self._model.rowCount()
        }

    def leave(self, left: Mapping[str, str]) -> None:
        """Come back to this place once the list is known."""
        self._left = left

    def come_back(self) -> None:
        """Stand where the list was left."""
        left, self._left = self._left, {}
        row, top = self.row_of(left.get("claim", "")), self.row_of(left.get("top", ""))
        if row >= 0:
            self._table.selectRow(row)
        if top >= 0:
            self._table.scrollTo(self._model.index(top, 0), QTableView.ScrollHint.PositionAtTop)
