"""What the lists of fixed-amount claimants show, read in one question."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from reviewer.rules.council import Case, FixedList
from reviewer.rules.korean import fold
from reviewer.ui.meeting.refused_lines import ASKED_APART, NONE, Refused, read_refused

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
    refused: Refused = NONE

    @property
    def drawn(self) -> FixedList | None:
        """The list that is looked at."""
        return self.case.lists.get(self.shown)


@dataclasses.dataclass(frozen=True)
class Drawing:
    """Who would draw up a list for which meeting, and when."""

    person: str
    meeting: int
    now: dt.datetime

    def refused(self, conn: Any, case: Case, ready: tuple[str, ...]) -> Refused:
        """Which of the claims would be refused, and whether the list as a whole would."""
        if not ready or not self.meeting:
            return NONE
        number = max((drawn.number for drawn in case.lists.values()), default=0) + 1
        body = {"list": number, "claims": list(ready), **ASKED_APART}
        return read_refused(conn, self.person, "draw_up_fixed_list", f"meeting:{self.meeting}", body, self.now)


def read_fixed(conn: Any, shown: str, drawing: Drawing | None = None) -> FixedPage:
    """Read the lists and the lines of one of them, or of the claims that are ready (reader lane).

    Of claims that are ready, also which would be refused if a list were drawn up of them (`drawing`).
    """
    from reviewer.casefile import registers, standing
    from reviewer.casefile.standing import member_names

    case = standing.read_case(conn)
    ready = tuple(registers.claims_at(conn, ("FIXED_READY",)))
    drawn = case.lists.get(shown)
    claims = drawn.claims if drawn is not None else ready
    refused = drawing.refused(conn, case, ready) if drawing is not None and drawn is None else NONE
    return FixedPage(
        case,
        member_names(conn),
        ready,
        shown if drawn is not None else READY,
        tuple(registers.fixed_lines(conn, claims)),
        registers.twins_of(conn, claims),
        refused,
    )


def holder_differs(line: Any) -> bool:
    """Whether the account holder named in the application is neither the business nor its representative."""
    holder = fold(line.account_holder)
    return bool(holder) and holder not in (fold(line.trade_name), fold(line.representative))
