"""The rows behind a plain table: all of them made, or by id, of which a page is made when it is looked at."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewer.ui.table_lines import Line

PAGE, KEPT = 64, 40
"""Rows of a page, and pages that are kept."""


class Rows:
    """Lines that are all made."""

    def __init__(self, lines: "Sequence[Line]" = ()) -> None:
        """In the order shown."""
        self._lines = tuple(lines)

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> "Iterator[Line]":
        return iter(self._lines)

    def line(self, row: int) -> "Line":
        """The line at this place."""
        return self._lines[row]

    def key(self, row: int) -> str:
        """The key of the line at this place."""
        return self.line(row).key

    def can_tick(self, row: int) -> bool:
        """Whether the line at this place has a box."""
        return self.line(row).can_tick

    def all_keys(self) -> Iterator[str]:
        """Every key, in the order shown."""
        return (line.key for line in self._lines)

    def row_of(self, key: str) -> int:
        """Where the line with this key stands; -1 when it is not there."""
        return next((place for place, one in enumerate(self.all_keys()) if one == key), -1)


class PagedRows(Rows):
    """A hundred thousand lines, of which the last pages looked at are held; the key of each is its id in digits."""

    def __init__(self, ids: "array[int]", make: "Callable[[Sequence[int]], Sequence[Line]]") -> None:
        """`make` gives the lines of these ids, in their order; each can be ticked."""
        super().__init__()
        self._ids, self._make = ids, make
        self._pages: OrderedDict[int, Sequence[Line]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> "Iterator[Line]":
        return iter(next(iter(self._pages.values()), ()))

    def line(self, row: int) -> "Line":
        """The line at this place; its page is made where it is not held."""
        number = row // PAGE
        if number not in self._pages:
            self._pages[number] = self._make(self._ids[number * PAGE : (number + 1) * PAGE])
            if len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number][row % PAGE]

    def key(self, row: int) -> str:
        """The key of the line at this place, which need not be made for it."""
        return str(self._ids[row])

    def can_tick(self, row: int) -> bool:
        """Each has a box."""
        return True

    def all_keys(self) -> Iterator[str]:
        """Every key, in the order shown."""
        return map(str, self._ids)

    def row_of(self, key: str) -> int:
        """Where the line with this key stands; -1 when it is not there."""
        try:
            return self._ids.index(int(key))
        except ValueError:
            return -1
