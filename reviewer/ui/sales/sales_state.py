"""What stands in the grid of daily sales before it is recorded, and the way back to what stood before."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from reviewer.rules.places import Place, body_of, place_of
from reviewer.rules.sales_taking import DayFound
from reviewer.ui.amounts import CLOSED_WORDS, amount_of

STEPS = 200
"""How many steps back are kept."""


@dataclass(frozen=True)
class Entered:
    """Days of sales in won, closed days, what could not be read, the place of each, and stated totals by week."""

    days: Mapping[dt.date, int] = field(default_factory=dict)
    closed: frozenset[dt.date] = frozenset()
    unread: Mapping[dt.date, str] = field(default_factory=dict)
    places: Mapping[dt.date, Place] = field(default_factory=dict)
    totals: Mapping[dt.date, int] = field(default_factory=dict)

    def typed(self, day: dt.date, text: str) -> "Entered":
        """The state after a person typed into a day; another figure than the one read there has no place."""
        text = text.strip()
        days, unread = dict(self.days), dict(self.unread)
        was = (days.pop(day, None), day in self.closed)
        unread.pop(day, None)
        closed = self.closed - {day}
        if text.lower() in CLOSED_WORDS:
            closed = closed | {day}
        elif text and (amount := amount_of(text)) is not None:
            days[day] = amount
        elif text:
            unread[day] = text[:40]
        kept = (days.get(day), day in closed) == was and day not in unread
        places = self.places if kept else {one: place for one, place in self.places.items() if one != day}
        return replace(self, days=days, closed=closed, unread=unread, places=places)

    def total_typed(self, week: dt.date, text: str) -> "Entered":
        """The state after a person typed the total that a record states for a week; empty text takes it away."""
        totals = {one: total for one, total in self.totals.items() if one != week}
        if text.strip() and (amount := amount_of(text)) is not None:
            totals[week] = amount
        return replace(self, totals=totals)

    def taken(self, found: Iterable[DayFound]) -> "Entered":
        """The state with days that were read in a paper, each with its place."""
        days, closed, unread, places = dict(self.days), set(self.closed), dict(self.unread), dict(self.places)
        for day in found:
            for kept in (days, unread, places):
                kept.pop(day.date, None)
            closed.discard(day.date)
            if day.amount is not None:
                days[day.date] = day.amount
            if day.closed and not day.amount:
                days.pop(day.date, None)
                closed.add(day.date)
            if day.place is not None:
                places[day.date] = day.place
        return replace(self, days=days, closed=frozenset(closed), unread=unread, places=places)

    @property
    def documents(self) -> tuple[str, ...]:
        """The papers that figures come from, in the order of their days."""
        return tuple(dict.fromkeys(place.document for _, place in sorted(self.places.items())))

    def plain(self) -> dict[str, Any]:
        """The state as a draft and the act hold it."""
        return {
            "days": {day.isoformat(): amount for day, amount in sorted(self.days.items())},
            "closed": [day.isoformat() for day in sorted(self.closed)],
            "places": {day.isoformat(): body_of(place) for day, place in sorted(self.places.items())},
            "totals": {week.isoformat(): total for week, total in sorted(self.totals.items())},
        }


def entered_from(plain: Mapping[str, Any]) -> Entered:
    """The state that `plain` gave, also of drafts from before days had places."""
    read = dt.date.fromisoformat
    return Entered(
        days={read(day): amount for day, amount in plain.get("days", {}).items()},
        closed=frozenset(read(day) for day in plain.get("closed", ())),
        unread={read(day): text for day, text in plain.get("unread", {}).items()},
        places={read(day): place_of(place) for day, place in plain.get("places", {}).items()},
        totals={read(week): total for week, total in plain.get("totals", {}).items()},
    )


class History:
    """The states that stood before, for Ctrl+Z and Ctrl+Y."""

    def __init__(self) -> None:
        """Nothing stands yet."""
        self.begin(Entered())

    def begin(self, entered: Entered) -> None:
        """Begin anew, for another claim or after recording."""
        self.now = entered
        self._before: list[Entered] = []
        self._after: list[Entered] = []

    def put(self, entered: Entered) -> None:
        """Take a step."""
        if entered != self.now:
            self._before = [*self._before[1 - STEPS :], self.now]
            self._after.clear()
            self.now = entered

    def back(self) -> bool:
        """Go back a step; False where there is none."""
        if not self._before:
            return False
        self._after.append(self.now)
        self.now = self._before.pop()
        return True

    def forth(self) -> bool:
        """Take back the going back."""
        if not self._after:
            return False
        self._before.append(self.now)
        self.now = self._after.pop()
        return True
