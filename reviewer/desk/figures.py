"""The figures of the case, each read in one go: of now or of a past moment, whichever connection is given."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from reviewer.casefile import figures, standing
from reviewer.casefile.engine import Connection
from reviewer.casefile.readings import KeptReading, readings_of
from reviewer.desk.hinting import hints_of
from reviewer.rules.figures import outcomes, progress, work
from reviewer.rules.figures.figure import Figure
from reviewer.rules.plan import Plan

Reader = Callable[[Connection, Plan, dt.date], Figure]
Report = Callable[[int, int], None]


def _load(conn: Connection, plan: Plan, day: dt.date) -> Figure:
    case = standing.read_case(conn)
    return work.load(figures.load(conn), [one.id for one in (*case.seats, *case.substitutes)])


FIGURES: Mapping[str, Reader] = {
    "STANDING": lambda conn, plan, day: progress.standing(figures.stood(conn), plan),
    "PACE": lambda conn, plan, day: progress.pace(figures.stood(conn), figures.decided_by_month(conn)),
    "AGES": lambda conn, plan, day: progress.ages(figures.stood(conn), plan, day),
    "BY_SECTOR": lambda conn, plan, day: outcomes.by_sector(figures.decided(conn), plan),
    "BY_SERVICE": lambda conn, plan, day: outcomes.by_service(figures.decided(conn), plan),
    "MONEY": lambda conn, plan, day: outcomes.asked_and_awarded(
        figures.money(conn, outcomes.ends_of_bands(plan)), plan
    ),
    "REASONS": lambda conn, plan, day: outcomes.reasons(figures.reasons(conn)),
    "REQUESTS": lambda conn, plan, day: outcomes.requests(figures.requests(conn)),
    "LOAD": _load,
    "PUT_BACK": lambda conn, plan, day: work.put_back(figures.second_checks(conn)),
    "QUALITY": lambda conn, plan, day: work.quality(figures.quality(conn)),
    "DEFICIENCIES": lambda conn, plan, day: work.deficiencies(figures.quality(conn)),
}
"""Every figure that the case itself holds, in the order in which they are shown."""
OF_HINTS = ("HINTS", "HINT_CHECKS")
"""The figures that compare hints with answers: the hints are worked out anew for every paper that was answered."""
CODES = (*FIGURES, *OF_HINTS)


def read_figure(conn: Connection, code: str, day: dt.date, plan: Plan | None = None) -> Figure:
    """One figure of the case; `day` is the Korean day ages are counted to. KeyError for those of hints.

    `plan` is needed where none was in force yet.
    """
    return FIGURES[code](conn, plan or standing.plan_in_force(conn), day)


def read_hints(conn: Connection, now: Connection, progress: Report | None = None) -> tuple[Figure, Figure]:
    """Both figures of hints. Answers are those of `conn`; what was read in the papers is kept in `now`, today's case.

    `progress` is told after every claim; what it raises ends the work.
    """
    plan, tally = standing.plan_in_force(conn), Counter[tuple[str, str, str]]()
    answers = figures.answered(conn)
    for done, (claim, given) in enumerate(answers.items(), 1):
        kept: Mapping[str, KeptReading] = readings_of(now, {document for document, _ in given})
        hints = hints_of(conn, claim, plan, kept).papers
        for (document, check), answer in given.items():
            hint = hints.get(document, {}).get(check)
            if hint is not None:
                tally[check, hint.level, answer] += 1
        if progress is not None:
            progress(done, len(answers))
    return work.hint_levels(tally), work.hint_checks(tally)


def plain(figure: Figure) -> dict[str, Any]:
    """A figure as plain values, for scripts."""
    return {
        "figure": figure.code, "of": figure.of, "n": figure.n, "series": list(figure.series),
        "rows": [
            {"row": row, "n": behind, "cells": list(cells)}
            for row, behind, cells in zip(figure.rows, figure.counts, figure.cells, strict=True)
        ],
        "notes": {code: dict(values) for code, values in figure.notes},
    }  # fmt: skip
