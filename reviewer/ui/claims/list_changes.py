"""What was done to the list of claims or to its saved views and can be taken back: as it was before, and in words."""

from typing import Any, NamedTuple

from reviewer.ui.claims.list_look import ListLook
from reviewer.ui.wording import tr


class LookBefore(NamedTuple):
    """How the list was looked at before `what` (view, filter, filters, chosen), and by which view, where that went."""

    what: str
    look: ListLook
    view: str | None = None

    @property
    def words(self) -> str:
        """What was done, in the language of the windows."""
        words = {
            "view": tr("another view"), "filter": tr("filter removed"), "filters": tr("all filters removed"),
            "chosen": tr("filter changed"),
        }  # fmt: skip
        return words[self.what]


class ColumnsBefore(NamedTuple):
    """The columns before some were chosen, moved or hidden; what narrows the list stays as it is."""

    columns: tuple[tuple[str, int], ...]

    @property
    def words(self) -> str:
        """What was done, in the language of the windows."""
        return tr("columns changed")


class ViewsBefore(NamedTuple):
    """The views of these names as they stood before `what` (saved, renamed, deleted) was done to the view `name`."""

    what: str
    name: str
    names: frozenset[str]
    views: tuple[Any, ...] = ()
    """Those that were there (`saved_lists.SavedList`)."""

    @property
    def words(self) -> str:
        """What was done, in the language of the windows."""
        words = {
            "saved": tr("View “{name}” saved.", name=self.name),
            "renamed": tr("View “{name}” renamed.", name=self.name),
            "deleted": tr("View “{name}” deleted.", name=self.name),
        }
        return words[self.what]


Change = LookBefore | ColumnsBefore | ViewsBefore
