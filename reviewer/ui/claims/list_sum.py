"""What the list adds up to, and while several claims are selected, what these do."""

from array import array
from collections.abc import Sequence

from PySide6.QtWidgets import QLabel

from reviewer.ui.announcing import announce
from reviewer.ui.claim_lines import sums_of
from reviewer.ui.claim_table import ClaimTable
from reviewer.ui.claims.list_reading import ListReading
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr, tr_many, won


class ListSum:
    """How many claims are listed, and what they add up to, stand there a moment after their rows."""

    def __init__(self, sitting: Sitting, totals: QLabel, model: ClaimTable, reading: ListReading) -> None:
        """`totals` is the label it writes into."""
        self._sitting, self._totals, self._model, self._reading = sitting, totals, model, reading
        self._of_list = ""
        self._asked = 0
        self._is_selecting = False
        reading.summed.connect(self._show)

    def _show(self, count: int, claimed: int, awarded: int) -> None:
        before, self._of_list = self._of_list, in_sum(tr_many("{n} claim", "{n} claims", count), claimed, awarded)
        if before not in ("", self._of_list) and self._totals.isVisible():
            announce(self._totals, self._of_list)
        if not self._is_selecting:
            self._totals.setText(self._of_list)

    def select(self, rows: Sequence[range]) -> None:
        """These stretches of rows are selected now."""
        self._asked += 1
        number, count = self._asked, sum(map(len, rows))
        self._is_selecting = count > 1
        if count < 2:
            self._totals.setText(self._of_list)
            return
        said = tr_many("{n} selected", "{n} selected", count)
        self._totals.setText(said)
        ids = array("q")
        for stretch in rows:
            ids += self._model.ids()[stretch.start : stretch.stop]

        def show(sums: tuple[int, int]) -> None:
            if number == self._asked:
                self._totals.setText(in_sum(said, *sums))

        self._sitting.read(
            lambda conn: sums_of(conn, ids) if number == self._asked else (0, 0),
            then=show,
            otherwise=self._reading.failed.emit,
            owner=self._reading,
        )


def in_sum(many: str, claimed: int, awarded: int) -> str:
    """How many claims, what they claim, and what they were awarded where there is any award."""
    return " · ".join([many, won(claimed)] + ([tr("awarded {amount}", amount=won(awarded))] if awarded else []))
