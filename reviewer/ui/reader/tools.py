"""The tools above a paper: each with its picture, its words, its key, and the kinds of paper it is for."""

from collections.abc import Callable
from dataclasses import dataclass

from reviewer.ui import keys

PAGES, SHEETS, TEXT = "pages", "sheets", "text"
ANY = frozenset({PAGES, SHEETS, TEXT})


@dataclass(frozen=True)
class Tool:
    """`rank` says which tools give way first where the bar is narrow: the highest; 0 never does."""

    name: str
    picture: str
    says: str
    action: str
    do: Callable[[], object]
    rank: int = 0
    fits: frozenset[str] = frozenset({PAGES})
    is_switch: bool = False

    @property
    def tip(self) -> str:
        """Its words and its key."""
        key = keys.shown(self.action) if self.action else ""
        return f"{self.says}  {key}" if key else self.says
