"""Figures of the work: load of each reviewer, put-backs, sample checks, and hints of the machine beside answers."""

from collections import Counter
from collections.abc import Mapping, Sequence

from reviewer.rules.figures.figure import SEVERAL, TOTALS, Figure, Shape, counted
from reviewer.rules.figures.tallies import Quality
from reviewer.rules.hints.hint import LEVELS

LOADS = ("LEAD", "SECOND", "LEAD_DONE", "SECOND_DONE")
OPINIONS = ("AGREE", "DIFFER", "SEND_BACK")
CHECKED = ("FINE", "REMARKS", "REOPEN", "WAITS")
ANSWERS = ("PASS", "FAIL", "UNCLEAR", "NA")
HELD = ("SAME", "OTHER", "OPEN")
"""A clear hint and the person's answer were the same, were opposite, or one of the two was not clear."""
Answered = Mapping[tuple[str, str, str], int]
"""How often a check (first) had a hint of a level (second) and this answer (third)."""


def load(found: Mapping[tuple[str, str], int], members: Sequence[str]) -> Figure:
    """What each member has in hand, and the decisions in force each made as lead or second reviewer."""
    known = {member for member, _ in found}
    rows = (*(one for one in members), *sorted(known - set(members)))
    shown = tuple(one for one in rows if one in members or any(found.get((one, what)) for what in LOADS))
    in_hand = sum(number for (_, what), number in found.items() if what == "LEAD")
    return counted(
        "LOAD", Shape.PAIRS, "claims", found, shown, LOADS, in_hand, notes=(("in_hand", {}),), is_ordered=True
    )


def put_back(found: Mapping[tuple[str, str], int]) -> Figure:
    """Second checks by month, and how often one was put back."""
    months = tuple(sorted({month for month, _ in found}))
    n = sum(found.values())
    back = sum(number for (_, what), number in found.items() if what == "SEND_BACK")
    notes = (("put_back_rate", {"back": back, "n": n, "share": f"{100 * back / n:.1f}"}),) if n else ()
    return counted("PUT_BACK", Shape.SHARES, "checks", found, months, OPINIONS, notes=notes, is_ordered=True)


def quality(found: Quality) -> Figure:
    """What the sample checks came to, of awards and of refusals."""
    tally: Counter[tuple[str, str]] = Counter()
    for one in found.checks:
        tally["AWARDS" if one.is_award else "REFUSALS", one.outcome or "WAITS"] += one.count
    notes = (("praised", {"n": found.praised}),)
    return counted(
        "QUALITY", Shape.SHARES, "checks", tally, ("AWARDS", "REFUSALS"), CHECKED, notes=notes, is_ordered=True
    )


def deficiencies(found: Quality) -> Figure:
    """What the sample checks found wanting; a check may find several."""
    rows = tuple(sorted(found.deficiencies, key=lambda one: (-found.deficiencies[one], one)))
    tally = {(row, "COUNT"): found.deficiencies[row] for row in rows}
    drawn = sum(one.count for one in found.checks)
    return counted(
        "DEFICIENCIES",
        Shape.BARS,
        "checks",
        tally,
        rows,
        TOTALS,
        drawn,
        notes=((SEVERAL, {}),) if sum(tally.values()) > drawn else (),
        is_overlapping=True,
    )


def hint_levels(found: Answered) -> Figure:
    """What people answered where the machine had found everything, a part, nothing, or no data."""
    tally: Counter[tuple[str, str]] = Counter()
    for (_, level, answer), number in found.items():
        tally[level, answer] += number
    return counted("HINTS", Shape.SHARES, "answers", tally, LEVELS, ANSWERS, notes=_held_note(found), is_ordered=True)


def hint_checks(found: Answered) -> Figure:
    """By check: how often a clear hint and the answer were the same, how often the opposite."""
    tally: Counter[tuple[str, str]] = Counter()
    for (check, level, answer), number in found.items():
        if level != "NO_DATA":
            tally[check, held(level, answer)] += number
    rows = tuple(sorted({check for check, _ in tally}))
    return counted("HINT_CHECKS", Shape.SHARES, "answers", tally, rows, HELD, notes=_held_note(found))


def held(level: str, answer: str) -> str:
    """Whether a hint held against the answer of a person."""
    if level not in ("FULL", "NONE") or answer not in ("PASS", "FAIL"):
        return "OPEN"
    return "SAME" if (level == "FULL") == (answer == "PASS") else "OTHER"


def _held_note(found: Answered) -> tuple[tuple[str, Mapping[str, object]], ...]:
    tally: Counter[str] = Counter()
    for (_, level, answer), number in found.items():
        tally[held(level, answer)] += number
    clear = tally["SAME"] + tally["OTHER"]
    share = f"{100 * tally['SAME'] / clear:.1f}" if clear else "–"
    return (("held", {"same": tally["SAME"], "n": clear, "share": share}),)
