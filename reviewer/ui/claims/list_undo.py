"""The button that takes back what was done to the list last, and says what that was."""

from reviewer.ui import keys
from reviewer.ui.claims.list_changes import Change
from reviewer.ui.parts import Button, as_it_is
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr

KEPT = 20


class ListUndo(Button):
    """Hidden while there is nothing to take back; what there is goes on when language or look changes."""

    def __init__(self) -> None:
        """Nothing at first."""
        super().__init__()
        self.setObjectName("undo_list")
        self.setProperty("role", "link")
        set_tip(self, keys.shown("undo"))
        self._changes: tuple[Change, ...] = ()
        self._say()

    @property
    def changes(self) -> tuple[Change, ...]:
        """What can be taken back, the last one last."""
        return self._changes

    def add(self, change: Change) -> None:
        """Offer to take this back; the oldest go."""
        self._changes = (*self._changes, change)[-KEPT:]
        self._say()

    def take_last(self) -> Change | None:
        """The last change, which is taken back now; None where there is none."""
        *left, last = self._changes or (None,)
        self._changes = tuple(one for one in left if one is not None)
        self._say()
        return last

    def _say(self) -> None:
        text = tr("Undo: {what}", what=self._changes[-1].words) if self._changes else tr("Undo")
        self.setText(as_it_is(text))
        self.setAccessibleName(text)
        self.setVisible(bool(self._changes))

    def kept(self) -> tuple[Change, ...] | None:
        """What can be taken back."""
        return self._changes or None

    def give_back(self, kept: tuple[Change, ...]) -> bool:
        """Go on with what could be taken back before."""
        self._changes = (*kept, *self._changes)[-KEPT:]
        self._say()
        return True
