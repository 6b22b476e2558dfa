"""The claims that are to be assigned as a table: each with the lead and the second reviewer it would get."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt

from reviewer.rules.assignment import NOBODY, Pair
from reviewer.ui.claim_table import LEAD, LOSS, PROOF, STAGE, ClaimTable
from reviewer.ui.claims_view import ClaimsView
from reviewer.ui.look import Look
from reviewer.ui.wording import tr

CLAIM, SECTOR, SERVICES, SECOND = 0, 2, 3, 8


class AssignLines(ClaimTable):
    """A line changed by hand says so; a claim for which nobody is left says that."""

    pairs: Mapping[str, Pair] = {}
    changed: Mapping[str, Pair] = {}

    def show_pairs(self, pairs: Mapping[str, Pair], changed: Mapping[str, Pair]) -> None:
        """Show these pairs on the claims in the table."""
        self.pairs, self.changed = pairs, changed
        self.forget_pages()

    def pair_of(self, claim: str) -> Pair:
        """The two this claim would get; nobody where no two are left."""
        return self.changed.get(claim) or self.pairs.get(claim, NOBODY)

    def _cells(self, line: Any) -> tuple[Any, ...]:
        cells, pair = list(super()._cells(line)), self.pair_of(line.claim)
        by_hand = f" · {tr('by hand')}" if line.claim in self.changed else ""
        cells[LEAD] = self._name_of(pair.lead) + by_hand if pair.lead else tr("no two members are left")
        cells[SECOND] = self._name_of(pair.second) if pair.second else ""
        return tuple(cells)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The second reviewer stands where the list of claims has the due date."""
        if section == SECOND and role in (0, 3) and orientation == Qt.Orientation.Horizontal:
            return tr("Second")
        return super().headerData(section, orientation, role)


def lines_view(model: AssignLines, look: Look) -> ClaimsView:
    """The table as the window shows it: claim, name, loss, lead and second."""
    table = ClaimsView()
    table.setObjectName("assign_table")
    table.setAccessibleName(tr("Claims to be assigned"))
    table.setModel(model)
    table.setSelectionBehavior(ClaimsView.SelectionBehavior.SelectRows)
    table.setSelectionMode(ClaimsView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(look.row_height)
    table.horizontalHeader().setHighlightSections(False)
    table.folds = (LOSS, CLAIM)  # who would get a claim stands in columns of their own
    table.set_widths(look, {LEAD: 168, SECOND: 132})
    for hidden in (SECTOR, SERVICES, PROOF, STAGE):
        table.hideColumn(hidden)
    return table
