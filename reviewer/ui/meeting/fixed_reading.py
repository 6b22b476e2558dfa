"""What the lists of fixed-amount claimants show, read in one question."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from reviewer.rules.council import Case, FixedList
from reviewer.rules.korean import fold

READY = "ready"


@dataclasses.dataclass(frozen=True)
class FixedPage:
    """The lists, the claims ready for one, and the lines of the one that is looked at."""

    case: Case
    names: Mapping[str, str]
    ready: tuple[str, ...]
    shown: str  # READY or the number of a list
    lines: tuple[Any, ...]  # registers.FixedLine
    twins: Mapping[str, tuple[Any, ...]]  # registers.Twin

    @property
    def drawn(self) -> FixedList | None:
        """The list that is looked at."""
        return self.case.lists.get(self.shown)


def read_fixed(conn: Any, shown: str) -> FixedPage:
    """Read the lists and the lines of one of them, or of the claims that are ready (reader lane)."""
    from reviewer.casefile import registers, standing
    from reviewer.casefile.decision_rows import member_names

    case = standing.read_case(conn)
    ready = tuple(registers.claims_at(conn, ("FIXED_READY",)))
    drawn = case.lists.get(shown)
    claims = drawn.claims if drawn is not None else ready
    return FixedPage(
        case,
        member_names(conn),
        ready,
        shown if drawn is not None else READY,
        tuple(registers.fixed_lines(conn, claims)),
        registers.twins_of(conn, claims),
    )


def holder_differs(line: Any) -> bool:
    """Whether the account holder named in the application is neither the business nor its representative."""
    holder = fold(line.account_holder)
    return bool(holder) and holder not in (fold(line.trade_name), fold(line.representative))
