"""The values that a letter may name, with what each prints; the one chosen is put into the text."""

from collections.abc import Callable, Sequence

from reviewer.ui.choice import Choice
from reviewer.ui.wording import tr

LONGEST = 40
"""Letters of a value that are shown."""


class ValueChoice(Choice):
    """A list that goes back to its heading once a value was taken from it."""

    def __init__(self, put: Callable[[str], None]) -> None:
        """`put` gets the name of the value chosen."""
        super().__init__()
        self.setObjectName("wording_value")
        self.setAccessibleName(tr("Insert a value"))
        self.setMaxVisibleItems(24)
        self._put = put
        self.show_values(())
        self.activated.connect(self._chosen)

    def show_values(self, values: Sequence[tuple[str, str]]) -> None:
        """Offer these: names, and what each prints in the letter shown."""
        self.clear()
        self.addItem(tr("Insert a value"))
        for name, printed in values:
            short = printed if len(printed) <= LONGEST else printed[: LONGEST - 1] + "…"
            self.addItem(f"{{{name}}}  {short}", name)
        self.setEnabled(bool(values))

    def _chosen(self, place: int) -> None:
        name = self.itemData(place)
        self.setCurrentIndex(0)
        if name:
            self._put(str(name))
