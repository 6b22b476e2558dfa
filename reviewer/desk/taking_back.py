"""What a person did today, how each of it is taken back, and what to do about what cannot be."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from reviewer.casefile import journal
from reviewer.casefile.assignments import last_assigned_many
from reviewer.casefile.engine import Connection
from reviewer.casefile.entry import moment
from reviewer.casefile.lanes import last_routed_many
from reviewer.casefile.own_day import OwnAct, own_day
from reviewer.desk.reviewing import korean_day
from reviewer.rules.acts.deciding import UNDOABLE
from reviewer.rules.calendar import KOREA
from reviewer.rules.problem import Problem

MANY = {"route_claims": "take_back_routes", "assign_claims": "take_back_assignments"}
"""Acts on many claims, and what takes each back as one."""


@dataclasses.dataclass(frozen=True)
class Done:
    """An act of today; `back` is the act that takes it back, with its subject and body but for the reason.

    Without one, the act stays: it was taken back already, somebody acted since, or its kind is never taken back.
    """

    one: OwnAct
    back: tuple[str, str, Mapping[str, Any]] | None = None


def done_today(conn: Connection, person: str, public_keys: Iterable[str], now: dt.datetime) -> list[Done]:
    """The acts of this person on this Korean day, the last one first."""
    midnight = dt.datetime.combine(korean_day(now), dt.time(), KOREA)
    return [Done(one, _back(conn, person, one)) for one in own_day(conn, person, public_keys, moment(midnight))]


def _back(conn: Connection, person: str, one: OwnAct) -> tuple[str, str, Mapping[str, Any]] | None:
    if one.is_gone or not one.is_last:
        return None
    if one.act in UNDOABLE:
        return "take_back", one.subject, {"entry": one.uid, "undone": one.act}
    if one.act in MANY:
        last: Any = last_routed_many(conn, person) if one.act == "route_claims" else last_assigned_many(conn, person)
        if last is not None and last.entry == one.uid and last.standing:
            return MANY[one.act], "case", {"entry": one.uid, "claims": list(last.standing)}
    return None


def refused_back(conn: Connection, person: str, done: Done, now: dt.datetime) -> Problem | None:
    """Why the rules do not let this be taken back now; None where they do."""
    if done.back is None:
        return None
    act, subject, body = done.back
    return next(iter(journal.refusals_now(conn, person, act, subject, {**body, "reason": "?"}, now)), None)
