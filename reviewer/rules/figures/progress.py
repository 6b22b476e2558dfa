"""Figures of how far the scheme is: where claims stand, how fast they are decided, how long the open ones wait."""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from reviewer.rules.closing import OPEN_ROUTES
from reviewer.rules.figures.figure import Figure, Shape, counted
from reviewer.rules.figures.tallies import Stood
from reviewer.rules.plan import Plan
from reviewer.rules.stage import BEFORE_RESOLUTION, Stage

PATHS = ("INDIVIDUAL", "FIXED", "OTHER")
FINISHED = frozenset({Stage.PAID, Stage.CLOSED, Stage.WITHDRAWN})
OPEN = BEFORE_RESOLUTION
"""Where a claim waits for the council."""
AGES = (10, 20, 40, 60, 120)
"""Ends of the classes of age, in working days."""
OLDER, NO_DAY = "MORE", "NO_DAY"


def path_of(route: str) -> str:
    """Individual review, a fixed amount, or another lane."""
    return "FIXED" if route.startswith("FLAT_") else route if route == "INDIVIDUAL" else "OTHER"


def is_settled(one: Stood) -> bool:
    """Whether a lane settled it: nothing more is expected there."""
    return one.stage == Stage.ROUTED and one.route not in OPEN_ROUTES


def is_open(one: Stood) -> bool:
    """Whether it is an application that waits for the council."""
    return one.stage in OPEN and one.applied and not is_settled(one)


def standing(found: Iterable[Stood], plan: Plan) -> Figure:
    """Where all claims stand: reports without an application, the steps of the work, what is done."""
    steps = {stage: f"STEP{place}" for place, step in enumerate(plan.strip) for stage in step.stages}
    tally: Counter[tuple[str, str]] = Counter()
    for one in found:
        if is_settled(one):
            row = "LANE"
        elif one.stage in FINISHED:
            row = "DONE"
        else:
            row = steps[one.stage] if one.applied else "REPORTED"
        tally[row, path_of(one.route)] += one.count
    rows = ("REPORTED", *(f"STEP{place}" for place in range(len(plan.strip))), "DONE", "LANE")
    done = sum(number for (row, _), number in tally.items() if row in ("DONE", "LANE"))
    n = tally.total()
    notes = (("finished", {"done": done, "n": n, "share": _percent(done, n)}),) if n else ()
    figure = counted("STANDING", Shape.BARS, "claims", tally, rows, PATHS, notes=notes, is_ordered=True)
    resolved = rows.index(f"STEP{next(n for n, step in enumerate(plan.strip) if Stage.RESOLVED in step.stages)}")
    return dataclasses.replace(figure, parts=(1, resolved, rows.index("LANE")))


def pace(found: Iterable[Stood], decided: Mapping[str, int]) -> Figure:
    """Applications that came and claims that were decided, added up month by month; `decided` is by month.

    It ends with the last month in which anything happened.
    """
    came: Counter[str] = Counter()
    unknown = 0
    for one in found:
        if one.applied and not is_settled(one):
            came[one.received_on[:7]] += one.count if one.received_on else 0
            unknown += 0 if one.received_on else one.count
    months = _months([month for month in (*came, *decided) if month])
    cells, sums = [], [unknown, 0]
    for month in months:
        sums = [sums[0] + came.get(month, 0), sums[1] + decided.get(month, 0)]
        cells.append(tuple(sums))
    notes = (("no_day", {"n": unknown}),) if unknown else ()
    return Figure(
        "PACE", Shape.LINES, "claims", months, ("RECEIVED", "DECIDED"), tuple(cells), sums[0], notes,
        behind=tuple(row[0] for row in cells), is_ordered=True,
    )  # fmt: skip


def _months(known: Sequence[str]) -> tuple[str, ...]:
    """Every month from the first known one to the last."""
    if not known:
        return ()
    year, month = map(int, min(known).split("-"))
    found = []
    while (one := f"{year:04d}-{month:02d}") <= max(known):
        found.append(one)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(found)


def ages(found: Iterable[Stood], plan: Plan, day: dt.date) -> Figure:
    """How many working days the open applications have waited since they came."""
    waiting = [one for one in found if is_open(one)]
    days = working_days([one.received_on for one in waiting if one.received_on], plan, day)
    tally: Counter[tuple[str, str]] = Counter()
    by_age: Counter[int] = Counter()
    for one in waiting:
        age = days.get(one.received_on)
        row = NO_DAY if age is None else next((str(end) for end in AGES if age <= end), OLDER)
        tally[row, path_of(one.route)] += one.count
        if age is not None:
            by_age[age] += one.count
    rows: tuple[str, ...] = (*map(str, AGES), OLDER)
    rows += (NO_DAY,) if any(row == NO_DAY for row, _ in tally) else ()
    notes: list[tuple[str, Mapping[str, object]]] = []
    if by_age:
        notes += [("median_age", {"days": _median(by_age)}), ("oldest", {"days": max(by_age)})]
    if strange := sorted(set(range(_first(waiting, day), day.year + 1)) - plan.holiday_years):
        notes.append(("holidays_unknown", {"year": strange[0]}))
    return counted("AGES", Shape.BARS, "claims", tally, rows, PATHS, notes=tuple(notes), is_ordered=True)


def working_days(since: Iterable[str], plan: Plan, day: dt.date) -> dict[str, int]:
    """For every day: the working days after it, up to and including `day`; 0 where it is not before that.

    In a year without a table of holidays Monday to Friday count.
    """
    wanted = {one: dt.date.fromisoformat(one[:10]) for one in since}
    left, found, at = sorted(set(wanted.values()), reverse=True), dict[dt.date, int](), day
    passed = 0
    for one in left:
        while at > one:
            passed += at.weekday() < 5 and at not in plan.holidays
            at -= dt.timedelta(1)
        found[one] = passed if one < day else 0
    return {text: found[one] for text, one in wanted.items()}


def _first(waiting: Iterable[Stood], day: dt.date) -> int:
    return min((int(one.received_on[:4]) for one in waiting if one.received_on), default=day.year)


def _median(numbers: Counter[int]) -> int:
    """The lower of the two in the middle where there are two."""
    half, passed = (numbers.total() + 1) // 2, 0
    for number in sorted(numbers):
        passed += numbers[number]
        if passed >= half:
            return number
    raise ValueError("no numbers")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"
