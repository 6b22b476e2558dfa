"""Opens the compare desk from the claim desk: with the paper in view, or with two places of twins."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reviewer.rules.places import Place
from reviewer.ui.compare.compare_desk import CompareDesk
from reviewer.ui.compare.compare_reading import claim_holding
from reviewer.ui.problems import only_mistakes
from reviewer.ui.sitting import Sitting


class DeskComparing(QObject):
    """One compare window at a time; it goes with the claim desk."""

    def __init__(self, sitting: Sitting, desk: QWidget) -> None:
        """Nothing is open yet."""
        super().__init__(desk)
        self._sitting, self._desk = sitting, desk
        self.claim = ""
        self.window: CompareDesk | None = None

    def open(self, document: str, page: int, papers: Sequence[str]) -> None:
        """Compare the paper in view with the next one of the claim; another can be chosen there."""
        mine = Place(document, page=page) if document in papers else None
        after = list(papers[papers.index(document) + 1 if document in papers else 1 :])
        other = next(iter([*after, *(one for one in papers if one != document)]), document)
        self._shown().show_two(self.claim, mine, self.claim, Place(other, page=1) if other else None)

    def open_places(self, mine: Place, theirs: Place) -> None:
        """Compare a place of this claim with one of a paper that another claim holds."""
        claim = self.claim
        self._sitting.read(
            lambda conn: claim_holding(conn, theirs.document, claim),
            then=lambda other: self._shown().show_two(claim, mine, other, theirs),
            otherwise=only_mistakes,
            owner=self,
        )

    def _shown(self) -> CompareDesk:
        if self.window is None:
            self.window = CompareDesk(self._sitting, self._desk)
        return self.window

    def close(self) -> None:
        """Another claim or place is gone to; what was compared is left."""
        if self.window is not None and self.window.isVisible():
            self.window.close()
